"""Whether a plan is a hall that can work: every code leads somewhere, everybody gets served."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

from hall_server.domain.periods import begin_minute, end_minute
from hall_server.domain.plan import HallPlan
from hall_server.domain.plan_problem import Path, PlanProblem, problem
from hall_server.domain.plan_values import value_problems
from hall_server.domain.value_checks import Problems

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
    yield from _life_events(plan)
    yield from _opening(plan)
    yield from _special_days(plan)


def _doubles(plan: HallPlan) -> Problems:
    yield from _twice("zones", "code", (zone.code for zone in plan.zones))
    yield from _twice("zones", "name", (zone.name.zh for zone in plan.zones))
    yield from _twice("departments", "code", (each.code for each in plan.departments))
    yield from _twice("departments", "name", (each.name.zh for each in plan.departments))
    yield from _twice("queues", "letter", (queue.letter for queue in plan.queues))
    yield from _twice("items", "code", (item.code for item in plan.items))
    yield from _twice("themes", "code", (theme.code for theme in plan.themes))
    yield from _twice("life_events", "code", (event.code for event in plan.life_events))
    yield from _twice("profiles", "code", (profile.code for profile in plan.profiles))
    yield from _twice("windows", "number", (window.number for window in plan.windows))
    yield from _twice("priority_reasons", "code", (each.code for each in plan.priority_reasons))
    yield from _twice("pause_reasons", "code", (each.code for each in plan.pause_reasons))
    yield from _twice("notices", "code", (notice.code for notice in plan.notices))
    yield from _twice("media", "code", (medium.code for medium in plan.media))
    yield from _dates_twice("special_days", (each.date for each in plan.special_days))
    yield from _dates_twice("legal_days", (each.date for each in plan.legal_days))


def _dates_twice(part: str, dates: Iterable[date]) -> Problems:
    for position, on in _repeats(on.isoformat() for on in dates):
        yield problem((part, position, "date"), "date_twice", date=on)


def _twice(part: str, field: str, values: Iterable[str]) -> Problems:
    for position, value in _repeats(values):
        yield problem((part, position, field), "used_twice", field=field, value=value)


def _repeats(values: Iterable[str]) -> Iterator[tuple[int, str]]:
    seen: set[str] = set()
    for position, value in enumerate(values):
        if value in seen:
            yield position, value
        seen.add(value)


def _known(path: Path, what: str, code: str, codes: Iterable[str]) -> Problems:
    if code not in codes:
        yield problem(path, "unknown_code", what=what, value=code)


def _zones(plan: HallPlan) -> Problems:
    with_items = {item.zone for item in plan.items}
    for position, zone in enumerate(plan.zones):
        if zone.code not in with_items:
            spot = ("zones", position)
            yield problem(spot, "zone_without_item", zone=zone.code, name=zone.name.zh)


def _items(plan: HallPlan) -> Problems:
    if not plan.items:
        yield problem(("items",), "catalogue_empty")
    departments = {department.code for department in plan.departments}
    for position, item in enumerate(plan.items):
        path: Path = ("items", position)
        yield from _known((*path, "zone"), "zone", item.zone, plan.zone)
        yield from _known((*path, "department"), "department", item.department, departments)
        if not item.queue:
            yield problem((*path, "queue"), "item_without_queue", item=item.code)
        else:
            yield from _known((*path, "queue"), "queue", item.queue, plan.queue)
    with_items = {item.department for item in plan.items}
    for position, department in enumerate(plan.departments):
        if department.code not in with_items:
            spot = ("departments", position)
            yield problem(spot, "department_without_item", name=department.name.zh)


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
            yield problem(("queues", position), "queue_not_served", queue=queue.letter)


def _profiles(plan: HallPlan) -> Problems:
    for position, profile in enumerate(plan.profiles):
        path: Path = ("profiles", position)
        if not profile.own:
            yield problem((*path, "own"), "profile_empty", profile=profile.code)
        for at, letter in enumerate(profile.own):
            yield from _known((*path, "own", at), "queue", letter, plan.queue)
        for at, backup in enumerate(profile.backup):
            spot = (*path, "backup", at)
            yield from _known((*spot, "queue"), "queue", backup.queue, plan.queue)
            queue, after = plan.queue.get(backup.queue), backup.help_after_minutes
            if queue is not None and after is not None and after > queue.max_wait_minutes:
                yield problem(
                    (*spot, "help_after_minutes"),
                    "help_too_late",
                    queue=queue.letter,
                    after=after,
                    limit=queue.max_wait_minutes,
                )
        served = (*profile.own, *(backup.queue for backup in profile.backup))
        for at, letter in _repeats(served):
            mine = len(profile.own)
            spot = (*path, "own", at) if at < mine else (*path, "backup", at - mine, "queue")
            yield problem(spot, "queue_twice", queue=letter, profile=profile.code)


def _windows(plan: HallPlan) -> Problems:
    for position, window in enumerate(plan.windows):
        path: Path = ("windows", position)
        yield from _known((*path, "zone"), "zone", window.zone, plan.zone)
        yield from _known((*path, "profile"), "profile", window.profile, plan.profile)


def _themes(plan: HallPlan) -> Problems:
    for position, theme in enumerate(plan.themes):
        path: Path = ("themes", position)
        if not theme.items:
            yield problem((*path, "items"), "theme_empty", theme=theme.code)
        for at, errand in enumerate(theme.items):
            yield from _known((*path, "items", at), "item", errand.item, plan.item)
            item = plan.item.get(errand.item)
            if item is not None and item.pick_up:
                spot = (*path, "items", at)
                yield problem(spot, "pick_up_in_theme", item=item.code, theme=theme.code)
        if theme.lead and theme.lead not in {errand.item for errand in theme.items}:
            spot = (*path, "lead")
            yield problem(spot, "lead_not_in_theme", item=theme.lead, theme=theme.code)
        for at, code in _repeats(errand.item for errand in theme.items):
            yield problem((*path, "items", at), "item_twice", item=code, theme=theme.code)
        steps = (0, *(errand.step for errand in theme.items))
        for at, (before, step) in enumerate(pairwise(steps)):
            if not (before == step > 0 or step == before + 1):
                yield problem(
                    (*path, "items", at, "step"),
                    "steps_broken",
                    theme=theme.code,
                    step=step,
                    before=before,
                )


def _life_events(plan: HallPlan) -> Problems:
    for position, event in enumerate(plan.life_events):
        path: Path = ("life_events", position)
        if not event.items and not event.themes:
            yield problem((*path, "items"), "life_event_empty", event=event.code)
        for field, codes, what, known in (
            ("items", event.items, "item", plan.item),
            ("themes", event.themes, "theme", plan.theme),
        ):
            for at, code in enumerate(codes):
                yield from _known((*path, field, at), what, code, known)
            for at, code in _repeats(codes):
                yield problem(
                    (*path, field, at), "twice_in_life_event", value=code, event=event.code
                )


def _opening(plan: HallPlan) -> Problems:
    if not plan.hours:
        yield problem(("hours",), "never_opens")
    ordered = sorted(
        enumerate(plan.hours), key=lambda each: (each[1].weekday, begin_minute(each[1]))
    )
    closes, day = 0, -1
    for position, hours in ordered:
        if not 0 <= hours.weekday < len(_DAYS):
            continue
        if hours.weekday != day:
            closes, day = 0, hours.weekday
        if begin_minute(hours) < closes:
            spot = ("hours", position, "begins")
            yield problem(spot, "hours_overlap", begins=f"{hours.begins:%H:%M}", day=_DAYS[day])
        closes = max(closes, end_minute(hours))


def _special_days(plan: HallPlan) -> Problems:
    for position, day in enumerate(plan.special_days):
        closes = 0
        for at, period in sorted(enumerate(day.periods), key=lambda each: each[1].begins):
            if begin_minute(period) < closes:
                yield problem(
                    ("special_days", position, "periods", at),
                    "periods_overlap",
                    date=day.date.isoformat(),
                    begins=f"{period.begins:%H:%M}",
                )
            closes = max(closes, end_minute(period))
