"""Calling people to a window."""

from typing import Any, NamedTuple

from hall_server.desk.seat import in_hand, ready_to_call, require_no_evacuation
from hall_server.desk.told import stop_entry, window_now
from hall_server.desk.way_back import was
from hall_server.domain.discipline import Choice, Rule, choose
from hall_server.domain.duty import Duty
from hall_server.domain.refusals import NobodyWaiting, RecallTooSoon, StopNotHere
from hall_server.domain.states import StopAction, stop_after
from hall_server.domain.stop import Stop
from hall_server.store.stops import change_stop, heads_for, stop_by_id
from hall_server.store.transaction import Transaction
from hall_server.store.windows import add_call
from hall_server.wire.acts import CallStop, WindowNow


def call_next(tx: Transaction, window: str, seat: str | None) -> WindowNow:
    """Call whom the rule chooses. Raises NobodyWaiting, WindowBusy, WindowNotOpen, and seat refusals."""
    duty = ready_to_call(tx, window, seat)
    call = call_by_rule(tx, duty)
    if call is None:
        raise NobodyWaiting(window=window)
    tx.record("call_next", call_entry(tx, call), call.called.ticket)
    return window_now(tx, duty, call.called)


def call_this(tx: Transaction, window: str, seat: str | None, wanted: CallStop) -> WindowNow:
    """Call this very stop out of turn; the reason kept is `picked`.

    Raises StopNotHere when it waits in no queue of the window's profile and is not pinned to it.
    """
    duty = ready_to_call(tx, window, seat)
    stop = stop_by_id(tx, wanted.stop)
    stop_after(stop.state, StopAction.CALL)
    pinned_here = stop.pinned_window in (None, duty.window)
    if not pinned_here or (
        stop.pinned_window is None and stop.queue not in tx.setup.serves[duty.window].queues
    ):
        raise StopNotHere(number=stop.label, window=window)
    waited = tx.now.timestamp() - stop.basis.timestamp()
    call = _summon(tx, duty, stop, Choice(stop.id, Rule.PICKED, waited))
    tx.record("call_this", call_entry(tx, call), stop.ticket)
    return window_now(tx, duty, call.called)


def recall(tx: Transaction, window: str, seat: str | None) -> WindowNow:
    """Summon the called visitor once more. Raises RecallTooSoon within the hall's recall pause."""
    duty, stop = in_hand(tx, window, seat)
    require_no_evacuation(tx)
    again = stop.recall(tx.now)
    if stop.called_at is not None:
        passed = (tx.now - stop.called_at).total_seconds()
        pause = tx.setup.plan.rules.recall_pause_seconds
        if 0 <= passed < pause:
            raise RecallTooSoon(number=stop.label, seconds=int(pause - passed) + 1)
    change_stop(tx, stop, again)
    call = add_call(tx, again)
    tx.record("recall", stop_entry(tx, again, call=call, recall=again.recalls), again.ticket)
    return window_now(tx, duty, again)


class Summons(NamedTuple):
    """A stop as it waited, and as it is called."""

    waiting: Stop
    called: Stop


def call_by_rule(tx: Transaction, duty: Duty) -> Summons | None:
    """Apply the calling rule for a window; None when nobody waits for it. Records nothing."""
    serves = tx.setup.serves[duty.window]
    line = {stop.id: stop for stop in heads_for(tx, serves)}
    heads = [stop.waiting() for stop in line.values()]
    choice = choose(heads, serves, tx.setup.limits, tx.now.timestamp())
    if choice is None:
        return None
    return _summon(tx, duty, line[choice.stop], choice)


def _summon(tx: Transaction, duty: Duty, stop: Stop, choice: Choice) -> Summons:
    called = change_stop(tx, stop, stop.call(duty.window, choice, tx.now))
    add_call(tx, called)
    return Summons(stop, called)


def call_entry(tx: Transaction, call: Summons) -> dict[str, Any]:
    """The journal's words for a call, with the reason the rule gave."""
    waiting, called = call
    rule = called.rule.value if called.rule else None
    before = was(tx.setup, waiting, called)
    return dict(stop_entry(tx, called, rule=rule, waited_s=called.waited_s, was=before))
