"""Pictures for text mode: the hall's emblem, and lines a printer has no glyphs for (rare names)."""

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from printer.fonts import drawable, sans

if TYPE_CHECKING:
    from PIL import Image

_REALTIME = tuple(bytes((0x10, order)) for order in (0x04, 0x05, 0x14))
"""DLE EOT, DLE ENQ, DLE DC4: printers obey them even inside a picture (Epson, Xprinter manuals)."""

THRESHOLD = 140
"""Greys darker than this become black; without dithering, which blurs lines and codes."""


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
    for char in drawable(text):
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


def draw_logo(png: bytes, width: int, height: int) -> Raster:
    """A PNG in black and white, shrunk to at most `width` by `height` dots; transparency is paper.

    Raises OSError where `png` is no picture.
    """
    image = logo_image(png)
    image.thumbnail((width, height))
    bits = image.point(lambda grey: 255 if grey < THRESHOLD else 0).convert("1")
    row_bytes = (bits.width + 7) // 8
    return Raster(row_bytes, bits.height, without_realtime_orders(bits.tobytes()))


def logo_image(png: bytes) -> "Image.Image":
    """The picture in greys on white paper. Raises OSError where `png` is no picture."""
    from PIL import Image

    with Image.open(BytesIO(png)) as opened:
        image = opened.convert("RGBA")
    paper = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(paper, image).convert("L")
