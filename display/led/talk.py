"""One frame after another over an open line, at the line's pace, each answered before the next."""

import threading
from collections.abc import Callable

from display.devices import Line, Panel
from display.led.driver import YES, Answer, Driver, Look
from display.led.port import Port

ANSWER_S = 0.25
"""How long a panel may take to begin its answer; adapters and converters hold bytes back, too."""
_KEPT = 4096
"""Bytes among which an answer is looked for."""
_BITS_PER_BYTE = 10
_QUIET_BYTES = 4
"""Panels tell frames apart by silence: Modbus wants 3.5 characters of it."""

Moment = Callable[[], float]
"""Seconds of a clock that nobody sets."""
Wait = Callable[[threading.Event, float], object]
"""Until the event is set, or so many seconds are over."""


class Talk:
    """What is said to the panels of a line, until `ended`. One thread; raises PortLost."""

    def __init__(
        self,
        line: Line,
        driver: Driver,
        port: Port,
        moment: Moment,
        wait: Wait,
        ended: threading.Event,
    ) -> None:
        self._line = line
        self._driver = driver
        self._port = port
        self._moment = moment
        self._wait = wait
        self._ended = ended
        self.heard_at = moment()
        """When a panel answered last; before that, when the talk began."""

    def tell(
        self, panel: Panel, look: Look, *, prepared: bool, leave: threading.Event
    ) -> Answer | None:
        """Show `look`; what the panel answers, None if it does not. Of a line whose panels never
        answer, yes. A panel that is not `prepared` is prepared first. Once the frame has left, its
        answer is waited for until `leave` is set.
        """
        self._port.drain()
        for frame in () if prepared else self._driver.prepare(panel):
            self.send(frame)
        frame = self._driver.show(panel, look)
        if not self._line.answers:
            self.send(frame)
            return YES
        self._port.write(frame)
        answer = self._answer(panel, self._moment() + self._takes_s(len(frame)), leave)
        self._rest()
        return answer

    def send(self, frame: bytes) -> None:
        """Hand the frame over and wait until it has left, and for the silence after it."""
        self._port.write(frame)
        self._wait(self._ended, self._takes_s(len(frame)))
        self._rest()

    def _answer(self, panel: Panel, gone: float, leave: threading.Event) -> Answer | None:
        deadline = gone + self._takes_s(self._driver.answer_bytes) + ANSWER_S
        received = b""
        while (answer := self._driver.answer(panel, received)) is None:
            now = self._moment()
            if now >= deadline or (now >= gone and leave.is_set()):
                return None
            received = (received + self._port.read())[-_KEPT:]
        self.heard_at = self._moment()
        return answer

    def _rest(self) -> None:
        self._wait(self._ended, max(self._line.gap_ms / 1000, self._takes_s(_QUIET_BYTES)))

    def _takes_s(self, count: int) -> float:
        return count * _BITS_PER_BYTE / self._line.baud
