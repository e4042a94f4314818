"""The catalogue for the public: what the hall offers, each item's service guide, and its versions."""

from datetime import date
from typing import Any
from urllib.parse import quote

from apiflask import APIBlueprint
from flask import Response, request
from sqlalchemy import Connection
from werkzeug.wrappers import Response as AnyResponse

from hall_server.desk.told import text
from hall_server.domain.opening import local_date
from hall_server.domain.refusals import Malformed, Unknown
from hall_server.live.service_guide import item_versions, items_offered, service_guide
from hall_server.store.database import halls
from hall_server.store.setup import Setup
from hall_server.web.doors import ANYBODY, may_use
from hall_server.web.guide_sheet import guide_facts
from hall_server.web.services import services
from hall_server.web.view_routes import tagged
from hall_server.wire.cases import ServiceGuide
from hall_server.wire.items import ItemsOffered, ItemVersions
from hall_server.wire.message import Language

blueprint = APIBlueprint("items", __name__, url_prefix="/api/v1", tag="Items")


class NotADay(Malformed):
    """The day asked for is no date."""

    code = "not_a_day"
    sentence = "`on` is a date such as 2026-11-24."


_HALL = {
    "name": "hall",
    "in": "query",
    "description": "Code of the hall, where a server has several; without it the first.",
    "schema": {"type": "string"},
}
_ON = {
    "name": "on",
    "in": "query",
    "description": "The day whose version is wanted; without it today.",
    "schema": {"type": "string", "format": "date"},
}
_LANGUAGE = {
    "name": "lang",
    "in": "query",
    "description": "Language of the sheet.",
    "schema": {"type": "string", "enum": ["zh-CN", "en"]},
}
_FILE = {"type": "string", "format": "binary"}
_NOT_FOUND: dict[int, Any] = {404: "No such hall or item"}


def public_setup(connection: Connection) -> Setup:
    """The hall that `?hall=` names, else the first. Raises Unknown."""
    known = halls(connection)
    code = request.args.get("hall") or next(iter(known), "")
    if code not in known:
        raise Unknown(what="hall", name=code[:40])
    return services().store.setup(connection, known[code], services().clock())


def guide_shown(code: str) -> ServiceGuide:
    """The guide of an item on the day asked for. Raises Unknown, ItemHasNoVersion, NotADay."""
    with services().store.reading() as connection:
        setup = public_setup(connection)
        return service_guide(connection, setup, code, _day_asked(setup))


def _day_asked(setup: Setup) -> date:
    written = request.args.get("on")
    if not written:
        return local_date(services().clock(), setup.plan.timezone)
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise NotADay() from None


def _parameters(*known: dict[str, Any]) -> dict[str, Any]:
    return {"parameters": [*known]}


@blueprint.get("/items")
@blueprint.output(ItemsOffered)
@blueprint.doc(responses=_NOT_FOUND, extensions=_parameters(_HALL))
@may_use(ANYBODY)
def get_items() -> AnyResponse:
    """All items of the hall, with what they are found by."""
    with services().store.reading() as connection:
        setup = public_setup(connection)
    return tagged(items_offered(setup).model_dump(mode="json"))


@blueprint.get("/items/<code>/guide")
@blueprint.output(ServiceGuide)
@blueprint.doc(
    responses={400: "Not a date", **_NOT_FOUND, 409: "The catalogue had no such item then"},
    extensions=_parameters(_HALL, _ON),
)
@may_use(ANYBODY)
def get_guide(code: str) -> AnyResponse:
    """The service guide (办事指南) of an item, as it holds on a day."""
    return tagged(guide_shown(code).model_dump(mode="json"))


@blueprint.get("/items/<code>/guide.pdf")
@blueprint.doc(
    responses={
        200: {"description": "The guide on A4", "content": {"application/pdf": {"schema": _FILE}}},
        400: "Not a date",
        **_NOT_FOUND,
        409: "The catalogue had no such item then, or no PDF could be made",
    },
    extensions=_parameters(_HALL, _ON, _LANGUAGE),
)
@may_use(ANYBODY)
def get_guide_pdf(code: str) -> AnyResponse:
    """The service guide as an A4 sheet, the same bytes while it says the same."""
    language: Language = "en" if request.args.get("lang") == "en" else "zh-CN"
    guide = guide_shown(code)
    with services().store.reading() as connection:
        plan = public_setup(connection).plan
    facts = guide_facts(guide, text(plan.name), language)
    response = Response(
        services().guide_pdfs.pdf(facts, language, plan.paper_template),
        content_type="application/pdf",
    )
    response.headers["Content-Disposition"] = "inline; filename*=UTF-8''" + quote(f"{code}.pdf")
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.get("/items/<code>/versions")
@blueprint.output(ItemVersions)
@blueprint.doc(responses=_NOT_FOUND, extensions=_parameters(_HALL))
@may_use(ANYBODY)
def get_versions(code: str) -> AnyResponse:
    """All versions of an item, newest first, those laid down for a coming opening too."""
    with services().store.reading() as connection:
        found = item_versions(connection, public_setup(connection), code)
    return tagged(found.model_dump(mode="json"))
