"""What each request of a clerk or supervisor does in the stand-in hall: one small function per act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from stand_in_hall import COME_BACK_MINUTES, Closure, StandInHall, Stop, Window

from hall_server.domain import refusals
from hall_server.domain.states import StopAction, StopState, WindowAction
from hall_server.wire import acts
from hall_server.wire.message import Command, Text
from hall_server.wire.views import ClerkView

Act = Callable[[StandInHall, Window, Any, str], None]


def sit_down(hall: StandInHall, window: Window, clerk: ClerkView, seat: str) -> None:
    """Signs a clerk in; refuses when somebody else, or another tab, sits there."""
    elsewhere = next(
        (
            w
            for w in hall.windows.values()
            if w.clerk and w.clerk.badge == clerk.badge and w is not window
        ),
        None,
    )
    if elsewhere is not None:
        raise refusals.ClerkSitsElsewhere(window=elsewhere.number)
    if window.clerk is not None and (window.clerk.badge, window.seat) != (clerk.badge, seat):
        raise refusals.WindowHeldElsewhere(window=window.number, clerk=window.clerk.name)
    window.clerk, window.seat = clerk, seat
    hall.record("sign_in", clerk.badge, None, window.number)


def take_over(hall: StandInHall, window: Window, clerk: ClerkView, seat: str) -> None:
    """The clerk who sits here goes on in another tab."""
    if window.clerk is None or window.clerk.badge != clerk.badge:
        raise refusals.WindowNotSignedIn(window=window.number)
    window.seat = seat
    hall.record("take_over", clerk.badge, None, window.number)


def _sign_out(hall: StandInHall, window: Window, _: acts.Nothing, actor: str) -> None:
    window.clerk = window.seat = None
    hall.record("sign_out", actor, None, window.number)


def _turn(action: WindowAction) -> Act:
    def act(hall: StandInHall, window: Window, _: acts.Nothing, actor: str) -> None:
        hall.turn(window, action, actor)

    return act


def _pause(hall: StandInHall, window: Window, body: acts.Pause, actor: str) -> None:
    hall.turn(window, WindowAction.PAUSE, actor, body.reason)


def _call_next(hall: StandInHall, window: Window, _: acts.Nothing, actor: str) -> None:
    hall.call_next(window, actor)


def _call(hall: StandInHall, window: Window, body: acts.CallStop, actor: str) -> None:
    hall.call(window, hall.stop(body.stop), "picked", actor)


def _finish(hall: StandInHall, window: Window, body: acts.Finish, actor: str) -> None:
    hall.finish(window, actor, body.outcome)


def _finish_and_call_next(hall: StandInHall, window: Window, body: acts.Finish, actor: str) -> None:
    hall.finish(window, actor, body.outcome)
    if hall.line(window):
        hall.call_next(window, actor)


def _recall(hall: StandInHall, window: Window, _: acts.Nothing, actor: str) -> None:
    stop = hall.needed(window)
    hall.step(stop, StopAction.RECALL, actor, recalls=stop.recalls + 1)


def _start(hall: StandInHall, window: Window, _: acts.Nothing, actor: str) -> None:
    stop = hall.needed(window)
    hall.step(stop, StopAction.START, actor, started_at=hall.now())


def _requeue(hall: StandInHall, window: Window, _: acts.Note, actor: str) -> None:
    stop = hall.needed(window)
    hall.step(stop, StopAction.REQUEUE, actor, window=None)


def _with_note(action: StopAction) -> Act:
    def act(hall: StandInHall, window: Window, body: acts.Note, actor: str) -> None:
        hall.step(hall.needed(window), action, actor, note=body.note)

    return act


def _transfer(hall: StandInHall, window: Window, body: acts.Transfer, actor: str) -> None:
    stop = hall.needed(window)
    hall.step(stop, StopAction.TRANSFER, actor)
    moved = hall.take_number(
        stop.errand.code, number=stop.number, waited=hall.now() - stop.issued_at
    )
    moved.window, moved.note, moved.token = body.window, body.note, stop.token


def _resume_held(hall: StandInHall, window: Window, body: acts.CallStop, actor: str) -> None:
    stop = hall.stop(body.stop)
    if stop.window != window.number:
        raise refusals.StopNotHere(number=stop.number, window=window.number)
    hall.step(stop, StopAction.RESUME, actor)


def _set_profile(hall: StandInHall, window: Window, body: acts.SetProfile, actor: str) -> None:
    window.profile = body.profile
    hall.record("change_profile", actor, None, window.number, profile=body.profile)


WINDOW_ACTS: dict[str, tuple[type[Command], Act]] = {
    "sign-out": (acts.Nothing, _sign_out),
    "open": (acts.Nothing, _turn(WindowAction.OPEN)),
    "resume": (acts.Nothing, _turn(WindowAction.RESUME)),
    "close": (acts.Nothing, _turn(WindowAction.CLOSE)),
    "pause": (acts.Pause, _pause),
    "profile": (acts.SetProfile, _set_profile),
    "call-next": (acts.Nothing, _call_next),
    "call": (acts.CallStop, _call),
    "finish-and-call-next": (acts.Finish, _finish_and_call_next),
    "recall": (acts.Nothing, _recall),
    "start": (acts.Nothing, _start),
    "requeue": (acts.Note, _requeue),
    "no-show": (acts.Note, _with_note(StopAction.NO_SHOW)),
    "hold": (acts.Hold, _with_note(StopAction.HOLD)),
    "finish": (acts.Finish, _finish),
    "transfer": (acts.Transfer, _transfer),
    "resume-held": (acts.CallStop, _resume_held),
}


def come_back(hall: StandInHall, stop: Stop, actor: str) -> None:
    """A missed number re-enters its line, within the hall's limit."""
    if hall.now() - stop.since > timedelta(minutes=COME_BACK_MINUTES):
        raise refusals.TooLateToComeBack(number=stop.number, minutes=COME_BACK_MINUTES)
    hall.step(stop, StopAction.COME_BACK, actor, window=None)


def leave(hall: StandInHall, stop: Stop, actor: str) -> None:
    """The visitor gives up."""
    hall.step(stop, StopAction.LEAVE, actor)


def add_stop(hall: StandInHall, stop: Stop, body: acts.AddStop, actor: str) -> None:
    """One more errand on the same number."""
    stop.steps += 1
    hall.record("add_stop", actor, stop, None, item=body.item)


def close_issuing(hall: StandInHall, body: acts.CloseIssuing, actor: str) -> Closure:
    """The kiosk shows `text` instead of giving numbers."""
    subject = body.item or body.queue or ""
    if any(closure.subject == subject for closure in hall.closures):
        raise refusals.AlreadyClosed(name=subject)
    text = Text(zh=body.text, en=body.text_en or body.text)
    closure = Closure(len(hall.journal) + 1, subject, text)
    hall.closures.append(closure)
    hall.record("close_issuing", actor, None, None, subject=subject, text=body.text)
    return closure


def reopen_issuing(hall: StandInHall, closure_id: int, actor: str) -> None:
    """Numbers are given again."""
    hall.closures[:] = [closure for closure in hall.closures if closure.closure_id != closure_id]
    hall.record("reopen_issuing", actor)


def open_day(hall: StandInHall, actor: str) -> None:
    """The day begins."""
    hall.day_open = True
    hall.record("open_day", actor)


def close_day(hall: StandInHall, actor: str) -> list[Stop]:
    """The day ends: whoever was not called expires. Returns them."""
    expired = [stop for stop in hall.stops if stop.state is StopState.WAITING]
    for stop in expired:
        hall.step(stop, StopAction.EXPIRE, actor)
    hall.day_open = False
    hall.record("close_day", actor)
    return expired
