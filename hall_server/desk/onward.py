"""What becomes of a ticket when one of its stops is over: the next errand, or the end of the visit."""

from collections.abc import Mapping
from math import inf

from hall_server.domain.discipline import ORDINARY_RATE
from hall_server.domain.forecast import forecast
from hall_server.domain.itinerary import Planned, next_errand
from hall_server.domain.states import StopState
from hall_server.domain.stop import Stop
from hall_server.store.line import live_line
from hall_server.store.stops import add_stop
from hall_server.store.tickets import (
    begin_errand,
    drop_errands,
    end_ticket,
    planned_errands,
    ticket_by_id,
)
from hall_server.store.transaction import Transaction


def choose_errand(
    tx: Transaction, errands: Mapping[Planned, int], here: frozenset[int]
) -> Planned | None:
    """The errand to do next; the wait of each queue is played forward only when there is a choice."""
    first = min((errand.step for errand in errands), default=0)
    allowed = [errand for errand in errands if errand.step == first]
    if len(allowed) < 2 or any(errand.queue in here for errand in allowed):
        return next_errand(allowed, here, {})
    played = forecast(live_line(tx.connection, tx.setup, tx.now.timestamp()), seed=tx.head.seq)
    waits = {
        queue: inf if wait.low is None else wait.mean_s for queue, wait in played.newcomers.items()
    }
    return next_errand(allowed, here, waits)


def go_on(tx: Transaction, done: Stop) -> Stop | None:
    """Put the ticket into its next line, or end it. Returns the new waiting stop, if any.

    An errand that the window at hand serves is pinned to it, so the visitor stays where they are.
    """
    errands = planned_errands(tx, done.ticket)
    here = tx.setup.serves[done.window].own if done.window is not None else frozenset()
    errand = choose_errand(tx, errands, here)
    if errand is None:
        end_ticket(tx, done.ticket)
        return None
    issued = ticket_by_id(tx, done.ticket).issued_at
    stays = errand.queue in here
    following = add_stop(
        tx,
        Stop(
            id=0,
            ticket=done.ticket,
            label=done.label,
            item=errands[errand],
            queue=errand.queue,
            state=StopState.WAITING,
            rate=_rate(tx, done),
            basis=issued,
            sequence=done.sequence,
            entered_at=tx.now,
            since=tx.now,
            pinned_at=tx.now if stays else None,
            pinned_window=done.window if stays else None,
        ),
    )
    begin_errand(tx, errand.planned, following.id)
    return following


def _rate(tx: Transaction, done: Stop) -> float:
    """An appointment is for one errand; the next one waits as the visitor would without it."""
    if not done.booked:
        return done.rate
    reason = tx.setup.priorities.get(ticket_by_id(tx, done.ticket).priority_reason or 0)
    return reason.rate if reason else ORDINARY_RATE


def stop_short(tx: Transaction, ticket: int) -> None:
    """The visitor goes away: errands not begun will not happen, and the number ends."""
    drop_errands(tx, ticket)
    end_ticket(tx, ticket)
