"""What happens between receipt and acceptance: checked, told once, supplemented, withdrawn, forgotten."""

from datetime import date

import pytest
from case_hall import CaseDay

from hall_server.desk.cases.answer import accept_case, give_notice
from hall_server.desk.cases.check import check_materials, correct_case
from hall_server.desk.cases.deem import deem_accepted
from hall_server.desk.cases.supplement import supplement_case
from hall_server.desk.cases.withdraw import withdraw_case
from hall_server.domain.cases.refusals import (
    CaseNotReady,
    DayOver,
    NothingHandedIn,
    NotOwed,
    PromiseNotAhead,
    SecondNoticeReason,
)
from hall_server.wire import cases as w


def _marks(**states: str) -> list[dict[str, object]]:
    return [{"position": int(at[1:]), "state": state} for at, state in states.items()]


def test_the_acceptance_date_is_the_day_the_last_supplement_came(cases: CaseDay) -> None:
    """受理日期 = 补齐之日, and the answer's five days count anew."""
    told = cases.receive(
        item="passport", states=["PRESENT", "WRONG", "MISSING"], then={"act": "notice"}
    )
    cases.on("2026-11-26")
    came = w.SupplementCase.model_validate(
        {"materials": _marks(_1="PRESENT", _2="PRESENT"), "then": {"act": "accept"}}
    )
    case = cases.do(supplement_case, told, came).case
    assert (case.state, case.accepted_on) == ("ACCEPTED", date(2026, 11, 26))
    assert (case.received_on, case.supplemented_on) == (date(2026, 11, 23), date(2026, 11, 26))
    assert case.answer_due == date(2026, 12, 3)
    assert case.promised_due == date(2026, 12, 3)
    assert cases.acts()[-2:] == ["supplement_case", "accept_case"]


def test_a_second_notice_must_say_why(cases: CaseDay) -> None:
    told = cases.receive(
        item="passport", states=["PRESENT", "WRONG", "MISSING"], then={"act": "notice"}
    )
    came = w.SupplementCase.model_validate({"materials": _marks(_1="PRESENT")})
    cases.do(supplement_case, told, came)
    before = cases.tables()
    with pytest.raises(SecondNoticeReason):
        cases.do(give_notice, told, w.GiveNotice())
    assert cases.tables() == before
    with pytest.raises(DayOver):
        cases.do(give_notice, told, w.GiveNotice(reason="仍未交", resubmit_by=date(2026, 11, 22)))
    again = cases.do(give_notice, told, w.GiveNotice(reason="申请书仍未交"))
    assert (again.case.state, again.case.notices) == ("SUPPLEMENT", 2)


def test_the_clock_does_not_begin_anew_for_nothing(cases: CaseDay) -> None:
    told = cases.receive(
        item="passport", states=["PRESENT", "WRONG", "MISSING"], then={"act": "notice"}
    )
    for words in (_marks(_0="PRESENT"), _marks(_2="MISSING")):
        with pytest.raises(NothingHandedIn):
            cases.do(supplement_case, told, w.SupplementCase.model_validate({"materials": words}))


def test_papers_are_checked_one_after_another_and_an_error_corrected(cases: CaseDay) -> None:
    case = cases.receive(item="passport", materials=[]).case
    cases.do(correct_case, case, w.CorrectCase(what="姓名写错一字"))
    for at in range(3):
        words = _marks(**{f"_{at}": "PRESENT"})
        cases.do(check_materials, case, w.CheckMaterials.model_validate({"materials": words}))
    assert cases.do(accept_case, case, w.AcceptCase()).case.state == "ACCEPTED"
    assert cases.acts()[-5:] == ["correct_case", *["check_materials"] * 3, "accept_case"]


def test_a_promised_paper_is_marked_when_it_comes(cases: CaseDay) -> None:
    """容缺: accepted without it, and after acceptance nothing else of the list is touched."""
    states = ["PRESENT", "PRESENT", "PROMISED"]
    case = cases.receive(item="licence", states=states, then={"act": "accept"}).case
    for words in (_marks(_0="PRESENT"), _marks(_2="MISSING")):
        with pytest.raises(NotOwed):
            cases.do(check_materials, case, w.CheckMaterials.model_validate({"materials": words}))
    came = w.CheckMaterials.model_validate({"materials": _marks(_2="PRESENT")})
    assert cases.do(check_materials, case, came).case.materials[2].state == "PRESENT"


@pytest.mark.parametrize("until", [None, "2026-11-23", "2026-11-01"])
def test_a_promise_names_a_day_ahead(cases: CaseDay, until: str | None) -> None:
    materials = [
        {"position": 0, "state": "PRESENT"},
        {"position": 1, "state": "PRESENT"},
        {"position": 2, "state": "PROMISED", "promised_until": until},
    ]
    with pytest.raises(PromiseNotAhead):
        cases.receive(item="licence", materials=materials)


def test_nobody_answered_so_it_is_accepted_from_the_day_of_receipt(cases: CaseDay) -> None:
    """行政许可法 32(4), whatever the check list says; on the last day there is still time."""
    case = cases.receive(item="passport", states=["PRESENT", "MISSING", "UNDECIDED"]).case
    cases.on("2026-11-30", hour=23)
    assert cases.act("system", deem_accepted) == ()
    cases.on("2026-12-01")
    (deemed,) = cases.act("system", deem_accepted)
    assert (deemed.number, deemed.state, deemed.deemed) == (case.number, "ACCEPTED", True)
    assert deemed.accepted_on == date(2026, 11, 23)
    assert deemed.promised_due == date(2026, 11, 30)
    before = cases.tables()
    assert cases.act("system", deem_accepted) == ()
    assert cases.tables() == before
    assert cases.acts().count("deem_accepted") == 1


def test_who_answers_too_late_finds_that_the_law_has_answered(cases: CaseDay) -> None:
    """Also before the server's own round has come by."""
    case = cases.receive(item="passport", states=["MISSING"] * 3).case
    cases.on("2026-12-01")
    before = cases.tables()
    for act, word in ((give_notice, w.GiveNotice()), (accept_case, w.AcceptCase())):
        with pytest.raises(CaseNotReady) as refused:
            cases.do(act, case, word)
        assert refused.value.facts["state"] == "ACCEPTED"
    assert cases.tables() == before


def test_a_deemed_acceptance_after_a_supplement_counts_from_it(cases: CaseDay) -> None:
    told = cases.receive(item="passport", states=["MISSING"] * 3, then={"act": "notice"})
    cases.on("2026-12-09")
    assert cases.act("system", deem_accepted) == (), "it is the applicant's turn"
    came = {"materials": _marks(_0="PRESENT")}
    cases.do(supplement_case, told, w.SupplementCase.model_validate(came))
    cases.on("2026-12-17")
    (deemed,) = cases.act("system", deem_accepted)
    assert deemed.accepted_on == date(2026, 12, 9)


def test_what_is_withdrawn_is_over_with_all_its_parts(cases: CaseDay) -> None:
    case = cases.receive(theme="restaurant", then={"act": "accept"}).case
    gone = cases.do(withdraw_case, case, w.WithdrawCase(reason="不开了")).case
    assert (gone.state, gone.reason) == ("WITHDRAWN", "不开了")
    assert {step.state for step in gone.steps} == {"ENDED"}
    with pytest.raises(CaseNotReady):
        cases.do(withdraw_case, case, w.WithdrawCase())


def test_a_paper_that_comes_before_any_notice_dates_the_acceptance(cases: CaseDay) -> None:
    case = cases.receive(item="passport", states=["PRESENT", "MISSING", "PRESENT"]).case
    cases.on("2026-11-27")
    came = {"materials": [{"position": 1, "state": "PRESENT"}]}
    checked = cases.act(
        "1001", check_materials, case.number, w.CheckMaterials.model_validate(came)
    ).case
    assert checked.answer_due == case.answer_due
    accepted = cases.act("1001", accept_case, case.number, w.AcceptCase()).case
    assert accepted.accepted_on == date(2026, 11, 27)
