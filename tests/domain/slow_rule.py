"""The calling rule of the design once more, clause by clause, exact and slow: to test against."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from hall_server.domain.discipline import Serves, Waiting


class Expected(NamedTuple):
    """The stop to call and the clause that calls it."""

    stop: int
    rule: str


def slow_choice(
    line: Sequence[Waiting], serves: Serves, limits: Mapping[int, float], now: float
) -> Expected | None:
    """Whom the window calls, by reading the five clauses in their order."""
    pinned = [each for each in line if _pinned_to(each, serves)]
    if pinned:
        pinned.sort(key=lambda each: (Fraction(each.pinned_at or 0), each.sequence))
        return Expected(pinned[0].stop, "pinned")
    candidates = eligible(line, serves, now)
    if not candidates:
        return None
    overdue = [each for each in candidates if over(each, limits, now) >= 0]
    if overdue:
        overdue.sort(key=lambda each: (-over(each, limits, now), each.sequence))
        return Expected(overdue[0].stop, "overdue")
    candidates.sort(key=lambda each: (-_credit(each, now), each.sequence))
    return Expected(candidates[0].stop, _name(candidates[0], serves))


def eligible(line: Sequence[Waiting], serves: Serves, now: float) -> list[Waiting]:
    """Those in turn whom the window may call now: its own, and backup queues that have joined."""
    in_turn = [each for each in line if each.pinned_at is None]
    own = [each for each in in_turn if each.queue in serves.own]
    chosen = list(own)
    for queue, help_after in serves.backup.items():
        members = [each for each in in_turn if each.queue == queue and queue not in serves.own]
        longest = max((_wait(each, now) for each in members), default=Fraction(-1))
        if members and (not own or longest >= Fraction(help_after)):
            chosen.extend(members)
    return chosen


def over(waiting: Waiting, limits: Mapping[int, float], now: float) -> Fraction:
    """How far past its queue's max_wait a stop is, in seconds; negative while there is time."""
    return _wait(waiting, now) - Fraction(limits[waiting.queue])


def _wait(waiting: Waiting, now: float) -> Fraction:
    return Fraction(now) - Fraction(waiting.basis)


def _credit(waiting: Waiting, now: float) -> Fraction:
    return Fraction(waiting.rate) * _wait(waiting, now)


def _pinned_to(waiting: Waiting, serves: Serves) -> bool:
    if waiting.pinned_at is None:
        return False
    if waiting.pinned_window is None:
        return waiting.queue in serves.own | set(serves.backup)
    return waiting.pinned_window == serves.window


def _name(waiting: Waiting, serves: Serves) -> str:
    if waiting.queue not in serves.own:
        return "backup"
    if waiting.booked:
        return "appointment"
    return "priority" if waiting.rate > 1 else "longest"
