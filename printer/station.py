"""A print station: fetches the hall's sheets, prints each once, and tells the hall how it ended.

One sheet per printer is claimed at a time, so that a station that dies leaves at most that one
UNCERTAIN. Reports are kept in order and repeated until the hall has taken them.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from printer.acknowledgement import Acknowledgement
from printer.config import Mode, PrinterSettings
from printer.line import PrinterLine
from printer.status import PrinterStatus, PrintState

log = logging.getLogger(__name__)

LOOK_EVERY_S = 0.5
AWAY_S = 2.0
"""How long to leave the hall alone after it could not be reached."""
PATIENCE_WITH_FAULTS_S = 30.0


class SpoolAway(Exception):
    """The hall could not be reached; what was asked may be asked again."""


class SpoolRefused(Exception):
    """The hall took the words and said no: saying them again changes nothing."""


@dataclass(frozen=True, slots=True)
class SheetOrder:
    """A sheet to print now. `facts` are the JSON of the facts of its `kind`."""

    job: int
    kind: str
    facts: Mapping[str, Any]
    language: str
    print_size: str
    copy: int


@dataclass(frozen=True, slots=True)
class StationStart:
    """The printers to serve, and by printer the jobs an earlier run left UNCERTAIN."""

    printers: Sequence[PrinterSettings]
    uncertain: Mapping[str, Sequence[int]] = field(default_factory=dict)


class Spool(Protocol):
    """The hall's side. Every method may raise SpoolAway or SpoolRefused."""

    def begin(self) -> StationStart:
        """The station starts: jobs it had under way are UNCERTAIN from now on."""

    def waiting(self) -> Mapping[str, int]:
        """How many sheets wait, by printer."""

    def claim(self, printer: str) -> SheetOrder | None:
        """Take the oldest sheet of a printer: it is SENDING from now on."""

    def report_job(self, job: int, state: PrintState, trouble: str) -> None:
        """How a job ended."""

    def report_printer(self, printer: str, status: PrinterStatus) -> None:
        """How a printer is."""


def settings_of(told: Mapping[str, Any]) -> PrinterSettings:
    """A printer's settings as the hall tells them."""
    return PrinterSettings(
        name=told["printer"],
        url=told["url"],
        paper=told["paper"],
        encoding=told["encoding"],
        mode=Mode(told["mode"]),
        acknowledgement=Acknowledgement(told["acknowledgement"]),
    )


def order_of(told: Mapping[str, Any]) -> SheetOrder:
    """A claimed job as the hall tells it."""
    return SheetOrder(
        job=told["job_id"],
        kind=told["kind"],
        facts=told["facts"],
        language=told["language"],
        print_size=told["print_size"],
        copy=told["copy_number"],
    )


Compose = Callable[[SheetOrder, PrinterSettings], bytes]
Report = Callable[[], None]


class Station:
    """Serves the hall's printers from its own thread, between `start` and `stop`."""

    def __init__(self, spool: Spool, compose: Compose) -> None:
        self._spool = spool
        self._compose = compose
        self._desks: dict[str, _PrinterDesk] = {}
        self._reports: deque[Report] = deque()
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="print-station", daemon=True)

    def start(self) -> None:
        """Begin to serve; returns at once."""
        self._thread.start()

    def look(self) -> None:
        """There are new sheets: they are fetched at once, not at the next look. Any thread."""
        self._wake.set()

    def stop(self) -> None:
        """Finish the sheets in hand, tell the hall what it will hear, and end."""
        self._stopping.set()
        self._wake.set()
        self._thread.join()

    def printers(self) -> Mapping[str, PrinterStatus | None]:
        """How each printer is as last heard; None while nothing was."""
        return {name: desk.line.status for name, desk in list(self._desks.items())}

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._open_desks(self._spool.begin())
                break
            except SpoolAway:
                self._stopping.wait(AWAY_S)
            except Exception:
                log.exception("the hall refuses this station")
                self._stopping.wait(PATIENCE_WITH_FAULTS_S)
        while not self._stopping.is_set():
            self._wake.wait(self._round())
            self._wake.clear()
        for desk in self._desks.values():
            desk.line.close()
        try:
            self._send_reports()
        except SpoolAway:
            log.warning("%d reports were not heard; those jobs stay open", len(self._reports))

    def _open_desks(self, begun: StationStart) -> None:
        for settings in begun.printers:
            desk = _PrinterDesk(settings, self._tell_job, self._tell_printer)
            for job in begun.uncertain.get(settings.name, ()):
                desk.line.await_late(str(job))
            desk.line.start()
            self._desks[settings.name] = desk

    def _round(self) -> float:
        """Reports out, sheets in. Returns the seconds until the next round."""
        try:
            self._send_reports()
            waiting = self._spool.waiting()
            for name, desk in self._desks.items():
                if waiting.get(name) and desk.is_free():
                    order = self._spool.claim(name)
                    if order is not None:
                        self._print(desk, order)
        except SpoolAway:
            return AWAY_S
        except Exception:
            log.exception("the station goes on")
            return PATIENCE_WITH_FAULTS_S
        return LOOK_EVERY_S

    def _print(self, desk: "_PrinterDesk", order: SheetOrder) -> None:
        try:
            sheet = self._compose(order, desk.settings)
        except Exception as error:
            # A sheet that cannot be composed was never sent; the hall must know, and go on.
            log.exception("job %d cannot be composed", order.job)
            self._tell_job(str(order.job), PrintState.REFUSED, f"not composed: {error}"[:200])
            return
        desk.submit(order.job, sheet)

    def _tell_job(self, job: str, state: PrintState, trouble: str = "") -> None:
        self._reports.append(lambda: self._spool.report_job(int(job), state, trouble))
        self._wake.set()

    def _tell_printer(self, printer: str, status: PrinterStatus) -> None:
        self._reports.append(lambda: self._spool.report_printer(printer, status))
        self._wake.set()

    def _send_reports(self) -> None:
        while self._reports:
            try:
                self._reports[0]()
            except SpoolRefused:
                log.exception("the hall does not take a report")
            self._reports.popleft()


class _PrinterDesk:
    """One printer of the station and the one sheet it has in hand."""

    def __init__(
        self,
        settings: PrinterSettings,
        tell_job: Callable[[str, PrintState, str], None],
        tell_printer: Callable[[str, PrinterStatus], None],
    ) -> None:
        self.settings = settings
        self._tell_job = tell_job
        self._in_hand: set[str] = set()
        self._lock = threading.Lock()
        self.line = PrinterLine(
            settings, self._heard, lambda status: tell_printer(settings.name, status)
        )

    def is_free(self) -> bool:
        """Whether a sheet may be claimed: none is in hand."""
        with self._lock:
            return not self._in_hand

    def submit(self, job: int, sheet: bytes) -> None:
        """Print a claimed sheet."""
        with self._lock:
            self._in_hand.add(str(job))
        self.line.submit(str(job), sheet)

    def _heard(self, job: str, state: PrintState) -> None:
        if state is PrintState.SENDING:
            return  # the hall has known it since the claim
        with self._lock:
            self._in_hand.discard(job)
        self._tell_job(job, state, self._trouble(state))

    def _trouble(self, state: PrintState) -> str:
        status = self.line.status
        if state is PrintState.PRINTED or status is None:
            return ""
        return ", ".join(sorted(status.troubles))
