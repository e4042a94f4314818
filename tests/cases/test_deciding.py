"""Departments decide their steps, the lead the case; one stage of a theme comes after another."""

import json
from datetime import date

import pytest
from case_hall import CaseDay

from hall_server.desk.cases.decide import decide_case, decide_step, go_on
from hall_server.domain.cases.refusals import (
    CaseNotReady,
    MaterialPromised,
    NoStageLeft,
    ReasonNeeded,
    StepNotReady,
    StepsOpen,
    StepsSaidOtherwise,
)
from hall_server.domain.refusals import Unknown
from hall_server.wire import cases as w

APPROVED = w.DecideStep(result="approved")
DENIED = w.DecideStep(result="denied", reason="厨房无排烟")
CLOSED = w.DecideCase(result="approved")


def _restaurant(cases: CaseDay, **words: object) -> w.CaseView:
    return cases.receive(theme="restaurant", then={"act": "accept"}, **words).case


def _states(case: w.CaseView) -> list[str]:
    return [step.state for step in case.steps]


def _last(cases: CaseDay) -> dict[str, object]:
    facts: dict[str, object] = json.loads(cases.rows_of_journal()[-1].data)
    return facts


@pytest.mark.parametrize(
    ("day", "timeliness"),
    [("2026-11-25", "early"), ("2026-11-30", "on_time"), ("2026-12-01", "late")],
)
def test_an_ordinary_case_is_decided_with_its_step(
    cases: CaseDay, day: str, timeliness: str
) -> None:
    case = cases.receive(item="passport", then={"act": "accept"}).case
    cases.on(day)
    decided = cases.do(decide_case, case, CLOSED, by="1002").case
    assert (decided.state, decided.result) == ("DECIDED", "approved")
    assert decided.decided_on == date.fromisoformat(day)
    assert (decided.steps[0].state, decided.steps[0].handled_by) == ("DECIDED", "staff:1002")
    assert _last(cases)["timeliness"] == timeliness


def test_whoever_is_denied_is_told_why(cases: CaseDay) -> None:
    case = cases.receive(item="passport", then={"act": "accept"}).case
    with pytest.raises(ReasonNeeded):
        cases.do(decide_case, case, w.DecideCase(result="denied"))
    denied = cases.do(decide_case, case, w.DecideCase(result="denied", reason="非本国公民")).case
    assert (denied.state, denied.reason, denied.steps[0].result) == (
        "DECIDED", "非本国公民", "denied",
    )  # fmt: skip


def test_nothing_is_decided_before_it_is_accepted_nor_twice(cases: CaseDay) -> None:
    case = cases.receive(item="passport").case
    for act, *words in ((decide_case, CLOSED), (decide_step, 0, APPROVED)):
        with pytest.raises(CaseNotReady):
            cases.do(act, case, *words)
    case = cases.receive(item="passport", then={"act": "accept"}).case
    cases.do(decide_step, case, 0, APPROVED)
    with pytest.raises(StepNotReady):
        cases.do(decide_step, case, 0, APPROVED)
    with pytest.raises(StepsSaidOtherwise):
        cases.do(decide_case, case, w.DecideCase(result="denied", reason="改主意"))
    assert cases.do(decide_case, case, CLOSED).case.state == "DECIDED"
    with pytest.raises(CaseNotReady):
        cases.do(decide_case, case, CLOSED)


def test_no_department_is_more_than_there_are(cases: CaseDay) -> None:
    with pytest.raises(Unknown):
        cases.do(decide_step, _restaurant(cases), 4, APPROVED)


def test_stage_two_begins_only_after_stage_one_and_from_that_day(cases: CaseDay) -> None:
    case = _restaurant(cases)
    assert _states(case) == ["OPEN", "PLANNED", "PLANNED", "PLANNED"]
    with pytest.raises(StepNotReady):
        cases.do(decide_step, case, 3, APPROVED)
    cases.on("2026-11-25")
    case = cases.do(decide_step, case, 0, APPROVED).case
    assert _states(case) == ["DECIDED", "OPEN", "OPEN", "OPEN"]
    assert {step.began_on for step in case.steps[1:]} == {date(2026, 11, 25)}
    assert case.steps[2].promised_due == date(2026, 12, 2)
    assert cases.acts()[-2:] == ["decide_step", "begin_stage"]


def test_the_lead_closes_when_no_department_is_at_work(cases: CaseDay) -> None:
    case = _restaurant(cases)
    cases.do(decide_step, case, 0, APPROVED)
    cases.do(decide_step, case, 2, APPROVED)
    with pytest.raises(StepsOpen) as refused:
        cases.do(decide_case, case, CLOSED)
    assert refused.value.facts == {"departments": "税务局、消防救援大队"}
    for position in (1, 3):
        case = cases.do(decide_step, case, position, APPROVED).case
    assert case.state == "ACCEPTED"
    case = cases.do(decide_case, case, CLOSED).case
    assert (case.state, case.result) == ("DECIDED", "approved")


def test_a_denial_begins_nothing_more_and_the_case_says_what_its_steps_said(cases: CaseDay) -> None:
    case = cases.do(decide_step, _restaurant(cases), 0, DENIED).case
    assert _states(case) == ["DECIDED", "PLANNED", "PLANNED", "PLANNED"]
    with pytest.raises(StepsOpen):
        cases.do(decide_case, case, CLOSED)
    denied = w.DecideCase(result="denied", reason="市场监督管理局不予许可")
    case = cases.do(decide_case, case, denied).case
    assert _states(case) == ["DECIDED", "ENDED", "ENDED", "ENDED"]


def test_the_lead_may_let_the_others_go_on_after_a_denial(cases: CaseDay) -> None:
    case = _restaurant(cases)
    with pytest.raises(StepsOpen):
        cases.do(go_on, case, w.GoOn(reason="申请人要求"))
    cases.do(decide_step, case, 0, DENIED)
    case = cases.do(go_on, case, w.GoOn(reason="申请人要求")).case
    assert _states(case) == ["DECIDED", "OPEN", "OPEN", "OPEN"]
    for position in (1, 2, 3):
        case = cases.do(decide_step, case, position, APPROVED).case
    with pytest.raises(NoStageLeft):
        cases.do(go_on, case, w.GoOn(reason="申请人要求"))
    with pytest.raises(StepsSaidOtherwise) as refused:
        cases.do(decide_case, case, CLOSED)
    assert refused.value.facts == {"departments": "市场监督管理局", "result": "denied"}


def test_nothing_is_approved_while_a_promised_paper_is_owed(cases: CaseDay) -> None:
    states = ["PRESENT", "PRESENT", "PROMISED", "PRESENT", "PRESENT"]
    case = _restaurant(cases, states=states)
    with pytest.raises(MaterialPromised):
        cases.do(decide_step, case, 0, APPROVED)
    case = cases.do(decide_step, case, 0, DENIED).case
    assert case.steps[0].result == "denied"
