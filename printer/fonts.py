"""The one typeface on paper: Noto Sans SC (OFL), whose set holds the rare characters of names."""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont


@cache
def sans(pixels: int) -> "FreeTypeFont":
    """The face at `pixels` per em; a Han character is then exactly `pixels` wide. Loaded once.

    Pillow is imported here and not above: most tickets need no picture, and it is slow to import.
    """
    from PIL import ImageFont
    from pylopdf_fonts_zh_cn import sans_path

    return ImageFont.truetype(sans_path(), pixels)
