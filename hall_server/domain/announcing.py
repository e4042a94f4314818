"""A call in words: what boards show as a caption and the voice says, from the hall's sentence.

Digits of a ticket are read one by one, 0 as 零; a window's number is read as a number (HALL.md 5).
"""

from collections.abc import Mapping
from string import Formatter
from typing import Any

from hall_server.domain.plan import Text

USUAL = Text(
    "请 {number} 号到 {window} 号窗口办理", "Ticket {number}, please go to counter {window}"
)
"""Said where the hall has no sentence of its own."""
NEEDED = ("number", "window")
KNOWN = (*NEEDED, "zone")

_DIGITS = dict(zip("0123456789", "零一二三四五六七八九", strict=True))
_DIGITS_EN = dict(
    zip(
        "0123456789",
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
        strict=True,
    )
)


def call_text_problem(sentence: str) -> tuple[str, Mapping[str, Any]] | None:
    """Why a sentence cannot be used, as a problem's code and facts; an empty one can."""
    if not sentence:
        return None
    try:
        fields = list(Formatter().parse(sentence))
    except ValueError:
        return "call_text_braces", {}
    names = []
    for _, name, shape, conversion in fields:
        if name is None:
            continue
        if name not in KNOWN or shape or conversion:
            return "call_text_unknown", {"unknown": f"{{{name}}}"}
        names.append(name)
    missing = [f"{{{name}}}" for name in NEEDED if name not in names]
    return ("call_text_lacks", {"missing": ", ".join(missing)}) if missing else None


def spoken(sentence: Text, number: str, window: str, zone: Text) -> Text:
    """The call in the hall's languages. `sentence` is a sound one, or empty for the usual."""
    chinese, english = sentence.zh or USUAL.zh, sentence.en or USUAL.en
    return Text(
        chinese.format(number=_read_out(number), window=window, zone=zone.zh),
        english.format(number=_read_out_english(number), window=window, zone=zone.english),
    )


def _read_out(number: str) -> str:
    letters = number.rstrip("0123456789")
    return letters + "".join(_DIGITS[digit] for digit in number[len(letters) :])


def _read_out_english(number: str) -> str:
    return " ".join(_DIGITS_EN.get(character, character) for character in number)
