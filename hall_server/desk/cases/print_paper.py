"""A kept paper of a case is printed again, or for the first time: the copy as it is, marked 补打 when again."""

from hall_server.desk.cases.papers import order_paper, printer_of
from hall_server.desk.paper import reprint_of
from hall_server.domain.refusals import NoPrinter
from hall_server.store import paper as rows
from hall_server.store.cases.documents import document_of_case
from hall_server.store.cases.rows import case_numbered
from hall_server.store.transaction import Transaction
from hall_server.wire.paper import JobNow, Reprint


def print_document(tx: Transaction, number: str, document_id: int, wanted: Reprint) -> JobNow:
    """Print a paper of a case at the printer named, else at that of the window.

    Raises Unknown, NoPrinter; JobNotReady while it is being printed.
    """
    case = case_numbered(tx.connection, tx.hall, number)
    document = document_of_case(tx.connection, case.id, document_id)
    printer = printer_of(tx, case, wanted.printer)
    before = rows.last_job_of_document(tx, document.id)
    if printer is None:
        if before is None:
            raise NoPrinter(place=number)
        printer = rows.printer_by_id(tx, before.printer_id)
    job = (
        order_paper(tx, case, document, printer)
        if before is None
        else reprint_of(tx, before, printer)
    )
    fresh = rows.job_by_id(tx, job)
    tx.record(
        "print_document",
        {
            "case": number,
            "reference": document.reference,
            "sha256": document.sha256,
            "job": job,
            "printer": printer.code,
            "copy": fresh.copy,
        },
        case=case.id,
    )
    return JobNow(version=tx.head.seq, job_id=job, state=fresh.state)
