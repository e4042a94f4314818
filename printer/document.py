"""What a sheet of paper says, as values; widths, fonts and bytes are the renderers' business.

Texts may hold "\\n" where a line must end; all other line ends are the line breaker's.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never


class Size(StrEnum):
    """How loud a paragraph is. On a printer with one font height, SMALL looks like BODY."""

    SMALL = "small"
    BODY = "body"
    LARGE = "large"


class PrintSize(StrEnum):
    """How large a whole sheet is printed; LARGE is 1.5 times, for those who see less well.

    It is given to the renderers: the document is the same.
    """

    NORMAL = "normal"
    LARGE = "large"

    @property
    def factor(self) -> float:
        """By how much letters grow."""
        return 1.5 if self is PrintSize.LARGE else 1.0


class Align(StrEnum):
    """Where the lines of a paragraph stand."""

    START = "start"
    CENTRE = "centre"
    END = "end"


class CheckState(StrEnum):
    """How one material of a list stands. Each has a mark of its own; colour is not needed."""

    PRESENT = "√"
    WRONG = "×"
    MISSING = "□"


@dataclass(frozen=True, slots=True)
class Logo:
    """The hall's emblem, a PNG file's bytes, drawn in black and white, centred."""

    png: bytes


@dataclass(frozen=True, slots=True)
class Title:
    """The sheet's heading, centred; on a ticket the hall's name."""

    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """The document's number, at the upper right."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """The visitor's number: the largest thing on the sheet, on one line."""

    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """Begins a part of the sheet."""

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
class Check:
    """One material of a check list, and what must be known of it, each detail on its own line."""

    state: CheckState
    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, and its part of the paper's width."""

    heading: str
    share: int


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; every row has a cell for every column."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day that matters, in a box; `day` says the weekday too."""

    label: str
    day: str


@dataclass(frozen=True, slots=True)
class QR:
    """A QR code, at least 24 mm wide. `content` is ASCII, such as an address."""

    content: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """A line to sign on."""

    label: str


@dataclass(frozen=True, slots=True)
class Seal:
    """The box for the body's seal, with the body's name, the date, and what makes it valid."""

    body: str
    date: str
    note: str


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


Element = (
    Logo
    | Title
    | Reference
    | Number
    | Heading
    | Paragraph
    | Row
    | Entry
    | Check
    | Table
    | Deadline
    | QR
    | Signature
    | Seal
    | Rule
    | Gap
    | Cut
)


@dataclass(frozen=True, slots=True)
class Document:
    """One print job: elements from top to bottom, in one language."""

    language: str
    elements: tuple[Element, ...]

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of all rows, which share a column."""
        return tuple(element.label for element in self.elements if isinstance(element, Row))

    @property
    def title(self) -> str:
        """The first heading, or nothing."""
        titles = (element.text for element in self.elements if isinstance(element, Title))
        return next(titles, "")

    @property
    def reference(self) -> str:
        """The document's number, or nothing."""
        found = (element.text for element in self.elements if isinstance(element, Reference))
        return next(found, "")


def texts(document: Document) -> Iterator[str]:
    """Every text of `document` in reading order, marks included, QR contents left out."""
    for element in document.elements:
        yield from _texts(element)


def _texts(element: Element) -> tuple[str, ...]:
    match element:
        case Title(text) | Reference(text) | Number(text) | Heading(text) | Paragraph(text):
            return (text,)
        case Row(first, second) | Entry(first, second) | Deadline(first, second):
            return (first, second)
        case Check(state, text, details):
            return (state.value, text, *details)
        case Table(columns, rows):
            return (
                *(column.heading for column in columns),
                *(cell for row in rows for cell in row),
            )
        case QR(_, caption):
            return (caption,)
        case Signature(label):
            return (label,)
        case Seal(body, date, note):
            return (body, date, note)
        case Logo() | Rule() | Gap() | Cut():
            return ()
        case _:
            assert_never(element)
