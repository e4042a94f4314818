"""What kept people from checking in on a past half-day, though the hall's day was open."""

from datetime import date, datetime

from sqlalchemy import Connection, select, text

from hall_server.store import schema as t

Pause = tuple[datetime, datetime | None]
"""From when to when no numbers were given; None: it lasts."""
# Word for word as the partial index has it, so that SQLite uses that.
_GIVEN_ALONE = text("offline")


def not_issuing(
    connection: Connection, hall: int, item: int, begins: datetime, ends: datetime
) -> list[Pause]:
    """When issuing was closed for an item or its queue, or everybody was told to leave."""
    queue = select(t.item.c.queue_id).where(t.item.c.id == item).scalar_subquery()
    its = (t.closure.c.item_id == item) | (t.closure.c.queue_id == queue)
    pauses: list[Pause] = []
    for table, which in ((t.closure, [its]), (t.evacuation, [])):
        rows = connection.execute(
            select(table.c.since, table.c.ended_at).where(
                table.c.hall_id == hall,
                table.c.since < ends,
                table.c.ended_at.is_(None) | (table.c.ended_at > begins),
                *which,
            )
        )
        pauses += [(since, ended) for since, ended in rows]
    return pauses


def was_given_alone(
    connection: Connection, item: int, on: date, begins: datetime, ends: datetime
) -> bool:
    """Whether a kiosk gave a number for an item without the server."""
    queue = select(t.item.c.queue_id).where(t.item.c.id == item).scalar_subquery()
    found = connection.execute(
        select(t.ticket.c.id)
        .join(t.stop, t.stop.c.ticket_id == t.ticket.c.id)
        .where(
            t.ticket.c.queue_id == queue,
            t.ticket.c.date == on,
            _GIVEN_ALONE,
            t.ticket.c.issued_at.between(begins, ends),
            t.stop.c.item_id == item,
        )
        .limit(1)
    )
    return found.first() is not None
