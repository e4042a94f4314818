"""A construction project in parallel over six departments, one of which must wait for its experts."""

from dataclasses import replace
from datetime import date

import pytest
from case_hall import CaseDay

from hall_server.desk.cases.decide import decide_case, decide_step
from hall_server.domain.cases.refusals import StepNotReady, StepsOpen
from hall_server.domain.cases.states import StepAction
from hall_server.store.cases.rows import case_numbered, change_step, steps_of
from hall_server.store.transaction import Transaction
from hall_server.wire import cases as w

APPROVED = w.DecideStep(result="approved")
CLOSED = w.DecideCase(result="approved")
FIRE = 3


def _step_moves(tx: Transaction, number: str, action: StepAction, due: date | None = None) -> None:
    """A step stands, or its clock runs on with the days given back that did not count."""
    step = steps_of(tx.connection, case_numbered(tx.connection, tx.hall, number).id)[FIRE]
    after = step.after(action, tx.now)
    change_step(tx, step, replace(after, promised_due=due or after.promised_due))


def test_a_project_of_six_departments_cannot_be_decided_while_one_of_them_stands(
    cases: CaseDay,
) -> None:
    case = cases.receive(theme="construction", then={"act": "accept"}).case
    assert [step.state for step in case.steps] == ["OPEN"] * 6
    assert len({step.department.zh for step in case.steps}) == 6
    assert [step.promised_due for step in case.steps] == [
        date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2),
        date(2026, 12, 3), date(2026, 12, 4), date(2026, 12, 7),
    ]  # fmt: skip
    assert case.promised_due == date(2026, 12, 14), "the theme's own fifteen days"

    cases.on("2026-11-25")
    cases.do(_step_moves, case, StepAction.SUSPEND)
    for position in (5, 4, 2, 1, 0):
        case = cases.do(decide_step, case, position, APPROVED).case
    assert case.suspended and case.state == "ACCEPTED"
    with pytest.raises(StepNotReady):
        cases.do(decide_step, case, FIRE, APPROVED)
    for word in (CLOSED, w.DecideCase(result="denied", reason="消防未办结")):
        with pytest.raises(StepsOpen) as refused:
            cases.do(decide_case, case, word)
        assert refused.value.facts == {"departments": "消防救援大队"}

    cases.on("2026-12-10")
    cases.do(_step_moves, case, StepAction.RESUME, date(2026, 12, 18))
    case = cases.do(decide_step, case, FIRE, APPROVED).case
    assert case.promised_due == date(2026, 12, 29), "eleven working days did not count"
    case = cases.do(decide_case, case, CLOSED).case
    assert (case.state, case.result, case.suspended) == ("DECIDED", "approved", False)
