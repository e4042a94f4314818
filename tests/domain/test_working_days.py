"""The days of the law: by the vectors of the State Council's 2026 calendar, and against a slow count."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hall_server.domain.cases.standstill import Span, due_after
from hall_server.domain.official_days import computed_days_off, official_days
from hall_server.domain.working_days import LegalCalendar

CALENDAR = LegalCalendar(official_days(2026), computed_days_off)
DAYS = st.dates(date(2026, 1, 1), date(2027, 6, 30))


@pytest.mark.parametrize(
    ("on", "days", "due"),
    [
        ("2026-09-18", 5, "2026-09-24"),
        ("2026-09-24", 3, "2026-09-30"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 7, "2026-10-15"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-02-14", 20, "2026-03-20"),
        ("2026-04-30", 3, "2026-05-08"),
        ("2026-05-08", 1, "2026-05-09"),
        ("2026-11-23", 5, "2026-11-30"),
        ("2026-11-23", 20, "2026-12-21"),
    ],
)
def test_the_day_of_acceptance_is_not_counted(on: str, days: int, due: str) -> None:
    found = CALENDAR.after(date.fromisoformat(on), days)
    assert (found.on.isoformat(), found.provisional) == (due, False)


def test_a_date_in_a_year_without_its_notice_is_provisional() -> None:
    # 1 January 2027 is a Friday, and off whatever the notice will say.
    assert CALENDAR.after(date(2026, 12, 28), 5) == (date(2027, 1, 5), True)
    assert not CALENDAR.is_working(date(2027, 2, 8))
    assert CALENDAR.confirmed == {2026}


def test_2026_has_248_working_days() -> None:
    year = [date(2026, 1, 1) + timedelta(days=each) for each in range(365)]
    assert sum(CALENDAR.is_working(day) for day in year) == 248


def _slowly(on: date, days: int, kind: str, stood: list[Span]) -> date:
    """Day by day: what is in no span and of the right kind counts.

    Where the clock stands from the last day on, that is the day it is resumed.
    """
    day, left = on, days
    while left > 0:
        day += timedelta(days=1)
        stands = any(span.began_on < day <= span.ended_on for span in stood)
        left -= not stands and (kind == "calendar" or CALENDAR.is_working(day))
    ahead = [span for span in stood if span.began_on >= day]
    while True:
        while ahead and ahead[0].began_on == day:
            day = ahead.pop(0).ended_on
        if kind == "working" or CALENDAR.is_working(day):
            return day
        day += timedelta(days=1)


@given(DAYS, st.integers(0, 60))
def test_working_days_are_those_counted_one_by_one(on: date, days: int) -> None:
    due = CALENDAR.after(on, days).on
    assert due == _slowly(on, days, "working", [])
    assert CALENDAR.between(on, due) == (days if days else 0)
    assert CALENDAR.next_working(due) == (
        due if CALENDAR.is_working(due) else _slowly(due, 1, "working", [])
    )


@given(DAYS, st.integers(1, 60))
def test_a_period_of_calendar_days_ends_on_a_working_day(on: date, days: int) -> None:
    due = CALENDAR.calendar_after(on, days).on
    assert due == _slowly(on, days, "calendar", [])
    assert CALENDAR.is_working(due)


@settings(max_examples=200)
@given(
    DAYS,
    st.integers(0, 40),
    st.sampled_from(["working", "calendar"]),
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 20)), max_size=3),
)
def test_a_clock_does_not_run_while_it_stands(
    on: date, days: int, kind: str, pauses: list[tuple[int, int]]
) -> None:
    stood, at = [], on
    for later, lasts in pauses:
        began = at + timedelta(days=later)
        at = began + timedelta(days=lasts)
        stood.append(Span(began, at))
    due = due_after(CALENDAR, on, days, kind, stood).on
    assert due == _slowly(on, days, kind, stood)
    assert not any(span.began_on < due < span.ended_on for span in stood)


def test_what_is_suspended_on_its_last_day_is_due_when_it_is_resumed() -> None:
    monday, last = date(2026, 11, 23), date(2026, 11, 30)
    stood = [Span(last, date(2026, 12, 8))]
    assert due_after(CALENDAR, monday, 5, "working", stood).on == date(2026, 12, 8)
    late = [Span(date(2026, 12, 1), date(2026, 12, 8))]
    assert due_after(CALENDAR, monday, 5, "working", late).on == last


@given(DAYS, DAYS)
def test_days_between_count_alike_both_ways(one: date, other: date) -> None:
    assert CALENDAR.between(one, other) == -CALENDAR.between(other, one)
