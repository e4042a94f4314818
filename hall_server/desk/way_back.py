"""What an act's journal entry keeps of a stop or a window as it was, and the way back to that."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from hall_server.domain.discipline import Rule
from hall_server.domain.duty import Duty
from hall_server.domain.states import StopState, WindowState
from hall_server.domain.stop import Stop
from hall_server.store.setup import Setup

_MOMENTS = ("since", "basis", "entered_at", "pinned_at", "called_at", "started_at", "ended_at",
            "remind_at")  # fmt: skip
_WINDOWS = ("pinned_window", "window")
_PLAIN = ("state", "recalls", "rule", "waited_s", "outcome", "note")


def was(setup: Setup, before: Stop, after: Stop) -> dict[str, Any]:
    """The values of a stop that an act has changed, as they were: for the act's journal entry."""
    words: dict[str, Callable[[Any], Any]] = {
        **dict.fromkeys(_MOMENTS, _moment_word),
        **dict.fromkeys(_WINDOWS, lambda id: setup.windows[id].number),
        **dict.fromkeys(_PLAIN, lambda value: value),
    }
    kept = {}
    for name, word in words.items():
        value = getattr(before, name)
        if value != getattr(after, name):
            kept[name] = word(value) if value is not None else None
    return kept


def as_it_was(setup: Setup, stop: Stop, words: Mapping[str, Any]) -> Stop:
    """The stop with the values an entry kept."""
    read: dict[str, Callable[[Any], Any]] = {
        **dict.fromkeys(_MOMENTS, datetime.fromisoformat),
        **dict.fromkeys(_WINDOWS, setup.window_ids.__getitem__),
        "state": StopState,
        "rule": Rule,
    }
    values: dict[str, Any] = {
        name: read.get(name, _same)(word) if word is not None else None
        for name, word in words.items()
    }
    return replace(stop, **values)


def duty_was(setup: Setup, before: Duty) -> dict[str, Any]:
    """A window as it was, for the entry of an act on it."""
    reason = setup.pauses.get(before.pause_reason or 0)
    return {
        "state": before.state.value,
        "since": _moment_word(before.since),
        **({"reason": reason.code} if reason else {}),
    }


def duty_as_it_was(setup: Setup, duty: Duty, words: Mapping[str, Any]) -> Duty:
    """The window with the values an entry kept; a reason that is gone meanwhile stays away."""
    return replace(
        duty,
        state=WindowState(words["state"]),
        since=datetime.fromisoformat(words["since"]),
        pause_reason=setup.pause_ids.get(words.get("reason", "")),
    )


def _moment_word(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")


def _same(value: Any) -> Any:
    return value
