"""Serving people: from the moment they are called until they are done, missed, held or gone."""

from datetime import timedelta
from typing import Any

from hall_server.desk.call import call_by_rule, call_entry
from hall_server.desk.onward import go_on, stop_short
from hall_server.desk.seat import in_hand, seated
from hall_server.desk.told import stop_entry, stop_now, window_now
from hall_server.desk.way_back import was
from hall_server.domain.discipline import place_after
from hall_server.domain.refusals import StopNotHere, StopNotReady, TicketOver, TooLateToComeBack
from hall_server.domain.states import StopState, WindowState
from hall_server.domain.stop import Stop
from hall_server.store.days import open_date
from hall_server.store.stops import change_stop, lane_bases, stop_at, stop_by_id
from hall_server.store.tickets import ticket_by_id
from hall_server.store.transaction import Transaction
from hall_server.wire.acts import CallStop, Finish, Hold, Note, StopNow, WindowNow


def start(tx: Transaction, window: str, seat: str | None) -> WindowNow:
    """The called visitor is at the window; the service time runs."""
    duty, stop = in_hand(tx, window, seat)
    started = change_stop(tx, stop, stop.start(tx.now))
    entry = stop_entry(tx, started, was=was(tx.setup, stop, started))
    tx.record("start", entry, started.ticket)
    return window_now(tx, duty, started)


def finish(tx: Transaction, window: str, seat: str | None, word: Finish) -> WindowNow:
    """The service is over; a ticket with more errands goes on to its next line."""
    duty, stop = in_hand(tx, window, seat)
    tx.record("finish", _finish(tx, stop, word), stop.ticket)
    return window_now(tx, duty, None)


def finish_and_call_next(tx: Transaction, window: str, seat: str | None, word: Finish) -> WindowNow:
    """Finish and call in one press.

    With nobody waiting, the window paused, or the hall being evacuated, it only finishes.
    """
    duty, stop = in_hand(tx, window, seat)
    entry = _finish(tx, stop, word)
    calls = duty.state is WindowState.OPEN and tx.setup.evacuation is None
    call = call_by_rule(tx, duty) if calls else None
    if call is not None:
        entry["called"] = call_entry(tx, call)
    tx.record("finish_and_call_next", entry, stop.ticket)
    return window_now(tx, duty, call.called if call is not None else None)


def _finish(tx: Transaction, stop: Stop, word: Finish) -> dict[str, Any]:
    done = change_stop(tx, stop, stop.finish(word.outcome, tx.now))
    following = go_on(tx, done)
    before = was(tx.setup, stop, done)
    entry = dict(stop_entry(tx, done, outcome=word.outcome, was=before))
    if following is not None:
        entry["next"] = dict(stop_entry(tx, following))
    return entry


def requeue(tx: Transaction, window: str, seat: str | None, word: Note) -> WindowNow:
    """The called visitor is not there yet: back into the line, some places behind."""
    duty, stop = in_hand(tx, window, seat)
    back = change_stop(tx, stop, stop.requeue(_reentry(tx, stop), tx.now))
    before = was(tx.setup, stop, back)
    entry = stop_entry(tx, back, window=window, note=word.note, was=before)
    tx.record("requeue", entry, back.ticket)
    return window_now(tx, duty, None)


def no_show(tx: Transaction, window: str, seat: str | None, word: Note) -> WindowNow:
    """The called visitor did not come. The number may come back within the hall's limit."""
    duty, stop = in_hand(tx, window, seat)
    missed = change_stop(tx, stop, stop.no_show(tx.now))
    entry = stop_entry(tx, missed, note=word.note, was=was(tx.setup, stop, missed))
    tx.record("no_show", entry, missed.ticket)
    return window_now(tx, duty, None)


def come_back(tx: Transaction, stop_id: int) -> StopNow:
    """A missed visitor is here after all: into the line, some places behind.

    Raises TooLateToComeBack after the hall's limit, TicketOver once the day is closed.
    """
    stop = stop_by_id(tx, stop_id)
    back = stop.come_back(_reentry(tx, stop), tx.now)
    ticket = ticket_by_id(tx, stop.ticket)
    if not ticket.live or open_date(tx.connection, tx.hall) != ticket.date:
        raise TicketOver(number=stop.label)
    minutes = tx.setup.plan.rules.come_back_minutes
    if stop.ended_at is not None and tx.now - stop.ended_at > timedelta(minutes=minutes):
        raise TooLateToComeBack(number=stop.label, minutes=minutes)
    change_stop(tx, stop, back)
    tx.record("come_back", stop_entry(tx, back), back.ticket)
    return stop_now(tx, back)


def _reentry(tx: Transaction, stop: Stop) -> Any:
    """The basis that puts a stop behind the hall's number of waiting ones."""
    places = tx.setup.plan.rules.come_back_after
    bases = lane_bases(tx, stop.queue, stop.rate, max(places, 1))
    now = tx.now.timestamp()
    return tx.now + timedelta(seconds=place_after(bases, places, now) - now)


def hold(tx: Transaction, window: str, seat: str | None, word: Hold) -> WindowNow:
    """Set the stop aside in the window's pool: a form is being filled, a copy fetched."""
    duty, stop = in_hand(tx, window, seat)
    minutes = word.remind_minutes
    remind_at = tx.now + timedelta(minutes=minutes) if minutes is not None else None
    held = change_stop(tx, stop, stop.hold(word.note, remind_at, tx.now))
    before = was(tx.setup, stop, held)
    entry = stop_entry(tx, held, note=word.note, remind_minutes=minutes, was=before)
    tx.record("hold", entry, held.ticket)
    return window_now(tx, duty, None)


def resume_held(tx: Transaction, window: str, seat: str | None, wanted: CallStop) -> WindowNow:
    """Out of the pool: first in this window's line. Raises StopNotHere for another window's pool."""
    duty = seated(tx, window, seat)
    stop = stop_by_id(tx, wanted.stop)
    resumed = stop.resume(tx.now)
    if stop.window != duty.window:
        raise StopNotHere(number=stop.label, window=window)
    change_stop(tx, stop, resumed)
    tx.record("resume_held", stop_entry(tx, resumed, window=window), resumed.ticket)
    return window_now(tx, duty, stop_at(tx, duty.window))


def leave(tx: Transaction, stop_id: int, word: Note) -> StopNow:
    """The visitor goes away; staff say so. The whole ticket ends."""
    return _leave(tx, stop_by_id(tx, stop_id), word.note)


def leave_by_visitor(tx: Transaction, stop: Stop) -> StopNow:
    """The visitor gives the number up, while waiting or called. Raises StopNotReady later."""
    if stop.state not in (StopState.WAITING, StopState.CALLED):
        raise StopNotReady(state=stop.state.value, action="leave")
    return _leave(tx, stop, "")


def _leave(tx: Transaction, stop: Stop, note: str) -> StopNow:
    left = change_stop(tx, stop, stop.leave(note, tx.now))
    stop_short(tx, stop.ticket)
    entry = stop_entry(tx, left, note=note, was=was(tx.setup, stop, left))
    tx.record("leave", entry, left.ticket)
    return stop_now(tx, left)


def note_stop(tx: Transaction, stop_id: int, word: Note) -> StopNow:
    """Words for the clerk who will serve a waiting or held visitor. Raises StopNotReady later."""
    stop = stop_by_id(tx, stop_id)
    noted = change_stop(tx, stop, stop.annotated(word.note))
    tx.record("note", stop_entry(tx, noted, note=word.note), noted.ticket)
    return stop_now(tx, noted)
