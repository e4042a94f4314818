"""The paper roll: draws commands as dots and yields the sheet when it is cut."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from PIL import Image, ImageDraw
from qrcode import constants
from qrcode.main import QRCode

from printer.fonts import sans
from printer.simulators.commands import Char, Command, Extended, Picture, Plain, Unknown

DOTS_80, DOTS_58 = 576, 384
"""Printable width of 80 mm and 58 mm paper at 8 dots/mm."""
PAPER_MM = {DOTS_80: 80, DOTS_58: 58}
DOTS_PER_MM = 8
_MARGIN = 32
"""Unprintable edge of the paper, in dots."""
_CUTTER = 64
"""Paper between print head and cutter, blank above and below the print."""
_CELL = 24
_SPACING = 30
_WHITE, _BLACK = 255, 0
_THRESHOLD = 140
_QR_LEVELS = {
    48: constants.ERROR_CORRECT_L,
    49: constants.ERROR_CORRECT_M,
    50: constants.ERROR_CORRECT_Q,
    51: constants.ERROR_CORRECT_H,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """What fell out of the printer: its picture in black and white, and what it says."""

    picture: Image.Image
    lines: tuple[str, ...]
    qr_codes: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(slots=True)
class _Style:
    """The printer's modes between two ESC @."""

    wide: int = 1
    high: int = 1
    align: int = 0
    kanji: bool = False


@dataclass(slots=True)
class _Sheet:
    strips: list[Image.Image] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    qr_codes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


class Roll:
    """Draws commands on paper. `printed_rows` counts all dot rows the paper moved."""

    def __init__(self, dots: int = DOTS_80) -> None:
        self.printed_rows = 0
        self._dots = dots
        self._style = _Style()
        self._line: list[tuple[str, int, int]] = []
        self._sheet = _Sheet()
        self._qr_size = 3
        self._qr_level = 48
        self._qr_data = b""

    def forget(self) -> None:
        """Lose the modes and the line begun, as when switched off; what is on paper stays."""
        self._style = _Style()
        self._line.clear()

    @property
    def kanji(self) -> bool:
        """Whether FS & is in force."""
        return self._style.kanji

    def execute(self, command: Command) -> Sheet | None:
        """Draw one command; the finished sheet if it was the cut."""
        match command:
            case Char(char):
                self._add(char)
            case Plain(b"\n"):
                self._print_line()
            case Plain(b"\x1dV"):
                return self._cut()
            case Plain(name, values):
                self._set(name, values)
            case Picture(row_bytes, rows, data):
                self._picture(row_bytes, rows, data)
            case Extended("k", data):
                self._qr(data)
            case Extended(group, _):
                self._sheet.warnings.append(f"GS ( {group}")
            case Unknown(data):
                self._sheet.warnings.append(data.hex(" "))
        return None

    def _set(self, name: bytes, values: bytes) -> None:
        match name:
            case b"\x1b@":
                self._style = _Style()
                self._line.clear()
            case b"\x1ba":
                self._style.align = values[0] % 48
            case b"\x1d!":
                self._style.wide, self._style.high = (values[0] >> 4 & 7) + 1, (values[0] & 7) + 1
            case b"\x1c&":
                self._style.kanji = True
            case b"\x1c.":
                self._style.kanji = False
            case b"\x1bJ":
                self._feed(values[0])
            case b"\x1bd":
                self._feed(values[0] * _SPACING)
            case _:
                self._sheet.warnings.append(name.hex(" "))

    def _add(self, char: str) -> None:
        wide, high = self._style.wide, self._style.high
        if _width(self._line) + _advance(char) * wide > self._dots:
            self._sheet.warnings.append("line wider than the paper")
            self._print_line()
        self._line.append((char, wide, high))

    def _print_line(self) -> None:
        height = max((high for _, _, high in self._line), default=1) * _CELL
        strip = Image.new("L", (_width(self._line), height), _WHITE)
        x = 0
        for char, wide, high in self._line:
            strip.paste(_glyph(char, wide, high), (x, height - high * _CELL))
            x += _advance(char) * wide
        self._place(strip, max(_SPACING, height))
        self._sheet.lines.append("".join(char for char, _, _ in self._line).strip())
        self._line.clear()

    def _picture(self, row_bytes: int, rows: int, data: bytes) -> None:
        picture = Image.frombytes("1", (row_bytes * 8, rows), data)
        self._place(picture.convert("L").point(lambda dot: _WHITE - dot), rows)

    def _qr(self, data: bytes) -> None:
        match data[1]:
            case 67:
                self._qr_size = data[2]
            case 69:
                self._qr_level = data[2]
            case 80:
                self._qr_data = data[3:]
            case 81:
                code: Any = QRCode(error_correction=_QR_LEVELS[self._qr_level], border=0)
                code.add_data(self._qr_data)
                self._place(_enlarged(code.get_matrix(), self._qr_size))
                self._sheet.qr_codes.append(self._qr_data.decode("utf-8", "replace"))

    def _place(self, strip: Image.Image, rows: int | None = None) -> None:
        line = Image.new("L", (self._dots, rows or strip.height), _WHITE)
        if strip.width > self._dots:
            self._sheet.warnings.append("picture wider than the paper")
        room = self._dots - strip.width
        line.paste(strip, ((0, room // 2, room)[self._style.align], 0))
        self._sheet.strips.append(line)
        self.printed_rows += line.height

    def _feed(self, rows: int) -> None:
        if rows:
            self._place(Image.new("L", (0, rows), _WHITE))

    def _cut(self) -> Sheet:
        done, self._sheet = self._sheet, _Sheet()
        height = sum(strip.height for strip in done.strips) + 2 * _CUTTER
        picture = Image.new("L", (self._dots + 2 * _MARGIN, height), _WHITE)
        y = _CUTTER
        for strip in done.strips:
            picture.paste(strip, (_MARGIN, y))
            y += strip.height
        lines = tuple(line for line in done.lines if line)
        black = picture.point(lambda dot: _WHITE if dot > _THRESHOLD else _BLACK).convert("1")
        return Sheet(black, lines, tuple(done.qr_codes), tuple(done.warnings))


def _advance(char: str) -> int:
    return _CELL // 2 if char.isascii() else _CELL


def _width(line: Sequence[tuple[str, int, int]]) -> int:
    return sum(_advance(char) * wide for char, wide, _ in line)


@lru_cache(maxsize=2048)
def _glyph(char: str, wide: int, high: int) -> Image.Image:
    """`char` in its cell, as the printer's built-in font would show it."""
    # A printer's Latin is drawn for a half-width cell: a little smaller, higher, squeezed if wide.
    size, baseline = (22, 19) if char.isascii() else (24, 21)
    face = sans(size * high)
    cell = Image.new("L", (_advance(char) * wide, _CELL * high), _WHITE)
    natural = max(round(face.getlength(char)), 1)
    glyph = Image.new("L", (natural, cell.height), _WHITE)
    ImageDraw.Draw(glyph).text((0, baseline * high), char, fill=_BLACK, font=face, anchor="ls")
    if natural * wide > cell.width * high or wide != high:
        glyph = glyph.resize((min(natural * wide // high, cell.width), cell.height))
    cell.paste(glyph, ((cell.width - glyph.width) // 2, 0))
    return cell


def _enlarged(matrix: Sequence[Sequence[bool]], size: int) -> Image.Image:
    side = len(matrix)
    dots = bytes(_BLACK if dark else _WHITE for row in matrix for dark in row)
    code = Image.frombytes("L", (side, side), dots)
    return code.resize((side * size, side * size), Image.Resampling.NEAREST)
