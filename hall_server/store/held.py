"""What a person has in the hall today, known by the mark of a card."""

from datetime import date, datetime

from sqlalchemy import bindparam, func, or_, select

from hall_server.domain.allowance import InLine
from hall_server.domain.states import ACTIVE, StopState
from hall_server.store import schema as t
from hall_server.store.prepared import Prepared
from hall_server.store.transaction import Transaction

_MINE = (
    t.ticket.c.hall_id == bindparam("hall"),
    t.ticket.c.date == bindparam("on"),
    t.ticket.c.card_mark == bindparam("mark"),
)
_BEGUN = Prepared(
    select(t.ticket.c.id, t.ticket.c.label, t.stop.c.item_id)
    .join(t.stop, t.stop.c.ticket_id == t.ticket.c.id)
    .where(
        *_MINE,
        t.ticket.c.live,
        t.ticket.c.agent.is_(False),
        or_(
            *(
                t.stop.c.state == state.value
                for state in (
                    StopState.WAITING,
                    StopState.CALLED,
                    StopState.SERVING,
                    StopState.HELD,
                )
            ),
            (t.stop.c.state == StopState.NO_SHOW.value)
            & (t.stop.c.ended_at >= bindparam("missed_since", type_=t.stop.c.ended_at.type)),
        ),
    )
    .order_by(t.ticket.c.id, t.stop.c.id)
)
_PLANNED = Prepared(
    select(t.ticket.c.id, t.ticket.c.label, t.planned_stop.c.item_id)
    .join(t.planned_stop, t.planned_stop.c.ticket_id == t.ticket.c.id)
    .where(
        *_MINE,
        t.ticket.c.live,
        t.ticket.c.agent.is_(False),
        t.planned_stop.c.stop_id.is_(None),
        t.planned_stop.c.dropped.is_(False),
    )
    .order_by(t.ticket.c.id, t.planned_stop.c.position)
)
_FOR_OTHERS = Prepared(select(func.count()).where(*_MINE, t.ticket.c.agent))


def errands_held(tx: Transaction, mark: str, on: date, missed_since: datetime) -> list[InLine]:
    """Errands of the card's holder still to be done, on numbers taken for themselves.

    A missed one counts from `missed_since` on: until then the visitor may come back with it.
    """
    who = {"hall": tx.hall, "on": on, "mark": mark}
    rows = _BEGUN.rows(tx.connection, who | {"missed_since": missed_since})
    rows += _PLANNED.rows(tx.connection, who)
    return [InLine(*row) for row in rows]


def errands_booked(tx: Transaction, mark: str, on: date) -> list[InLine]:
    """Errands still to be done on numbers given for a person's appointments; `mark` is of those."""
    rows = tx.execute(
        select(t.ticket.c.id, t.ticket.c.label, t.stop.c.item_id)
        .join(t.appointment, t.appointment.c.ticket_id == t.ticket.c.id)
        .join(t.stop, t.stop.c.ticket_id == t.ticket.c.id)
        .where(
            t.appointment.c.hall_id == tx.hall,
            t.appointment.c.card_mark == mark,
            t.ticket.c.date == on,
            t.ticket.c.live,
            t.stop.c.state.in_([state.value for state in ACTIVE]),
        )
    )
    return [InLine(*row) for row in rows]


def agent_tickets(tx: Transaction, mark: str, on: date) -> int:
    """How many numbers the card's holder has taken for others on a date, whatever became of them."""
    count = _FOR_OTHERS.value(tx.connection, {"hall": tx.hall, "on": on, "mark": mark})
    return int(count)
