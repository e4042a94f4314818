"""One line of text as a picture, for the characters a printer has no glyph for (rare names)."""

from dataclasses import dataclass

from printer.fonts import sans

_REALTIME = tuple(bytes((0x10, order)) for order in (0x04, 0x05, 0x14))
"""DLE EOT, DLE ENQ, DLE DC4: printers obey them even inside a picture (Epson, Xprinter manuals)."""


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
        advance = cell / 2 if char.isascii() else cell
        # The face's ascent and descent exceed the em; baseline at 7/8 keeps all Han strokes inside.
        draw.text((x + advance / 2, cell * 7 / 8), char, fill=1, font=sans(cell), anchor="ms")
        x += advance
    return Raster(row_bytes, cell, without_realtime_orders(image.tobytes()))


def without_realtime_orders(data: bytes) -> bytes:
    """`data` with one dot added wherever the dots would spell a real-time command."""
    for order in _REALTIME:
        data = data.replace(order, bytes((order[0] | 0x08, order[1])))
    return data
