"""A document as ESC/POS bytes in text mode: GB18030 in Kanji mode, native QR, sizes by `GS !`."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import assert_never

from printer.charset import Charset, encoded
from printer.document import (
    QR,
    Align,
    Check,
    Cut,
    Deadline,
    Document,
    Element,
    Entry,
    Gap,
    Heading,
    Logo,
    Number,
    Paragraph,
    PrintSize,
    Reference,
    Row,
    Rule,
    Seal,
    Signature,
    Size,
    Table,
    Title,
)
from printer.escpos_bytes import (
    BEGIN,
    DOTS_PER_MM,
    FEED_AND_CUT,
    LINE_END,
    NotEncodable,
    aligned,
    feed,
    native_qr,
    picture,
    scaled,
)
from printer.layout import break_lines, hang
from printer.raster import draw_line, draw_logo
from printer.table import column_widths, rows_of, stacked_rows

__all__ = ["PAPER_58", "PAPER_80", "Charset", "NotEncodable", "Paper", "encode", "half_columns"]

_CELL = 24
"""Dots: a Han character of the built-in font is 24 x 24, an ASCII character 12 x 24."""
_HALF = _CELL // 2
_LEADING = 6
"""Dots that the printers' default spacing of 30 adds under a line of normal size."""
_MAX_SCALE = 8
_SCALE = {Size.SMALL: 1, Size.BODY: 1, Size.LARGE: 2}
_STACKED_FROM = 0.45
"""Part of the line that labels may take; wider ones stand above their values."""
_LOGO_DOTS = 96
_TO_SIGN_MM = 9
_TO_SEAL_MM = 20


@dataclass(frozen=True, slots=True)
class Paper:
    """How wide a printer prints, in dots of 1/8 mm, and which characters it knows."""

    dots: int
    charset: Charset = Charset.GBK

    @property
    def columns(self) -> int:
        """Half columns: ASCII characters of normal size in a line."""
        return self.dots // _HALF


PAPER_80 = Paper(dots=576)
PAPER_58 = Paper(dots=384)


def encode(document: Document, paper: Paper, print_size: PrintSize = PrintSize.NORMAL) -> bytes:
    """The whole sheet as bytes, from initialisation to cut. Raises NotEncodable.

    Every line is at most `paper.columns` half columns wide. A line with a character outside the
    printer's set is sent as a picture of that line. The built-in letters grow in whole steps, so
    large print is twice the size here, and three times where normal print has twice.
    """
    sheet = _Sheet(paper, print_size, document.labels)
    for element in document.elements:
        _put(sheet, element)
    return bytes(sheet.out)


def half_columns(text: str) -> int:
    """Width of `text` in half columns: one for ASCII, two for all else."""
    return sum(1 if char.isascii() else 2 for char in text)


def _put(sheet: "_Sheet", element: Element) -> None:
    match element:
        case Title(text):
            sheet.title(text)
        case Reference(text):
            sheet.text(text, align=Align.END)
        case Number(text):
            sheet.number(text)
        case Heading(text):
            sheet.heading(text)
        case Paragraph(text, size, align):
            sheet.text(text, _SCALE[size], align)
        case Row(label, value):
            sheet.hanging(label, value, sheet.label_column)
        case Entry(mark, text):
            sheet.hanging(mark, text, half_columns(mark) + 1)
        case Check():
            sheet.check(element)
        case Table():
            sheet.table(element)
        case _:
            _put_figure(sheet, element)


def _put_figure(
    sheet: "_Sheet", element: Deadline | QR | Logo | Signature | Seal | Rule | Gap | Cut
) -> None:
    match element:
        case Deadline(label, day):
            sheet.deadline(label, day)
        case QR(content, caption):
            sheet.qr(content, caption)
        case Logo(png):
            sheet.logo(png)
        case Signature(label):
            sheet.text(label)
            sheet.out += feed(_TO_SIGN_MM * DOTS_PER_MM)
            sheet.rule()
        case Seal():
            sheet.seal(element)
        case Rule():
            sheet.rule()
        case Gap(mm):
            sheet.out += feed(round(mm * DOTS_PER_MM))
        case Cut():
            sheet.out += FEED_AND_CUT
        case _:
            assert_never(element)


class _Sheet:
    """Bytes so far, and the printer's state after them, so that no command is sent twice."""

    def __init__(self, paper: Paper, print_size: PrintSize, labels: Sequence[str]) -> None:
        self.paper = paper
        self.out = bytearray(BEGIN)
        self._factor = print_size.factor
        self._state = (1, 1)
        self._align = Align.START
        self._columns = paper.columns // self._grown(1)
        widest = max(map(half_columns, labels), default=0) + 2
        self.label_column = widest if widest <= _STACKED_FROM * self._columns else 2

    def _grown(self, scale: int) -> int:
        return ceil(scale * self._factor)

    def title(self, text: str) -> None:
        """Double size, in large print more if one line holds it; more than two lines: body size."""
        for scale, most in ((self._grown(2), 1), (2, 2), (self._grown(1), None)):
            lines = break_lines(text, self.paper.columns // scale, half_columns)
            if most is None or len(lines) <= most:
                self.lines(lines, scale, scale, Align.CENTRE)
                return

    def heading(self, text: str) -> None:
        """Twice as high, as wide as the text."""
        lines = break_lines(text, self._columns, half_columns)
        self.lines(lines, self._grown(1), self._grown(2))
        self.out += feed(_LEADING)

    def number(self, text: str) -> None:
        """As large as the line allows."""
        width = half_columns(text)
        if not 0 < width <= self.paper.columns:
            raise NotEncodable(f"a number {width} half columns wide")
        scale = min(_MAX_SCALE, self.paper.columns // width)
        self.lines([text], scale, scale, Align.CENTRE)

    def text(self, text: str, scale: int = 1, align: Align = Align.START) -> None:
        scale = self._grown(scale)
        room = self.paper.columns // scale
        self.lines(break_lines(text, room, half_columns), scale, scale, align)

    def hanging(self, mark: str, text: str, indent: int) -> None:
        self._body(hang(mark, text, indent, self._columns, half_columns))

    def check(self, check: Check) -> None:
        indent = half_columns(check.state) + 1
        self.hanging(check.state, check.text, indent)
        for detail in check.details:
            self._indented(detail, indent)

    def table(self, table: Table) -> None:
        widths = column_widths(table, self._columns, 1, half_columns)
        if widths is None:
            self._stacked_table(table)
            return
        for cells in rows_of(table):
            self._body(_side_by_side(cells, widths))

    def _stacked_table(self, table: Table) -> None:
        rows = stacked_rows(table)
        indent = max(half_columns(row.mark) for row in rows) + 1
        for row in rows:
            self.hanging(row.mark, row.main, indent)
            self._indented(row.rest, indent)

    def _indented(self, text: str, indent: int) -> None:
        lines = break_lines(text, self._columns - indent, half_columns) if text else []
        self._body([" " * indent + line for line in lines])

    def _body(self, lines: Sequence[str]) -> None:
        scale = self._grown(1)
        self.lines(lines, scale, scale)

    def lines(self, lines: Sequence[str], wide: int, high: int, align: Align = Align.START) -> None:
        self._set(wide, high, align)
        for line in lines:
            coded = encoded(line, self.paper.charset)
            if coded is None:
                self._picture(line, wide)
            else:
                self.out += coded + LINE_END
            if self._factor > 1:
                self.out += feed(_LEADING * wide)

    def deadline(self, label: str, day: str) -> None:
        self.rule()
        self.text(label, align=Align.CENTRE)
        self.text(day, _SCALE[Size.LARGE], Align.CENTRE)
        self.rule()

    def qr(self, content: str, caption: str) -> None:
        self._set(1, 1, Align.CENTRE)
        self.out += native_qr(content)
        if caption:
            self.out += feed(DOTS_PER_MM)
            self.text(caption, align=Align.CENTRE)

    def seal(self, seal: Seal) -> None:
        self.text(seal.body, align=Align.END)
        self.text(seal.date, align=Align.END)
        self.text(seal.note, align=Align.END)
        self.out += feed(_TO_SEAL_MM * DOTS_PER_MM)

    def logo(self, png: bytes) -> None:
        self._set(1, 1, Align.CENTRE)
        self.out += picture(draw_logo(png, self.paper.dots, _LOGO_DOTS))

    def rule(self) -> None:
        """A few very wide box-drawing dashes, which touch; far fewer bytes than a picture."""
        self._set(_MAX_SCALE, 1, self._align)
        dashes = self.paper.dots // (_CELL * _MAX_SCALE)
        self.out += ("─" * dashes).encode("gbk") + LINE_END

    def _set(self, wide: int, high: int, align: Align) -> None:
        if align is not self._align:
            self.out += aligned(align)
            self._align = align
        if (wide, high) != self._state:
            self.out += scaled(wide, high)
            self._state = (wide, high)

    def _picture(self, line: str, scale: int) -> None:
        raster = draw_line(line, _CELL * scale, half_columns(line) * _HALF * scale)
        self.out += picture(raster)
        if scale == 1:
            self.out += feed(_LEADING)


def _side_by_side(cells: Sequence[str], widths: Sequence[int]) -> list[str]:
    """The cells of one table row as lines of spaces and text, one space between columns."""
    broken = [
        break_lines(cell, width, half_columns) for cell, width in zip(cells, widths, strict=True)
    ]
    rows: list[str] = []
    for place in range(max(map(len, broken))):
        line = ""
        for lines, width in zip(broken, widths, strict=True):
            text = lines[place] if place < len(lines) else ""
            line += text + " " * (width - half_columns(text) + 1)
        rows.append(line.rstrip())
    return rows
