"""hall-display: the command behind the screens."""

import argparse
import sys
import tomllib
from pathlib import Path

import structlog
from pydantic import ValidationError

from display.app import DisplayProgram
from display.config import UnknownSetting, load


def main() -> None:
    """Run the display until it is told to end; leaves with 2 when its settings are wrong."""
    parser = argparse.ArgumentParser(prog="hall-display", description=__doc__)
    acts = parser.add_subparsers(dest="act", required=True)
    run = acts.add_parser("run", help="hold the line to the hall server and serve the board pages")
    run.add_argument("--config", type=Path, help="display.toml; HALL_DISPLAY_* go on top of it")
    asked = parser.parse_args()
    try:
        config = load(asked.config)
    except (OSError, tomllib.TOMLDecodeError, UnknownSetting, ValidationError) as wrong:
        sys.exit(_refused(str(wrong)))
    # Tracebacks without the values of variables: one of them is the token.
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], plain])
    DisplayProgram(config).run()


def _refused(why: str) -> int:
    sys.stderr.write(f"hall-display: {why}\n")
    return 2
