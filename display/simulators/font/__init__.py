"""The characters in a simulated card's memory, from a file beside this module."""

import zlib
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "gb2312-16.bin"
HEIGHT = 16
HALF, FULL = 8, 16
"""Widths in dots."""
FIRST, LAST = 0x20, 0x7E
ROWS = 94
"""Of GB/T 2312, with as many cells each."""
_ASCII_BYTES = (LAST - FIRST + 1) * HEIGHT
_FULL_BYTES = 2 * HEIGHT
_NO_CHARACTER = (0, 0, *(0x3FFC, *[0x2004] * 10, 0x3FFC), 0, 0)
"""An empty box, for what the card does not have."""

Glyph = tuple[int, tuple[int, ...]]
"""Width in dots, and 16 rows from above; the highest bit of that width is the leftmost dot."""


@cache
def glyph(char: str) -> Glyph:
    """The dots of one character."""
    if FIRST <= ord(char) <= LAST:
        at = (ord(char) - FIRST) * HEIGHT
        return HALF, tuple(_memory()[at : at + HEIGHT])
    code = _code(char)
    if code is None:
        return FULL, _NO_CHARACTER
    at = _ASCII_BYTES + ((code[0] - 0xA1) * ROWS + code[1] - 0xA1) * _FULL_BYTES
    dots = _memory()[at : at + _FULL_BYTES]
    return FULL, tuple(dots[row] << 8 | dots[row + 1] for row in range(0, _FULL_BYTES, 2))


def _code(char: str) -> bytes | None:
    try:
        code = char.encode("gb2312")
    except UnicodeEncodeError:
        return None
    return code if len(code) == 2 else None


@cache
def _memory() -> bytes:
    return zlib.decompress(FILE.read_bytes())
