"""Where a ticket with several errands goes next."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Planned(NamedTuple):
    """An errand not begun. Errands of the lowest step left may be done in any order."""

    planned: int
    position: int
    step: int
    queue: int


def next_errand(
    plan: Iterable[Planned], here: frozenset[int], waits: Mapping[int, float]
) -> Planned | None:
    """The errand to do next, or None when nothing is planned.

    Among the errands the order allows: first one that the present window itself serves (`here`),
    else the one whose queue has the shortest expected wait in `waits` (seconds; a queue that
    nobody serves is missing or infinite), ties by the theme's own order.
    """
    errands = list(plan)
    if not errands:
        return None
    step = min(errand.step for errand in errands)
    allowed = [errand for errand in errands if errand.step == step]
    return min(
        allowed,
        key=lambda errand: (
            errand.queue not in here,
            waits.get(errand.queue, float("inf")),
            errand.position,
        ),
    )
