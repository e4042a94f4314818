"""A document as ESC/POS bytes in text mode: GB18030 in Kanji mode, native QR, sizes by `GS !`.

Command bytes come from `escpos.constants`, which costs nothing to import. The rest of python-escpos
stays out: its `text()` prints "?" for much of Chinese, and importing `escpos.printer` takes over a
second, re-configures logging and leaves a temporary folder behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from escpos import constants

from printer.document import (
    QR,
    Align,
    Cut,
    Document,
    Element,
    Entry,
    Gap,
    Number,
    Paragraph,
    Row,
    Rule,
    Size,
    Title,
)
from printer.layout import break_lines, hang, printable
from printer.raster import draw_line

_CELL = 24
"""Dots: a Han character of the built-in font is 24 x 24, an ASCII character 12 x 24."""
_HALF = _CELL // 2
_LEADING = 6
"""Dots that the printers' default spacing of 30 adds under a line of normal size."""
_QR_MIN_DOTS = 192
_DOTS_PER_MM = 8
_MAX_SCALE = 8
_MAX_FEED = 255
_KANJI_MODE = constants.FS + b"&"
_FEED_AND_CUT = constants.GS + b"VB\x00"
_FEED_DOTS = constants.ESC + b"J"
_ALIGN = {
    Align.START: constants.TXT_STYLE["align"]["left"],
    Align.CENTRE: constants.TXT_STYLE["align"]["center"],
}
_SCALE = {Size.SMALL: 1, Size.BODY: 1, Size.LARGE: 2}
_QR_CAPACITY = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504)
"""Bytes that versions 1, 2, ... hold at error correction M (ISO/IEC 18004, table 7)."""


@dataclass(frozen=True, slots=True)
class Paper:
    """How wide a printer prints, in dots of 1/8 mm."""

    dots: int

    @property
    def columns(self) -> int:
        """Half columns: ASCII characters of normal size in a line."""
        return self.dots // _HALF


PAPER_80 = Paper(dots=576)
PAPER_58 = Paper(dots=384)


class NotEncodable(ValueError):
    """A document that this paper cannot carry: a number or QR code too large for it."""


def encode(document: Document, paper: Paper) -> bytes:
    """The whole sheet as bytes, from initialisation to cut. Raises NotEncodable.

    Every line is at most `paper.columns` half columns wide. A line with a character outside the
    two-byte set, which cheap printers garble, is sent as a picture of that line.
    """
    labels = [row.label for row in document.elements if isinstance(row, Row)]
    widest = max(map(half_columns, labels), default=0)
    sheet = _Sheet(paper, label_column=min(widest + 2, paper.columns // 2))
    for element in document.elements:
        _put(sheet, element)
    return bytes(sheet.out)


def half_columns(text: str) -> int:
    """Width of `text` in half columns: one for ASCII, two for all else."""
    return sum(1 if char.isascii() else 2 for char in text)


def _put(sheet: "_Sheet", element: Element) -> None:
    match element:
        case Title(text):
            sheet.heading(text)
        case Number(text):
            sheet.number(text)
        case Paragraph(text, size, align):
            sheet.text(text, _SCALE[size], align)
        case Row(label, value):
            sheet.hanging(label, value, sheet.label_column)
        case Entry(mark, text):
            sheet.hanging(mark, text, half_columns(mark) + 1)
        case QR(content):
            sheet.qr(content)
        case Rule():
            sheet.rule()
        case Gap(mm):
            sheet.feed(round(mm * _DOTS_PER_MM))
        case Cut():
            sheet.out += _FEED_AND_CUT
        case _:
            assert_never(element)


class _Sheet:
    """Bytes so far, and the printer's state after them, so that no command is sent twice."""

    def __init__(self, paper: Paper, label_column: int) -> None:
        self.paper = paper
        self.label_column = label_column
        self.out = bytearray(constants.HW_INIT + _KANJI_MODE)
        self._scale = (1, 1)
        self._align = Align.START

    def heading(self, text: str) -> None:
        """Double size; what would then take more than two lines stays normal."""
        room = self.paper.columns // 2
        scale = 2 if len(break_lines(text, room, half_columns)) <= 2 else 1
        self.text(text, scale, Align.CENTRE)

    def number(self, text: str) -> None:
        """As large as the line allows."""
        width = half_columns(text)
        if not 0 < width <= self.paper.columns:
            raise NotEncodable(f"a number {width} half columns wide")
        self.text(text, min(_MAX_SCALE, self.paper.columns // width), Align.CENTRE)

    def text(self, text: str, scale: int, align: Align) -> None:
        room = self.paper.columns // scale
        self.lines(break_lines(text, room, half_columns), scale, align)

    def hanging(self, mark: str, text: str, indent: int) -> None:
        self.lines(hang(mark, text, indent, self.paper.columns, half_columns))

    def lines(self, lines: Sequence[str], scale: int = 1, align: Align = Align.START) -> None:
        self._set((scale, scale), align)
        for line in lines:
            coded = _coded(line)
            if coded is None:
                self._picture(line, scale)
            else:
                self.out += coded + constants.CTL_LF

    def rule(self) -> None:
        """A few very wide box-drawing dashes, which touch; far fewer bytes than a picture."""
        self._set((_MAX_SCALE, 1), self._align)
        dashes = self.paper.dots // (_CELL * _MAX_SCALE)
        self.out += ("─" * dashes).encode("gbk") + constants.CTL_LF

    def feed(self, dots: int) -> None:
        for start in range(0, dots, _MAX_FEED):
            self.out += _FEED_DOTS + bytes((min(dots - start, _MAX_FEED),))

    def qr(self, content: str) -> None:
        """A native QR code of error correction M, at least 24 mm wide."""
        data = _qr_data(content)
        size = -(-_QR_MIN_DOTS // _modules(len(data)))
        self._set((1, 1), Align.CENTRE)
        for function, value in (
            (65, bytes((48 + constants.QR_MODEL_2, 0))),
            (67, bytes((size,))),
            (69, bytes((48 + constants.QR_ECLEVEL_M,))),
            (80, b"0" + data),
            (81, b"0"),
        ):
            length = (len(value) + 2).to_bytes(2, "little")
            self.out += constants.GS + b"(k" + length + bytes((49, function)) + value

    def _set(self, scale: tuple[int, int], align: Align) -> None:
        if align is not self._align:
            self.out += _ALIGN[align]
            self._align = align
        if scale != self._scale:
            wide, high = scale
            self.out += constants.TXT_SIZE + bytes(((wide - 1) << 4 | (high - 1),))
            self._scale = scale

    def _picture(self, line: str, scale: int) -> None:
        raster = draw_line(line, _CELL * scale, half_columns(line) * _HALF * scale)
        size = raster.row_bytes.to_bytes(2, "little") + raster.rows.to_bytes(2, "little")
        self.out += constants.S_RASTER_N + size + raster.data
        if scale == 1:
            self.feed(_LEADING)


def _coded(line: str) -> bytes | None:
    """`line` in the two-byte part of GB18030, or None if a character of it is not there.

    That part is GBK. The few two-byte characters that GB18030 added to it (䶮, €) are left out too:
    printers sold as "GBK" have no glyph for them.
    """
    try:
        return line.encode("gbk")
    except UnicodeEncodeError:
        return None


def _qr_data(content: str) -> bytes:
    if not content.isascii() or printable(content) != content:
        raise NotEncodable("a QR code holds visible ASCII")
    return content.encode("ascii")


def _modules(length: int) -> int:
    """Modules along a side of the smallest QR code for `length` bytes."""
    for version, capacity in enumerate(_QR_CAPACITY, start=1):
        if length <= capacity:
            return 17 + 4 * version
    raise NotEncodable(f"{length} bytes in one QR code")
