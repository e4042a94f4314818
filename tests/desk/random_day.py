"""What any hall must be able to show after any act, read from its tables alone."""

from collections import Counter
from datetime import timedelta
from typing import Any

from slow_rule import Expected, slow_choice
from small_hall import CAPACITY, PLAN, Day

from hall_server.domain.opening import local_date
from hall_server.domain.states import ACTIVE, AT_WINDOW, STOP_TABLE, StopAction, StopState
from hall_server.domain.undo import UNDO_TABLE
from hall_server.store import schema as t
from hall_server.store.setup import Setup
from hall_server.store.stops import stops_in
from hall_server.store.verify import verify

States = dict[int, str]


def stop_states(day: Day) -> States:
    """The state of every stop by id."""
    return {row.id: row.state for row in day.rows(t.stop)}


def setup_of(day: Day) -> Setup:
    """The hall's setup now."""
    with day.store.reading() as connection:
        return day.store.setup(connection, day.hall, day.now)


def expected_call(day: Day, window: str) -> Expected | None:
    """Whom the slow rule would call to a window now, from the whole line."""
    setup = setup_of(day)
    serves = setup.serves[setup.window_ids[window]]
    with day.store.reading() as connection:
        line = [stop.waiting() for stop in stops_in(connection, day.hall, [StopState.WAITING])]
    return slow_choice(line, serves, setup.limits, day.now.timestamp())


def expected_number(day: Day, queue: int) -> int | None:
    """The next number of a queue today: the first after the last that nobody holds, if any is.

    Numbers lent to kiosks, from the lowest of them on, are not the hall's to give.
    """
    today = local_date(day.now, PLAN.timezone)
    tickets = [row for row in day.rows(t.ticket) if (row.queue_id, row.date) == (queue, today)]
    own = [row for row in tickets if not row.offline]
    last = max(own, key=lambda row: row.serial).number if own else 0
    most = min([CAPACITY, *(number - 1 for number in lent_numbers(day, queue))])
    too_late = day.now - timedelta(minutes=PLAN.rules.come_back_minutes)
    gone = {
        row.ticket_id
        for row in day.rows(t.stop)
        if row.state == "NO_SHOW" and row.ended_at < too_late
    }
    held = {row.number for row in tickets if row.live and row.id not in gone}
    going_round = [*range(last + 1, most + 1), *range(1, min(last, most) + 1)]
    return next((number for number in going_round if number not in held), None)


def lent_numbers(day: Day, queue: int) -> set[int]:
    """All numbers of a queue lent to kiosks today. Raises AssertionError when two blocks meet."""
    today = local_date(day.now, PLAN.timezone)
    lent = [
        number
        for row in day.rows(t.number_block)
        if (row.queue_id, row.date) == (queue, today)
        for number in range(row.first, row.last + 1)
    ]
    assert len(lent) == len(set(lent)), "two blocks meet"
    return set(lent)


def errands_of_card(day: Day, card: str | None) -> set[tuple[int, str]]:
    """Tickets a card's holder has for themselves today, each with the items still to be done."""
    if card is None:
        return set()
    items = {id: item.code for id, item in setup_of(day).items.items()}
    today = local_date(day.now, PLAN.timezone)
    mine = {
        row.id
        for row in day.rows(t.ticket)
        if row.card_mark == card and row.live and not row.agent and row.date == today
    }
    begun = [row for row in day.rows(t.stop) if row.ticket_id in mine and row.state in ACTIVE]
    planned = [
        row
        for row in day.rows(t.planned_stop)
        if row.ticket_id in mine and row.stop_id is None and not row.dropped
    ]
    return {(row.ticket_id, items[row.item_id]) for row in (*begun, *planned)}


def check_the_hall(day: Day) -> None:
    """Raises AssertionError when the hall breaks one of its laws."""
    with day.store.reading() as connection:
        assert verify(connection).faults == []
    stops, tickets = day.rows(t.stop), day.rows(t.ticket)
    _check_places(stops, day.rows(t.window))
    _check_tickets(stops, tickets)
    _check_errands(day.rows(t.planned_stop))


def _check_places(stops: list[Any], windows: list[Any]) -> None:
    in_hand = Counter(row.window_id for row in stops if row.state in AT_WINDOW)
    assert None not in in_hand and max(in_hand.values(), default=0) <= 1
    active = Counter(row.ticket_id for row in stops if row.state in ACTIVE)
    assert max(active.values(), default=0) <= 1
    state = {row.id: row.state for row in windows}
    for row in stops:
        if row.state in AT_WINDOW:
            assert state[row.window_id] != "CLOSED"
        if row.state == "WAITING" and row.pinned_window_id is not None:
            assert state[row.pinned_window_id] != "CLOSED", "a pin to a closed window strands"
    sitting = [row.staff_id for row in windows if row.staff_id is not None]
    assert len(sitting) == len(set(sitting))
    assert all(row.staff_id is not None for row in windows if row.state != "CLOSED")


def _check_tickets(stops: list[Any], tickets: list[Any]) -> None:
    # A stop taken back by an undo is carried on by the one before it.
    newest = {row.ticket_id: row for row in stops if row.state != "MOVED"}
    live = Counter((row.queue_id, row.date, row.number) for row in tickets if row.live)
    assert max(live.values(), default=0) <= 1, "a number given twice"
    for row in tickets:
        state = newest[row.id].state
        # A missed number stays live while it may come back.
        if state != "NO_SHOW":
            assert row.live == (state in ACTIVE), (row.label, state)
        assert 1 <= row.number <= CAPACITY


def _check_errands(planned: list[Any]) -> None:
    by_ticket: dict[int, list[Any]] = {}
    for row in planned:
        by_ticket.setdefault(row.ticket_id, []).append(row)
    for errands in by_ticket.values():
        begun = [row.step for row in errands if row.stop_id is not None]
        waiting = [row.step for row in errands if row.stop_id is None and not row.dropped]
        assert not begun or not waiting or max(begun) <= min(waiting), "an errand out of its order"


def check_transitions(before: States, after: States) -> None:
    """Nothing is lost, and no stop moved but along one arrow of the table."""
    assert before.keys() <= after.keys()
    for stop, state in before.items():
        if after[stop] != state:
            arrows = {
                following.value
                for (start, _), following in STOP_TABLE.items()
                if start == StopState(state)
            }
            assert after[stop] in arrows, (state, after[stop])
    for stop in after.keys() - before.keys():
        # A new stop may be called (finish-and-call-next) or served (walk-in) in the same act; one
        # brought by a kiosk may be of a day that is over.
        assert after[stop] in {
            "WAITING",
            "EXPIRED",
            STOP_TABLE[StopState.WAITING, StopAction.CALL],
            STOP_TABLE[StopState.WAITING, StopAction.WALK_IN],
        }


def check_way_back(before: States, after: States) -> None:
    """An undo makes no stop, loses none, and moves each along an arrow back."""
    assert before.keys() == after.keys()
    for stop, state in before.items():
        if after[stop] != state:
            back = {
                earlier.value
                for (now, _), ways in UNDO_TABLE.items()
                if now == StopState(state)
                for earlier in ways
            }
            # What the act itself made is moved away; it may have been called in the same act.
            taken_back = {"MOVED"} if state in ("WAITING", "CALLED") else set()
            assert after[stop] in back | taken_back, (state, after[stop])
