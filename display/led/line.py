"""The master of one line: one thread that owns the port and tells every panel its newest state.

A frame is handed to the system only when the one before it has left and was answered, so a call
waits for one exchange at most. Nothing a panel or a line does ends the thread.
"""

import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from math import inf

import structlog

from display.board import Picture, Shown, lose, picture, start
from display.devices import Line, Panel
from display.led.agenda import Agenda, Job
from display.led.condition import Condition
from display.led.driver import Driver
from display.led.flashes import Flashes
from display.led.port import Port, PortLost
from display.led.saying import Saying, window_of
from display.led.talk import ANSWER_S, Moment, Talk, Wait
from display.levels import hall_time, level_at
from hall_server.wire.devices import Component

log = structlog.get_logger(__name__)

REOPEN_S = 0.4
LOOK_S = 0.25
"""An idle line is looked at so often: one that was pulled and put back is opened anew."""
SILENT_S = 2.0
"""A converter behind which no panel answers for so long is called again."""
FAREWELL_S = 1.0
"""A program that is told to end has two seconds in all."""

OpenPort = Callable[[str, int], Port]


class _CallAgain(Exception):
    """The converter is there, and nobody behind it."""


class LineMaster:
    """One line with its panels, from `start` to `end` and `join`."""

    def __init__(
        self,
        line: Line,
        driver: Driver,
        saying: Saying,
        clock: Callable[[], datetime],
        moment: Moment,
        wait: Wait,
        open_port: OpenPort,
    ) -> None:
        """`clock` is this machine's, aware; `moment` counts seconds, which `wait` lets pass."""
        self._line = line
        self._driver = driver
        self._saying = saying
        self._clock = clock
        self._moment = moment
        self._wait = wait
        self._open_port = open_port
        self._agenda = Agenda(line, driver)
        self._flashes = Flashes()
        self._condition = Condition(line)
        # Whatever panels were told before this program began is nobody's word.
        self._shown = start(clock())
        self._taken: Shown | None = None
        self._stands_until = inf
        self._news = threading.Event()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self.work, name=f"led {line.name}", daemon=True)
        self._dimmed: tuple[int, float] | None = None

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def end(self) -> None:
        """Begin to end: the panels are told that nothing is known any more."""
        self._ended.set()
        self._news.set()

    def join(self) -> None:
        """Wait for the end, a second or a little more."""
        if self._thread.is_alive():
            self._thread.join(2 * FAREWELL_S + ANSWER_S)

    def show(self, shown: Shown) -> None:
        """Follow what is shown: returns at once."""
        self._shown = shown
        self._news.set()

    def health(self) -> tuple[Component, ...]:
        """How the line and its panels are."""
        return self._condition.health()

    def work(self) -> None:
        """Drive the line until the end. `start` does it in a thread of its own."""
        while not self._ended.is_set():
            try:
                self._hold()
            except _CallAgain:
                continue
            except PortLost as lost:
                self._condition.lost(str(lost))
            except Exception:
                log.exception("led line failed", line=self._line.name)
                self._condition.lost("a fault of this program")
            self._wait(self._ended, REOPEN_S)

    def _hold(self) -> None:
        """Open the line and work until it breaks or the end has come."""
        port = self._open_port(self._line.url, self._line.baud)
        try:
            self._condition.open()
            self._agenda.forget(self._moment())
            self._dimmed = None
            talk = self._talk(port, self._ended)
            while not self._ended.is_set():
                self._news.clear()
                if not self._step(talk):
                    self._wait(self._news, self._quiet_s())
                    port.drain()
            # Nobody's hurry makes the line faster.
            self._bid_farewell(self._talk(port, threading.Event()))
        finally:
            port.close()

    def _talk(self, port: Port, ended: threading.Event) -> Talk:
        return Talk(self._line, self._driver, port, self._moment, self._wait, ended)

    def _step(self, talk: Talk) -> bool:
        """Do what is most urgent, if anything is due. Whether it was."""
        self._take_in()
        now = self._moment()
        job = self._agenda.next(now)
        if (job is None or not job.urgent) and (level := self._level_due(now)) is not None:
            self._dim(talk, level)
        elif job is not None:
            self._do(talk, job)
        else:
            return False
        return True

    def _quiet_s(self) -> float:
        now = self._moment()
        return min(self._agenda.wait_s(now), max(0.0, self._stands_until - now), LOOK_S)

    def _take_in(self) -> None:
        """Want what is shown now, if that is another than before or a flash has ended since."""
        shown, now = self._shown, self._moment()
        if shown is self._taken and now < self._stands_until:
            return
        seen = picture(shown, self._clock())
        self._flashes.see(seen, now)
        self._want(seen, now, self._line.panel)
        self._taken, self._stands_until = shown, self._flashes.next_end(now) or inf

    def _want(self, seen: Picture, now: float, panels: Iterable[Panel]) -> None:
        faces = {}
        strange = []
        for panel in panels:
            window = window_of(panel, seen)
            faces[panel.address] = self._saying(panel, seen, self._flashes.rings(window, now))
            if window is None and seen.state is not None:
                strange.append((panel, "no_window"))
        self._agenda.want(faces, now)
        self._condition.strange(strange)

    def _do(self, talk: Talk, job: Job) -> None:
        # Who is down is not waited for once there is something to say to others.
        leave = self._news if job.tries else self._ended
        answer = talk.tell(job.panel, job.look, prepared=not job.prepares, leave=leave)
        now = self._moment()
        if answer is not None and answer.ok:
            self._agenda.done(job, now)
        else:
            self._agenda.missed(job, answer.word if answer else "no_answer", now)
        self._condition.down(self._agenda.down())
        if self._is_cut_off(now - talk.heard_at):
            raise _CallAgain

    def _is_cut_off(self, silent_s: float) -> bool:
        """A cut network cable takes bytes for minutes; a new call to the converter finds out."""
        behind_a_converter = self._line.answers and self._line.url.startswith("socket:")
        return behind_a_converter and self._agenda.all_missed and silent_s > SILENT_S

    def _level_due(self, now: float) -> int | None:
        """The brightness, if it is another than told, or was told long ago."""
        if not self._line.brightness:
            return None
        at = hall_time(self._shown, self._clock())
        level = level_at(self._line.brightness, at, otherwise=100)
        told, when = self._dimmed or (None, 0.0)
        return level if told != level or now - when >= self._line.resend_s else None

    def _dim(self, talk: Talk, level: int) -> None:
        frame = self._driver.dim(level)
        if frame is not None:
            talk.send(frame)
        self._dimmed = level, self._moment()

    def _bid_farewell(self, talk: Talk) -> None:
        """A program that ends leaves no number behind that nobody would take away: those first."""
        last = picture(self._shown, self._clock())
        unheard = picture(lose(self._shown, self._clock()), self._clock())
        numbered = [
            panel
            for panel in self._line.panel
            if (window := window_of(panel, last)) is not None and window.number
        ]
        end = self._moment() + FAREWELL_S
        for panels in (numbered, self._line.panel):
            self._want(unheard, self._moment(), panels)
            while (now := self._moment()) < end:
                job = self._agenda.next(now)
                if job is None or not job.urgent:
                    break
                talk.send(self._driver.show(job.panel, job.look))
                self._agenda.done(job, now)
        # Closing throws away what an adapter may still hold.
        self._wait(threading.Event(), ANSWER_S)
