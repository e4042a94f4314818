"""A construction project in parallel over six departments, one of which must wait for its experts."""

from datetime import date

import pytest
from case_hall import CaseDay

from hall_server.desk.cases.decide import decide_case, decide_step
from hall_server.desk.cases.work import resume_step, suspend_step
from hall_server.domain.cases.refusals import StepNotReady, StepsOpen
from hall_server.wire import cases as w

APPROVED = w.DecideStep(result="approved")
CLOSED = w.DecideCase(result="approved")
FIRE = 3


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
    experts = w.SuspendStep(ground="expert_review", expected_days=20, note="消防设计专家评审")
    cases.do(suspend_step, case, FIRE, experts, by="1002")
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
    case = cases.do(resume_step, case, FIRE, w.ResumeStep(), by="1002").case
    assert case.steps[FIRE].promised_due == date(2026, 12, 18)
    case = cases.do(decide_step, case, FIRE, APPROVED).case
    assert case.promised_due == date(2026, 12, 29), "eleven working days did not count"
    case = cases.do(decide_case, case, CLOSED).case
    assert (case.state, case.result, case.suspended) == ("DECIDED", "approved", False)
