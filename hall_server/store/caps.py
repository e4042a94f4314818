"""How many numbers of an item were given on a day: what the caps of items are held against."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select, union

from hall_server.domain.states import StopState
from hall_server.store import schema as t
from hall_server.store.setup import Setup


class Given(NamedTuple):
    """Numbers of one item, by the half of the day in which they were given."""

    am: int = 0
    pm: int = 0

    @property
    def day(self) -> int:
        return self.am + self.pm


def noon_of(setup: Setup, on: date) -> datetime:
    """When the afternoon of a date begins in the hall."""
    return datetime.combine(on, time(12), ZoneInfo(setup.plan.timezone))


def given_on(
    connection: Connection, setup: Setup, on: date, items: Iterable[int]
) -> dict[int, Given]:
    """By item id: numbers given on a date of the hall with the item on them, begun or planned.

    Whoever went away unserved counts no more. Items of which none was given are missing.
    """
    wanted = list(items)
    tickets = select(t.ticket.c.id).where(
        t.ticket.c.queue_id.in_(list(setup.queues)), t.ticket.c.date == on
    )
    begun = select(t.stop.c.item_id, t.stop.c.ticket_id).where(
        t.stop.c.ticket_id.in_(tickets),
        t.stop.c.item_id.in_(wanted),
        t.stop.c.state != StopState.LEFT.value,
    )
    planned = select(t.planned_stop.c.item_id, t.planned_stop.c.ticket_id).where(
        t.planned_stop.c.ticket_id.in_(tickets),
        t.planned_stop.c.item_id.in_(wanted),
        t.planned_stop.c.stop_id.is_(None),
        t.planned_stop.c.dropped.is_(False),
    )
    each = union(begun, planned).subquery()
    rows = connection.execute(
        select(each.c.item_id, t.ticket.c.issued_at).join(
            t.ticket, t.ticket.c.id == each.c.ticket_id
        )
    )
    noon, given = noon_of(setup, on), dict[int, Given]()
    for item, issued_at in rows:
        so_far = given.get(item, Given())
        if issued_at < noon:
            given[item] = so_far._replace(am=so_far.am + 1)
        else:
            given[item] = so_far._replace(pm=so_far.pm + 1)
    return given
