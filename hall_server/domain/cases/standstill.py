"""Dates due when the clock has stood still (行政许可法 45) or was given more time (42).

A clock stands from the day after it is suspended through the day it is resumed: none of these days
counts. The day of the suspension itself counts still, the day after the resumption counts again. What is suspended on
its last day is due on the day it is resumed; what was late before stays as late as it was.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from hall_server.domain.working_days import Due, LegalCalendar


class Span(NamedTuple):
    """A clock suspended on one day and resumed on another, or on the same."""

    began_on: date
    ended_on: date


def due_after(
    calendar: LegalCalendar, on: date, days: int, kind: str, stood: Iterable[Span] = ()
) -> Due:
    """The `days`-th day after `on` of those on which the clock ran; `stood` in their order.

    `kind` is `working` or `calendar`. A period of calendar days that would end on a day off ends on
    the next working day.
    """
    at, left, provisional = on, days, False
    for span in stood:
        due = calendar.due(at, left, kind)
        if due.on < span.began_on:
            return Due(due.on, provisional or due.provisional)
        provisional = provisional or calendar.rests_on_unannounced(at, span.began_on)
        left = max(left - _used(calendar, at, span.began_on, kind), 0)
        at = span.ended_on
    if left == 0 and at != on:
        # Nothing is due on a day off: what had its last day when it stood is due on the first after.
        return Due(calendar.next_working(at), provisional)
    due = calendar.due(at, left, kind)
    return Due(due.on, provisional or due.provisional)


def _used(calendar: LegalCalendar, on: date, until: date, kind: str) -> int:
    return calendar.between(on, until) if kind == "working" else (until - on).days
