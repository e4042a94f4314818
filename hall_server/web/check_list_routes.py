"""The check list of an item or a theme over HTTP, before there is an application."""

from apiflask import APIBlueprint
from flask import Response

from hall_server.desk.cases.asking import check_list
from hall_server.domain.opening import local_date
from hall_server.web.case_routes import identity_of
from hall_server.web.doors import Access, actor, may_use
from hall_server.web.services import services
from hall_server.wire import cases as w

blueprint = APIBlueprint("check_lists", __name__, url_prefix="/api/v1", tag="Cases")

ASKERS = Access(
    roles=frozenset({"clerk", "guide", "supervisor"}), devices=frozenset({"kiosk", "portal"})
)


@blueprint.post("/check-lists")
@blueprint.input(w.AskCheckList)
@blueprint.output(w.CheckList)
@blueprint.doc(responses={400: "The document cannot be right", 404: "No such item or theme"})
@may_use(ASKERS)
def ask_check_list(json_data: w.AskCheckList) -> Response:
    """All materials wanted, each once; with an identity those that need not be brought are marked.

    Changes nothing; a POST keeps the number of the document out of logs.
    """
    now, hall = services().clock(), actor().hall
    mark = identity_of(json_data.identity).mark
    with services().store.reading() as connection:
        setup = services().store.setup(connection, hall, now)
        on = local_date(now, setup.plan.timezone)
        found = check_list(connection, setup, json_data, mark, on)
    response = Response(found.model_dump_json(), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
