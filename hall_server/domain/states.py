"""What may happen to a stop and to a window: two tables, and nothing that goes round them."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from hall_server.domain.refusals import StopNotReady, WindowNotReady


class StopState(StrEnum):
    """Where a stop is in its life. The last five are final, but a no-show may come back."""

    WAITING = "WAITING"
    CALLED = "CALLED"
    SERVING = "SERVING"
    HELD = "HELD"
    DONE = "DONE"
    NO_SHOW = "NO_SHOW"
    LEFT = "LEFT"
    MOVED = "MOVED"
    EXPIRED = "EXPIRED"


class StopAction(StrEnum):
    """What can be done to a stop."""

    CALL = "call"
    RECALL = "recall"
    START = "start"
    WALK_IN = "walk_in"
    REQUEUE = "requeue"
    NO_SHOW = "no_show"
    COME_BACK = "come_back"
    HOLD = "hold"
    RESUME = "resume"
    FINISH = "finish"
    TRANSFER = "transfer"
    LEAVE = "leave"
    EXPIRE = "expire"


class WindowState(StrEnum):
    """Whether a window calls people."""

    CLOSED = "CLOSED"
    OPEN = "OPEN"
    PAUSED = "PAUSED"


class WindowAction(StrEnum):
    """What can be done to a window."""

    OPEN = "open"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"


_S, _A = StopState, StopAction

STOP_TABLE: Mapping[tuple[StopState, StopAction], StopState] = MappingProxyType(
    {
        (_S.WAITING, _A.CALL): _S.CALLED,
        (_S.WAITING, _A.WALK_IN): _S.SERVING,
        (_S.WAITING, _A.TRANSFER): _S.MOVED,
        (_S.WAITING, _A.LEAVE): _S.LEFT,
        (_S.WAITING, _A.EXPIRE): _S.EXPIRED,
        (_S.CALLED, _A.RECALL): _S.CALLED,
        (_S.CALLED, _A.START): _S.SERVING,
        (_S.CALLED, _A.REQUEUE): _S.WAITING,
        (_S.CALLED, _A.NO_SHOW): _S.NO_SHOW,
        (_S.CALLED, _A.HOLD): _S.HELD,
        (_S.CALLED, _A.TRANSFER): _S.MOVED,
        (_S.CALLED, _A.LEAVE): _S.LEFT,
        (_S.CALLED, _A.EXPIRE): _S.EXPIRED,
        (_S.SERVING, _A.HOLD): _S.HELD,
        (_S.SERVING, _A.FINISH): _S.DONE,
        (_S.SERVING, _A.TRANSFER): _S.MOVED,
        (_S.SERVING, _A.LEAVE): _S.LEFT,
        (_S.SERVING, _A.EXPIRE): _S.EXPIRED,
        (_S.HELD, _A.RESUME): _S.WAITING,
        (_S.HELD, _A.TRANSFER): _S.MOVED,
        (_S.HELD, _A.LEAVE): _S.LEFT,
        (_S.HELD, _A.EXPIRE): _S.EXPIRED,
        (_S.NO_SHOW, _A.COME_BACK): _S.WAITING,
    }
)

_W, _D = WindowState, WindowAction

WINDOW_TABLE: Mapping[tuple[WindowState, WindowAction], WindowState] = MappingProxyType(
    {
        (_W.CLOSED, _D.OPEN): _W.OPEN,
        (_W.OPEN, _D.PAUSE): _W.PAUSED,
        (_W.OPEN, _D.CLOSE): _W.CLOSED,
        (_W.PAUSED, _D.RESUME): _W.OPEN,
        (_W.PAUSED, _D.CLOSE): _W.CLOSED,
    }
)

ACTIVE = frozenset({_S.WAITING, _S.CALLED, _S.SERVING, _S.HELD})
"""A ticket has at most one stop in these states."""

AT_WINDOW = frozenset({_S.CALLED, _S.SERVING})
"""A window has at most one stop in these states."""


def stop_after(state: StopState, action: StopAction) -> StopState:
    """The state a stop is in after an action. Raises StopNotReady when the table has no such pair."""
    following = STOP_TABLE.get((state, action))
    if following is None:
        raise StopNotReady(state=state.value, action=action.value)
    return following


def window_after(state: WindowState, action: WindowAction) -> WindowState:
    """The state a window is in after an action. Raises WindowNotReady when there is no such pair."""
    following = WINDOW_TABLE.get((state, action))
    if following is None:
        raise WindowNotReady(state=state.value, action=action.value)
    return following
