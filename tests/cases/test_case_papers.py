"""The papers of cases: numbered, kept word for word, printed as they are kept, nothing of the law left out."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from case_hall import PLAN, ZHANG, CaseDay
from sqlalchemy import delete, update

from hall_server.desk.cases.print_paper import print_document
from hall_server.desk.cases.supplement import supplement_case
from hall_server.desk.day_slip import print_day_slip
from hall_server.desk.devices import register_printer
from hall_server.desk.duty import sign_in
from hall_server.desk.paper import claim_job, report_job
from hall_server.domain.cases.paper_numbers import references
from hall_server.domain.refusals import JobNotReady, NoPrinter
from hall_server.store import schema as t
from hall_server.store.verify import verify
from hall_server.wire import cases as w
from hall_server.wire.acts import SignIn
from hall_server.wire.paper import ClaimJob, ReportJob, Reprint
from printer.document import Document, texts
from printer.document_json import read_document
from printer.sheets import document_of
from printer.station import order_of

APPLICANT = {
    "name": "武汉㛃䶮餐饮管理有限公司",
    "kind": "company",
    "contact": "欧阳明",
    "phone": "13812345678",
    "identity": {"number": ZHANG},
}
MISSING = {"item": "passport", "states": ["PRESENT", "WRONG", "MISSING"]}
ALWAYS = {
    "申请人": APPLICANT["name"],
    "联系人": "欧阳明",
    "联系电话": "13812345678",
    "申请日期": "2026年11月23日 星期一",
    "经办人": "1001",
    "办公电话": "027-85550100",
    "印章": "以加盖实体印章为准",
}
"""By field of HALL.md 2.7 what every legal paper of the test's case says."""
FIELDS: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "one_time_notice": (
        MISSING | {"then": {"act": "notice", "resubmit_by": "2026-12-23"}},
        {
            "标题": "一次性告知书",
            "文号": "编号：江公告知〔2026〕1号",
            "事项": "普通护照签发",
            "法律依据": "第三十二条第一款第四项",
            "缺少的材料": "申请书（原件，1份）",
            "材料的问题": "问题：看不清",
            "要求": "要求：白底，二寸",
            "份数": "近期照片（2份）",
            "获取处": "获取：窗口领取",
            "不再要求其他": "不会再要求补充其他材料",
            "提交地点": "江畔厅1-3号窗口",
            "补正期限": "2026年12月23日 星期三",
            "签收": "签收人签名、时间",
            "份数及去处": "一式两份，申请人、受理机关各一份",
            "查询": "查询码 20261123-00001",
        },
    ),
    "materials_receipt": (
        {"item": "passport", "states": ["PRESENT", "WRONG", "UNDECIDED"]},
        {
            "标题": "收件凭证",
            "文号": "编号：江公收件〔2026〕1号",
            "材料": "身份证",
            "原件或复印件": "原件",
            "份数": "2",
            "未核对": "尚未核对：申请书",
            "收件时间": "2026年11月23日 星期一 09:00",
            "答复期限": "2026年11月30日 星期一",
            "提交人签名": "提交人签名、时间",
            "经办人签名": "经办人签名",
        },
    ),
    "acceptance": (
        {
            "item": "passport",
            "then": {"act": "accept", "foreseen": [{"ground": "appraisal", "days": 6}]},
        },
        {
            "标题": "受理通知书",
            "文号": "编号：江公受理〔2026〕1号",
            "法律依据": "第三十二条第一款第五项",
            "受理的材料": "近期照片",
            "受理日期": "受理日期",
            "决定期限": "2026年11月30日 星期一",
            "法定期限": "法定15日",
            "法定截止日期": "2026年12月8日 星期二",
            "承诺期限": "承诺7日",
            "不计入期限的时间": "鉴定，预计6日",
            "不计入的依据": "第四十五条",
            "收费": "120元",
            "查询": "查询码 20261123-00001",
            "结果": "普通护照",
            "领取": "到江畔厅窗口领取",
            "投诉": "12345",
            "签收": "签收人签名、时间",
        },
    ),
    "refusal": (
        {
            "item": "passport",
            "then": {"act": "refuse", "ground": "not_competent", "reason": "由市局办理",
                     "body": "市公安局", "body_phone": "027-1"},
        },
        {
            "标题": "不予受理通知书",
            "文号": "编号：江公不受〔2026〕1号",
            "理由": "由市局办理",
            "条款": "第三十二条第一款第二项",
            "有权机关": "市公安局",
            "行政复议": "六十日内，可以向江畔市人民政府申请行政复议",
            "行政诉讼": "六个月内，可以向江畔市人民法院提起行政诉讼",
            "签收": "签收人签名、时间",
        },
    ),
}  # fmt: skip


def kept(cases: CaseDay) -> list[Any]:
    return cases.rows(t.document)


def said(row: Any) -> str:
    return "\n".join(texts(read_document(row.content)))


def lacking(text: str, fields: Iterable[tuple[str, str]]) -> list[str]:
    return [field for field, words in fields if words not in text]


def printer_at(cases: CaseDay, place: str) -> None:
    cases.act("system", register_printer, "beside", place, "socket://192.0.2.9", {}, None, None)


def printed(cases: CaseDay) -> Document:
    """Take the next sheet as the server's station does, and let it come out."""
    job = cases.act("system", claim_job, ClaimJob(printer="beside")).job
    cases.act("system", report_job, job.job_id, ReportJob(state="PRINTED"))
    return document_of(order_of(job.model_dump()))


@pytest.mark.parametrize("kind", FIELDS)
def test_every_field_the_law_wants_is_on_the_sheet(cases: CaseDay, kind: str) -> None:
    words, fields = FIELDS[kind]
    cases.receive(**words, applicant=APPLICANT)
    [row] = kept(cases)
    assert row.kind == kind
    wanted = ALWAYS | fields
    if kind == "materials_receipt":
        del wanted["申请日期"]
    assert not lacking(said(row), wanted.items())
    assert ZHANG not in row.content


def test_papers_are_numbered_by_department_kind_and_year_without_a_gap(cases: CaseDay) -> None:
    for item in ("passport", "passport", "licence"):
        cases.receive(item=item, then={"act": "accept"})
    cases.receive(item="passport")
    cases.on("2027-01-04")
    cases.receive(item="passport", then={"act": "accept"})
    assert [row.reference for row in kept(cases)] == [
        "江公受理〔2026〕1号",
        "江公受理〔2026〕2号",
        "江市监受理〔2026〕1号",
        "江公收件〔2026〕1号",
        "江公受理〔2027〕1号",
    ]


def test_two_departments_of_one_short_name_never_share_a_number() -> None:
    office = replace(PLAN.departments[0], short="")
    written = [*references(PLAN.departments[0], "acceptance", 2026, 3)]
    assert written[0] == "江教受理〔2026〕3号"
    assert next(references(office, "acceptance", 2026, 3)) == "教育局受理〔2026〕3号"
    assert len({*written}) == 3


def test_what_is_kept_is_hashed_and_the_journal_names_the_hash(cases: CaseDay) -> None:
    now = cases.receive(item="teacher", then={"act": "decide"})
    [row] = kept(cases)
    assert hashlib.sha256(row.content.encode()).hexdigest() == row.sha256
    told = json.loads(cases.rows_of_journal()[-1].data)["papers"]
    assert told == [{"reference": row.reference, "sha256": row.sha256}]
    assert (now.documents[0].sha256, now.case.documents) == (row.sha256, now.documents)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (update(t.document).values(content="{}"), "is not as it was issued"),
        (update(t.document).values(sha256="0" * 64), "is not as it was issued"),
        (delete(t.document), "is in the journal, but gone"),
    ],
)
def test_a_paper_changed_afterwards_is_found_out(cases: CaseDay, change: Any, fault: str) -> None:
    cases.receive(item="passport", then={"act": "accept"})
    with cases.store.reading() as connection:
        assert verify(connection).faults == []
    with cases.store.engine.begin() as connection:
        connection.execute(change)
    with cases.store.reading() as connection:
        found = verify(connection).faults
    assert found == [f"cases: paper 江公受理〔2026〕1号 {fault}"]


def test_the_window_prints_exactly_what_is_kept_and_a_reprint_says_so(cases: CaseDay) -> None:
    printer_at(cases, "window:2")
    now = cases.receive(item="passport", window="2", then={"act": "accept"})
    [row] = kept(cases)
    [waiting] = now.print_jobs
    with pytest.raises(JobNotReady):
        cases.act("1001", print_document, now.case.number, row.id, Reprint())
    assert printed(cases) == read_document(row.content)
    again = cases.act("1001", print_document, now.case.number, row.id, Reprint())
    assert again.job_id > waiting
    assert "补打 第1次" in "\n".join(texts(printed(cases)))
    told = json.loads(next(e for e in cases.rows_of_journal() if e.act == "print_document").data)
    assert (told["reference"], told["sha256"], told["copy"]) == (row.reference, row.sha256, 1)


def test_a_paper_is_kept_where_nothing_prints_and_printed_later(cases: CaseDay) -> None:
    case = cases.receive(item="passport", window="2", then={"act": "accept"}).case
    [row] = kept(cases)
    with pytest.raises(NoPrinter):
        cases.act("1001", print_document, case.number, row.id, Reprint())
    printer_at(cases, "hall")
    then = {"act": "accept", "paper": False}
    assert not cases.receive(item="passport", window="2", then=then).print_jobs
    cases.act("1001", print_document, case.number, row.id, Reprint())
    assert printed(cases) == read_document(row.content)


def test_a_second_notice_says_that_it_is_one_and_why(cases: CaseDay) -> None:
    number = cases.receive(**MISSING, then={"act": "notice"}).case.number
    word = w.SupplementCase.model_validate(
        {
            "materials": [{"position": 1, "state": "PRESENT"}],
            "then": {"act": "notice", "reason": "照片底色不符"},
        }
    )
    cases.act("1001", supplement_case, number, word)
    first, second = kept(cases)
    assert "第2次告知。再次告知的原因：照片底色不符" in said(second)
    assert "次告知。" not in said(first)
    assert (second.reference, second.reason) == ("江公告知〔2026〕2号", "照片底色不符")


def test_one_sheet_of_a_theme_names_every_department_with_its_day(cases: CaseDay) -> None:
    cases.receive(theme="restaurant", then={"act": "accept"})
    text = said(kept(cases)[0])
    departments = ["市场监督管理局", "税务局", "卫生健康委员会", "消防救援大队"]
    assert not lacking(text, zip(departments, departments, strict=True))
    assert "前一环节办结后起算" in text
    states = ["PRESENT", "MISSING", *["PRESENT"] * 3]
    cases.receive(theme="restaurant", states=states, then={"act": "notice"})
    wanted_by = "要求部门：市场监督管理局、卫生健康委员会、消防救援大队"
    assert wanted_by in said(kept(cases)[1])


def test_an_english_sheet_is_english_where_the_hall_is(cases: CaseDay) -> None:
    cases.receive(item="passport", language="en", then={"act": "accept"})
    wanted = ("Notice of acceptance", "Passport", "Mon 30 Nov 2026", "collect at Riverside hall")
    assert not lacking(said(kept(cases)[0]), ((each, each) for each in wanted))


def test_a_windows_day_slip_counts_the_papers_its_clerk_gave(cases: CaseDay) -> None:
    printer_at(cases, "hall")
    cases.act("1001", sign_in, "1", SignIn(seat="t" * 16))
    for words in ({"then": {"act": "accept"}}, {}, MISSING | {"then": {"act": "notice"}}):
        cases.receive(**{"item": "passport", "paper": False} | words)
        cases.receive("1002", **{"item": "passport", "paper": False} | words)
    job = cases.act("1001", print_day_slip, "1", "t" * 16).job_id
    facts = json.loads(next(row for row in cases.rows(t.print_job) if row.id == job).facts)
    assert (facts["receipts"], facts["notices"]) == (2, 1)
