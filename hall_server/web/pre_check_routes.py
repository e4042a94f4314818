"""Before coming, over HTTP: the pre-check of a portal, found again at the window."""

import re
import secrets
from collections.abc import Iterable, Iterator

from apiflask import APIBlueprint
from flask import Response

from hall_server.desk.cases import pre_check as desk
from hall_server.desk.cases.pre_check_paper import pre_check_notice
from hall_server.domain.appointments import new_code
from hall_server.domain.opening import local_date
from hall_server.domain.refusals import Unknown
from hall_server.store.cases import pre_checks as rows
from hall_server.store.schema import AnyRow
from hall_server.web.acting import KEY_PARAMETER, PROBLEMS, once
from hall_server.web.case_routes import identity_of
from hall_server.web.check_list_routes import for_machines
from hall_server.web.document_routes import drawn
from hall_server.web.doors import Access, actor, may_use
from hall_server.web.guide_pdfs import PdfNotMade
from hall_server.web.services import services
from hall_server.wire import cases as w
from hall_server.wire.message import State
from printer.document import PrintSize
from printer.page import A4
from printer.pdf_worker import PdfError

blueprint = APIBlueprint("pre_checks", __name__, url_prefix="/api/v1", tag="Cases")

CHECKERS = Access(roles=frozenset({"guide", "supervisor"}), devices=frozenset({"portal"}))
READERS = Access(
    roles=frozenset({"clerk", "guide", "supervisor"}), devices=frozenset({"kiosk", "portal"})
)
NOTIFIED = Access(roles=frozenset({"clerk", "supervisor"}), devices=frozenset({"portal"}))
"""The sheet names its applicant in full."""
FINDERS = Access(roles=frozenset({"clerk", "guide", "supervisor"}))

_CODE = re.compile(r"[A-Za-z0-9]{1,20}")


@blueprint.post("/pre-checks")
@blueprint.input(w.PreCheck)
@blueprint.output(w.PreChecked, status_code=201)
@blueprint.doc(responses=PROBLEMS, extensions={"parameters": [KEY_PARAMETER]})
@may_use(CHECKERS)
def add_pre_check(json_data: w.PreCheck) -> Response:
    """Check the list before coming; the answer names at once all that is missing or wrong."""
    identity, token = identity_of(json_data.applicant.identity), secrets.token_urlsafe(16)
    return once(lambda tx: desk.pre_check(tx, json_data, token, _codes(), identity), 201)


def _codes() -> Iterator[str]:
    while True:
        yield new_code(secrets.choice)


@blueprint.get("/pre-checks/<code>")
@blueprint.output(w.PreChecked)
@may_use(READERS)
def get_pre_check(code: str) -> Response:
    """What was checked, by its code, without its applicant."""
    if not _CODE.fullmatch(code):  # PostgreSQL takes no NUL in a text
        raise Unknown(what="pre-check", name=code)
    now, hall = services().clock(), actor().hall
    with services().store.reading() as connection:
        setup = services().store.setup(connection, hall, now)
        row = rows.pre_check_coded(connection, hall, code)
        told = desk.pre_checked(connection, setup, row)
    return _told(told.model_copy(update={"materials": for_machines(told.materials)}))


@blueprint.get("/pre-checks/<code>/notice.pdf")
@blueprint.doc(
    responses=drawn("application/pdf") | {409: {"description": "Nothing is missing or wrong"}}
)
@may_use(NOTIFIED)
def get_pre_check_notice(code: str) -> Response:
    """The one-time notice of a pre-check on A4, as the window would give it."""
    if not _CODE.fullmatch(code):
        raise Unknown(what="pre-check", name=code)
    now, hall = services().clock(), actor().hall
    with services().store.reading() as connection:
        setup = services().store.setup(connection, hall, now)
        row = rows.pre_check_coded(connection, hall, code)
        document = pre_check_notice(connection, setup, row)
    try:
        pdf = services().pdf.pdf(document, A4, PrintSize.NORMAL, row.created_at)
    except PdfError as error:
        raise PdfNotMade() from error
    response = Response(pdf, content_type="application/pdf")
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/pre-checks/find")
@blueprint.input(w.FindPreChecks)
@blueprint.output(w.PreChecksFound)
@blueprint.doc(responses={400: "The document cannot be right"})
@may_use(FINDERS)
def find_pre_checks(json_data: w.FindPreChecks) -> Response:
    """Those of a document shown, or of a number in hand, that may still become a case.

    Changes nothing; a POST keeps the number of the document out of logs.
    """
    now, hall = services().clock(), actor().hall
    mark = identity_of(json_data.identity).mark
    with services().store.reading() as connection:
        setup = services().store.setup(connection, hall, now)
        on = local_date(now, setup.plan.timezone)
        found: Iterable[AnyRow] = ()
        if mark is not None:
            found = rows.open_pre_checks_of(connection, hall, mark, on)
        elif json_data.ticket is not None:
            found = rows.open_pre_checks_on(connection, hall, json_data.ticket, on)
        told = tuple(desk.pre_check_found(connection, setup, row) for row in found)
    return _told(w.PreChecksFound(pre_checks=told))


def _told(state: State) -> Response:
    response = Response(state.model_dump_json(), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
