"""Walk-ins, notes, reminders, and the clerk's own day."""

from datetime import timedelta

import pytest
from small_hall import GUIDE, SUPERVISOR, Day

from hall_server.desk import call, closures, duty, serve, undo, walk_in
from hall_server.domain import refusals as r
from hall_server.live.desk import desk_state
from hall_server.live.my_day import my_day
from hall_server.live.picture import take_picture
from hall_server.store import schema as t
from hall_server.wire import acts as w
from hall_server.wire.views import MyDay

SEAT = "seat-1-000"


def _walk_in(day: Day, item: str, token: str = "walk-in") -> w.WindowNow:
    told: w.WindowNow = day.act(
        "1001", walk_in.walk_in, "1", SEAT, w.WalkIn(item=item, note="no phone"), token
    )
    return told


def test_somebody_without_a_ticket_is_served_at_once_with_the_next_number(day: Day) -> None:
    day.take("a-card")
    told = _walk_in(day, "a-form")
    assert told.current is not None
    assert (told.current.number, told.current.state) == ("A002", "SERVING")
    assert (told.current.note, told.current.call_reason) == ("no phone", None)
    assert day.rows(t.call) == [], "nobody is rung"
    day.act("1001", serve.finish, "1", SEAT, w.Finish())
    assert day.take("a-card").number == "A003"


def test_a_walk_in_waits_for_a_free_open_window_that_does_the_item(day: Day) -> None:
    with pytest.raises(r.ItemNotHere):
        _walk_in(day, "c-fund")
    with pytest.raises(r.Unknown):
        _walk_in(day, "moon")
    _walk_in(day, "b-tax")
    with pytest.raises(r.WindowBusy):
        _walk_in(day, "a-card", "another")
    day.act("1001", serve.finish, "1", SEAT, w.Finish())
    day.act("1001", duty.pause_window, "1", SEAT, w.Pause(reason="lunch"))
    with pytest.raises(r.WindowNotOpen):
        _walk_in(day, "a-card", "another")


def test_a_walk_in_gets_no_number_where_issuing_is_closed(day: Day) -> None:
    day.act(SUPERVISOR, closures.close_issuing, w.CloseIssuing(queue="A", text="系统升级"))
    with pytest.raises(r.IssuingClosed):
        _walk_in(day, "a-card")


def test_a_note_written_before_the_call_is_read_at_the_call(day: Day) -> None:
    number = day.take("a-card").number
    stop = day.stop(number).id
    day.act(GUIDE, serve.note_stop, stop, w.Note(note="听力不好，请写字"))
    told = day.act("1001", call.call_next, "1", SEAT)
    assert told.current.note == "听力不好，请写字"
    with pytest.raises(r.StopNotReady):
        day.act(GUIDE, serve.note_stop, stop, w.Note(note="too late"))


def test_a_note_is_taken_away_by_an_empty_one(day: Day) -> None:
    number = day.take("a-card").number
    day.act(GUIDE, serve.note_stop, day.stop(number).id, w.Note(note="wheelchair"))
    day.act(GUIDE, serve.note_stop, day.stop(number).id, w.Note())
    assert day.stop(number).note == ""


def test_a_clerk_is_reminded_of_whom_they_hold_until_they_resume(day: Day) -> None:
    number = day.take("a-card").number
    day.act("1001", call.call_next, "1", SEAT)
    day.act("1001", serve.hold, "1", SEAT, w.Hold(note="copies", remind_minutes=15))
    assert day.stop(number).remind_at == day.now + timedelta(minutes=15)
    day.act("1001", serve.resume_held, "1", SEAT, w.CallStop(stop=day.stop(number).id))
    assert day.stop(number).remind_at is None


def _line(day: Day) -> list[tuple[str, str]]:
    """Window 1's line as its console shows it: numbers, and why each would be called in its turn."""
    with day.store.reading() as connection:
        setup = day.store.setup(connection, day.hall, day.now)
        shown = desk_state(connection, take_picture(connection, setup, day.now), "1")
    return [(stop.number, stop.turn.rule if stop.turn else "") for stop in shown.line]


def test_the_console_says_why_each_would_be_next_and_helped_queues_come_when_they_count(
    day: Day,
) -> None:
    day.take("b-tax")
    day.forward(minutes=5)
    day.take("a-card")
    day.take("a-card", reason="elder")
    day.forward(minutes=3)
    assert _line(day) == [("A002", "priority"), ("A001", "longest"), ("B001", "backup")]
    day.forward(minutes=2)
    assert _line(day)[0] == ("B001", "backup"), "its help is due, and nobody has waited longer"
    day.forward(minutes=20)
    assert _line(day)[0] == ("B001", "overdue")


def _my_day(day: Day) -> MyDay:
    with day.store.reading() as connection:
        setup = day.store.setup(connection, day.hall, day.now)
        return my_day(connection, setup, setup.window_ids["1"], day.now)


def test_a_clerk_sees_the_day_by_item_with_the_longest_service_and_the_pauses(day: Day) -> None:
    for item, minutes in (("a-card", 4), ("a-card", 8), ("a-form", 20)):
        day.take(item)
        day.act("1001", call.call_next, "1", SEAT)
        day.act("1001", serve.start, "1", SEAT)
        day.forward(minutes=minutes)
        day.act("1001", serve.finish, "1", SEAT, w.Finish())
    missed = day.take("a-card").number
    day.act("1001", call.call_next, "1", SEAT)
    day.act("1001", serve.no_show, "1", SEAT, w.Note())
    day.act("1001", duty.pause_window, "1", SEAT, w.Pause(reason="lunch"))
    day.forward(minutes=30)
    day.act("1001", duty.resume_window, "1", SEAT)
    day.act("1001", duty.pause_window, "1", SEAT, w.Pause(reason="lunch"))
    day.act("1001", undo.undo, "1", SEAT)
    told = _my_day(day)
    assert [(each.item.zh, each.count, each.average_s) for each in told.items] == [
        ("a-card", 2, 360),
        ("a-form", 1, 1200),
    ]
    assert told.longest is not None
    assert (told.longest.number, told.longest.seconds) == ("A003", 1200)
    assert (told.served, told.average_s, told.missed, missed) == (3, 640, 1, "A004")
    assert [(each.reason.zh, each.count, each.seconds) for each in told.pauses] == [
        ("午休", 1, 1800)
    ]


def test_a_pause_resumed_by_mistake_goes_on(day: Day) -> None:
    day.act("1001", duty.pause_window, "1", SEAT, w.Pause(reason="lunch"))
    day.forward(minutes=10)
    day.act("1001", duty.resume_window, "1", SEAT)
    day.act("1001", undo.undo, "1", SEAT)
    day.forward(minutes=20)
    assert [(each.count, each.seconds) for each in _my_day(day).pauses] == [(1, 1800)]


def test_a_day_not_yet_begun_is_empty(day: Day) -> None:
    told = _my_day(day)
    assert (told.served, told.average_s, told.items, told.longest) == (0, None, (), None)
