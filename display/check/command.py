"""The whole trial, in the order in which things are mended."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from display.check.finding import Finding, Words, table
from display.check.hall import look_at_hall
from display.check.lines import look_at_lines, told_by
from display.check.loudspeakers import hear_loudspeakers, look_at_loudspeakers
from display.check.machine import look_at_machine
from display.check.running import PortTaken, RunningDisplay, running_display
from display.config import DisplayConfig


@dataclass(frozen=True, slots=True)
class Trial:
    """How far the trial goes."""

    show_s: float | None = None
    """So many seconds each panel shows which it is; None: it does not."""
    sound: bool = False
    """Each loudspeaker of this machine says its name."""
    stop: threading.Event = field(default_factory=threading.Event)
    """Ends the showing early."""


def run_check(
    config: DisplayConfig,
    words: Words,
    say: Callable[[str], None],
    clock: Callable[[], datetime],
    trial: Trial,
) -> bool:
    """Try everything and tell each finding at once. Whether all is well. `clock` is aware."""
    found: list[bool] = []

    def counted() -> Iterator[Finding]:
        for finding in _findings(config, clock, trial):
            found.append(finding.ok)
            yield finding

    for line in table(counted(), words):
        say(line)
    return all(found)


def _findings(
    config: DisplayConfig, clock: Callable[[], datetime], trial: Trial
) -> Iterator[Finding]:
    yield from look_at_machine(config)
    yield from look_at_hall(config, clock)
    running = running_display(config)
    yield _of_program(config, running)
    display = running if isinstance(running, RunningDisplay) else None
    yield from _of_screens(config, display)
    if display is None:
        yield from look_at_lines(config.line, trial.show_s, trial.stop)
    else:
        yield from told_by(display, config.line)
        if trial.show_s is not None and config.line:
            yield Finding("line", False, "show.held")
    yield from look_at_loudspeakers(config, display, clock)
    if trial.sound:
        yield from hear_loudspeakers(config, display, clock)


def _of_program(config: DisplayConfig, running: RunningDisplay | PortTaken | None) -> Finding:
    facts = {"port": config.port}
    if isinstance(running, PortTaken):
        return Finding("program", False, "program.other", facts)
    if running is None:
        return Finding("program", True, "program.off", facts)
    heard = "program.ok" if running.hall_heard else "program.deaf"
    return Finding("program", running.hall_heard, heard, facts | {"release": running.release})


def _of_screens(config: DisplayConfig, running: RunningDisplay | None) -> Iterator[Finding]:
    """Which pages are open, as only the running program knows."""
    for screen in config.screen if running is not None else ():
        part = running.part("screen", screen.name) if running is not None else None
        is_open = part is not None and part.word.isdecimal() and int(part.word) > 0
        facts = {"address": f"http://127.0.0.1:{config.port}/screen/{screen.name}"}
        yield Finding(
            "screen", is_open, "page.open" if is_open else "page.none", facts, screen.name
        )
