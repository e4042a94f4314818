"""The table of faults in docs/printers.md, row by row, against the virtual printer.

Behind each sheet A comes a sheet B when all is mended: it must be printed, once, and whole.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from printer_desk import HALF_A_SHEET_MM, Book, Desk, printer_at, running_line, says, sheet_of

from printer.acknowledgement import Acknowledgement
from printer.simulators.machine import Fault
from printer.status import PrintState

DOCUMENT = Path(__file__).parents[2] / "docs" / "printers.md"
BEGIN, END = "<!-- fault matrix -->", "<!-- end of fault matrix -->"
PRINTED, REFUSED, UNCERTAIN = PrintState.PRINTED, PrintState.REFUSED, PrintState.UNCERTAIN

Act = Callable[[Desk], None]


def nothing(_: Desk) -> None:
    pass


def begins(*faults: Fault) -> Act:
    def act(desk: Desk) -> None:
        for fault in faults:
            desk.machine.begin(fault)

    return act


def ends(fault: Fault) -> Act:
    return lambda desk: desk.machine.end(fault)


def refilled(desk: Desk) -> None:
    desk.machine.load_paper()


def both(first: Act, second: Act) -> Act:
    def act(desk: Desk) -> None:
        first(desk)
        second(desk)

    return act


@dataclass(frozen=True)
class Case:
    """What goes wrong before or at the first byte, how A ends, and how it stands when mended."""

    what: str
    state: PrintState
    afterwards: PrintState
    sheets: int
    """Whole sheets A that came out in the end."""
    before: Act = nothing
    at_sending: Act = nothing
    mended: Act = nothing
    method: Acknowledgement = Acknowledgement.GS_H


GS_R, PROBE = Acknowledgement.GS_R, Acknowledgement.PROBE
CLONE = begins(Fault.NO_ACKNOWLEDGEMENT, Fault.NO_OWN_REPORT)
MUTE_CLONE = both(CLONE, begins(Fault.NO_ANSWER_IN_TURN))


def short_roll(desk: Desk) -> None:
    desk.machine.load_paper(HALF_A_SHEET_MM)


CASES = [
    Case("nothing", PRINTED, PRINTED, 1),
    Case(
        "paper out before",
        *(REFUSED, REFUSED, 0),
        before=lambda desk: desk.machine.load_paper(0),
        mended=refilled,
    ),
    Case("paper ends in the middle", UNCERTAIN, PRINTED, 1, before=short_roll, mended=refilled),
    Case(
        "cover open before",
        *(REFUSED, REFUSED, 0),
        before=begins(Fault.COVER_OPEN),
        mended=ends(Fault.COVER_OPEN),
    ),
    Case(
        "cover opened in the middle",
        *(UNCERTAIN, PRINTED, 1),
        at_sending=begins(Fault.COVER_OPEN),
        mended=ends(Fault.COVER_OPEN),
    ),
    Case(
        "cutter stuck before",
        *(REFUSED, REFUSED, 0),
        before=begins(Fault.CUTTER_STUCK),
        mended=ends(Fault.CUTTER_STUCK),
    ),
    Case(
        "no answer before",
        *(REFUSED, REFUSED, 0),
        before=begins(Fault.SILENT),
        mended=ends(Fault.SILENT),
    ),
    Case(
        "falls silent in the middle",
        *(UNCERTAIN, PRINTED, 1),
        at_sending=begins(Fault.SILENT),
        mended=ends(Fault.SILENT),
    ),
    Case(
        "disconnected before the first byte",
        *(REFUSED, REFUSED, 0),
        at_sending=lambda desk: desk.line.hang_up(),
    ),
    Case(
        "disconnected as the first byte is on its way",
        *(UNCERTAIN, UNCERTAIN, 0),
        before=begins(Fault.DROP_AT_FIRST_BYTE),
        mended=ends(Fault.DROP_AT_FIRST_BYTE),
    ),
    Case(
        "disconnected in the middle",
        *(UNCERTAIN, UNCERTAIN, 0),
        before=begins(Fault.DROP_IN_SHEET),
        mended=ends(Fault.DROP_IN_SHEET),
    ),
    Case(
        "disconnected before the acknowledgement",
        *(UNCERTAIN, UNCERTAIN, 1),
        before=begins(Fault.DROP_AT_ACKNOWLEDGEMENT),
        mended=ends(Fault.DROP_AT_ACKNOWLEDGEMENT),
    ),
    Case("clone without `GS ( H`, probed", PRINTED, PRINTED, 1, before=CLONE, method=PROBE),
    Case(
        "clone without `GS ( H`, paper ends in the middle",
        *(UNCERTAIN, PRINTED, 1),
        before=both(CLONE, short_roll),
        mended=refilled,
        method=GS_R,
    ),
    Case(
        "clone without `GS ( H`, switched off and on in the middle",
        *(UNCERTAIN, UNCERTAIN, 0),
        before=CLONE,
        at_sending=begins(Fault.COVER_OPEN),
        mended=both(lambda desk: desk.machine.switch_off_and_on(), ends(Fault.COVER_OPEN)),
        method=GS_R,
    ),
    Case(
        "clone without `GS ( H` set to `gs_h`",
        *(UNCERTAIN, UNCERTAIN, 1),
        before=CLONE,
        mended=ends(Fault.NO_ACKNOWLEDGEMENT),
    ),
    Case(
        "clone without any acknowledgement, probed",
        *(UNCERTAIN, UNCERTAIN, 1),
        before=MUTE_CLONE,
        method=PROBE,
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.what)
def test_each_fault_ends_in_the_true_state(case: Case, desk: Desk) -> None:
    book = Book()
    case.before(desk)
    book.at_sending = lambda job: case.at_sending(desk) if job == "A" else None
    with running_line(printer_at(desk.line.url, case.method), book) as line:
        line.submit("A", sheet_of("A017"))
        assert book.wait_for_end("A") is case.state
        case.mended(desk)
        if case.afterwards is not case.state:
            book.wait_for("A", case.afterwards)
        # A sheet that had to wait for a printer just mended is offered again, as a caller would.
        end = PrintState.REFUSED
        for attempt in range(5):
            line.submit(f"B{attempt}", sheet_of("B018"))
            end = book.wait_for_end(f"B{attempt}")
            if end is not PrintState.REFUSED:
                break
    assert end is (UNCERTAIN if case.before is MUTE_CLONE else PRINTED)
    assert book.of("A")[-1] is case.afterwards
    sheets = [desk.next_sheet() for _ in range(case.sheets + 1)] + desk.sheets_so_far()
    whole = [words for words in ("A017", "B018") for sheet in sheets if says(sheet, words)]
    assert whole == ["A017"] * case.sheets + ["B018"]


def test_the_table_in_the_documents_is_this_one() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert document[document.index(BEGIN) + len(BEGIN) : document.index(END)].strip() == table()


def table() -> str:
    """The matrix as Markdown."""
    rows = ["| what goes wrong | the sheet is | when mended | came out |", "|---|---|---|---|"]
    rows += [
        f"| {case.what} | {case.state} | {case.afterwards} | {'once' if case.sheets else 'never'} |"
        for case in CASES
    ]
    return "\n".join(rows)
