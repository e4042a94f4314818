"""The papers of cases over HTTP: as A4 to be sealed and signed, as a picture, and printed again."""

from datetime import datetime
from typing import Any, NamedTuple

from apiflask import APIBlueprint
from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from hall_server.desk.cases.print_paper import print_document
from hall_server.store.cases.documents import document_of_case
from hall_server.store.cases.rows import case_numbered
from hall_server.web.acting import ID
from hall_server.web.case_acting import CASE, HANDLERS, register_case_act
from hall_server.web.doors import actor, may_use
from hall_server.web.guide_pdfs import PdfNotMade
from hall_server.web.services import services
from hall_server.wire.paper import JobNow, Reprint
from printer.document import Document, PrintSize
from printer.document_json import read_document
from printer.page import A4
from printer.pdf_worker import PdfError

blueprint = APIBlueprint("documents", __name__, url_prefix="/api/v1", tag="Cases")

_DOCUMENT = f"{CASE}/documents/{ID.format('document_id')}"
_SIZE = {
    "name": "size",
    "in": "query",
    "required": False,
    "schema": {"type": "string", "enum": [each.value for each in PrintSize]},
    "description": "`large` is 1.5 times as large, for those who see less well.",
}


class _Sheet(NamedTuple):
    """A kept paper, ready to be drawn."""

    document: Document
    size: PrintSize
    made_at: datetime
    tag: str


def drawn(media_type: str) -> dict[int | str, dict[str, Any]]:
    """For the API's description: a paper comes as bytes of this type."""
    binary = {"schema": {"type": "string", "format": "binary"}}
    return {200: {"description": "The paper", "content": {media_type: binary}}}


def _sheet(number: str, document_id: int) -> _Sheet:
    hall = actor().hall
    with services().store.reading() as connection:
        case = case_numbered(connection, hall, number)
        kept = document_of_case(connection, case.id, document_id)
    large = request.args.get("size") == PrintSize.LARGE
    size = PrintSize.LARGE if large else PrintSize.NORMAL
    tag = f"{kept.sha256}-large" if large else kept.sha256
    return _Sheet(read_document(kept.content), size, kept.created_at, tag)


def _tagged(sheet: _Sheet, media_type: str) -> AnyResponse:
    """An empty answer with the ETag, which is the hash of the kept copy."""
    response = Response(content_type=media_type)
    response.set_etag(sheet.tag)
    # It names its applicant: a shared cache must not keep it.
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.get(f"{_DOCUMENT}.pdf")
@blueprint.doc(responses=drawn("application/pdf"), extensions={"parameters": [_SIZE]})
@may_use(HANDLERS)
def get_document_pdf(number: str, document_id: int) -> AnyResponse:
    """A paper on A4, from the kept copy."""
    sheet = _sheet(number, document_id)
    response = _tagged(sheet, "application/pdf")
    if not request.if_none_match.contains(sheet.tag):
        try:
            pdf = services().pdf.pdf(sheet.document, A4, sheet.size, sheet.made_at)
        except PdfError as error:
            raise PdfNotMade() from error
        response.set_data(pdf)
    return response.make_conditional(request)


@blueprint.get(f"{_DOCUMENT}.png")
@blueprint.doc(responses=drawn("image/png"), extensions={"parameters": [_SIZE]})
@may_use(HANDLERS)
def get_document_picture(number: str, document_id: int) -> AnyResponse:
    """A paper as it looks on A4, its pages one below the other, from the kept copy."""
    # Imported here: a server whose pages show no paper need not load what draws it.
    from printer.picture import preview

    sheet = _sheet(number, document_id)
    response = _tagged(sheet, "image/png")
    if not request.if_none_match.contains(sheet.tag):
        response.set_data(preview(sheet.document, A4, sheet.size, 4.0))
    return response.make_conditional(request)


register_case_act(blueprint, f"{_DOCUMENT}/print", print_document, body=Reprint, reply=JobNow)
