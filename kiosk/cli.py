"""The command `hall-kiosk`."""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

import structlog

from kiosk.config import ConfigError, KioskConfig, load_config
from kiosk.reader.trial import lines_here, try_reader
from kiosk.reader.urls import ReaderPlace
from kiosk.serve import KioskServer
from printer.device import Printer
from printer.ports import BadPortUrl


def main(arguments: Sequence[str] | None = None) -> None:
    """`hall-kiosk run|reader [--config kiosk.toml]`.

    Ends with 2 when the settings cannot be used; `reader` with 1 when no card was read.
    """
    parser = argparse.ArgumentParser(prog="hall-kiosk", description="A ticket machine of the hall.")
    commands = parser.add_subparsers(dest="command", required=True)
    run = commands.add_parser("run", help="serve the touch page and print tickets")
    reader = commands.add_parser("reader", help="try the ID-card reader: what is there, one card")
    for command in (run, reader):
        command.add_argument("--config", type=Path, help="settings file, such as kiosk.toml")
    chosen = parser.parse_args(arguments)
    try:
        config = load_config(chosen.config)
        if chosen.command == "reader":
            sys.exit(_try_reader(config))
        _check_devices(config)
    except (ConfigError, BadPortUrl) as error:
        sys.exit(_refused(error))
    # Tracebacks without the values of variables: one of them is the token.
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], plain])
    KioskServer(config).run()


def _try_reader(config: KioskConfig) -> int:
    # The trial says in its own words what the log would say.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    if config.reader_url is None:
        _say(f"No reader is set: give reader_url.\n{lines_here()}")
        return 1
    return 0 if try_reader(ReaderPlace(config.reader_url, config.reader_baud), _say) else 1


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the command's own words


def _check_devices(config: KioskConfig) -> None:
    """Raises BadPortUrl now, not at the first visitor. A device that is off may come later."""
    if config.reader_url:
        ReaderPlace(config.reader_url, config.reader_baud)
    if config.printer_url:
        printer = Printer(config.printer_url)
        printer.status()
        printer.close()


def _refused(error: Exception) -> int:
    print(f"hall-kiosk: {error}", file=sys.stderr)  # noqa: T201 - the command's own words
    return 2
