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
from display.led.driver import Answer, Driver
from display.led.flashes import Flashes
from display.led.port import Port, PortLost
from display.led.saying import Saying, window_of
from display.levels import hall_time, level_at
from hall_server.wire.devices import Component

log = structlog.get_logger(__name__)

ANSWER_S = 0.25
"""How long a panel may take to begin its answer; adapters and converters hold bytes back, too."""
REOPEN_S = 0.4
LOOK_S = 0.25
"""An idle line is looked at so often: one that was pulled and put back is opened anew."""
SILENT_S = 2.0
"""A converter behind which no panel answers for so long is called again."""
FAREWELL_S = 1.0
"""A program that is told to end has two seconds in all."""
_KEPT = 4096
"""Bytes among which an answer is looked for."""
_BITS_PER_BYTE = 10
_QUIET_BYTES = 4
"""Panels tell frames apart by silence: Modbus wants 3.5 characters of it."""


class _CallAgain(Exception):
    """The converter is there, and nobody behind it."""


OpenPort = Callable[[str, int], Port]
Wait = Callable[[threading.Event, float], object]
"""Until the event is set, or so many seconds are over."""


class LineMaster:
    """One line with its panels, from `start` to `end` and `join`."""

    def __init__(
        self,
        line: Line,
        driver: Driver,
        saying: Saying,
        clock: Callable[[], datetime],
        moment: Callable[[], float],
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
        # Whatever panels were told before this program began is nobody's word.
        self._shown = start(clock())
        self._taken: Shown | None = None
        self._stands_until = inf
        self._news = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self.work, name=f"led {line.name}", daemon=True)
        self._lost: str | None = None
        self._down: tuple[Component, ...] = ()
        self._strange: tuple[Component, ...] = ()
        self._dimmed: tuple[int, float] | None = None
        self._opened = self._heard = 0.0

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def end(self) -> None:
        """Begin to end: the panels are told that nothing is known any more."""
        self._stopped.set()
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
        """The line if it is not there, else its panels that do not answer, or that name no window;
        one part that is well if there are none.
        """
        if self._lost is not None:
            return (Component(kind="led", name=self._line.name, ok=False, word="unreachable"),)
        ill = self._down + self._strange
        if ill:
            return ill
        count = len(self._line.panel)
        return (Component(kind="led", name=self._line.name, ok=True, word=str(count)),)

    def work(self) -> None:
        """Drive the line until the end. `start` does it in a thread of its own."""
        while not self._stopped.is_set():
            try:
                self._hold()
            except _CallAgain:
                continue
            except PortLost as lost:
                self._tell_lost(str(lost))
            except Exception:
                log.exception("led line failed", line=self._line.name)
                self._tell_lost("a fault of this program")
            self._wait(self._stopped, REOPEN_S)

    def _hold(self) -> None:
        """Open the line and work until it breaks or the master is stopped."""
        port = self._open_port(self._line.url, self._line.baud)
        try:
            self._tell_lost(None)
            self._opened = self._heard = self._moment()
            self._agenda.forget(self._opened)
            self._dimmed = None
            while not self._stopped.is_set():
                self._news.clear()
                self._step(port)
            self._bid_farewell(port)
        finally:
            port.close()

    def _step(self, port: Port) -> None:
        self._take_in()
        now = self._moment()
        job = self._agenda.next(now)
        if job is not None and job.urgent:
            self._do(port, job)
        elif (level := self._level_due(now)) is not None:
            self._dim(port, level)
        elif job is not None:
            self._do(port, job)
        else:
            quiet_s = min(self._agenda.wait_s(now), max(0.0, self._stands_until - now), LOOK_S)
            self._wait(self._news, quiet_s)
            port.drain()

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
                strange.append(self._component(panel.window, panel.address, "no_window"))
        self._agenda.want(faces, now)
        self._strange = tuple(strange)

    def _do(self, port: Port, job: Job) -> None:
        port.drain()
        prepares = self._driver.prepare(job.panel) if job.prepares else ()
        for frame in prepares:
            self._send(port, frame)
        frame = self._driver.show(job.panel, job.look)
        if not self._line.answers:
            self._send(port, frame)
            self._agenda.done(job, self._moment())
            return
        answer = self._ask(port, job, frame)
        now = self._moment()
        if answer is not None and answer.ok:
            self._agenda.done(job, now)
        else:
            self._agenda.missed(job, answer.word if answer else "no_answer", now)
        self._tell_down()
        self._rest()
        if self._is_cut_off(now):
            raise _CallAgain

    def _send(self, port: Port, frame: bytes) -> None:
        """Hand the frame over and wait until it has left, and for the silence after it."""
        port.write(frame)
        self._wait(self._stopped, self._takes_s(len(frame)))
        self._rest()

    def _ask(self, port: Port, job: Job, frame: bytes) -> Answer | None:
        port.write(frame)
        waits = self._takes_s(len(frame) + self._driver.answer_bytes) + ANSWER_S
        deadline = self._moment() + waits
        received = b""
        while (answer := self._driver.answer(job.panel, received)) is None:
            if self._moment() >= deadline or self._stopped.is_set():
                return None
            received = (received + port.read())[-_KEPT:]
        self._heard = self._moment()
        return answer

    def _rest(self) -> None:
        self._wait(self._stopped, max(self._line.gap_ms / 1000, self._takes_s(_QUIET_BYTES)))

    def _takes_s(self, count: int) -> float:
        return count * _BITS_PER_BYTE / self._line.baud

    def _is_cut_off(self, now: float) -> bool:
        """A cut network cable takes bytes for minutes; a new call to the converter finds out."""
        return (
            self._line.url.startswith("socket:")
            and self._agenda.all_missed
            and now - max(self._heard, self._opened) > SILENT_S
        )

    def _level_due(self, now: float) -> int | None:
        """The brightness, if it is another than told, or was told long ago."""
        if not self._line.brightness:
            return None
        at = hall_time(self._shown, self._clock())
        level = level_at(self._line.brightness, at, otherwise=100)
        told, when = self._dimmed or (None, 0.0)
        return level if told != level or now - when >= self._line.resend_s else None

    def _dim(self, port: Port, level: int) -> None:
        frame = self._driver.dim(level)
        if frame is not None:
            self._send(port, frame)
        self._dimmed = level, self._moment()

    def _bid_farewell(self, port: Port) -> None:
        """A program that ends leaves no number behind that nobody would take away: those first."""
        last = picture(self._shown, self._clock())
        unheard = picture(lose(self._shown, self._clock()), self._clock())
        end = self._moment() + FAREWELL_S
        numbered = [
            panel
            for panel in self._line.panel
            if (window := window_of(panel, last)) is not None and window.number
        ]
        for panels in (numbered, self._line.panel):
            self._want(unheard, self._moment(), panels)
            while (now := self._moment()) < end:
                job = self._agenda.next(now)
                if job is None or not job.urgent:
                    break
                frame = self._driver.show(job.panel, job.look)
                port.write(frame)
                # Nothing wakes this wait: the line carries no faster, whoever is in a hurry.
                self._wait(threading.Event(), self._takes_s(len(frame) + _QUIET_BYTES))
                self._agenda.done(job, now)
        # Closing throws away what an adapter may still hold.
        self._wait(threading.Event(), ANSWER_S)

    def _component(self, window: str, address: int, word: str) -> Component:
        name = f"{window} ({self._line.name}/{address})"
        return Component(kind="led", name=name, ok=False, word=word[:100])

    def _tell_down(self) -> None:
        down = tuple(
            self._component(panel.window, panel.address, word)
            for panel, word in self._agenda.down()
        )
        for part in set(self._down) ^ set(down):
            news = part.word if part in down else "answers again"
            log.warning("led panel", panel=part.name, news=news)
        self._down = down

    def _tell_lost(self, why: str | None) -> None:
        if why != self._lost:
            self._lost = why
            log.warning("led line", line=self._line.name, url=self._line.url, news=why or "open")
