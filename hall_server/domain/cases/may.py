"""What may be done to a case now: read off the tables of `states`, its steps, and who asks.

An act named here can still be refused for what the state does not tell, such as a missing paper.
"""

from collections.abc import Sequence

from hall_server.domain.cases.case import Case, Step
from hall_server.domain.cases.decision import may_be_decided_on_spot
from hall_server.domain.cases.stages import next_stage, running, stopped, undecided
from hall_server.domain.cases.states import (
    CASE_TABLE,
    STEP_TABLE,
    CaseAction,
    StepAction,
    StepState,
)

HANDLING = frozenset({"clerk", "supervisor"})
APPROVING = frozenset({"supervisor"})

_APPROVED = frozenset({"extend", "approve_channel"})

_CASE_ACTS: tuple[tuple[str, CaseAction], ...] = (
    ("check", CaseAction.CHECK),
    ("correct", CaseAction.CORRECT),
    ("accept", CaseAction.ACCEPT),
    ("decide_on_spot", CaseAction.ACCEPT),
    ("notice", CaseAction.NOTIFY),
    ("refuse", CaseAction.REFUSE),
    ("supplement", CaseAction.SUPPLEMENT),
    ("decide", CaseAction.DECIDE),
    ("go_on", CaseAction.WORK),
    ("approve_channel", CaseAction.APPROVE_CHANNEL),
    ("ready", CaseAction.READY),
    ("deliver", CaseAction.DELIVER),
    ("withdraw", CaseAction.WITHDRAW),
)
_STEP_ACTS: tuple[tuple[str, StepAction], ...] = (
    ("decide", StepAction.DECIDE),
    ("forward", StepAction.FORWARD),
    ("suspend", StepAction.SUSPEND),
    ("resume", StepAction.RESUME),
    ("extend", StepAction.EXTEND),
)


def acts_on_case(case: Case, steps: Sequence[Step], roles: frozenset[str]) -> tuple[str, ...]:
    """The acts on the case itself that its state and these roles allow."""
    if not roles & HANDLING:
        return ()
    return tuple(
        name
        for name, action in _CASE_ACTS
        if (case.state, action) in CASE_TABLE
        and _fits(name, case, steps)
        and (name not in _APPROVED or bool(roles & APPROVING))
    )


def _fits(name: str, case: Case, steps: Sequence[Step]) -> bool:
    """What the table of a case does not know: its steps, its kind, its result."""
    if name == "decide_on_spot":
        return may_be_decided_on_spot(case.kind, case.green)
    if name == "approve_channel":
        return case.green != "project"
    if name == "decide":
        return _may_close(steps)
    if name == "go_on":
        return stopped(steps) and next_stage(steps) is not None
    if name == "ready":
        return case.ready_at is None
    if name == "deliver":
        return case.ready_at is not None
    return True


def _may_close(steps: Sequence[Step]) -> bool:
    """One step is decided with its case; several when none is open, and what has not begun is denied."""
    if len(steps) == 1:
        state = steps[0].state
        return state is StepState.DECIDED or (state, StepAction.DECIDE) in STEP_TABLE
    return not running(steps) and (stopped(steps) or not undecided(steps))


def acts_on_step(
    case: Case, step: Step, steps: Sequence[Step], roles: frozenset[str], *, sent_up: bool
) -> tuple[str, ...]:
    """The acts on one step; `sent_up` says that a higher body decides its item.

    Where it is the only one it is decided with the case; more time needs approval.
    """
    if not roles & HANDLING or (case.state, CaseAction.WORK) not in CASE_TABLE:
        return ()
    return tuple(
        name
        for name, action in _STEP_ACTS
        if (step.state, action) in STEP_TABLE
        and (name != "decide" or len(steps) > 1)
        and (name != "forward" or sent_up)
        and (name not in _APPROVED or bool(roles & APPROVING))
    )
