"""Before coming: what must be brought, and what somebody else has already."""

from datetime import date
from typing import Any

import pytest
from case_hall import KEYS, TODAY, ZHANG, CaseDay
from sqlalchemy import insert, update

from hall_server.desk.cases.asking import check_list
from hall_server.desk.cases.certificates import add_certificate, withdraw_certificate
from hall_server.desk.cases.check import check_materials
from hall_server.desk.cases.pre_check import pre_check
from hall_server.desk.day import close_day, open_day
from hall_server.domain.cases.identity import kept_identity
from hall_server.domain.cases.refusals import (
    CertificateKnown,
    CertificateNotHeld,
    IdentityDiffers,
    PreCheckExpired,
    PreCheckUsed,
)
from hall_server.domain.refusals import Unknown
from hall_server.live.case_keeper import CaseKeeper
from hall_server.store import schema as t
from hall_server.store.cases.pre_checks import open_pre_checks_on
from hall_server.wire import cases as w

CARD = kept_identity(KEYS, "id_card", ZHANG)


def asked(cases: CaseDay, mark: str | None = None, **subject: Any) -> w.CheckList:
    """The check list as a reading connection tells it."""
    with cases.store.reading() as connection:
        setup = cases.store.setup(connection, cases.hall, cases.now)
        return check_list(connection, setup, w.AskCheckList(**subject), mark, TODAY)


def test_a_theme_names_each_paper_and_each_department_once(cases: CaseDay) -> None:
    told = asked(cases, theme="restaurant")
    assert [each.name for each in told.materials] == [
        "身份证", "申请书", "住所使用证明", "健康证", "消防设计",
    ]  # fmt: skip
    assert len(told.departments) == 4 and told.kind == "joint"
    assert {each.state for each in told.materials} == {"UNDECIDED"}


def test_an_item_tells_its_limits(cases: CaseDay) -> None:
    told = asked(cases, item="passport")
    assert (told.statutory_days, told.promised_days, told.day_kind) == (15, 7, "calendar")
    assert told.fee == "120元" and told.delivery == ("window", "mail")


def checked(cases: CaseDay, code: str = "ABCD2345", **words: Any) -> w.PreChecked:
    """A portal's pre-check for 张三 with his card."""
    words.setdefault("applicant", {"name": "张三", "phone": "13812345678"})
    told: w.PreChecked = cases.act(
        "portal-1", pre_check, w.PreCheck.model_validate(words), f"t-{code}", iter([code]), CARD
    )
    return told


def test_checked_at_home_it_is_one_visit(cases: CaseDay) -> None:
    """网上预审: the notice comes at home, then one number and one visit."""
    first = checked(cases, item="passport", materials=[{"position": 0, "state": "PRESENT"}])
    assert (first.complete, first.lacking) == (False, (1, 2))
    assert [first.materials[at].state for at in first.lacking] == ["MISSING", "MISSING"]
    whole = [{"position": at, "state": "PRESENT"} for at in range(3)]
    told = checked(cases, "EFGH2345", item="passport", materials=whole)
    assert (told.complete, told.expires_on) == (True, date(2026, 12, 23))
    cases.act("system", close_day)
    cases.on("2026-11-24")
    cases.act("system", open_day)
    number = cases.take("passport", pre_check="efgh2345")
    with cases.store.reading() as connection:
        (found,) = open_pre_checks_on(connection, cases.hall, number.ticket_id, cases.today)
        assert found.code == "EFGH2345"
    now = cases.receive(
        item="passport", ticket=number.ticket_id, pre_check="EFGH2345", materials=[],
        then={"act": "accept"},
    )  # fmt: skip
    assert (now.case.state, now.case.document_tail) == ("ACCEPTED", "002X")
    assert {each.state for each in now.case.materials} == {"PRESENT"}
    with pytest.raises(PreCheckUsed) as refused:
        cases.take("passport", pre_check="EFGH2345")
    assert refused.value.facts == {"number": now.case.number}
    assert all(ZHANG not in repr(row) for rows in cases.tables().values() for row in rows)


def test_the_number_alone_finds_what_was_checked(cases: CaseDay) -> None:
    """The clerk checks each paper again; the pre-check becomes the case."""
    checked(cases, item="passport")
    number = cases.take("passport", pre_check="ABCD2345")
    case = cases.receive(item="passport", ticket=number.ticket_id).case
    (row,) = cases.rows(t.pre_check)
    assert cases.rows(t.case)[0].id == row.case_id and case.state == "RECEIVED"


def test_an_old_pre_check_and_anothers_become_nothing(cases: CaseDay) -> None:
    checked(cases, item="passport")
    with pytest.raises(Unknown):
        cases.receive(item="teacher", pre_check="ABCD2345")
    with pytest.raises(IdentityDiffers):
        cases.receive(item="passport", pre_check="ABCD2345",
                      applicant={"name": "李四", "identity": {"number": "110105194912310062"}})  # fmt: skip
    cases.on("2026-12-24")
    with pytest.raises(PreCheckExpired):
        cases.receive(item="passport", pre_check="ABCD2345")


def test_a_pre_check_ends_with_the_catalogue_it_was_made_by(cases: CaseDay) -> None:
    checked(cases, item="passport")
    passport = cases.rows(t.item_version)[1]
    with cases.store.writing() as connection:
        connection.execute(
            insert(t.item_version).values(
                hall_id=cases.hall, item_id=passport.item_id, version=2, valid_from=TODAY,
                facts=passport.facts,
            )
        )  # fmt: skip
    with pytest.raises(PreCheckExpired):
        cases.receive(item="passport", pre_check="ABCD2345")


def held_card(cases: CaseDay, **words: Any) -> w.CertificateView:
    """The library has the applicant's card."""
    wanted = {"kind": "id_card", "number": "E-77", "identity": {"number": ZHANG}} | words
    told: w.CertificateView = cases.act(
        "3001", add_certificate, w.AddCertificate.model_validate(wanted), CARD
    )
    return told


def test_what_the_library_has_is_not_asked_for(cases: CaseDay) -> None:
    """证照共享: marked for its holder, nobody else, and only while it is valid."""
    added = held_card(cases, valid_until="2026-11-23")
    first, second = asked(cases, CARD.mark, item="passport").materials[:2]
    assert (first.state, first.certificate_number, second.state) == ("HELD", "E-77", "UNDECIDED")
    assert asked(cases, item="passport").materials[0].state == "UNDECIDED"
    told = checked(cases, item="passport", materials=[{"position": 1, "state": "PRESENT"},
                                                      {"position": 2, "state": "PRESENT"}])  # fmt: skip
    assert told.complete
    case = cases.receive(
        item="passport", applicant={"name": "张三", "identity": {"number": ZHANG}},
        materials=[{"position": 1, "state": "PRESENT"}, {"position": 2, "state": "PRESENT"}],
        then={"act": "accept"},
    ).case  # fmt: skip
    assert (case.state, case.materials[0].state) == ("ACCEPTED", "HELD")
    assert cases.act("3001", withdraw_certificate, added.certificate_id).number == "E-77"
    assert asked(cases, CARD.mark, item="passport").materials[0].state == "UNDECIDED"
    held_card(cases)
    with pytest.raises(CertificateKnown):
        held_card(cases)
    cases.on("2026-11-30")
    assert asked(cases, CARD.mark, item="passport").materials[0].state == "HELD"


def test_nobodys_word_puts_a_certificate_into_the_library(cases: CaseDay) -> None:
    claims = [{"position": 0, "state": "HELD", "certificate_number": "E-1"}]
    with pytest.raises(CertificateNotHeld):
        cases.receive(item="passport", materials=claims)
    case = cases.receive(item="passport", materials=[]).case
    words = w.CheckMaterials.model_validate({"materials": claims})
    with pytest.raises(CertificateNotHeld):
        cases.do(check_materials, case, words)


def test_who_checked_and_never_came_is_forgotten(cases: CaseDay) -> None:
    checked(cases, item="passport")
    cases.receive(item="passport")
    cases.act("system", lambda tx: tx.execute(
        update(t.case_message).values(state="SENT", sent_at=tx.now)
    ))  # fmt: skip
    cases.forward(days=30)
    CaseKeeper(cases.store, lambda: cases.now).look()
    (row,) = cases.rows(t.pre_check)
    assert row.applicant == "张三"  # still good on its last day
    cases.forward(days=1)
    CaseKeeper(cases.store, lambda: cases.now).look()
    (row,) = cases.rows(t.pre_check)
    assert (row.applicant, row.phone, row.document_mark, row.document_sealed) == (
        "",
        "",
        None,
        None,
    )
    assert [each.phone for each in cases.rows(t.case_message) if each.state == "SENT"] == [""]
    assert "forget_applicants" in cases.acts()
    assert [each.applicant for each in cases.rows(t.case)] == ["张三"]
