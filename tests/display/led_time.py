"""A line of simulated panels in a time that passes only when somebody waits: no thread, no luck."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from heapq import heappop, heappush

from hall_states import board, call, window

from display import board as boards
from display.board import Shown
from display.devices import Line, Panel
from display.led.lights import Lights
from display.led.port import SLICE_S, Port, PortLost
from display.simulators.changes import Changes
from display.simulators.cpower import CPowerDecoder
from display.simulators.line import VirtualLine
from display.simulators.onbon import OnbonDecoder
from display.simulators.panel import VirtualPanel
from display.simulators.tubes import TubesDecoder
from hall_server.wire.views import BoardCall, BoardWindow

START = datetime(2026, 9, 18, 2, 24, tzinfo=UTC)
TURNAROUND_S = 0.01
DECODERS = {"onbon": OnbonDecoder, "cpower": CPowerDecoder, "tubes": TubesDecoder}


class Time:
    """Seconds since the start, and what happens at which."""

    def __init__(self) -> None:
        self.now = 0.0
        self._count = 0
        self._plans: list[tuple[float, int, Callable[[], None]]] = []

    def moment(self) -> float:
        return self.now

    def clock(self) -> datetime:
        return START + timedelta(seconds=self.now)

    def at(self, when: float, act: Callable[[], None]) -> None:
        self._count += 1
        heappush(self._plans, (when, self._count, act))

    def wait(self, event: threading.Event, seconds: float) -> None:
        end = self.now + seconds
        while self._plans and self._plans[0][0] <= end and not event.is_set():
            self.now, _, act = heappop(self._plans)
            act()
        if not event.is_set():
            self.now = max(self.now, end)


class Cable:
    """Carries a line's bytes no faster than its rate; can be pulled in the middle of a frame."""

    def __init__(self, time: Time, line: Line) -> None:
        self.time = time
        self.line = line
        self.panels = {
            panel.address: VirtualPanel(
                panel, time.clock, Changes(), is_tubes=line.protocol == "tubes"
            )
            for panel in line.panel
        }
        self.far_end = VirtualLine(
            DECODERS[line.protocol](), self.panels, time.clock, Changes(), self._late
        )
        self.plugged = True
        self.opened = 0
        self.sent = 0
        self._answers: list[tuple[float, bytes]] = []
        self.far_end.connect(self._answer)

    def open(self, url: str, baud: int) -> Port:
        assert (url, baud) == (self.line.url, self.line.baud)
        if not self.plugged:
            raise PortLost("not there")
        self.opened += 1
        return _End(self, self.opened)

    def pull(self) -> None:
        self.plugged = False
        self.opened += 1

    def put_back(self) -> None:
        self.plugged = True

    def takes(self, data: bytes) -> float:
        return len(data) * 10 / self.line.baud

    def carry(self, data: bytes, opened: int) -> None:
        """Byte by byte in two halves, so that what is pulled halfway has arrived in part."""
        half = len(data) // 2
        now = self.time.now
        self.sent += len(data)
        for piece, when in (
            (data[:half], now + self.takes(data[:half])),
            (data[half:], now + self.takes(data)),
        ):
            self.time.at(when, lambda piece=piece: self._arrives(piece, opened))

    def received(self) -> bytes:
        due = b"".join(data for when, data in self._answers if when <= self.time.now)
        self._answers = [each for each in self._answers if each[0] > self.time.now]
        return due

    def _arrives(self, piece: bytes, opened: int) -> None:
        if self.plugged and opened == self.opened:
            self.far_end.receive(piece)

    def _answer(self, reply: bytes) -> None:
        self._answers.append((self.time.now + TURNAROUND_S + self.takes(reply), reply))

    def _late(self, seconds: float, act: Callable[[], None]) -> None:
        self.time.at(self.time.now + seconds, act)


class _End:
    """The near end of a cable."""

    def __init__(self, cable: Cable, opened: int) -> None:
        self._cable = cable
        self._opened = opened

    def write(self, data: bytes) -> None:
        self._look()
        self._cable.carry(data, self._opened)

    def read(self) -> bytes:
        end = self._cable.time.now + SLICE_S
        while True:
            self._look()
            data = self._cable.received()
            if data or self._cable.time.now >= end:
                return data
            self._cable.time.wait(threading.Event(), 0.005)

    def drain(self) -> None:
        self._look()
        self._cable.received()

    def close(self) -> None:
        return

    def _look(self) -> None:
        if not self._cable.plugged or self._opened != self._cable.opened:
            raise PortLost("pulled")


def drive(line: Line, plan: Callable[[Time, Cable, Lights], float]) -> tuple[Cable, Lights]:
    """A line driven from 0 until the second that `plan` tells, which says what happens when."""
    time = Time()
    cable = Cable(time, line)
    lights = Lights([line], ["zh-CN"], time.clock, time.moment, time.wait, cable.open)
    (master,) = lights.masters
    time.at(plan(time, cable, lights), master.end)
    master.work()
    return cable, lights


def line(protocol: str = "onbon", panels: int = 3, **more: object) -> Line:
    cells = {"tubes": 5}.get(protocol, 8)
    strips = [
        Panel(address=number, window=str(number), cells=cells) for number in range(1, panels + 1)
    ]
    return Line.model_validate(
        {"name": "L1", "url": "/dev/led", "protocol": protocol, "panel": strips, **more}
    )


class HallAt:
    """What a hall of some windows tells, one state after another."""

    def __init__(self, count: int) -> None:
        self.windows: dict[str, BoardWindow] = {
            str(number): window(str(number), "A", "idle") for number in range(1, count + 1)
        }
        self.calls: list[BoardCall] = []
        self.version = 0
        self.shown = boards.start(START)

    def call(self, number: str, at: str, clock: Time) -> Shown:
        self.calls = [
            one.model_copy(update={"live": False}) if one.window == at else one
            for one in self.calls
        ]
        self.calls.append(call(len(self.calls) + 1, number, at, clock.clock()))
        return self.tells(clock)

    def tells(self, clock: Time, **more: object) -> Shown:
        self.version += 1
        state = board(self.version, clock.clock(), self.calls, tuple(self.windows.values()))
        state = state.model_copy(update=more)
        self.shown = boards.advance(self.shown, state, clock.clock())
        return self.shown
