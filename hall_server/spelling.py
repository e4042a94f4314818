"""A sentence as a voice engine must be given it: figures and letters spelled out. Pure.

Engines read `A007` as a word and `15–25` with a dash. Digits of a number's series are read one by
one, 0 as 零; amounts are read as numbers (HALL.md 5).
"""

import re

from pypinyin import Style, lazy_pinyin

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_MOST = 9999
"""Beyond this, and from a leading zero on, a figure is read digit by digit."""
# As Chinese voices name Latin letters; those of espeak-ng read them as pinyin.
_LETTERS = dict(
    zip(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "诶 必 西 弟 衣 爱夫 记 爱尺 爱 街 凯 爱乐 爱母 恩 欧 批 酷 啊 爱思 提 优 微 大波留 爱克斯 歪 贼".split(),
        strict=True,
    )
)
_TIME = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?!\d)")
_SPAN = re.compile(r"(?<=\d)\s*[–~-]\s*(?=\d)")
_SERIES = re.compile(r"\b([A-Z])(\d+)\b", re.ASCII)
_FIGURE = re.compile(r"\d+")
_TWO = re.compile(r"(?<![零一二三四五六七八九十百千])二(?= ?(?:人|分钟|件|个|秒|点))")
_LONE_LETTER = re.compile(r"(?<![A-Za-z])[A-Z](?![A-Za-z])")


def spelled(text: str, tag: str, span: str) -> str:
    """The sentence to be read in the language `tag`, with the language's own word for a span."""
    if tag.startswith("zh"):
        return _spelled_chinese(text, span)
    apart = _SERIES.sub(lambda found: " ".join(found[0]), text)
    return _SPAN.sub(f" {span} ", apart)


def pinyin(text: str) -> str:
    """Chinese characters as pinyin with tone figures, for engines that read only that."""
    return " ".join(lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True))


def _spelled_chinese(text: str, span: str) -> str:
    timed = _TIME.sub(_clock, text)
    joined = _SPAN.sub(span, timed)
    apart = _SERIES.sub(lambda found: _LETTERS[found[1]] + _one_by_one(found[2]), joined)
    counted = _FIGURE.sub(lambda found: _amount(found[0]), apart)
    paired = _TWO.sub("两", counted)
    return _LONE_LETTER.sub(lambda found: _LETTERS[found[0]], paired)


def _clock(found: re.Match[str]) -> str:
    minutes = "整" if found[2] == "00" else f"{_one_by_one(found[2])}分"
    if found[2][0] != "0":
        minutes = f"{_amount(found[2])}分"
    return f"{_amount(str(int(found[1])))}点{minutes}"


def _one_by_one(digits: str) -> str:
    return "".join(_DIGITS[int(digit)] for digit in digits)


def _amount(figure: str) -> str:
    digits = "".join(str(int(digit)) for digit in figure)  # wide ones, too
    if (digits[0] == "0" and len(digits) > 1) or int(digits) > _MOST:
        return _one_by_one(digits)
    if int(digits) == 0:
        return _DIGITS[0]
    read = ""
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        read += _DIGITS[int(digit)] + (_PLACES[place] if digit != "0" else "")
    # 一千零零五 is said 一千零五, 一十二 is 十二, and nothing is said of zeros at the end.
    read = re.sub("零+", "零", read).rstrip("零")
    return read.removeprefix("一") if read.startswith("一十") else read
