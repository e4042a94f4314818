"""The command `hall-kiosk`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import structlog

from kiosk.config import ConfigError, KioskConfig, load_config
from kiosk.serve import KioskServer
from printer.device import Printer
from printer.ports import BadPortUrl


def main(arguments: Sequence[str] | None = None) -> None:
    """`hall-kiosk run [--config kiosk.toml]`; ends with 2 when the settings cannot be used."""
    parser = argparse.ArgumentParser(prog="hall-kiosk", description="A ticket machine of the hall.")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="serve the touch page and print tickets")
    run.add_argument("--config", type=Path, help="settings file, such as kiosk.toml")
    chosen = parser.parse_args(arguments)
    try:
        config = load_config(chosen.config)
        _check_printer(config)
    except (ConfigError, BadPortUrl) as error:
        sys.exit(_refused(error))
    # Tracebacks without the values of variables: one of them is the token.
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], plain])
    KioskServer(config).run()


def _check_printer(config: KioskConfig) -> None:
    """Raises BadPortUrl now, not at the first visitor. A printer that is off may come later."""
    if config.printer_url:
        printer = Printer(config.printer_url)
        printer.status()
        printer.close()


def _refused(error: Exception) -> int:
    print(f"hall-kiosk: {error}", file=sys.stderr)  # noqa: T201 - the command's own words
    return 2
