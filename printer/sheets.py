"""From an ordered sheet to the bytes of its printer."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from printer.config import Mode, PrinterSettings
from printer.document import Document
from printer.station import SheetOrder


class UnknownSheet(ValueError):
    """No composer for this kind of sheet."""


def document_of(order: SheetOrder) -> Document:
    """The ordered sheet as a document, marked when it is a reprint.

    Raises UnknownSheet, or pydantic's ValidationError when the facts are not those of the kind.
    """
    from printer.reprint import reprinted

    document = _composer(order.kind)(order.facts, order.language)
    return reprinted(document, order.copy) if order.copy else document


def _composer(kind: str) -> Callable[[Mapping[str, Any], str], Document]:
    # Imported here: pydantic reads the facts, and the rest of the package must stay quick to load.
    from pydantic import TypeAdapter

    from printer.day_end import DayEndFacts, compose_day_end
    from printer.ticket import TicketFacts, compose_ticket

    if kind == "ticket":
        return lambda facts, language: compose_ticket(
            TypeAdapter(TicketFacts).validate_python(facts), language
        )
    if kind == "day_end":
        return lambda facts, language: compose_day_end(
            TypeAdapter(DayEndFacts).validate_python(facts), language
        )
    raise UnknownSheet(kind)


def sheet_bytes(order: SheetOrder, settings: PrinterSettings) -> bytes:
    """The bytes that print an ordered sheet on a printer with these settings. Raises NotEncodable."""
    from printer.escpos import PAPER_58, PAPER_80, Charset, encode
    from printer.escpos_picture import encode_picture

    document = document_of(order)
    paper = PAPER_58 if settings.paper == 58 else PAPER_80
    # Printers set to Big5 or UTF-8 do not read GB18030 text: theirs is sent as a picture.
    if settings.mode is Mode.RASTER or settings.encoding in ("big5", "utf-8"):
        return encode_picture(document, paper)
    charset = Charset.GB18030 if settings.encoding == "gb18030" else Charset.GBK
    return encode(document, replace(paper, charset=charset))
