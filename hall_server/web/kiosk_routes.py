"""Kiosks that give numbers alone over HTTP: what they are lent for the day, and what they bring back."""

from apiflask import APIBlueprint
from flask import Response, request

from hall_server.desk.lending import lend_numbers
from hall_server.desk.reconcile import reconcile_ticket
from hall_server.domain.identity import day_key
from hall_server.live.kiosk import offer
from hall_server.store.database import Answer, Key
from hall_server.store.people import token_hash
from hall_server.store.transaction import Transaction
from hall_server.web.acting import KEY_PARAMETER, PROBLEMS, request_key
from hall_server.web.doors import Access, actor, bearer_token, may_use
from hall_server.web.services import services
from hall_server.wire import offline as w

blueprint = APIBlueprint("kiosk", __name__, url_prefix="/api/v1", tag="Kiosks")

KIOSK = Access(devices=frozenset({"kiosk"}))


@blueprint.post("/kiosk/lease")
@blueprint.input(w.TakeLease)
@blueprint.output(w.Lease)
@blueprint.doc(security="device", responses=PROBLEMS, extensions={"parameters": [KEY_PARAMETER]})
@may_use(KIOSK)
def take_lease(json_data: w.TakeLease) -> Response:
    """The kiosk's lease of today, sealed with its own token; it may be renewed at any time."""
    now, kiosk = services().clock(), actor()
    # Outside the transaction: a catalogue is thousands of names.
    with services().store.reading() as connection:
        offered = offer(services().store.setup(connection, kiosk.hall, now))
    answer = services().store.act_once(
        kiosk,
        now,
        request_key(),
        lambda tx: lend_numbers(tx, json_data, offered.version, offered.sha256).model_dump_json(),
    )
    lease = w.Lease.model_validate_json(answer.body)
    key = day_key(services().keys.visitor_card, lease.date).hex()
    whole = w.sealed(lease.model_copy(update={"card_key": key}), token_hash(bearer_token() or ""))
    return _answered(answer, whole.model_dump_json())


@blueprint.post("/kiosk/offline-tickets")
@blueprint.input(w.OfflineTicket)
@blueprint.output(w.Reconciled)
@blueprint.doc(security="device", responses=PROBLEMS, extensions={"parameters": [KEY_PARAMETER]})
@may_use(KIOSK)
def bring_offline_ticket(json_data: w.OfflineTicket) -> Response:
    """A number that the kiosk gave alone. Sent until it is answered, always with the same key.

    How the sheet ended may be told later than the rest.
    """
    now, kiosk = services().clock(), actor()
    number = json_data.model_dump_json(exclude={"paper"}).encode()
    secret = services().keys.fingerprint
    key = Key.of(request_key().key, request.method, request.path, number, secret)

    def bring(tx: Transaction) -> str:
        return reconcile_ticket(tx, json_data).model_dump_json()

    answer = services().store.act_once(kiosk, now, key, bring)
    if answer.replayed and json_data.paper is not None:
        services().store.act(kiosk, now, bring)
    return _answered(answer)


def _answered(answer: Answer, body: str | None = None) -> Response:
    response = Response(body or answer.body, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    if answer.replayed:
        response.headers["Idempotency-Replayed"] = "true"
    return response
