"""What a supervisor does for the whole hall: evacuates it, speaks to windows, lends them."""

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from small_hall import SUPERVISOR, Day
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from hall_server.desk import call, duty, evacuation, loans, messages, serve, walk_in
from hall_server.desk import day as hall_day
from hall_server.domain import refusals as r
from hall_server.domain.discipline import Rule
from hall_server.live.board import board_state
from hall_server.live.desk import desk_state
from hall_server.live.expectation import Expectation
from hall_server.live.hall import hall_state
from hall_server.live.kiosk import kiosk_state
from hall_server.live.picture import take_picture
from hall_server.store import schema as t
from hall_server.store.people import add_staff, staff_actor, staff_of
from hall_server.wire import acts as w
from hall_server.wire.views import DeskState, HallState

SECOND = "3002"
SEATS = {"1": "seat-1-000", "2": "seat-2-000", "3": "seat-3-000"}
LEAVE = w.Evacuate(text="请立即离开", text_en="Leave now")


@pytest.fixture
def two(day: Day) -> Day:
    """The open hall with two supervisors in it."""
    day.act("system", lambda tx: add_staff(tx, SECOND, "王主任", "-", frozenset({"supervisor"})))
    with day.store.reading() as connection:
        row = next(row for row in staff_of(connection, day.hall) if row.badge == SECOND)
    day.staff[SECOND] = staff_actor(row)
    return day


def hall_of(day: Day) -> HallState:
    """The supervisor's page now."""
    with day.store.reading() as connection:
        setup = day.store.setup(connection, day.hall, day.now)
        played = Expectation(day.store).of(day.hall, day.now)
        return hall_state(connection, take_picture(connection, setup, day.now), played, {})


def desk_of(day: Day, window: str) -> DeskState:
    """A console now."""
    with day.store.reading() as connection:
        setup = day.store.setup(connection, day.hall, day.now)
        return desk_state(connection, take_picture(connection, setup, day.now), window)


def shown(day: Day) -> list[Any]:
    """What the lobby, a kiosk, a console and the supervisor's page say of an evacuation."""
    with day.store.reading() as connection:
        setup = day.store.setup(connection, day.hall, day.now)
        picture = take_picture(connection, setup, day.now)
    played = Expectation(day.store).of(day.hall, day.now)
    states = (
        board_state(picture, played, "hall", None),
        board_state(picture, played, "window", "1"),
        kiosk_state(picture, played),
        desk_of(day, "1"),
        hall_of(day),
    )
    return [state.evacuation for state in states]


def test_every_screen_tells_everybody_to_leave_and_who_began_it(two: Day) -> None:
    assert shown(two) == [None] * 5
    two.act(SUPERVISOR, evacuation.evacuate, LEAVE)
    for view in shown(two):
        assert (view.text.zh, view.text.en) == ("请立即离开", "Leave now")
        assert (view.since, view.begun_by) == (two.now, SUPERVISOR)


def test_nobody_is_given_a_number_or_called_while_the_hall_is_evacuated(two: Day) -> None:
    two.take("a-card")
    two.take("b-tax")
    two.act("1001", call.call_next, "1", SEATS["1"])
    two.act(SUPERVISOR, evacuation.evacuate, LEAVE)
    waiting = two.stop("B001")
    refused = (
        lambda: two.take("a-form"),
        lambda: two.take("a-form", who=SUPERVISOR),
        lambda: two.act("1002", call.call_next, "2", SEATS["2"]),
        lambda: two.act("1002", call.call_this, "2", SEATS["2"], w.CallStop(stop=waiting.id)),
        lambda: two.act("1001", call.recall, "1", SEATS["1"]),
        lambda: two.act("1003", walk_in.walk_in, "3", SEATS["3"], w.WalkIn(item="a-card"), "token"),
    )
    for press in refused:
        before = two.tables()
        with pytest.raises(r.HallEvacuated) as told:
            press()
        assert told.value.facts == {"text": "请立即离开", "text_en": "Leave now"}
        assert two.tables() == before


def test_who_is_at_a_window_is_finished_and_nobody_follows(two: Day) -> None:
    two.take("b-tax")
    two.take("b-tax")
    two.act("1002", call.call_next, "2", SEATS["2"])
    two.act("1002", serve.start, "2", SEATS["2"])
    two.act(SUPERVISOR, evacuation.evacuate, LEAVE)
    told = two.act("1002", serve.finish_and_call_next, "2", SEATS["2"], w.Finish())
    assert told.current is None
    assert (two.stop("B001").state, two.stop("B002").state) == ("DONE", "WAITING")
    two.act("1002", duty.sign_out, "2", SEATS["2"])


def test_a_called_visitor_may_be_missed_and_a_served_one_set_aside(two: Day) -> None:
    two.take("a-card")
    two.take("b-tax")
    two.act("1001", call.call_next, "1", SEATS["1"])
    two.act("1002", call.call_next, "2", SEATS["2"])
    two.act(SUPERVISOR, evacuation.evacuate, LEAVE)
    two.act("1001", serve.no_show, "1", SEATS["1"], w.Note())
    two.act("1002", serve.hold, "2", SEATS["2"], w.Hold())
    assert (two.stop("A001").state, two.stop("B001").state) == ("NO_SHOW", "HELD")


def test_an_evacuation_is_ended_by_a_second_person_alone(two: Day) -> None:
    two.act(SUPERVISOR, evacuation.evacuate, LEAVE)
    with pytest.raises(r.NeedsSecondPerson) as alone:
        two.act(SUPERVISOR, evacuation.end_evacuation)
    assert str(alone.value) == "3001 began the evacuation; somebody else must end it."
    with pytest.raises(r.EvacuationInForce):
        two.act(SECOND, evacuation.evacuate, LEAVE)
    two.forward(minutes=3)
    two.act(SECOND, evacuation.end_evacuation)
    assert shown(two) == [None] * 5
    assert two.take("a-card").number == "A001"
    with pytest.raises(r.NoEvacuation):
        two.act(SECOND, evacuation.end_evacuation)
    two.act(SUPERVISOR, evacuation.evacuate, w.Evacuate(text="演习"))
    assert shown(two)[0].text.en == "演习"


def test_the_database_itself_wants_a_second_person_and_one_evacuation_at_a_time(two: Day) -> None:
    two.act(SUPERVISOR, evacuation.evacuate, LEAVE)
    alone = update(t.evacuation).values(ended_at=two.now, ended_by="staff:3001")
    again = insert(t.evacuation).values(
        hall_id=two.hall, text_zh="x", text_en="", since=two.now, begun_by="staff:3002"
    )
    for statement in (alone, again):
        with pytest.raises(IntegrityError), two.store.engine.begin() as connection:
            connection.execute(statement)


def test_words_to_one_window_and_to_all_are_read_where_they_are_meant(day: Day) -> None:
    one = day.act(SUPERVISOR, messages.send_message, w.SendMessage(window="1", text="请核对印章"))
    day.act(SUPERVISOR, messages.send_message, w.SendMessage(text="十一点演练"))
    assert [each.text for each in desk_of(day, "1").messages] == ["请核对印章", "十一点演练"]
    assert [each.text for each in desk_of(day, "2").messages] == ["十一点演练"]
    day.act("1001", messages.read_message, "1", one.message_id, SEATS["1"])
    assert [each.text for each in desk_of(day, "1").messages] == ["十一点演练"]
    told = hall_of(day).messages
    assert [(each.window, each.text, each.read_by) for each in told] == [
        (None, "十一点演练", ()),
        ("1", "请核对印章", ("1",)),
    ]
    assert {each.sent_by for each in told} == {SUPERVISOR}


def test_words_to_all_are_ticked_off_window_by_window(day: Day) -> None:
    sent = day.act(SUPERVISOR, messages.send_message, w.SendMessage(text="停电"))
    for clerk, window in (("1003", "3"), ("1001", "1")):
        day.act(clerk, messages.read_message, window, sent.message_id, SEATS[window])
    assert hall_of(day).messages[0].read_by == ("1", "3")
    before = day.tables()
    day.act("1001", messages.read_message, "1", sent.message_id, SEATS["1"])
    assert day.tables() == before
    day.forward(hours=24)
    assert desk_of(day, "2").messages == () and hall_of(day).messages == ()


def test_a_clerk_cannot_read_another_windows_words(day: Day) -> None:
    sent = day.act(SUPERVISOR, messages.send_message, w.SendMessage(window="1", text="words"))
    for clerk, window, message in (("1002", "2", sent.message_id), ("1001", "1", 99)):
        with pytest.raises(r.Unknown):
            day.act(clerk, messages.read_message, window, message, SEATS[window])
    with pytest.raises(r.WindowHeldElsewhere):
        day.act("1002", messages.read_message, "1", sent.message_id, SEATS["2"])
    with pytest.raises(r.Unknown):
        day.act(SUPERVISOR, messages.send_message, w.SendMessage(window="99", text="words"))


def lend(day: Day, window: str, queue: str, minutes: int = 60) -> w.WindowNow:
    told: w.WindowNow = day.act(
        SUPERVISOR, loans.lend_window, window, w.Lend(queue=queue, minutes=minutes)
    )
    return told


def test_a_lent_window_calls_from_the_queue_as_if_it_were_its_own(day: Day) -> None:
    day.take("c-fund")
    with pytest.raises(r.NobodyWaiting):
        day.act("1002", call.call_next, "2", SEATS["2"])
    lend(day, "2", "C", minutes=30)
    told = day.act("1002", call.call_next, "2", SEATS["2"]).current
    assert (told.number, told.call_reason.rule) == ("C001", Rule.LONGEST)
    view = desk_of(day, "2").loan
    assert view is not None and (view.queue, view.name.zh) == ("C", "社保")
    assert (view.until - day.now).total_seconds() == 1800
    window = next(each for each in hall_of(day).windows if each.window == "2")
    assert window.loan == view
    assert [name.zh for name in window.queues] == ["税务", "社保"]


def test_a_queue_helped_as_backup_becomes_the_windows_own_while_it_is_lent(day: Day) -> None:
    day.take("a-card")
    day.take("b-tax")
    lend(day, "1", "B")
    day.act("1001", call.call_next, "1", SEATS["1"])
    day.act("1001", serve.start, "1", SEATS["1"])
    told = day.act("1001", serve.finish_and_call_next, "1", SEATS["1"], w.Finish()).current
    assert (told.number, told.call_reason.rule) == ("B001", Rule.LONGEST)


def test_a_window_taken_back_serves_its_own_again_and_keeps_who_is_there(day: Day) -> None:
    day.take("c-fund")
    lend(day, "2", "C")
    day.act("1002", call.call_next, "2", SEATS["2"])
    told = day.act(SUPERVISOR, loans.take_back_window, "2")
    assert told.current.number == "C001"
    day.act("1002", serve.no_show, "2", SEATS["2"], w.Note())
    day.take("c-fund")
    with pytest.raises(r.NobodyWaiting):
        day.act("1002", call.call_next, "2", SEATS["2"])
    with pytest.raises(r.NotLent):
        day.act(SUPERVISOR, loans.take_back_window, "2")


def test_a_window_is_lent_once_and_not_to_what_it_serves(day: Day) -> None:
    with pytest.raises(r.AlreadyServes):
        lend(day, "2", "B")
    lend(day, "2", "A")
    with pytest.raises(r.AlreadyLent) as twice:
        lend(day, "2", "C")
    assert twice.value.facts == {"window": "2", "queue": "A"}
    for window, queue in (("2", "Z"), ("99", "A")):
        with pytest.raises(r.Unknown):
            lend(day, window, queue)


def test_the_end_of_the_day_ends_all_loans(day: Day) -> None:
    lend(day, "2", "C", minutes=240)
    day.act(SUPERVISOR, hall_day.close_day)
    day.act(SUPERVISOR, hall_day.open_day)
    assert desk_of(day, "2").loan is None
    assert [row.ended_at for row in day.rows(t.loan)] == [day.now]


def test_a_supervisor_closes_a_window_but_not_over_somebodys_head(day: Day) -> None:
    day.take("a-card")
    day.act("1001", call.call_next, "1", SEATS["1"])
    for act in (duty.close_window, duty.sign_out):
        with pytest.raises(r.WindowBusy) as busy:
            day.act(SUPERVISOR, act, "1", None)
        assert busy.value.facts == {"window": "1", "number": "A001"}
    day.act(SUPERVISOR, duty.pause_window, "1", None, w.Pause(reason="lunch"))
    assert desk_of(day, "1").current is not None
    day.act("1001", serve.start, "1", SEATS["1"])
    day.act("1001", serve.finish, "1", SEATS["1"], w.Finish())
    day.act(SUPERVISOR, duty.resume_window, "1", None)
    day.act(SUPERVISOR, duty.close_window, "1", None)
    day.act(SUPERVISOR, duty.open_window, "1", None)
    day.act(SUPERVISOR, duty.sign_out, "1", None)
    assert (desk_of(day, "1").state, desk_of(day, "1").clerk) == ("CLOSED", None)
    with pytest.raises(r.WindowNotSignedIn):
        day.act(SUPERVISOR, duty.open_window, "1", None)


def test_a_ticket_names_the_lent_window_as_well(day: Day) -> None:
    assert day.take("c-fund").windows == ("3",)
    lend(day, "1", "C")
    assert day.take("c-fund").windows == ("1", "3")


def test_two_supervisors_who_press_at_once_begin_one_evacuation(two: Day) -> None:
    """Two threads, one hall: the second is told who was first."""
    ready = threading.Barrier(2)

    def begin(badge: str) -> str:
        ready.wait()
        try:
            two.act(badge, evacuation.evacuate, LEAVE)
        except r.EvacuationInForce as refused:
            return str(refused.facts["by"])
        return "begun"

    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(begin, (SUPERVISOR, SECOND)))
    assert sorted(told) in ([SUPERVISOR, "begun"], [SECOND, "begun"])
    assert len(two.rows(t.evacuation)) == 1


def test_words_of_any_kind_reach_the_console_as_they_were_typed(day: Day) -> None:
    for text in ("<b>x</b>", "𠮷 😀", "\u202eabc", "a" * 200, "'; DROP TABLE message; --"):
        day.act(SUPERVISOR, messages.send_message, w.SendMessage(text=text))
    assert [each.text for each in desk_of(day, "1").messages] == [
        "<b>x</b>", "𠮷 😀", "\u202eabc", "a" * 200, "'; DROP TABLE message; --",
    ]  # fmt: skip


def test_a_console_shows_twenty_words_at_most_and_the_next_once_some_are_read(day: Day) -> None:
    ids = [
        day.act(SUPERVISOR, messages.send_message, w.SendMessage(text=f"{place}")).message_id
        for place in range(22)
    ]
    assert [each.text for each in desk_of(day, "1").messages] == [f"{n}" for n in range(20)]
    day.act("1001", messages.read_message, "1", ids[0], SEATS["1"])
    assert desk_of(day, "1").messages[-1].text == "20"
