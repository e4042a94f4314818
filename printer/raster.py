"""One line of text as a picture, for the characters a printer has no glyph for (rare names)."""

from dataclasses import dataclass

from printer.fonts import sans

_REALTIME = tuple(bytes((0x10, order)) for order in (0x04, 0x05, 0x14))
"""DLE EOT, DLE ENQ, DLE DC4: printers obey them even inside a picture (Epson, Xprinter manuals)."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where a character stands in its cell, as parts of the cell's height."""

    advance: float
    size: float
    baseline: float


_HAN = _Shape(advance=1, size=1, baseline=21 / 24)
_LATIN = _Shape(advance=1 / 2, size=22 / 24, baseline=19 / 24)
"""Smaller and higher than Han, or its descenders would leave the cell."""


@dataclass(frozen=True, slots=True)
class Raster:
    """A picture of dots: `rows` of `row_bytes` bytes, most significant bit left, 1 is black."""

    row_bytes: int
    rows: int
    data: bytes


def draw_line(text: str, cell: int, width: int) -> Raster:
    """`text` on one line, `cell` dots high and `width` dots wide at most.

    Drawn at the pitch of the printer's own fonts: ASCII half a cell, all others a whole one.
    """
    from PIL import Image, ImageDraw

    row_bytes = (width + 7) // 8
    image = Image.new("1", (row_bytes * 8, cell), 0)
    draw = ImageDraw.Draw(image)
    draw.fontmode = "1"
    x = 0.0
    for char in text:
        shape = _LATIN if char.isascii() else _HAN
        advance = cell * shape.advance
        face = sans(round(cell * shape.size))
        draw.text((x + advance / 2, cell * shape.baseline), char, fill=1, font=face, anchor="ms")
        x += advance
    return Raster(row_bytes, cell, without_realtime_orders(image.tobytes()))


def without_realtime_orders(data: bytes) -> bytes:
    """`data` with one dot added wherever the dots would spell a real-time command."""
    for order in _REALTIME:
        data = data.replace(order, bytes((order[0] | 0x08, order[1])))
    return data
