"""Printers and print jobs as rows."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, func, insert, select, update

from hall_server.domain.paper import PrintAction, PrintState, print_after
from hall_server.domain.refusals import Unknown
from hall_server.store import schema as t
from hall_server.store.schema import AnyRow
from hall_server.store.transaction import Transaction

JOBS_SHOWN = 6

_INSERT_JOB = insert(t.print_job).returning(t.print_job.c.id)
_PRINTER_OF_DEVICE = select(t.printer).where(
    t.printer.c.device_id == bindparam("device"), t.printer.c.active
)


def add_printer(
    tx: Transaction,
    *,
    code: str,
    place: str,
    url: str,
    settings: Mapping[str, Any],
    device: int | None,
    stand_by: int | None,
) -> int:
    """Register a printer; `device` is the station or kiosk that drives it, None the server.

    `settings` are its paper, encoding, mode and acknowledgement.
    """
    inserted = tx.execute(
        insert(t.printer)
        .values(
            hall_id=tx.hall,
            code=code,
            place=place,
            url=url,
            **settings,
            device_id=device,
            stand_by_id=stand_by,
        )
        .returning(t.printer.c.id)
    )
    return int(inserted.scalar_one())


def write_url(tx: Transaction, printer: int, url: str) -> None:
    """Keep a printer's new address."""
    tx.execute(update(t.printer).where(t.printer.c.id == printer).values(url=url))


def printer_named(tx: Transaction, code: str) -> AnyRow:
    """The printer with a name. Raises Unknown."""
    row = tx.execute(
        select(t.printer).where(
            t.printer.c.hall_id == tx.hall, t.printer.c.code == code, t.printer.c.active
        )
    ).one_or_none()
    if row is None:
        raise Unknown(what="printer", name=code)
    return row


def printer_by_id(tx: Transaction, printer: int) -> AnyRow:
    """A printer that a job names."""
    return tx.execute(select(t.printer).where(t.printer.c.id == printer)).one()


def printers_of_device(connection: Connection, device: int) -> list[AnyRow]:
    """The printers a station or kiosk drives."""
    return list(connection.execute(_PRINTER_OF_DEVICE, {"device": device}))


def printers_of_server(connection: Connection) -> list[AnyRow]:
    """The network printers that the server itself drives, of all halls."""
    return list(
        connection.execute(
            select(t.printer).where(
                t.printer.c.device_id.is_(None), t.printer.c.active, t.printer.c.url != ""
            )
        )
    )


def printer_for(tx: Transaction, places: Iterable[str]) -> AnyRow | None:
    """The first printer at the first of the places that has one; kiosks' own are left out."""
    rows = tx.execute(
        select(t.printer).where(
            t.printer.c.hall_id == tx.hall, t.printer.c.active, t.printer.c.url != ""
        )
    ).all()
    for place in places:
        for row in rows:
            if row.place == place:
                return row
    return None


def all_printers(connection: Connection, hall: int) -> list[AnyRow]:
    """Every printer of a hall with the number of its queued jobs (`waiting`), by name."""
    waiting = (
        select(func.count())
        .where(t.print_job.c.printer_id == t.printer.c.id, t.print_job.c.state == "QUEUED")
        .scalar_subquery()
        .label("waiting")
    )
    return list(
        connection.execute(
            select(t.printer, waiting)
            .where(t.printer.c.hall_id == hall, t.printer.c.active)
            .order_by(t.printer.c.code)
        )
    )


def add_job(tx: Transaction, values: dict[str, Any], state: PrintState) -> int:
    """Insert a job; its printer, kind, facts, label, language, copy and ticket come in `values`."""
    tx.sheets_ordered += state is PrintState.QUEUED
    return int(
        tx.execute(
            _INSERT_JOB,
            values
            | {
                "hall_id": tx.hall,
                "state": state.value,
                "trouble": "",
                "created_at": tx.now,
                "since": tx.now,
            },
        ).scalar_one()
    )


def job_by_id(tx: Transaction, job: int) -> AnyRow:
    """One job of the hall. Raises Unknown."""
    row = tx.execute(
        select(t.print_job).where(t.print_job.c.id == job, t.print_job.c.hall_id == tx.hall)
    ).one_or_none()
    if row is None:
        raise Unknown(what="print job", name=job)
    return row


def change_job(
    tx: Transaction, job: AnyRow, action: PrintAction, trouble: str = "", printer: int | None = None
) -> PrintState:
    """Move a job along its state table, to another printer if one is given. Raises JobNotReady."""
    after = print_after(PrintState(job.state), action)
    tx.execute(
        update(t.print_job)
        .where(t.print_job.c.id == job.id)
        .values(
            state=after.value,
            trouble=trouble,
            since=tx.now,
            printer_id=job.printer_id if printer is None else printer,
        )
    )
    return after


def oldest_queued(tx: Transaction, printer: int) -> AnyRow | None:
    """A printer's oldest queued job."""
    return tx.execute(
        select(t.print_job)
        .where(t.print_job.c.printer_id == printer, t.print_job.c.state == "QUEUED")
        .order_by(t.print_job.c.id)
        .limit(1)
    ).one_or_none()


def queued_for(connection: Connection, hall: int, device: int | None) -> dict[str, int]:
    """How many jobs wait, by name of printer, at a device's printers or at the server's own."""
    mine = t.printer.c.device_id.is_(None) if device is None else t.printer.c.device_id == device
    rows = connection.execute(
        select(t.printer.c.code, func.count())
        .join(t.print_job, t.printer.c.id == t.print_job.c.printer_id)
        .where(t.print_job.c.state == "QUEUED", t.printer.c.hall_id == hall, mine)
        .group_by(t.printer.c.code)
    )
    return {code: count for code, count in rows}


def jobs_sending(tx: Transaction, device: int | None) -> list[AnyRow]:
    """Jobs under way at a device's printers, or at the server's own."""
    mine = t.printer.c.device_id.is_(None) if device is None else t.printer.c.device_id == device
    return list(
        tx.execute(
            select(t.print_job)
            .join(t.printer, t.printer.c.id == t.print_job.c.printer_id)
            .where(t.print_job.c.hall_id == tx.hall, t.print_job.c.state == "SENDING", mine)
        )
    )


def jobs_sending_since_before(connection: Connection, hall: int, moment: datetime) -> list[int]:
    """Jobs under way for too long: their station is gone."""
    rows = connection.execute(
        select(t.print_job.c.id).where(
            t.print_job.c.hall_id == hall,
            t.print_job.c.state == "SENDING",
            t.print_job.c.since < moment,
        )
    )
    return list(rows.scalars())


_NEWEST = (
    select(t.print_job, t.printer.c.code.label("printer"))
    .join(t.printer, t.printer.c.id == t.print_job.c.printer_id)
    .order_by(t.print_job.c.since.desc())
    .limit(JOBS_SHOWN)
)


def newest_jobs(connection: Connection, printers: Iterable[int]) -> list[AnyRow]:
    """The newest jobs of some printers with the printer's name (`printer`), newest first."""
    return list(connection.execute(_NEWEST.where(t.print_job.c.printer_id.in_(list(printers)))))


def job_of(connection: Connection, hall: int, job: int) -> AnyRow | None:
    """One job of the hall with its printer's name, as `newest_jobs`."""
    return connection.execute(
        _NEWEST.where(t.print_job.c.id == job, t.print_job.c.hall_id == hall)
    ).one_or_none()


def failed_jobs(connection: Connection, hall: int, since: datetime) -> list[AnyRow]:
    """The newest refused or uncertain jobs since a moment, as `newest_jobs`.

    Those that somebody has printed again since are settled and left out.
    """
    later = t.print_job.alias("later")
    again = select(later.c.id).where(_same_sheet(later, t.print_job), later.c.id > t.print_job.c.id)
    return list(
        connection.execute(
            _NEWEST.where(
                t.printer.c.hall_id == hall,
                t.print_job.c.since >= since,
                t.print_job.c.state.in_(["REFUSED", "UNCERTAIN"]),
                ~again.exists(),
            )
        )
    )


def last_job_of_ticket(tx: Transaction, ticket: int) -> AnyRow | None:
    """The newest job that printed a ticket."""
    return tx.execute(
        select(t.print_job)
        .where(t.print_job.c.ticket_id == ticket, t.print_job.c.kind == "ticket")
        .order_by(t.print_job.c.id.desc())
        .limit(1)
    ).one_or_none()


def last_job_of_document(tx: Transaction, document: int) -> AnyRow | None:
    """The newest job that printed a paper of a case."""
    return tx.execute(
        select(t.print_job)
        .where(t.print_job.c.document_id == document)
        .order_by(t.print_job.c.id.desc())
        .limit(1)
    ).one_or_none()


def copies_of(tx: Transaction, job: AnyRow) -> int:
    """How many times the same sheet was ordered, the first included."""
    first = t.print_job.alias("first")
    return int(
        tx.execute(
            select(func.count())
            .select_from(t.print_job, first)
            .where(first.c.id == job.id, _same_sheet(t.print_job, first))
        ).scalar_one()
    )


def _same_sheet(one: Any, other: Any) -> Any:
    """A ticket's sheets are one sheet, and a case's paper is; of others a reprint has the same facts."""
    without_ticket = (
        one.c.ticket_id.is_(None)
        & other.c.ticket_id.is_(None)
        & one.c.document_id.is_(None)
        & other.c.document_id.is_(None)
        & (one.c.label == other.c.label)
        & (one.c.facts == other.c.facts)
    )
    same_hall = one.c.hall_id == other.c.hall_id
    return (
        same_hall
        & (one.c.kind == other.c.kind)
        & (
            (one.c.ticket_id == other.c.ticket_id)
            | (one.c.document_id == other.c.document_id)
            | without_ticket
        )
    )


def write_status(
    tx: Transaction, printer: AnyRow, troubles: tuple[str, ...], paper_low: bool
) -> bool:
    """Keep what a printer said of itself. Returns whether it is news."""
    said = ",".join(sorted(troubles))
    news = said != printer.troubles or paper_low != printer.paper_low or printer.heard_at is None
    if news:
        tx.execute(
            update(t.printer)
            .where(t.printer.c.id == printer.id)
            .values(troubles=said, paper_low=paper_low, heard_at=tx.now)
        )
    return news
