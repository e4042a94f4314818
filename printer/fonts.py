"""The one typeface on paper: Noto Sans SC (OFL), whose set holds the rare characters of names."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

UNKNOWN = "〓"
"""Stands for a character that the typeface lacks, as compositors do (GB/T 2312 row 1)."""
_PRECISE = 1000
_SAMPLE = 24
_NO_CHARACTER = "\U0010ffff"
"""Never assigned, so the typeface answers with its sign for "no glyph"."""


@cache
def sans(pixels: int) -> "FreeTypeFont":
    """The face at `pixels` per em; a Han character is then exactly `pixels` wide. Loaded once.

    Pillow is imported here and not above: most tickets need no picture, and it is slow to import.
    """
    from PIL import ImageFont
    from pylopdf_fonts_zh_cn import sans_path

    # Without the layout engine that kerns: every renderer sets letters by the same advances.
    return ImageFont.truetype(sans_path(), pixels, layout_engine=ImageFont.Layout.BASIC)


@cache
def advance(char: str) -> float:
    """How far `char` moves the pen, in ems."""
    return sans(_PRECISE).getlength(char) / _PRECISE


def ems(text: str) -> float:
    """Width of `text` in ems: letters are set one by one, without kerning."""
    return sum(map(advance, text))


def drawable(text: str) -> str:
    """`text` with 〓 for every character that the typeface has no glyph for."""
    if text.isascii():
        return text
    return "".join(char if _has_glyph(char) else UNKNOWN for char in text)


@cache
def _has_glyph(char: str) -> bool:
    return char.isspace() or _dots(char) != _dots(_NO_CHARACTER)


def _dots(char: str) -> bytes:
    return bytes(sans(_SAMPLE).getmask(char))
