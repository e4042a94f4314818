"""Print jobs and printers: what stations fetch and report, and what staff see."""

from typing import Any, Literal

from pydantic import Field

from hall_server.wire.message import Code, Command, Instant, Language, PrintSize, State, Words

PrintStateName = Literal["QUEUED", "SENDING", "PRINTED", "REFUSED", "UNCERTAIN", "CANCELLED"]
SheetKind = Literal["ticket", "day_end", "document"]
TroubleName = Literal[
    "unreachable", "no_answer", "offline", "cover_open", "paper_out", "cutter", "error"
]


class PrinterSetting(State):
    """How a station reaches a printer."""

    printer: str
    url: str
    paper: Literal[58, 80]
    encoding: Literal["gb18030", "gbk", "big5", "utf-8"]
    mode: Literal["text", "raster"]
    acknowledgement: Literal["probe", "gs_h", "gs_r", "none"]


class PaperTemplate(State):
    """The hall's own wording of its sheets, TOML as docs/paper.md describes; empty: as shipped."""

    template: str


class ClaimedJob(State):
    """A sheet to print now, once. `facts` are the printer library's own for this kind of sheet."""

    job_id: int
    setting: PrinterSetting
    kind: SheetKind
    facts: dict[str, Any]
    language: Language
    print_size: PrintSize
    copy_number: int
    """0 for the first printing; a reprint says so and counts."""


class ClaimJob(Command):
    """Take the oldest waiting job of one of the station's printers."""

    printer: Code


class Claimed(State):
    """The oldest waiting job of the printer, or none."""

    job: ClaimedJob | None


class StationPrinters(State):
    """The printers a station serves. Jobs that were under way are UNCERTAIN now: job ids by printer."""

    printers: tuple[PrinterSetting, ...]
    uncertain: dict[str, tuple[int, ...]] = {}


class StationWork(State):
    """How many sheets wait, by printer: a cheap look before one is claimed."""

    waiting: dict[str, int]
    setup: str = ""
    """Changes when the station's printers do; it then begins anew."""


class ReportJob(Command):
    """How a job ended; an UNCERTAIN one may be reported PRINTED later."""

    state: Literal["PRINTED", "REFUSED", "UNCERTAIN"]
    trouble: Words = ""


class ReportPrinter(Command):
    """What a printer says of itself; sent when it changes."""

    troubles: tuple[TroubleName, ...] = Field(default=(), max_length=8)
    paper_low: bool = False


class Reprint(Command):
    """Print a sheet again, with the same number and the word reprint; at another printer if named."""

    printer: Code | None = None


class PrintJobView(State):
    """A print job as staff see it."""

    job_id: int
    kind: SheetKind
    number: str
    printer: str
    state: PrintStateName
    copy_number: int
    trouble: str
    since: Instant


class PrinterView(State):
    """A printer as guides and supervisors see it."""

    printer: str
    place: str
    troubles: tuple[TroubleName, ...]
    paper_low: bool
    heard_at: Instant | None
    """None: nothing was ever heard of it."""
    waiting: int
    """Jobs queued."""
    takes_jobs: bool = True
    """False for a kiosk's own printer, which prints that kiosk's tickets alone."""


class JobNow(State):
    """A job after an act on it."""

    version: int
    job_id: int
    state: PrintStateName
