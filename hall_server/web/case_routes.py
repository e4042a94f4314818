"""Cases over HTTP, for staff: received, answered, worked on, closed."""

import json
import secrets
from functools import partial

from apiflask import APIBlueprint
from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from hall_server.desk.cases import answer, check
from hall_server.desk.cases.collect import deliver_case, ready_case, reveal_identity
from hall_server.desk.cases.join import join_case
from hall_server.desk.cases.receive import receive_case
from hall_server.desk.cases.supplement import supplement_case
from hall_server.desk.cases.told import case_view
from hall_server.desk.cases.withdraw import withdraw_case
from hall_server.domain.cases.identity import NOBODY, KeptIdentity, kept_identity, unsealed
from hall_server.domain.opening import local_date
from hall_server.live.cases import for_reader
from hall_server.store.cases.rows import case_numbered
from hall_server.store.transaction import Transaction
from hall_server.web.acting import KEY_PARAMETER, PROBLEMS, once, request_key
from hall_server.web.case_acting import (
    CASE,
    HANDLERS,
    VERSION_PARAMETER,
    register_case_act,
    unchanged_since,
)
from hall_server.web.doors import Access, actor, may_use
from hall_server.web.services import services
from hall_server.web.view_routes import tagged
from hall_server.wire import cases as w
from hall_server.wire.acts import Nothing

blueprint = APIBlueprint("cases", __name__, url_prefix="/api/v1", tag="Cases")

READERS = Access(roles=frozenset({"clerk", "guide", "supervisor", "auditor"}))


def identity_of(shown: w.Identity | None) -> KeptIdentity:
    """What may be kept of a document shown. Raises WrongDocument."""
    if shown is None:
        return NOBODY
    return kept_identity(services().keys.applicant, shown.kind, shown.number)


@blueprint.post("/cases")
@blueprint.input(w.ReceiveCase)
@blueprint.output(w.CaseNow, status_code=201)
@blueprint.doc(responses=PROBLEMS, extensions={"parameters": [KEY_PARAMETER]})
@may_use(HANDLERS)
def receive(json_data: w.ReceiveCase) -> Response:
    """Receive an application against its check list, and answer it at once when told how."""
    token = secrets.token_urlsafe(16)
    identity = identity_of(json_data.applicant.identity)
    return once(lambda tx: receive_case(tx, json_data, token, identity), 201)


@blueprint.get(CASE)
@blueprint.output(w.CaseView)
@may_use(READERS)
def get_case(number: str) -> AnyResponse:
    """A case, whole."""
    now, reader = services().clock(), actor()
    with services().store.reading() as connection:
        setup = services().store.setup(connection, reader.hall, now)
        case = case_numbered(connection, reader.hall, number)
        today = local_date(now, setup.plan.timezone)
        view = case_view(connection, setup, case, today, reader.roles)
    return tagged(for_reader(view, reader.roles).model_dump(mode="json"))


_act = partial(register_case_act, blueprint)

_act(f"{CASE}/check", check.check_materials, body=w.CheckMaterials)
_act(f"{CASE}/correct", check.correct_case, body=w.CorrectCase)
_act(f"{CASE}/accept", answer.accept_case, body=w.AcceptCase)
_act(f"{CASE}/decide-on-spot", answer.decide_on_spot, body=w.DecideOnSpot)
_act(f"{CASE}/notice", answer.give_notice, body=w.GiveNotice)
_act(f"{CASE}/refuse", answer.refuse_case, body=w.RefuseCase)
_act(f"{CASE}/supplement", supplement_case, body=w.SupplementCase)
_act(f"{CASE}/withdraw", withdraw_case, body=w.WithdrawCase)
_act(f"{CASE}/join", join_case, body=w.JoinCase)
_act(f"{CASE}/ready", ready_case, body=w.ReadyCase)


@blueprint.post(f"{CASE}/deliver")
@blueprint.input(w.DeliverCase)
@blueprint.output(w.CaseNow)
@blueprint.doc(responses=PROBLEMS, extensions={"parameters": [KEY_PARAMETER, VERSION_PARAMETER]})
@may_use(HANDLERS)
def deliver(number: str, json_data: w.DeliverCase) -> Response:
    """Hand the result over, or record its mailing."""
    allow, shown = unchanged_since(number), identity_of(json_data.identity)

    def act(tx: Transaction) -> w.CaseNow:
        allow(tx)
        return deliver_case(tx, number, json_data, shown)

    return once(act)


@blueprint.post(f"{CASE}/reveal")
@blueprint.input(Nothing)
@blueprint.output(w.IdentityShown)
@blueprint.doc(responses=PROBLEMS, extensions={"parameters": [KEY_PARAMETER, VERSION_PARAMETER]})
@may_use(HANDLERS)
def reveal(number: str, json_data: Nothing) -> Response:  # noqa: ARG001
    """See the number of the applicant's document; the journal keeps who did."""
    allow = unchanged_since(number)

    def act(tx: Transaction) -> str:
        allow(tx)
        return json.dumps(reveal_identity(tx, number))

    # What is kept for a retry is the sealed number; it is opened for this answer alone.
    answer = services().store.act_once(actor(), services().clock(), request_key(), act)
    kind, sealed = json.loads(answer.body)
    shown = w.IdentityShown(kind=kind, number=unsealed(services().keys.applicant, sealed))
    response = Response(shown.model_dump_json(), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response
