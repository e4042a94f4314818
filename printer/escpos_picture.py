"""A document as ESC/POS bytes in picture mode: the whole sheet drawn, for printers without Chinese.

It takes a hundred times the bytes of text mode: for USB, the network, or 115200 baud.
"""

from collections.abc import Iterator

from printer.document import Document, PrintSize
from printer.escpos import Paper
from printer.escpos_bytes import (
    BEGIN,
    DOTS_PER_MM,
    FEED_AND_CUT,
    MAX_BAND,
    feed,
    picture,
)
from printer.flow import lay_out
from printer.page import print_head
from printer.picture import draw
from printer.raster import THRESHOLD, Raster, without_realtime_orders

_WORTH_A_FEED = 6
"""Blank rows that cost more as dots than the command that skips them, and the stop, do."""


def encode_picture(
    document: Document, paper: Paper, print_size: PrintSize = PrintSize.NORMAL
) -> bytes:
    """The whole sheet as bytes, from initialisation to cut. Raises NotEncodable.

    No picture is taller than 255 rows, blank paper is fed and not drawn, and no dots spell a
    command that printers obey even inside a picture.
    """
    [page] = lay_out(document, print_head(paper.dots), print_size)
    grey = draw(page, DOTS_PER_MM)
    bits = grey.point(lambda dot: 255 if dot < THRESHOLD else 0).convert("1")
    row_bytes = (bits.width + 7) // 8
    out = bytearray(BEGIN)
    for band in _bands(bits.tobytes(), row_bytes):
        out += feed(band) if isinstance(band, int) else picture(band)
    return bytes(out + FEED_AND_CUT)


def _bands(dots: bytes, row_bytes: int) -> Iterator[Raster | int]:
    """Runs of printed rows as pictures, runs of blank rows as their count."""
    rows = [dots[start : start + row_bytes] for start in range(0, len(dots), row_bytes)]
    blank = bytes(row_bytes)
    start = 0
    while start < len(rows):
        end = start
        if rows[start] == blank:
            while end < len(rows) and rows[end] == blank:
                end += 1
            yield end - start
        else:
            end = _band_end(rows, start, blank)
            yield _trimmed(rows[start:end])
        start = end


def _band_end(rows: list[bytes], start: int, blank: bytes) -> int:
    """Where the picture that begins at `start` ends: at its limit, or where much blank follows."""
    for end in range(start + 1, min(start + MAX_BAND, len(rows)) + 1):
        if end == len(rows) or all(row == blank for row in rows[end : end + _WORTH_A_FEED]):
            return end
    return end


def _trimmed(rows: list[bytes]) -> Raster:
    """The rows without the blank right of the last dot."""
    used = max(len(row.rstrip(b"\x00")) for row in rows)
    data = without_realtime_orders(b"".join(row[:used] for row in rows))
    return Raster(used, len(rows), data)
