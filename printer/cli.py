"""hall-printer: run a virtual printer, and look at a ticket without one."""

import argparse
import logging
import signal
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from threading import Event

from printer.escpos import PAPER_80, encode
from printer.texts import languages
from printer.ticket import TicketFacts, compose_ticket


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 failed, 2 misused."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except (OSError, ValueError) as error:
        print(f"hall-printer: {error}", file=sys.stderr)  # noqa: T201 - the tool's own output
        return 1
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hall-printer", description=__doc__)
    commands = parser.add_subparsers(required=True)

    simulate = commands.add_parser("simulate", help="run a virtual 80 mm printer on a TCP port")
    simulate.add_argument("--host", default="127.0.0.1")
    simulate.add_argument("--port", type=int, default=9100, help="for print jobs; 0: any free one")
    simulate.add_argument("--sheets", type=Path, required=True, help="folder for the pictures")
    simulate.add_argument("--http", type=int, help="port of the page that shows them")
    simulate.set_defaults(run=_simulate)

    preview = commands.add_parser("preview", help="draw a ticket from its facts in a JSON file")
    preview.add_argument("facts", type=Path)
    preview.add_argument("picture", type=Path, help="the PNG to write")
    preview.add_argument("--language", choices=languages(), default="zh-CN")
    preview.set_defaults(run=_preview)
    return parser


def _simulate(options: argparse.Namespace) -> int:
    """Runs until SIGTERM or SIGINT. Each address is said on its own line once it answers."""
    # Imported here: the other commands need neither Flask nor a listening socket.
    from printer.simulators.machine import VirtualPrinter
    from printer.simulators.network import NetworkPrinter
    from printer.simulators.sheets import Tray
    from printer.simulators.web import PrinterPage, create_app

    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    stop = Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    with ExitStack() as running:
        tray = Tray(options.sheets, clock=lambda: datetime.now().astimezone())
        machine = VirtualPrinter(tray.catch)
        line = running.enter_context(NetworkPrinter(machine, options.host, options.port))
        _say(f"printer {line.url}")
        if options.http is not None:
            page = PrinterPage(create_app(machine, tray), options.host, options.http)
            page.start()
            running.callback(page.close)
            _say(f"page {page.url}")
        stop.wait()
    return 0


def _preview(options: argparse.Namespace) -> int:
    from pydantic import TypeAdapter

    from printer.simulators.machine import VirtualPrinter

    facts = TypeAdapter(TicketFacts).validate_json(options.facts.read_bytes())
    printer = VirtualPrinter(lambda sheet: sheet.picture.save(options.picture))
    printer.receive(encode(compose_ticket(facts, options.language), PAPER_80))
    return 0


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - whoever started this reads the addresses


if __name__ == "__main__":
    sys.exit(main())
