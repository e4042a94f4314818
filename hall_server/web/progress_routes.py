"""The applicant's link over HTTP: how the case fares, and the page that shows it."""

import re

from apiflask import APIBlueprint
from flask import Blueprint, render_template
from werkzeug.wrappers import Response as AnyResponse

from hall_server.domain.cases.case import Case
from hall_server.domain.refusals import Unknown
from hall_server.live.case_progress import case_progress
from hall_server.store.cases.rows import case_with_token
from hall_server.web.doors import ANYBODY, may_use
from hall_server.web.page_routes import PAGES
from hall_server.web.services import services
from hall_server.web.view_routes import tagged
from hall_server.wire import cases as w

blueprint = APIBlueprint("case_progress", __name__, url_prefix="/api/v1", tag="Cases")
pages = Blueprint("case_page", __name__, template_folder=str(PAGES / "templates"))

_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


def case_behind(token: str) -> tuple[int, Case]:
    """The hall and the case of an applicant's link. Raises Unknown."""
    if not _TOKEN.fullmatch(token):  # PostgreSQL takes no NUL in a text
        raise Unknown(what="case", name="with this link")
    with services().store.reading() as connection:
        return case_with_token(connection, token)


@blueprint.get("/case-progress/<token>")
@blueprint.output(w.CaseProgress)
@may_use(ANYBODY)
def get_progress(token: str) -> AnyResponse:
    """A case as its applicant sees it, with an ETag. The link is the authority."""
    hall, case = case_behind(token)
    now = services().clock()
    with services().store.reading() as connection:
        setup = services().store.setup(connection, hall, now)
        told = case_progress(connection, setup, case, now)
    return tagged(told.model_dump(mode="json"))


@pages.get("/c/<token>")
@may_use(ANYBODY)
def case_page(token: str) -> str | tuple[str, int]:
    """The applicant's page of a case."""
    try:
        case_behind(token)
    except Unknown:
        return render_template("gone.html"), 404
    return render_template("progress.html", token=token)
