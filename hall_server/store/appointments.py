"""Appointments and bans as rows."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from hall_server.domain.appointments import Half
from hall_server.domain.refusals import Unknown
from hall_server.store import schema as t
from hall_server.store.transaction import Transaction

MOST = 20
# Word for word as the partial indexes have them, so that SQLite uses those.
_IS_BOOKED = text("state = 'BOOKED'")
_TAKES_A_SLOT = text("state <> 'CANCELLED'")


class Appointment(NamedTuple):
    """One appointment. `number` is the ticket's as printed, once it was checked in.

    `came_at` is when the person took an ordinary number for the item on that day instead.
    """

    id: int
    item: int
    date: date
    half: Half
    state: str
    code: str
    card_mark: str
    name: str
    number: str | None = None
    came_at: datetime | None = None


_a = t.appointment.c
_COLUMNS: tuple[Any, ...] = (_a.id, _a.item_id, _a.date, _a.half, _a.state, _a.code, _a.card_mark, _a.name,
            t.ticket.c.label, _a.came_at)  # fmt: skip
_ROWS = select(*_COLUMNS).outerjoin(t.ticket, t.ticket.c.id == _a.ticket_id)


def appointment_by_id(tx: Transaction, appointment: int) -> Appointment:
    """One appointment of the hall. Raises Unknown."""
    row = tx.execute(_ROWS.where(_a.id == appointment, _a.hall_id == tx.hall)).one_or_none()
    if row is None:
        raise Unknown(what="appointment", name=appointment)
    return Appointment(*row)


def appointments_found(
    connection: Connection, hall: int, on: date, *where: ColumnElement[bool]
) -> list[Appointment]:
    """Appointments of a date and of later ones, the nearest first, at most 20."""
    rows = connection.execute(
        _ROWS.where(_a.hall_id == hall, _a.date >= on, *where)
        .order_by(_a.date, _a.half, _a.id)
        .limit(MOST)
    )
    return [Appointment(*row) for row in rows]


def of_card(mark: str) -> ColumnElement[bool]:
    """Those of a person, for `appointments_found`; what was cancelled is not told."""
    return (_a.card_mark == mark) & (_a.state != "CANCELLED")


def of_phone(mark: str) -> ColumnElement[bool]:
    """Those booked with a phone, for `appointments_found`; what was cancelled is not told."""
    return (_a.phone_mark == mark) & (_a.state != "CANCELLED")


def of_code(code: str) -> ColumnElement[bool]:
    """The one with a code, for `appointments_found`, whatever became of it."""
    return _a.code == code


def half_kept_by(tx: Transaction, ticket: int) -> Half | None:
    """The half-day of the appointment that a ticket was given for, or None."""
    half: Half | None = tx.execute(select(_a.half).where(_a.ticket_id == ticket)).scalar()
    return half


def places_taken(
    connection: Connection, item: int, first: date, last: date
) -> dict[tuple[date, Half], int]:
    """How many places of an item's half-days are taken; a half with none is missing."""
    rows = connection.execute(
        select(_a.date, _a.half, func.count())
        .where(_a.item_id == item, _a.date.between(first, last), _TAKES_A_SLOT)
        .group_by(_a.date, _a.half)
    )
    return {(day, half): count for day, half, count in rows}


def booked_by(tx: Transaction, item: int, mark: str) -> Appointment | None:
    """The appointment that a person has not used yet, if there is one."""
    row = tx.execute(
        _ROWS.where(_a.hall_id == tx.hall, _a.item_id == item, _a.card_mark == mark, _IS_BOOKED)
    ).one_or_none()
    return Appointment(*row) if row is not None else None


def is_code_taken(tx: Transaction, code: str) -> bool:
    """Whether an appointment of any hall has the code."""
    return tx.execute(select(_a.id).where(_a.code == code)).first() is not None


def add_appointment(tx: Transaction, values: dict[str, Any]) -> int:
    """Insert a booked appointment and return its id."""
    made = {"hall_id": tx.hall, "state": "BOOKED", "made_at": tx.now, "changed_at": tx.now,
            "made_by": tx.actor.signature}  # fmt: skip
    inserted = tx.execute(insert(t.appointment).values(made | values).returning(_a.id))
    return int(inserted.scalar_one())


def change_appointment(tx: Transaction, appointment: int, **values: Any) -> None:
    """Write other values to an appointment that is booked."""
    done = tx.execute(
        update(t.appointment)
        .where(_a.id == appointment, _a.state == "BOOKED")
        .values(values | {"changed_at": tx.now})
    )
    if done.rowcount != 1:
        raise RuntimeError(f"appointment {appointment} changed under the hall's lock")


def note_came(tx: Transaction, mark: str, items: Iterable[int], on: date) -> None:
    """A person with appointments for items of a date takes an ordinary number for them."""
    tx.execute(
        update(t.appointment)
        .where(
            _a.hall_id == tx.hall,
            _a.card_mark == mark,
            _a.item_id.in_(list(items)),
            _a.date == on,
            _IS_BOOKED,
        )
        .values(came_at=tx.now)
    )


def booked_before(connection: Connection, hall: int, before: date, most: int) -> list[Appointment]:
    """Appointments of past dates that nobody has used, the oldest first."""
    rows = connection.execute(
        _ROWS.where(_a.hall_id == hall, _a.date < before, _IS_BOOKED)
        .order_by(_a.date, _a.id)
        .limit(most)
    )
    return [Appointment(*row) for row in rows]


def misses_of(tx: Transaction, mark: str, after: date) -> int:
    """A person's missed appointments of dates after one, without those that a ban has answered."""
    answered = (
        select(func.max(t.booking_ban.c.since))
        .where(t.booking_ban.c.hall_id == tx.hall, t.booking_ban.c.card_mark == mark)
        .scalar_subquery()
    )
    count = tx.execute(
        select(func.count()).where(
            _a.hall_id == tx.hall,
            _a.card_mark == mark,
            _a.state == "MISSED",
            _a.date > after,
            or_(answered.is_(None), _a.changed_at > answered),
        )
    ).scalar_one()
    return int(count)


class Ban(NamedTuple):
    """No booking until a day, unless lifted."""

    id: int
    since: datetime
    until: date
    lifted_at: datetime | None


_b = t.booking_ban.c
_BANS = select(_b.id, _b.since, _b.until, _b.lifted_at)


def bans_in_force(connection: Connection, hall: int, mark: str, on: date) -> list[Ban]:
    """A person's bans on a date, the newest first."""
    rows = connection.execute(
        _BANS.where(_b.hall_id == hall, _b.card_mark == mark, _b.until > on, _b.lifted_at.is_(None))
        .order_by(_b.id.desc())
        .limit(MOST)
    )
    return [Ban(*row) for row in rows]


def ban_by_id(tx: Transaction, ban: int) -> Ban:
    """One ban of the hall. Raises Unknown."""
    row = tx.execute(_BANS.where(_b.id == ban, _b.hall_id == tx.hall)).one_or_none()
    if row is None:
        raise Unknown(what="booking ban", name=ban)
    return Ban(*row)


def add_ban(tx: Transaction, mark: str, until: date) -> int:
    """Insert a ban from now on and return its id."""
    inserted = tx.execute(
        insert(t.booking_ban)
        .values(hall_id=tx.hall, card_mark=mark, since=tx.now, until=until)
        .returning(_b.id)
    )
    return int(inserted.scalar_one())


def end_ban(tx: Transaction, ban: int) -> None:
    """The ban is over from now on."""
    tx.execute(
        update(t.booking_ban)
        .where(_b.id == ban)
        .values(lifted_at=tx.now, lifted_by=tx.actor.signature)
    )


def _to_forget(hall: int, names: date, misses: date) -> Iterable[ColumnElement[bool]]:
    known = (_a.name != "") | _a.phone_mark.is_not(None)
    counts = (_a.card_mark != "") & ((_a.state != "MISSED") | (_a.date < misses))
    return _a.hall_id == hall, _a.date < names, known | counts


def anything_to_forget(connection: Connection, hall: int, names: date, misses: date) -> bool:
    """Whether `forget_appointments` or `forget_bans` with these dates would find something."""
    old = connection.execute(select(_a.id).where(*_to_forget(hall, names, misses)).limit(1))
    bans = connection.execute(select(_b.id).where(_b.hall_id == hall, _b.until < names).limit(1))
    return old.first() is not None or bans.first() is not None


def forget_appointments(tx: Transaction, names: date, misses: date) -> int:
    """Drop names and marks of appointments before a date; of misses the person's before another.

    Returns of how many.
    """
    done = tx.execute(
        update(t.appointment)
        .where(*_to_forget(tx.hall, names, misses))
        .values(
            name="",
            phone_mark=None,
            card_mark=case(((_a.state == "MISSED") & (_a.date >= misses), _a.card_mark), else_=""),
        )
    )
    return int(done.rowcount)


def forget_bans(tx: Transaction, before: date) -> int:
    """Drop bans that ended before a date. Returns how many."""
    done = tx.execute(delete(t.booking_ban).where(_b.hall_id == tx.hall, _b.until < before))
    return int(done.rowcount)
