"""The LED lines: does each open, does each panel answer, which one is which."""

import errno
import os
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

from display.check.finding import Facts, Finding
from display.check.running import RunningDisplay
from display.devices import Line, Panel
from display.led.driver import Answer, Driver, Look
from display.led.drivers import driver_of
from display.led.lettering import first_that_fits
from display.led.port import Port, PortLost, open_port
from hall_server.wire.devices import Component

ANSWER_S = 0.5
TRIES = 2
_BITS_PER_BYTE = 10


def look_at_lines(
    lines: tuple[Line, ...], show_s: float | None, stop: threading.Event
) -> Iterator[Finding]:
    """Take each line for a moment, all at the same time, and tell every panel to be dark, or for `show_s`
    seconds to show its window's number and its address. `stop` ends that early.

    No other program may hold the lines.
    """
    with ThreadPoolExecutor(max(1, len(lines))) as several:
        for findings in several.map(lambda line: _of_line(line, show_s, stop), lines):
            yield from findings


def told_by(running: RunningDisplay, lines: tuple[Line, ...]) -> Iterator[Finding]:
    """What the program that holds the lines says of them."""
    parts = running.of_kind("led")
    for line in lines:
        ill = [part for part in parts if not part.ok and _is_of(part, line)]
        for part in ill:
            facts = {"name": part.name, "word": part.word}
            gone = part.name == line.name
            yield Finding("line", False, "line.lost" if gone else "panel.ill", facts, line.name)
        if not ill:
            facts = {"count": str(len(line.panel))}
            yield Finding("line", True, "line.held", facts, line.name)


def _is_of(part: Component, line: Line) -> bool:
    """A line tells of itself by its name, of a panel as `<window> (<line>/<address>)`."""
    return part.name == line.name or f"({line.name}/" in part.name


def _of_line(line: Line, show_s: float | None, stop: threading.Event) -> list[Finding]:
    try:
        port = open_port(line.url, line.baud)
    except PortLost as error:
        said = "line.taken" if _number(error) == errno.EAGAIN else "line.closed"
        facts = {"url": line.url, "why": _why(error)}
        return [Finding("line", False, said, facts, line.name)]
    try:
        return list(_of_panels(line, _Talk(line, port), show_s, stop))
    except PortLost as error:
        facts = {"url": line.url, "why": _why(error)}
        return [Finding("line", False, "line.broke", facts, line.name)]
    finally:
        port.close()


def _number(error: PortLost) -> int | None:
    return error.__cause__.errno if isinstance(error.__cause__, OSError) else None


def _why(error: PortLost) -> str:
    """The system's own words, where it has any: the library's repeat them and the address."""
    number = _number(error)
    return os.strerror(number) if number is not None else str(error)


def _of_panels(
    line: Line, talk: "_Talk", show_s: float | None, stop: threading.Event
) -> Iterator[Finding]:
    answers = [
        talk.tell(panel, _own(line, panel) if show_s is not None else "") for panel in line.panel
    ]
    if show_s is not None:
        stop.wait(show_s)
        for panel in line.panel:
            talk.tell(panel, "")
    silent = [panel for panel, answer in zip(line.panel, answers, strict=True) if answer is None]
    for panel, answer in zip(line.panel, answers, strict=True):
        if answer is not None and not answer.ok:
            facts = {"name": f"{panel.window} ({line.name}/{panel.address})", "word": answer.word}
            yield Finding("line", False, "panel.ill", facts, line.name)
    if not line.answers:
        yield Finding("line", True, "line.told", {"count": len(line.panel)}, line.name)
    elif len(silent) == len(line.panel):
        wires: Facts = {"url": line.url, "baud": line.baud, "protocol": line.protocol}
        yield Finding("line", False, "line.silent", wires, line.name)
    else:
        for panel in silent:
            which: Facts = {"address": panel.address, "window": panel.window}
            yield Finding("line", False, "panel.silent", which, line.name)
        count = len(line.panel) - len(silent)
        yield Finding("line", True, "line.ok", {"count": count}, line.name)


def _own(line: Line, panel: Panel) -> str:
    """The panel's window and address, as long as it has room for."""
    window, address = panel.window, panel.address
    if line.protocol == "tubes":
        both = f"{window}-{address}"
        return both if len(both) <= panel.cells else str(address)[-panel.cells :]
    wordings = (f"{window}号 地址{address}", f"{window} #{address}", f"#{address}", str(address))
    return first_that_fits(wordings, panel.cells)


class _Talk:
    """One frame after another over an open port. Raises PortLost."""

    def __init__(
        self,
        line: Line,
        port: Port,
        moment: Callable[[], float] = time.monotonic,
    ) -> None:
        self._line = line
        self._driver: Driver = driver_of(line)
        self._port = port
        self._moment = moment
        self._never = threading.Event()

    def tell(self, panel: Panel, text: str) -> Answer | None:
        """Show a text; what the panel answers, None if it does not."""
        for frame in self._driver.prepare(panel):
            self._send(frame)
        frame = self._driver.show(panel, Look(text, panel.colour))
        for _ in range(TRIES):
            self._port.drain()
            self._send(frame)
            if not self._line.answers:
                return None
            answer = self._answer(panel)
            if answer is not None:
                return answer
        return None

    def _send(self, frame: bytes) -> None:
        self._port.write(frame)
        # The panel hears it at the pace of the line, and takes the silence for the frame's end.
        self._never.wait(len(frame) * _BITS_PER_BYTE / self._line.baud + self._line.gap_ms / 1000)

    def _answer(self, panel: Panel) -> Answer | None:
        received, until = b"", self._moment() + ANSWER_S
        while self._moment() < until:
            received += self._port.read()
            answer = self._driver.answer(panel, received)
            if answer is not None:
                return answer
        return None
