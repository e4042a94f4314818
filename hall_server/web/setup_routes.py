"""The hall's setup over HTTP: read whole, edited as changes."""

from apiflask import APIBlueprint
from flask import Response

from hall_server.desk.administration import EDITORS
from hall_server.domain.plan_entries import entries_of
from hall_server.web.doors import Access, actor, may_use
from hall_server.web.services import services
from hall_server.wire import setup as w

blueprint = APIBlueprint("setup", __name__, url_prefix="/api/v1/admin", tag="Administration")

READERS = Access(roles=frozenset({"supervisor", "admin", "auditor"}))


@blueprint.get("/setup")
@blueprint.output(w.Setup)
@may_use(READERS)
def get_setup() -> Response:
    """The whole plan as entries, and which parts this actor may edit."""
    with services().store.reading() as connection:
        setup = services().store.setup(connection, actor().hall, services().clock())
    plan = setup.plan
    may = frozenset[str]().union(*(EDITORS.get(role, ()) for role in actor().roles))
    parts = entries_of(plan)
    told = w.Setup.model_validate(
        {
            "version": setup.version,
            "hall_code": plan.code,
            "parts": parts,
            "legal_years": sorted({each.date.year for each in plan.legal_days}),
            "may_edit": [part for part in parts if part in may],
        }
    )
    return Response(told.model_dump_json(), content_type="application/json")
