"""What the law and the visitor need stands on each paper."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from paper_samples import (
    CONSULTATION,
    FULL_TICKET,
    NO_LICENCE_NEEDED,
    NOTICE,
    PAPERS,
    PROVISIONAL,
    REFUSAL,
    TO_BRING,
)

from printer.document import Check, CheckState, Document, PrintSize, Title, texts
from printer.forms.one_time_notice import compose_one_time_notice
from printer.forms.refusal import compose_refusal
from printer.masking import masked_name, masked_phone
from printer.materials import ToBring, compose_materials_list
from printer.page import A4, ROLL_80
from printer.paper_file import PaperFileRefused, read_paper_file, save_preview
from printer.reprint import reprinted
from printer.ticket import compose_ticket


def said(document: Document) -> str:
    return "\n".join(texts(document))


@pytest.mark.parametrize(
    ("name", "phrases"),
    [
        (
            "materials-receipt.zh-CN",
            ["第三十二条第一款第四项", "五个工作日", "2026年9月24日 星期四"],
        ),
        ("acceptance.zh-CN", ["第三十二条第一款第五项", "2026年9月29日 星期二", "第四十五条"]),
        ("refusal.zh-CN", ["第三十二条第一款第二项", "六十日", "六个月", "江汉区城市管理执法局"]),
        ("refusal.not-needed.zh-CN", ["第三十二条第一款第一项", "六十日", "六个月"]),
        ("notice.zh-CN", ["第三十二条第一款第四项", "不会再要求补充", "2026年10月15日 星期四"]),
        ("notice.en", ["Article 32(1)(4)", "Nothing else will be asked for"]),
        ("acceptance.en", ["Article 32(1)(5)", "Tue 29 Sep 2026"]),
    ],
)
def test_the_law_the_limits_and_the_remedies_are_named(name: str, phrases: list[str]) -> None:
    text = said(PAPERS[name])
    assert all(phrase in text for phrase in phrases)


@pytest.mark.parametrize(
    "name", [name for name in PAPERS if name.startswith(("acc", "mat", "not", "ref", "con"))]
)
def test_every_legal_paper_waits_for_the_real_seal_and_a_signature(name: str) -> None:
    text = said(PAPERS[name])
    assert "以加盖实体印章为准" in text or "physical seal" in text
    assert "签名" in text or "signature" in text


def test_a_due_day_in_a_year_without_a_holiday_notice_is_said_to_be_provisional() -> None:
    assert "放假安排尚未公布" in said(PAPERS["acceptance.provisional.zh-CN"])
    assert PROVISIONAL.limits.promised_days == 0
    assert "办理期限：承诺当场办结。" in said(PAPERS["acceptance.provisional.zh-CN"])


def test_wrong_missing_and_present_materials_have_their_own_marks() -> None:
    checks = [part for part in PAPERS["notice.zh-CN"].elements if isinstance(part, Check)]
    states = [check.state for check in checks]
    assert states == [CheckState.WRONG, CheckState.MISSING, CheckState.PRESENT, CheckState.PRESENT]
    assert checks[0].details[0].startswith("问题：")


def test_a_consultation_says_procedure_limit_fee_and_complaints_and_claims_no_application() -> None:
    text = said(compose_one_time_notice(CONSULTATION, "zh-CN"))
    assert all(label in text for label in ("办理依据", "办理流程", "办理时限", "收费", "投诉电话"))
    assert "补正" not in text


def test_a_refusal_for_want_of_competence_must_name_the_right_body() -> None:
    with pytest.raises(ValueError, match="competent"):
        replace(REFUSAL, competent=None)
    assert compose_refusal(NO_LICENCE_NEEDED, "zh-CN").elements


def test_a_notice_that_names_no_material_is_none() -> None:
    with pytest.raises(ValueError, match="no material"):
        replace(NOTICE, materials=())


def test_the_ticket_shows_a_masked_name_only() -> None:
    text = said(compose_ticket(FULL_TICKET, "zh-CN"))
    assert "欧阳*" in text
    assert "𬭚" not in text


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("张", "张*"),
        ("欧阳锋", "欧阳*"),
        ("欧阳", "欧*"),
        ("司马相如", "司马*"),
        ("阿卜杜拉·买买提", "阿*"),
        ("John Smith", "J*"),
        ("𬭚岳", "𬭚*"),
        ("", ""),
    ],
)
def test_names_are_masked_the_same_way_everywhere(name: str, masked: str) -> None:
    assert masked_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [("13800135678", "138****5678"), ("02785870000", "027****0000"), ("87001234", "****1234")],
)
def test_phones_keep_their_ends_only(phone: str, masked: str) -> None:
    assert masked_phone(phone) == masked


def test_a_reprint_says_so_below_the_title_and_changes_nothing_else() -> None:
    document = PAPERS["notice.zh-CN"]
    again = reprinted(document, 2)
    place = next(at for at, part in enumerate(again.elements) if isinstance(part, Title)) + 1
    assert "补打 第2次" in said(again)
    assert again.elements[:place] + again.elements[place + 1 :] == document.elements
    with pytest.raises(ValueError, match="reprint 0"):
        reprinted(document, 0)


def test_a_paper_in_a_json_file_becomes_a_document_and_a_preview(tmp_path: Path) -> None:
    file = tmp_path / "day.json"
    facts = {
        "hall": "江汉区政务服务中心", "window": "3", "clerk": "李敏", "on": "2026-11-23",
        "called": 4, "served": 4, "no_shows": 0, "transferred": 0, "receipts": 1, "notices": 0,
        "average_wait": None, "average_service": 7, "printed_at": "2026-11-23T17:30:00+08:00",
    }  # fmt: skip
    file.write_text(json.dumps({"kind": "day_end", "facts": facts}), encoding="utf-8")
    document, form = read_paper_file(file)
    assert "3号窗口日结单" in said(document)
    assert form is ROLL_80
    for name, head in (("day.png", b"\x89PNG"), ("day.pdf", b"%PDF")):
        save_preview(document, A4, PrintSize.LARGE, tmp_path / name)
        assert (tmp_path / name).read_bytes().startswith(head)
    with pytest.raises(PaperFileRefused, match="gif"):
        save_preview(document, A4, PrintSize.NORMAL, tmp_path / "day.gif")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{", "JSON"),
        ('{"kind": "poem", "facts": {}}', "unknown kind"),
        ('{"kind": "day_end", "language": "tlh", "facts": {}}', "unknown language"),
        ('{"kind": "day_end", "facts": {}}', "clerk"),
        ('{"kind": "day_end", "facts": {}, "colour": 1}', "colour"),
    ],
)
def test_a_file_that_is_no_paper_is_refused(tmp_path: Path, text: str, fault: str) -> None:
    file = tmp_path / "paper.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(PaperFileRefused, match=fault):
        read_paper_file(file)


def test_the_list_says_original_or_copy_and_how_many_where_it_is_known() -> None:
    papers = (
        ToBring(name="身份证", kind="original"),
        ToBring(name="照片", kind="copy", copies=2),
        ToBring(name="章程"),
    )
    facts = replace(TO_BRING, materials=papers, day_kind="calendar")
    said = list(texts(compose_materials_list(facts, "zh-CN")))
    assert {"身份证（原件）", "照片（复印件2份）", "章程"} <= set(said)
    assert any("承诺6日" in each for each in said)
