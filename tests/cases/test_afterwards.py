"""Collecting: a number is given for a result that is there, and for none that is not."""

import pytest
from case_hall import CaseDay

from hall_server.desk.cases.collect import deliver_case, ready_case
from hall_server.desk.cases.join import case_of_ticket
from hall_server.domain.cases.refusals import ResultNotReady
from hall_server.store import schema as t
from hall_server.wire import cases as w


def test_no_number_is_wasted_on_a_result_that_is_not_there(cases: CaseDay) -> None:
    case = cases.receive(item="teacher", then={"act": "decide", "handed_over": False}).case
    with pytest.raises(ResultNotReady) as refused:
        cases.take("collect", receipt=case.number)
    assert refused.value.facts == {"number": case.number, "state": "DECIDED"}
    assert cases.rows(t.ticket) == []
    cases.do(ready_case, case, w.ReadyCase())
    assert cases.take("collect", receipt=case.number).number == "Z001"
    cases.do(deliver_case, case, w.DeliverCase())
    with pytest.raises(ResultNotReady) as refused:
        cases.take("collect", receipt=case.number)
    assert refused.value.facts["state"] == "DELIVERED"


def test_the_receipts_code_stands_for_its_number(cases: CaseDay) -> None:
    case = cases.receive(item="teacher", then={"act": "decide", "handed_over": False}).case
    cases.do(ready_case, case, w.ReadyCase())
    number = cases.take("collect", receipt=case.link.removeprefix("/c/"))
    (ticket,) = cases.rows(t.ticket)
    assert ticket.receipt == case.number, "the link itself is kept by nobody"
    with cases.store.reading() as connection:
        found = case_of_ticket(connection, number.ticket_id)
    assert found is not None and found.number == case.number


def test_another_systems_receipt_is_taken_as_it_is(cases: CaseDay) -> None:
    cases.take("collect", receipt="JP2026000001")
    assert cases.rows(t.ticket)[0].receipt == "JP2026000001"
