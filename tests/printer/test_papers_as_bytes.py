"""Every paper of the hall as a thermal printer gets it, read back from its bytes."""

from collections import Counter
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from outside_tools import codes_in
from paper_reader import Paper as ReadPaper
from paper_reader import read_paper
from paper_samples import PAPERS
from PIL import Image

from printer.document import QR, Cut, Document, Logo, Paragraph, PrintSize, Table, texts
from printer.escpos import PAPER_58, PAPER_80, Charset, encode
from printer.escpos_picture import encode_picture

GOLDEN = Path(__file__).parent / "golden" / "papers"
SIZES = list(PrintSize)
COMMON = str.maketrans(
    {"㛃": "张", "䶮": "王", "𬭚": "李", "㐂": "赵", "€": "元", "㎡": "方", "〓": "号"}
)
WITH_CODE = sorted(
    name for name, paper in PAPERS.items() if any(isinstance(part, QR) for part in paper.elements)
)


def without_rare(value: Any) -> Any:
    """The same document with common characters in place of those no printer has."""
    if isinstance(value, str) and type(value) is str:
        return value.translate(COMMON)
    if isinstance(value, tuple):
        return tuple(without_rare(part) for part in value)
    if is_dataclass(value) and not isinstance(value, type):
        changes = {part.name: without_rare(getattr(value, part.name)) for part in fields(value)}
        return replace(value, **changes)
    return value


def words(document: Document) -> str:
    return "".join("".join(texts(document)).split())


def contents(document: Document) -> list[str]:
    return [part.content for part in document.elements if isinstance(part, QR)]


def drawn(paper: ReadPaper, width: int) -> Image.Image:
    """A paper made of pictures and feeds only, put together again."""
    whole = Image.new("1", (width + 64, sum(rows for _, rows, _ in paper.strips) + 64), 1)
    y = 32
    for dots, rows, data in paper.strips:
        if dots:
            strip = Image.frombytes("1", (dots, rows), data)
            whole.paste(strip.convert("L").point(lambda dot: 255 - dot).convert("1"), (32, y))
        y += rows
    return whole


@pytest.mark.parametrize("print_size", SIZES)
@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_reads_as_in_its_golden_file(name: str, print_size: PrintSize) -> None:
    """A missing golden file is written, and the test fails once, so that a person looks at it."""
    paper = read_paper(encode(PAPERS[name], PAPER_80, print_size))
    transcript = "\n".join(paper.transcript) + "\n"
    golden = GOLDEN / f"{name}.{print_size.value}.txt"
    if not golden.exists():
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(transcript, encoding="utf-8")
        pytest.fail(f"{golden.name} is new: look at it")
    assert transcript == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("paper", [PAPER_80, PAPER_58], ids=["80mm", "58mm"])
@pytest.mark.parametrize("print_size", SIZES)
@pytest.mark.parametrize("name", PAPERS)
def test_the_paper_says_every_word_of_the_document_and_no_line_is_too_wide(
    name: str, print_size: PrintSize, paper: Any
) -> None:
    document = without_rare(PAPERS[name])
    printed = read_paper(encode(document, paper, print_size))
    assert printed.warnings == []
    assert printed.pictures == []
    assert max(printed.widths) <= paper.columns
    assert Counter(printed.text) == Counter(words(document))
    if not any(isinstance(part, Table) for part in document.elements):
        assert printed.text == words(document)
    assert printed.qr_codes == contents(document)
    assert printed.cuts == 1


@pytest.mark.parametrize("print_size", SIZES)
@pytest.mark.parametrize("name", PAPERS)
def test_lines_with_rare_characters_are_pictures_and_none_is_lost(
    name: str, print_size: PrintSize
) -> None:
    printed = read_paper(encode(PAPERS[name], PAPER_80, print_size))
    common = read_paper(encode(without_rare(PAPERS[name]), PAPER_80, print_size))
    assert printed.warnings == []
    assert len(printed.lines) + len(printed.pictures) == len(common.lines)
    assert printed.text.count("?") == common.text.count("?")
    assert max(printed.widths) <= PAPER_80.columns


@pytest.mark.parametrize(
    ("charset", "pictures"), [(Charset.GB2312, 7), (Charset.GBK, 4), (Charset.GB18030, 2)]
)
def test_a_printer_draws_only_what_its_own_font_lacks(charset: Charset, pictures: int) -> None:
    names = ("张三", "朱镕基", "①℃￥", "阿卜杜拉·买买提", "㛃", "䶮", "𬭚", "€", "㎡", "½")
    document = Document("zh-CN", tuple(Paragraph(name) for name in names))
    paper = replace(PAPER_80, charset=charset)
    printed = read_paper(encode(document, paper), font=charset.value)
    assert printed.warnings == []
    assert len(printed.pictures) >= pictures
    assert len(printed.lines) + len(printed.pictures) == len(names)
    said = set(printed.lines)
    assert {"张三", "阿卜杜拉·买买提"} <= said
    assert ("㛃" in said) == (charset is Charset.GB18030)
    assert "𬭚" not in said


@pytest.mark.parametrize("print_size", SIZES)
@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_drawn_as_a_picture_comes_in_bands_that_cheap_printers_can_take(
    name: str, print_size: PrintSize
) -> None:
    printed = read_paper(encode_picture(PAPERS[name], PAPER_80, print_size))
    assert printed.warnings == []
    assert printed.lines == []
    assert all(width <= PAPER_80.dots for width, _, _ in printed.pictures)
    assert printed.cuts == 1


@pytest.mark.parametrize("name", WITH_CODE)
def test_a_phone_reads_the_code_of_a_paper_drawn_as_a_picture(name: str, tmp_path: Path) -> None:
    printed = read_paper(encode_picture(PAPERS[name], PAPER_80))
    picture = tmp_path / "paper.png"
    drawn(printed, PAPER_80.dots).save(picture)
    assert codes_in(picture) == contents(PAPERS[name])


def test_dots_that_would_spell_a_command_are_printed_with_one_dot_more() -> None:
    orders = b"\x10\x04\x01\x10\x05\x01\x10\x14"
    dots = Image.frombytes("1", (len(orders) * 8, 90), orders * 90).convert("L")
    png = BytesIO()
    dots.point(lambda dot: 255 - dot).save(png, "PNG")
    document = Document("zh-CN", (Logo(png.getvalue()), Cut()))
    for data in (encode(document, PAPER_80), encode_picture(document, PAPER_80)):
        printed = read_paper(data)
        assert printed.warnings == []
        assert sum(rows for _, rows, _ in printed.pictures) >= 90


def test_blank_paper_is_fed_and_not_drawn() -> None:
    data = encode_picture(PAPERS["notice.zh-CN"], PAPER_80)
    printed = read_paper(data)
    rows = sum(rows for _, rows, _ in printed.strips)
    assert sum(rows for width, rows, _ in printed.strips if not width) > rows / 10
    assert len(data) < rows * PAPER_80.dots // 8
