"""The stages of a theme: steps of one stage run side by side, the next begins when all are decided."""

from collections.abc import Iterable, Sequence

from hall_server.domain.cases.case import Step
from hall_server.domain.cases.states import StepState

RUNNING = frozenset({StepState.OPEN, StepState.SUSPENDED, StepState.FORWARDED})


def running(steps: Sequence[Step]) -> tuple[Step, ...]:
    """The steps that some department has yet to decide."""
    return tuple(step for step in steps if step.state in RUNNING)


def clock_runs(states: Iterable[str]) -> bool:
    """Whether our days count for a case whose steps are in these states.

    They do while a step is open, and also when all are done and only the lead has yet to close; not
    while all that is left stands or is with the higher body.
    """
    known = frozenset(states)
    return StepState.OPEN in known or not known & {StepState.SUSPENDED, StepState.FORWARDED}


def undecided(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Those, and the ones that have not begun."""
    return tuple(step for step in steps if step.state in RUNNING or step.state is StepState.PLANNED)


def next_stage(steps: Sequence[Step]) -> int | None:
    """The stage that may begin: the first of those planned, when no step is running."""
    if running(steps):
        return None
    return min((s.stage for s in steps if s.state is StepState.PLANNED), default=None)


def stopped(steps: Sequence[Step]) -> bool:
    """Whether a department denied its part, so that nothing begins by itself any more."""
    return any(step.result == "denied" for step in steps)
