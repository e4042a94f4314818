"""Appointments by half-day: when they can be booked, what one is worth at a moment, what a miss brings.

An appointment promises a half-day, not a minute: it counts as due during its half and a little
before and after, and only a due one goes ahead of those who came without.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from hall_server.domain.opening import MIDNIGHT, local_date, periods_on
from hall_server.domain.plan import HallPlan, HouseRules
from hall_server.domain.stop import Turn

Half = Literal["am", "pm"]
Standing = Literal["early", "due", "late", "other_day", "over"]

APPOINTMENT_RATE = 3.0
"""Credit of a due appointment for each minute since its check-in; an ordinary visitor has 1."""
DAYS_KEPT = 30
"""So long after its date a name and the marks of an appointment are kept; a miss as long as it counts."""
TURNED_AWAY = timedelta(minutes=30)
"""A hall that gave no numbers for so long of a half-day did not keep its own promise."""
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 8
_NOON = time(12)
_LOOK_AHEAD_DAYS = 400
"""Enough for the most days ahead that a hall may choose, when it opens twice a week."""


class HalfDay(NamedTuple):
    """The opening hours of a date before or after noon, from the first to the last of them."""

    date: date
    half: Half
    begins: datetime
    ends: datetime


def halves(plan: HallPlan, day: date) -> tuple[HalfDay, ...]:
    """When the hall is open on a date before noon and after it; noon of its own time divides a period."""
    zone = ZoneInfo(plan.timezone)
    noon = datetime.combine(day, _NOON, zone)
    spans = []
    for period in periods_on(day, plan.hours, plan.special_days):
        last = day + timedelta(days=1) if period.ends == MIDNIGHT else day
        spans.append(
            (datetime.combine(day, period.begins, zone), datetime.combine(last, period.ends, zone))
        )
    parts: dict[Half, list[tuple[datetime, datetime]]] = {
        "am": [(begins, min(ends, noon)) for begins, ends in spans if begins < noon],
        "pm": [(max(begins, noon), ends) for begins, ends in spans if ends > noon],
    }
    return tuple(
        HalfDay(day, half, min(part)[0], max(ends for _, ends in part))
        for half, part in parts.items()
        if part
    )


def half_open(plan: HallPlan, day: date, half: Half) -> HalfDay | None:
    """One half of a date, or None when the hall is closed then."""
    return next((each for each in halves(plan, day) if each.half == half), None)


def half_day(plan: HallPlan, day: date, half: Half) -> HalfDay:
    """One half of a date; twelve hours of it when the hall has since decided to be closed then."""
    known = half_open(plan, day, half)
    if known is not None:
        return known
    begins = datetime.combine(day, MIDNIGHT if half == "am" else _NOON, ZoneInfo(plan.timezone))
    return HalfDay(day, half, begins, begins + timedelta(hours=12))


def bookable_days(plan: HallPlan, today: date) -> tuple[date, ...]:
    """The opening days ahead on which an appointment may lie; today is none of them."""
    ahead = (today + timedelta(days=days) for days in range(1, _LOOK_AHEAD_DAYS))
    opening = (day for day in ahead if halves(plan, day))
    return tuple(islice(opening, plan.rules.booking_days_ahead))


def standing(half: HalfDay, plan: HallPlan, now: datetime) -> Standing:
    """How an appointment that nobody has used stands at a moment."""
    today = local_date(now, plan.timezone)
    if half.date != today:
        return "other_day" if half.date > today else "over"
    if now < due_from(half, plan.rules):
        return "early"
    if now <= half.ends + timedelta(minutes=plan.rules.booking_late_minutes):
        return "due"
    return "late"


def due_from(half: HalfDay, rules: HouseRules) -> datetime:
    """From when on an appointment may be checked in."""
    return half.begins - timedelta(minutes=rules.booking_early_minutes)


def may_change(half: HalfDay, rules: HouseRules, now: datetime) -> bool:
    """Whether there is time to move or cancel it, so that the place can go to somebody else."""
    return now <= half.begins - timedelta(hours=rules.booking_cancel_hours)


def turn(standing: Standing, rate: float) -> Turn:
    """How a checked-in appointment enters the line: a due one steeply, a late one like anybody.

    `rate` is what the visitor has for another reason (ordinary: 1). Waiting counts from the
    check-in: the half-day was promised, not a minute of it.
    """
    if standing == "due":
        return Turn(max(rate, APPOINTMENT_RATE), booked=True)
    return Turn(rate)


def was_kept_by_hall(half: HalfDay, pauses: Iterable[tuple[datetime, datetime | None]]) -> bool:
    """Whether the hall gave numbers in a half-day, or paused for no longer than it may.

    `pauses` are when it gave none: the day not open, issuing closed, an evacuation. None: it lasts.
    """
    return not any(
        min(ended or half.ends, half.ends) - max(since, half.begins) > TURNED_AWAY
        for since, ended in pauses
    )


def ban_until(misses: int, rules: HouseRules, on: date) -> date | None:
    """The first day on which somebody may book again who missed so often lately, or None: no ban."""
    if rules.booking_misses_max == 0 or misses < rules.booking_misses_max:
        return None
    return on + timedelta(days=rules.booking_ban_days)


def new_code(pick: Callable[[str], str]) -> str:
    """A code for an appointment; `pick` chooses one of some letters, and must not be guessable."""
    return "".join(pick(_LETTERS) for _ in range(_CODE_LENGTH))
