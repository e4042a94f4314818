"""A hall changes its papers in a file; a bad file is refused whole, and the last good one stays."""

import os
from pathlib import Path

import pytest
from paper_samples import ACCEPTANCE, FULL_TICKET
from PIL import Image

from printer.document import Logo, texts
from printer.escpos import PAPER_80, encode
from printer.forms.acceptance import compose_acceptance
from printer.kinds import KINDS
from printer.station import SpoolAway
from printer.template import AS_SHIPPED
from printer.template_file import (
    HallTemplate,
    TemplateKeeper,
    TemplateRefused,
    load_template,
    read_template,
)
from printer.ticket import compose_ticket

GOOD = """\
logo = "emblem.png"

[ticket.zh-CN]
header = "江汉欢迎你"
footer = "咨询电话 027-8587 0000"
hide = ["kiosk", "department"]

[ticket.zh-CN.words]
"ticket.go" = "请在{code}区坐下等候"
"""

BAD = """\
logo = "missing.png"
colour = "red"

[tickets.zh-CN]
header = "x"

[ticket.fr]
header = "x"

[ticket.zh-CN]
heading = "x"
footer = 7
hide = ["number", "shoe_size"]

[ticket.zh-CN.words]
"ticket.go" = "请等候"
"ticket.issued" = "取号时间{when}"
"ticket.kiosk" = "取号机{"
"acceptance.title" = "受理"
"ticket.wait.unserved" = "前面{ahead:>9999999}人"

[acceptance.zh-CN]
hide = ["limits"]
"""


def written(folder: Path, text: str) -> Path:
    file = folder / "paper.toml"
    file.write_text(text, encoding="utf-8")
    Image.new("L", (64, 64), 0).save(folder / "emblem.png")
    return file


def faults_of(file: Path) -> dict[int, list[str]]:
    with pytest.raises(TemplateRefused) as refused:
        load_template(file)
    found: dict[int, list[str]] = {}
    for fault in refused.value.faults:
        found.setdefault(fault.line, []).append(fault.message)
        assert f"{file}:{fault.line}: {fault.message}" in str(refused.value)
    return found


def test_the_halls_wording_logo_header_footer_and_fields_are_on_the_paper(tmp_path: Path) -> None:
    template = load_template(written(tmp_path, GOOD))
    document = compose_ticket(FULL_TICKET, "zh-CN", template)
    said = list(texts(document))
    assert isinstance(document.elements[0], Logo)
    assert said[0] == "江汉欢迎你"
    assert said[-1] == "咨询电话 027-8587 0000"
    assert "请在A区坐下等候" in said
    assert {"取号机", "部门"}.isdisjoint(said)
    assert "取号人" in said
    assert encode(document, PAPER_80)
    assert list(texts(compose_ticket(FULL_TICKET, "en", template)))[0] == FULL_TICKET.hall


def test_every_fault_of_a_file_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    faults = faults_of(written(tmp_path, BAD))
    assert {line: len(messages) for line, messages in faults.items()} == {
        1: 1, 2: 1, 4: 1, 7: 1, 11: 1, 12: 1, 13: 2, 16: 1, 17: 1, 18: 1, 19: 1, 20: 1, 23: 1,
    }  # fmt: skip
    assert "missing {code}" in faults[16][0]
    assert "unknown {when}" in faults[17][0]
    assert "行政许可法 42" in faults[23][0]
    assert any("'number' cannot be left out" in message for message in faults[13])


def test_a_file_that_is_no_toml_is_refused_with_the_line(tmp_path: Path) -> None:
    assert list(faults_of(written(tmp_path, 'logo = "emblem.png"\n[ticket\n'))) == [2]
    assert list(faults_of(written(tmp_path, '[ticket.zh-CN]\nheader = """a\n\n'))) != []


def test_lines_after_a_long_text_are_counted_right(tmp_path: Path) -> None:
    text = '[ticket.zh-CN]\nheader = """\n[acceptance]\nfooter = 1\n"""\nfooter = 2\n'
    assert list(faults_of(written(tmp_path, text))) == [6]


def test_a_picture_that_is_none_is_refused(tmp_path: Path) -> None:
    file = written(tmp_path, 'logo = "paper.toml"\n')
    assert "no picture" in faults_of(file)[1][0]


def test_the_last_good_template_stays_in_use_while_the_file_is_bad(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD)
    keeper = TemplateKeeper(file)
    good = keeper.template
    assert keeper.fault is None
    changed(file, BAD)
    assert keeper.refresh() is good
    assert keeper.fault is not None
    assert len(keeper.fault.faults) > 10
    file.unlink()
    assert keeper.refresh() is good
    assert keeper.fault is not None
    changed(file, "[ticket.zh-CN]\nfooter = 'x'\n")
    assert keeper.refresh().logo is None
    assert keeper.fault is None


def changed(file: Path, text: str) -> None:
    """Written anew, and a second later by its clock."""
    moment = file.stat().st_mtime + 1 if file.exists() else 1.0
    file.write_text(text, encoding="utf-8")
    os.utime(file, (moment, moment))


def test_without_a_file_papers_are_as_shipped() -> None:
    assert TemplateKeeper(None).refresh() is AS_SHIPPED


def test_the_halls_own_template_stays_the_last_good_one_also_when_the_hall_is_not_heard() -> None:
    said = ["[ticket.zh-CN]\nfooter = '再见'\n"]

    def ask() -> str:
        if not said:
            raise SpoolAway("no answer")
        return said[0]

    hall = HallTemplate(ask)
    good = hall.refresh()
    assert good.pages["ticket", "zh-CN"].footer == "再见"
    said[0] = "[ticket"
    assert hall.refresh() is good
    assert hall.fault is not None
    said.clear()
    assert hall.refresh() is good
    said.append("")
    assert hall.refresh() is AS_SHIPPED
    assert hall.fault is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# x\nlogo = '/etc/passwd'\n", 2),
        ("[ticket.zh-CN]\nhide = [[1]]\n", 2),
        ("[ticket.xx]\n", 1),
        ("a = " + "9" * 5000, 1),
        ("a = " + "[" * 5000, 1),
    ],
)
def test_a_template_kept_by_the_hall_reads_no_file_and_breaks_nothing(text: str, line: int) -> None:
    with pytest.raises(TemplateRefused) as refused:
        read_template(text)
    assert refused.value.faults[0].line == line


@pytest.mark.parametrize("name", KINDS)
def test_no_field_is_both_optional_and_required(name: str) -> None:
    assert KINDS[name].optional.isdisjoint(KINDS[name].required)


def test_a_field_that_is_left_out_is_gone_and_the_rest_stays(tmp_path: Path) -> None:
    file = written(tmp_path, '[acceptance.zh-CN]\nhide = ["contact", "phone", "query"]\n')
    shipped = list(texts(compose_acceptance(ACCEPTANCE, "zh-CN")))
    fewer = list(texts(compose_acceptance(ACCEPTANCE, "zh-CN", load_template(file))))
    gone = set(shipped) - set(fewer)
    assert gone == {
        "联系人",
        "联系电话",
        "欧阳𬭚",
        "138 0013 5678",
        "查询码 7KQ2-M9XD\n扫码查看办理进度",
    }
