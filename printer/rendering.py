"""From a document to the bytes of one printer: in its own letters, or as a picture."""

from dataclasses import replace
from typing import TYPE_CHECKING

from printer.config import Mode, PrinterSettings

if TYPE_CHECKING:
    from printer.document import Document, PrintSize

_WRITTEN_IN = {"gb18030", "gbk"}
"""Sets whose text the encoder writes; printers set to another one get a picture."""


def document_bytes(
    document: "Document", settings: PrinterSettings, print_size: "PrintSize"
) -> bytes:
    """What prints `document` on a printer with these settings. Raises NotEncodable."""
    from printer.escpos import PAPER_58, PAPER_80, Charset, encode
    from printer.escpos_picture import encode_picture

    paper = PAPER_58 if settings.paper == 58 else PAPER_80
    if settings.mode is Mode.RASTER or settings.encoding not in _WRITTEN_IN:
        return encode_picture(document, paper, print_size)
    return encode(document, replace(paper, charset=Charset(settings.encoding)), print_size)
