"""Every paper of the hall as PDF and as a picture, read back by other people's programs."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from outside_tools import codes_in, pdf_facts, pdf_pages, pdf_text, run
from paper_samples import PAPERS

from printer.document import QR, Document, Number, PrintSize, Seal, texts
from printer.escpos_bytes import NotEncodable
from printer.flow import lay_out
from printer.fonts import ems
from printer.page import A4, ROLL_80, Form, Page, Text
from printer.pdf_worker import PdfWorker
from printer.picture import preview
from printer.texts import sentences

MADE_AT = datetime(2026, 9, 18, 2, 24, tzinfo=UTC)
PT_PER_MM = 72 / 25.4
SIZES = list(PrintSize)
LEGAL = sorted(
    name for name, paper in PAPERS.items() if any(isinstance(part, Seal) for part in paper.elements)
)
ON_ROLL = sorted(PAPERS.keys() - set(LEGAL))
WITH_CODE = sorted(
    name for name, paper in PAPERS.items() if any(isinstance(part, QR) for part in paper.elements)
)


@pytest.fixture(scope="module")
def worker() -> Iterator[PdfWorker]:
    with PdfWorker() as running:
        yield running


def form_of(name: str) -> Form:
    return A4 if name in LEGAL else ROLL_80


def contents(document: Document) -> list[str]:
    return [part.content for part in document.elements if isinstance(part, QR)]


def squeezed(words: str) -> str:
    return "".join(words.split())


def feet(document: Document, count: int) -> str:
    say = sentences(document.language)
    numbers = (say("page.of", page=page, pages=count) for page in range(1, count + 1))
    return "".join(document.reference + number for number in numbers)


@pytest.mark.parametrize("print_size", SIZES)
@pytest.mark.parametrize("name", PAPERS)
def test_the_text_of_the_pdf_is_the_text_of_the_document(
    name: str, print_size: PrintSize, worker: PdfWorker, tmp_path: Path
) -> None:
    """Rare characters of names included; a sheet's foot adds its number and page."""
    document = PAPERS[name]
    file = tmp_path / "paper.pdf"
    file.write_bytes(worker.pdf(document, form_of(name), print_size, MADE_AT))
    expected = "".join(texts(document))
    if name in LEGAL:
        expected += feet(document, int(pdf_facts(file)["Pages"]))
    assert Counter(pdf_text(file)) == Counter(squeezed(expected))
    fonts = run("pdffonts", file).splitlines()[2:]
    assert fonts
    assert all("yes yes yes" in font for font in fonts), "embedded, cut down, with its characters"


# A joint notice lists every department with its day, and may take a second sheet.
@pytest.mark.parametrize(
    "name",
    [
        name
        for name in LEGAL
        if name.endswith("zh-CN") and "reprint" not in name and "joint" not in name
    ],
)
def test_a_chinese_notice_of_normal_size_is_one_sheet_of_a4(
    name: str, worker: PdfWorker, tmp_path: Path
) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(worker.pdf(PAPERS[name], A4, PrintSize.NORMAL, MADE_AT))
    facts = pdf_facts(file)
    assert facts["Pages"] == "1"
    assert facts["Page size"].endswith("(A4)")


@pytest.mark.parametrize("name", WITH_CODE)
def test_a_phone_reads_the_code_on_pdf_and_picture(
    name: str, worker: PdfWorker, tmp_path: Path
) -> None:
    file, picture = tmp_path / "paper.pdf", tmp_path / "paper.png"
    file.write_bytes(worker.pdf(PAPERS[name], form_of(name), PrintSize.NORMAL, MADE_AT))
    read = [code for page in pdf_pages(file, tmp_path) for code in codes_in(page)]
    assert read == contents(PAPERS[name])
    picture.write_bytes(preview(PAPERS[name], form_of(name)))
    assert codes_in(picture) == contents(PAPERS[name])


@pytest.mark.parametrize("name", ON_ROLL)
def test_a_roll_is_as_long_as_its_text(name: str, worker: PdfWorker, tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(worker.pdf(PAPERS[name], ROLL_80, PrintSize.NORMAL, MADE_AT))
    width, _, height = pdf_facts(file)["Page size"].split()[:3]
    [page] = lay_out(PAPERS[name], ROLL_80)
    lowest = max(mark.baseline for mark in page.marks if isinstance(mark, Text))
    assert float(width) == pytest.approx(80 * PT_PER_MM, abs=0.1)
    assert lowest < float(height) / PT_PER_MM < lowest + 20


def lines_of(page: Page) -> list[Text]:
    return [mark for mark in page.marks if isinstance(mark, Text)]


@pytest.mark.parametrize("print_size", SIZES)
@pytest.mark.parametrize("name", PAPERS)
def test_no_line_leaves_the_paper_and_none_is_printed_over_another(
    name: str, print_size: PrintSize
) -> None:
    form = form_of(name)
    for page in lay_out(PAPERS[name], form, print_size):
        for line in lines_of(page):
            right = line.x + ems(line.text) * line.em
            assert form.left - 0.01 <= line.x
            assert right <= page.width - form.right + 0.01
            assert 0 < line.baseline < page.height
        boxes = [
            (
                line.x,
                line.baseline - 0.7 * line.em,
                line.x + ems(line.text) * line.em,
                line.baseline,
            )
            for line in lines_of(page)
            if line.text
        ]
        for place, (left, top, right, bottom) in enumerate(boxes):
            for other in boxes[place + 1 :]:
                apart = (
                    right <= other[0] + 0.01
                    or other[2] <= left + 0.01
                    or bottom <= other[1]
                    or other[3] <= top
                )
                assert apart, (left, top, right, bottom, other)


@pytest.mark.parametrize("name", PAPERS)
def test_large_print_is_one_and_a_half_times_as_large(name: str) -> None:
    normal, large = (
        min(line.em for page in pages for line in lines_of(page))
        for pages in (lay_out(PAPERS[name], form_of(name), size) for size in SIZES)
    )
    assert large / normal == pytest.approx(1.5)


@pytest.mark.parametrize("name", LEGAL)
def test_the_seal_never_stands_on_a_page_without_text(name: str) -> None:
    for print_size in SIZES:
        *_, last = lay_out(PAPERS[name], A4, print_size)
        assert sum(bool(line.text) for line in lines_of(last)) > 8


def test_the_number_is_the_largest_thing_on_a_drawn_ticket() -> None:
    [page] = lay_out(PAPERS["ticket.full.zh-CN"], ROLL_80)
    sizes = sorted((line.em, line.text) for line in lines_of(page))
    assert sizes[-1][1] == "A017"
    assert sizes[-1][0] > 3 * sizes[-2][0]


def test_the_same_paper_is_the_same_file(worker: PdfWorker) -> None:
    first, second = (
        worker.pdf(PAPERS["notice.en"], A4, PrintSize.NORMAL, MADE_AT) for _ in range(2)
    )
    assert first == second


def test_what_no_page_can_carry_is_refused() -> None:
    with pytest.raises(NotEncodable):
        lay_out(Document("en", (Number(""),)), ROLL_80)
    with pytest.raises(NotEncodable):
        lay_out(Document("en", (QR("x" * 600),)), A4)
