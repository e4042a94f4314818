"""Looking back: any moment of any day, told from the journal."""

from datetime import datetime, timedelta
from typing import Any

from replayed_day import check_told
from small_hall import SUPERVISOR, Day

from hall_server.desk import call, closures, duty, evacuation, loans, serve, staff, transfer
from hall_server.desk import day as hall_day
from hall_server.live.past import hall_then, past_state
from hall_server.store import schema as t
from hall_server.store.roster import seen_mark
from hall_server.wire import acts as w
from hall_server.wire.people import SeenStaff
from hall_server.wire.views import PastState, PastWindow

SEATS = {"1": "seat-1-000", "2": "seat-2-000", "3": "seat-3-000"}
CLERK = {"1": "1001", "2": "1002", "3": "1003"}


def past(day: Day, at: datetime) -> PastState:
    with day.store.reading() as connection:
        setup = day.store.setup(connection, day.hall, day.now)
        return past_state(connection, setup, at)


def window(state: PastState, number: str) -> PastWindow:
    return next(each for each in state.windows if each.window == number)


def press(day: Day, number: str, act: Any, *words: Any) -> datetime:
    """A clerk's act; returns its moment, a second before the clock stands."""
    day.act(CLERK[number], act, number, SEATS[number], *words)
    at = day.now
    day.forward(seconds=1)
    return at


def test_a_window_is_seen_as_it_was_at_each_moment(day: Day) -> None:
    before = day.now
    day.forward(seconds=1)
    day.take("a-card")
    called = press(day, "1", call.call_next)
    day.forward(seconds=30)
    started = press(day, "1", serve.start)
    day.forward(minutes=5)
    finished = press(day, "1", serve.finish, w.Finish())
    paused = press(day, "1", duty.pause_window, w.Pause(reason="lunch"))
    told = [window(past(day, at), "1") for at in (before, called, started, finished, paused)]
    assert [(each.state, each.number) for each in told] == [
        ("idle", None),
        ("calling", "A001"),
        ("serving", "A001"),
        ("idle", None),
        ("paused", None),
    ]
    assert [told[place].since for place in (1, 2, 4)] == [called, started, paused]
    assert {(each.clerk, each.clerk_name) for each in told} == {("1001", "1001")}
    assert told[4].pause_reason is not None and told[4].pause_reason.zh == "午休"


def test_a_line_is_seen_with_its_numbers_and_its_longest_wait(day: Day) -> None:
    day.take("b-tax")
    day.forward(minutes=4)
    day.take("b-tax")
    two_wait = day.now
    day.forward(minutes=1)
    press(day, "2", call.call_next)
    line = next(each for each in past(day, two_wait).queues if each.queue == "B")
    assert (line.waiting, line.numbers, line.longest_s) == (2, ("B001", "B002"), 242)
    later = next(each for each in past(day, day.now).queues if each.queue == "B")
    assert (later.waiting, later.numbers) == (1, ("B002",))


def test_a_missed_visitor_who_came_back_is_in_line_where_the_rule_put_them(day: Day) -> None:
    day.take("b-tax")
    press(day, "2", call.call_next)
    press(day, "2", serve.no_show, w.Note())
    missed = past(day, day.now)
    assert (missed.missed_today, missed.served_today, missed.issued_today) == (1, 0, 1)
    for _ in range(3):
        day.take("b-tax")
    day.act("2001", serve.come_back, day.stop("B001").id)
    back = past(day, day.now)
    line = next(each for each in back.queues if each.queue == "B")
    assert line.numbers == ("B002", "B003", "B001", "B004")
    assert back.missed_today == 0


def test_a_transferred_number_waits_where_it_was_sent(day: Day) -> None:
    day.take("a-card")
    press(day, "1", call.call_next)
    before = press(day, "1", serve.start)
    press(day, "1", transfer.transfer_in_hand, w.Transfer(queue="C", place="end"))
    lines = {each.queue: each.numbers for each in past(day, day.now).queues}
    assert lines == {"A": (), "B": (), "C": ("A001",)}
    assert window(past(day, before), "1").number == "A001"


def test_what_stood_over_the_hall_then_is_seen_and_what_came_later_is_not(day: Day) -> None:
    closure = day.act(SUPERVISOR, closures.close_issuing, w.CloseIssuing(queue="C", text="已满"))
    day.act(SUPERVISOR, loans.lend_window, "2", w.Lend(queue="A", minutes=30))
    day.forward(seconds=1)
    day.act(SUPERVISOR, evacuation.evacuate, w.Evacuate(text="请离开", text_en="Leave"))
    then = day.now
    day.forward(seconds=9)
    day.act("system", evacuation.end_evacuation)
    day.act(SUPERVISOR, closures.reopen_issuing, closure.closure_id)
    day.act(SUPERVISOR, loans.take_back_window, "2")
    told, now = past(day, then), past(day, day.now)
    assert told.evacuation is not None
    assert (told.evacuation.text.en, told.evacuation.begun_by) == ("Leave", SUPERVISOR)
    closed = {each.queue: each.closed for each in told.queues}
    assert closed["C"] is not None and closed["C"].zh == "已满"
    loan = window(told, "2").loan
    assert loan is not None and loan.queue == "A"
    assert loan.until == then - timedelta(seconds=1) + timedelta(minutes=30)
    assert now.evacuation is None and window(now, "2").loan is None
    assert all(each.closed is None for each in now.queues)


def test_yesterday_is_seen_as_it_was_and_today_begins_empty(day: Day) -> None:
    day.take("a-card")
    press(day, "1", call.call_next)
    press(day, "1", serve.start)
    yesterday = day.now
    day.forward(hours=24)
    day.act("system", hall_day.open_day)
    day.forward(minutes=1)
    assert window(past(day, yesterday), "1").number == "A001"
    today = past(day, day.now)
    assert (today.issued_today, today.served_today, today.day_open) == (0, 0, True)
    assert {each.state for each in today.windows} == {"closed"}
    assert past(day, yesterday).date == "2026-11-23" and today.date == "2026-11-24"


def test_a_clerk_who_stays_overnight_is_still_there_in_the_morning(day: Day) -> None:
    """The day was closed in the evening and the clerk sat down again to look something up."""
    day.act(SUPERVISOR, closures.close_issuing, w.CloseIssuing(item="a-form", text="停办"))
    day.forward(hours=8)
    day.act(SUPERVISOR, hall_day.close_day)
    day.forward(minutes=5)
    day.act("1001", duty.sign_in, "1", w.SignIn(seat=SEATS["1"]))
    press(day, "1", duty.open_window)
    day.forward(hours=16)
    day.act("system", hall_day.open_day)
    day.forward(minutes=1)
    told = past(day, day.now)
    assert (window(told, "1").state, window(told, "1").clerk) == ("idle", "1001")
    assert [each.item for each in told.items_closed] == ["a-form"]
    with day.store.reading() as connection:
        setup = day.store.setup(connection, day.hall, day.now)
        check_told(hall_then(connection, setup, day.now), day)


def test_a_day_left_open_over_midnight_is_carried_until_it_is_ended(day: Day) -> None:
    day.take("a-card")
    press(day, "1", call.call_next)
    day.forward(hours=15, minutes=10)
    assert window(past(day, day.now), "1").number == "A001"
    day.act("system", hall_day.end_forgotten_day)
    day.forward(seconds=1)
    assert window(past(day, day.now), "1").state == "closed"
    with day.store.reading() as connection:
        setup = day.store.setup(connection, day.hall, day.now)
        check_told(hall_then(connection, setup, day.now), day)


def test_the_slider_knows_the_days_first_and_last_act_and_where_it_was_busy(day: Day) -> None:
    first = day.now
    day.forward(minutes=12)
    for _ in range(4):
        day.take("a-card")
    last = day.now - timedelta(seconds=1)
    told = past(day, day.now)
    assert (told.first_at, told.last_at) == (first, last)
    assert (len(told.density), told.density_minutes) == (288, 5)
    assert told.density[9 * 12 + 2] == 4 and sum(told.density) > 4
    assert [entry.act for entry in told.journal[:4]] == ["issue"] * 4
    assert len(told.journal) <= 20


def test_before_the_halls_first_entry_there_is_nothing(day: Day) -> None:
    told = past(day, datetime.fromisoformat("2020-01-01T10:00:00+08:00"))
    assert (told.version, told.journal, told.first_at, told.last_at) == (0, (), None, None)
    assert {each.state for each in told.windows} == {"closed"}


def test_a_clerk_who_left_the_service_has_left_the_window_in_the_past_too(day: Day) -> None:
    """One in the middle of a call, one at a window that was closed long before."""
    day.take("a-card")
    called = press(day, "1", call.call_next)
    press(day, "2", duty.close_window)
    day.forward(minutes=3)
    for badge in ("1001", "1002"):
        row = next(row for row in day.rows(t.staff) if row.badge == badge)
        leaving = SeenStaff(seen=seen_mark(row))
        day.act("system", lambda tx, badge=badge, seen=leaving: staff.deactivate(tx, badge, seen))
    day.forward(seconds=1)
    assert window(past(day, called), "1").clerk == "1001"
    told = past(day, day.now)
    assert {window(told, number).clerk for number in ("1", "2")} == {None}
    assert next(each for each in told.queues if each.queue == "A").numbers == ("A001",)
    with day.store.reading() as connection:
        setup = day.store.setup(connection, day.hall, day.now)
        check_told(hall_then(connection, setup, day.now), day)
