"""Whether a plan is a hall that can work: every code leads somewhere, everybody gets served."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from hall_server.domain.plan import HallPlan
from hall_server.domain.plan_problem import Path, PlanProblem
from hall_server.domain.plan_values import (
    Problems,
    minute_of_begin,
    minute_of_end,
    value_problems,
)

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def check(plan: HallPlan) -> tuple[PlanProblem, ...]:
    """Everything wrong with the plan, nothing if it can be opened. Reads the time zone database.

    An item may wait in a queue of another zone: joint windows (综合窗口) serve several zones.
    A queue may have no item: visitors reach it by transfer, as they do 办不成事反映.
    A profile may be used by no window: supervisors switch windows to it during the day.
    """
    return (*value_problems(plan), *connection_problems(plan))


def connection_problems(plan: HallPlan) -> Problems:
    """All that is wrong between parts: codes used twice or leading nowhere, nobody serving."""
    yield from _doubles(plan)
    yield from _zones(plan)
    yield from _items(plan)
    yield from _queues(plan)
    yield from _profiles(plan)
    yield from _windows(plan)
    yield from _themes(plan)
    yield from _opening(plan)


def _doubles(plan: HallPlan) -> Problems:
    yield from _twice("zones", "code", (zone.code for zone in plan.zones))
    yield from _twice("zones", "name", (zone.name.zh for zone in plan.zones))
    yield from _twice("departments", "code", (each.code for each in plan.departments))
    yield from _twice("departments", "name", (each.name.zh for each in plan.departments))
    yield from _twice("queues", "letter", (queue.letter for queue in plan.queues))
    yield from _twice("items", "code", (item.code for item in plan.items))
    yield from _twice("themes", "code", (theme.code for theme in plan.themes))
    yield from _twice("profiles", "code", (profile.code for profile in plan.profiles))
    yield from _twice("windows", "number", (window.number for window in plan.windows))
    yield from _twice("priority_reasons", "code", (each.code for each in plan.priority_reasons))
    yield from _twice("pause_reasons", "code", (each.code for each in plan.pause_reasons))


def _twice(part: str, field: str, values: Iterable[str]) -> Problems:
    for position, value in _repeats(values):
        yield PlanProblem(
            (part, position, field), f"The {field} {value!r} is used twice: change one."
        )


def _repeats(values: Iterable[str]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for position, value in enumerate(values):
        if value in seen:
            yield position, value
        seen.add(value)


def _known(path: Path, what: str, code: str, codes: Iterable[str]) -> Problems:
    if code not in codes:
        yield PlanProblem(path, f"There is no {what} {code!r}: add it or correct the spelling.")


def _zones(plan: HallPlan) -> Problems:
    with_items = {item.zone for item in plan.items}
    for position, zone in enumerate(plan.zones):
        if zone.code not in with_items:
            yield PlanProblem(
                ("zones", position),
                f"Zone {zone.code!r} ({zone.name.zh}) has no item: remove it or give it items.",
            )


def _items(plan: HallPlan) -> Problems:
    if not plan.items:
        yield PlanProblem(("items",), "The catalogue has no item: a hall needs at least one.")
    departments = {department.code for department in plan.departments}
    for position, item in enumerate(plan.items):
        path: Path = ("items", position)
        yield from _known((*path, "zone"), "zone", item.zone, plan.zone)
        yield from _known((*path, "department"), "department", item.department, departments)
        if not item.queue:
            yield PlanProblem(
                (*path, "queue"),
                f"Item {item.code!r} waits in no queue: name it or its department at a queue.",
            )
        else:
            yield from _known((*path, "queue"), "queue", item.queue, plan.queue)
    with_items = {item.department for item in plan.items}
    for position, department in enumerate(plan.departments):
        if department.code not in with_items:
            yield PlanProblem(
                ("departments", position),
                f"Department {department.name.zh!r} has no item: check the spelling or remove it.",
            )


def _queues(plan: HallPlan) -> Problems:
    served = {
        letter
        for window in plan.windows
        if window.profile in plan.profile
        for letter in plan.profile[window.profile].own
    }
    for position, queue in enumerate(plan.queues):
        yield from _known(("queues", position, "zone"), "zone", queue.zone, plan.zone)
        if queue.letter not in served:
            yield PlanProblem(
                ("queues", position),
                f"No window serves queue {queue.letter!r} as its own:"
                " add it to a profile that a window has.",
            )


def _profiles(plan: HallPlan) -> Problems:
    for position, profile in enumerate(plan.profiles):
        path: Path = ("profiles", position)
        if not profile.own:
            yield PlanProblem(
                (*path, "own"), f"Profile {profile.code!r} serves no queue: give it one."
            )
        for at, letter in enumerate(profile.own):
            yield from _known((*path, "own", at), "queue", letter, plan.queue)
        for at, backup in enumerate(profile.backup):
            spot = (*path, "backup", at)
            yield from _known((*spot, "queue"), "queue", backup.queue, plan.queue)
            queue, after = plan.queue.get(backup.queue), backup.help_after_minutes
            if queue is not None and after is not None and after > queue.max_wait_minutes:
                yield PlanProblem(
                    (*spot, "help_after_minutes"),
                    f"Helping queue {queue.letter!r} after {after} minutes comes too late:"
                    f" its max_wait_minutes is {queue.max_wait_minutes}.",
                )
        served = (*profile.own, *(backup.queue for backup in profile.backup))
        for at, letter in _repeats(served):
            mine = len(profile.own)
            spot = (*path, "own", at) if at < mine else (*path, "backup", at - mine, "queue")
            yield PlanProblem(
                spot, f"Queue {letter!r} is twice in profile {profile.code!r}: remove one."
            )


def _windows(plan: HallPlan) -> Problems:
    for position, window in enumerate(plan.windows):
        path: Path = ("windows", position)
        yield from _known((*path, "zone"), "zone", window.zone, plan.zone)
        yield from _known((*path, "profile"), "profile", window.profile, plan.profile)


def _themes(plan: HallPlan) -> Problems:
    for position, theme in enumerate(plan.themes):
        path: Path = ("themes", position)
        if not theme.items:
            yield PlanProblem((*path, "items"), f"Theme {theme.code!r} has no item: add its steps.")
        for at, errand in enumerate(theme.items):
            yield from _known((*path, "items", at), "item", errand.item, plan.item)
        for at, code in _repeats(errand.item for errand in theme.items):
            yield PlanProblem(
                (*path, "items", at), f"Item {code!r} is twice in theme {theme.code!r}: remove one."
            )
        steps = (0, *(errand.step for errand in theme.items))
        for at, (before, step) in enumerate(pairwise(steps)):
            if not (before == step > 0 or step == before + 1):
                yield PlanProblem(
                    (*path, "items", at, "step"),
                    f"Step {step} follows step {before} in theme {theme.code!r}:"
                    " number steps 1, 2, 3 without a gap.",
                )


def _opening(plan: HallPlan) -> Problems:
    if not plan.hours:
        yield PlanProblem(("hours",), "The hall never opens: give opening hours.")
    ordered = sorted(
        enumerate(plan.hours), key=lambda each: (each[1].weekday, minute_of_begin(each[1]))
    )
    closes, day = 0, -1
    for position, hours in ordered:
        if not 0 <= hours.weekday < len(_DAYS):
            continue
        if hours.weekday != day:
            closes, day = 0, hours.weekday
        if minute_of_begin(hours) < closes:
            yield PlanProblem(
                ("hours", position, "begins"),
                f"Opening at {hours.begins:%H:%M} on {_DAYS[day]}"
                " overlaps earlier hours of that day: join them.",
            )
        closes = max(closes, minute_of_end(hours))
