"""What a department does with its step until it decides: its clock stands, runs on, is given more time."""

from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from hall_server.desk.cases.clock import today, with_dues, with_step_dues
from hall_server.desk.cases.events import note_event
from hall_server.desk.cases.messages import tell_applicant
from hall_server.desk.cases.papers import issue_paper
from hall_server.desk.cases.told import Made, case_now
from hall_server.domain.cases.case import Case, Step
from hall_server.domain.cases.refusals import (
    ApproverNeeded,
    ExtensionTooLate,
    ExtensionTooLong,
    NotForwarded,
    NotYourApproval,
)
from hall_server.domain.cases.states import CaseAction, StepAction
from hall_server.domain.refusals import Unknown
from hall_server.store.cases.clocks import (
    add_extension,
    add_suspension,
    end_suspension,
    extended_days,
)
from hall_server.store.cases.rows import case_numbered, change_case, change_step, steps_of
from hall_server.store.item_versions import ItemVersion, version_by_id
from hall_server.store.people import name_of_signature, staff_of
from hall_server.store.transaction import Transaction
from hall_server.wire import cases as w

EXTENSION, JOINT_EXTENSION = 10, 15
"""行政许可法 42: at most ten days more, fifteen where several departments decide together."""

APPROVER = "supervisor"


class _AtWork(NamedTuple):
    """A step that something is done to, as it was and in the state that follows."""

    case: Case
    steps: tuple[Step, ...]
    before: Step
    after: Step
    version: ItemVersion

    @property
    def due(self) -> date | None:
        """By when it had to be done, as it was."""
        return self.before.promised_due or self.before.statutory_due


class _Paper(NamedTuple):
    """What the applicant is given of it in writing; see `papers.issue_paper`."""

    kind: str
    where: w.Print
    words: dict[str, Any]
    reason: str = ""


def suspend_step(tx: Transaction, number: str, position: int, word: w.SuspendStep) -> w.CaseNow:
    """The clock stands while a procedure takes its time (行政许可法 45), which is told in writing.

    Raises Unknown, CaseNotReady, StepNotReady.
    """
    work = _at_work(tx, number, position, StepAction.SUSPEND)
    add_suspension(tx, work.before.id, word.ground, today(tx), word.expected_days, word.note)
    words = {"ground": word.ground, "expected_days": word.expected_days, "note": word.note}
    told = {"ground": word.ground, "days": word.expected_days, "note": word.note}
    paper = _Paper("suspension", word, told | {"due_before": work.due})
    made = Made()
    case = _done(tx, work, "suspend_step", work.after, words, made, paper)
    tell_applicant(tx, case, "suspended", ground=word.ground)
    return case_now(tx, case, made)


def resume_step(tx: Transaction, number: str, position: int, word: w.ResumeStep) -> w.CaseNow:
    """The clock runs on; the dates move by the days that stood still.

    Raises Unknown, CaseNotReady, StepNotReady.
    """
    work = _at_work(tx, number, position, StepAction.RESUME)
    end_suspension(tx, work.before.id, today(tx))
    after = with_step_dues(tx.connection, tx.setup.calendar, work.case.green, work.after)
    made = Made()
    case = _done(tx, work, "resume_step", after, {"note": word.note, **_dates(after)}, made)
    tell_applicant(tx, case, "resumed")
    return case_now(tx, case, made)


def extend_step(tx: Transaction, number: str, position: int, word: w.ExtendStep) -> w.CaseNow:
    """More days, asked by one person and approved by the actor (行政许可法 42).

    Raises Unknown, CaseNotReady, StepNotReady, ApproverNeeded, NotYourApproval, ExtensionTooLate,
    ExtensionTooLong.
    """
    work = _at_work(tx, number, position, StepAction.EXTEND)
    if APPROVER not in tx.actor.roles:
        raise ApproverNeeded()
    asked_by = _signature_of(tx, word.asked_by)
    if asked_by == tx.actor.signature:
        raise NotYourApproval()
    limit = work.before.statutory_due or work.before.promised_due
    if limit is not None and limit < today(tx):
        raise ExtensionTooLate(date=limit.isoformat())
    most = JOINT_EXTENSION if len(work.steps) > 1 else EXTENSION
    left = most - _extended(tx, work)
    if word.days > left:
        raise ExtensionTooLong(most=most, left=left)
    add_extension(tx, work.before.id, word.days, word.reason, asked_by)
    after = with_step_dues(tx.connection, tx.setup.calendar, work.case.green, work.after)
    words = {"days": word.days, "reason": word.reason, "asked_by": word.asked_by, **_dates(after)}
    approver = name_of_signature(tx.connection, tx.hall, tx.actor.signature)
    told = {"days": word.days, "approver": approver, "due_before": work.due}
    made = Made()
    paper = _Paper("extension", word, told, word.reason)
    case = _done(tx, work, "extend_step", after, words, made, paper)
    subject = f"{number}/{position}/{extended_days(tx.connection, after.id)}"
    note_event(tx, "deadline_changed", "note", subject, words, case=case, step=after)
    tell_applicant(tx, case, "extended")
    return case_now(tx, case, made)


def _extended(tx: Transaction, work: _AtWork) -> int:
    """Days given to the step already, and to the stages before and after it: the law bounds the whole."""
    others: dict[int, int] = {}
    for step in work.steps:
        if step.stage != work.before.stage:
            days = extended_days(tx.connection, step.id)
            others[step.stage] = max(others.get(step.stage, 0), days)
    return extended_days(tx.connection, work.before.id) + sum(others.values())


def forward_step(tx: Transaction, number: str, position: int, word: w.ForwardStep) -> w.CaseNow:
    """Sent up to the body that decides: our clock ends, the higher body's is followed from today.

    Raises Unknown, CaseNotReady, StepNotReady, NotForwarded.
    """
    work = _at_work(tx, number, position, StepAction.FORWARD)
    item, on = work.version.item, today(tx)
    if item.kind != "forwarded":
        raise NotForwarded(item=item.name.zh)
    higher = None
    if item.higher_days is not None:
        higher = tx.setup.calendar.due(on, item.higher_days, item.day_kind).on
    after = replace(
        work.after,
        forwarded_on=on,
        higher_due=higher,
        higher_reference=word.reference,
        handled_by=tx.actor.signature,
    )
    body = word.body or item.higher_body
    late = work.due is not None and on > work.due
    words = {"body": body, "reference": word.reference, "late": late}
    made = Made()
    paper = _Paper("forwarding", word, {"body": body})
    case = _done(tx, work, "forward_step", after, words, made, paper)
    if late and work.due is not None:
        evidence = {"due": work.due.isoformat(), "forwarded_on": on.isoformat(), "body": body}
        note_event(
            tx, "forward_late", "red", f"{number}/{position}", evidence, case=case, step=after
        )
    tell_applicant(tx, case, "forwarded", body=body)
    return case_now(tx, case, made)


def _at_work(tx: Transaction, number: str, position: int, action: StepAction) -> _AtWork:
    case = case_numbered(tx.connection, tx.hall, number)
    case.after(CaseAction.WORK, tx.now)
    steps = steps_of(tx.connection, case.id)
    if position >= len(steps):
        raise Unknown(what="step", name=position)
    step = steps[position]
    version = version_by_id(tx.connection, step.item_version_id)
    return _AtWork(case, steps, step, step.after(action, tx.now), version)


def _done(
    tx: Transaction,
    work: _AtWork,
    act: str,
    after: Step,
    words: dict[str, Any],
    made: Made,
    paper: _Paper | None = None,
) -> Case:
    changed = change_step(tx, work.before, after)
    steps = tuple(changed if each.id == changed.id else each for each in work.steps)
    case = change_case(tx, work.case, with_dues(tx, work.case, steps))
    if paper is not None:
        kind, where, told, reason = paper
        issue_paper(tx, case, kind, made, where, step=changed, reason=reason, words=told)
    entry = {"case": case.number, "position": after.position}
    tx.record(act, entry | words | made.papers(), case.ticket_id, case.id)
    return case


def _dates(step: Step) -> dict[str, str | None]:
    return {
        "promised_due": step.promised_due.isoformat() if step.promised_due else None,
        "statutory_due": step.statutory_due.isoformat() if step.statutory_due else None,
    }


def _signature_of(tx: Transaction, badge: str) -> str:
    if not any(row.badge == badge and row.active for row in staff_of(tx.connection, tx.hall)):
        raise Unknown(what="staff badge", name=badge)
    return f"staff:{badge}"
