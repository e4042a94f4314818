"""Makes the file of characters from Unifont's hex file: `python -m display.simulators.font FILE`."""

import sys
import zlib
from pathlib import Path

from display.simulators.font import FILE, FIRST, HEIGHT, LAST, ROWS


def memory(lines: list[str]) -> bytes:
    """The card's memory. Raises KeyError when a character of GB/T 2312 is missing."""
    named = (line.strip().partition(":") for line in lines)
    glyphs = {int(code, 16): bytes.fromhex(dots) for code, _, dots in named}
    narrow = b"".join(glyphs[code] for code in range(FIRST, LAST + 1))
    cells = (bytes((0xA1 + row, 0xA1 + cell)) for row in range(ROWS) for cell in range(ROWS))
    return narrow + b"".join(_full(glyphs, cell.decode("gb2312", "ignore")) for cell in cells)


def _full(glyphs: dict[int, bytes], char: str) -> bytes:
    """32 bytes; a narrow glyph stands in the middle, a cell without a character is empty."""
    dots = glyphs[ord(char)] if char else bytes(2 * HEIGHT)
    if len(dots) == HEIGHT:
        return b"".join((row << 4).to_bytes(2, "big") for row in dots)
    return dots


if __name__ == "__main__":
    source = Path(sys.argv[1]).read_text(encoding="ascii")
    FILE.write_bytes(zlib.compress(memory(source.splitlines()), 9))
