"""Visits of more than one stop: themes, added errands, and being sent on."""

import pytest
from small_hall import GUIDE, SUPERVISOR, Day

from hall_server.desk import call, duty, issue, serve, transfer
from hall_server.domain import refusals as r
from hall_server.store import schema as t
from hall_server.wire import acts as w

NOTE = w.Note()


def _serve(day: Day, window: str) -> str:
    """Call the next, serve, finish; tells the number."""
    clerk, seat = f"100{window}", f"seat-{window}-000"
    number = day.act(clerk, call.call_next, window, seat).current.number
    day.act(clerk, serve.start, window, seat)
    day.forward(minutes=5)
    day.act(clerk, serve.finish, window, seat, w.Finish())
    return str(number)


def test_a_shop_is_opened_with_one_number_from_start_to_end(day: Day) -> None:
    ticket = day.take(theme="shop")
    assert [name.zh for name in ticket.items] == ["a-card", "b-tax", "c-fund"]
    assert _serve(day, "1") == ticket.number
    # Both errands of the second step may come next; window 3 serves the one, 2 and 3 the other.
    assert day.stop(ticket.number).queue_id == day.rows(t.queue)[1].id
    assert _serve(day, "2") == ticket.number
    assert _serve(day, "3") == ticket.number
    stops = day.stops_of(ticket.number)
    assert [stop.state for stop in stops] == ["DONE"] * 3
    assert [stop.item_id for stop in stops] == [each.item_id for each in day.rows(t.planned_stop)]
    assert not day.rows(t.ticket)[0].live


def test_a_visitor_stays_at_a_window_that_serves_the_next_errand_too(day: Day) -> None:
    ticket = day.take(theme="shop")
    day.take("a-card")
    assert _serve(day, "3") == ticket.number
    following = day.stop(ticket.number)
    assert following.pinned_window_id == day.stops_of(ticket.number)[0].window_id
    assert [_serve(day, "3"), _serve(day, "3")] == [ticket.number] * 2


def test_a_later_stop_waits_from_the_tickets_issue_so_nobody_starts_again_at_the_end(
    day: Day,
) -> None:
    ticket = day.take("a-card", "b-tax")
    day.forward(minutes=3)
    day.take("b-tax")
    assert _serve(day, "1") == ticket.number
    assert _serve(day, "2") == ticket.number


def test_items_chosen_one_by_one_are_done_in_the_order_chosen(day: Day) -> None:
    ticket = day.take("b-tax", "a-card")
    assert ticket.number == "B001"
    assert [_serve(day, "2"), _serve(day, "1")] == ["B001", "B001"]


def test_an_errand_remembered_at_the_window_is_added_to_the_same_number(day: Day) -> None:
    ticket = day.take("a-card")
    day.act(GUIDE, issue.add_errand, ticket.ticket_id, w.AddStop(item="b-tax"))
    assert [_serve(day, "1"), _serve(day, "2")] == [ticket.number] * 2
    with pytest.raises(r.TicketOver):
        day.act(GUIDE, issue.add_errand, ticket.ticket_id, w.AddStop(item="b-tax"))


def test_an_errand_of_no_known_item_or_ticket_is_refused(day: Day) -> None:
    ticket = day.take("a-card")
    with pytest.raises(r.Unknown):
        day.act(GUIDE, issue.add_errand, ticket.ticket_id, w.AddStop(item="moon"))
    with pytest.raises(r.Unknown):
        day.act(GUIDE, issue.add_errand, 99, w.AddStop(item="b-tax"))


def test_leaving_ends_the_whole_visit_and_the_errands_not_begun(day: Day) -> None:
    ticket = day.take(theme="shop")
    day.act(GUIDE, serve.leave, day.stop(ticket.number).id, NOTE)
    assert [row.dropped for row in day.rows(t.planned_stop)] == [False, True, True]
    assert not day.rows(t.ticket)[0].live


def _waiting_at_b(day: Day) -> tuple[str, list[str]]:
    mine = day.take("a-card").number
    before = [day.take("b-tax").number for _ in range(2)]
    day.forward(minutes=1)
    return mine, before


@pytest.mark.parametrize(("place", "position"), [("front", 0), ("sorted", 0), ("end", 2)])
def test_a_visitor_of_the_wrong_queue_is_sent_to_the_right_one(
    day: Day, place: str, position: int
) -> None:
    mine, others = _waiting_at_b(day)
    goal = w.Transfer(queue="B", place=place)  # type: ignore[arg-type]  # parametrized
    day.act(SUPERVISOR, transfer.transfer, day.stop(mine).id, goal)
    assert [row.state for row in day.stops_of(mine)] == ["MOVED", "WAITING"]
    assert [_serve(day, "2") for _ in range(3)].index(mine) == position
    assert others == ["B001", "B002"]


def test_the_front_is_a_pin_that_the_journal_can_show(day: Day) -> None:
    mine, _ = _waiting_at_b(day)
    day.act(SUPERVISOR, transfer.transfer, day.stop(mine).id, w.Transfer(queue="B", place="front"))
    assert _serve(day, "2") == mine
    assert day.rows(t.call)[-1].rule == "pinned"


def test_a_clerk_sends_the_visitor_at_the_window_to_a_colleague(day: Day) -> None:
    mine = day.take("a-card").number
    day.act("1001", call.call_next, "1", "seat-1-000")
    day.act("1001", serve.start, "1", "seat-1-000")
    told = day.act(
        "1001", transfer.transfer_in_hand, "1", "seat-1-000", w.Transfer(window="3", note="stamp")
    )
    assert told.current is None
    assert day.stop(mine).note == "stamp"
    assert _serve(day, "3") == mine


@pytest.mark.parametrize(("place", "position"), [("front", 0), ("sorted", 0), ("end", 1)])
def test_those_pinned_to_a_window_have_an_order_too(day: Day, place: str, position: int) -> None:
    mine, other = day.take("a-card").number, day.take("a-card").number
    day.act(GUIDE, transfer.transfer, day.stop(other).id, w.Transfer(window="3"))
    goal = w.Transfer(window="3", place=place)  # type: ignore[arg-type]  # parametrized
    day.act(GUIDE, transfer.transfer, day.stop(mine).id, goal)
    assert [_serve(day, "3") for _ in range(2)].index(mine) == position


def test_nobody_is_sent_to_where_they_are_or_to_nowhere(day: Day) -> None:
    stop = day.stop(day.take("a-card").number).id
    with pytest.raises(r.AlreadyThere):
        day.act(GUIDE, transfer.transfer, stop, w.Transfer(queue="A"))
    for goal in (w.Transfer(queue="Z"), w.Transfer(window="9")):
        with pytest.raises(r.Unknown):
            day.act(GUIDE, transfer.transfer, stop, goal)
    day.act("1001", call.call_next, "1", "seat-1-000")
    with pytest.raises(r.AlreadyThere):
        day.act("1001", transfer.transfer_in_hand, "1", "seat-1-000", w.Transfer(window="1"))


def test_nobody_is_sent_to_a_closed_window(day: Day) -> None:
    day.act("1003", duty.close_window, "3", "seat-3-000")
    stop = day.stop(day.take("a-card").number).id
    with pytest.raises(r.WindowNotOpen):
        day.act(GUIDE, transfer.transfer, stop, w.Transfer(window="3"))


def test_an_errand_goes_on_with_the_stop_that_carries_it(day: Day) -> None:
    ticket = day.take(theme="shop")
    day.act(GUIDE, transfer.transfer, day.stop(ticket.number).id, w.Transfer(window="3"))
    assert [_serve(day, "3") for _ in range(3)] == [ticket.number] * 3
    assert [row.state for row in day.stops_of(ticket.number)] == ["MOVED"] + ["DONE"] * 3


def test_what_has_ended_is_sent_nowhere(day: Day) -> None:
    number = day.take("a-card").number
    _serve(day, "1")
    with pytest.raises(r.StopNotReady):
        day.act(GUIDE, transfer.transfer, day.stop(number).id, w.Transfer(queue="B"))
