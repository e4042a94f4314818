"""From an ordered sheet to the bytes of its printer."""

import logging
from collections.abc import Callable
from pathlib import Path

from printer.config import PrinterSettings
from printer.document import Document, PrintSize
from printer.rendering import document_bytes
from printer.station import SheetOrder
from printer.template import AS_SHIPPED, Template
from printer.template_file import HallTemplate, TemplateKeeper, TemplateRefused

log = logging.getLogger(__name__)


class UnknownSheet(ValueError):
    """No composer for this kind of sheet."""


def document_of(order: SheetOrder, template: Template = AS_SHIPPED) -> Document:
    """The ordered sheet as a document, marked when it is a reprint; a kept copy is printed as it is.

    Raises UnknownSheet, NoDocument, or pydantic's ValidationError when the facts are not those of the kind.
    """
    # Imported here: pydantic reads the facts, and the rest of the package must stay quick to load.
    from pydantic import TypeAdapter

    from printer import document_json
    from printer.kinds import KINDS
    from printer.reprint import reprinted

    if order.kind == document_json.KIND:
        copy = TypeAdapter(document_json.StoredCopy).validate_python(order.facts)
        document = document_json.read_document(copy.content)
    elif order.kind in KINDS:
        kind = KINDS[order.kind]
        facts = TypeAdapter(kind.facts).validate_python(order.facts)
        document = kind.compose(facts, order.language, template)
    else:
        raise UnknownSheet(order.kind)
    return reprinted(document, order.copy) if order.copy else document


class SheetMaker:
    """Makes the bytes of ordered sheets with the hall's template, as it is at the moment."""

    def __init__(self, template: Path | None, hall: Callable[[], str] | None = None) -> None:
        """`template` is this machine's own file, which wins; `hall` tells what the hall keeps.

        Without either, sheets are as shipped. A bad one is logged; see TemplateKeeper, HallTemplate.
        """
        self._keeper: TemplateKeeper | HallTemplate = TemplateKeeper(template)
        if template is None and hall is not None:
            self._keeper = HallTemplate(hall)
        self._told: TemplateRefused | None = None

    def __call__(self, order: SheetOrder, settings: PrinterSettings) -> bytes:
        """The bytes that print an ordered sheet on a printer with these settings.

        Raises what `document_of` raises, and NotEncodable.
        """
        template = self._keeper.refresh()
        if self._keeper.fault is not self._told:
            self._told = self._keeper.fault
            log.warning("template: %s", self._told or "in order again")
        document = document_of(order, template)
        return document_bytes(document, settings, PrintSize(order.print_size))
