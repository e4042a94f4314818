"""Answering an application: accepted, decided on the spot, told once what is missing, or refused."""

from dataclasses import replace
from functools import singledispatch

from hall_server.desk.cases.channels import require_spot
from hall_server.desk.cases.clock import begin_rest, begin_stage, today, with_dues
from hall_server.desk.cases.ending import end_steps
from hall_server.desk.cases.events import note_event
from hall_server.desk.cases.messages import tell_applicant
from hall_server.desk.cases.papers import issue_paper
from hall_server.desk.cases.told import Made, case_now
from hall_server.domain.cases.case import Case
from hall_server.domain.cases.check_list import (
    lacking,
    require_decided,
    require_in_order,
    require_nothing_owed,
)
from hall_server.domain.cases.decision import require_grounds
from hall_server.domain.cases.refusals import (
    BodyNeeded,
    CaseNotReady,
    DayOver,
    NothingLacking,
    SecondNoticeReason,
)
from hall_server.domain.cases.states import CaseAction, CaseState, StepAction
from hall_server.store.cases.rows import (
    case_numbered,
    change_case,
    change_step,
    materials_of,
    steps_of,
)
from hall_server.store.transaction import Transaction
from hall_server.wire import cases as w


def accept_case(tx: Transaction, number: str, word: w.AcceptCase) -> w.CaseNow:
    """The application is complete: accepted from the day it was."""
    return _answered(tx, number, word)


def decide_on_spot(tx: Transaction, number: str, word: w.DecideOnSpot) -> w.CaseNow:
    """Accepted and decided at once."""
    return _answered(tx, number, word)


def give_notice(tx: Transaction, number: str, word: w.GiveNotice) -> w.CaseNow:
    """Everything that is missing or wrong is told, once."""
    return _answered(tx, number, word)


def refuse_case(tx: Transaction, number: str, word: w.RefuseCase) -> w.CaseNow:
    """The application is not taken."""
    return _answered(tx, number, word)


def _answered(tx: Transaction, number: str, word: w.Print) -> w.CaseNow:
    made = Made()
    case = answer(tx, case_numbered(tx.connection, tx.hall, number), word, made)
    return case_now(tx, case, made)


@singledispatch
def _do(word: w.Print, tx: Transaction, case: Case, made: Made) -> Case:
    raise NotImplementedError(type(word))


def answer(tx: Transaction, case: Case, word: w.Print, made: Made) -> Case:
    """Answer a case within another act; what is made on the way is added to `made`.

    When the day for an answer has passed, the law has answered: such a case is accepted, whether or
    not `deem_accepted` has come by yet. Raises CaseNotReady.
    """
    if case.state is CaseState.RECEIVED and case.answer_due < today(tx):
        raise CaseNotReady(state=CaseState.ACCEPTED.value, action="answer")
    return _do(word, tx, case, made)


@_do.register
def _accept(word: w.AcceptCase, tx: Transaction, case: Case, made: Made) -> Case:
    accepted = _accepted(tx, case)
    foreseen = [(each.ground, each.days) for each in word.foreseen]
    issue_paper(tx, accepted, "acceptance", made, word, words={"foreseen": foreseen})
    entry = {"case": case.number, "accepted_on": case.complete_since.isoformat()}
    tx.record("accept_case", entry | made.papers(), case.ticket_id, case.id)
    tell_applicant(tx, accepted, "accepted")
    return accepted


def _accepted(tx: Transaction, case: Case) -> Case:
    after = case.after(CaseAction.ACCEPT, tx.now)
    require_in_order(materials_of(tx.connection, case.id))
    after = replace(after, accepted_on=case.complete_since)
    steps = begin_stage(tx, case, steps_of(tx.connection, case.id), 1, case.complete_since)
    return change_case(tx, case, with_dues(tx, after, steps))


@_do.register
def _decide(word: w.DecideOnSpot, tx: Transaction, case: Case, made: Made) -> Case:
    _require_decidable(tx, case, word)
    accepted = _accepted(tx, case)
    for step in begin_rest(tx, accepted, steps_of(tx.connection, case.id), today(tx)):
        decided = replace(
            step.after(StepAction.DECIDE, tx.now),
            decided_on=today(tx),
            result=word.result,
            reason=word.reason,
            handled_by=tx.actor.signature,
        )
        change_step(tx, step, decided)
    done = replace(
        accepted.after(CaseAction.DECIDE, tx.now),
        decided_on=today(tx),
        result=word.result,
        reason=word.reason,
    )
    if word.handed_over:
        done = _in_hand(tx, done)
    decided_case = change_case(tx, accepted, done)
    issue_paper(tx, decided_case, "decision", made, word)
    tx.record(
        "decide_on_spot",
        made.papers()
        | {
            "case": case.number,
            "result": word.result,
            "reason": word.reason,
            "handed_over": word.handed_over,
        },
        case.ticket_id,
        case.id,
    )
    given = word.handed_over and word.result == "approved"
    tell_applicant(tx, decided_case, "delivered" if given else "decided")
    return decided_case


def _in_hand(tx: Transaction, case: Case) -> Case:
    """A decided case whose result is in the hands of whoever applied."""
    return replace(
        case.after(CaseAction.DELIVER, tx.now),
        ready_at=tx.now,
        ended_at=tx.now,
        handed_to=case.agent or case.applicant,
        handed_tail="" if case.agent else case.document_tail,
    )


def _require_decidable(tx: Transaction, case: Case, word: w.DecideOnSpot) -> None:
    case.after(CaseAction.ACCEPT, tx.now)
    require_spot(tx, case)
    require_grounds(word.result, word.reason)
    if word.result == "approved":
        require_nothing_owed(materials_of(tx.connection, case.id))


@_do.register
def _notify(word: w.GiveNotice, tx: Transaction, case: Case, made: Made) -> Case:
    after = case.after(CaseAction.NOTIFY, tx.now)
    materials = materials_of(tx.connection, case.id)
    require_decided(materials)
    wanting = lacking(materials)
    if not wanting:
        raise NothingLacking()
    if case.notices and not word.reason:
        raise SecondNoticeReason()
    if word.resubmit_by is not None and word.resubmit_by < today(tx):
        raise DayOver(date=word.resubmit_by.isoformat())
    notified = change_case(tx, case, replace(after, notices=case.notices + 1))
    words = {"resubmit": word.resubmit, "resubmit_by": word.resubmit_by}
    issue_paper(tx, notified, "one_time_notice", made, word, reason=word.reason, words=words)
    tx.record(
        "give_notice",
        made.papers()
        | {
            "case": case.number,
            "notice": notified.notices,
            "lacking": [each.material.name for each in wanting],
            "reason": word.reason,
        },
        case.ticket_id,
        case.id,
    )
    if notified.notices > 1:
        note_event(
            tx,
            "second_notice",
            "yellow",
            f"{case.number}/{notified.notices}",
            {"notice": notified.notices, "reason": word.reason, "by": tx.actor.signature},
            case=case,
        )
    tell_applicant(tx, notified, "lacking", count=len(wanting))
    return notified


@_do.register
def _refuse(word: w.RefuseCase, tx: Transaction, case: Case, made: Made) -> Case:
    refused = replace(case.after(CaseAction.REFUSE, tx.now), reason=word.reason, ended_at=tx.now)
    if word.ground == "not_competent" and not word.body:
        raise BodyNeeded()
    end_steps(tx, case)
    refused = change_case(tx, case, refused)
    told = {"ground": word.ground, "body": word.body}
    where = {"body_address": word.body_address, "body_phone": word.body_phone}
    issue_paper(tx, refused, "refusal", made, word, words=told | where)
    tx.record(
        "refuse_case",
        {"case": case.number, "reason": word.reason} | told | made.papers(),
        case.ticket_id,
        case.id,
    )
    tell_applicant(tx, refused, "refused")
    return refused
