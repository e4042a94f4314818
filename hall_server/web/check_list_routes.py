"""The check list of an item or a theme over HTTP, before there is an application."""

import structlog
from apiflask import APIBlueprint
from flask import Response

from hall_server.desk.cases.asking import check_list
from hall_server.desk.cases.certificates import take_in
from hall_server.domain.actor import system
from hall_server.domain.cases.identity import KeptIdentity
from hall_server.domain.opening import local_date
from hall_server.live.certificate_library import LibraryAway
from hall_server.visitor_numbers import compact
from hall_server.web.case_routes import identity_of
from hall_server.web.doors import Access, actor, may_use
from hall_server.web.services import services
from hall_server.wire import cases as w

log = structlog.get_logger()

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
    holder = identity_of(json_data.identity)
    found = _listed(json_data, holder)
    if json_data.identity is not None and _ask_library(json_data.identity, holder, found):
        found = _listed(json_data, holder)
    found = found.model_copy(update={"materials": for_machines(found.materials)})
    response = Response(found.model_dump_json(), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def for_machines(materials: tuple[w.MaterialView, ...]) -> tuple[w.MaterialView, ...]:
    """Materials as the actor may see them: a machine is told that a certificate is held, not which."""
    if actor().kind == "staff":
        return materials
    return tuple(each.model_copy(update={"certificate_number": ""}) for each in materials)


def _listed(wanted: w.AskCheckList, holder: KeptIdentity) -> w.CheckList:
    now, hall = services().clock(), actor().hall
    with services().store.reading() as connection:
        setup = services().store.setup(connection, hall, now)
        on = local_date(now, setup.plan.timezone)
        return check_list(connection, setup, wanted, holder.mark, on)


def _ask_library(shown: w.Identity, holder: KeptIdentity, found: w.CheckList) -> bool:
    """Ask the library outside of what the hall's own does not have; whether there was anything new.

    One that does not answer hinders nobody: the papers are brought as ever.
    """
    library, now = services().certificates, services().clock()
    kinds = {each.certificate for each in found.materials if each.state != "HELD"} - {""}
    if library is None or not kinds:
        return False
    try:
        known = library.held(shown.kind, compact(shown.number), kinds, now)
    except LibraryAway as trouble:
        log.warning("certificate_library_away", why=str(trouble))
        return False
    if not known:
        return False
    asking = system(actor().hall)
    return services().store.act(asking, now, lambda tx: take_in(tx, known, holder)) > 0
