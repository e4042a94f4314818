"""What the boards show, decided from the states heard. Pure: no socket, no file, no clock.

A call is rung once: when its id is newer than every id heard before. The page, and later light
and voice, follow `Shown.rings` and never compare states themselves.
"""

from datetime import datetime, timedelta

from hall_server.wire.lobby import LobbyState
from hall_server.wire.message import Instant, State
from hall_server.wire.views import BoardCall, BoardState, MediumView

FIRST_START_RINGS = timedelta(seconds=60)
"""After a display's start, or a hall's return from a backup, no call older than this rings."""

RINGS_KEPT = 256
"""More than any hall calls within FIRST_START_RINGS: none is forgotten while it matters."""


class PairingCode(State):
    """What a display shows that the hall does not admit."""

    code: str | None
    """Six digits for the administrator; None while the hall gave none."""
    lost: bool
    """It was registered before, and is no longer."""


class Ring(State):
    """One call that is to be heard and seen, once. `call_id` with `call_at` names the call."""

    call_id: int
    call_at: Instant
    at: Instant
    """When it was decided, on the hall's clock."""


class Shown(State):
    """All a display knows. While `lost_since` is None the hall is heard and `state` is true."""

    state: BoardState | None = None
    seen: int = 0
    """The highest call id heard."""
    rings: tuple[Ring, ...] = ()
    """Oldest first, at most RINGS_KEPT."""
    lost_since: Instant | None
    """Since when the hall is not heard, on the hall's clock (our own before the first state)."""
    ahead: timedelta = timedelta()
    """How far the hall's clock is ahead of ours."""
    cached: frozenset[str] = frozenset()
    """Hashes of the pictures and films that this machine has."""
    pairing: PairingCode | None = None
    """While the hall does not admit this display."""
    lobby: LobbyState | None = None
    """The newest one; None where the hall tells this display none."""
    lobby_heard: bool = False
    """Whether it came over the present line; any state of a new line is the truth."""


class Picture(State):
    """What a page is told. `rings` are those of the calls that are still live."""

    now: Instant
    """The hall's present moment."""
    lost_since: Instant | None
    state: BoardState | None
    rings: tuple[Ring, ...]
    media: tuple[MediumView, ...]
    """What the hall lists and this machine has, in the hall's order."""
    pairing: PairingCode | None = None
    lobby: LobbyState | None = None
    """For pages that ask for it. Its `at` says how old it is, also while the hall is heard."""


def start(now: datetime, rung: tuple[Ring, ...] = ()) -> Shown:
    """A display that has heard nothing yet: not connected since `now` (aware).

    `rung` is what it rang before it ended (`to_remember`) and does not ring again. Who follows finds
    these rings with no state yet, and so knows them for old ones.
    """
    return Shown(lost_since=now, rings=rung[-RINGS_KEPT:])


def to_remember(shown: Shown) -> tuple[Ring, ...]:
    """The rings that a display started anew would decide a second time, if it did not know them."""
    if shown.state is None:
        return shown.rings
    oldest = shown.state.at - FIRST_START_RINGS
    return tuple(ring for ring in shown.rings if ring.call_at >= oldest)


def advance(shown: Shown, state: BoardState, now: datetime) -> Shown:
    """Take in a state that has come at `now` (aware, this machine's clock).

    While the hall is heard, a state that is not newer by (version, at) changes nothing. After a
    loss the first state is the truth, whatever its version: the hall may have been put back from
    a backup, and then gives call ids a second time.
    """
    if _is_late(shown, state):
        return shown
    first = shown.state is None or _is_another_history(shown, shown.state, state)
    rings = tuple(
        Ring(call_id=call.call_id, call_at=call.at, at=state.at)
        for call in sorted(state.calls, key=lambda call: call.call_id)
        if _rings(shown, state, call, first)
    )
    highest = max((call.call_id for call in state.calls), default=0)
    return Shown(
        state=state,
        seen=highest if first else max(shown.seen, highest),
        rings=(shown.rings + rings)[-RINGS_KEPT:],
        lost_since=None,
        ahead=state.at - now,
        cached=shown.cached,
        lobby=shown.lobby,
        lobby_heard=shown.lobby_heard,
    )


def advance_lobby(shown: Shown, lobby: LobbyState) -> Shown:
    """Take in the lobby's second view. One that is not newer by (version, at) changes nothing,
    unless it is the first of a line: before or after the line's first state, as it happens.
    """
    late = (
        shown.lobby is not None
        and shown.lobby_heard
        and (lobby.version, lobby.at) <= (shown.lobby.version, shown.lobby.at)
    )
    return shown if late else shown.model_copy(update={"lobby": lobby, "lobby_heard": True})


def lose(shown: Shown, now: datetime) -> Shown:
    """The hall is no longer heard, from `now` (aware) on, unless it was lost before."""
    if shown.lost_since is None:
        return shown.model_copy(update={"lost_since": now + shown.ahead, "lobby_heard": False})
    return shown.model_copy(update={"lobby_heard": False}) if shown.lobby_heard else shown


def have(shown: Shown, cached: frozenset[str]) -> Shown:
    """The pictures and films of these hashes are on this machine now."""
    return shown if cached == shown.cached else shown.model_copy(update={"cached": cached})


def refuse(shown: Shown, pairing: PairingCode) -> Shown:
    """The hall does not admit this display: nothing of the hall is shown until it does."""
    if shown.pairing == pairing:
        return shown
    return shown.model_copy(update={"pairing": pairing})


def picture(shown: Shown, now: datetime) -> Picture:
    """What the pages are told at `now` (aware). A display that lost the hall tells of no ring."""
    live = (
        {_key(call) for call in shown.state.calls if call.live}
        if shown.state is not None and shown.lost_since is None
        else set()
    )
    return Picture(
        now=now + shown.ahead,
        lost_since=shown.lost_since,
        state=shown.state,
        rings=tuple(ring for ring in shown.rings if (ring.call_id, ring.call_at) in live),
        media=tuple(
            one for one in (shown.state.media if shown.state else ()) if one.sha256 in shown.cached
        ),
        pairing=shown.pairing,
        lobby=shown.lobby,
    )


def _is_late(shown: Shown, state: BoardState) -> bool:
    if shown.state is None or shown.lost_since is not None:
        return False
    return (state.version, state.at) <= (shown.state.version, shown.state.at)


def _is_another_history(shown: Shown, before: BoardState, state: BoardState) -> bool:
    """Whether the hall was put back: a lower version, or an unknown live call with an old id."""
    known = {_key(call) for call in before.calls} | _rung(shown)
    return state.version < before.version or any(
        call.live and call.call_id <= shown.seen and _key(call) not in known for call in state.calls
    )


def _key(call: BoardCall) -> tuple[int, datetime]:
    return call.call_id, call.at


def _rung(shown: Shown) -> set[tuple[int, datetime]]:
    return {(ring.call_id, ring.call_at) for ring in shown.rings}


def _rings(shown: Shown, state: BoardState, call: BoardCall, first: bool) -> bool:
    if not call.live:
        return False
    if first:
        return _key(call) not in _rung(shown) and state.at - call.at <= FIRST_START_RINGS
    return call.call_id > shown.seen
