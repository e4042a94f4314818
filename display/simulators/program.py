"""The virtual panels as a program: their lines, and the page that shows them."""

import argparse
import logging
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

from display.faults import Refused
from display.simulators.settings import WallSettings, load_lines, load_wall
from display.simulators.wall import NotSimulated, Wall
from display.simulators.web import WallPage
from display.stopping import until_told_to_stop


def main() -> None:
    """Runs until SIGTERM or SIGINT; leaves with 2 when its settings are wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m display.simulators",
        description="Simulated LED panels behind the lines of a display.toml, and a page of them.",
    )
    named = parser.add_mutually_exclusive_group(required=True)
    named.add_argument(
        "--config", type=Path, help="wall.toml: zones, the page's port, display.toml"
    )
    named.add_argument("--display", type=Path, help="display.toml alone")
    parser.add_argument("--port", type=int, help="of the page; 8086 if nothing else is said")
    options = parser.parse_args()
    try:
        run(options.config, options.display, options.port)
    except (Refused, NotSimulated, OSError) as wrong:
        print(wrong, file=sys.stderr)  # noqa: T201 - the tool's own output
        sys.exit(2)


def run(config: Path | None, display: Path | None, port: int | None) -> None:
    """Raises Refused, NotSimulated, or OSError when a port is taken or a path cannot be made."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    if config is not None:
        settings, lines = load_wall(config)
    else:
        settings, lines = WallSettings(), load_lines(display or Path("display.toml"))
    if port is not None:
        settings = settings.model_copy(update={"port": port})
    stop = until_told_to_stop()
    with ExitStack() as running:
        wall = running.enter_context(Wall(lines, lambda: datetime.now(UTC)))
        page = running.enter_context(WallPage(wall, settings))
        for hung in wall.lines.values():
            _say(f"line {hung.settings.name} {hung.cable.url}")
        _say(f"page {page.url}")
        stop.wait()


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - the tool's own output
