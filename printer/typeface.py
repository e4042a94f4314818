"""Small fonts for PDF: of Noto Sans SC only the letters that one document needs.

fpdf2 parses and cuts down the font file anew for every document, which takes one to two seconds
with 31,000 glyphs. Here the large font is opened once, each glyph's outline is converted and packed
once, and fpdf2 is given a font of a few hundred glyphs, which takes it some hundredths.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FAMILY = "HallSans"
_UNITS = 1000
_ASCENT, _DESCENT, _CAP_HEIGHT = 880, -120, 733
_MAX_ERROR = 0.5
"""How far, in thousandths of an em, a converted outline may leave the original."""
_NOTDEF = ".notdef"
_HEAD = ("xMin", "yMin", "xMax", "yMax", "created", "modified")


@dataclass(frozen=True, slots=True)
class _Outline:
    """A glyph with quadratic curves, packed as the file wants it, and its measures."""

    packed: bytes
    points: int
    contours: int
    metrics: tuple[int, int]
    """Advance and left bearing."""


class Typeface:
    """The large font, opened, and the outlines converted so far. One thread at a time."""

    def __init__(self) -> None:
        """Takes a fifth of a second."""
        from fontTools.ttLib import TTFont
        from pylopdf_fonts_zh_cn import sans_path

        font = TTFont(sans_path(), lazy=True)
        self._names: dict[int, str] = font.getBestCmap()
        self._glyphs: Any = font.getGlyphSet()
        self._metrics: Any = font["hmtx"]
        self._head = {name: getattr(font["head"], name) for name in _HEAD}
        self._outlines: dict[str, _Outline] = {}

    def write(self, characters: Iterable[str], file: Path) -> None:
        """Write a TrueType font with the glyphs of `characters`. Raises OSError."""
        from fontTools.fontBuilder import FontBuilder

        names = {ord(char): self._names[ord(char)] for char in characters if self._has(char)}
        order = [_NOTDEF, *dict.fromkeys(names.values())]
        outlines = {name: self._outline(name) for name in order}
        builder = FontBuilder(_UNITS)
        builder.setupHead(unitsPerEm=_UNITS, **self._head)
        builder.setupGlyphOrder(order)
        builder.setupCharacterMap(names)
        builder.setupMaxp()
        _set_outlines(builder.font, outlines)
        builder.setupHorizontalMetrics({name: line.metrics for name, line in outlines.items()})
        builder.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
        builder.setupNameTable(
            {"familyName": FAMILY, "styleName": "Regular", "psName": f"{FAMILY}-Regular"}
        )
        builder.setupOS2(sTypoAscender=_ASCENT, sTypoDescender=_DESCENT, sCapHeight=_CAP_HEIGHT)
        builder.setupPost(keepGlyphNames=False)
        builder.save(file)

    def _has(self, char: str) -> bool:
        return ord(char) in self._names

    def _outline(self, name: str) -> _Outline:
        from fontTools.pens.cu2quPen import Cu2QuPen
        from fontTools.pens.ttGlyphPen import TTGlyphPen

        if name not in self._outlines:
            pen = TTGlyphPen(None)
            self._glyphs[name].draw(Cu2QuPen(pen, _MAX_ERROR, reverse_direction=True))
            glyph: Any = pen.glyph()
            contours = max(glyph.numberOfContours, 0)
            points = len(glyph.coordinates) if contours else 0
            packed = glyph.compile(None)
            self._outlines[name] = _Outline(packed, points, contours, self._metrics[name])
        return self._outlines[name]


def _set_outlines(font: Any, outlines: Mapping[str, _Outline]) -> None:
    """What FontBuilder.setupGlyf does, without unpacking every outline to measure it again."""
    from fontTools.ttLib import newTable
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    font.recalcBBoxes = False
    font.recalcTimestamp = False
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphs = {name: Glyph(outline.packed) for name, outline in outlines.items()}
    table.glyphOrder = list(outlines)
    font["maxp"].maxPoints = max(outline.points for outline in outlines.values())
    font["maxp"].maxContours = max(outline.contours for outline in outlines.values())
