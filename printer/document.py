"""What a sheet of paper says, as values; widths, fonts and bytes are the renderers' business.

Texts may hold "\\n" where a line must end; all other line ends are the line breaker's.
"""

from dataclasses import dataclass
from enum import StrEnum


class Size(StrEnum):
    """How loud a paragraph is. On a printer with one font height, SMALL looks like BODY."""

    SMALL = "small"
    BODY = "body"
    LARGE = "large"


class Align(StrEnum):
    """Where the lines of a paragraph stand."""

    START = "start"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True)
class Title:
    """The sheet's heading, centred; on a ticket the hall's name."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """The visitor's number: the largest thing on the sheet, on one line."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str
    size: Size = Size.BODY
    align: Align = Align.START


@dataclass(frozen=True, slots=True)
class Row:
    """A label and its value. All rows of a document share one label column."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list behind its mark, such as "1."; following lines hang under the text."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class QR:
    """A QR code, at least 24 mm wide, centred. `content` is ASCII, such as an address."""

    content: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across the paper."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Blank paper, `mm` high."""

    mm: float = 2.0


@dataclass(frozen=True, slots=True)
class Cut:
    """The end of a sheet."""


Element = Title | Number | Paragraph | Row | Entry | QR | Rule | Gap | Cut


@dataclass(frozen=True, slots=True)
class Document:
    """One print job: elements from top to bottom, in one language."""

    language: str
    elements: tuple[Element, ...]
