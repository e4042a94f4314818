"""An application at the window: received, then answered in exactly one way."""

from datetime import date

import pytest
from case_hall import CaseDay

from hall_server.desk.cases.answer import accept_case, give_notice
from hall_server.domain.cases.refusals import (
    CaseNotReady,
    MaterialLacking,
    MaterialUndecided,
    SecondNoticeReason,
)
from hall_server.wire import cases as w


def test_a_teachers_certificate_is_decided_on_the_spot(cases: CaseDay) -> None:
    now = cases.receive(item="teacher", then={"act": "decide"})
    assert now.case.state == "DELIVERED"
    assert now.case.number == "20261123-00001"
    assert cases.acts()[-2:] == ["receive_case", "decide_on_spot"]


def test_an_accepted_passport_has_both_its_dates(cases: CaseDay) -> None:
    case = cases.receive(item="passport", then={"act": "accept"}).case
    assert (case.state, case.accepted_on) == ("ACCEPTED", date(2026, 11, 23))
    assert case.promised_due == date(2026, 11, 30)
    assert case.statutory_due == date(2026, 12, 8)


def test_a_case_is_answered_within_five_working_days(cases: CaseDay) -> None:
    case = cases.receive(item="passport").case
    assert (case.state, case.answer_due) == ("RECEIVED", date(2026, 11, 30))
    assert case.promised_due is None


def test_nothing_is_accepted_while_a_paper_is_missing(cases: CaseDay) -> None:
    with pytest.raises(MaterialLacking):
        cases.receive(
            item="passport", states=["PRESENT", "MISSING", "PRESENT"], then={"act": "accept"}
        )
    assert cases.acts()[-1] == "open_day"


def test_a_notice_must_know_every_paper(cases: CaseDay) -> None:
    case = cases.receive(item="passport", materials=[{"position": 0, "state": "MISSING"}]).case
    with pytest.raises(MaterialUndecided) as refused:
        cases.act("1001", give_notice, case.number, w.GiveNotice())
    assert refused.value.facts == {"materials": "近期照片、申请书"}


def test_a_case_told_what_is_missing_is_not_accepted_before_it_came(cases: CaseDay) -> None:
    now = cases.receive(
        item="passport", states=["PRESENT", "WRONG", "MISSING"], then={"act": "notice"}
    )
    assert (now.case.state, now.case.notices) == ("SUPPLEMENT", 1)
    with pytest.raises(CaseNotReady):
        cases.act("1001", accept_case, now.case.number, w.AcceptCase())
    with pytest.raises(CaseNotReady):
        cases.act("1001", give_notice, now.case.number, w.GiveNotice())
    assert SecondNoticeReason.code == "second_notice_reason"


def test_a_theme_asks_for_each_paper_once(cases: CaseDay) -> None:
    case = cases.receive(theme="restaurant").case
    assert [each.name for each in case.materials] == [
        "身份证", "申请书", "住所使用证明", "健康证", "消防设计",
    ]  # fmt: skip
    assert case.materials[1].steps == (0, 2, 3)
    assert [step.item_code for step in case.steps] == ["licence", "tax", "health", "fire"]
