"""Finding cases over HTTP: lists, a search, a case's story, and what supervision saw."""

import re
from datetime import date
from typing import get_args

from apiflask import APIBlueprint
from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from hall_server.domain.opening import local_date
from hall_server.domain.refusals import Malformed, Unknown
from hall_server.live import cases as live
from hall_server.store.cases.rows import case_numbered
from hall_server.store.cases.search import Wish
from hall_server.store.setup import Setup
from hall_server.web.case_acting import CASE
from hall_server.web.doors import Access, actor, may_use
from hall_server.web.services import services
from hall_server.web.view_routes import tagged
from hall_server.wire import cases as w
from hall_server.wire.message import ItemKind

blueprint = APIBlueprint("case_lists", __name__, url_prefix="/api/v1", tag="Cases")

READERS = Access(roles=frozenset({"clerk", "guide", "supervisor", "auditor"}))
OVERSEERS = Access(roles=frozenset({"supervisor", "auditor", "admin"}))
_STATES = get_args(w.CaseState)
_DUES = ("answer", "soon", "late")
_GREEN = ("vulnerable", "project", "any")
_GRADES = ("note", "yellow", "red")
_CURSOR = re.compile(r"(?:\d{4}-\d\d-\d\d\.)?[0-9]{1,18}", re.ASCII)
_EVENT_CURSOR = re.compile(r"\d{4}-\d\d-\d\dT[0-9:.]{8,15}Z\|[0-9]{1,18}", re.ASCII)
_FILTERS: dict[str, dict[str, object]] = {
    "state": {"type": "string", "enum": list(_STATES)},
    "due": {"type": "string", "enum": list(_DUES)},
    "department": {"type": "string", "maxLength": 40},
    "kind": {"type": "string", "enum": list(get_args(ItemKind))},
    "green": {"type": "string", "enum": list(_GREEN)},
    "q": {"type": "string", "maxLength": 100},
    "after": {"type": "string", "maxLength": 40},
}


class NoSuchFilter(Malformed):
    """A list was asked for by a word that is none."""

    code = "no_such_filter"
    sentence = "{name} cannot be {value}."


def _parameters(schemas: dict[str, dict[str, object]]) -> dict[str, object]:
    return {
        "parameters": [
            {"name": name, "in": "query", "required": False, "schema": schema}
            for name, schema in schemas.items()
        ]
    }


@blueprint.get("/cases")
@blueprint.output(w.CasePage)
@blueprint.doc(extensions=_parameters(_FILTERS), responses={400: "A filter is none"})
@may_use(READERS)
def get_cases() -> AnyResponse:
    """A list of cases: what is received or runs by its date, all else newest first; or those found by `q`.

    Names, phones and documents are better sent to `POST /cases/find`, which keeps them out of logs.
    """
    typed = request.args.get("q", "").strip()[:100]
    if typed:
        return _no_store(_found(typed))
    now, reader = services().clock(), actor()
    with services().store.reading() as connection:
        setup = services().store.setup(connection, reader.hall, now)
        wish = _wish(setup, local_date(now, setup.plan.timezone))
        try:
            page = live.case_page(connection, setup, wish, _cursor(_CURSOR), reader.roles)
        except ValueError:
            raise NoSuchFilter(name="after", value=request.args["after"]) from None
    return _no_store(page)


@blueprint.post("/cases/find")
@blueprint.input(w.FindCases)
@blueprint.output(w.CasePage)
@blueprint.doc(responses={422: "Nothing was typed, or too much"})
@may_use(READERS)
def find_cases(json_data: w.FindCases) -> AnyResponse:
    """Cases by number, applicant, phone, document or today's ticket. Changes nothing; see `GET /cases`."""
    return _no_store(_found(json_data.q))


def _found(typed: str) -> w.CasePage:
    now, reader = services().clock(), actor()
    keys = services().keys.applicant
    with services().store.reading() as connection:
        setup = services().store.setup(connection, reader.hall, now)
        today = local_date(now, setup.plan.timezone)
        return live.found_cases(connection, setup, typed, keys, today, reader.roles)


def _no_store(page: w.CasePage) -> Response:
    response = Response(page.model_dump_json(), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def _wish(setup: Setup, today: date) -> Wish:
    code = request.args.get("department")
    department = None
    if code:
        ids = [id for id, each in setup.departments.items() if each.code == code]
        if not ids:
            raise Unknown(what="department", name=code)
        department = ids[0]
    return live.wish_of(
        setup,
        today,
        state=_one_of("state", _STATES),
        due=_one_of("due", _DUES),
        department=department,
        kind=_one_of("kind", get_args(ItemKind)),
        green=_one_of("green", _GREEN),
    )


def _one_of(name: str, known: tuple[str, ...]) -> str | None:
    value = request.args.get(name) or None
    if value is not None and value not in known:
        raise NoSuchFilter(name=name, value=value)
    return value


def _cursor(form: re.Pattern[str]) -> str | None:
    after = request.args.get("after") or None
    if after is not None and not form.fullmatch(after):
        raise NoSuchFilter(name="after", value=after)
    return after


@blueprint.get(f"{CASE}/story")
@blueprint.output(w.CaseStory)
@may_use(READERS)
def get_case_story(number: str) -> AnyResponse:
    """What happened to a case, oldest first, from the journal."""
    now, reader = services().clock(), actor()
    with services().store.reading() as connection:
        setup = services().store.setup(connection, reader.hall, now)
        case = case_numbered(connection, reader.hall, number)
        story = live.case_story(connection, setup, case.id, reader.roles)
    return tagged(story.model_dump(mode="json"))


@blueprint.get("/case-events")
@blueprint.output(w.Events)
@blueprint.doc(
    extensions=_parameters(
        {"grade": {"type": "string", "enum": list(_GRADES)}, "after": _FILTERS["after"]}
    ),
    responses={400: "A filter is none"},
)
@may_use(OVERSEERS)
def get_case_events() -> AnyResponse:
    """What supervision saw, newest first."""
    now, reader = services().clock(), actor()
    with services().store.reading() as connection:
        setup = services().store.setup(connection, reader.hall, now)
        grade, after = _one_of("grade", _GRADES), _cursor(_EVENT_CURSOR)
        try:
            events = live.events_page(connection, setup, grade, after)
        except ValueError:
            raise NoSuchFilter(name="after", value=after) from None
    return tagged(events.model_dump(mode="json"))
