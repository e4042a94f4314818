"""The two green channels: who gets in, who must approve, and what they hasten."""

from datetime import date

import pytest
from case_hall import GUIDE, PLAN, SECOND, SUPERVISOR, CaseDay

from hall_server.desk import call, duty
from hall_server.desk.cases.answer import accept_case, decide_on_spot
from hall_server.desk.cases.channels import approve_channel
from hall_server.desk.issue import issue_ticket
from hall_server.domain.cases.refusals import (
    ApproverNeeded,
    CaseNotReady,
    ChannelReasonUnknown,
    NotInstant,
)
from hall_server.domain.refusals import GivenByStaff
from hall_server.live.kiosk import catalogue
from hall_server.wire import acts
from hall_server.wire import cases as w

PROJECT = {"kind": "project", "reason": "investment"}
ELDER = {"kind": "vulnerable", "reason": "elder"}
ON_SPOT = w.DecideOnSpot()


@pytest.mark.parametrize(
    "channel",
    [
        {"kind": "vulnerable", "reason": "investment"},
        {"kind": "vulnerable", "reason": "green-project"},
        {"kind": "project", "reason": "elder"},
    ],
)
def test_the_reasons_of_the_two_channels_are_kept_apart(
    cases: CaseDay, channel: dict[str, str]
) -> None:
    with pytest.raises(ChannelReasonUnknown):
        cases.receive(item="licence", channel=channel)


def test_a_project_is_like_any_other_until_a_supervisor_approves(cases: CaseDay) -> None:
    case = cases.receive(theme="construction", channel=PROJECT).case
    assert (case.channel, case.channel_reason, case.channel_approver) == (
        "project", "investment", "",
    )  # fmt: skip
    with pytest.raises(ApproverNeeded):
        cases.do(decide_on_spot, case, ON_SPOT)
    with pytest.raises(ApproverNeeded):
        cases.do(approve_channel, case, w.ApproveChannel(reason="investment"))
    case = cases.do(accept_case, case, w.AcceptCase()).case
    assert case.promised_due == date(2026, 12, 14)
    with pytest.raises(CaseNotReady):
        cases.do(approve_channel, case, w.ApproveChannel(reason="investment"), by=SUPERVISOR)


def test_an_approved_project_is_promised_two_days_by_every_department(cases: CaseDay) -> None:
    case = cases.receive(theme="construction", channel=PROJECT).case
    by_law = cases.do(accept_case, cases.receive(theme="construction").case, w.AcceptCase()).case
    case = cases.do(
        approve_channel, case, w.ApproveChannel(reason="new_project"), by=SUPERVISOR
    ).case
    assert (case.channel_reason, case.channel_approver) == ("new_project", "staff:3001")
    assert cases.acts()[-1] == "approve_channel"
    case = cases.do(accept_case, case, w.AcceptCase()).case
    assert {step.promised_due for step in case.steps} == {date(2026, 11, 25)}
    assert case.promised_due == date(2026, 11, 25)
    assert case.statutory_due == by_law.statutory_due


def test_a_project_is_decided_on_the_spot_by_all_its_departments(cases: CaseDay) -> None:
    case = cases.receive(theme="restaurant", channel=PROJECT).case
    cases.do(approve_channel, case, w.ApproveChannel(reason="restructured"), by=SECOND)
    case = cases.do(decide_on_spot, case, ON_SPOT).case
    assert (case.state, case.result) == ("DELIVERED", "approved")
    assert {(step.state, step.decided_on) for step in case.steps} == {
        ("DECIDED", date(2026, 11, 23))
    }


def test_a_supervisor_who_receives_a_project_approves_it(cases: CaseDay) -> None:
    now = cases.receive(SUPERVISOR, item="licence", channel=PROJECT, then={"act": "decide"})
    assert (now.case.state, now.case.channel_approver) == ("DELIVERED", "staff:3001")


def test_a_vulnerable_person_is_helped_at_once_but_promised_what_all_are(cases: CaseDay) -> None:
    now = cases.receive(item="licence", channel=ELDER, then={"act": "decide"})
    assert now.case.state == "DELIVERED"
    kept = cases.receive(item="licence", channel=ELDER, then={"act": "accept"}).case
    assert kept.promised_due == date(2026, 11, 26)


def test_what_a_higher_body_decides_no_channel_decides_here(cases: CaseDay) -> None:
    with pytest.raises(NotInstant):
        cases.receive(SUPERVISOR, item="lawyer", channel=PROJECT, then={"act": "decide"})


def test_no_visitor_claims_the_projects_place_in_the_queue(cases: CaseDay) -> None:
    with cases.store.reading() as connection:
        offered = catalogue(cases.store.setup(connection, cases.hall, cases.now)).reasons
    assert [reason.code for reason in offered] == ["elder"]
    with pytest.raises(GivenByStaff):
        cases.take("licence", reason="green-project")
    ordinary = cases.take("licence")
    cases.forward(minutes=1)
    wanted = acts.IssueTicket(items=("licence",), reason="green-project")
    project = cases.act(GUIDE, issue_ticket, wanted, "by-guide", lambda _queue: None)
    cases.forward(minutes=9)
    cases.act("1001", duty.sign_in, "1", acts.SignIn(seat="seat-1-000"))
    cases.act("1001", duty.open_window, "1", "seat-1-000")
    called = cases.act("1001", call.call_next, "1", "seat-1-000").current
    assert (called.number, called.call_reason.rule) == (project.number, "priority")
    assert called.number != ordinary.number
    assert PLAN.priority_reason["green-project"].rate == 4.0
