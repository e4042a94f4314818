"""How many people are expected to come in the next hour, learned from tickets given before."""

from collections import defaultdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from hall_server.domain.opening import local_date, opening_at
from hall_server.store import schema as t
from hall_server.store.days import open_date
from hall_server.store.setup import Setup
from hall_server.store.windows import open_closures

WEEKS = 4
PARTS = 4
PART = timedelta(minutes=15)
HOUR = PARTS * PART
_AT = t.ticket.c.issued_at.cast(t.ID)


def expected_arrivals(
    connection: Connection, setup: Setup, now: datetime
) -> dict[int, list[float]]:
    """By queue id: people expected in each quarter of the next hour.

    Learned from the same hour of the same weekday in the last four weeks; today's last hour counts
    as one day more. Numbers are counted where they were given: the later errands of a theme and
    transfers are not foreseen. A queue of which nothing is known is missing, and so are all when
    the day is not open; one that is closed for issuing expects nobody.
    """
    today = local_date(now, setup.plan.timezone)
    if open_date(connection, setup.hall) != today or setup.evacuation is not None:
        return {}
    counted = defaultdict[int, list[float]](lambda: [0.0] * PARTS)
    days = 0
    for weeks in range(1, WEEKS + 1):
        # The same time on the hall's wall clock, whatever became of summer time.
        local = now.astimezone(ZoneInfo(setup.plan.timezone)) - timedelta(weeks=weeks)
        if not _was_open(connection, setup, local):
            continue
        days += 1
        for queue, part, count in _given(connection, setup, local):
            counted[queue][part] += count
    lately = _lately(connection, setup, now)
    known = setup.queues if days else lately.keys()
    ends = _open_parts(setup, now)
    closed = {closure.queue_id for closure in open_closures(connection, setup.hall)}
    return {
        queue: [
            0.0
            if queue in closed
            else (counted[queue][part] + lately.get(queue, 0.0) * ends[part])
            / (days + ends[part] or 1)
            for part in range(PARTS)
        ]
        for queue in known
    }


def _was_open(connection: Connection, setup: Setup, then: datetime) -> bool:
    day = select(t.day.c.date).where(t.day.c.hall_id == setup.hall, t.day.c.date == then.date())
    return connection.execute(day).first() is not None


def _given(connection: Connection, setup: Setup, begin: datetime) -> list[tuple[int, int, int]]:
    """Queue, quarter and count of the numbers given in the hour from a moment on, of that date."""
    part = (_AT - round(begin.timestamp() * 1000)) // round(PART.total_seconds() * 1000)
    rows = connection.execute(
        select(t.ticket.c.queue_id, part, func.count())
        .where(
            t.ticket.c.queue_id.in_(list(setup.queues)),
            t.ticket.c.date == begin.date(),
            t.ticket.c.issued_at >= begin,
            t.ticket.c.issued_at < begin + HOUR,
        )
        .group_by(t.ticket.c.queue_id, part)
    )
    return [(queue, min(int(part), PARTS - 1), count) for queue, part, count in rows]


def _lately(connection: Connection, setup: Setup, now: datetime) -> dict[int, float]:
    """Numbers per quarter of an hour in the last hour, or since the day's first if that is less."""
    rows = connection.execute(
        select(
            t.ticket.c.queue_id,
            func.count(),
            func.min(t.ticket.c.issued_at, type_=t.Moment()),
        )
        .where(
            t.ticket.c.queue_id.in_(list(setup.queues)),
            t.ticket.c.date == local_date(now, setup.plan.timezone),
            t.ticket.c.issued_at >= now - HOUR,
            t.ticket.c.issued_at <= now,
        )
        .group_by(t.ticket.c.queue_id)
    ).all()
    if not rows:
        return {}
    lasted = min(HOUR, max(PART, now - min(first for _, _, first in rows)))
    return {queue: count * (PART / lasted) for queue, count, _ in rows}


def _open_parts(setup: Setup, now: datetime) -> list[float]:
    """1 for each quarter of the next hour in which numbers are given to its end, else 0."""
    plan = setup.plan
    opening = opening_at(plan.hours, plan.timezone, now, plan.special_days)
    return [
        float(opening.open and (opening.until is None or now + (part + 1) * PART <= opening.until))
        for part in range(PARTS)
    ]
