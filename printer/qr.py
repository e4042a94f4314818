"""QR codes as modules, for papers that we draw ourselves."""

from functools import lru_cache
from typing import Any


@lru_cache(maxsize=64)
def modules(content: str) -> tuple[tuple[bool, ...], ...]:
    """Rows of modules, True for black, at error correction M, without the quiet zone."""
    from qrcode import constants
    from qrcode.main import QRCode

    code: Any = QRCode(error_correction=constants.ERROR_CORRECT_M, border=0)
    code.add_data(content.encode("ascii"), optimize=0)
    return tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix())
