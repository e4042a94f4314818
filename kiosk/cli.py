"""The command `hall-kiosk`."""

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from importlib import resources
from pathlib import Path

import structlog

from hall_server.browser import NoBrowser, Screen, browser_command, find_browser, keep
from kiosk.config import ConfigError, KioskConfig, load_config
from kiosk.reader.trial import lines_here, try_reader
from kiosk.reader.urls import ReaderPlace
from kiosk.screen import page_silence
from kiosk.serve import KioskServer
from printer.device import Printer
from printer.ports import BadPortUrl
from printer.stopping import until_told_to_stop

Command = Callable[[argparse.Namespace], None]


def main(arguments: Sequence[str] | None = None) -> None:
    """Entry point; ends with 2 when a command cannot be carried out, and says why."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
    except (ConfigError, BadPortUrl, NoBrowser, OSError) as error:
        sys.exit(_refused(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hall-kiosk", description="A ticket machine of the hall.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Command, help: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=help, description=help)
        added.set_defaults(command=run)
        return added

    run = command("run", _run, "serve the touch page and print tickets")
    screen = command("screen", _screen, "Chromium over the whole screen, looked after")
    reader = command("reader", _try_reader, "try the ID-card reader: what is there, one card")
    for added in (run, screen, reader):
        added.add_argument("--config", type=Path, help="settings file, such as kiosk.toml")
    screen.add_argument("--browser", help="its command, if not one of Chromium's usual names")
    screen.add_argument(
        "--profile", type=Path, default=Path("var/chromium"), help="a folder of its own"
    )
    demo = command("demo", _demo, "one machine, whole, against simulated devices and a hall")
    demo.add_argument(
        "--data", type=Path, default=Path("var/kiosk-demo"), help="where its data stay"
    )
    demo.add_argument("--port", type=int, default=8100, help="first of five ports in a row")
    demo.add_argument(
        "--speed", type=float, default=10.0, help="of the hall's simulated people; 0: none"
    )
    units = command("units", _units, "write the systemd units of program and screen")
    units.add_argument("folder", type=Path, help="such as /etc/systemd/system")
    return parser


def _run(options: argparse.Namespace) -> None:
    config = load_config(options.config)
    _check_devices(config)
    _log_without_values()
    KioskServer(config).run()


def _log_without_values() -> None:
    """Tracebacks without the values of variables: one of them is the token."""
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], plain])


def _screen(options: argparse.Namespace) -> None:
    config = load_config(options.config)
    address = f"http://127.0.0.1:{config.port}"
    browser = find_browser(options.browser)
    command = browser_command(browser, f"{address}/", options.profile.absolute())
    keep(Screen(command, lambda: page_silence(address)), until_told_to_stop())


def _demo(options: argparse.Namespace) -> None:
    # Only here: the demo's simulators are none of a real machine's business.
    from kiosk.demo.running import run_demo

    run_demo(options.data, options.port, options.speed, _say)


def _units(options: argparse.Namespace) -> None:
    if not options.folder.is_dir():
        raise NotADirectoryError(f"{options.folder}: no such folder")
    for unit in sorted(resources.files("kiosk.units").iterdir(), key=lambda each: each.name):
        if unit.name.endswith(".service"):
            (options.folder / unit.name).write_text(unit.read_text(encoding="utf-8"), "utf-8")
            _say(str(options.folder / unit.name))


def _try_reader(options: argparse.Namespace) -> None:
    """Ends with 1 when no card was read."""
    config = load_config(options.config)
    # The trial says in its own words what the log would say.
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    if config.reader_url is None:
        _say(f"No reader is set: give reader_url.\n{lines_here()}")
        sys.exit(1)
    if not try_reader(ReaderPlace(config.reader_url, config.reader_baud), _say):
        sys.exit(1)


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
