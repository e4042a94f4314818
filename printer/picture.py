"""Pages as pictures: for looking at on a screen, and as the dots of a thermal printer."""

from collections.abc import Sequence
from functools import lru_cache
from io import BytesIO
from math import ceil, floor
from typing import TYPE_CHECKING, assert_never

from printer.document import Document, PrintSize
from printer.flow import lay_out
from printer.fonts import advance, sans
from printer.page import Code, Form, Frame, Page, Picture, Stroke, Text
from printer.qr import modules
from printer.raster import logo_image

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

_PREVIEW_DOTS_PER_MM = 8.0
_WHITE, _BLACK = 255, 0
_BOLD = 0.016
"""How far a bold letter grows on each side, in ems; the typeface has one weight only."""


def preview(
    document: Document,
    form: Form,
    print_size: PrintSize = PrintSize.NORMAL,
    dots_per_mm: float = _PREVIEW_DOTS_PER_MM,
) -> bytes:
    """The document as one PNG, its pages one below the other. Raises NotEncodable, OSError."""
    from PIL import Image

    drawn = [draw(page, dots_per_mm) for page in lay_out(document, form, print_size)]
    seam = 8 if len(drawn) > 1 else 0
    height = sum(page.height + seam for page in drawn) - seam
    whole = Image.new("L", (drawn[0].width, height), _BLACK)
    y = 0
    for page in drawn:
        whole.paste(page, (0, y))
        y += page.height + seam
    out = BytesIO()
    whole.save(out, "PNG", optimize=True)
    return out.getvalue()


def draw(page: Page, dots_per_mm: float) -> "Image.Image":
    """One page in greys."""
    from PIL import Image, ImageDraw

    size = (round(page.width * dots_per_mm), max(round(page.height * dots_per_mm), 1))
    image = Image.new("L", size, _WHITE)
    pen = ImageDraw.Draw(image)
    for mark in page.marks:
        match mark:
            case Text():
                _text(image, mark, dots_per_mm)
            case Stroke(x, y, length, thickness):
                _bar(pen, (x, y, length, thickness), dots_per_mm)
            case Frame():
                _frame(pen, mark, dots_per_mm)
            case Code():
                _code(image, mark, dots_per_mm)
            case Picture(x, y, width, height, png):
                logo = logo_image(png).resize(_dots((width, height), dots_per_mm))
                image.paste(logo, _dots((x, y), dots_per_mm))
            case _:
                assert_never(mark)
    return image


def _dots(lengths: Sequence[float], dots_per_mm: float) -> tuple[int, int]:
    first, second = (round(length * dots_per_mm) for length in lengths)
    return first, second


def _text(image: "Image.Image", text: Text, dots_per_mm: float) -> None:
    pixels = max(round(text.em * dots_per_mm), 1)
    x, y = text.x * dots_per_mm, round(text.baseline * dots_per_mm)
    for char in text.text:
        mask, left, top = _glyph(char, pixels, text.bold)
        if mask is not None:
            at = (round(x) + left, y + top)
            image.paste(_BLACK, (*at, at[0] + mask.width, at[1] + mask.height), mask)
        x += advance(char) * text.em * dots_per_mm


@lru_cache(maxsize=8192)
def _glyph(char: str, pixels: int, bold: bool) -> "tuple[Image.Image | None, int, int]":
    """The letter's mask, and where it stands from the pen on the baseline."""
    from PIL import Image, ImageDraw

    face = sans(pixels)
    stroke = pixels * _BOLD if bold else 0
    left, top, right, bottom = face.getbbox(char, anchor="ls", stroke_width=stroke)
    left, top = floor(left), floor(top)
    size = (ceil(right) - left, ceil(bottom) - top)
    if 0 in size:
        return None, 0, 0
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).text(
        (-left, -top), char, fill=255, font=face, anchor="ls", stroke_width=stroke
    )
    return mask, left, top


def _bar(
    pen: "ImageDraw.ImageDraw", box: tuple[float, float, float, float], dots_per_mm: float
) -> None:
    x, y, width, height = (round(length * dots_per_mm) for length in box)
    pen.rectangle((x, y, x + max(width, 1) - 1, y + max(height, 1) - 1), fill=_BLACK)


def _frame(pen: "ImageDraw.ImageDraw", frame: Frame, dots_per_mm: float) -> None:
    x, y = _dots((frame.x, frame.y), dots_per_mm)
    width, height = _dots((frame.width, frame.height), dots_per_mm)
    thickness = max(round(frame.thickness * dots_per_mm), 1)
    pen.rectangle((x, y, x + width - 1, y + height - 1), outline=_BLACK, width=thickness)


def _code(image: "Image.Image", code: Code, dots_per_mm: float) -> None:
    from PIL import Image

    rows = modules(code.content)
    cells = bytes(_BLACK if dark else _WHITE for row in rows for dark in row)
    small = Image.frombytes("L", (len(rows), len(rows)), cells)
    side = round(code.side * dots_per_mm)
    drawn = small.resize((side, side), Image.Resampling.NEAREST)
    image.paste(drawn, _dots((code.x, code.y), dots_per_mm))
