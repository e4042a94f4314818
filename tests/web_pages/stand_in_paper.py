"""The stand-in hall's printers and sheets, along the product's own table of print states."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from hall_server.domain import refusals
from hall_server.domain.paper import REPORTS, PrintAction, PrintState, print_after
from hall_server.wire import paper as wire

SHOWN = 6
OPEN_ENDS = (PrintState.REFUSED, PrintState.UNCERTAIN)


class Record(Protocol):
    """Keeps what happened to a sheet or printer, and tells whoever listens."""

    def __call__(self, act: str, actor: str, number: str | None = None, **data: Any) -> None: ...


@dataclass
class Printer:
    """A printer and what it last said of itself."""

    code: str
    place: str
    troubles: tuple[wire.TroubleName, ...] = ()
    paper_low: bool = False
    heard_at: datetime | None = None


@dataclass
class Job:
    """One sheet."""

    job_id: int
    kind: wire.SheetKind
    number: str
    printer: str
    since: datetime
    state: PrintState = PrintState.QUEUED
    copy: int = 0
    trouble: str = ""


@dataclass
class StandInPaper:
    """Printers and sheets. Staff reprint and cancel; a test plays the station."""

    now: Callable[[], datetime]
    record: Record
    printers: dict[str, Printer] = field(default_factory=dict)
    jobs: list[Job] = field(default_factory=list)

    def add_printer(self, code: str, place: str) -> None:
        """A printer that works and has said so."""
        self.printers[code] = Printer(code, place, heard_at=self.now())
        self.record("printer_added", "system", printer=code, place=place)

    def order(self, printer: str, number: str, kind: wire.SheetKind = "ticket") -> Job:
        """Some act wanted a sheet."""
        job = Job(len(self.jobs) + 1, kind, number, printer, self.now())
        self.jobs.append(job)
        return job

    def claim(self, job: Job) -> None:
        """The station takes the sheet to print it."""
        self._step(job, PrintAction.CLAIM)
        self._tell("print_claimed", "station-1", job)

    def report(self, job: Job, state: PrintState, trouble: str = "") -> None:
        """The station says how the sheet ended."""
        said = wire.ReportJob.model_validate({"state": state.value, "trouble": trouble})
        self._step(job, REPORTS[PrintState(said.state)], said.trouble)
        self._tell("print_reported", "station-1", job)

    def say(self, code: str, *troubles: wire.TroubleName, paper_low: bool = False) -> None:
        """The station says what a printer says of itself."""
        said = wire.ReportPrinter(troubles=troubles, paper_low=paper_low)
        printer = self.printers[code]
        printer.troubles, printer.paper_low = said.troubles, said.paper_low
        printer.heard_at = self.now()
        facts = {"troubles": list(troubles), "paper_low": paper_low}
        self.record("printer_status", "station-1", printer=code, **facts)

    def reprint(self, job_id: int, wanted: wire.Reprint, actor: str) -> Job:
        """A person orders the same sheet once more."""
        job = self.job(job_id)
        if job.state in (PrintState.QUEUED, PrintState.SENDING):
            raise refusals.JobNotReady(state=job.state.value, action="reprint")
        code = wanted.printer or job.printer
        if code not in self.printers:
            raise refusals.Unknown(what="printer", name=code)
        again = self.order(code, job.number, job.kind)
        again.copy = (
            sum((each.kind, each.number) == (job.kind, job.number) for each in self.jobs) - 1
        )
        self._tell("reprint", actor, again)
        return again

    def cancel(self, job_id: int, actor: str) -> Job:
        """A person gives up a sheet that waits or was refused."""
        job = self.job(job_id)
        self._step(job, PrintAction.CANCEL)
        self._tell("print_cancelled", actor, job)
        return job

    def job(self, job_id: int) -> Job:
        for job in self.jobs:
            if job.job_id == job_id:
                return job
        raise refusals.Unknown(what="print job", name=job_id)

    def at_window(self, window: str) -> dict[str, tuple[Any, ...]]:
        """The fields `printers` and `paper` of a window's DeskState."""
        beside = [each for each in self.printers.values() if each.place == f"window:{window}"]
        codes = {printer.code for printer in beside}
        sheets = [job for job in self.jobs if job.printer in codes]
        return {
            "printers": tuple(self._printer_view(printer) for printer in beside),
            "paper": _newest(sheets),
        }

    def in_hall(self) -> dict[str, tuple[Any, ...]]:
        """The fields `printers` and `paper` of HallState."""
        return {
            "printers": tuple(self._printer_view(printer) for printer in self.printers.values()),
            "paper": _newest([job for job in self.jobs if job.state in OPEN_ENDS]),
        }

    def _printer_view(self, printer: Printer) -> wire.PrinterView:
        waiting = [
            job
            for job in self.jobs
            if job.printer == printer.code and job.state is PrintState.QUEUED
        ]
        return wire.PrinterView(
            printer=printer.code,
            place=printer.place,
            troubles=printer.troubles,
            paper_low=printer.paper_low,
            heard_at=printer.heard_at,
            waiting=len(waiting),
        )

    def _step(self, job: Job, action: PrintAction, trouble: str = "") -> None:
        job.state, job.trouble = print_after(job.state, action), trouble
        job.since = self.now()

    def _tell(self, act: str, actor: str, job: Job) -> None:
        facts = {"job": job.job_id, "kind": job.kind, "printer": job.printer}
        self.record(act, actor, job.number, **facts, print=job.state.value)


def _newest(jobs: list[Job]) -> tuple[wire.PrintJobView, ...]:
    newest = sorted(jobs, key=lambda job: (job.since, job.job_id), reverse=True)[:SHOWN]
    return tuple(
        wire.PrintJobView(
            job_id=job.job_id,
            kind=job.kind,
            number=job.number,
            printer=job.printer,
            state=job.state.value,
            copy_number=job.copy,
            trouble=job.trouble,
            since=job.since,
        )
        for job in newest
    )
