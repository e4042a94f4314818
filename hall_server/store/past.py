"""What a replay of a day reads: the journal's entries of that day, and what was in force before."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, func, or_, select

from hall_server.domain.replay import IGNORED, ClosureThen, Entry, EvacuationThen, HallThen
from hall_server.store import schema as t
from hall_server.store.schema import ID

_AT = t.journal.c.at.cast(ID)
"""As milliseconds: ten thousand datetimes would take longer than the fold."""


class DayBounds(NamedTuple):
    """The first and last entry of a day, and the number of entries in each part of it."""

    first: datetime | None
    last: datetime | None
    density: tuple[int, ...]


def beginning(connection: Connection, hall: int, on: date, midnight: datetime,
              at: datetime) -> datetime | None:  # fmt: skip
    """From when entries must be replayed to know the hall at a moment `at` of the date `on`.

    Ending a day leaves every line empty and every window closed; so from the last such end before
    `at`, and from midnight at the latest. None: from the hall's first entry.
    """
    closed: datetime | None = connection.execute(
        select(func.max(t.day.c.closed_at, type_=t.Moment())).where(
            t.day.c.hall_id == hall, t.day.c.date < on, t.day.c.closed_at <= at
        )
    ).scalar()
    return min(midnight, closed) if closed is not None else None


def entries_between(
    connection: Connection, hall: int, begin: datetime | None, at: datetime
) -> Iterator[Entry]:
    """Entries from a moment up to and with another, oldest first; `data` of ignored acts is empty."""
    query = select(
        t.journal.c.seq, _AT, t.journal.c.act, t.journal.c.actor, t.journal.c.data
    ).where(t.journal.c.hall_id == hall, t.journal.c.at <= at)
    if begin is not None:
        query = query.where(t.journal.c.at >= begin)
    for seq, then, act, actor, data in connection.execute(query.order_by(t.journal.c.seq)):
        yield Entry(seq, then, act, actor, {} if act in IGNORED else json.loads(data))


def in_force_before(connection: Connection, hall: int, begin: datetime | None) -> HallThen:
    """An empty hall with the closures and the evacuation that had begun before a moment."""
    hall_then = HallThen()
    if begin is None:
        return hall_then
    closures = connection.execute(
        select(t.closure.c.id, t.item.c.code, t.queue.c.code, t.closure.c.text_zh,
               t.closure.c.text_en)
        .outerjoin(t.item, t.item.c.id == t.closure.c.item_id)
        .outerjoin(t.queue, t.queue.c.id == t.closure.c.queue_id)
        .where(t.closure.c.hall_id == hall, t.closure.c.since < begin,
               or_(t.closure.c.ended_at.is_(None), t.closure.c.ended_at >= begin))
    )  # fmt: skip
    hall_then.closures = {id: ClosureThen(*words) for id, *words in closures}
    evacuation = connection.execute(
        select(t.evacuation.c.text_zh, t.evacuation.c.text_en, t.evacuation.c.since.cast(ID),
               t.evacuation.c.begun_by)
        .where(t.evacuation.c.hall_id == hall, t.evacuation.c.since < begin,
               or_(t.evacuation.c.ended_at.is_(None), t.evacuation.c.ended_at >= begin))
    ).first()  # fmt: skip
    if evacuation is not None:
        zh, en, since, begun_by = evacuation
        hall_then.evacuation = EvacuationThen(zh, en, since, begun_by.partition(":")[2])
    return hall_then


def day_bounds(
    connection: Connection, hall: int, midnight: datetime, next_midnight: datetime, step: timedelta
) -> DayBounds:
    """Of the day between two local midnights, in parts of `step`."""
    begin, length = round(midnight.timestamp() * 1000), round(step.total_seconds() * 1000)
    parts = -(-round((next_midnight - midnight).total_seconds() * 1000) // length)
    place = (_AT - begin) // length
    rows = connection.execute(
        select(func.min(t.journal.c.at, type_=t.Moment()), func.max(t.journal.c.at, type_=t.Moment()),
               func.count(), place.label("place"))
        .where(t.journal.c.hall_id == hall, t.journal.c.at >= midnight,
               t.journal.c.at < next_midnight)
        .group_by(place)
    ).all()  # fmt: skip
    density = [0] * parts
    for _, _, count, at in rows:
        density[int(at)] = count
    first = min((row[0] for row in rows), default=None)
    last = max((row[1] for row in rows), default=None)
    return DayBounds(first, last, tuple(density))
