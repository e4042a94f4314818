"""What the next hour is likely to bring: the calling rule played forward while people keep coming.

Arrivals are drawn from what was learned of the same hour; windows stay as they are now. It tells a
supervisor which queue will pass its limit while there is still time to open a window.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import NamedTuple

from hall_server.domain.discipline import ORDINARY_RATE, Waiting
from hall_server.domain.forecast import Coming, LiveLine, play

POINTS_MINUTES = (15, 30, 45, 60)
PART_S = 15 * 60.0
"""Arrivals are expected per quarter of an hour."""
REPLICATIONS = 4

Expected = Mapping[int, Sequence[float]]
"""By queue id: how many people are expected in each quarter of the next hour."""


class Point(NamedTuple):
    """A queue some minutes from now, on average over the replications."""

    minutes: int
    waiting: float
    longest_s: float


Outlook = Mapping[int, tuple[Point, ...]]
"""By queue id; a queue of whose arrivals nothing is known is missing."""


def outlook(live: LiveLine, expected: Expected, seed: int) -> dict[int, tuple[Point, ...]]:
    """Play the next hour. Deterministic for a seed. Queues without an entry in `expected` get none."""
    seen: dict[int, list[list[Point]]] = {queue: [] for queue in expected}
    for replication in range(REPLICATIONS):
        coming = _draw_arrivals(live, expected, f"{seed}:{replication}")
        random = Random(f"{seed}:{replication}:service")
        called = play(live, [], random, coming, until=POINTS_MINUTES[-1] * 60.0)
        for queue, points in _points(live, coming, called, seen).items():
            seen[queue].append(points)
    return {queue: tuple(map(_mean, zip(*told, strict=True))) for queue, told in seen.items()}


def _draw_arrivals(live: LiveLine, expected: Expected, seed: str) -> list[Coming]:
    """A Poisson stream per queue, of its own dice, so that one queue's luck is not another's."""
    first_id = max((each.stop for each in live.waiting), default=0) + 1
    coming: list[tuple[float, int]] = []
    for queue, parts in sorted(expected.items()):
        random = Random(f"{seed}:{queue}")
        for part, count in enumerate(parts):
            at = random.expovariate(count / PART_S) if count > 0 else PART_S
            while at < PART_S:
                coming.append((part * PART_S + at, queue))
                at += random.expovariate(count / PART_S)
    return [
        Coming(
            at,
            Waiting(first_id + place, queue, ORDINARY_RATE, live.now + at, (1 << 61) + place),
            live.newcomer_service[queue],
        )
        for place, (at, queue) in enumerate(sorted(coming))
    ]


def _points(
    live: LiveLine,
    coming: Sequence[Coming],
    called: Mapping[int, float],
    queues: Mapping[int, object],
) -> dict[int, list[Point]]:
    """By queue, its line at each of the points of one replication."""
    people = [(0.0, each) for each in live.waiting] + [(each.at, each.waiting) for each in coming]
    told: dict[int, list[Point]] = {queue: [] for queue in queues}
    for minutes in POINTS_MINUTES:
        now = minutes * 60.0
        lines: dict[int, list[float]] = {}
        for at, each in people:
            if at <= now and not called.get(each.stop, now + 1) <= now:
                lines.setdefault(each.queue, []).append(each.basis)
        for queue, points in told.items():
            line = lines.get(queue, ())
            longest = max(0.0, live.now + now - min(line)) if line else 0.0
            points.append(Point(minutes, float(len(line)), longest))
    return told


def _mean(points: tuple[Point, ...]) -> Point:
    count = len(points)
    return Point(
        points[0].minutes,
        sum(each.waiting for each in points) / count,
        sum(each.longest_s for each in points) / count,
    )
