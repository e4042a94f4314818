"""A clerk's day at a window so far, from the stops that ended there and the window's own acts."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from hall_server.desk.told import text
from hall_server.domain.opening import local_date
from hall_server.domain.states import StopState
from hall_server.store import schema as t
from hall_server.store.setup import Setup
from hall_server.wire.views import DayItem, DayPause, LongestService, MyDay

ENDS = ("resume_window", "close_window", "sign_out")
"""Acts that end a pause."""


def my_day(connection: Connection, setup: Setup, window: int, now: datetime) -> MyDay:
    """The hall's local day of `now` at a window (its id)."""
    today = local_date(now, setup.plan.timezone)
    zone = ZoneInfo(setup.plan.timezone)
    begins = datetime(today.year, today.month, today.day, tzinfo=zone)
    items, longest = _served(connection, setup, window, begins)
    count = sum(item.count for item in items)
    seconds = sum(item.count * item.average_s for item in items)
    return MyDay(
        date=today.isoformat(),
        served=count,
        average_s=round(seconds / count) if count else None,
        items=items,
        longest=longest,
        missed=_missed(connection, setup.hall, window, begins),
        pauses=_pauses(connection, setup, setup.windows[window].number, begins, now),
    )


def _served(
    connection: Connection, setup: Setup, window: int, begins: datetime
) -> tuple[tuple[DayItem, ...], LongestService | None]:
    rows = connection.execute(
        select(t.stop.c.item_id, t.stop.c.label, t.stop.c.started_at, t.stop.c.ended_at).where(
            t.stop.c.hall_id == setup.hall,
            t.stop.c.ended_at >= begins,
            t.stop.c.window_id == window,
            t.stop.c.state == StopState.DONE.value,
        )
    )
    lasted: dict[int, list[float]] = {}
    longest: LongestService | None = None
    for item, label, started, ended in rows:
        seconds = (ended - started).total_seconds()
        lasted.setdefault(item, []).append(seconds)
        if longest is None or seconds > longest.seconds:
            name = text(setup.items[item].name)
            longest = LongestService(number=label, item=name, seconds=round(seconds))
    items = [
        DayItem(
            item=text(setup.items[item].name),
            count=len(each),
            average_s=round(sum(each) / len(each)),
        )
        for item, each in lasted.items()
    ]
    return tuple(sorted(items, key=lambda item: -item.count)), longest


def _missed(connection: Connection, hall: int, window: int, begins: datetime) -> int:
    return int(
        connection.execute(
            select(func.count())
            .select_from(t.stop)
            .where(
                t.stop.c.hall_id == hall,
                t.stop.c.ended_at >= begins,
                t.stop.c.window_id == window,
                t.stop.c.state == StopState.NO_SHOW.value,
            )
        ).scalar_one()
    )


def _pauses(
    connection: Connection, setup: Setup, number: str, begins: datetime, now: datetime
) -> tuple[DayPause, ...]:
    """By reason, longest first; one that goes on counts until now."""
    rows = connection.execute(
        select(t.journal.c.at, t.journal.c.act, t.journal.c.data)
        .where(
            t.journal.c.hall_id == setup.hall,
            t.journal.c.at >= begins,
            t.journal.c.act.in_(("pause_window", "undo", *ENDS)),
        )
        .order_by(t.journal.c.seq)
    )
    spans: dict[str, list[float]] = {}
    acts = [(at, act, json.loads(data)) for at, act, data in rows]
    for pause in _in_order(each for each in acts if each[2].get("window") == number):
        lasted = ((pause.ended or now) - pause.begun).total_seconds()
        spans.setdefault(pause.reason, []).append(lasted)
    told = [
        DayPause(
            reason=text(setup.plan.pause_reason[code].name),
            count=len(each),
            seconds=round(sum(each)),
        )
        for code, each in spans.items()
        if code in setup.pause_ids
    ]
    return tuple(sorted(told, key=lambda pause: -pause.seconds))


@dataclass
class _Pause:
    reason: str
    begun: datetime
    ended: datetime | None = None


def _in_order(acts: Iterable[tuple[datetime, str, dict[str, str]]]) -> list[_Pause]:
    """The pauses of one window from its acts, oldest first; a pause taken back is none."""
    pauses: list[_Pause] = []
    for at, act, data in acts:
        undone = data.get("undone", "")
        if act == "pause_window":
            pauses.append(_Pause(data["reason"], at))
        elif undone == "pause_window":
            pauses.pop()
        elif undone in ("resume_window", "close_window") and data["state"] == "PAUSED":
            pauses[-1].ended = None
        elif pauses and pauses[-1].ended is None and act in ENDS:
            pauses[-1].ended = at
    return pauses
