"""A case keeps the catalogue it was received under; the public reads every version with its dates."""

from datetime import date

from case_hall import CaseDay
from sqlalchemy import delete, select

from hall_server.desk.administration import make_change
from hall_server.desk.day import open_day
from hall_server.domain.plan_entries import part_entries
from hall_server.live.keeper import DayKeeper
from hall_server.live.service_guide import item_versions, service_guide
from hall_server.store import schema as t
from hall_server.store.item_versions import version_by_id
from hall_server.wire.cases import ServiceGuide
from hall_server.wire.items import ItemVersions
from hall_server.wire.setup import MakeChange

TUESDAY = date(2026, 11, 24)


def _change(cases: CaseDay, part: str, code: str, when: str, **fields: object) -> None:
    with cases.store.reading() as connection:
        plan = cases.store.setup(connection, cases.hall, cases.now).plan
    before = next(each for each in part_entries(plan, part) if each["code"] == code)
    edit = {"part": part, "code": code, "before": before, "after": {**before, **fields}}
    words = {"edits": [edit], "when": when, "summary": "改"}
    cases.act("4001", make_change, MakeChange.model_validate(words))


def _versions(cases: CaseDay, code: str) -> ItemVersions:
    with cases.store.reading() as connection:
        setup = cases.store.setup(connection, cases.hall, cases.now)
        return item_versions(connection, setup, code)


def _guide(cases: CaseDay, code: str, on: date) -> ServiceGuide:
    with cases.store.reading() as connection:
        setup = cases.store.setup(connection, cases.hall, cases.now)
        return service_guide(connection, setup, code, on)


def _received_under(cases: CaseDay) -> list[tuple[int, str, int]]:
    """Version, fee and number of materials of each case's first step, oldest first."""
    told = []
    with cases.store.reading() as connection:
        for step in connection.execute(select(t.case_step).order_by(t.case_step.c.id)):
            version = version_by_id(connection, step.item_version_id)
            told.append((version.version, version.item.fee, len(version.item.materials)))
    return told


def test_a_scheduled_change_is_a_version_to_come_and_each_case_keeps_its_own(
    cases: CaseDay,
) -> None:
    cases.receive(item="passport")
    _change(cases, "items", "passport", TUESDAY.isoformat(), fee="80元", materials=["身份证"])
    assert [(v.version, v.valid_from, v.valid_until, v.scheduled) for v in
            _versions(cases, "passport").versions] == [
        (2, TUESDAY, None, True),
        (1, cases.today, cases.today, False),
    ]  # fmt: skip
    assert _guide(cases, "passport", cases.today).fee == "120元"
    assert _guide(cases, "passport", TUESDAY).fee == "80元"
    cases.receive(item="passport")

    cases.on("2026-11-24")
    cases.act("system", open_day)
    cases.receive(item="passport", states=["PRESENT"], materials=[
        {"position": 0, "state": "PRESENT"}])  # fmt: skip
    assert _received_under(cases) == [(1, "120元", 3), (1, "120元", 3), (2, "80元", 1)]
    newest, oldest = _versions(cases, "passport").versions
    assert not newest.scheduled and {each.field for each in newest.fields} == {"fee", "materials"}
    assert oldest.valid_until == date(2026, 11, 23)
    assert _guide(cases, "passport", date(2026, 11, 23)).fee == "120元"


def test_an_unused_version_of_today_is_written_anew_and_a_department_s_phone_is_a_fact_too(
    cases: CaseDay,
) -> None:
    _change(cases, "items", "tax", "now", fee="免费")
    assert [each.version for each in _versions(cases, "tax").versions] == [1]
    cases.receive(item="tax")
    _change(cases, "departments", "tax", "now", phone="12366")
    _change(cases, "items", "tax", "now", service_minutes=9)
    newest, _ = _versions(cases, "tax").versions
    assert [each.field for each in newest.fields] == ["department.phone"]
    assert _guide(cases, "tax", cases.today).phone == "12366"


def test_a_hall_from_before_versions_gets_them_at_the_first_start(cases: CaseDay) -> None:
    with cases.store.engine.begin() as connection:
        connection.execute(delete(t.item_version))
    for _ in range(2):
        DayKeeper(cases.store, lambda: cases.now).look()
    assert cases.acts().count("begin_versions") == 1
    assert cases.rows_of_journal()[-1].actor == "system"
    assert _guide(cases, "teacher", cases.today).materials[0].kind == "original"
    cases.receive(item="teacher")
