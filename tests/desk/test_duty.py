"""Clerks at their windows: signing in, tabs, breaks, closing, and what a window serves."""

import pytest
from small_hall import SUPERVISOR, Day

from hall_server.desk import call, duty, serve, transfer
from hall_server.domain import refusals as r
from hall_server.store import schema as t
from hall_server.wire import acts as w

SEAT = "seat-1-000"
OTHER_TAB = w.SignIn(seat="other-tab")


def test_a_second_tab_is_told_that_the_first_holds_the_window(day: Day) -> None:
    with pytest.raises(r.WindowHeldElsewhere) as held:
        day.act("1001", duty.sign_in, "1", OTHER_TAB)
    assert held.value.facts == {"window": "1", "clerk": "1001"}
    day.take("a-card")
    with pytest.raises(r.WindowHeldElsewhere):
        day.act("1001", call.call_next, "1", OTHER_TAB.seat)


def test_the_clerk_takes_the_window_over_in_a_new_tab_and_the_old_one_stands_back(day: Day) -> None:
    number = day.take("a-card").number
    day.act("1001", duty.take_over, "1", OTHER_TAB)
    with pytest.raises(r.WindowHeldElsewhere):
        day.act("1001", call.call_next, "1", SEAT)
    assert day.act("1001", call.call_next, "1", OTHER_TAB.seat).current.number == number


def test_a_reloaded_tab_signs_in_again_without_fuss(day: Day) -> None:
    assert day.act("1001", duty.sign_in, "1", w.SignIn(seat=SEAT)).state == "OPEN"


def test_nobody_takes_over_a_colleagues_window(day: Day) -> None:
    with pytest.raises(r.WindowHeldElsewhere):
        day.act("1002", duty.take_over, "1", OTHER_TAB)
    with pytest.raises(r.WindowHeldElsewhere):
        day.act("1002", duty.sign_in, "1", OTHER_TAB)


def test_a_clerk_sits_at_one_window_at_a_time(day: Day) -> None:
    day.act("1003", duty.sign_out, "3", "seat-3-000")
    with pytest.raises(r.ClerkSitsElsewhere) as elsewhere:
        day.act("1001", duty.sign_in, "3", OTHER_TAB)
    assert elsewhere.value.facts == {"window": "1"}


def test_an_empty_window_cannot_be_taken_over_opened_or_left(day: Day) -> None:
    day.act("1001", duty.sign_out, "1", SEAT)
    with pytest.raises(r.WindowNotSignedIn):
        day.act("1001", duty.take_over, "1", OTHER_TAB)
    for act in (duty.open_window, duty.sign_out):
        with pytest.raises(r.WindowNotSignedIn):
            day.act(SUPERVISOR, act, "1", None)


def test_getting_up_closes_the_window(day: Day) -> None:
    assert day.act("1001", duty.sign_out, "1", SEAT).state == "CLOSED"
    (window,) = [row for row in day.rows(t.window) if row.code == "1"]
    assert (window.staff_id, window.seat) == (None, None)


def test_nobody_gets_up_or_closes_with_a_visitor_at_the_window(day: Day) -> None:
    day.take("a-card")
    day.act("1001", call.call_next, "1", SEAT)
    for act in (duty.sign_out, duty.close_window):
        with pytest.raises(r.WindowBusy):
            day.act("1001", act, "1", SEAT)


def test_a_break_has_one_of_the_halls_reasons(day: Day) -> None:
    with pytest.raises(r.Unknown):
        day.act("1001", duty.pause_window, "1", SEAT, w.Pause(reason="nap"))
    assert day.act("1001", duty.pause_window, "1", SEAT, w.Pause(reason="lunch")).state == "PAUSED"
    with pytest.raises(r.WindowNotReady):
        day.act("1001", duty.pause_window, "1", SEAT, w.Pause(reason="lunch"))
    assert day.act("1001", duty.resume_window, "1", SEAT).state == "OPEN"


def test_a_supervisor_can_close_a_window_its_clerk_forgot(day: Day) -> None:
    assert day.act(SUPERVISOR, duty.close_window, "1", None).state == "CLOSED"
    with pytest.raises(r.WindowNotReady):
        day.act(SUPERVISOR, duty.close_window, "1", None)


def test_closing_a_window_lets_go_of_those_pinned_to_it(day: Day) -> None:
    number = day.take("a-card").number
    stop = day.stop(number).id
    day.act(SUPERVISOR, transfer.transfer, stop, w.Transfer(window="1"))
    with pytest.raises(r.StopNotHere):
        pinned = w.CallStop(stop=day.stop(number).id)
        day.act("1003", call.call_this, "3", "seat-3-000", pinned)
    day.act("1001", duty.close_window, "1", SEAT)
    assert (day.stop(number).pinned_at, day.stop(number).pinned_window_id) == (None, None)
    assert day.act("1003", call.call_next, "3", "seat-3-000").current.number == number


def test_a_window_with_another_profile_serves_other_people_at_once(day: Day) -> None:
    number = day.take("c-fund").number
    with pytest.raises(r.NobodyWaiting):
        day.act("1002", call.call_next, "2", "seat-2-000")
    day.act(SUPERVISOR, duty.change_profile, "2", w.SetProfile(profile="all"))
    assert day.act("1002", call.call_next, "2", "seat-2-000").current.number == number
    with pytest.raises(r.Unknown):
        day.act(SUPERVISOR, duty.change_profile, "2", w.SetProfile(profile="none"))
    with pytest.raises(r.Unknown):
        day.act(SUPERVISOR, duty.change_profile, "9", w.SetProfile(profile="all"))


def test_who_is_at_the_window_stays_when_its_profile_changes(day: Day) -> None:
    number = day.take("b-tax").number
    day.act("1002", call.call_next, "2", "seat-2-000")
    told = day.act(SUPERVISOR, duty.change_profile, "2", w.SetProfile(profile="front"))
    assert told.current.number == number
    day.act("1002", serve.start, "2", "seat-2-000")
    assert day.act("1002", serve.finish, "2", "seat-2-000", w.Finish()).current is None
