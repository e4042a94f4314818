"""Deciding: a department its step, the lead the case; and one stage of a theme after another."""

from collections.abc import Sequence
from dataclasses import replace

from hall_server.desk.cases.clock import begin_stage, today, with_dues
from hall_server.desk.cases.ending import end_steps
from hall_server.desk.cases.messages import tell_applicant
from hall_server.desk.cases.papers import issue_paper
from hall_server.desk.cases.told import Made, case_now
from hall_server.domain.cases.case import Case, Step
from hall_server.domain.cases.check_list import require_nothing_owed
from hall_server.domain.cases.decision import require_grounds, standing_against, timeliness
from hall_server.domain.cases.refusals import NoStageLeft, StepsOpen, StepsSaidOtherwise
from hall_server.domain.cases.stages import next_stage, running, stopped, undecided
from hall_server.domain.cases.states import CaseAction, StepAction, StepState
from hall_server.domain.refusals import Unknown
from hall_server.store.cases.rows import (
    case_numbered,
    change_case,
    change_step,
    materials_of,
    steps_of,
)
from hall_server.store.item_versions import version_by_id
from hall_server.store.transaction import Transaction
from hall_server.wire import cases as w


def decide_step(tx: Transaction, number: str, position: int, word: w.DecideStep) -> w.CaseNow:
    """A department's word on its part; of a forwarded one the higher body's.

    With the last one of a stage the next stage begins, unless a department denied: then the lead
    closes the case, or lets it `go_on`. Raises Unknown, CaseNotReady, StepNotReady, ReasonNeeded,
    MaterialPromised.
    """
    case = case_numbered(tx.connection, tx.hall, number)
    after = case.after(CaseAction.WORK, tx.now)
    steps = steps_of(tx.connection, case.id)
    if position >= len(steps):
        raise Unknown(what="step", name=position)
    decided = _step_decided(tx, case, steps[position], word.result, word.reason)
    tx.record(
        "decide_step",
        {
            "case": number,
            "position": position,
            "department": _department(tx, decided),
            "result": word.result,
            "reason": word.reason,
            "timeliness": timeliness(today(tx), decided.promised_due or decided.statutory_due),
        },
        case.ticket_id,
        case.id,
    )
    if len(steps) > 1:
        name = version_by_id(tx.connection, decided.item_version_id).department.name
        tell_applicant(tx, case, "step_decided", department=name)
    steps = tuple(decided if each.id == decided.id else each for each in steps)
    stage = next_stage(steps)
    if stage is not None and not stopped(steps):
        steps = _begun(tx, case, steps, stage)
    return case_now(tx, change_case(tx, case, with_dues(tx, after, steps)))


def go_on(tx: Transaction, number: str, word: w.GoOn) -> w.CaseNow:
    """The lead lets the next stage begin although a department denied its step.

    Raises CaseNotReady, StepsOpen, NoStageLeft.
    """
    case = case_numbered(tx.connection, tx.hall, number)
    after = case.after(CaseAction.WORK, tx.now)
    steps = steps_of(tx.connection, case.id)
    if running(steps):
        raise StepsOpen(departments=_departments(tx, running(steps)))
    stage = next_stage(steps)
    if stage is None:
        raise NoStageLeft(number=number)
    steps = _begun(tx, case, steps, stage, word.reason)
    return case_now(tx, change_case(tx, case, with_dues(tx, after, steps)))


def decide_case(tx: Transaction, number: str, word: w.DecideCase) -> w.CaseNow:
    """Close the case: an ordinary one with its step in one act, a joint one when no step is open.

    What has not begun ends with a denial. Raises CaseNotReady, StepNotReady, ReasonNeeded,
    StepsOpen, StepsSaidOtherwise, MaterialPromised.
    """
    case = case_numbered(tx.connection, tx.hall, number)
    after = case.after(CaseAction.DECIDE, tx.now)
    require_grounds(word.result, word.reason)
    if word.result == "approved":
        require_nothing_owed(materials_of(tx.connection, case.id))
    steps = steps_of(tx.connection, case.id)
    if len(steps) == 1 and steps[0].state is not StepState.DECIDED:
        steps = (_step_decided(tx, case, steps[0], word.result, word.reason),)
    _require_closable(tx, steps, word.result)
    end_steps(tx, case)
    after = replace(after, decided_on=today(tx), result=word.result, reason=word.reason)
    made = Made()
    decided = change_case(tx, case, after)
    issue_paper(tx, decided, "decision", made, word)
    tx.record(
        "decide_case",
        made.papers()
        | {
            "case": number,
            "result": word.result,
            "reason": word.reason,
            "timeliness": timeliness(today(tx), case.promised_due or case.statutory_due),
        },
        case.ticket_id,
        case.id,
    )
    tell_applicant(tx, decided, "decided")
    return case_now(tx, decided, made)


def _step_decided(tx: Transaction, case: Case, step: Step, result: str, reason: str) -> Step:
    after = step.after(StepAction.DECIDE, tx.now)
    require_grounds(result, reason)
    if result == "approved":
        wanted = materials_of(tx.connection, case.id)
        require_nothing_owed(each for each in wanted if step.position in each.steps)
    return change_step(
        tx,
        step,
        replace(
            after,
            decided_on=today(tx),
            result=result,
            reason=reason,
            handled_by=tx.actor.signature,
        ),
    )


def _begun(
    tx: Transaction, case: Case, steps: Sequence[Step], stage: int, reason: str = ""
) -> tuple[Step, ...]:
    begun = begin_stage(tx, case, steps, stage, today(tx))
    words = {"case": case.number, "stage": stage} | ({"reason": reason} if reason else {})
    tx.record("begin_stage", words, case.ticket_id, case.id)
    return begun


def _require_closable(tx: Transaction, steps: Sequence[Step], result: str) -> None:
    open_ = undecided(steps) if result == "approved" else running(steps)
    if open_:
        raise StepsOpen(departments=_departments(tx, open_))
    against = standing_against(result, steps)
    if against:
        raise StepsSaidOtherwise(departments=_departments(tx, against), result=against[0].result)


def _departments(tx: Transaction, steps: Sequence[Step]) -> str:
    return "、".join(dict.fromkeys(_department(tx, step) for step in steps))


def _department(tx: Transaction, step: Step) -> str:
    return version_by_id(tx.connection, step.item_version_id).department.name.zh
