"""A print station killed with SIGKILL at each state of a sheet, and started again.

Its rows of the table in docs/printers.md are checked here.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from threading import Event

import pytest
from printer_desk import (
    DEADLINE_S,
    HALF_A_SHEET_MM,
    Book,
    Desk,
    printer_at,
    running_line,
    says,
    sheet_of,
)

from printer.simulators.machine import Fault, VirtualPrinter
from printer.simulators.pseudo_terminal import SerialPrinter
from printer.simulators.roll import Sheet
from printer.status import PrintState

DOCUMENT = Path(__file__).parents[2] / "docs" / "printers.md"
BEGIN, END = "<!-- killed station -->", "<!-- end of killed station -->"
STATION = Path(__file__).with_name("small_station.py")
QUEUED, SENDING, PRINTED = PrintState.QUEUED, PrintState.SENDING, PrintState.PRINTED
UNCERTAIN = PrintState.UNCERTAIN


@dataclass(frozen=True)
class Kill:
    """Where the station is killed, and how sheet A stands after the restart."""

    when: str
    pause: PrintState | None
    afterwards: PrintState
    sheets: int


KILLS = [
    Kill("handed in, not begun", QUEUED, PRINTED, 1),
    Kill("before the first byte", SENDING, UNCERTAIN, 0),
    Kill("while the sheet is coming out", None, UNCERTAIN, 1),
    Kill("printed, not yet acknowledged", None, UNCERTAIN, 1),
    Kill("acknowledged", PRINTED, PRINTED, 1),
]
COMING_OUT, UNACKNOWLEDGED = KILLS[2], KILLS[3]


class Journal:
    """The station's file, as the test writes and reads it."""

    def __init__(self, file: Path) -> None:
        self.file = file
        file.touch()

    def hand_in(self, job: str, words: str) -> None:
        with self.file.open("a", encoding="utf-8") as journal:
            journal.write(json.dumps({"job": job, "words": words, "state": QUEUED}) + "\n")

    def states(self, job: str) -> list[PrintState]:
        entries = [json.loads(line) for line in self.file.read_text("utf-8").splitlines()]
        return [PrintState(entry["state"]) for entry in entries if entry["job"] == job]


@contextmanager
def station(
    url: str, journal: Journal, pause: PrintState | None = None
) -> Iterator["subprocess.Popen[str]"]:
    arguments = [sys.executable, str(STATION), url, str(journal.file)]
    process = subprocess.Popen(
        arguments + ([pause] if pause else []),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=DEADLINE_S)


def until_it_says(process: "subprocess.Popen[str]", job: str, *ends: PrintState) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if line.split() in [[job, end] for end in ends]:
            return
    raise AssertionError(f"the station ended before {job} was {ends}")


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal.jsonl")


@pytest.mark.parametrize("kill", KILLS, ids=lambda kill: kill.when)
def test_a_killed_station_loses_no_sheet_and_prints_none_twice(
    kill: Kill, desk: Desk, journal: Journal
) -> None:
    journal.hand_in("A", "A017")
    if kill is COMING_OUT:
        desk.machine.load_paper(HALF_A_SHEET_MM)
    if kill is UNACKNOWLEDGED:
        desk.machine.begin(Fault.NO_ACKNOWLEDGEMENT)
    sheets: list[Sheet] = []
    with station(desk.line.url, journal, kill.pause) as process:
        until_it_says(process, "A", kill.pause or SENDING)
        if kill is UNACKNOWLEDGED:
            sheets.append(desk.next_sheet())
        if kill is COMING_OUT:
            desk.machine.wait_until_standing(DEADLINE_S)
        process.kill()
    desk.machine.load_paper()
    desk.machine.end(Fault.NO_ACKNOWLEDGEMENT)
    journal.hand_in("B", "B018")
    with station(desk.line.url, journal) as process:
        until_it_says(process, "B", PRINTED)
    sheets += desk.sheets_so_far()
    assert journal.states("A")[-1] is kill.afterwards
    assert journal.states("A").count(SENDING) == 1
    assert sum(says(sheet, "A017") for sheet in sheets) == kill.sheets
    assert sum(says(sheet, "B018") for sheet in sheets) == 1


class Watched(VirtualPrinter):
    """Tells when a part of a sheet has come in."""

    def __init__(self, tray: "Queue[Sheet]", enough: int) -> None:
        super().__init__(tray.put)
        self._missing = enough
        self.part_came = Event()

    def receive(self, data: bytes) -> None:
        super().receive(data)
        self._missing -= len(data)
        if self._missing <= 0:
            self.part_came.set()


def test_a_sheet_torn_off_in_a_picture_does_not_swallow_the_next_one(tmp_path: Path) -> None:
    """On a serial line the printer notices nothing, and waits for the rest of the picture."""
    picture = b"\x1dv0\x00" + (72).to_bytes(2, "little") + (250).to_bytes(2, "little")
    torn = b"\x1b@A017\n" + picture + bytes(6000)
    tray: Queue[Sheet] = Queue()
    machine = Watched(tray, len(torn))
    book = Book()
    with SerialPrinter(machine, tmp_path / "ttyPrinter") as printer:
        descriptor = printer.url.split("?")[0]
        with Path(descriptor).open("wb", buffering=0) as line:
            sent = 0
            while sent < len(torn):
                sent += line.write(torn[sent : sent + 512]) or 0
            assert machine.part_came.wait(DEADLINE_S)
        with running_line(printer_at(printer.url), book) as spooler:
            spooler.await_late("A")
            spooler.submit("B", sheet_of("B018"))
            assert book.wait_for_end("B") is PRINTED
    first, second = tray.get_nowait(), tray.get_nowait()
    assert first.lines == ("A017",)
    assert says(second, "B018")
    assert tray.empty()


def test_the_table_of_kills_in_the_documents_is_this_one() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert document[document.index(BEGIN) + len(BEGIN) : document.index(END)].strip() == table()


def table() -> str:
    """The kills as Markdown."""
    rows = ["| killed | after the restart the sheet is | came out |", "|---|---|---|"]
    rows += [
        f"| {kill.when} | {kill.afterwards} | {'once' if kill.sheets else 'never'} |"
        for kill in KILLS
    ]
    return "\n".join(rows)
