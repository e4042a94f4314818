"""Sending a stop on to another queue or window."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select

from hall_server.desk.seat import in_hand
from hall_server.desk.told import moment_word, stop_entry, stop_now, window_now
from hall_server.desk.way_back import was
from hall_server.domain.refusals import AlreadyThere, Unknown, WindowNotOpen
from hall_server.domain.states import StopState, WindowState
from hall_server.domain.stop import Stop
from hall_server.store import schema as t
from hall_server.store.stops import add_stop, change_stop, stop_by_id
from hall_server.store.tickets import carry_errand, ticket_by_id
from hall_server.store.transaction import Transaction
from hall_server.store.windows import duty_of
from hall_server.wire.acts import StopNow, Transfer, WindowNow


def transfer_in_hand(tx: Transaction, window: str, seat: str | None, goal: Transfer) -> WindowNow:
    """Send on the stop that is at the window."""
    duty, stop = in_hand(tx, window, seat)
    _transfer(tx, stop, goal)
    return window_now(tx, duty, None)


def transfer(tx: Transaction, stop_id: int, goal: Transfer) -> StopNow:
    """Send on a stop that waits, is held, or is at a window; for guides and supervisors."""
    return stop_now(tx, _transfer(tx, stop_by_id(tx, stop_id), goal))


def send_back(tx: Transaction, stop: Stop) -> Stop:
    """Put a stop whose window has lost its clerk to the front of its own line."""
    letter = tx.setup.queues[stop.queue].letter
    return _transfer(tx, stop, Transfer(queue=letter, place="front"))


def _transfer(tx: Transaction, stop: Stop, goal: Transfer) -> Stop:
    """The old stop is MOVED, a new one carries on. Raises Unknown, AlreadyThere, WindowNotOpen."""
    moved = stop.move(tx.now)
    fresh = replace(
        stop,
        id=0,
        state=StopState.WAITING,
        since=tx.now,
        entered_at=tx.now,
        window=None,
        pinned_at=None,
        pinned_window=None,
        called_at=None,
        started_at=None,
        ended_at=None,
        recalls=0,
        rule=None,
        waited_s=0,
        note=goal.note,
        remind_at=None,
    )
    issued = ticket_by_id(tx, stop.ticket).issued_at
    if goal.window is not None:
        fresh = _to_window(tx, stop, fresh, goal, issued)
    else:
        fresh = _to_queue(tx, stop, fresh, goal, issued)
    moved = change_stop(tx, stop, moved)
    carried = add_stop(tx, fresh)
    carry_errand(tx, stop.id, carried.id)
    entry = stop_entry(
        tx,
        moved,
        to_queue=tx.setup.queues[carried.queue].letter,
        to_window=goal.window,
        place=goal.place,
        next=carried.id,
        next_basis=moment_word(carried.basis),
        note=goal.note,
        was=was(tx.setup, stop, moved),
    )
    tx.record("transfer", entry, stop.ticket)
    return carried


def _to_queue(tx: Transaction, stop: Stop, fresh: Stop, goal: Transfer, issued: datetime) -> Stop:
    queue = tx.setup.queue_ids.get(goal.queue or "")
    if queue is None:
        raise Unknown(what="queue", name=goal.queue)
    in_turn = stop.state is StopState.WAITING and stop.pinned_at is None
    if queue == stop.queue and in_turn and goal.place == "sorted":
        raise AlreadyThere(number=stop.label)
    return replace(
        fresh,
        queue=queue,
        basis=tx.now if goal.place == "end" else issued,
        pinned_at=tx.now if goal.place == "front" else None,
    )


def _to_window(tx: Transaction, stop: Stop, fresh: Stop, goal: Transfer, issued: datetime) -> Stop:
    duty = duty_of(tx, goal.window or "")
    if duty.window == stop.window:
        raise AlreadyThere(number=stop.label)
    if duty.state is WindowState.CLOSED:
        raise WindowNotOpen(window=duty.number, state=duty.state.value)
    if goal.place == "front":
        pinned = _before_all_pins(tx, duty.window)
    else:
        pinned = issued if goal.place == "sorted" else tx.now
    serves = tx.setup.serves[duty.window]
    queue = stop.queue if stop.queue in serves.queues else min(serves.own, default=stop.queue)
    return replace(fresh, queue=queue, basis=issued, pinned_at=pinned, pinned_window=duty.window)


def _before_all_pins(tx: Transaction, window: int) -> datetime:
    first = tx.execute(
        select(func.min(t.stop.c.pinned_at)).where(
            t.stop.c.pinned_window_id == window, t.stop.c.state == "WAITING"
        )
    ).scalar()
    return first - timedelta(milliseconds=1) if first is not None else tx.now
