"""Today's number and the case it is here for: they find each other, and no two stand for one."""

import pytest
from case_hall import CaseDay
from sqlalchemy import select

from hall_server.desk.cases.collect import ready_case
from hall_server.desk.cases.join import case_of_ticket, join_case
from hall_server.desk.cases.withdraw import withdraw_case
from hall_server.desk.day import close_day, open_day
from hall_server.domain.cases.case import Case
from hall_server.domain.cases.refusals import CaseHasOtherTicket, CaseNotReady, NotOfThisTicket
from hall_server.domain.refusals import Unknown
from hall_server.store import schema as t
from hall_server.wire import cases as w


def _found(cases: CaseDay, ticket: int) -> Case | None:
    with cases.store.reading() as connection:
        return case_of_ticket(connection, ticket)


def test_an_application_is_found_by_the_number_it_came_with(cases: CaseDay) -> None:
    number = cases.take("passport")
    assert _found(cases, number.ticket_id) is None
    case = cases.receive(item="passport", ticket=number.ticket_id).case
    found = _found(cases, number.ticket_id)
    assert found is not None and found.number == case.number
    assert case.ticket_number == number.number


def test_a_number_brings_what_it_was_taken_for(cases: CaseDay) -> None:
    number = cases.take("passport")
    with pytest.raises(NotOfThisTicket):
        cases.receive(item="teacher", ticket=number.ticket_id)
    with pytest.raises(Unknown):
        cases.receive(item="passport", ticket=999)
    assert cases.receive(item="passport", ticket=number.ticket_id).case.state == "RECEIVED"


def test_a_theme_on_one_ticket(cases: CaseDay) -> None:
    number = cases.take(theme="restaurant")
    case = cases.receive(theme="restaurant", ticket=number.ticket_id).case
    assert case.ticket_number == number.number


def test_one_number_brings_one_application_of_a_kind_until_it_is_over(cases: CaseDay) -> None:
    number = cases.take("passport")
    case = cases.receive(item="passport", ticket=number.ticket_id).case
    with pytest.raises(CaseHasOtherTicket):
        cases.receive(item="passport", ticket=number.ticket_id)
    cases.do(withdraw_case, case, w.WithdrawCase())
    assert cases.receive(item="passport", ticket=number.ticket_id).case.state == "RECEIVED"


def test_an_agents_number_brings_one_for_each_applicant(cases: CaseDay) -> None:
    number = cases.take("passport", agent=True)
    for name in ("张三", "李四"):
        cases.receive(item="passport", ticket=number.ticket_id, applicant={"name": name})
    with pytest.raises(CaseHasOtherTicket):
        cases.receive(item="passport", ticket=number.ticket_id, applicant={"name": "李四"})


def test_yesterdays_number_brings_nothing(cases: CaseDay) -> None:
    number = cases.take("passport")
    cases.act("system", close_day)
    cases.on("2026-11-24")
    cases.act("system", open_day)
    with pytest.raises(NotOfThisTicket):
        cases.receive(item="passport", ticket=number.ticket_id)


def test_who_comes_back_with_a_new_number_is_joined_to_the_case(cases: CaseDay) -> None:
    first = cases.take("passport")
    case = cases.receive(
        item="passport",
        ticket=first.ticket_id,
        states=["PRESENT", "WRONG", "MISSING"],
        then={"act": "notice"},
    ).case
    second = cases.take("passport")
    with pytest.raises(CaseHasOtherTicket):
        cases.do(join_case, case, w.JoinCase(ticket=second.ticket_id))
    cases.act("system", close_day)
    cases.on("2026-11-24")
    cases.act("system", open_day)
    third, other = cases.take("passport"), cases.take("teacher")
    with pytest.raises(NotOfThisTicket):
        cases.do(join_case, case, w.JoinCase(ticket=other.ticket_id))
    joined = cases.do(join_case, case, w.JoinCase(ticket=third.ticket_id)).case
    assert (joined.state, joined.ticket_number) == ("SUPPLEMENT", third.number)
    found = _found(cases, third.ticket_id)
    assert found is not None and found.number == case.number


def test_a_number_for_collecting_finds_its_case_by_the_receipt(cases: CaseDay) -> None:
    case = cases.receive(item="teacher", then={"act": "decide", "handed_over": False}).case
    cases.do(ready_case, case, w.ReadyCase())
    number = cases.take("collect", receipt=case.number)
    found = _found(cases, number.ticket_id)
    assert found is not None and found.number == case.number
    assert _found(cases, cases.take("collect", receipt="JP2026000001").ticket_id) is None


def test_a_closed_case_is_joined_by_nobody(cases: CaseDay) -> None:
    case = cases.receive(item="teacher", then={"act": "decide"}).case
    number = cases.take("collect", receipt="JP2026000001")
    with pytest.raises(CaseNotReady):
        cases.do(join_case, case, w.JoinCase(ticket=number.ticket_id))
    with cases.store.reading() as connection:
        assert connection.execute(select(t.case.c.ticket_id)).scalar_one() is None
