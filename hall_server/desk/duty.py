"""Windows and their clerks: signing in, opening, pausing, closing, changing what a window serves."""

from typing import Any

from hall_server.desk.seat import require_free, seated_or_supervised
from hall_server.desk.told import window_entry, window_now
from hall_server.desk.way_back import duty_was, was
from hall_server.domain.duty import Duty
from hall_server.domain.refusals import (
    ClerkSitsElsewhere,
    Unknown,
    WindowHeldElsewhere,
    WindowNotSignedIn,
)
from hall_server.domain.states import WindowState
from hall_server.store import schema as t
from hall_server.store.people import names_of_staff
from hall_server.store.stops import STOPS, change_stop, from_row, stop_at
from hall_server.store.transaction import Transaction
from hall_server.store.windows import change_duty, duty_of, set_profile, window_of_clerk
from hall_server.wire.acts import Pause, SetProfile, SignIn, WindowNow


def sign_in(tx: Transaction, window: str, wanted: SignIn) -> WindowNow:
    """Sit down at a window with this tab. The same tab may say so again.

    Raises WindowHeldElsewhere when somebody else, or another tab, sits there; ClerkSitsElsewhere
    when the clerk sits at another window.
    """
    duty = duty_of(tx, window)
    if duty.staff is not None and (duty.staff, duty.seat) != (tx.actor.id, wanted.seat):
        raise _held(tx, duty)
    elsewhere = window_of_clerk(tx, tx.actor.id)
    if elsewhere not in (None, window):
        raise ClerkSitsElsewhere(window=elsewhere)
    duty = change_duty(tx, duty.seated(tx.actor.id, wanted.seat))
    return _done(tx, "sign_in", duty)


def take_over(tx: Transaction, window: str, wanted: SignIn) -> WindowNow:
    """The clerk who sits here goes on in this tab; the other tab is told.

    Raises WindowHeldElsewhere when it is another clerk's window.
    """
    duty = duty_of(tx, window)
    if duty.staff is None:
        raise WindowNotSignedIn(window=window)
    if duty.staff != tx.actor.id:
        raise _held(tx, duty)
    duty = change_duty(tx, duty.seated(tx.actor.id, wanted.seat))
    return _done(tx, "take_over", duty)


def sign_out(tx: Transaction, window: str, seat: str | None) -> WindowNow:
    """Get up; a window still open or paused is closed with it. Raises WindowBusy."""
    duty = seated_or_supervised(tx, window, seat)
    if duty.staff is None:
        raise WindowNotSignedIn(window=window)
    require_free(tx, duty)
    if duty.state is not WindowState.CLOSED:
        duty = duty.close(tx.now)
        unpin_all(tx, duty)
    duty = change_duty(tx, duty.vacated())
    return _done(tx, "sign_out", duty)


def open_window(tx: Transaction, window: str, seat: str | None) -> WindowNow:
    """Begin to call people. Raises WindowNotSignedIn when nobody sits there."""
    duty = seated_or_supervised(tx, window, seat)
    if duty.staff is None:
        raise WindowNotSignedIn(window=window)
    opened = change_duty(tx, duty.open(tx.now))
    return _done(tx, "open_window", opened, was=duty_was(tx.setup, duty))


def pause_window(tx: Transaction, window: str, seat: str | None, wanted: Pause) -> WindowNow:
    """Call nobody for a while, for one of the hall's reasons. Who is at the window stays."""
    duty = seated_or_supervised(tx, window, seat)
    reason = tx.setup.pause_ids.get(wanted.reason)
    if reason is None:
        raise Unknown(what="pause reason", name=wanted.reason)
    before = duty_was(tx.setup, duty)
    duty = change_duty(tx, duty.pause(reason, tx.now))
    return _done(tx, "pause_window", duty, was=before)


def resume_window(tx: Transaction, window: str, seat: str | None) -> WindowNow:
    """Call people again."""
    duty = seated_or_supervised(tx, window, seat)
    resumed = change_duty(tx, duty.resume(tx.now))
    return _done(tx, "resume_window", resumed, was=duty_was(tx.setup, duty))


def close_window(tx: Transaction, window: str, seat: str | None) -> WindowNow:
    """Stop for the day. Raises WindowBusy; those pinned to the window go back to their turn."""
    duty = seated_or_supervised(tx, window, seat)
    require_free(tx, duty)
    closed = change_duty(tx, duty.close(tx.now))
    unpinned = unpin_all(tx, duty)
    more = {"was": duty_was(tx.setup, duty), **({"unpinned": unpinned} if unpinned else {})}
    return _done(tx, "close_window", closed, **more)


def change_profile(tx: Transaction, window: str, wanted: SetProfile) -> WindowNow:
    """Give a window another profile. Raises Unknown."""
    duty = duty_of(tx, window)
    profile = tx.setup.profile_ids.get(wanted.profile)
    if profile is None:
        raise Unknown(what="profile", name=wanted.profile)
    before = tx.setup.windows[duty.window].profile
    set_profile(tx, duty.window, profile)
    return _done(tx, "change_profile", duty, profile=wanted.profile, before=before)


def unpin_all(tx: Transaction, duty: Duty) -> list[dict[str, Any]]:
    """Those pinned to a window that closes go back to their turn; returns who, for the journal."""
    pinned = tx.execute(
        STOPS.where(t.stop.c.pinned_window_id == duty.window, t.stop.c.state == "WAITING")
    )
    told = []
    for row in pinned.all():
        stop = from_row(row)
        free = change_stop(tx, stop, stop.unpin())
        told.append({"stop": stop.id, "pinned_at": was(tx.setup, stop, free)["pinned_at"]})
    return told


def _held(tx: Transaction, duty: Duty) -> WindowHeldElsewhere:
    badge, _ = names_of_staff(tx.connection, tx.hall)[duty.staff or 0]
    return WindowHeldElsewhere(window=duty.number, clerk=badge)


def _done(tx: Transaction, act: str, duty: Duty, **more: Any) -> WindowNow:
    tx.record(act, {**window_entry(tx, duty), **more})
    return window_now(tx, duty, stop_at(tx, duty.window))
