"""Whether single values of a plan are possible: codes, names, texts, numbers within their range."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from hall_server.domain.plan import Text
from hall_server.domain.plan_problem import Path, PlanProblem, problem

Problems = Iterator[PlanProblem]

NAME_LENGTH = 100
SENTENCE_LENGTH = 1000
CODE_LENGTH = 40
_LETTER = re.compile(r"[A-HJ-NP-Z]")
_UNPRINTABLE = {"Cc", "Cs", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers a hall can mean. `unit` is how the report calls them."""

    low: int
    high: int
    unit: str


def number(path: Path, value: int, allowed: Range) -> Problems:
    if not allowed.low <= value <= allowed.high:
        yield beyond(path, value, allowed)


def beyond(path: Path, value: float, allowed: Range) -> PlanProblem:
    return problem(
        path, "out_of_range", value=value, low=allowed.low, high=allowed.high, unit=allowed.unit
    )


def letter(path: Path, letter: str) -> Problems:
    if not _LETTER.fullmatch(letter):
        yield problem(path, "letter_wrong", value=letter)


def code(path: Path, code: str) -> Problems:
    if not code:
        yield problem(path, "code_empty")
    elif len(code) > CODE_LENGTH or any(c.isspace() for c in code) or unprintable(code):
        yield problem(path, "code_wrong", value=code, most=CODE_LENGTH)


def name(path: Path, name: Text) -> Problems:
    if not name.zh:
        yield problem(path, "name_empty")
    yield from line(path, name.zh)
    yield from line((*path, "en"), name.en)


def optional_name(path: Path, name: Text) -> Problems:
    yield from english_needs_chinese(path, name)
    yield from line(path, name.zh)
    yield from line((*path, "en"), name.en)


def sentence(path: Path, text: Text) -> Problems:
    """A text of one or more lines, which may be empty."""
    yield from english_needs_chinese(path, text)
    for spot, words in ((path, text.zh), ((*path, "en"), text.en)):
        yield from _written(spot, words.replace("\n", ""), words, SENTENCE_LENGTH)


def english_needs_chinese(path: Path, text: Text) -> Problems:
    if text.en and not text.zh:
        yield problem(path, "chinese_missing", value=text.en)


def line(path: Path, words: str, length: int = NAME_LENGTH) -> Problems:
    yield from _written(path, words, words, length)


def _written(path: Path, printable: str, words: str, length: int) -> Problems:
    if unprintable(printable):
        yield problem(path, "unprintable", value=words)
    if words != words.strip():
        yield problem(path, "space_around", value=words)
    if len(words) > length:
        yield problem(path, "too_long", value=words[:20], most=length)


def unprintable(words: str) -> bool:
    """Whether the text holds what a ticket, a spreadsheet or a TOML file cannot carry."""
    if words.isprintable():  # quick, and true of nearly all
        return False
    return any(unicodedata.category(c) in _UNPRINTABLE or ord(c) & 0xFFFE == 0xFFFE for c in words)
