"""hall-printer: printers without a server: how they are, trying them, printing."""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from printer.acknowledgement import Acknowledgement
from printer.config import PrinterSettings, load_printers
from printer.device import Printer, PrinterStatus, PrintState
from printer.plain_words import in_words

if TYPE_CHECKING:
    from printer.document import Document
    from printer.page import Form

_PRINTERS_FILE = Path("printers.toml")
_DONE, _FAILED, _REFUSED, _UNCERTAIN = 0, 1, 3, 4
"""Exit codes; argparse itself ends with 2 when misused."""
_LANGUAGES = ("zh-CN", "en")
_END = {
    PrintState.PRINTED: (_DONE, "printed"),
    PrintState.REFUSED: (_REFUSED, "refused, nothing was sent"),
    PrintState.UNCERTAIN: (
        _UNCERTAIN,
        "uncertain: look whether it came out; it may still come when the printer is mended",
    ),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command: 0 done or ready, 1 failed, 2 misused, 3 not ready, 4 uncertain."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except (OSError, ValueError) as error:
        print(f"hall-printer: {error}", file=sys.stderr)  # noqa: T201 - the tool's own output
        return _FAILED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hall-printer", description=__doc__)
    parser.add_argument(
        "--printers", type=Path, help=f"the printers' file; {_PRINTERS_FILE} if it is there"
    )
    commands = parser.add_subparsers(required=True)

    listed = commands.add_parser("list", help="printers of the file, and what is plugged in here")
    listed.set_defaults(run=_list)

    status = commands.add_parser(
        "status", help="how printers are; all of the file if none is named"
    )
    status.add_argument("printer", nargs="*", help="names or port URLs")
    status.add_argument("--json", action="store_true", help="for programs")
    status.set_defaults(run=_status)

    test = commands.add_parser("test", help="print the test page")
    test.add_argument("printer", help="a name of the file, or a port URL")
    test.add_argument("--language", choices=_LANGUAGES, default="zh-CN")
    test.set_defaults(run=_test)

    printed = commands.add_parser("print", help="print a paper (.json), or a file as it is")
    printed.add_argument("file", type=Path)
    printed.add_argument("printer", help="a name of the file, or a port URL")
    _paper_options(printed)
    printed.set_defaults(run=_print)

    preview = commands.add_parser("preview", help="draw a paper (.json) instead of printing it")
    preview.add_argument("paper", type=Path)
    preview.add_argument("picture", type=Path, help="the .png or .pdf to write")
    _paper_options(preview)
    preview.set_defaults(run=_preview)

    probe = commands.add_parser("probe", help="find out what a printer answers")
    probe.add_argument("printer", help="a name of the file, or a port URL")
    probe.add_argument("--page", action="store_true", help="print a line in each encoding too")
    probe.set_defaults(run=_probe)

    _add_programs(commands)
    return parser


def _paper_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--template", type=Path, help="the hall's template file")
    command.add_argument("--size", choices=("normal", "large"), default="normal")


def _add_programs(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    station = commands.add_parser("station", help="serve the hall's printers beside this machine")
    station.add_argument("--server", required=True, help="address of the hall server")
    station.add_argument(
        "--token-file", type=Path, help="a device token; without one the station says a code"
    )
    station.add_argument(
        "--own-token", type=Path, default=Path("var/station.token"), help="where it keeps its own"
    )
    station.add_argument("--template", type=Path, help="the hall's wording of its papers")
    station.set_defaults(run=_station)

    simulate = commands.add_parser("simulate", help="run a virtual printer on a TCP port")
    simulate.add_argument("--host", default="127.0.0.1")
    simulate.add_argument("--port", type=int, default=9100, help="for print jobs; 0: any free one")
    simulate.add_argument("--sheets", type=Path, required=True, help="folder for the pictures")
    simulate.add_argument("--http", type=int, help="port of the page that shows them")
    simulate.add_argument("--serial", type=Path, help="a serial line instead: the path to make")
    simulate.add_argument("--baud", type=int, help="no faster than such a line")
    simulate.add_argument("--paper", type=int, choices=(80, 58), default=80, help="width in mm")
    simulate.add_argument("--roll", type=float, help="millimetres of paper; endless if not said")
    simulate.add_argument("--others", choices=("queued", "refused"), default="queued")
    simulate.set_defaults(run=_simulate)


def _known(options: argparse.Namespace) -> Mapping[str, PrinterSettings]:
    if options.printers is not None:
        return load_printers(options.printers)
    return load_printers(_PRINTERS_FILE) if _PRINTERS_FILE.exists() else {}


def _settings(options: argparse.Namespace, printer: str) -> PrinterSettings:
    """The printer's settings by its name, or usual ones by its URL. Raises ValueError."""
    known = _known(options)
    if printer in known:
        return known[printer]
    if ":" not in printer and "/" not in printer:
        raise ValueError(f"no printer is named {printer}; named are: {', '.join(known) or 'none'}")
    settings = PrinterSettings(name=printer, url=printer)
    settings.check()
    return settings


def _list(options: argparse.Namespace) -> int:
    from printer.attached import attached_ports

    for settings in _known(options).values():
        stand_by = f", stand-by {settings.stand_by}" if settings.stand_by else ""
        _say(f"{settings.name}\t{settings.url}\t{settings.paper} mm, {settings.mode}{stand_by}")
    for port in attached_ports():
        _say(f"plugged in\t{port.url}\t{port.description}")
    return _DONE


def _status(options: argparse.Namespace) -> int:
    chosen = [_settings(options, name) for name in options.printer] or list(
        _known(options).values()
    )
    if not chosen:
        raise ValueError("name a printer, or give its file with --printers")
    found = [(settings, _asked(settings)) for settings in chosen]
    if options.json:
        _say(json.dumps({"printers": [_plain(*each) for each in found]}, ensure_ascii=False))
    else:
        for settings, status in found:
            _say(f"{settings.name}: {in_words(status)}")
    return _DONE if all(status.ready for _, status in found) else _REFUSED


def _asked(settings: PrinterSettings) -> PrinterStatus:
    printer = Printer(settings.url)
    try:
        return printer.status()
    finally:
        printer.close()


def _plain(settings: PrinterSettings, status: PrinterStatus) -> dict[str, object]:
    return {
        "name": settings.name,
        "url": settings.url,
        "ready": status.ready,
        "paper_low": status.paper_low,
        "troubles": sorted(status.troubles),
    }


def _test(options: argparse.Namespace) -> int:
    from printer.document import PrintSize
    from printer.escpos import PAPER_58, PAPER_80
    from printer.rendering import document_bytes
    from printer.trial import TrialFacts, compose_trial

    settings = _settings(options, options.printer)
    facts = TrialFacts(
        printer=settings.name,
        address=settings.url,
        encoding=settings.encoding,
        dots=(PAPER_58 if settings.paper == 58 else PAPER_80).dots,
        printed_at=datetime.now().astimezone(),
    )
    document = compose_trial(facts, options.language)
    return _put_on_paper(settings, document_bytes(document, settings, PrintSize.NORMAL))


def _print(options: argparse.Namespace) -> int:
    settings = _settings(options, options.printer)
    if options.file.suffix != ".json":
        return _put_on_paper(settings, options.file.read_bytes())
    from printer.document import PrintSize
    from printer.rendering import document_bytes

    document, _ = _paper(options.file, options.template)
    sheet = document_bytes(document, settings, PrintSize(options.size))
    return _put_on_paper(settings, sheet)


def _put_on_paper(settings: PrinterSettings, sheet: bytes) -> int:
    printer = Printer(settings.url, acknowledgement=settings.acknowledgement)
    try:
        state = printer.print(sheet)
        code, words = _END[state]
        why = f" ({in_words(printer.status())})" if state is PrintState.REFUSED else ""
    finally:
        printer.close()
    _say(f"{settings.name}: {words}{why}")
    return code


def _paper(file: Path, template: Path | None) -> "tuple[Document, Form]":
    from printer.paper_file import read_paper_file
    from printer.template_file import load_template

    return read_paper_file(file, load_template(template)) if template else read_paper_file(file)


def _preview(options: argparse.Namespace) -> int:
    from printer.document import PrintSize
    from printer.paper_file import save_preview

    document, form = _paper(options.paper, options.template)
    save_preview(document, form, PrintSize(options.size), options.picture)
    return _DONE


def _probe(options: argparse.Namespace) -> int:
    from printer.probe import encoding_page, probe

    settings = _settings(options, options.printer)
    found = probe(settings.url)
    _say(f"{settings.name}: {in_words(found.status)}")
    if found.acknowledgement is None:
        return _REFUSED
    _say(f"acknowledgement = {json.dumps(found.acknowledgement)}")
    _say(f"reports by itself: {'yes' if found.reports_by_itself else 'no'}")
    _say(f"model: {found.model or 'not told'}")
    if not options.page:
        return _DONE
    known = PrinterSettings(
        name=settings.name, url=settings.url, acknowledgement=Acknowledgement(found.acknowledgement)
    )
    code = _put_on_paper(known, encoding_page())
    _say("encoding = the name before the line that reads well; gb18030 rather than gbk if both do")
    return code


def _station(options: argparse.Namespace) -> int:
    from printer.station_program import StationProgram, StationSettings
    from printer.stopping import until_told_to_stop

    given = options.token_file
    token = given.read_text(encoding="ascii").strip() if given is not None else None
    settings = StationSettings(options.server, token, options.own_token, options.template)
    StationProgram(settings, _say, until_told_to_stop()).run()
    return _DONE


def _simulate(options: argparse.Namespace) -> int:
    # Imported here: the other commands need neither Flask nor a listening socket.
    from printer.simulators.program import Simulation, run_simulation

    run_simulation(
        Simulation(
            host=options.host,
            port=options.port,
            sheets=options.sheets,
            http=options.http,
            serial=options.serial,
            baud=options.baud,
            paper=options.paper,
            roll_mm=options.roll,
            others=options.others,
        ),
        _say,
    )
    return _DONE


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - whoever started this reads it


if __name__ == "__main__":
    sys.exit(main())
