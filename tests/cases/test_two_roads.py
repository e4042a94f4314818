"""Opening a restaurant by the hall's two roads: one joint window, or one ticket with several stops."""

from datetime import date

import pytest
from case_hall import CaseDay

from hall_server.desk import call, duty, serve
from hall_server.desk.cases.answer import accept_case, give_notice
from hall_server.desk.cases.check import check_materials
from hall_server.desk.cases.collect import ready_case
from hall_server.desk.cases.decide import decide_case, decide_step
from hall_server.desk.cases.join import case_of_ticket
from hall_server.desk.cases.supplement import supplement_case
from hall_server.domain.cases.refusals import CaseHasOtherTicket, MaterialUndecided
from hall_server.store import schema as t
from hall_server.wire import acts
from hall_server.wire import cases as w

APPROVED = w.DecideStep(result="approved")
LEAD, DEPARTMENTS = ("1", "1001"), ("4", "1002")
ID_CARD, FORM, LEASE, HEALTH, DRAWING = range(5)


def _open(cases: CaseDay, *posts: tuple[str, str]) -> None:
    for window, clerk in posts:
        seat = f"seat-{window}-000"
        cases.act(clerk, duty.sign_in, window, acts.SignIn(seat=seat))
        cases.act(clerk, duty.open_window, window, seat)


def _serve(cases: CaseDay, post: tuple[str, str]) -> str | None:
    """The next stop called and begun at a post; the case its clerk finds by the number."""
    window, clerk = post
    cases.forward(minutes=1)
    told = cases.act(clerk, call.call_next, window, f"seat-{window}-000")
    cases.act(clerk, serve.start, window, f"seat-{window}-000")
    with cases.store.reading() as connection:
        case = case_of_ticket(connection, told.current.ticket_id)
    return case.number if case is not None else None


def _done(cases: CaseDay, post: tuple[str, str]) -> None:
    window, clerk = post
    cases.forward(minutes=5)
    cases.act(clerk, serve.finish, window, f"seat-{window}-000", acts.Finish())


def _marks(**states: str) -> w.CheckMaterials:
    words = [
        {"position": int(at[1:]), "state": state, "problem": "比例不符" if state == "WRONG" else ""}
        for at, state in states.items()
    ]
    return w.CheckMaterials.model_validate({"materials": words})


def _steps(case: w.CaseView) -> list[tuple[str, str]]:
    return [(step.department.zh, step.state) for step in case.steps]


def test_one_joint_window_takes_it_all_and_every_department_gets_its_step(cases: CaseDay) -> None:
    _open(cases, LEAD)
    number = cases.take(theme="restaurant")
    assert _serve(cases, LEAD) is None
    now = cases.receive(
        theme="restaurant", ticket=number.ticket_id, window="1", then={"act": "accept"}
    )
    case = now.case
    assert (case.number, case.kind, case.department.zh) == (
        "20261123-00001", "joint", "市场监督管理局",
    )  # fmt: skip
    assert [m.name for m in case.materials].count("申请书") == 1
    assert _steps(case) == [
        ("市场监督管理局", "OPEN"), ("税务局", "PLANNED"),
        ("卫生健康委员会", "PLANNED"), ("消防救援大队", "PLANNED"),
    ]  # fmt: skip
    cases.on("2026-11-24")
    cases.do(decide_step, case, 0, APPROVED, by="1001")
    for position, clerk in ((2, "1003"), (1, "1002"), (3, "1002")):
        case = cases.do(decide_step, case, position, APPROVED, by=clerk).case
    assert [step.handled_by for step in case.steps] == [
        "staff:1001", "staff:1002", "staff:1003", "staff:1002",
    ]  # fmt: skip
    case = cases.do(decide_case, case, w.DecideCase(result="approved")).case
    assert case.decided_on is not None and case.promised_due is not None
    assert case.decided_on < case.promised_due
    assert cases.do(ready_case, case, w.ReadyCase()).case.ready


def test_one_ticket_with_several_stops_is_one_case_and_one_notice(cases: CaseDay) -> None:
    """Each window checks the papers of its own step; the lead tells everything at once."""
    _open(cases, LEAD, DEPARTMENTS)
    ticket = cases.take(theme="restaurant").ticket_id
    assert _serve(cases, LEAD) is None
    mine = _marks(_0="PRESENT", _1="PRESENT", _2="PRESENT").model_dump()["materials"]
    case = cases.receive(theme="restaurant", ticket=ticket, window="1", materials=mine).case
    with pytest.raises(MaterialUndecided):
        cases.do(accept_case, case, w.AcceptCase())
    _done(cases, LEAD)

    assert _serve(cases, LEAD) == case.number, "the tax office, at the same window"
    with pytest.raises(CaseHasOtherTicket):
        cases.receive(item="tax", ticket=ticket, window="1")
    _done(cases, LEAD)

    assert _serve(cases, DEPARTMENTS) == case.number, "health"
    cases.do(check_materials, case, _marks(_3="MISSING"), by="1002")
    with pytest.raises(MaterialUndecided) as refused:
        cases.do(give_notice, case, w.GiveNotice())
    assert refused.value.facts == {"materials": "消防设计"}
    _done(cases, DEPARTMENTS)

    assert _serve(cases, DEPARTMENTS) == case.number, "fire"
    cases.do(check_materials, case, _marks(_4="WRONG"), by="1002")
    _done(cases, DEPARTMENTS)

    told = cases.do(give_notice, case, w.GiveNotice())
    assert [paper.kind for paper in told.documents] == ["one_time_notice"]
    says = cases.rows(t.document)[-1].content
    assert all(words in says for words in ("健康证", "消防设计", "比例不符"))
    case = told.case
    assert (case.state, case.notices) == ("SUPPLEMENT", 1)
    assert [m.name for m in case.materials if m.state in ("MISSING", "WRONG")] == [
        "健康证", "消防设计",
    ]  # fmt: skip
    assert len(cases.rows(t.case)) == 1

    cases.on("2026-11-26")
    came = _marks(_3="PRESENT", _4="PRESENT").model_dump()["materials"]
    word = w.SupplementCase.model_validate({"materials": came, "then": {"act": "accept"}})
    case = cases.do(supplement_case, case, word).case
    assert (case.state, case.accepted_on) == ("ACCEPTED", date(2026, 11, 26))
    assert case.steps[0].began_on == date(2026, 11, 26)


def test_at_its_stop_a_department_decides_its_step_of_the_case_on_the_ticket(
    cases: CaseDay,
) -> None:
    _open(cases, LEAD, DEPARTMENTS)
    ticket = cases.take(theme="restaurant").ticket_id
    _serve(cases, LEAD)
    case = cases.receive(theme="restaurant", ticket=ticket, then={"act": "accept"}).case
    cases.do(decide_step, case, 0, APPROVED)
    _done(cases, LEAD)
    for post, position in ((LEAD, 1), (DEPARTMENTS, 2), (DEPARTMENTS, 3)):
        found = _serve(cases, post)
        assert found == case.number
        case = cases.do(decide_step, found, position, APPROVED, by=post[1]).case
        _done(cases, post)
    assert cases.do(decide_case, case, w.DecideCase(result="approved")).case.state == "DECIDED"
