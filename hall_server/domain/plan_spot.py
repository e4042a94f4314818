"""Where a problem of a plan stands for an editor: part, entry and field, instead of positions."""

from typing import Any, NamedTuple

from hall_server.domain.plan import HallPlan
from hall_server.domain.plan_entries import DAYS, HALL, PARTS
from hall_server.domain.plan_problem import PlanProblem


class Spot(NamedTuple):
    """A field of an entry; empty where the whole entry, or the whole part, is meant."""

    part: str
    code: str = ""
    field: str = ""


def spot_of(plan: HallPlan, problem: PlanProblem) -> Spot:
    """Where in the plan's entries the problem stands."""
    part, *rest = problem.path
    if part == "rules":
        return Spot(HALL, HALL, str(rest[0]))
    if part == "hours":
        return _hours(plan, rest)
    if part not in PARTS:
        return Spot(HALL, HALL, str(part))
    if not rest:
        return Spot(str(part))
    table, position = PARTS[str(part)], rest[0]
    assert isinstance(position, int)  # a part is a list
    entry = getattr(plan, str(part))[position]
    code = str(getattr(entry, table.code))
    field = str(rest[1]) if len(rest) > 1 else ""
    return Spot(str(part), code, "code" if field == table.code else field)


def _hours(plan: HallPlan, rest: list[Any]) -> Spot:
    if not rest:
        return Spot("hours")
    weekday = plan.hours[rest[0]].weekday
    # Hours of a weekday there is none of stand in no entry: the part as a whole is meant.
    return Spot("hours", DAYS[weekday], "periods") if 0 <= weekday < len(DAYS) else Spot("hours")


def told(plan: HallPlan, problem: PlanProblem) -> dict[str, Any]:
    """The problem as plain values: its spot, its code and its sentence in both languages."""
    return spot_of(plan, problem)._asdict() | {
        "code_of_problem": problem.code,
        "text": {"zh": problem.words.zh, "en": problem.words.en},
    }
