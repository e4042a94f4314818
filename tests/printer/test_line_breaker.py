"""Lines break where a Chinese reader expects, and nothing is lost or too wide."""

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printer.escpos import half_columns
from printer.layout import NOT_AT_LINE_END, NOT_AT_LINE_START, break_lines, hang

HAN = st.sampled_from("政务服务中心窗口办理事项材料阿卜杜拉㛃𬭚")
WORD = st.from_regex(r"[A-Za-z]{1,9}|[0-9]{1,4}(-[0-9]{2}){0,2}|[0-9]{2}:[0-9]{2}", fullmatch=True)
CLOSING = st.sampled_from(sorted(NOT_AT_LINE_START))
OPENING = st.sampled_from(sorted(NOT_AT_LINE_END))
PHRASE = st.builds(
    lambda opening, core, closing, space: opening + core + closing + space,
    st.just("") | OPENING,
    HAN | WORD,
    st.just("") | CLOSING,
    st.sampled_from(["", "", " "]),
)
SENTENCE = st.lists(PHRASE, max_size=40).map("".join)


def squeezed(text: str) -> str:
    return "".join(text.split())


@given(SENTENCE, st.integers(min_value=24, max_value=48))
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(
    sentence: str, room: int
) -> None:
    lines = break_lines(sentence, room, half_columns)
    pieces_fit = all(half_columns(word) <= room for word in sentence.split())
    for before, after in zip(lines, lines[1:], strict=False):
        if pieces_fit or (len(before) and half_columns(before) < room - 2):
            assert after[0] not in NOT_AT_LINE_START
            assert before[-1] not in NOT_AT_LINE_END


@given(st.text(max_size=200), st.integers(min_value=2, max_value=48))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, room: int) -> None:
    lines = break_lines(text, room, half_columns)
    assert all(half_columns(line) <= room for line in lines)
    shown = [char for char in text if not char.isspace() and category(char) != "Cc"]
    assert len(squeezed("".join(lines))) == len(shown)


@given(st.lists(WORD, min_size=1, max_size=20), st.integers(min_value=12, max_value=48))
def test_words_numbers_and_dates_stay_whole(words: list[str], room: int) -> None:
    lines = break_lines(" ".join(words), room, half_columns)
    assert [word for line in lines for word in line.split()] == words


@pytest.mark.parametrize(
    ("text", "room", "lines"),
    [
        ("请到窗口办理，谢谢", 12, ["请到窗口办", "理，谢谢"]),
        ("材料（复印件）一份", 6, ["材料", "（复印", "件）一", "份"]),
        ("请于2026-11-23前来", 12, ["请于", "2026-11-23前", "来"]),
        ("about 15-22 minutes", 11, ["about 15-22", "minutes"]),
        ("第一行\n第二行", 48, ["第一行", "第二行"]),
        ("谢谢 ，再见", 6, ["谢", "谢 ，", "再见"]),
        ("请于2026年9月24日 星期四前来", 16, ["请于", "2026年9月24日", "星期四前来"]),
        ("编号〔2026〕第0117号", 14, ["编号〔2026〕", "第0117号"]),
        ("write to hall@example.gov.cn now", 20, ["write to", "hall@example.gov.cn", "now"]),
        ("请看https://example.gov.cn/a?b=1", 28, ["请看", "https://example.gov.cn/a?b=1"]),
        ('for "Food licence" here', 8, ["for", '"Food', 'licence"', "here"]),
        ("收费￥1,234.50元", 12, ["收费", "￥1,234.50元"]),
        ("", 48, [""]),
        ("unbreakably", 4, ["unbr", "eaka", "bly"]),
    ],
)
def test_known_lines(text: str, room: int, lines: list[str]) -> None:
    assert break_lines(text, room, half_columns) == lines


def test_a_long_value_hangs_under_its_first_line() -> None:
    assert hang("事项", "有限责任公司", 6, 14, half_columns) == ["事项  有限责任", "      公司"]


def test_a_label_wider_than_its_column_gets_a_line_of_its_own() -> None:
    assert hang("很长的名称", "值", 4, 20, half_columns) == ["很长的名称", "    值"]
