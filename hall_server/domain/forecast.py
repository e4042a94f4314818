"""How long people will wait: the calling rule played forward from the live state.

Each replication draws service times around what is expected, frees the windows one after another
in time, and lets the same rule choose. The range between replications is what visitors are told.
"""

from bisect import bisect_right, insort
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from math import inf
from random import Random
from typing import NamedTuple

from hall_server.domain.discipline import ORDINARY_RATE, Serves, Waiting, choose

REPLICATIONS = 8
SPREAD = 0.45
"""Standard deviation of the logarithm of service times; counters lie between 0.4 and 0.6."""
LEAST_SERVICE_S = 20.0
ROUND_BELOW_MINUTES = 10
ROUND_TO_MINUTES = 5


class Busy(NamedTuple):
    """An open window: what it serves, and, if somebody is there, expected and elapsed service in seconds."""

    serves: Serves
    expected: float
    elapsed: float | None


@dataclass(frozen=True, slots=True)
class Range:
    """People ahead, and whole minutes from low to high; None when no open window serves the queue."""

    ahead: int
    low: int | None
    high: int | None
    mean_s: float = float("inf")


@dataclass(frozen=True, slots=True)
class Forecast:
    """Ranges for each waiting stop by id, and for a newcomer of each queue."""

    stops: Mapping[int, Range]
    newcomers: Mapping[int, Range]


@dataclass(frozen=True, slots=True)
class LiveLine:
    """The live state the forecast starts from. Seconds; `service` is the expected service per stop id.

    `newcomer_service` and `limits` are per queue id.
    """

    waiting: Sequence[Waiting]
    windows: Sequence[Busy]
    service: Mapping[int, float]
    newcomer_service: Mapping[int, float]
    limits: Mapping[int, float]
    now: float


def forecast(live: LiveLine, seed: int) -> Forecast:
    """Play the rule forward. Deterministic for a seed. Costs some microseconds per waiting stop and window."""
    newcomers = _newcomers(live)
    waits: dict[int, list[float]] = defaultdict(list)
    order: list[int] = []
    random = Random(seed)
    for replication in range(REPLICATIONS):
        called = play(live, newcomers, random if replication else None)
        for stop, wait in called.items():
            waits[stop].append(wait)
        if not replication:
            order = list(called)
    ahead = _ahead(live, order, newcomers)
    return Forecast(
        stops={each.stop: _range(ahead[each.stop], waits[each.stop]) for each in live.waiting},
        newcomers={each.queue: _range(ahead[each.stop], waits[each.stop]) for each in newcomers},
    )


def calling_order(live: LiveLine) -> list[int]:
    """Those waiting, by stop id, in the order in which the open windows are expected to call them.

    Whom no open window may call is missing.
    """
    return list(play(live, [], None))


def _newcomers(live: LiveLine) -> list[Waiting]:
    """A visitor without priority who takes a number now at each queue; ids are negative."""
    return [
        Waiting(-queue, queue, ORDINARY_RATE, live.now, 1 << 62) for queue in live.newcomer_service
    ]


class _Line:
    """Waiting stops as the rule needs them: the head of each queue and rate, and the pinned ones."""

    def __init__(self, waiting: Iterable[Waiting]) -> None:
        lanes: dict[tuple[int, float, bool], list[Waiting]] = defaultdict(list)
        self.pinned: list[Waiting] = []
        for each in waiting:
            if each.pinned_at is not None:
                self.pinned.append(each)
            else:
                lanes[each.queue, each.rate, each.booked].append(each)
        self.lanes: dict[int, list[deque[Waiting]]] = defaultdict(list)
        for (queue, _, _), members in lanes.items():
            members.sort(key=lambda each: (each.basis, each.sequence))
            self.lanes[queue].append(deque(members))

    def heads(self, queues: Iterable[int]) -> list[Waiting]:
        first = [lane[0] for queue in queues for lane in self.lanes.get(queue, ()) if lane]
        return first + self.pinned if self.pinned else first

    def add(self, waiting: Waiting) -> None:
        """Somebody comes, after all of the same queue and rate who are there."""
        for lane in self.lanes[waiting.queue]:
            if lane and (lane[0].rate, lane[0].booked) == (waiting.rate, waiting.booked):
                lane.append(waiting)
                return
        self.lanes[waiting.queue].append(deque([waiting]))

    def remove(self, chosen: int, queues: Iterable[int]) -> Waiting:
        for queue in queues:
            for lane in self.lanes.get(queue, ()):
                if lane and lane[0].stop == chosen:
                    return lane.popleft()
        for place, each in enumerate(self.pinned):
            if each.stop == chosen:
                return self.pinned.pop(place)
        raise LookupError(chosen)


class Coming(NamedTuple):
    """Somebody expected to take a number: seconds from now, the stop that will be, its service."""

    at: float
    waiting: Waiting
    service: float


def play(
    live: LiveLine,
    newcomers: list[Waiting],
    random: Random | None,
    coming: Sequence[Coming] = (),
    until: float = inf,
) -> dict[int, float]:
    """One replication: seconds until each stop is called, in the order of calling.

    A newcomer is a probe: noted when its turn comes, it takes no window's time. `coming` are in
    the order of their coming; a free window with nobody to call waits for the next of its queues.
    What happens after `until` is left out.
    """
    line = _Line([*live.waiting, *newcomers])
    arrivals, service = deque(coming), {each.waiting.stop: each.service for each in coming}
    next_for = _next_arrivals(coming)
    queues = [tuple(window.serves.queues) for window in live.windows]
    free = [(_rest(window, random), place) for place, window in enumerate(live.windows)]
    heapify(free)
    called: dict[int, float] = {}
    while free and free[0][0] <= until:
        at, place = heappop(free)
        while arrivals and arrivals[0].at <= at:
            line.add(arrivals.popleft().waiting)
        serves = live.windows[place].serves
        while True:
            choice = choose(line.heads(queues[place]), serves, live.limits, live.now + at)
            if choice is None:
                following = next_for(queues[place], at)
                if following is not None:
                    heappush(free, (following, place))
                break
            stop = line.remove(choice.stop, queues[place]).stop
            called[stop] = at
            if stop > 0:
                lasts = service[stop] if stop in service else live.service[stop]
                heappush(free, (at + _draw(lasts, random), place))
                break
    return called


def _next_arrivals(
    coming: Sequence[Coming],
) -> Callable[[Iterable[int], float], float | None]:
    """A look-up: when the next comes to any of some queues, after a moment."""
    times: dict[int, list[float]] = defaultdict(list)
    for each in coming:
        times[each.waiting.queue].append(each.at)

    def following(queues: Iterable[int], after: float) -> float | None:
        known = [times[queue] for queue in queues if queue in times]
        places = [(bisect_right(line, after), line) for line in known]
        return min((line[place] for place, line in places if place < len(line)), default=None)

    return following


def _rest(window: Busy, random: Random | None) -> float:
    """Seconds until a window is free; a service that runs long is expected to run on a little."""
    if window.elapsed is None:
        return 0.0
    return max(_draw(window.expected, random) - window.elapsed, 0.2 * window.expected)


def _draw(expected: float, random: Random | None) -> float:
    if random is None:
        return max(expected, LEAST_SERVICE_S)
    factor = random.lognormvariate(-SPREAD * SPREAD / 2, SPREAD)
    return max(expected * factor, LEAST_SERVICE_S)


def _ahead(live: LiveLine, order: list[int], newcomers: list[Waiting]) -> dict[int, int]:
    """People of the same queue called before each stop; those never called count in turn."""
    queue_of = {each.stop: each.queue for each in [*live.waiting, *newcomers]}
    called = set(order)
    uncalled = sorted(
        (each for each in [*live.waiting, *newcomers] if each.stop not in called),
        key=lambda each: (each.basis, each.sequence),
    )
    before: dict[int, int] = defaultdict(int)
    ahead: dict[int, int] = {}
    for stop in [*order, *(each.stop for each in uncalled)]:
        ahead[stop] = before[queue_of[stop]]
        before[queue_of[stop]] += stop > 0
    return ahead


def _range(ahead: int, waits: list[float]) -> Range:
    if not waits:
        return Range(ahead, None, None)
    spread: list[float] = []
    for wait in waits:
        insort(spread, wait)
    low, high = spread[len(spread) // 5], spread[-1 - len(spread) // 5]
    return Range(ahead, _minutes_down(low), _minutes_up(high), sum(waits) / len(waits))


def _minutes_down(seconds: float) -> int:
    minutes = int(seconds // 60)
    return minutes if minutes < ROUND_BELOW_MINUTES else minutes - minutes % ROUND_TO_MINUTES


def _minutes_up(seconds: float) -> int:
    minutes = int(-(-seconds // 60))
    if minutes <= ROUND_BELOW_MINUTES:
        return minutes
    return -(-minutes // ROUND_TO_MINUTES) * ROUND_TO_MINUTES
