"""What a decision needs, whoever makes it, and whether it came in time."""

from collections.abc import Iterable
from datetime import date

from hall_server.domain.cases.case import Step
from hall_server.domain.cases.refusals import ReasonNeeded
from hall_server.domain.cases.states import StepState


def require_grounds(result: str, reason: str) -> None:
    """Whoever is denied is told why (行政许可法 38). Raises ReasonNeeded."""
    if result == "denied" and not reason:
        raise ReasonNeeded()


def may_be_decided_on_spot(kind: str, green: str) -> bool:
    """Whether a case of a kind may be decided in the act that accepts it (即办).

    `green` is the green channel it is in, empty for most; it hastens nobody who decides elsewhere.
    """
    return kind == "instant" or (bool(green) and kind != "forwarded")


def standing_against(result: str, steps: Iterable[Step]) -> tuple[Step, ...]:
    """The steps with which a result of the whole case cannot be: the case says what its steps said.

    It is approved when every step is; and denied when one is, or was never decided.
    """
    steps = tuple(steps)
    if result == "approved":
        return tuple(step for step in steps if step.result != "approved")
    done = all(step.state is StepState.DECIDED for step in steps)
    return steps if done and all(step.result == "approved" for step in steps) else ()


def timeliness(decided_on: date, due: date | None) -> str:
    """`early`, `on_time` or `late` against the date promised; empty where no date was (按时、提前办结)."""
    if due is None:
        return ""
    if decided_on == due:
        return "on_time"
    return "early" if decided_on < due else "late"
