"""The hall's days as rows."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, Update, bindparam, insert, select, update

from hall_server.store import schema as t
from hall_server.store.prepared import Prepared
from hall_server.store.transaction import Transaction


class HallDay(NamedTuple):
    """A day of the hall and whether it is open."""

    date: date
    open: bool


_OPEN = Prepared(
    select(t.day.c.date).where(t.day.c.hall_id == bindparam("hall"), t.day.c.state == "OPEN")
)


def open_date(connection: Connection, hall: int) -> date | None:
    """The date of the day that is open, if one is."""
    on: date | None = _OPEN.value(connection, {"hall": hall})
    return on


def day_of(connection: Connection, hall: int, on: date) -> HallDay | None:
    """The day of a date, if it was ever opened."""
    state = connection.execute(
        select(t.day.c.state).where(t.day.c.hall_id == hall, t.day.c.date == on)
    ).scalar()
    return None if state is None else HallDay(on, state == "OPEN")


class DayHours(NamedTuple):
    """When a day was opened (the first time) and closed (the last)."""

    opened_at: datetime
    closed_at: datetime | None


def hours_of_day(connection: Connection, hall: int, on: date) -> DayHours | None:
    """When the day of a date was open, if it ever was."""
    row = connection.execute(
        select(t.day.c.opened_at, t.day.c.closed_at).where(
            t.day.c.hall_id == hall, t.day.c.date == on
        )
    ).one_or_none()
    return DayHours(*row) if row is not None else None


def write_open(tx: Transaction, on: date) -> None:
    """Open a day, for the first time or again."""
    if day_of(tx.connection, tx.hall, on) is None:
        tx.execute(insert(t.day).values(hall_id=tx.hall, date=on, state="OPEN", opened_at=tx.now))
    else:
        tx.execute(_of(tx, on).values(state="OPEN", closed_at=None))


def write_closed(tx: Transaction, on: date) -> None:
    """Close a day."""
    tx.execute(_of(tx, on).values(state="CLOSED", closed_at=tx.now))


def _of(tx: Transaction, on: date) -> Update:
    return update(t.day).where(t.day.c.hall_id == tx.hall, t.day.c.date == on)
