"""ESC/POS commands as bytes: pure functions, shared by text mode and picture mode.

Command bytes come from `escpos.constants`, which costs nothing to import. The rest of python-escpos
stays out: its `text()` prints "?" for much of Chinese, and importing `escpos.printer` takes over a
second, re-configures logging and leaves a temporary folder behind.
"""

from escpos import constants

from printer.document import Align
from printer.layout import printable
from printer.raster import Raster

DOTS_PER_MM = 8
MAX_FEED = 255
MAX_BAND = 255
"""Rows of one picture: cheap printers lose the rest of a taller one."""
BEGIN = constants.HW_INIT + constants.FS + b"&"
"""Initialise, and Kanji mode on: some models begin without it."""
FEED_AND_CUT = constants.GS + b"VB\x00"
LINE_END = constants.CTL_LF
_QR_MIN_DOTS = 24 * DOTS_PER_MM
_FEED_DOTS = constants.ESC + b"J"
_ALIGN = {
    Align.START: constants.TXT_STYLE["align"]["left"],
    Align.CENTRE: constants.TXT_STYLE["align"]["center"],
    Align.END: constants.TXT_STYLE["align"]["right"],
}
_QR_CAPACITY = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504)
"""Bytes that versions 1, 2, ... hold at error correction M (ISO/IEC 18004, table 7)."""


class NotEncodable(ValueError):
    """A document that this paper cannot carry: a number or QR code too large for it."""


def aligned(align: Align) -> bytes:
    """Where the following lines stand."""
    found: bytes = _ALIGN[align]
    return found


def scaled(wide: int, high: int) -> bytes:
    """Letters so many times as wide and high, 1 to 8 each, Chinese included."""
    size: bytes = constants.TXT_SIZE
    return size + bytes(((wide - 1) << 4 | (high - 1),))


def feed(dots: int) -> bytes:
    """Blank paper."""
    return b"".join(
        _FEED_DOTS + bytes((min(dots - start, MAX_FEED),)) for start in range(0, dots, MAX_FEED)
    )


def picture(raster: Raster) -> bytes:
    """A picture of at most MAX_BAND rows."""
    size = raster.row_bytes.to_bytes(2, "little") + raster.rows.to_bytes(2, "little")
    command: bytes = constants.S_RASTER_N
    return command + size + raster.data


def qr_module_dots(content: str) -> int:
    """Dots per module, so that the code is at least 24 mm wide. Raises NotEncodable."""
    return -(-_QR_MIN_DOTS // _modules(len(_qr_data(content))))


def native_qr(content: str) -> bytes:
    """A QR code of error correction M that the printer draws itself. Raises NotEncodable."""
    out = b""
    for function, value in (
        (65, bytes((48 + constants.QR_MODEL_2, 0))),
        (67, bytes((qr_module_dots(content),))),
        (69, bytes((48 + constants.QR_ECLEVEL_M,))),
        (80, b"0" + _qr_data(content)),
        (81, b"0"),
    ):
        length = (len(value) + 2).to_bytes(2, "little")
        out += constants.GS + b"(k" + length + bytes((49, function)) + value
    return out


def _qr_data(content: str) -> bytes:
    if not content.isascii() or printable(content) != content:
        raise NotEncodable("a QR code holds visible ASCII")
    return content.encode("ascii")


def _modules(length: int) -> int:
    """Modules along a side of the smallest QR code for `length` bytes."""
    for version, capacity in enumerate(_QR_CAPACITY, start=1):
        if length <= capacity:
            return 17 + 4 * version
    raise NotEncodable(f"{length} bytes in one QR code")
