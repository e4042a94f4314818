"""The QR code that a visitor's phone reads from the screen."""

import io
from typing import Any

from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage
from qrcode.main import QRCode

QUIET_ZONE = 4
"""Modules of white around the code (ISO/IEC 18004)."""


def qr_picture(content: str) -> bytes:
    """`content` as an SVG picture that scales to any size."""
    # The library is not typed, its stubs only partly.
    code: Any = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(content)
    code.make(fit=True)
    picture = io.BytesIO()
    code.make_image(image_factory=SvgPathImage).save(picture)
    return picture.getvalue()
