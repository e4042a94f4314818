"""Who is called next: one pure rule, used by call-next, by the wait estimate and by simulations.

An accumulating-priority queue with a hard limit: everybody's credit grows with effective waiting
time, faster for those with a priority reason, and whoever has waited the queue's `max_wait` goes
first whatever the class (Stanford, Taylor and Ziedins 2014, "Waiting time distributions in the
accumulating priority queue", Queueing Systems 77).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from typing import NamedTuple

ORDINARY_RATE = 1.0
STEP_S = 0.001
"""The store keeps moments to the millisecond."""


class Rule(StrEnum):
    """The clause of the rule that chose a stop; stored with the call and shown to supervisors."""

    PINNED = "pinned"
    OVERDUE = "overdue"
    PRIORITY = "priority"
    APPOINTMENT = "appointment"
    LONGEST = "longest"
    BACKUP = "backup"
    PICKED = "picked"
    """A clerk called this very stop, out of turn."""


class Waiting(NamedTuple):
    """A waiting stop as the rule sees it. Times are seconds since the epoch.

    `basis` is when effective waiting began: issue, re-entry, or the slot of an appointment.
    `pinned_at` is None for a stop in its turn; a pinned stop goes before all others, at
    `pinned_window` alone if that is set, else at any window that serves its queue.
    """

    stop: int
    queue: int
    rate: float
    basis: float
    sequence: int
    pinned_at: float | None = None
    pinned_window: int | None = None
    booked: bool = False


@dataclass(frozen=True, slots=True)
class Serves:
    """What a window may call: its own queues, and backup queues with their help-after in seconds."""

    window: int
    own: frozenset[int]
    backup: Mapping[int, float]

    @property
    def queues(self) -> frozenset[int]:
        return self.own | self.backup.keys()


class Choice(NamedTuple):
    """The stop to call, the clause that chose it, and how long it has waited effectively, in seconds."""

    stop: int
    rule: Rule
    waited: float


def choose(
    line: Iterable[Waiting], serves: Serves, limits: Mapping[int, float], now: float
) -> Choice | None:
    """The stop this window calls at `now`, or None when nobody waits for it.

    `line` must hold, for each queue the window serves, at least the pinned stops and the first
    stop by (basis, sequence) of each rate; more does not change the answer. `limits` is
    `max_wait` per queue in seconds.
    """
    own: list[Waiting] = []
    helped: list[Waiting] = []
    pinned: list[Waiting] = []
    for waiting in line:
        if waiting.pinned_at is not None:
            if _is_pinned_here(waiting, serves):
                pinned.append(waiting)
        elif waiting.queue in serves.own:
            own.append(waiting)
        elif waiting.queue in serves.backup:
            helped.append(waiting)
    if pinned:
        first = min(pinned, key=lambda each: (each.pinned_at, each.sequence))
        return Choice(first.stop, Rule.PINNED, now - first.basis)
    if own:
        due = {each.queue for each in helped if now - each.basis >= serves.backup[each.queue]}
        helped = [each for each in helped if each.queue in due]
    candidates = own + helped
    if not candidates:
        return None
    return _overdue(candidates, limits, now) or _by_credit(candidates, serves, now)


def _is_pinned_here(waiting: Waiting, serves: Serves) -> bool:
    if waiting.pinned_window is not None:
        return waiting.pinned_window == serves.window
    return waiting.queue in serves.own or waiting.queue in serves.backup


def _overdue(candidates: list[Waiting], limits: Mapping[int, float], now: float) -> Choice | None:
    late = [each for each in candidates if now - each.basis >= limits[each.queue]]
    if not late:
        return None
    first = min(late, key=lambda each: (limits[each.queue] + each.basis, each.sequence))
    return Choice(first.stop, Rule.OVERDUE, now - first.basis)


def _by_credit(candidates: list[Waiting], serves: Serves, now: float) -> Choice:
    first = max(candidates, key=lambda each: (each.rate * (now - each.basis), -each.sequence))
    if first.queue not in serves.own:
        rule = Rule.BACKUP
    elif first.booked:
        rule = Rule.APPOINTMENT
    elif first.rate > ORDINARY_RATE:
        rule = Rule.PRIORITY
    else:
        rule = Rule.LONGEST
    return Choice(first.stop, rule, now - first.basis)


def place_after(bases: Iterable[float], places: int, now: float) -> float:
    """The basis of a stop that re-enters behind `places` waiting ones, in seconds since the epoch.

    `bases` are those waiting in the queue at the same rate, in turn: at least the first `places`,
    and at least one if anybody waits. With fewer waiting, the stop re-enters at the end: its wait
    counts from now. Behind nobody means before the first.
    """
    last = now
    for place, each in enumerate(bases, start=1):
        if places == 0:
            return min(each - STEP_S, now)
        if place == places:
            return each + STEP_S
        last = max(now, each + STEP_S)
    return last


def in_turn(
    line: Iterable[Waiting],
    serves: Serves,
    limits: Mapping[int, float],
    now: float,
    most: float = inf,
) -> list[Choice]:
    """The order in which this window alone would call the first `most` of the line from now on."""
    left = {each.stop: each for each in line}
    order: list[Choice] = []
    while len(order) < most and (choice := choose(left.values(), serves, limits, now)) is not None:
        del left[choice.stop]
        order.append(choice)
    return order
