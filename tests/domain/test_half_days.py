"""Half-days and appointments: what can be booked, how one stands, and what a miss brings."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_server.domain import appointments as rules
from hall_server.domain.plan import HallPlan, Hours, HouseRules, Period, SpecialDay, Text
from hall_server.wire.appointments import FindAppointments

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 11, 23)
OFFICE = tuple(
    Hours(weekday, begins, ends)
    for weekday in range(5)
    for begins, ends in ((time(9), time(12)), (time(13, 30), time(17)))
)
HALL = HallPlan(
    code="hall", name=Text("厅"), timezone="Asia/Shanghai", notice=Text(""), ticket_rules=Text(""),
    public_url="", rules=HouseRules(), hours=OFFICE, zones=(), departments=(), queues=(), items=(),
    themes=(), profiles=(), windows=(),
)  # fmt: skip
MINUTES = st.integers(0, 24 * 60 - 1)


def at(hour: int, minute: int = 0, day: date = MONDAY) -> datetime:
    """A moment on the hall's clock, as the server has it."""
    return datetime.combine(day, time(hour, minute), SHANGHAI).astimezone(UTC)


def spans(plan: HallPlan, day: date = MONDAY) -> list[tuple[str, str, str]]:
    return [
        (each.half, f"{each.begins:%H:%M}", f"{each.ends:%d %H:%M}")
        for each in rules.halves(plan, day)
    ]


def with_periods(*periods: tuple[time, time], closed: bool = False) -> HallPlan:
    day = SpecialDay(
        MONDAY, Text("特别"), () if closed else tuple(Period(*each) for each in periods)
    )
    return replace(HALL, special_days=(day,))


def test_noon_of_the_halls_time_divides_the_day() -> None:
    assert spans(HALL) == [("am", "09:00", "23 12:00"), ("pm", "13:30", "23 17:00")]
    assert spans(with_periods((time(9), time(17)))) == [
        ("am", "09:00", "23 12:00"),
        ("pm", "12:00", "23 17:00"),
    ]
    assert spans(with_periods((time(14), time(16)))) == [("pm", "14:00", "23 16:00")]
    assert spans(with_periods((time(20), time(0)))) == [("pm", "20:00", "24 00:00")]
    assert spans(with_periods(closed=True)) == spans(HALL, MONDAY - timedelta(days=1)) == []


@given(st.lists(st.tuples(MINUTES, MINUTES), max_size=5))
def test_halves_hold_every_minute_that_the_hall_is_open_and_do_not_meet(
    minutes: list[tuple[int, int]],
) -> None:
    periods = [
        (time(begin // 60, begin % 60), time(end // 60, end % 60))
        for begin, end in minutes
        if begin < end
    ]
    found = rules.halves(with_periods(*periods), MONDAY)
    noon = at(12)
    for half in found:
        assert half.begins < half.ends
        assert half.ends <= noon if half.half == "am" else half.begins >= noon
    for begins, ends in periods:
        for edge in (at(begins.hour, begins.minute), at(ends.hour, ends.minute)):
            assert any(half.begins <= edge <= half.ends for half in found) or edge == noon


def test_only_opening_days_ahead_are_booked_and_never_today() -> None:
    holiday = SpecialDay(date(2026, 11, 25), Text("休息"))
    plan = replace(HALL, special_days=(holiday,))
    days = [day.day for day in rules.bookable_days(plan, MONDAY)]
    assert days == [24, 26, 27, 30, 1]
    none = replace(plan, rules=HouseRules(booking_days_ahead=0))
    assert rules.bookable_days(none, MONDAY) == ()
    assert rules.bookable_days(replace(plan, hours=()), MONDAY) == ()


@pytest.mark.parametrize(
    ("hour", "minute", "stands"),
    [(8, 29, "early"), (8, 30, "due"), (12, 0, "due"), (12, 30, "due"), (12, 31, "late"),
     (23, 59, "late")],
)  # fmt: skip
def test_a_morning_is_due_from_half_an_hour_before_until_half_an_hour_after(
    hour: int, minute: int, stands: str
) -> None:
    morning = rules.half_day(HALL, MONDAY, "am")
    assert rules.standing(morning, HALL, at(hour, minute)) == stands


@given(st.integers(-3, 3), MINUTES, st.sampled_from(["am", "pm"]))
def test_an_appointment_only_ever_grows_later(days: int, minute: int, half: rules.Half) -> None:
    order = ["other_day", "early", "due", "late", "over"]
    afternoon = rules.half_day(HALL, MONDAY, half)
    now = at(minute // 60, minute % 60, MONDAY + timedelta(days=days))
    before, after = (
        rules.standing(afternoon, HALL, moment) for moment in (now, now + timedelta(minutes=1))
    )
    assert order.index(before) <= order.index(after)
    today = before in ("early", "due", "late")
    assert before == ("other_day" if days < 0 else "over") or (days == 0 and today)


def test_a_half_that_the_hall_has_since_closed_is_still_half_a_day() -> None:
    closed = with_periods(closed=True)
    assert rules.half_open(closed, MONDAY, "pm") is None
    afternoon = rules.half_day(closed, MONDAY, "pm")
    assert (afternoon.begins, afternoon.ends) == (at(12), at(0, day=date(2026, 11, 24)))


def test_two_hours_before_is_the_last_moment_to_change() -> None:
    morning = rules.half_day(HALL, MONDAY, "am")
    assert rules.may_change(morning, HALL.rules, at(7))
    assert not rules.may_change(morning, HALL.rules, at(7) + timedelta(seconds=1))


def test_a_due_appointment_goes_steeply_and_a_late_one_like_anybody() -> None:
    assert rules.turn("due", 1.0) == (rules.APPOINTMENT_RATE, True)
    assert rules.turn("due", 8.0) == (8.0, True)
    assert rules.turn("late", 2.0) == (2.0, False)


def test_nobody_misses_a_hall_that_gave_no_numbers_for_more_than_half_an_hour() -> None:
    morning = rules.half_day(HALL, MONDAY, "am")
    kept = partial(rules.was_kept_by_hall, morning)
    assert kept([])
    assert kept([(at(17), None), (at(8), at(9, 30)), (at(10), at(10, 30)), (at(11), at(11, 30))])
    assert kept([(at(11, 30), None)])
    assert not kept([(at(11, 29), None)])
    assert not kept([(at(8), at(9, 31))])
    assert not kept([(at(10), at(10, 31))])


def test_the_second_miss_brings_a_ban_of_ninety_days() -> None:
    assert rules.ban_until(1, HALL.rules, MONDAY) is None
    assert rules.ban_until(2, HALL.rules, MONDAY) == date(2027, 2, 21)
    assert rules.ban_until(9, HouseRules(booking_misses_max=0), MONDAY) is None


@given(st.integers())
def test_every_code_is_one_that_the_api_takes(seed: int) -> None:
    code = rules.new_code(Random(seed).choice)
    assert FindAppointments(code=f" {code[:4].lower()}-{code[4:]}").code == code
