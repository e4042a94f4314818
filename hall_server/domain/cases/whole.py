"""When a case of several departments is due as a whole, and when those not begun may be expected.

The promise to the applicant is made on acceptance and stands: neither a department's haste nor its
delay moves it, only time that the law does not count or adds (行政许可法 42, 45).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from hall_server.domain.working_days import Due, LegalCalendar

JOINT_DAYS = 45
"""行政许可法 42(2): what is handled jointly is decided within 45 days."""


class Leg(NamedTuple):
    """A step on the way of its case: its limit from the catalogue, and by when it is due if it has begun."""

    position: int
    stage: int
    days: int | None
    kind: str
    began_on: date | None = None
    due: date | None = None


def delay(leg: Leg, calendar: LegalCalendar) -> int:
    """Days of its kind by which a step is due later than its limit says: suspended or extended."""
    if leg.days is None or leg.began_on is None or leg.due is None:
        return 0
    meant = calendar.due(leg.began_on, leg.days, leg.kind).on
    late = calendar.between(meant, leg.due) if leg.kind == "working" else (leg.due - meant).days
    return max(late, 0)


def _working_delay(leg: Leg, calendar: LegalCalendar) -> int:
    """The same in working days, whatever the step itself counts: a limit of the whole counts them."""
    if leg.days is None or leg.began_on is None or leg.due is None:
        return 0
    meant = calendar.due(leg.began_on, leg.days, leg.kind).on
    return max(calendar.between(meant, leg.due), 0)


def stage_by_stage(legs: Sequence[Leg], accepted_on: date, calendar: LegalCalendar) -> Due | None:
    """The longest of each stage, one stage after another; None when the limit of any is unknown."""
    at, provisional = accepted_on, False
    for stage in _stages(legs):
        ends = []
        for leg in stage:
            if leg.days is None:
                return None
            ends.append(calendar.due(at, leg.days + delay(leg, calendar), leg.kind))
        at = max(end.on for end in ends)
        provisional = provisional or any(end.provisional for end in ends)
    return Due(at, provisional)


def within(days: int, legs: Sequence[Leg], accepted_on: date, calendar: LegalCalendar) -> Due:
    """A limit of the whole in working days, and what delayed its stages by law."""
    more = sum(max(_working_delay(leg, calendar) for leg in stage) for stage in _stages(legs))
    return calendar.after(accepted_on, days + more)


def earliest(*dues: Due | None) -> Due | None:
    """The first of those known."""
    return min((due for due in dues if due is not None), default=None)


def expected(legs: Sequence[Leg], today: date, calendar: LegalCalendar) -> Mapping[int, date]:
    """By position: when steps that have not begun may be done, if those before them keep their dates.

    A stage that is late is thought to end today. Nothing is expected after a step of unknown length.
    """
    dates: dict[int, date] = {}
    at: date | None = None
    for stage in _stages(legs):
        ends: list[date | None] = []
        for leg in stage:
            end = leg.due
            if leg.began_on is None:
                known = at is not None and leg.days is not None
                end = calendar.due(at, leg.days, leg.kind).on if known else None  # type: ignore[arg-type]
                if end is not None:
                    dates[leg.position] = end
            ends.append(end)
        at = _latest(ends, today)
    return dates


def _latest(ends: Iterable[date | None], today: date) -> date | None:
    known = tuple(ends)
    return None if None in known else max(today, *(end for end in known if end is not None))


def _stages(legs: Sequence[Leg]) -> list[list[Leg]]:
    return [
        [leg for leg in legs if leg.stage == stage] for stage in sorted({leg.stage for leg in legs})
    ]
