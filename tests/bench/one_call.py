"""One call, whole: from its commit to the last board, to its window's panel, to the first sound.

The real server with its boards; beside it a real display process with all LED lines at 9600 baud and
a loudspeaker for each zone. Panels are simulated at the rate of their lines; a loudspeaker is a
program that notes the moment of the first byte it is given.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Event

import requests

from hall_server.domain.plan import HallPlan
from tests.bench import measuring as m
from tests.bench.bench_hall import BenchHall, Presses
from tests.bench.launcher import COMMITS
from tests.crash.server_process import ROOT, ServerProcess, free_port

LINES = 5
PATIENCE_S = 60.0
REACHED_WITHIN_S = 20.0
HEAR = '#!/bin/sh\nhead -c 1 > /dev/null\ndate +%s.%N >> "$1"\nexec cat > /dev/null\n'


@dataclass
class Reached:
    """Seconds from commit, call by call."""

    boards: list[float] = field(default_factory=list)
    panels: list[float] = field(default_factory=list)
    sounds: list[float] = field(default_factory=list)


def reaching_all(
    folder: Path,
    server: ServerProcess,
    hall: BenchHall,
    presses: Presses,
    plan: HallPlan,
    scale: m.Scale,
) -> Reached:
    """Calls at windows in turn, a second or more apart, so that every loudspeaker is free."""
    random, pause, reached = Random(2), Event(), Reached()
    with (
        m.watching(server, hall, scale.boards) as boards,
        _panels(folder, server, hall, plan) as panels,
        requests.Session() as driver,
    ):
        settings = folder / "display.toml"
        with _display(settings, panels):
            windows = _mixed(presses.windows, plan)
            for turn in range(scale.samples):
                window = windows[turn % len(windows)]
                m.send(driver, server, presses.issue(window), f"one-{turn}-issue")
                pause.wait(random.uniform(1.0, 1.5))
                _ask(panels)
                driver.get(server.url + COMMITS, timeout=10)
                called = m.send(driver, server, presses.act("call-next", window), f"one-{turn}")
                commit = driver.get(server.url + COMMITS, timeout=10).json()[-1]
                reached.boards.append(m.ask(boards, called["version"]) - commit)
                number = called["current"]["number"]
                reached.panels.append(_shown(panels, window, number) - commit)
                reached.sounds.append(_sounded(folder, plan.window[window].zone, commit) - commit)
                for act in ("start", "finish"):
                    m.send(driver, server, presses.act(act, window), f"one-{turn}-{act}")
    return reached


def _mixed(windows: list[str], plan: HallPlan) -> list[str]:
    """The windows that press, so that neighbours in the list are of different zones."""
    by_zone: dict[str, list[str]] = {}
    for window in windows:
        by_zone.setdefault(plan.window[window].zone, []).append(window)
    longest = max(map(len, by_zone.values()))
    return [each[turn] for turn in range(longest) for each in by_zone.values() if turn < len(each)]


def _written(folder: Path, server: ServerProcess, hall: BenchHall, plan: HallPlan) -> Path:
    """display.toml: a panel for each window on LINES lines, a loudspeaker for each zone."""
    hear = folder / "hear.sh"
    hear.write_text(HEAR, encoding="utf-8")
    said = [
        f'server_url = "{server.url}"\ntoken = "{hall.display}"\nport = {free_port()}\n'
        f"media = {json.dumps(str(folder / 'media'))}\n"
        f"rung_file = {json.dumps(str(folder / 'rung.json'))}\n"
    ]
    for zone in plan.zones:
        command = ["/bin/sh", str(hear), str(folder / f"heard-{zone.code}")]
        said.append(
            f'[[loudspeaker]]\nname = "{zone.code}"\nzones = ["{zone.code}"]\nout = "command"\n'
            f"command = {json.dumps(command)}\n"
        )
    for line in range(LINES):
        panels = ", ".join(
            f'{{ address = {place + 1}, window = "{window.number}" }}'
            for place, window in enumerate(plan.windows[line::LINES])
        )
        said.append(
            f'[[line]]\nname = "line-{line}"\nurl = {json.dumps(str(folder / f"line-{line}"))}\n'
            f'protocol = "onbon"\nbaud = 9600\npanel = [{panels}]\n'
        )
    file = folder / "display.toml"
    file.write_text("\n".join(said), encoding="utf-8")
    return file


@contextmanager
def _panels(
    folder: Path, server: ServerProcess, hall: BenchHall, plan: HallPlan
) -> Iterator["subprocess.Popen[str]"]:
    settings = _written(folder, server, hall, plan)
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.panels", str(settings)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
    ) as panels:  # fmt: skip
        try:
            assert panels.stdout is not None
            assert panels.stdout.readline() == "hung\n"
            yield panels
        finally:
            panels.kill()


@contextmanager
def _display(settings: Path, panels: "subprocess.Popen[str]") -> Iterator[None]:
    """The display program, once every panel shows what its window says."""
    with (settings.parent / "display.log").open("wb") as log:
        display = subprocess.Popen(
            [sys.executable, "-m", "display", "run", "--config", str(settings)],
            stdout=log, stderr=log, cwd=ROOT,
        )  # fmt: skip
        try:
            wanted = settings.read_text(encoding="utf-8").count("window = ")
            lit: set[str] = set()
            until, wait = time.monotonic() + PATIENCE_S, Event()
            while len(lit) < wanted:
                assert time.monotonic() < until, f"{len(lit)} of {wanted} panels are lit"
                lit |= {window for window, text, _ in _ask(panels) if text}
                wait.wait(0.1)
            yield
        finally:
            display.terminate()
            display.wait()


def _ask(panels: "subprocess.Popen[str]") -> list[tuple[str, str, float]]:
    assert panels.stdin is not None
    assert panels.stdout is not None
    panels.stdin.write("shown\n")
    panels.stdin.flush()
    return [(window, text, at) for window, text, at in json.loads(panels.stdout.readline())]


def _shown(panels: "subprocess.Popen[str]", window: str, number: str) -> float:
    """When the window's panel showed the number."""
    until, wait = time.monotonic() + REACHED_WITHIN_S, Event()
    while time.monotonic() < until:
        for where, text, at in _ask(panels):
            if where == window and number in text:
                return at
        wait.wait(0.05)
    raise AssertionError(f"the panel of window {window} never showed {number}")


def _sounded(folder: Path, zone: str, commit: float) -> float:
    """When the zone's loudspeaker was given its first byte after a moment."""
    heard = folder / f"heard-{zone}"
    ahead = time.time() - time.monotonic()
    until, wait = time.monotonic() + REACHED_WITHIN_S, Event()
    while time.monotonic() < until:
        lines = heard.read_text(encoding="utf-8").split() if heard.exists() else []
        if lines and float(lines[-1]) - ahead > commit:
            return float(lines[-1]) - ahead
        wait.wait(0.05)
    raise AssertionError(f"nothing was heard in zone {zone}")
