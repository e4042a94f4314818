"""The hall's setup over HTTP: read whole, edited as changes, previewed before it is saved."""

from functools import partial
from typing import Any

from apiflask import APIBlueprint
from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from hall_server.desk import administration
from hall_server.desk.change_told import change_views
from hall_server.desk.paper_preview import paper_preview
from hall_server.domain.announcing import call_text_problem, spoken
from hall_server.domain.opening import local_date
from hall_server.domain.plan import Text
from hall_server.domain.plan_entries import entries_of
from hall_server.domain.plan_words import in_words
from hall_server.domain.refusals import CallTextRefused
from hall_server.live.legal_years import legal_years
from hall_server.store.setup import Setup
from hall_server.web.acting import ID, PROBLEMS, register_act
from hall_server.web.bodies import takes
from hall_server.web.doors import Access, actor, may_use
from hall_server.web.services import services
from hall_server.wire import setup as w
from hall_server.wire.message import State

blueprint = APIBlueprint("setup", __name__, url_prefix="/api/v1/admin", tag="Administration")

READERS = Access(roles=frozenset({"supervisor", "admin", "auditor"}))
EDITORS = Access(roles=frozenset({"supervisor", "admin"}))
LARGEST_CHANGE = 32 * 1024 * 1024
"""Every entry of a city's catalogue, before and after."""
CHANGES_MOST = 100
_CHANGE = f"/changes/{ID.format('change')}"


def setup_now() -> Setup:
    """The setup of the actor's hall."""
    with services().store.reading() as connection:
        return services().store.setup(connection, actor().hall, services().clock())


def told(state: State) -> Response:
    """A state as an answer."""
    return Response(state.model_dump_json(), content_type="application/json")


@blueprint.get("/setup")
@blueprint.output(w.Setup)
@may_use(READERS)
def get_setup() -> AnyResponse:
    """The whole plan as entries, and which parts this actor may edit; with an ETag."""
    setup = setup_now()
    may = administration.may_edit(actor())
    response = Response(content_type="application/json")
    response.set_etag(f"{setup.plan.code}-{setup.version}-{'.'.join(sorted(actor().roles))}")
    response.headers["Cache-Control"] = "private, no-cache"
    if request.if_none_match.contains(response.get_etag()[0] or ""):
        return response.make_conditional(request)
    parts = entries_of(setup.plan)
    whole = w.Setup.model_validate(
        {
            "version": setup.version,
            "hall_code": setup.plan.code,
            "parts": parts,
            "legal_years": sorted({each.date.year for each in setup.plan.legal_days}),
            "may_edit": [part for part in parts if part in may],
        }
    )
    response.set_data(whole.model_dump_json())
    return response


@blueprint.get("/legal-years")
@blueprint.output(w.LegalYears)
@may_use(READERS)
def get_legal_years() -> AnyResponse:
    """The years of the law: which are announced, what is computed of the others, what rests on it."""
    now, hall = services().clock(), actor().hall
    with services().store.reading() as connection:
        setup = services().store.setup(connection, hall, now)
        years = legal_years(connection, setup, local_date(now, setup.plan.timezone))
    return told(years)


@blueprint.post("/changes/preview")
@blueprint.input(w.Edits)
@blueprint.output(w.Preview)
@blueprint.doc(responses=PROBLEMS)
@takes(LARGEST_CHANGE)
@may_use(EDITORS)
def preview_change(json_data: w.Edits) -> Response:
    """What edits would do, and what would be wrong; nothing is changed."""
    edits = administration.edits_read(json_data.edits)
    return told(administration.preview(setup_now().plan, edits))


_act = partial(register_act, blueprint)

# fmt: off  # one act, one line
_act(
    "POST",
    "/changes",
    EDITORS,
    w.ChangeView,
    administration.make_change,
    body=w.MakeChange,
    status=201,
    largest=LARGEST_CHANGE,
)
_act("POST", f"{_CHANGE}/undo", EDITORS, w.ChangeView, administration.undo_change, status=201)
_act("POST", f"{_CHANGE}/cancel", EDITORS, w.ChangeView, administration.cancel_change)
# fmt: on


@blueprint.get("/changes")
@blueprint.output(w.Changes)
@blueprint.doc(
    extensions={
        "parameters": [
            {"name": "before", "in": "query", "required": False,
             "schema": {"type": "integer", "minimum": 1, "maximum": 2**63 - 1}},
            {"name": "limit", "in": "query", "required": False,
             "schema": {"type": "integer", "minimum": 1, "maximum": CHANGES_MOST}},
        ]
    }
)  # fmt: skip
@may_use(READERS)
def get_changes() -> Response:
    """Changes from before a number, newest first. Numbers out of range count as not given."""
    before = request.args.get("before", type=int)
    most = request.args.get("limit", default=30, type=int)
    with services().store.reading() as connection:
        views = change_views(
            connection,
            actor().hall,
            before if before is not None and 0 < before < 2**63 else None,
            min(max(most, 1), CHANGES_MOST),
            administration.may_edit(actor()),
        )
        return told(w.Changes(changes=tuple(views)))


_PNG = {"schema": {"type": "string", "format": "binary"}}
_DRAWN: dict[int | str, dict[str, Any]] = {
    200: {"description": "The sheet", "content": {"image/png": _PNG}},
    400: {"description": "The template cannot be used"},
}


@blueprint.post("/preview/paper")
@blueprint.input(w.PaperPreview)
@blueprint.doc(responses=_DRAWN)
@may_use(READERS)
def preview_paper(json_data: w.PaperPreview) -> Response:
    """A sheet from sample facts, with a template that need not be saved."""
    picture = paper_preview(setup_now().plan, json_data, services().clock())
    return Response(picture, content_type="image/png", headers={"Cache-Control": "no-store"})


@blueprint.post("/preview/call")
@blueprint.input(w.CallPreview)
@blueprint.output(w.CallTold)
@blueprint.doc(responses=PROBLEMS)
@may_use(READERS)
def preview_call(json_data: w.CallPreview) -> Response:
    """A call in words, with a sentence that need not be saved."""
    for sentence in (json_data.call_text.zh, json_data.call_text.en):
        wrong = call_text_problem(sentence)
        if wrong is not None:
            words = in_words(*wrong)
            raise CallTextRefused(why=words.en, text={"zh": words.zh, "en": words.en})
    plan = setup_now().plan
    window = plan.window.get(json_data.window, plan.windows[0])
    wanted = Text(json_data.call_text.zh, json_data.call_text.en)
    said = spoken(wanted, json_data.number, json_data.window, plan.zone[window.zone].name)
    return told(w.CallTold(zh=said.zh, en=said.en))
