"""Clocks that stand, are given more time, end when sent up; and what the hall does when a date has passed."""

from datetime import date

import pytest
from case_hall import CaseDay
from sqlalchemy import delete

from hall_server.desk.administration import take_in
from hall_server.desk.cases.decide import decide_step
from hall_server.desk.cases.withdraw import withdraw_case
from hall_server.desk.cases.work import extend_step, forward_step, resume_step, suspend_step
from hall_server.domain.cases.refusals import (
    ApproverNeeded,
    ExtensionTooLate,
    ExtensionTooLong,
    NotForwarded,
    NotYourApproval,
    StepNotReady,
)
from hall_server.domain.plan_edit import Edit
from hall_server.live.case_keeper import CaseKeeper
from hall_server.live.legal_years import legal_years
from hall_server.store import schema as t
from hall_server.wire import cases as w

HEARING = w.SuspendStep(ground="hearing", expected_days=5)


def keep(cases: CaseDay) -> None:
    """The server's keeper looks, freshly started."""
    CaseKeeper(cases.store, lambda: cases.now).look()


def events(cases: CaseDay) -> list[str]:
    """What supervision was told, oldest first."""
    return [row.node for row in cases.rows(t.supervision_event)]


def test_days_that_stood_still_are_added(cases: CaseDay) -> None:
    case = cases.receive(item="health", then={"act": "accept"}).case
    assert (case.promised_due, case.statutory_due) == (date(2026, 11, 30), date(2026, 12, 21))
    cases.on("2026-11-25")
    stands = cases.act("1001", suspend_step, case.number, 0, HEARING).case
    assert (stands.steps[0].state, stands.suspended) == ("SUSPENDED", True)
    with pytest.raises(StepNotReady):
        cases.act("1001", suspend_step, case.number, 0, HEARING)
    cases.on("2026-12-02")
    runs = cases.act("1001", resume_step, case.number, 0, w.ResumeStep()).case
    # Two of five days were used; three are left after the second of December.
    assert (runs.promised_due, runs.statutory_due) == (date(2026, 12, 7), date(2026, 12, 28))


def test_more_time_needs_a_second_person_and_has_an_end(cases: CaseDay) -> None:
    case = cases.receive(item="health", then={"act": "accept"}).case
    word = w.ExtendStep(days=6, reason="案情复杂", asked_by="1001")
    longer = cases.act("3001", extend_step, case.number, 0, word).case
    assert (longer.promised_due, longer.statutory_due) == (date(2026, 12, 8), date(2026, 12, 29))
    with pytest.raises(ExtensionTooLong) as refused:
        cases.act("3002", extend_step, case.number, 0, word)
    assert refused.value.facts == {"most": 10, "left": 4}
    with pytest.raises(NotYourApproval):
        cases.act("3001", extend_step, case.number, 0, word.model_copy(update={"asked_by": "3001"}))
    assert events(cases) == ["deadline_changed"]


def test_more_time_is_not_added_when_it_is_over_nor_by_a_clerk(cases: CaseDay) -> None:
    case = cases.receive(item="health", then={"act": "accept"}).case
    word = w.ExtendStep(days=5, reason="案情复杂", asked_by="1001")
    with pytest.raises(ApproverNeeded):
        cases.act("1002", extend_step, case.number, 0, word)
    cases.on("2026-12-22")
    with pytest.raises(ExtensionTooLate):
        cases.act("3001", extend_step, case.number, 0, word)


def test_who_withdraws_ends_a_clock_that_stands(cases: CaseDay) -> None:
    case = cases.receive(item="health", then={"act": "accept"}).case
    cases.act("1001", suspend_step, case.number, 0, HEARING)
    cases.on("2026-11-26")
    cases.act("1001", withdraw_case, case.number, w.WithdrawCase())
    (stood,) = cases.rows(t.step_suspension)
    assert (stood.ended_on, stood.ended_by) == (date(2026, 11, 26), "staff:1001")


def test_sent_up_late_is_an_event_and_the_higher_body_is_followed(cases: CaseDay) -> None:
    passport = cases.receive(item="passport", then={"act": "accept"}).case
    with pytest.raises(NotForwarded):
        cases.act("1001", forward_step, passport.number, 0, w.ForwardStep())
    case = cases.receive(item="lawyer", then={"act": "accept"}).case
    assert case.promised_due == date(2026, 12, 7)
    cases.on("2026-12-08")
    up = cases.act("1001", forward_step, case.number, 0, w.ForwardStep(reference="鄂司9")).case
    step = up.steps[0]
    assert (step.state, step.forwarded_on) == ("FORWARDED", date(2026, 12, 8))
    assert (step.higher_due, step.days_left) == (date(2026, 12, 22), None)
    assert events(cases) == ["forward_late"]
    cases.on("2026-12-23")
    keep(cases)
    assert "higher_overdue" in events(cases)


def test_who_is_not_answered_is_accepted_by_law_and_everybody_sees_it(cases: CaseDay) -> None:
    number = cases.receive(item="passport").case.number
    cases.on("2026-11-27")
    keep(cases)
    assert events(cases) == ["answer_due_soon"]
    cases.on("2026-12-01")
    keep(cases)
    keep(cases)
    (row,) = [row for row in cases.rows(t.case) if row.number == number]
    assert (row.state, row.deemed, row.accepted_on) == ("ACCEPTED", True, date(2026, 11, 23))
    assert events(cases).count("answer_overdue") == 1
    assert cases.acts().count("deem_accepted") == 1
    (paper,) = [row for row in cases.rows(t.document) if row.kind == "acceptance"]
    assert "2026年11月23日" in paper.content  # accepted as of the day of receipt


def test_silence_approves_where_the_item_says_so(cases: CaseDay) -> None:
    fire = cases.receive(item="fire", then={"act": "accept"}).case
    health = cases.receive(item="health", then={"act": "accept"}).case
    cases.on("2026-12-04")
    keep(cases)
    states = {row.number: (row.state, row.result) for row in cases.rows(t.case)}
    assert states[fire.number] == ("DECIDED", "approved")
    assert states[health.number] == ("ACCEPTED", "")
    assert "promise_passed" in events(cases)
    assert {"deem_approved", "decide_case"} <= set(cases.acts())


def test_silence_approves_nobody_with_a_paper_missing(cases: CaseDay) -> None:
    number = cases.receive(item="fire", states=["PRESENT", "MISSING"]).case.number
    cases.on("2026-12-04")
    keep(cases)
    assert "deem_accepted" in cases.acts()
    (row,) = cases.rows(t.case)
    assert (row.number, row.state) == (number, "ACCEPTED")
    assert events(cases) == ["answer_overdue", "promise_passed"]


def test_a_department_may_be_late_and_the_case_not_yet(cases: CaseDay) -> None:
    cases.receive(theme="construction", then={"act": "accept"})
    cases.on("2026-12-02")
    keep(cases)
    assert events(cases).count("step_over_time") == 2
    assert "promise_passed" not in events(cases)
    cases.on("2026-12-15")
    keep(cases)
    assert events(cases).count("promise_passed") == 1


def test_days_that_stood_still_make_no_promise_near(cases: CaseDay) -> None:
    case = cases.receive(item="lawyer", then={"act": "accept"}).case
    cases.act("1001", suspend_step, case.number, 0, HEARING)
    cases.on("2027-06-01")
    cases.act("1001", resume_step, case.number, 0, w.ResumeStep())
    cases.on("2027-06-02")
    keep(cases)
    assert events(cases) == []


def test_a_notice_that_comes_makes_dates_sure(cases: CaseDay) -> None:
    cases.on("2026-12-10")
    case = cases.receive(item="licence", then={"act": "accept"}).case
    assert (case.statutory_due, case.provisional) == (date(2027, 1, 8), True)
    keep(cases)
    off = [date(2027, 1, day) for day in (1, 2, 3, 4)]
    off += [date(2027, 5, 1), *(date(2027, 10, day) for day in (1, 2, 3))]
    edits = [
        Edit("legal_days", on.isoformat(), None,
             {"code": on.isoformat(), "working": False, "name": {"zh": "放假", "en": ""}})
        for on in off
    ]  # fmt: skip
    keeper = CaseKeeper(cases.store, lambda: cases.now)
    keeper.look()
    cases.act("system", take_in, edits, "2027年安排")
    keeper.look()
    (row,) = cases.rows(t.case)
    assert (row.statutory_due, row.provisional) == (date(2027, 1, 11), False)
    assert cases.acts()[-1] == "recompute_dues"
    assert events(cases) == ["deadline_changed"]


def test_an_administrator_sees_how_many_cases_rest_on_a_computed_year(cases: CaseDay) -> None:
    cases.on("2026-12-10")
    cases.receive(item="licence", then={"act": "accept"})
    cases.receive(item="passport", then={"act": "accept"})
    cases.on("2026-12-29")
    cases.receive(item="passport")
    with cases.store.reading() as connection:
        setup = cases.store.setup(connection, cases.hall, cases.now)
        told = legal_years(connection, setup, date(2026, 12, 29)).years
    assert [(each.year, each.announced, each.cases) for each in told] == [
        (2026, True, 0), (2027, False, 2), (2028, False, 0), (2029, False, 0),
    ]  # fmt: skip
    assert date(2027, 2, 8) in told[1].computed_off and told[0].computed_off == ()


def test_a_clock_set_back_shortens_no_time_and_undoes_nothing(cases: CaseDay) -> None:
    case = cases.receive(item="health", then={"act": "accept"}).case
    cases.act("1001", suspend_step, case.number, 0, HEARING)
    cases.on("2026-11-19")
    keep(cases)
    runs = cases.act("1001", resume_step, case.number, 0, w.ResumeStep()).case
    assert runs.promised_due == case.promised_due
    cases.on("2026-12-01")
    keep(cases)
    seen = events(cases)
    cases.on("2026-11-24")
    keep(cases)
    assert events(cases) == seen == ["promise_passed"]


def test_a_year_the_package_knows_is_taken_in_once_and_never_over_what_was_entered(
    cases: CaseDay,
) -> None:
    keep(cases)
    assert cases.rows(t.plan_change) == []
    drop = [
        Edit("legal_days", row.date.isoformat(),
             {"code": row.date.isoformat(), "working": row.working,
              "name": {"zh": row.name_zh, "en": row.name_en}}, None)
        for row in cases.rows(t.legal_day)
    ]  # fmt: skip
    cases.act("system", take_in, drop, "")
    keep(cases)
    keep(cases)
    assert len(cases.rows(t.plan_change)) == 2
    assert len(cases.rows(t.legal_day)) == len(drop)


def test_a_case_that_the_lead_forgets_to_close_is_seen(cases: CaseDay) -> None:
    number = cases.receive(theme="construction", then={"act": "accept"}).case.number
    for position in range(6):
        cases.act("1001", decide_step, number, position, w.DecideStep(result="approved"))
    cases.on("2026-12-15")
    keep(cases)
    assert events(cases) == ["promise_passed"]


def test_the_law_bounds_how_much_a_joint_case_is_extended_in_all(cases: CaseDay) -> None:
    number = cases.receive(theme="restaurant", then={"act": "accept"}).case.number
    word = w.ExtendStep(days=10, reason="案情复杂", asked_by="1001")
    cases.act("3001", extend_step, number, 0, word)
    cases.act("1001", decide_step, number, 0, w.DecideStep(result="approved"))
    with pytest.raises(ExtensionTooLong) as refused:
        cases.act("3001", extend_step, number, 2, word)
    assert refused.value.facts == {"most": 15, "left": 5}


def test_what_befalls_one_case_hinders_no_other(cases: CaseDay) -> None:
    first = cases.receive(item="passport").case.number
    second = cases.receive(item="passport", applicant={"name": "李四"}).case.number
    with cases.store.engine.begin() as connection:
        # A row that no act can have made: its steps are gone.
        (broken,) = [row.id for row in cases.rows(t.case) if row.number == first]
        connection.execute(delete(t.case_step).where(t.case_step.c.case_id == broken))
    cases.on("2026-12-01")
    keep(cases)
    states = {row.number: row.state for row in cases.rows(t.case)}
    assert states == {first: "RECEIVED", second: "ACCEPTED"}
