"""Numbers and the days they belong to: opened, closed, carried over midnight, wrapped, refused."""

import pytest
from small_hall import CAPACITY, GUIDE, SUPERVISOR, Day

from hall_server.desk import call, closures, serve
from hall_server.desk import day as hall_day
from hall_server.domain import refusals as r
from hall_server.store import schema as t
from hall_server.store.verify import verify
from hall_server.wire import acts as w


def test_numbers_are_given_in_order_by_queue(day: Day) -> None:
    numbers = [day.take(item).number for item in ("a-card", "a-form", "b-tax", "a-card")]
    assert numbers == ["A001", "A002", "B001", "A003"]


def test_before_the_day_is_open_there_are_no_numbers(closed_day: Day) -> None:
    with pytest.raises(r.DayNotOpen):
        closed_day.take("a-card")


def test_outside_opening_hours_a_kiosk_gives_no_number_but_a_guide_may(day: Day) -> None:
    day.forward(hours=8)
    with pytest.raises(r.HallClosed) as closed:
        day.take("a-card")
    assert closed.value.facts == {"opens": "2026-11-24T09:00:00+08:00"}
    assert day.take("a-card", who=GUIDE).number == "A001"


@pytest.mark.parametrize(
    "wish", [{"items": ("moon",)}, {"theme": "moon"}, {"items": ("a-card",), "reason": "moon"}]
)
def test_an_errand_that_the_hall_does_not_know_gets_no_number(day: Day, wish: dict) -> None:  # type: ignore[type-arg]
    wanted = dict(wish)
    with pytest.raises(r.Unknown):
        day.take(*wanted.pop("items", ()), **wanted)
    assert day.rows(t.series) == []


def test_closing_a_queue_stops_its_numbers_and_serves_who_waits(day: Day) -> None:
    waiting = day.take("a-card").number
    told = day.act(SUPERVISOR, closures.close_issuing, w.CloseIssuing(queue="A", text="已满"))
    for wish in ({"theme": "shop"}, {}):
        with pytest.raises(r.IssuingClosed) as closed:
            day.take(*(() if wish else ("a-form",)), **wish)
        assert closed.value.facts["text"] == "已满"
    assert day.act("1001", call.call_next, "1", "seat-1-000").current.number == waiting
    day.act(SUPERVISOR, closures.reopen_issuing, told.closure_id)
    assert day.take("a-card").number == "A002"


def test_closing_an_item_leaves_the_others_of_its_queue(day: Day) -> None:
    day.act(SUPERVISOR, closures.close_issuing, w.CloseIssuing(item="a-card", text="down"))
    assert day.take("a-form").number == "A001"
    with pytest.raises(r.IssuingClosed):
        day.take("a-card")


def test_a_closure_is_made_once_and_ended_once(day: Day) -> None:
    wish = w.CloseIssuing(queue="A", text="full")
    told = day.act(SUPERVISOR, closures.close_issuing, wish)
    with pytest.raises(r.AlreadyClosed):
        day.act(SUPERVISOR, closures.close_issuing, wish)
    day.act(SUPERVISOR, closures.reopen_issuing, told.closure_id)
    with pytest.raises(r.Unknown):
        day.act(SUPERVISOR, closures.reopen_issuing, told.closure_id)
    for unknown in (w.CloseIssuing(queue="Z", text="x"), w.CloseIssuing(item="moon", text="x")):
        with pytest.raises(r.Unknown):
            day.act(SUPERVISOR, closures.close_issuing, unknown)


def test_the_series_wraps_past_numbers_still_in_use(day: Day) -> None:
    numbers = [day.take("a-card").number for _ in range(CAPACITY)]
    with pytest.raises(r.SeriesExhausted):
        day.take("a-card")
    for number in (numbers[1], numbers[3]):
        day.act(GUIDE, serve.leave, day.stop(number).id, w.Note())
    assert [day.take("a-card").number for _ in range(2)] == ["A002", "A004"]
    with pytest.raises(r.SeriesExhausted):
        day.take("a-card")
    serials = [row.serial for row in day.rows(t.ticket)]
    assert serials == list(range(1, CAPACITY + 3)), "refused visitors leave no gap"


def test_a_number_missed_too_long_ago_to_come_back_is_given_again(day: Day) -> None:
    missed = day.take("a-card").number
    day.act("1001", call.call_next, "1", "seat-1-000")
    day.act("1001", serve.no_show, "1", "seat-1-000", w.Note())
    for _ in range(CAPACITY - 1):
        day.take("a-card")
    with pytest.raises(r.SeriesExhausted):
        day.take("a-card")  # its visitor may still come back
    first = day.stop(missed).id
    day.forward(minutes=30)
    assert day.take("a-card").number == missed
    with pytest.raises(r.TicketOver):
        day.act(GUIDE, serve.come_back, first)


def test_at_the_end_of_the_day_nothing_is_lost(day: Day) -> None:
    waiting, parked = day.take("b-tax").number, day.take("a-card").number
    theme = day.take(theme="shop").number
    day.act("1001", call.call_next, "1", "seat-1-000")
    with pytest.raises(r.DayStillServing) as serving:
        day.act(SUPERVISOR, hall_day.close_day)
    assert serving.value.facts == {"numbers": parked}
    day.act("1001", serve.hold, "1", "seat-1-000", w.Hold())
    told = day.act(SUPERVISOR, hall_day.close_day)
    assert (set(told.expired), told.parked) == ({waiting, theme}, (parked,))
    assert {row.state for row in day.rows(t.stop)} == {"EXPIRED"}
    assert not any(row.live for row in day.rows(t.ticket))
    assert {row.state for row in day.rows(t.window)} == {"CLOSED"}
    assert {row.staff_id for row in day.rows(t.window)} == {None}
    assert all(row.dropped for row in day.rows(t.planned_stop) if row.stop_id is None)


def test_a_closed_day_stays_closed_until_it_is_opened_and_numbers_go_on(day: Day) -> None:
    day.take("a-card")
    with pytest.raises(r.DayAlreadyOpen):
        day.act(SUPERVISOR, hall_day.open_day)
    day.act(SUPERVISOR, hall_day.close_day)
    with pytest.raises(r.DayAlreadyClosed):
        day.act(SUPERVISOR, hall_day.close_day)
    with pytest.raises(r.DayNotOpen):
        day.take("a-card")
    day.act(SUPERVISOR, hall_day.open_day)
    assert day.take("a-card").number == "A002"


def test_a_missed_visitor_does_not_come_back_after_the_day(day: Day) -> None:
    number = day.take("a-card").number
    day.act("1001", call.call_next, "1", "seat-1-000")
    day.act("1001", serve.no_show, "1", "seat-1-000", w.Note())
    day.act(SUPERVISOR, hall_day.close_day)
    day.act(SUPERVISOR, hall_day.open_day)
    with pytest.raises(r.TicketOver):
        day.act(GUIDE, serve.come_back, day.stop(number).id)


def test_numbers_begin_again_at_the_halls_midnight_and_not_before(day: Day) -> None:
    day.take("a-card")
    day.forward(hours=14, minutes=59, seconds=58)  # one second to midnight in Shanghai
    with pytest.raises(r.DayAlreadyOpen):
        day.act("system", hall_day.open_day)
    assert day.take("a-card", who=GUIDE).number == "A002"
    told = day.act("system", hall_day.open_day)
    assert (told.date, set(told.expired)) == ("2026-11-24", {"A001", "A002"})
    assert day.take("a-card", who=GUIDE).number == "A001"
    with day.store.reading() as connection:
        assert verify(connection).faults == []


def test_a_day_forgotten_over_night_is_ended_with_who_was_in_hand(day: Day) -> None:
    number = day.take("a-card").number
    day.act("1001", call.call_next, "1", "seat-1-000")
    with pytest.raises(r.DayAlreadyClosed):
        day.act("system", hall_day.end_forgotten_day)
    day.forward(hours=24)
    told = day.act("system", hall_day.end_forgotten_day)
    assert (told.date, told.state, told.expired) == ("2026-11-23", "CLOSED", (number,))
    with pytest.raises(r.DayNotOpen):
        day.take("a-card", who=GUIDE)
