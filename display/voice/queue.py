"""Which calls are said at one loudspeaker, in which order, and why others are not. Pure.

Calls come from `Shown.rings` alone. Moments are seconds of a clock that only runs forward, so that
a machine whose time of day is set neither drops a call nor keeps an old one.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from display.board import Shown
from hall_server.wire.views import BoardCall, EvacuationView

LEAVE_EVERY_S = 20.0
"""While everybody is told to leave, from one beginning to the next."""
LEAVE_PAUSE_S = 3.0
"""At least so much silence in between, for a sentence longer than that."""

HURRY, RUSH = 3, 6
"""So many calls behind one: nothing is said twice; it is said in the first language alone."""

Reason = Literal["folded", "repeated", "over", "late", "evacuation", "quiet", "unheard"]
"""Why a call is not said: a newer one of its number takes its place; it was said a moment ago; its
visitor is no longer expected; it waited too long; people are told to leave; the hour is quiet; for a
while there was nothing to be heard by."""

Key = tuple[int, datetime]
Evacuation = tuple[datetime, str, str]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A call that waits for its turn, and since when."""

    call: BoardCall
    since: float


@dataclass(frozen=True, slots=True)
class Said:
    """A number that was said, to which window, and when that ended; None while it sounds."""

    number: str
    window: str
    ended: float | None


@dataclass(frozen=True, slots=True)
class Dropped:
    """A call that is not said here, and why."""

    call: BoardCall
    reason: Reason


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits at one loudspeaker. Made with its rules; the functions below give its next states."""

    late_s: float
    fold_s: float
    zones: frozenset[str] = frozenset()
    """None: calls of every zone are said here."""
    waiting: tuple[Waiting, ...] = ()
    """In the order in which they are to be said."""
    known: frozenset[Key] = frozenset()
    """The rings that have been taken in."""
    live: frozenset[Key] = frozenset()
    """The calls whose visitors are still expected."""
    said: tuple[Said, ...] = ()
    heard: bool = False
    """Whether the hall is heard: a call is said only while it is known to be live."""
    evacuation: EvacuationView | None = None
    told: tuple[Evacuation, float] | None = None
    """Which evacuation was said last, and when it is due again."""


def hear(queue: Queue, shown: Shown, now: float) -> tuple[Queue, tuple[Dropped, ...]]:
    """Take in what is shown: new rings of our zones come to the end, calls that are over leave.

    While the hall is lost the calls keep their places: once it is heard again, those that are still
    live and not late are said.
    """
    admitted = shown.state is not None and shown.pairing is None
    state = shown.state if admitted else None
    calls = {_key(call): call for call in state.calls} if state else {}
    ours = [
        calls[ring.call_id, ring.call_at]
        for ring in shown.rings
        if (ring.call_id, ring.call_at) in calls.keys() - queue.known
        and _concerns(queue, calls[ring.call_id, ring.call_at])
    ]
    queue = replace(
        queue,
        live=frozenset(key for key, call in calls.items() if call.live),
        known=frozenset((ring.call_id, ring.call_at) for ring in shown.rings),
        said=tuple(one for one in queue.said if _within(one, now, queue.fold_s)),
        heard=admitted and shown.lost_since is None,
        evacuation=state.evacuation if state else None,
    )
    dropped: tuple[Dropped, ...] = ()
    # First: a recall ends the call whose place it takes.
    for call in ours:
        queue, displaced = _take(queue, call, now)
        dropped += displaced
    stay = tuple(one for one in queue.waiting if _key(one.call) in queue.live)
    dropped += tuple(Dropped(one.call, "over") for one in queue.waiting if one not in stay)
    return _unless_evacuated(replace(queue, waiting=stay), dropped)


def next_call(
    queue: Queue, now: float, volume: int
) -> tuple[Queue, Waiting | None, tuple[Dropped, ...]]:
    """The call whose turn it is, if any; it stays in its place until `begin`. Late ones leave.

    `volume` is that of the hour; at 0 nothing is said, and nothing is kept for later.
    """
    if volume == 0:
        quiet = tuple(Dropped(one.call, "quiet") for one in queue.waiting)
        return replace(queue, waiting=()), None, quiet
    timely = tuple(one for one in queue.waiting if now - one.since < queue.late_s)
    late = tuple(Dropped(one.call, "late") for one in queue.waiting if one not in timely)
    queue = replace(queue, waiting=timely)
    free = queue.heard and queue.evacuation is None and bool(timely)
    return queue, timely[0] if free else None, late


def begin(queue: Queue, call: BoardCall) -> Queue:
    """The call sounds from now on."""
    stay = tuple(one for one in queue.waiting if not _same(one.call, call))
    return replace(
        queue, waiting=stay, said=(*queue.said, Said(call.number, call.window, ended=None))
    )


def put_back(queue: Queue, begun: Waiting) -> tuple[Queue, tuple[Dropped, ...]]:
    """What was begun could not be heard at all: it comes next again, if it is still live."""
    queue = replace(queue, said=tuple(one for one in queue.said if one.ended is not None))
    newer = tuple(one for one in queue.waiting if one.call.number == begun.call.number)
    if newer:
        # It takes the place of the older call, which was the first.
        others = tuple(one for one in queue.waiting if one not in newer)
        return replace(queue, waiting=(*newer, *others)), (Dropped(begun.call, "folded"),)
    if _key(begun.call) not in queue.live:
        return queue, (Dropped(begun.call, "over"),)
    return replace(queue, waiting=(begun, *queue.waiting)), ()


def drop_unheard(queue: Queue, now: float, after_s: float) -> tuple[Queue, tuple[Dropped, ...]]:
    """There is nothing to be heard by: what has waited for it so long is not said later."""
    stay = tuple(one for one in queue.waiting if now - one.since < after_s)
    gone = tuple(Dropped(one.call, "unheard") for one in queue.waiting if one not in stay)
    return replace(queue, waiting=stay), gone


def languages_in_time(queue: Queue, languages: tuple[str, ...]) -> tuple[str, ...]:
    """In which languages the call that sounds is said, so that those behind it do not come too late."""
    if len(queue.waiting) >= RUSH:
        return languages[:1]
    return tuple(dict.fromkeys(languages)) if len(queue.waiting) >= HURRY else languages


def end(queue: Queue, now: float) -> Queue:
    """What sounded has ended: for `fold_s` more, the same again would be a repetition."""
    return replace(
        queue,
        said=tuple(one if one.ended is not None else replace(one, ended=now) for one in queue.said),
    )


def to_leave(queue: Queue, now: float) -> EvacuationView | None:
    """The evacuation that is to be said now: a new one at once, then again and again."""
    evacuation = queue.evacuation
    if evacuation is None:
        return None
    due = queue.told is None or queue.told[0] != _which(evacuation) or now >= queue.told[1]
    return evacuation if due else None


def told_to_leave(queue: Queue, told: EvacuationView, begun: float, now: float) -> Queue:
    """The evacuation was said from `begun` until now."""
    again = max(begun + LEAVE_EVERY_S, now + LEAVE_PAUSE_S)
    return replace(queue, told=(_which(told), again))


def interrupts(queue: Queue, saying: BoardCall | EvacuationView) -> bool:
    """Whether what sounds is to be cut off: people are to leave, or need not any more."""
    if isinstance(saying, BoardCall):
        return queue.evacuation is not None
    return queue.evacuation is None or _which(queue.evacuation) != _which(saying)


def next_at(queue: Queue) -> float | None:
    """When there is something to do without any news; None: not before the next."""
    due = [one.since + queue.late_s for one in queue.waiting]
    if queue.evacuation is not None and queue.told is not None:
        due.append(queue.told[1])
    return min(due, default=None)


def _take(queue: Queue, call: BoardCall, now: float) -> tuple[Queue, tuple[Dropped, ...]]:
    if not call.live:
        return queue, (Dropped(call, "over"),)
    if any((one.number, one.window) == (call.number, call.window) for one in queue.said):
        return queue, (Dropped(call, "repeated"),)
    places = {one.call.number: place for place, one in enumerate(queue.waiting)}
    place = places.get(call.number)
    if place is None:
        return replace(queue, waiting=(*queue.waiting, Waiting(call, now))), ()
    # It keeps the place of the older call: who is recalled again and again would never be heard.
    folded = list(queue.waiting)
    older, folded[place] = folded[place], Waiting(call, now)
    return replace(queue, waiting=tuple(folded)), (Dropped(older.call, "folded"),)


def _unless_evacuated(
    queue: Queue, dropped: tuple[Dropped, ...]
) -> tuple[Queue, tuple[Dropped, ...]]:
    if queue.evacuation is None:
        return replace(queue, told=None), dropped
    cleared = tuple(Dropped(one.call, "evacuation") for one in queue.waiting)
    return replace(queue, waiting=()), dropped + cleared


def _within(said: Said, now: float, fold_s: float) -> bool:
    return said.ended is None or now - said.ended <= fold_s


def _concerns(queue: Queue, call: BoardCall) -> bool:
    return not queue.zones or call.zone in queue.zones


def _same(one: BoardCall, other: BoardCall) -> bool:
    return (one.number, one.window) == (other.number, other.window)


def _key(call: BoardCall) -> Key:
    return call.call_id, call.at


def _which(evacuation: EvacuationView) -> Evacuation:
    return evacuation.since, evacuation.text.zh, evacuation.text.en
