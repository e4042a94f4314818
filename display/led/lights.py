"""All LED lines of a display: they follow what is shown, each in a thread of its own."""

import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from display.board import Shown
from display.devices import Line
from display.led.drivers import driver_of
from display.led.line import LineMaster, OpenPort
from display.led.port import open_port
from display.led.saying import Saying, on_strip, on_tubes
from display.led.talk import Wait
from hall_server.wire.devices import Component
from hall_server.wire.message import Language


class Lights:
    """The lines, from `start` to `stop`. A line that fails stops no other."""

    def __init__(
        self,
        lines: Sequence[Line],
        languages: Sequence[Language],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        moment: Callable[[], float] = time.monotonic,
        wait: Wait = threading.Event.wait,
        open_port: OpenPort = open_port,
    ) -> None:
        """Opens nothing yet. A strip has room for one language: the first.

        `clock` is this machine's, aware; `moment` counts seconds, which `wait` lets pass. Raises
        display.faults.Refused for a wrong template.
        """
        self.masters = tuple(
            LineMaster(
                line,
                driver_of(line),
                _saying(line, languages[0]),
                clock,
                moment,
                wait,
                open_port,
            )
            for line in lines
        )

    def start(self) -> None:
        """Begin on all lines."""
        for master in self.masters:
            master.start()

    def stop(self) -> None:
        """End on all lines; no panel is left with a number. Takes a second or a little more."""
        for master in self.masters:
            master.end()
        for master in self.masters:
            master.join()

    def show(self, shown: Shown) -> None:
        """Follow what is shown: returns at once."""
        for master in self.masters:
            master.show(shown)

    def health(self) -> tuple[Component, ...]:
        """How the lines and their panels are."""
        return tuple(part for master in self.masters for part in master.health())


def _saying(line: Line, language: Language) -> Saying:
    return on_tubes if line.protocol == "tubes" else partial(on_strip, language=language)
