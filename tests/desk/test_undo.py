"""A slip taken back: what returns to what it was, and when it is too late for that."""

import json
from typing import Any

import pytest
from random_day import check_the_hall
from small_hall import GUIDE, SUPERVISOR, Day

from hall_server.desk import call, duty, issue, serve, transfer, undo, walk_in
from hall_server.domain import refusals as r
from hall_server.domain.undo import UNDO_FOR
from hall_server.store import schema as t
from hall_server.wire import acts as w

SEAT = "seat-1-000"
NOTE = w.Note(note="slip")
SINCE_WHEN = ("journal", "call", "reply")
"""What an undo does not unsay: the journal, and the summons that was heard."""


def press(day: Day, act: Any, *words: Any) -> Any:
    """An act of the clerk at window 1."""
    return day.act("1001", act, "1", SEAT, *words)


def take_back(day: Day) -> Any:
    return press(day, undo.undo)


def hall(day: Day) -> dict[str, list[Any]]:
    """All that is so now, apart from what happened."""
    return {name: rows for name, rows in day.tables().items() if name not in SINCE_WHEN}


def serving(day: Day, *items: str) -> str:
    """A visitor with these errands is being served at window 1; another waits behind."""
    number = str(day.take(*items or ("a-card",)).number)
    day.take("a-form", reason="elder")
    day.take("a-card")
    press(day, call.call_this, w.CallStop(stop=day.stop(number).id))
    day.forward(minutes=1)
    press(day, serve.start)
    day.forward(minutes=3)
    return number


SLIPS_AT_A_CALL = [
    (serve.start, ()),
    (serve.no_show, (NOTE,)),
    (serve.requeue, (NOTE,)),
    (serve.hold, (w.Hold(note="copies", remind_minutes=5),)),
    (transfer.transfer_in_hand, (w.Transfer(queue="B", note="wrong desk"),)),
    (transfer.transfer_in_hand, (w.Transfer(window="3", place="front"),)),
    (duty.pause_window, (w.Pause(reason="lunch"),)),
]
SLIPS_WHILE_SERVING = [
    (serve.finish, (w.Finish(outcome="referred"),)),
    (serve.finish_and_call_next, (w.Finish(),)),
    (serve.hold, (w.Hold(note="copies"),)),
    (transfer.transfer_in_hand, (w.Transfer(queue="C", place="end"),)),
]


@pytest.mark.parametrize(("act", "words"), SLIPS_AT_A_CALL)
def test_a_slip_at_a_call_leaves_no_trace_in_the_hall(day: Day, act: Any, words: Any) -> None:
    day.take("a-card")
    press(day, call.call_next)
    day.forward(seconds=30)
    before = hall(day)
    told = press(day, act, *words)
    assert (told.undo.act, told.undo.until) == (_name(day), day.now + UNDO_FOR)
    day.forward(seconds=9)
    back = take_back(day)
    assert (back.current.number, back.current.state, back.undo) == ("A001", "CALLED", None)
    assert _apart_from_the_moved(hall(day)) == _apart_from_the_moved(before)
    check_the_hall(day)


@pytest.mark.parametrize(("act", "words"), SLIPS_WHILE_SERVING)
@pytest.mark.parametrize("errands", [("a-card",), ("a-card", "b-tax"), ("a-card", "a-form")])
def test_a_slip_while_serving_leaves_no_trace_in_the_hall(
    day: Day, act: Any, words: Any, errands: tuple[str, ...]
) -> None:
    number = serving(day, *errands)
    before = hall(day)
    press(day, act, *words)
    day.forward(seconds=10)
    back = take_back(day)
    assert (back.current.number, back.current.state) == (number, "SERVING")
    assert _apart_from_the_moved(hall(day)) == _apart_from_the_moved(before)
    check_the_hall(day)
    press(day, serve.finish, w.Finish())
    check_the_hall(day)


def _name(day: Day) -> str:
    return str(max(day.rows(t.journal), key=lambda row: row.seq).act)


def _apart_from_the_moved(tables: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """A stop made by the slip remains as one that was moved: nothing is deleted."""
    state = list(t.stop.c.keys()).index("state")
    return tables | {"stop": [row for row in tables["stop"] if row[state] != "MOVED"]}


def test_whoever_was_called_by_mistake_has_the_old_place_in_line(day: Day) -> None:
    first, second = day.take("a-card").number, day.take("a-card").number
    before = hall(day)
    press(day, call.call_this, w.CallStop(stop=day.stop(second).id))
    day.forward(seconds=4)
    assert take_back(day).current is None
    assert hall(day) == before
    assert press(day, call.call_next).current.number == first


def test_a_visitor_bound_to_the_window_is_so_again_after_an_undone_call(day: Day) -> None:
    number = serving(day)
    press(day, serve.hold, w.Hold())
    press(day, serve.resume_held, w.CallStop(stop=day.stop(number).id))
    before = hall(day)
    press(day, call.call_next)
    take_back(day)
    assert hall(day) == before
    assert press(day, call.call_next).current.call_reason.rule == "pinned"


def test_a_visitor_who_did_not_leave_after_all_keeps_the_other_errands(day: Day) -> None:
    number = serving(day, "a-card", "b-tax")
    before = hall(day)
    day.act("1001", serve.leave, day.stop(number).id, NOTE)
    day.forward(seconds=5)
    assert take_back(day).current.number == number
    assert hall(day) == before


def test_somebody_in_the_line_taken_for_gone_keeps_their_place(day: Day) -> None:
    number = day.take("a-card", "b-tax").number
    day.take("a-card")
    before = hall(day)
    day.act("1001", serve.leave, day.stop(number).id, NOTE)
    day.forward(seconds=5)
    assert take_back(day).current is None
    assert hall(day) == before
    assert press(day, call.call_next).current.number == number


def test_what_another_clerk_did_in_the_line_is_not_taken_back_here(day: Day) -> None:
    number = day.take("a-card").number
    day.forward(minutes=5)
    day.act("1002", serve.leave, day.stop(number).id, NOTE)
    with pytest.raises(r.NothingToUndo):
        take_back(day)


def test_nobody_returns_to_a_window_that_has_closed_meanwhile(day: Day) -> None:
    number = serving(day)
    press(day, transfer.transfer_in_hand, w.Transfer(window="3"))
    day.act("1001", serve.leave, day.stop(number).id, NOTE)
    day.act("1003", duty.close_window, "3", "seat-3-000")
    take_back(day)
    assert day.stop(number).pinned_window_id is None
    check_the_hall(day)


def test_a_window_closed_by_mistake_opens_with_those_bound_to_it(day: Day) -> None:
    number = serving(day)
    press(day, serve.hold, w.Hold())
    press(day, serve.resume_held, w.CallStop(stop=day.stop(number).id))
    before = hall(day)
    told = press(day, duty.close_window)
    assert (told.undo.act, told.undo.number) == ("close_window", "")
    assert day.stop(number).pinned_at is None
    assert take_back(day).state == "OPEN"
    assert hall(day) == before


def test_a_window_opened_by_mistake_closes_again(day: Day) -> None:
    press(day, duty.close_window)
    press(day, duty.open_window)
    assert take_back(day).state == "CLOSED"
    press(day, duty.open_window)
    press(day, duty.pause_window, w.Pause(reason="lunch"))
    press(day, duty.resume_window)
    assert take_back(day).state == "PAUSED"
    assert day.rows(t.window)[0].pause_reason_id is not None


def test_after_ten_seconds_it_stands(day: Day) -> None:
    serving(day)
    press(day, serve.finish, w.Finish())
    day.forward(seconds=10, milliseconds=1)
    with pytest.raises(r.TooLateToUndo) as late:
        take_back(day)
    assert str(late.value) == "Only what was done in the last 10 s can be undone."


def test_an_undo_is_done_once_and_is_not_itself_undone(day: Day) -> None:
    serving(day)
    press(day, serve.finish, w.Finish())
    take_back(day)
    with pytest.raises(r.NothingToUndo):
        take_back(day)


def test_with_nothing_done_there_is_nothing_to_undo(day: Day) -> None:
    day.forward(hours=1)
    with pytest.raises(r.NothingToUndo):
        take_back(day)


@pytest.mark.parametrize("act", ["recall", "add_stop", "walk_in"])
def test_what_has_been_built_upon_stays(day: Day, act: str) -> None:
    number = str(day.take("a-card").number)
    if act == "walk_in":
        press(day, walk_in.walk_in, w.WalkIn(item="a-card"), "token")
    else:
        press(day, call.call_next)
        day.forward(seconds=6)
    if act == "recall":
        press(day, call.recall)
    elif act == "add_stop":
        ticket = day.stop(number).ticket_id
        day.act("1001", issue.add_errand, ticket, w.AddStop(item="b-tax"))
    with pytest.raises(r.NothingToUndo):
        take_back(day)


def test_a_number_that_another_window_has_called_meanwhile_is_not_fetched_back(day: Day) -> None:
    number = serving(day)
    press(day, transfer.transfer_in_hand, w.Transfer(window="3"))
    day.act("1003", call.call_next, "3", "seat-3-000")
    before = hall(day)
    with pytest.raises(r.UndoOvertaken) as overtaken:
        take_back(day)
    assert overtaken.value.facts == {"number": number}
    assert hall(day) == before


def test_a_missed_visitor_brought_back_by_the_guide_is_not_fetched_back(day: Day) -> None:
    number = day.take("a-card").number
    press(day, call.call_next)
    press(day, serve.no_show, NOTE)
    day.act(GUIDE, serve.come_back, day.stop(number).id)
    with pytest.raises(r.UndoOvertaken):
        take_back(day)


def test_a_note_written_since_is_not_lost_by_an_undo(day: Day) -> None:
    number = serving(day)
    press(day, serve.hold, w.Hold(note="copies"))
    day.act(GUIDE, serve.note_stop, day.stop(number).id, w.Note(note="waits at the copier"))
    with pytest.raises(r.UndoOvertaken):
        take_back(day)
    assert day.stop(number).note == "waits at the copier"


def test_the_supervisors_word_at_the_window_is_not_undone_by_the_clerk(day: Day) -> None:
    day.act(SUPERVISOR, duty.pause_window, "1", None, w.Pause(reason="lunch"))
    with pytest.raises(r.UndoOvertaken):
        take_back(day)


def test_only_the_clerk_at_the_window_takes_back(day: Day) -> None:
    serving(day)
    press(day, serve.finish, w.Finish())
    for who, seat in (("1002", SEAT), ("1001", "another-tab"), (SUPERVISOR, None)):
        with pytest.raises(r.WindowHeldElsewhere):
            day.act(who, undo.undo, "1", seat)


def test_another_tab_of_the_same_clerk_may_take_back_after_taking_over(day: Day) -> None:
    number = serving(day)
    press(day, serve.finish, w.Finish())
    day.act("1001", duty.take_over, "1", w.SignIn(seat="another-tab"))
    told = day.act("1001", undo.undo, "1", "another-tab")
    assert told.current.number == number


def test_a_number_given_anew_meanwhile_cannot_be_revived(day: Day) -> None:
    number = serving(day)
    for _ in range(2):
        day.take("a-card")
    press(day, serve.finish, w.Finish())
    assert day.take("a-card").number == number
    with pytest.raises(r.UndoOvertaken):
        take_back(day)


def test_the_journal_says_what_was_undone(day: Day) -> None:
    number = serving(day, "a-card", "b-tax")
    press(day, serve.finish_and_call_next, w.Finish())
    take_back(day)
    entry = max(day.rows(t.journal), key=lambda row: row.seq)
    assert entry.act == "undo"
    told = json.loads(entry.data)
    assert (told["undone"], told["number"], told["state"]) == (
        "finish_and_call_next",
        number,
        "SERVING",
    )
    assert told["taken_back"]["state"] == "MOVED"
    assert told["back_in_line"]["state"] == "WAITING"
