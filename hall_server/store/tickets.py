"""Tickets, their numbers, and the errands planned on them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, insert, select, update

from hall_server.domain.blocks import own_numbers
from hall_server.domain.itinerary import Planned
from hall_server.domain.numbers import next_number, spoken
from hall_server.domain.refusals import Unknown
from hall_server.domain.states import StopState
from hall_server.store import schema as t
from hall_server.store.prepared import Prepared, prepared_insert
from hall_server.store.schema import AnyRow
from hall_server.store.transaction import Transaction


class Ticket(NamedTuple):
    """One visitor's number for the day. `label` is the number as printed: A003."""

    id: int
    date: date
    queue: int
    label: str
    live: bool
    issued_at: datetime
    token: str
    priority_reason: int | None


class Number(NamedTuple):
    """A place in a queue's series: `serial` counts all of the day, `number` is what is printed."""

    serial: int
    number: int
    label: str


_SERIES = Prepared(
    select(t.series.c.last_serial, t.series.c.last_number, t.series.c.lent_from).where(
        t.series.c.queue_id == bindparam("queue"), t.series.c.date == bindparam("on")
    )
)
_START_SERIES = prepared_insert(t.series)
_ADVANCE_SERIES = Prepared(
    update(t.series)
    .where(t.series.c.queue_id == bindparam("queue"), t.series.c.date == bindparam("on"))
    .values(last_serial=bindparam("serial"), last_number=bindparam("number"))
)
_INSERT = prepared_insert(t.ticket, returning=t.ticket.c.id)
_USUAL: dict[str, Any] = {"live": True, "agent": False, "offline": False, "receipt": None}
_COLUMNS = (t.ticket.c.id, t.ticket.c.date, t.ticket.c.queue_id, t.ticket.c.label, t.ticket.c.live,
            t.ticket.c.issued_at, t.ticket.c.token, t.ticket.c.priority_reason_id)  # fmt: skip
_BY_ID = Prepared(
    select(*_COLUMNS).where(
        t.ticket.c.id == bindparam("ticket"), t.ticket.c.hall_id == bindparam("hall")
    )
)
_END = Prepared(update(t.ticket).where(t.ticket.c.id == bindparam("which")).values(live=False))
_PLANNED = Prepared(
    select(
        t.planned_stop.c.id,
        t.planned_stop.c.position,
        t.planned_stop.c.step,
        t.planned_stop.c.item_id,
    )
    .where(
        t.planned_stop.c.ticket_id == bindparam("ticket"),
        t.planned_stop.c.stop_id.is_(None),
        t.planned_stop.c.dropped.is_(False),
    )
    .order_by(t.planned_stop.c.position)
)


def take_number(tx: Transaction, queue: int, on: date) -> Number:
    """The next number of a queue's series for the day, below those lent. Raises SeriesExhausted."""
    known = _SERIES.row(tx.connection, {"queue": queue, "on": on})
    planned = tx.setup.queues[queue]
    last_serial, last_number, lent_from = known or (0, 0, None)
    own = own_numbers(planned.capacity, lent_from)
    live: frozenset[int] = frozenset()
    if last_serial >= own:
        end_missed(tx, queue, on)
        live = live_numbers(tx, queue, on)
    number = next_number(min(last_number, own), own, live, planned.letter)
    serial = last_serial + 1
    if known is None:
        start_series(tx, queue, on, serial=serial, number=number)
    else:
        _ADVANCE_SERIES.rows(
            tx.connection, {"queue": queue, "on": on, "serial": serial, "number": number}
        )
    return Number(serial, number, spoken(planned.letter, number))


def next_serial(tx: Transaction, queue: int, on: date) -> int:
    """The place in a queue's series of the day for a number that is not taken from it."""
    serial = tx.execute(
        update(t.series)
        .where(t.series.c.queue_id == queue, t.series.c.date == on)
        .values(last_serial=t.series.c.last_serial + 1)
        .returning(t.series.c.last_serial)
    ).scalar_one()
    return int(serial)


def start_series(
    tx: Transaction,
    queue: int,
    on: date,
    *,
    serial: int = 0,
    number: int = 0,
    lent_from: int | None = None,
) -> None:
    """Begin a queue's series of a day."""
    begun = {"queue_id": queue, "date": on, "last_serial": serial, "last_number": number}
    _START_SERIES.rows(tx.connection, begun | {"lent_from": lent_from})


def end_missed(tx: Transaction, queue: int, on: date) -> None:
    """Numbers missed too long ago to come back are no longer in use."""
    too_late = tx.now - timedelta(minutes=tx.setup.plan.rules.come_back_minutes)
    missed = tx.execute(
        select(t.ticket.c.id)
        .join(t.stop, t.stop.c.ticket_id == t.ticket.c.id)
        .where(
            t.ticket.c.queue_id == queue,
            t.ticket.c.date == on,
            t.ticket.c.live,
            t.stop.c.state == StopState.NO_SHOW,
            t.stop.c.ended_at < too_late,
        )
    )
    for ticket in missed.scalars().all():
        drop_errands(tx, ticket)
        end_ticket(tx, ticket)


def live_numbers(tx: Transaction, queue: int, on: date) -> frozenset[int]:
    """Numbers still in use; only asked once the series has wrapped."""
    rows = tx.execute(
        select(t.ticket.c.number).where(
            t.ticket.c.queue_id == queue, t.ticket.c.date == on, t.ticket.c.live
        )
    )
    return frozenset(rows.scalars())


def add_ticket(tx: Transaction, values: dict[str, Any]) -> int:
    """Insert a ticket row and return its id. Whatever is not usual about it stands in `values`."""
    return int(_INSERT.value(tx.connection, _USUAL | {"hall_id": tx.hall} | values))


def ticket_by_id(tx: Transaction, ticket: int) -> Ticket:
    """One ticket of the hall. Raises Unknown."""
    row = _BY_ID.row(tx.connection, {"ticket": ticket, "hall": tx.hall})
    if row is None:
        raise Unknown(what="ticket", name=ticket)
    return Ticket(*row)


def language_of(tx: Transaction, ticket: int) -> Any:
    """The language a visitor chose."""
    return tx.execute(select(t.ticket.c.language).where(t.ticket.c.id == ticket)).scalar_one()


def end_ticket(tx: Transaction, ticket: int) -> None:
    """The visit is over; the number may be given again after the series wraps."""
    _END.rows(tx.connection, {"which": ticket})


def plan_errands(tx: Transaction, ticket: int, errands: Iterable[tuple[int, int]]) -> None:
    """Put (step, item id) errands on a ticket, after those it has."""
    last = tx.execute(
        select(func.max(t.planned_stop.c.position)).where(t.planned_stop.c.ticket_id == ticket)
    ).scalar()
    place = -1 if last is None else last
    for offset, (step, item) in enumerate(errands, start=1):
        tx.execute(
            insert(t.planned_stop).values(
                ticket_id=ticket, position=place + offset, step=step, item_id=item
            )
        )


def planned_errands(tx: Transaction, ticket: int) -> dict[Planned, int]:
    """Errands not begun, with their item ids, in the ticket's order."""
    errands: dict[Planned, int] = {}
    for id, position, step, item in _PLANNED.rows(tx.connection, {"ticket": ticket}):
        queue = tx.setup.queue_ids[tx.setup.items[item].queue]
        errands[Planned(id, position, step, queue)] = item
    return errands


def last_step(tx: Transaction, ticket: int) -> int:
    """The highest step among all errands of a ticket; 0 for a plain one."""
    last = tx.execute(
        select(func.max(t.planned_stop.c.step)).where(t.planned_stop.c.ticket_id == ticket)
    ).scalar()
    return int(last or 0)


def begin_errand(tx: Transaction, planned: int, stop: int) -> None:
    """A planned errand has become a stop."""
    tx.execute(update(t.planned_stop).where(t.planned_stop.c.id == planned).values(stop_id=stop))


def unbegin_errand(tx: Transaction, stop: int) -> None:
    """The errand of a stop that was taken back is planned again."""
    tx.execute(update(t.planned_stop).where(t.planned_stop.c.stop_id == stop).values(stop_id=None))


def replan_errands(tx: Transaction, ticket: int) -> None:
    """Errands dropped when the visitor left will happen after all."""
    tx.execute(
        update(t.planned_stop)
        .where(t.planned_stop.c.ticket_id == ticket, t.planned_stop.c.stop_id.is_(None))
        .values(dropped=False)
    )


def revive_ticket(tx: Transaction, ticket: int) -> bool:
    """The visit goes on after all. False when another live ticket carries the number meanwhile."""
    ended = tx.execute(select(t.ticket).where(t.ticket.c.id == ticket)).one()
    again = tx.execute(
        select(t.ticket.c.id).where(
            t.ticket.c.queue_id == ended.queue_id,
            t.ticket.c.date == ended.date,
            t.ticket.c.number == ended.number,
            t.ticket.c.live,
            t.ticket.c.id != ticket,
        )
    ).first()
    if again is None:
        tx.execute(update(t.ticket).where(t.ticket.c.id == ticket).values(live=True))
    return again is None


def carry_errand(tx: Transaction, before: int, after: int) -> None:
    """A transferred stop's errand goes on with the stop that carries it."""
    tx.execute(
        update(t.planned_stop).where(t.planned_stop.c.stop_id == before).values(stop_id=after)
    )


def drop_errands(tx: Transaction, ticket: int) -> int:
    """The errands not begun will not happen. Returns how many."""
    done = tx.execute(
        update(t.planned_stop)
        .where(
            t.planned_stop.c.ticket_id == ticket,
            t.planned_stop.c.stop_id.is_(None),
            t.planned_stop.c.dropped.is_(False),
        )
        .values(dropped=True)
    )
    return int(done.rowcount)


def ticket_row_by_token(connection: Any, token: str) -> AnyRow | None:
    """The ticket behind a visitor's link, or None."""
    row: AnyRow | None = connection.execute(
        select(t.ticket).where(t.ticket.c.token == token)
    ).one_or_none()
    return row
