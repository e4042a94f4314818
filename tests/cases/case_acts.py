"""Every act on a case by the name of its action, said as a clerk would."""

from collections.abc import Callable, Mapping
from typing import Any

from case_hall import SUPERVISOR, CaseDay

from hall_server.desk.cases.answer import (
    accept_case,
    decide_on_spot,
    give_notice,
    refuse_case,
)
from hall_server.desk.cases.channels import approve_channel
from hall_server.desk.cases.check import check_materials, correct_case
from hall_server.desk.cases.collect import deliver_case, ready_case
from hall_server.desk.cases.decide import decide_case, decide_step
from hall_server.desk.cases.join import join_case
from hall_server.desk.cases.supplement import supplement_case
from hall_server.desk.cases.withdraw import withdraw_case
from hall_server.desk.cases.work import extend_step, forward_step, resume_step, suspend_step
from hall_server.domain.cases.states import CaseAction as A
from hall_server.domain.cases.states import StepAction as B
from hall_server.store import schema as t
from hall_server.wire import cases as w

Said = Callable[[CaseDay, str], Any]
"""Does an act on the case with a number."""
StepSaid = Callable[[CaseDay, str, int], Any]
"""Does an act on the step at a position of the case with a number."""


def _word(act: Any, message: type[Any], **fields: Any) -> Said:
    return lambda cases, number: cases.do(act, number, message.model_validate(fields))


def _marks(state: str) -> list[dict[str, Any]]:
    return [{"position": 0, "state": state}]


def _check(cases: CaseDay, number: str) -> Any:
    """Whatever is not there yet has come; the first paper, if all are."""
    materials = [row for row in cases.rows(t.case_material) if row.case_id == _id(cases, number)]
    awaited = [row.position for row in materials if row.state != "PRESENT"] or [0]
    words = [{"position": at, "state": "PRESENT"} for at in awaited]
    return cases.do(check_materials, number, w.CheckMaterials.model_validate({"materials": words}))


def _join(cases: CaseDay, number: str) -> Any:
    """The newest number of the day."""
    ticket = cases.rows(t.ticket)[-1].id
    return cases.do(join_case, number, w.JoinCase(ticket=ticket))


def _id(cases: CaseDay, number: str) -> int:
    return next(int(row.id) for row in cases.rows(t.case) if row.number == number)


ACTS: Mapping[A, Said] = {
    A.CHECK: _check,
    A.CORRECT: _word(correct_case, w.CorrectCase, what="姓名写错一字"),
    A.ACCEPT: _word(accept_case, w.AcceptCase),
    A.NOTIFY: _word(give_notice, w.GiveNotice),
    A.SUPPLEMENT: _word(supplement_case, w.SupplementCase, materials=_marks("PRESENT")),
    A.REFUSE: _word(refuse_case, w.RefuseCase, ground="not_needed", reason="无需许可"),
    A.WORK: lambda cases, number: cases.do(decide_step, number, 0, w.DecideStep(result="approved")),
    A.DECIDE: _word(decide_case, w.DecideCase, result="approved"),
    A.READY: _word(ready_case, w.ReadyCase),
    A.DELIVER: _word(deliver_case, w.DeliverCase),
    A.WITHDRAW: _word(withdraw_case, w.WithdrawCase, reason="不办了"),
    A.JOIN: _join,
    A.APPROVE_CHANNEL: lambda cases, number: cases.do(
        approve_channel, number, w.ApproveChannel(reason="investment"), by=SUPERVISOR
    ),
}


def _step_word(act: Any, message: type[Any], by: str = "1001", **fields: Any) -> StepSaid:
    word = message.model_validate(fields)
    return lambda cases, number, position: cases.do(act, number, position, word, by=by)


STEP_ACTS: Mapping[B, StepSaid] = {
    B.SUSPEND: _step_word(suspend_step, w.SuspendStep, ground="inspection", expected_days=5),
    B.RESUME: _step_word(resume_step, w.ResumeStep),
    B.EXTEND: _step_word(
        extend_step, w.ExtendStep, by="3001", days=3, reason="案情复杂", asked_by="1001"
    ),
    B.FORWARD: _step_word(forward_step, w.ForwardStep),
    B.DECIDE: _step_word(decide_step, w.DecideStep, result="approved"),
}
SPOT = _word(decide_on_spot, w.DecideOnSpot, handed_over=False)
"""Accepts and decides: on the spot."""
