"""What panels of every width say: the longest sentence that fits, and never half a number."""

from datetime import timedelta

import pytest
from hall_states import MORNING, board, call, window
from hypothesis import given
from hypothesis import strategies as st

from display import board as boards
from display.board import PairingCode, Picture
from display.devices import Panel
from display.led.lettering import MISSING, encoded, fits, pages, plain, width
from display.led.saying import on_strip, on_tubes
from hall_server.wire.message import Language, Text
from hall_server.wire.views import EvacuationView

LEAVE = EvacuationView(text=Text(zh="请离开\n大厅", en="Leave now"), since=MORNING, begun_by="1001")


def hall(state: str = "calling", number: str = "A003", **more: object) -> Picture:
    """Window 5 in some state, as a picture."""
    calls = [call(1, number, "5", MORNING)] if state == "calling" else []
    held = number if state == "serving" else None
    told = board(1, MORNING, calls, (window("5", "A", "idle" if calls else state, held),))
    shown = boards.advance(boards.start(MORNING), told.model_copy(update=more), MORNING)
    return boards.picture(shown, MORNING)


def strip(picture: Picture, cells: int, language: Language = "zh-CN") -> str:
    return on_strip(Panel(address=1, window="5", cells=cells), picture, False, language).text


@pytest.mark.parametrize(
    ("cells", "calls", "serves", "pauses", "free"),
    [
        (8, "请A003号", "正在办理A003", "暂 停 服 务", "热情为您服务"),
        (5, "请A003号", "办理A003", "暂停服务", "您好"),
        (3, "请A003", "A003", "暂停", "您好"),
        (2, "A003", "A003", "暂停", "您好"),
        (1, "--", "--", "", ""),
    ],
)
def test_a_narrow_strip_says_less_and_never_half(
    cells: int, calls: str, serves: str, pauses: str, free: str
) -> None:
    assert strip(hall(), cells) == calls
    assert strip(hall("serving"), cells) == serves
    assert strip(hall("paused"), cells) == pauses
    assert strip(hall("idle"), cells) == free


def test_a_hall_that_puts_english_first_has_english_strips() -> None:
    said = [strip(hall(state), 8, "en") for state in ("calling", "serving", "paused", "closed")]
    assert said == ["Calling A003", "Now serving A003", "Service paused", "Window 5"]
    assert strip(hall("serving"), 6, "en") == "Serving A003"


def test_tubes_of_three_digits_show_the_figures_and_of_too_few_dashes() -> None:
    def tubes(picture: Picture, digits: int) -> str:
        return on_tubes(Panel(address=1, window="5", cells=digits), picture, False).text

    assert [tubes(hall(), digits) for digits in (4, 3)] == ["A003", "003"]
    assert tubes(hall(number="A1003"), 3) == "---"
    assert [tubes(hall(state), 4) for state in ("idle", "closed", "paused")] == ["", "", "----"]


def test_whoever_is_not_heard_or_not_admitted_says_nobodys_number() -> None:
    heard = hall("serving")
    lost = heard.model_copy(update={"lost_since": MORNING + timedelta(seconds=1)})
    stranger = heard.model_copy(update={"pairing": PairingCode(code="123456", lost=True)})
    assert strip(lost, 8) == strip(stranger, 8) == "5号窗口"
    leaving = hall("serving", evacuation=LEAVE).model_copy(update={"lost_since": MORNING})
    assert strip(leaving, 8) == "请离开 大厅"


@given(
    st.sampled_from(["calling", "serving"]),
    st.from_regex("[A-Z]{0,2}[0-9]{1,5}", fullmatch=True),
    st.integers(1, 12),
)
def test_a_number_is_whole_or_its_figures_or_dashes(state: str, number: str, cells: int) -> None:
    text = strip(hall(state, number), cells)
    assert fits(text, cells)
    figures = number.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert number in text or text == figures or set(text) == {"-"}


@given(st.text(max_size=60), st.integers(1, 12))
def test_pages_are_the_whole_text_in_pieces_that_fit(text: str, cells: int) -> None:
    words = plain(text)
    found = pages(words, cells)
    assert all(width(page) <= max(2, 2 * cells) for page in found)
    assert "".join(found).replace(" ", "") == words.replace(" ", "")


def test_what_no_panel_has_is_a_square() -> None:
    written = encoded("王𠮷·é5号", "gb2312").decode("gb18030")
    assert written == f"王{MISSING}·é5号"
    assert encoded("龥", "gb2312") == encoded(MISSING, "gb2312")
    assert encoded("龥", "gbk").decode("gbk") == "龥"
