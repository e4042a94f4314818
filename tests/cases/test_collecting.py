"""The result reaches its applicant: ready first, then into the right hands, by a way the catalogue offers."""

from datetime import date
from typing import Any

import pytest
from case_hall import KEYS, ZHANG, CaseDay

from hall_server.desk.cases.answer import accept_case, refuse_case
from hall_server.desk.cases.collect import deliver_case, ready_case, reveal_identity
from hall_server.domain.cases.case import Checked
from hall_server.domain.cases.check_list import require_nothing_owed
from hall_server.domain.cases.identity import NOBODY, kept_identity, unsealed
from hall_server.domain.cases.refusals import (
    AddressNeeded,
    AlreadyReady,
    BodyNeeded,
    CaseNotReady,
    DayAhead,
    IdentityDiffers,
    MaterialPromised,
    NoIdentityKept,
    NotInstant,
    ReasonNeeded,
    ResultNotReady,
    WayNotOffered,
    WrongDocument,
)
from hall_server.domain.cases.states import MaterialState
from hall_server.domain.plan import Material
from hall_server.wire import cases as w

APPLICANT = {"name": "张三", "identity": {"number": ZHANG}}
HIS = kept_identity(KEYS, "id_card", ZHANG)
ANOTHERS = kept_identity(KEYS, "passport", "E12345678")
LATER = {"act": "decide", "handed_over": False}


def _decided(cases: CaseDay, **words: Any) -> w.CaseView:
    case = cases.receive(item="teacher", applicant=APPLICANT, then=LATER, **words).case
    assert case.state == "DECIDED"
    return case


def test_nothing_is_handed_over_before_it_is_made(cases: CaseDay) -> None:
    case = _decided(cases)
    with pytest.raises(ResultNotReady):
        cases.do(deliver_case, case, w.DeliverCase(), HIS)
    assert cases.do(ready_case, case, w.ReadyCase()).case.ready
    with pytest.raises(AlreadyReady):
        cases.do(ready_case, case, w.ReadyCase())
    assert cases.do(deliver_case, case, w.DeliverCase(), HIS).case.state == "DELIVERED"


def test_the_result_goes_to_whoever_shows_the_applicants_document(cases: CaseDay) -> None:
    case = _decided(cases)
    cases.do(ready_case, case, w.ReadyCase())
    for shown in (ANOTHERS, NOBODY):
        before = cases.tables()
        with pytest.raises(IdentityDiffers):
            cases.do(deliver_case, case, w.DeliverCase(), shown)
        assert cases.tables() == before
    handed = cases.do(deliver_case, case, w.DeliverCase(), HIS).case
    assert (handed.handed_to, handed.handed_tail) == ("张三", "002X")
    assert cases.rows_of_journal()[-1].act == "deliver_case"
    assert ZHANG not in cases.rows_of_journal()[-1].data


def test_an_agent_is_named_and_shows_a_document_of_his_own(cases: CaseDay) -> None:
    case = _decided(cases)
    cases.do(ready_case, case, w.ReadyCase())
    handed = cases.do(deliver_case, case, w.DeliverCase(agent="李四"), ANOTHERS).case
    assert (handed.handed_to, handed.handed_tail) == ("李四", "5678")


def test_a_number_for_collecting_is_joined_as_the_result_is_handed_over(cases: CaseDay) -> None:
    case = _decided(cases)
    cases.do(ready_case, case, w.ReadyCase())
    number = cases.take("collect", receipt=case.number)
    word = w.DeliverCase(ticket=number.ticket_id)
    assert cases.do(deliver_case, case, word, HIS).case.ticket_number == number.number
    assert cases.rows_of_journal()[-1].ticket_id == number.ticket_id


def test_a_result_is_mailed_where_the_catalogue_offers_it_and_to_an_address(
    cases: CaseDay,
) -> None:
    case = _decided(cases)
    cases.do(ready_case, case, w.ReadyCase())
    with pytest.raises(WayNotOffered):
        cases.do(deliver_case, case, w.DeliverCase(way="mail"))
    with pytest.raises(WayNotOffered):
        cases.receive(item="teacher", delivery="mail", address="江畔路2号")
    with pytest.raises(AddressNeeded):
        cases.receive(item="passport", delivery="mail")


def test_a_result_in_the_applicants_hands_is_delivered(cases: CaseDay) -> None:
    case = cases.receive(item="teacher", applicant=APPLICANT, then={"act": "decide"}).case
    assert (case.state, case.handed_to, case.handed_tail) == ("DELIVERED", "张三", "002X")


def test_only_what_is_instant_is_decided_on_the_spot_and_denied_with_a_reason(
    cases: CaseDay,
) -> None:
    before = cases.tables()
    with pytest.raises(NotInstant) as refused:
        cases.receive(item="passport", then={"act": "decide"})
    assert refused.value.facts == {"item": "普通护照签发"}
    with pytest.raises(ReasonNeeded):
        cases.receive(item="teacher", then={"act": "decide", "result": "denied"})
    with pytest.raises(DayAhead):
        cases.receive(item="teacher", applied_on=date(2026, 11, 24))
    assert cases.tables() == before
    denied = {"act": "decide", "result": "denied", "reason": "学历不符"}
    assert cases.receive(item="teacher", then=denied).case.result == "denied"


def test_a_refusal_names_who_is_competent(cases: CaseDay) -> None:
    case = cases.receive(item="passport").case
    elsewhere = {"ground": "not_competent", "reason": "户籍不在本市"}
    with pytest.raises(BodyNeeded):
        cases.do(refuse_case, case, w.RefuseCase.model_validate(elsewhere))
    word = w.RefuseCase.model_validate(elsewhere | {"body": "临江市公安局"})
    refused = cases.do(refuse_case, case, word).case
    assert (refused.state, refused.reason) == ("REFUSED", "户籍不在本市")
    assert [step.state for step in refused.steps] == ["ENDED"]
    with pytest.raises(CaseNotReady):
        cases.do(accept_case, case, w.AcceptCase())


def test_nothing_is_approved_while_a_paper_is_owed() -> None:
    owed = Checked(position=0, material=Material("章程"), steps=(0,), state=MaterialState.PROMISED)
    with pytest.raises(MaterialPromised):
        require_nothing_owed([owed])


def test_seeing_the_applicants_document_is_journaled_and_what_is_kept_stays_sealed(
    cases: CaseDay,
) -> None:
    case = _decided(cases)
    kind, sealed = cases.do(reveal_identity, case, by="3001")
    assert (kind, unsealed(KEYS, sealed)) == ("id_card", ZHANG)
    entry = cases.rows_of_journal()[-1]
    assert (entry.act, entry.actor) == ("reveal_identity", "staff:3001")
    assert all(ZHANG not in repr(row) for rows in cases.tables().values() for row in rows)
    nameless = cases.receive(item="passport").case
    with pytest.raises(NoIdentityKept):
        cases.do(reveal_identity, nameless)


def test_a_companys_code_may_look_like_a_persons_number() -> None:
    code = "911101051949123100"
    assert kept_identity(KEYS, "business_licence", code).tail == "3100"
    for wrong in ("E12345678", "91110105194912310"):
        with pytest.raises(WrongDocument):
            kept_identity(KEYS, "business_licence", wrong)
