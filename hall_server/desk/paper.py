"""Sheets of paper: ordered in the act that wants them, fetched by stations, known to be printed or not."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hall_server.domain.paper import REPORTS, PrintAction, PrintState
from hall_server.domain.refusals import JobNotReady, NoPrinter, NotYourJob
from hall_server.store import paper as rows
from hall_server.store.cases.documents import document_content
from hall_server.store.schema import AnyRow
from hall_server.store.transaction import Transaction
from hall_server.wire.paper import (
    Claimed,
    ClaimedJob,
    ClaimJob,
    JobNow,
    PrinterSetting,
    ReportJob,
    ReportPrinter,
    Reprint,
    StationPrinters,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetOrdered:
    """A sheet as an act wants it. `label` is what staff call it by; `facts` are plain JSON."""

    kind: str
    label: str
    facts: Mapping[str, Any]
    language: str = "zh-CN"
    print_size: str = "normal"
    ticket: int | None = None
    document: int | None = None
    """The paper of a case that is printed as it is kept, in place of `facts`."""
    copy: int = 0


def order_sheet(tx: Transaction, printer: AnyRow, sheet: SheetOrdered) -> int:
    """Order a sheet within another act, which journals it. Returns the job's id.

    A kiosk prints by itself what it asked for, so its job is under way at once.
    """
    own = tx.actor.kind == "device" and printer.device_id == tx.actor.id
    return rows.add_job(
        tx,
        {
            "printer_id": printer.id,
            "kind": sheet.kind,
            "ticket_id": sheet.ticket,
            "document_id": sheet.document,
            "label": sheet.label,
            "facts": json.dumps(sheet.facts, ensure_ascii=False),
            "language": sheet.language,
            "print_size": sheet.print_size,
            "copy": sheet.copy,
        },
        PrintState.SENDING if own else PrintState.QUEUED,
    )


def begin_station(tx: Transaction) -> StationPrinters:
    """A station starts: what it had under way before may or may not have come out."""
    device = _device(tx)
    uncertain: dict[str, list[int]] = {}
    for job in rows.jobs_sending(tx, device):
        rows.change_job(tx, job, PrintAction.LOSE, "the station was restarted")
        name = rows.printer_by_id(tx, job.printer_id).code
        uncertain.setdefault(name, []).append(job.id)
    printers = tuple(
        setting_of(row)
        for row in (
            rows.printers_of_server(tx.connection)
            if device is None
            else rows.printers_of_device(tx.connection, device)
        )
        if row.hall_id == tx.hall
    )
    tx.record("station_begins", {"uncertain": uncertain, "printers": [p.printer for p in printers]})
    return StationPrinters(
        printers=printers, uncertain={name: tuple(jobs) for name, jobs in uncertain.items()}
    )


def claim_job(tx: Transaction, wanted: ClaimJob) -> Claimed:
    """Give a station a printer's oldest waiting job; nothing is journaled when there is none.

    Raises Unknown, NotYourJob.
    """
    printer = rows.printer_named(tx, wanted.printer)
    if printer.device_id != _device(tx):
        raise NotYourJob(job=wanted.printer)
    job = rows.oldest_queued(tx, printer.id)
    if job is None:
        return Claimed(job=None)
    rows.change_job(tx, job, PrintAction.CLAIM)
    tx.record("print_claimed", _entry(job, PrintState.SENDING, printer), job.ticket_id)
    return Claimed(
        job=ClaimedJob(
            job_id=job.id,
            setting=setting_of(printer),
            kind=job.kind,
            facts=_facts(tx, job),
            language=job.language,
            print_size=job.print_size,
            copy_number=job.copy,
        )
    )


def _facts(tx: Transaction, job: AnyRow) -> Any:
    if job.document_id is None:
        return json.loads(job.facts)
    return {"content": document_content(tx.connection, job.document_id)}


def setting_of(row: AnyRow) -> PrinterSetting:
    """A printer's row as stations need it."""
    return PrinterSetting(
        printer=row.code,
        url=row.url,
        paper=row.paper,
        encoding=row.encoding,
        mode=row.mode,
        acknowledgement=row.acknowledgement,
    )


def report_job(tx: Transaction, job_id: int, report: ReportJob) -> JobNow:
    """How a job ended. A refused one moves to the stand-by printer, if the printer has one.

    Saying the same again changes nothing. Raises NotYourJob, JobNotReady.
    """
    job = rows.job_by_id(tx, job_id)
    printer = rows.printer_by_id(tx, job.printer_id)
    if printer.device_id != _device(tx):
        raise NotYourJob(job=job_id)
    if job.state == report.state:
        return JobNow(version=tx.head.seq, job_id=job.id, state=job.state)
    after = rows.change_job(tx, job, REPORTS[PrintState(report.state)], report.trouble)
    entry = _entry(job, after, printer) | {"trouble": report.trouble}
    if after is PrintState.REFUSED and printer.stand_by_id is not None:
        refused = rows.job_by_id(tx, job_id)
        stand_by = rows.printer_by_id(tx, printer.stand_by_id)
        after = rows.change_job(tx, refused, PrintAction.MOVE, report.trouble, stand_by.id)
        entry |= {"moved_to": stand_by.code}
    tx.record("print_reported", entry, job.ticket_id)
    return JobNow(version=tx.head.seq, job_id=job.id, state=after.value)


def report_printer(tx: Transaction, code: str, report: ReportPrinter) -> StationPrinters:
    """What a printer says of itself; journaled once when it changes. Raises Unknown, NotYourJob."""
    printer = rows.printer_named(tx, code)
    if printer.device_id != _device(tx):
        raise NotYourJob(job=code)
    return _note_status(tx, printer, report)


def report_own_printer(tx: Transaction, report: ReportPrinter) -> StationPrinters:
    """What a kiosk's own printer says of itself. Raises NoPrinter when none is registered."""
    own = rows.printers_of_device(tx.connection, tx.actor.id)
    if not own:
        raise NoPrinter(place=tx.actor.name)
    return _note_status(tx, own[0], report)


def _note_status(tx: Transaction, printer: AnyRow, report: ReportPrinter) -> StationPrinters:
    if rows.write_status(tx, printer, report.troubles, report.paper_low):
        said = {"troubles": sorted(report.troubles), "paper_low": report.paper_low}
        tx.record("printer_status", {"printer": printer.code, **said})
    return StationPrinters(printers=(setting_of(printer),))


def reprint(tx: Transaction, job_id: int, wanted: Reprint) -> JobNow:
    """Print a sheet again on a person's word: the same number, marked as a reprint with its count."""
    job = rows.job_by_id(tx, job_id)
    printer = _reprint_printer(tx, job, wanted)
    again = reprint_of(tx, job, printer)
    fresh = rows.job_by_id(tx, again)
    state = PrintState(fresh.state)
    tx.record(
        "reprint", _entry(fresh, state, printer) | {"of": job.id, "copy": fresh.copy}, job.ticket_id
    )
    return JobNow(version=tx.head.seq, job_id=again, state=state.value)


def reprint_of(tx: Transaction, job: AnyRow, printer: AnyRow) -> int:
    """Order a sheet again within another act, marked and counted. Raises JobNotReady."""
    if job.state in (PrintState.QUEUED, PrintState.SENDING):
        raise JobNotReady(state=job.state, action="reprint")
    same = SheetOrdered(
        kind=job.kind,
        label=job.label,
        facts=json.loads(job.facts),
        language=job.language,
        print_size=job.print_size,
        ticket=job.ticket_id,
        document=job.document_id,
        copy=rows.copies_of(tx, job),
    )
    return order_sheet(tx, printer, same)


def cancel_job(tx: Transaction, job_id: int) -> JobNow:
    """Give up a job that is still waiting, or was refused. Raises JobNotReady."""
    job = rows.job_by_id(tx, job_id)
    after = rows.change_job(tx, job, PrintAction.CANCEL)
    entry = _entry(job, after, rows.printer_by_id(tx, job.printer_id))
    tx.record("print_cancelled", entry, job.ticket_id)
    return JobNow(version=tx.head.seq, job_id=job.id, state=after.value)


def lose_job(tx: Transaction, job_id: int) -> JobNow:
    """The station of a job is gone: nobody knows whether it came out."""
    job = rows.job_by_id(tx, job_id)
    after = rows.change_job(tx, job, PrintAction.LOSE, "the station did not answer")
    entry = _entry(job, after, rows.printer_by_id(tx, job.printer_id))
    tx.record("print_lost", entry, job.ticket_id)
    return JobNow(version=tx.head.seq, job_id=job.id, state=after.value)


def _reprint_printer(tx: Transaction, job: AnyRow, wanted: Reprint) -> AnyRow:
    """The printer named, else the job's own, else (a kiosk's) the nearest that takes jobs."""
    if wanted.printer is not None:
        printer = rows.printer_named(tx, wanted.printer)
    else:
        printer = rows.printer_by_id(tx, job.printer_id)
    if not printer.url:
        found = rows.printer_for(tx, (printer.place, "hall"))
        if found is None:
            raise NoPrinter(place=printer.place)
        return found
    return printer


def _device(tx: Transaction) -> int | None:
    """The station or kiosk that acts; None when it is the server itself."""
    return tx.actor.id if tx.actor.kind == "device" else None


def _entry(job: AnyRow, state: PrintState, printer: AnyRow) -> dict[str, Any]:
    return {
        "job": job.id,
        "number": job.label,
        "kind": job.kind,
        "printer": printer.code,
        "print": state.value,
    }
