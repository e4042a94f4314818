"""Taking back the last act at a window: which acts, what each puts back, and until when.

A slip is noticed at once or not at all, so only the newest act of the window counts, only while
nothing else has touched what it changed, and only for ten seconds by the hall's clock.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from hall_server.domain.refusals import NothingToUndo, TooLateToUndo, UndoOvertaken
from hall_server.domain.states import StopAction, StopState, WindowAction, WindowState

UNDO_FOR = timedelta(seconds=10)

_S, _A = StopState, StopAction

UNDO_TABLE: Mapping[tuple[StopState, StopAction], frozenset[StopState]] = MappingProxyType(
    {
        (_S.CALLED, _A.CALL): frozenset({_S.WAITING}),
        (_S.SERVING, _A.START): frozenset({_S.CALLED}),
        (_S.DONE, _A.FINISH): frozenset({_S.SERVING}),
        (_S.NO_SHOW, _A.NO_SHOW): frozenset({_S.CALLED}),
        (_S.WAITING, _A.REQUEUE): frozenset({_S.CALLED}),
        (_S.HELD, _A.HOLD): frozenset({_S.CALLED, _S.SERVING}),
        (_S.MOVED, _A.TRANSFER): frozenset({_S.CALLED, _S.SERVING}),
        (_S.LEFT, _A.LEAVE): frozenset({_S.WAITING, _S.CALLED, _S.SERVING, _S.HELD}),
    }
)
"""Where a stop may go back to, by its present state and the act that put it there.

A stop that the act made (the following errand, the one that carries a transfer) goes from WAITING
to MOVED: the earlier one carries on.
"""

_W, _D = WindowState, WindowAction

UNDO_WINDOW_TABLE: Mapping[tuple[WindowState, WindowAction], frozenset[WindowState]] = (
    MappingProxyType(
        {
            (_W.OPEN, _D.OPEN): frozenset({_W.CLOSED}),
            (_W.OPEN, _D.RESUME): frozenset({_W.PAUSED}),
            (_W.PAUSED, _D.PAUSE): frozenset({_W.OPEN}),
            (_W.CLOSED, _D.CLOSE): frozenset({_W.OPEN, _W.PAUSED}),
        }
    )
)
"""Where a window may go back to, by its present state and the act that put it there."""

STOP_ACTS: Mapping[str, StopAction] = MappingProxyType(
    {
        "call_next": _A.CALL,
        "call_this": _A.CALL,
        "start": _A.START,
        "finish": _A.FINISH,
        "finish_and_call_next": _A.FINISH,
        "no_show": _A.NO_SHOW,
        "requeue": _A.REQUEUE,
        "hold": _A.HOLD,
        "transfer": _A.TRANSFER,
        "leave": _A.LEAVE,
    }
)
"""Journal acts on a stop that can be taken back. The call in `finish_and_call_next` is with it."""

WINDOW_ACTS: Mapping[str, WindowAction] = MappingProxyType(
    {
        "open_window": _D.OPEN,
        "resume_window": _D.RESUME,
        "pause_window": _D.PAUSE,
        "close_window": _D.CLOSE,
    }
)
"""Journal acts on the window itself that can be taken back."""

FINAL_ACTS = frozenset(
    {
        "recall",
        "walk_in",
        "resume_held",
        "add_stop",
        "sign_in",
        "sign_out",
        "change_profile",
        "undo",
    }
)
"""Acts at a window that stay, and after which what came before them stays as well."""


class Entry(NamedTuple):
    """A journal entry, as this rule reads it."""

    seq: int
    at: datetime
    act: str
    actor: str
    ticket: int | None
    data: Mapping[str, Any]


def can_be_undone(act: str, data: Mapping[str, Any]) -> bool:
    """Whether the rule has a way back for an act, as its entry tells it."""
    if act in WINDOW_ACTS:
        return True
    action = STOP_ACTS.get(act)
    if action is None or "was" not in data:
        return False
    ways = UNDO_TABLE.get((StopState(data["state"]), action), frozenset())
    return data["was"].get("state") in ways


def last_act(entries: Iterable[Entry], window: str, who: str, now: datetime) -> Entry:
    """The entry that `who` (a signature) may take back at a window (its number) at `now`.

    `entries` are those of the last moments, newest first. Raises NothingToUndo, TooLateToUndo or
    UndoOvertaken.
    """
    later: list[Entry] = []
    for entry in entries:
        if _is_of_window(entry, window, who):
            break
        later.append(entry)
    else:
        raise NothingToUndo(window=window)
    number = entry.data.get("number", "")
    if entry.actor != who:
        raise UndoOvertaken(number=number or window)
    if not can_be_undone(entry.act, entry.data):
        raise NothingToUndo(window=window)
    if now - entry.at > UNDO_FOR:
        raise TooLateToUndo(seconds=int(UNDO_FOR.total_seconds()))
    stops = stops_of(entry.data)
    if any(_touches(each, entry.ticket, stops) for each in later):
        raise UndoOvertaken(number=number)
    return entry


def _is_of_window(entry: Entry, window: str, who: str) -> bool:
    """Whether an act was done at the window, or by its clerk on somebody in the line."""
    if entry.act in STOP_ACTS and "window" not in entry.data:
        return entry.actor == who
    known = entry.act in STOP_ACTS or entry.act in WINDOW_ACTS or entry.act in FINAL_ACTS
    return known and entry.data.get("window") == window


def _touches(later: Entry, ticket: int | None, stops: frozenset[int]) -> bool:
    return bool(stops & stops_of(later.data)) or (
        later.ticket is not None and later.ticket == ticket and "stop" in later.data
    )


def stops_of(data: Mapping[str, Any]) -> frozenset[int]:
    """The stops that an entry says an act changed or made."""
    following, called = data.get("next"), data.get("called")
    ids = [
        data.get("stop"),
        following.get("stop") if isinstance(following, Mapping) else following,
        called.get("stop") if isinstance(called, Mapping) else None,
    ]
    return frozenset(id for id in ids if isinstance(id, int))
