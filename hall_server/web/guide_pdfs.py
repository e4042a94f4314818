"""Service guides as A4 PDFs: anybody may ask for one, so each is made once and kept for the next."""

from collections import OrderedDict
from datetime import UTC, datetime, time
from threading import Lock

from hall_server.domain.refusals import Conflict
from hall_server.wire.message import Language
from printer.document import PrintSize
from printer.forms.service_guide import ServiceGuideFacts, compose_service_guide
from printer.page import A4
from printer.pdf_worker import PdfError, PdfWorker
from printer.template import AS_SHIPPED
from printer.template_file import read_template

KEPT_MOST = 256
"""A few megabytes; the guides of a hall in both languages."""


class PdfNotMade(Conflict):
    """No PDF came out of the process that makes them; the page can be printed all the same."""

    code = "pdf_not_made"
    sentence = "The PDF could not be made just now. Print the page instead, or try again."


class GuidePdfs:
    """Makes and keeps the PDFs. Safe for many threads; the worker is the server's."""

    def __init__(self, worker: PdfWorker) -> None:
        self._worker = worker
        self._lock = Lock()
        self._kept: OrderedDict[tuple[ServiceGuideFacts, str, str], bytes] = OrderedDict()

    def pdf(self, facts: ServiceGuideFacts, language: Language, template: str) -> bytes:
        """The guide on A4 with the hall's paper template. The same guide gives the same bytes.

        Raises PdfNotMade.
        """
        key = (facts, language, template)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        wording = read_template(template) if template else AS_SHIPPED
        document = compose_service_guide(facts, language, wording)
        stated = datetime.combine(facts.valid_from, time(), UTC)
        try:
            made = self._worker.pdf(document, A4, PrintSize.NORMAL, stated)
        except PdfError as error:
            raise PdfNotMade() from error
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > KEPT_MOST:
                self._kept.popitem(last=False)
        return made
