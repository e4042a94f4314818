"""When the hall gives numbers, in its own time zone. Not the calendar of legal working days."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from hall_server.domain.plan import Hours, Period, SpecialDay

MIDNIGHT = time(0, 0)
LOOK_AHEAD_DAYS = 32
"""Longer than any holiday with the days off around it."""


class Opening(NamedTuple):
    """Whether numbers are given now; until when, or from when next. Moments carry the hall's zone."""

    open: bool
    until: datetime | None
    opens: datetime | None


def local_date(now: datetime, timezone: str) -> date:
    """The hall's date at a moment: its day changes at local midnight."""
    return now.astimezone(ZoneInfo(timezone)).date()


def periods_on(
    day: date, hours: Iterable[Hours], special_days: Iterable[SpecialDay] = ()
) -> tuple[Period, ...]:
    """When the hall is open on a date: as on its weekday, unless the date is a special day."""
    for special in special_days:
        if special.date == day:
            return special.periods
    return tuple(Period(each.begins, each.ends) for each in hours if each.weekday == day.weekday())


def opening_at(
    hours: Iterable[Hours],
    timezone: str,
    now: datetime,
    special_days: Iterable[SpecialDay] = (),
) -> Opening:
    """Opening at `now`. A period that ends at midnight runs on into one that begins there."""
    zone = ZoneInfo(timezone)
    local = now.astimezone(zone)
    periods = _periods(tuple(hours), tuple(special_days), local.date(), zone)
    for begins, ends in periods:
        if begins <= local < ends:
            return Opening(True, _run_on(periods, ends), None)
    upcoming = [begins for begins, _ in periods if begins > local]
    return Opening(False, None, min(upcoming, default=None))


@lru_cache(maxsize=64)
def _periods(
    hours: tuple[Hours, ...], special_days: tuple[SpecialDay, ...], today: date, zone: ZoneInfo
) -> list[tuple[datetime, datetime]]:
    """The same all day long, so worked out once: every number asks for it."""
    periods = []
    for ahead in range(-1, LOOK_AHEAD_DAYS):
        day = today + timedelta(days=ahead)
        for each in periods_on(day, hours, special_days):
            begins = datetime.combine(day, each.begins, zone)
            last = day + timedelta(days=1) if each.ends == MIDNIGHT else day
            periods.append((begins, datetime.combine(last, each.ends, zone)))
    return sorted(periods)


def _run_on(periods: list[tuple[datetime, datetime]], ends: datetime) -> datetime | None:
    """The end of the unbroken opening, or None when it does not end in sight (open round the clock)."""
    last = periods[-1][1]
    for begins, later_end in periods:
        if begins == ends:
            ends = later_end
    return None if ends >= last else ends
