"""The ticket as it lies in the visitor's hand, read back from its bytes."""

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper_reader import COLUMNS, read_paper
from ticket_samples import OFFLINE, PLAIN, RARE_NAME, SAMPLES, THEME

from printer.document import QR, Document, Entry, Gap, Number, Paragraph, Row, Title
from printer.escpos import PAPER_58, PAPER_80, NotEncodable, encode
from printer.layout import printable
from printer.simulators.machine import VirtualPrinter
from printer.simulators.roll import Sheet
from printer.texts import UnknownLanguage, languages
from printer.ticket import TicketFacts, TicketWait, compose_ticket, window_ranges

GOLDEN = Path(__file__).parent / "golden"
TEXTS = Path(__file__).parents[2] / "printer" / "texts"
QR_MIN_DOTS = 192


def bytes_of(facts: TicketFacts, language: str = "zh-CN") -> bytes:
    return encode(compose_ticket(facts, language), PAPER_80)


def words_of(document: Document) -> str:
    said: list[str] = []
    for element in document.elements:
        match element:
            case Title(text) | Number(text) | Paragraph(text):
                said.append(text)
            case Row(first, second) | Entry(first, second):
                said += [first, second]
            case QR(_, caption):
                said.append(caption)
            case _:
                pass
    return "".join("".join(said).split())


def sheets_of(data: bytes) -> list[Sheet]:
    sheets: list[Sheet] = []
    VirtualPrinter(sheets.append).receive(data)
    return sheets


@pytest.mark.parametrize("name", SAMPLES)
def test_every_ticket_reads_as_in_its_golden_file(name: str) -> None:
    """A missing golden file is written, and the test fails once, so that a person looks at it."""
    facts, language = SAMPLES[name]
    transcript = "\n".join(read_paper(bytes_of(facts, language)).transcript) + "\n"
    golden = GOLDEN / f"{name}.txt"
    if not golden.exists():
        golden.write_text(transcript, encoding="utf-8")
        pytest.fail(f"{golden.name} is new: look at it")
    assert transcript == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(SAMPLES.keys() - {"rare-name.zh-CN"}))
def test_the_paper_says_what_the_document_says_and_fits(name: str) -> None:
    facts, language = SAMPLES[name]
    paper = read_paper(bytes_of(facts, language))
    assert paper.warnings == []
    assert paper.text == words_of(compose_ticket(facts, language))
    assert max(paper.widths) <= COLUMNS
    assert paper.qr_codes == ([facts.link] if facts.link else [])
    assert paper.cuts == 1


def test_a_rare_character_makes_its_line_a_picture_and_never_a_question_mark() -> None:
    paper = read_paper(bytes_of(RARE_NAME))
    plain = read_paper(bytes_of(PLAIN))
    assert paper.warnings == []
    assert "?" not in paper.text
    assert len(paper.lines) == len(plain.lines) - 1
    [(width, rows, dots)] = paper.pictures
    assert (width <= PAPER_80.dots, rows) == (True, 24)
    assert dots.count(0) < len(dots)
    assert sheets_of(bytes_of(RARE_NAME))[0].warnings == ()


def test_two_rare_characters_look_different() -> None:
    """A font without the glyph would draw the same empty box for both."""
    drawn = {read_paper(bytes_of(replace(PLAIN, items=(name,)))).pictures[0][2] for name in "㛃䶮"}
    assert len(drawn) == 2


@pytest.mark.parametrize("name", sorted(SAMPLES.keys() - {"rare-name.zh-CN"}))
def test_a_ticket_is_at_most_600_bytes(name: str) -> None:
    facts, language = SAMPLES[name]
    assert len(bytes_of(facts, language)) <= 600


def test_the_number_is_the_largest_thing_on_the_paper() -> None:
    transcript = read_paper(bytes_of(PLAIN)).transcript
    assert "[centre 8x8] A017" in transcript
    assert sum("8x8" in line for line in transcript) == 1


@pytest.mark.parametrize("length", [1, 14, 15, 42, 62, 84, 106, 200, 400])
def test_the_qr_code_is_at_least_24_mm_and_fits_however_long_the_link(length: int) -> None:
    link = ("https://hall.example/t/" + "x" * length)[-length:]
    document = Document("zh-CN", (QR(link),))
    paper = read_paper(encode(document, PAPER_80))
    [sheet] = sheets_of(encode(document, PAPER_80) + b"\x1dVB\x00")
    left, top, right, bottom = sheet.picture.convert("L").point(
        lambda dot: 255 - dot
    ).getbbox() or (
        0,
        0,
        0,
        0,
    )
    assert paper.qr_codes == [link]
    assert right - left == bottom - top
    assert QR_MIN_DOTS <= right - left <= PAPER_80.dots


@pytest.mark.parametrize("name", ["plain.zh-CN", "plain.en", "theme.zh-CN", "rare-name.zh-CN"])
def test_a_phone_reads_the_printed_qr_code(name: str, tmp_path: Path) -> None:
    zbarimg = shutil.which("zbarimg")
    if zbarimg is None:
        pytest.skip("zbarimg is not installed (apt install zbar-tools)")
    facts, language = SAMPLES[name]
    [sheet] = sheets_of(bytes_of(facts, language))
    picture = tmp_path / "sheet.png"
    sheet.picture.save(picture)
    read = subprocess.run([zbarimg, "--quiet", "--raw", picture], capture_output=True, check=True)
    assert read.stdout.decode().strip() == facts.link


@given(name=st.text(max_size=60), language=st.sampled_from(languages()))
def test_no_name_can_become_a_command(name: str, language: str) -> None:
    paper = read_paper(bytes_of(replace(PLAIN, items=(name,), kiosk=name, notes=(name,)), language))
    assert paper.warnings == []
    assert max(paper.widths) <= COLUMNS
    assert paper.cuts == 1


@given(name=st.text(max_size=40))
def test_the_simulator_prints_whatever_is_sent_without_a_complaint(name: str) -> None:
    [sheet] = sheets_of(bytes_of(replace(PLAIN, items=(name,), link=None)))
    assert sheet.warnings == ()


def test_control_characters_and_broken_text_are_shown_harmlessly() -> None:
    assert printable("a\x1b@\ud800\u3000b") == "a @□ b"


def test_a_ticket_issued_without_the_server_promises_no_waiting_time() -> None:
    text = read_paper(bytes_of(OFFLINE)).text
    assert "分钟" not in text
    assert "等候人数暂不知道" in text


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (15, 22, "前面12人，约15-22分钟"),
        (15, 15, "前面12人，约15分钟"),
        (0, 8, "前面12人，8分钟以内"),
    ],
)
def test_the_wait_is_said_as_a_range(low: int, high: int, said: str) -> None:
    facts = replace(PLAIN, wait=TicketWait(ahead=12, low=low, high=high))
    assert said in read_paper(bytes_of(facts)).lines


def test_nobody_ahead_is_said_in_words() -> None:
    facts = replace(PLAIN, wait=TicketWait(ahead=0, low=0, high=0))
    assert "前面没有人，马上可办" in read_paper(bytes_of(facts)).lines


def test_all_errands_of_a_theme_stand_in_order() -> None:
    lines = read_paper(bytes_of(THEME)).lines
    first = lines.index("1. " + THEME.items[0])
    assert lines[first : first + 4] == [f"{n}. {item}" for n, item in enumerate(THEME.items, 1)]


def test_a_run_of_windows_is_said_short() -> None:
    assert window_ranges(["1", "2", "3", "5", "6", "9"]) == ["1-3", "5", "6", "9"]
    assert window_ranges(["07", "08", "09", "B2"]) == ["07", "08", "09", "B2"]


def test_narrow_paper_breaks_the_same_ticket_at_32_columns() -> None:
    paper = read_paper(encode(compose_ticket(PLAIN, "zh-CN"), PAPER_58))
    assert paper.warnings == []
    assert max(paper.widths) <= PAPER_58.columns == 32
    assert paper.text == words_of(compose_ticket(PLAIN, "zh-CN"))


def test_what_no_paper_can_carry_is_refused() -> None:
    with pytest.raises(NotEncodable):
        encode(Document("en", (Number("A" * 49),)), PAPER_80)
    with pytest.raises(NotEncodable):
        encode(Document("en", (Number(""),)), PAPER_80)
    with pytest.raises(NotEncodable):
        encode(Document("en", (QR("https://例.cn/"),)), PAPER_80)
    with pytest.raises(NotEncodable):
        encode(Document("en", (QR("x" * 600),)), PAPER_80)


def test_every_language_has_the_same_sentences() -> None:
    keys = {file.stem: set(json.loads(file.read_text("utf-8"))) for file in TEXTS.glob("*.json")}
    assert set(keys) == {"zh-CN", "en"} == set(languages())
    assert keys["zh-CN"] == keys["en"]


def test_a_label_as_wide_as_the_paper_leaves_room_for_its_value() -> None:
    paper = read_paper(encode(Document("en", (Row("label " * 8, "value"),)), PAPER_80))
    assert max(paper.widths) <= COLUMNS
    assert paper.lines[-1].strip() == "value"


def test_blank_paper_may_be_longer_than_one_command_can_feed() -> None:
    paper = read_paper(encode(Document("en", (Gap(40),)), PAPER_80))
    assert paper.transcript == ["[feed 255]", "[feed 65]"]


def test_a_language_without_sentences_is_refused() -> None:
    with pytest.raises(UnknownLanguage):
        compose_ticket(PLAIN, "tlh")
