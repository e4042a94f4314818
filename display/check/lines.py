"""The LED lines: does each open, does each panel answer, which one is which."""

import errno
import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from display.check.finding import Facts, Finding
from display.check.running import RunningDisplay
from display.devices import Line, Panel
from display.led.driver import Answer, Look
from display.led.drivers import driver_of
from display.led.lettering import first_that_fits
from display.led.port import PortLost, open_port
from display.led.talk import Talk
from hall_server.wire.devices import Component

TRIES = 2
_NEVER = threading.Event()


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
    talk = Talk(line, driver_of(line), port, time.monotonic, threading.Event.wait, _NEVER)
    try:
        return list(_of_panels(line, talk, show_s, stop))
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
    line: Line, talk: Talk, show_s: float | None, stop: threading.Event
) -> Iterator[Finding]:
    answers = [
        _tell(talk, panel, _own(line, panel) if show_s is not None else "") for panel in line.panel
    ]
    if show_s is not None:
        stop.wait(show_s)
        for panel in line.panel:
            _tell(talk, panel, "")
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


def _tell(talk: Talk, panel: Panel, text: str) -> Answer | None:
    """Show a text; what the panel answers, None if it never does."""
    look = Look(text, panel.colour)
    answers = (talk.tell(panel, look, prepared=False, leave=_NEVER) for _ in range(TRIES))
    return next((answer for answer in answers if answer is not None), None)
