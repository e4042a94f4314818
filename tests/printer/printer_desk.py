"""A virtual printer on a desk: its machine, its line, the tray its sheets fall into, and the book
of a spooler that prints on it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from queue import Empty, Queue
from threading import Condition

from printer.acknowledgement import Acknowledgement
from printer.config import PrinterSettings
from printer.line import PrinterLine
from printer.simulators.machine import VirtualPrinter
from printer.simulators.network import NetworkPrinter
from printer.simulators.roll import Sheet
from printer.status import PrinterStatus, PrintState
from printer.timing import Timing

DEADLINE_S = 20.0
CUT = b"\x1dVB\x00"
HALF_A_SHEET_MM = 40.0
LOW_LINES = 20

SOON = Timing(
    answer_s=2.0,
    shortest_wait_s=1.0,
    settle_s=0.05,
    speed_mm_s=1e6,
    cut_s=0.0,
    tick_s=0.02,
    poll_s=0.2,
    reconnect_s=0.1,
)
"""A simulator on this machine is quick, so nobody need wait long to know that it keeps silent."""
MUTE = replace(SOON, answer_s=0.3)
"""For printers that are asked in vain."""


def sheet_of(words: str) -> bytes:
    """A sheet of about 80 mm that says `words` on its first line."""
    lines = [words] + [f"{words}, line {number}" for number in range(2, LOW_LINES + 1)]
    return b"\x1b@" + "".join(f"{line}\n" for line in lines).encode() + CUT


def says(sheet: Sheet, words: str) -> bool:
    """Whether this is the whole `sheet_of(words)` and nothing else."""
    body = sheet_of(words).removeprefix(b"\x1b@").removesuffix(CUT)
    return list(sheet.lines) == body.decode().splitlines()


@dataclass
class Desk:
    """What a person at the printer has in hand."""

    machine: VirtualPrinter
    line: NetworkPrinter
    tray: "Queue[Sheet]"

    def next_sheet(self) -> Sheet:
        """The sheet that comes out now."""
        return self.tray.get(timeout=DEADLINE_S)

    def tray_is_empty(self) -> bool:
        """Whether nothing more has come out."""
        try:
            self.tray.get_nowait()
        except Empty:
            return True
        return False

    def sheets_so_far(self) -> list[Sheet]:
        """All that lies in the tray; it is empty afterwards."""
        sheets: list[Sheet] = []
        while True:
            try:
                sheets.append(self.tray.get_nowait())
            except Empty:
                return sheets


class Book:
    """What a spooler was told, in order; anybody may wait for an entry."""

    def __init__(self) -> None:
        self.states: list[tuple[str, PrintState]] = []
        self.statuses: list[PrinterStatus] = []
        self.at_sending: Callable[[str], None] = lambda _: None
        self._changed = Condition()

    def on_state(self, job: str, state: PrintState) -> None:
        with self._changed:
            self.states.append((job, state))
            self._changed.notify_all()
        if state is PrintState.SENDING:
            self.at_sending(job)

    def on_status(self, status: PrinterStatus) -> None:
        with self._changed:
            self.statuses.append(status)
            self._changed.notify_all()

    def of(self, job: str) -> list[PrintState]:
        """The states of one job so far."""
        return [state for name, state in self.states if name == job]

    def wait_for(self, job: str, state: PrintState) -> None:
        """Until `job` is told to be `state`. Raises AssertionError after the deadline."""
        self._wait(lambda: (job, state) in self.states, f"{job} {state}: {self.states}")

    def wait_for_end(self, job: str) -> PrintState:
        """The first state of `job` that ends it."""
        ends = {PrintState.PRINTED, PrintState.REFUSED, PrintState.UNCERTAIN}
        self._wait(lambda: bool(ends & set(self.of(job))), f"{job} ends")
        return next(state for state in self.of(job) if state in ends)

    def wait_for_status(self, wanted: Callable[[PrinterStatus], bool]) -> PrinterStatus:
        """The newest status, once it is as wanted."""
        self._wait(
            lambda: bool(self.statuses) and wanted(self.statuses[-1]), f"status: {self.statuses}"
        )
        return self.statuses[-1]

    def _wait(self, reached: Callable[[], bool], what: str) -> None:
        with self._changed:
            assert self._changed.wait_for(reached, DEADLINE_S), what


def printer_at(
    url: str, acknowledgement: Acknowledgement = Acknowledgement.GS_H
) -> PrinterSettings:
    """Settings of the printer on the desk."""
    return PrinterSettings(name="desk", url=url, acknowledgement=acknowledgement)


@contextmanager
def running_line(
    settings: PrinterSettings, book: Book, timing: Timing = SOON
) -> Iterator[PrinterLine]:
    """A spooler's line that tells `book`, until the end of the block."""
    line = PrinterLine(settings, book.on_state, book.on_status, timing)
    line.start()
    try:
        yield line
    finally:
        line.close()
