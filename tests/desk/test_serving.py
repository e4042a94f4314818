"""From the call to the end of the visit: what clerks and visitors live through at the windows."""

import pytest
from small_hall import SUPERVISOR, Day

from hall_server.desk import call, duty, serve
from hall_server.domain import refusals as r
from hall_server.store import schema as t
from hall_server.wire import acts as w

SEAT_1, SEAT_2, SEAT_3 = (f"seat-{window}-000" for window in "123")
NOTE = w.Note()


def _called(day: Day, window: str = "1", clerk: str = "1001") -> str:
    return str(day.act(clerk, call.call_next, window, f"seat-{window}-000").current.number)


def test_a_visitor_is_called_served_and_goes_home(day: Day) -> None:
    number = day.take("a-card").number
    day.forward(minutes=4)
    told = day.act("1001", call.call_next, "1", SEAT_1)
    assert (told.current.number, told.current.state) == (number, "CALLED")
    assert (told.current.call_reason.rule, told.current.call_reason.waited_s) == ("longest", 241)
    assert day.act("1001", serve.start, "1", SEAT_1).current.state == "SERVING"
    assert day.act("1001", serve.finish, "1", SEAT_1, w.Finish()).current is None
    assert day.stop(number).state == "DONE"
    assert [row.live for row in day.rows(t.ticket)] == [False]


def test_the_eldest_by_credit_goes_first_and_the_reason_is_kept(day: Day) -> None:
    ordinary = day.take("a-card").number
    day.forward(minutes=2)
    elder = day.take("a-card", reason="elder").number
    day.forward(minutes=5)
    assert [_called(day), _called(day, "3", "1003")] == [elder, ordinary]
    assert [row.rule for row in day.rows(t.call)] == ["priority", "longest"]


def test_whoever_waited_past_the_limit_goes_first_whatever_the_class(day: Day) -> None:
    ordinary = day.take("a-card").number
    day.forward(minutes=20)
    day.take("a-card", reason="elder")
    day.forward(minutes=10)
    assert _called(day) == ordinary
    assert day.rows(t.call)[-1].rule == "overdue"


def test_a_window_helps_the_other_queue_when_its_own_is_empty(day: Day) -> None:
    number = day.take("b-tax").number
    assert _called(day) == number
    assert day.rows(t.call)[-1].rule == "backup"


def test_with_nobody_waiting_the_clerk_is_told_so(day: Day) -> None:
    with pytest.raises(r.NobodyWaiting):
        day.act("1001", call.call_next, "1", SEAT_1)


def test_a_window_serves_one_person_at_a_time(day: Day) -> None:
    day.take("a-card")
    day.take("a-card")
    _called(day)
    with pytest.raises(r.WindowBusy):
        day.act("1001", call.call_next, "1", SEAT_1)


def test_nobody_is_called_to_a_window_on_its_break(day: Day) -> None:
    day.take("a-card")
    day.act("1001", duty.pause_window, "1", SEAT_1, w.Pause(reason="lunch"))
    with pytest.raises(r.WindowNotOpen):
        day.act("1001", call.call_next, "1", SEAT_1)


def test_a_clerk_may_call_someone_out_of_turn_and_the_journal_says_picked(day: Day) -> None:
    day.take("a-card")
    late = day.take("a-card")
    stop = day.stop(late.number).id
    told = day.act("1001", call.call_this, "1", SEAT_1, w.CallStop(stop=stop))
    assert told.current.number == late.number
    assert day.rows(t.call)[-1].rule == "picked"


def test_a_clerk_cannot_call_someone_from_another_line(day: Day) -> None:
    stop = day.stop(day.take("c-fund").number).id
    with pytest.raises(r.StopNotHere):
        day.act("1001", call.call_this, "1", SEAT_1, w.CallStop(stop=stop))
    with pytest.raises(r.Unknown):
        day.act("1001", call.call_this, "1", SEAT_1, w.CallStop(stop=999))


def test_a_recall_is_another_call_of_the_same_stop_but_not_at_once(day: Day) -> None:
    day.take("a-card")
    _called(day)
    day.forward(seconds=2)
    with pytest.raises(r.RecallTooSoon) as soon:
        day.act("1001", call.recall, "1", SEAT_1)
    assert soon.value.facts["seconds"] == 4
    day.forward(seconds=3)
    assert day.act("1001", call.recall, "1", SEAT_1).current.recalls == 1
    assert [row.recall for row in day.rows(t.call)] == [0, 1]


def test_someone_who_sits_already_is_not_called_again(day: Day) -> None:
    day.take("a-card")
    _called(day)
    day.act("1001", serve.start, "1", SEAT_1)
    day.forward(minutes=1)
    for act, words in ((call.recall, ()), (serve.requeue, (NOTE,)), (serve.no_show, (NOTE,))):
        with pytest.raises(r.StopNotReady):
            day.act("1001", act, "1", SEAT_1, *words)


def test_a_service_cannot_end_before_it_began(day: Day) -> None:
    day.take("a-card")
    _called(day)
    with pytest.raises(r.StopNotReady):
        day.act("1001", serve.finish, "1", SEAT_1, w.Finish())


def test_finishing_and_calling_is_one_press(day: Day) -> None:
    first, second = day.take("a-card").number, day.take("a-card").number
    assert _called(day) == first
    day.act("1001", serve.start, "1", SEAT_1)
    told = day.act("1001", serve.finish_and_call_next, "1", SEAT_1, w.Finish())
    assert told.current.number == second
    day.act("1001", serve.start, "1", SEAT_1)
    told = day.act("1001", serve.finish_and_call_next, "1", SEAT_1, w.Finish())
    assert told.current is None, "with nobody waiting it only finishes"


def test_a_clerk_about_to_have_lunch_finishes_and_is_sent_nobody(day: Day) -> None:
    day.take("a-card")
    day.take("a-card")
    _called(day)
    day.act("1001", serve.start, "1", SEAT_1)
    day.act("1001", duty.pause_window, "1", SEAT_1, w.Pause(reason="lunch"))
    told = day.act("1001", serve.finish_and_call_next, "1", SEAT_1, w.Finish())
    assert (told.state, told.current) == ("PAUSED", None)


def test_a_visitor_still_on_the_stairs_goes_back_two_places(day: Day) -> None:
    first = day.take("a-card").number
    others = [day.take("a-card").number for _ in range(3)]
    assert _called(day) == first
    day.act("1001", serve.requeue, "1", SEAT_1, NOTE)
    order = []
    for _ in range(4):
        order.append(_called(day))
        day.act("1001", serve.no_show, "1", SEAT_1, NOTE)
    assert order == [*others[:2], first, others[2]]


def test_a_visitor_who_missed_the_call_can_come_back(day: Day) -> None:
    missed = day.take("a-card").number
    others = [day.take("a-card").number for _ in range(3)]
    _called(day)
    day.act("1001", serve.no_show, "1", SEAT_1, NOTE)
    day.forward(minutes=30)
    told = day.act("1001", serve.come_back, day.stop(missed).id)
    assert (told.number, told.state) == (missed, "WAITING")
    assert [_called(day, each, f"100{each}") for each in ("1", "3")] == others[:2]
    day.act("1001", serve.no_show, "1", SEAT_1, NOTE)
    assert _called(day) == missed


def test_after_the_halls_limit_a_missed_visitor_needs_a_new_number(day: Day) -> None:
    number = day.take("a-card").number
    _called(day)
    day.act("1001", serve.no_show, "1", SEAT_1, NOTE)
    day.forward(minutes=30, seconds=1)
    with pytest.raises(r.TooLateToComeBack) as late:
        day.act("1001", serve.come_back, day.stop(number).id)
    assert (
        str(late.value)
        == f"{number} was missed more than 30 minutes ago. Please take a new number."
    )


def test_only_a_missed_visitor_comes_back(day: Day) -> None:
    number = day.take("a-card").number
    with pytest.raises(r.StopNotReady):
        day.act("1001", serve.come_back, day.stop(number).id)


def test_a_form_is_filled_in_the_pool_while_others_are_served(day: Day) -> None:
    first, second = day.take("a-card").number, day.take("a-card").number
    _called(day)
    day.act("1001", serve.start, "1", SEAT_1)
    day.act("1001", serve.hold, "1", SEAT_1, w.Hold(note="copies"))
    assert day.stop(first).note == "copies"
    third = day.take("a-card").number
    assert _called(day) == second
    day.act("1001", serve.resume_held, "1", SEAT_1, w.CallStop(stop=day.stop(first).id))
    day.act("1001", serve.no_show, "1", SEAT_1, NOTE)
    assert [_called(day), _called(day, "3", "1003")] == [first, third]
    assert day.rows(t.call)[-2].rule == "pinned"


def test_a_held_visitor_belongs_to_the_window_that_holds(day: Day) -> None:
    number = day.take("a-card").number
    _called(day)
    day.act("1001", serve.hold, "1", SEAT_1, w.Hold())
    with pytest.raises(r.StopNotHere):
        day.act("1003", serve.resume_held, "3", SEAT_3, w.CallStop(stop=day.stop(number).id))


def test_a_visitor_leaves_and_the_number_is_free(day: Day) -> None:
    number = day.take("a-card").number
    day.act("1001", serve.leave, day.stop(number).id, w.Note(note="bus"))
    assert (day.stop(number).state, day.stop(number).note) == ("LEFT", "bus")
    assert not day.rows(t.ticket)[0].live
    with pytest.raises(r.StopNotReady):
        day.act("1001", serve.leave, day.stop(number).id, NOTE)


def test_with_nobody_at_the_window_there_is_nothing_to_do(day: Day) -> None:
    for act, words in (
        (serve.start, ()),
        (serve.finish, (w.Finish(),)),
        (serve.hold, (w.Hold(),)),
        (call.recall, ()),
    ):
        with pytest.raises(r.NobodyAtWindow):
            day.act("1001", act, "1", SEAT_1, *words)


def test_a_supervisor_does_not_serve_at_a_clerks_window(day: Day) -> None:
    day.take("a-card")
    with pytest.raises(r.WindowHeldElsewhere):
        day.act(SUPERVISOR, call.call_next, "1", None)
