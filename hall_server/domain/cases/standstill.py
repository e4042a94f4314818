"""Dates due when the clock has stood still (行政许可法 45) or was given more time (42).

A clock stands from the day after it is suspended through the day it is resumed: none of these days
counts. The day of the suspension itself counts still, the day after the resumption counts again.
"""

from collections.abc import Iterable
from datetime import date, timedelta
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
    if kind == "working":
        due = calendar.after(on, days)
        provisional = due.provisional
        for span in stood:
            if span.began_on < due.on:
                due = calendar.after(span.ended_on, calendar.between(span.began_on, due.on))
                provisional = provisional or due.provisional
        return Due(due.on, provisional)
    last = on + timedelta(days=days)
    for span in stood:
        if span.began_on < last:
            last = span.ended_on + (last - span.began_on)
    return calendar.calendar_after(on, (last - on).days)
