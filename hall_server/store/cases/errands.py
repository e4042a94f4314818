"""What a ticket is here for, as an act on a case must know it."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import select, union

from hall_server.domain.refusals import Unknown
from hall_server.store import schema as t
from hall_server.store.transaction import Transaction


class TicketHere(NamedTuple):
    """A visitor's number with the ids of all its errands. `receipt` names a case to collect."""

    id: int
    label: str
    date: date
    live: bool
    agent: bool
    theme: int | None
    receipt: str | None
    items: frozenset[int]
    collects: bool
    """Whether one of its errands is for picking up."""


def ticket_here(tx: Transaction, ticket: int) -> TicketHere:
    """A ticket of the hall. Raises Unknown."""
    row = tx.execute(
        select(t.ticket).where(t.ticket.c.id == ticket, t.ticket.c.hall_id == tx.hall)
    ).one_or_none()
    if row is None:
        raise Unknown(what="ticket", name=ticket)
    errands = union(
        select(t.stop.c.item_id).where(t.stop.c.ticket_id == ticket),
        select(t.planned_stop.c.item_id).where(
            t.planned_stop.c.ticket_id == ticket, t.planned_stop.c.dropped.is_(False)
        ),
    )
    items = frozenset(tx.execute(errands).scalars())
    return TicketHere(
        row.id,
        row.label,
        row.date,
        row.live,
        row.agent,
        row.theme_id,
        row.receipt,
        items,
        any(tx.setup.items[item].pick_up for item in items if item in tx.setup.items),
    )
