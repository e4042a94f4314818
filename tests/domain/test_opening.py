"""When the hall gives numbers: in its time zone, over midnight, over clock changes, or always."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hall_server.domain.opening import local_date, opening_at
from hall_server.domain.plan import Hours

SHANGHAI = "Asia/Shanghai"
BERLIN = "Europe/Berlin"
"""Clocks change here; a hall in China never sees it, the rule must bear it."""
OFFICE = tuple(
    Hours(weekday, begins, ends)
    for weekday in range(5)
    for begins, ends in ((time(9), time(12)), (time(13, 30), time(17)))
)
ALWAYS = tuple(Hours(weekday, time(0), time(0)) for weekday in range(7))


def at(zone: str, *when: int) -> datetime:
    """A wall-clock moment of a zone, as the server has it: in UTC."""
    return datetime(*when, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[arg-type,misc]


@pytest.mark.parametrize(
    ("hour", "minute", "opened"),
    [(8, 59, False), (9, 0, True), (11, 59, True), (12, 0, False), (13, 30, True), (17, 0, False)],
)
def test_numbers_are_given_from_the_first_minute_until_the_last(
    hour: int, minute: int, opened: bool
) -> None:
    assert opening_at(OFFICE, SHANGHAI, at(SHANGHAI, 2026, 11, 23, hour, minute)).open is opened


def test_at_noon_the_kiosk_knows_when_it_opens_again() -> None:
    opening = opening_at(OFFICE, SHANGHAI, at(SHANGHAI, 2026, 11, 23, 12, 30))
    assert opening.opens == at(SHANGHAI, 2026, 11, 23, 13, 30)
    assert opening.until is None


def test_on_friday_evening_the_hall_opens_again_on_monday() -> None:
    opening = opening_at(OFFICE, SHANGHAI, at(SHANGHAI, 2026, 11, 27, 18, 0))
    assert opening.opens == at(SHANGHAI, 2026, 11, 30, 9, 0)


def test_a_hall_without_hours_never_opens() -> None:
    assert opening_at((), SHANGHAI, at(SHANGHAI, 2026, 11, 23, 9, 0)) == (False, None, None)


def test_a_period_that_ends_at_midnight_runs_on_into_the_next_morning() -> None:
    night = (Hours(0, time(20), time(0)), Hours(1, time(0), time(2)))
    for when in ((2026, 11, 23, 23, 59), (2026, 11, 24, 0, 0), (2026, 11, 24, 1, 59)):
        opening = opening_at(night, SHANGHAI, at(SHANGHAI, *when))
        assert opening.open
        assert opening.until == at(SHANGHAI, 2026, 11, 24, 2, 0)


def test_a_hall_open_round_the_clock_has_no_end_in_sight() -> None:
    for zone in (SHANGHAI, BERLIN):
        assert opening_at(ALWAYS, zone, at(zone, 2026, 10, 25, 2, 30)) == (True, None, None)


def test_the_hours_are_the_wall_clocks_on_the_days_the_clocks_change() -> None:
    every_day = tuple(Hours(weekday, time(9), time(17)) for weekday in range(7))
    for sunday in ((2026, 3, 29), (2026, 10, 25)):
        opening = opening_at(every_day, BERLIN, at(BERLIN, *sunday, 8, 59))
        assert opening.opens == at(BERLIN, *sunday, 9, 0)
        assert opening_at(every_day, BERLIN, at(BERLIN, *sunday, 9, 0)).until == at(
            BERLIN, *sunday, 17, 0
        )


def test_the_long_night_of_autumn_is_one_opening_of_its_real_length() -> None:
    night = (Hours(6, time(0), time(6)),)
    opening = opening_at(night, BERLIN, at(BERLIN, 2026, 10, 25, 0, 0))
    assert opening.until is not None
    assert opening.until - at(BERLIN, 2026, 10, 25, 0, 0) == timedelta(hours=7)


def test_the_date_changes_at_the_halls_midnight_not_at_greenwichs() -> None:
    assert local_date(datetime(2026, 11, 22, 15, 59, tzinfo=UTC), SHANGHAI) == date(2026, 11, 22)
    assert local_date(datetime(2026, 11, 22, 16, 0, tzinfo=UTC), SHANGHAI) == date(2026, 11, 23)


YEAR = at("UTC", 2026, 1, 1)
moments = st.integers(0, 365 * 86400 - 1).map(lambda seconds: YEAR + timedelta(seconds=seconds))


@settings(max_examples=200, deadline=None)
@given(moments, st.sampled_from((SHANGHAI, BERLIN)))
def test_what_is_told_about_the_next_change_comes_true(now: datetime, zone: str) -> None:
    opening = opening_at(OFFICE, zone, now)
    change = opening.until if opening.open else opening.opens
    assert change is not None and change > now
    before = opening_at(OFFICE, zone, change - timedelta(milliseconds=1))
    after = opening_at(OFFICE, zone, change)
    assert (before.open, after.open) == (opening.open, not opening.open)
