"""Printers and print jobs as staff see them."""

from collections.abc import Iterable

from sqlalchemy import Connection

from hall_server.store.paper import all_printers
from hall_server.store.schema import AnyRow
from hall_server.wire.paper import PrinterView, PrintJobView


def printer_views(connection: Connection, hall: int) -> tuple[PrinterView, ...]:
    """Every printer of a hall, by name."""
    return tuple(printer_view(row) for row in all_printers(connection, hall))


def printer_view(row: AnyRow) -> PrinterView:
    """A row of all_printers."""
    return PrinterView(
        printer=row.code,
        place=row.place,
        troubles=tuple(row.troubles.split(",")) if row.troubles else (),
        paper_low=row.paper_low,
        heard_at=row.heard_at,
        waiting=row.waiting,
        takes_jobs=bool(row.url),
    )


def job_views(rows: Iterable[AnyRow]) -> tuple[PrintJobView, ...]:
    """Rows of print jobs, in their order."""
    return tuple(
        PrintJobView(
            job_id=row.id,
            kind=row.kind,
            number=row.label,
            printer=row.printer,
            state=row.state,
            copy_number=row.copy,
            trouble=row.trouble,
            since=row.since,
        )
        for row in rows
    )
