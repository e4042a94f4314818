"""Taking back the last act at a window, within seconds and only while nothing came of it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from hall_server.desk.duty import unpin_all
from hall_server.desk.seat import seated
from hall_server.desk.told import stop_entry, window_entry, window_now
from hall_server.desk.way_back import as_it_was, duty_as_it_was
from hall_server.domain.duty import Duty
from hall_server.domain.refusals import UndoOvertaken
from hall_server.domain.states import StopState, WindowState
from hall_server.domain.stop import Stop
from hall_server.domain.undo import WINDOW_ACTS, Entry, last_act
from hall_server.store.journal import newest_entries
from hall_server.store.stops import change_stop, stop_at, stop_by_id
from hall_server.store.tickets import carry_errand, replan_errands, revive_ticket, unbegin_errand
from hall_server.store.transaction import Transaction
from hall_server.store.windows import change_duty, duty_of
from hall_server.wire.acts import WindowNow

LOOK_BACK = timedelta(minutes=2)
"""Far enough to tell a clerk who is late from one who has done nothing."""
ENTRIES_MOST = 2000


def undo(tx: Transaction, window: str, seat: str | None) -> WindowNow:
    """Take back what this clerk did last at this window.

    Raises NothingToUndo, TooLateToUndo, UndoOvertaken, and seat refusals.
    """
    duty = seated(tx, window, seat)
    entries = newest_entries(tx.connection, tx.hall, tx.now - LOOK_BACK, ENTRIES_MOST)
    entry = last_act(entries, window, tx.actor.signature, tx.now)
    told: dict[str, Any]
    if entry.act in WINDOW_ACTS:
        duty = _undo_duty(tx, duty, entry)
        told = window_entry(tx, duty)
    else:
        told = {"window": window, **_undo_stop(tx, entry)}
    tx.record("undo", {**told, "undone": entry.act, "seq": entry.seq}, entry.ticket)
    return window_now(tx, duty, stop_at(tx, duty.window))


def _undo_duty(tx: Transaction, duty: Duty, entry: Entry) -> Duty:
    if duty.state.value != entry.data["state"] or duty.since != entry.at:
        raise UndoOvertaken(number=duty.number)
    before = duty_as_it_was(tx.setup, duty, entry.data["was"])
    if before.state is WindowState.CLOSED:
        unpin_all(tx, duty)
    for each in entry.data.get("unpinned", ()):
        _pin_again(tx, duty, each, entry)
    return change_duty(tx, before)


def _pin_again(tx: Transaction, duty: Duty, words: Mapping[str, Any], entry: Entry) -> None:
    """A stop that lost its pin when the window closed gets it back, if it still waits as then."""
    stop = stop_by_id(tx, words["stop"])
    if stop.state is StopState.WAITING and stop.entered_at <= entry.at and stop.pinned_at is None:
        pin = {"pinned_at": words["pinned_at"], "pinned_window": duty.number}
        change_stop(tx, stop, as_it_was(tx.setup, stop, pin))


def _undo_stop(tx: Transaction, entry: Entry) -> dict[str, Any]:
    """Put back all that the act changed; returns the journal's words for it."""
    told: dict[str, Any] = {}
    called, following = entry.data.get("called"), entry.data.get("next")
    if isinstance(called, Mapping):
        told["back_in_line"] = dict(stop_entry(tx, _step_back(tx, called, entry)))
    if following is not None:
        made = following["stop"] if isinstance(following, Mapping) else following
        told["taken_back"] = dict(stop_entry(tx, _take_back(tx, made, entry)))
    stop = _step_back(tx, entry.data, entry)
    if entry.act in ("finish", "finish_and_call_next", "leave"):
        _revive(tx, stop)
    return {**told, **stop_entry(tx, stop)}


def _step_back(tx: Transaction, words: Mapping[str, Any], entry: Entry) -> Stop:
    stop = stop_by_id(tx, words["stop"])
    if stop.state.value != words["state"] or stop.since != entry.at:
        raise UndoOvertaken(number=stop.label)
    before = as_it_was(tx.setup, stop, words["was"])
    if before.state is StopState.WAITING and before.pinned_window is not None:
        pinned_to = duty_of(tx, tx.setup.windows[before.pinned_window].number)
        if pinned_to.state is WindowState.CLOSED:
            before = before.unpin()
    return change_stop(tx, stop, before)


def _take_back(tx: Transaction, made: int, entry: Entry) -> Stop:
    """The stop that the act made waits no longer; its errand is planned again, or carried back."""
    stop = stop_by_id(tx, made)
    if stop.state is not StopState.WAITING or stop.since != entry.at:
        raise UndoOvertaken(number=stop.label)
    if entry.act == "transfer":
        carry_errand(tx, stop.id, entry.data["stop"])
    else:
        unbegin_errand(tx, stop.id)
    return change_stop(tx, stop, stop.taken_back(tx.now))


def _revive(tx: Transaction, stop: Stop) -> None:
    """The ticket goes on. Raises UndoOvertaken when its number has been given again meanwhile."""
    if not revive_ticket(tx, stop.ticket):
        raise UndoOvertaken(number=stop.label)
    replan_errands(tx, stop.ticket)
