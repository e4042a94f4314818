"""Reading the hall over HTTP: the same states that sockets push, and the visitor's own page."""

import hashlib
import json
import re
from typing import Any

from apiflask import APIBlueprint
from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from hall_server.desk import serve
from hall_server.desk.machines import lock_text
from hall_server.domain.actor import Actor
from hall_server.domain.refusals import NotAllowed, TicketOver, Unknown
from hall_server.live.hall import journal_entries
from hall_server.live.kiosk import catalogue_version, offer
from hall_server.live.newsroom import Room
from hall_server.live.visit import visit_state
from hall_server.store.machines import orders_of
from hall_server.store.schema import AnyRow
from hall_server.store.stops import active_stop_of
from hall_server.store.tickets import ticket_row_by_token
from hall_server.store.transaction import Transaction
from hall_server.web.acting import KEY_PARAMETER, request_key
from hall_server.web.doors import ANYBODY, STAFF, Access, actor, may_use
from hall_server.web.services import services
from hall_server.wire import views as v
from hall_server.wire.acts import Nothing
from hall_server.wire.catalogue import Catalogue
from hall_server.wire.lobby import LobbyState
from hall_server.wire.message import State

blueprint = APIBlueprint("views", __name__, url_prefix="/api/v1", tag="Views")

KIOSKS = Access(roles=STAFF, devices=frozenset({"kiosk"}))
BOARDS = Access(roles=STAFF, devices=frozenset({"display", "tablet"}))
LOBBIES = Access(roles=STAFF, devices=frozenset({"display"}))
DESKS = Access(roles=frozenset({"clerk", "supervisor"}))
OVERSEERS = Access(roles=frozenset({"guide", "supervisor", "admin", "auditor"}))
READERS = Access(roles=frozenset({"supervisor", "admin", "auditor"}))
JOURNAL_MOST = 200
_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,64}")


def tagged(content: dict[str, Any]) -> AnyResponse:
    """A state with an ETag over what it shows; 304 when the client has it already."""
    shown = {name: value for name, value in content.items() if name not in ("at", "version")}
    body = json.dumps(shown, ensure_ascii=False, sort_keys=True)
    response = Response(json.dumps(content, ensure_ascii=False), content_type="application/json")
    response.set_etag(hashlib.sha256(body.encode()).hexdigest()[:24])
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)


def board_room(device: Actor) -> Room:
    """The board room of a display's place; the whole hall for staff."""
    scope, _, place = device.place.partition(":")
    if scope == "zone":
        return Room(device.hall, "board", "zone", place)
    if scope == "window":
        return Room(device.hall, "board", "window", place)
    return Room(device.hall, "board", "hall", None)


def lobby_room(device: Actor) -> Room | None:
    """The lobby's second view of a display's place; the hall's for staff; None at a window."""
    scope, _, place = device.place.partition(":")
    if scope == "window":
        return None
    return Room(device.hall, "lobby", "zone" if scope == "zone" else "hall", place or None)


@blueprint.get("/catalogue")
@blueprint.output(Catalogue)
@may_use(KIOSKS)
def get_catalogue() -> AnyResponse:
    """What the hall offers, with an ETag."""
    now = services().clock()
    with services().store.reading() as connection:
        setup = services().store.setup(connection, actor().hall, now)
    version = catalogue_version(setup)
    response = Response(content_type="application/json")
    response.set_etag(version)
    if request.if_none_match.contains(version):
        return response.make_conditional(request)
    response.set_data(offer(setup).body)
    return response


@blueprint.get("/kiosk")
@blueprint.output(v.KioskState)
@may_use(KIOSKS)
def get_kiosk() -> AnyResponse:
    """What changes by the minute on a kiosk, with the hall's orders to it, and an ETag over both."""
    state = services().newsroom.state_of(Room(actor().hall, "kiosk"))
    if actor().kind == "device":
        # Not through the doors' memory: a locked kiosk is locked at its next look.
        with services().store.reading() as connection:
            row = orders_of(connection, actor().id)
        orders = v.KioskOrders(lock=lock_text(row), reloads=row.reloads, restarts=row.restarts)
        kind, _, zone = actor().place.partition(":")
        state |= {
            "orders": orders.model_dump(mode="json"),
            "zone": zone if kind == "zone" else None,
        }
    return tagged(state)


@blueprint.get("/board")
@blueprint.output(v.BoardState)
@may_use(BOARDS)
def get_board() -> AnyResponse:
    """The board of the device's place; the main board for staff."""
    return tagged(services().newsroom.state_of(board_room(actor())))


@blueprint.get("/lobby")
@blueprint.output(LobbyState)
@may_use(LOBBIES)
def get_lobby() -> AnyResponse:
    """The lobby's second view of the display's place; the hall's for staff."""
    room = lobby_room(actor())
    if room is None:
        raise NotAllowed()
    return tagged(services().newsroom.state_of(room))


@blueprint.get("/windows/<window>/desk")
@blueprint.output(v.DeskState)
@may_use(DESKS)
def get_desk(window: str) -> AnyResponse:
    """A clerk's console."""
    require_window(actor().hall, window)
    return tagged(services().newsroom.state_of(Room(actor().hall, "desk", "window", window)))


def require_window(hall: int, window: str) -> None:
    """Raises Unknown when the hall has no window with this number."""
    with services().store.reading() as connection:
        setup = services().store.setup(connection, hall, services().clock())
    if window not in setup.window_ids:
        raise Unknown(what="window", name=window)


@blueprint.get("/hall")
@blueprint.output(v.HallState)
@may_use(OVERSEERS)
def get_hall() -> AnyResponse:
    """The supervisor's view."""
    return tagged(services().newsroom.state_of(Room(actor().hall, "hall")))


class JournalPage(State):
    """A page of the journal, newest first."""

    entries: tuple[v.JournalEntry, ...]


@blueprint.get("/journal")
@blueprint.output(JournalPage)
@blueprint.doc(
    extensions={
        "parameters": [
            {"name": "before", "in": "query", "required": False,
             "schema": {"type": "integer", "minimum": 1, "maximum": 2**63 - 1}},
            {"name": "limit", "in": "query", "required": False,
             "schema": {"type": "integer", "minimum": 1, "maximum": JOURNAL_MOST}},
        ]
    }
)  # fmt: skip
@may_use(READERS)
def get_journal() -> Response:
    """Entries from before a number, newest first. Numbers out of range count as not given."""
    before = request.args.get("before", type=int)
    most = request.args.get("limit", default=50, type=int)
    with services().store.reading() as connection:
        entries = journal_entries(
            connection,
            actor().hall,
            before if before is not None and 0 < before < 2**63 else None,
            min(max(most, 1), JOURNAL_MOST),
        )
    return Response(JournalPage(entries=entries).model_dump_json(), content_type="application/json")


def ticket_behind(token: str) -> AnyRow:
    """The ticket of a visitor's link. Raises Unknown."""
    row = None
    if _TOKEN.fullmatch(token):  # PostgreSQL takes no NUL in a text
        with services().store.reading() as connection:
            row = ticket_row_by_token(connection, token)
    if row is None:
        raise Unknown(what="ticket", name="with this link")
    return row


@blueprint.get("/visits/<token>")
@blueprint.output(v.VisitState)
@may_use(ANYBODY)
def get_visit(token: str) -> AnyResponse:
    """The visitor's own page, with an ETag."""
    return tagged(_visit(ticket_behind(token)).model_dump(mode="json"))


def _visit(ticket: AnyRow) -> v.VisitState:
    now = services().clock()
    played = services().expectation.latest(ticket.hall_id, now)
    with services().store.reading() as connection:
        setup = services().store.setup(connection, ticket.hall_id, now)
        return visit_state(connection, setup, ticket, played, now)


@blueprint.post("/visits/<token>/leave")
@blueprint.input(Nothing)
@blueprint.output(v.VisitState)
@blueprint.doc(extensions={"parameters": [KEY_PARAMETER]})
@may_use(ANYBODY)
def leave_visit(token: str, json_data: Nothing) -> AnyResponse:
    """The visitor gives the number up. The link is the authority, so no session is asked for."""
    del json_data
    ticket = ticket_behind(token)
    visitor = Actor("visitor", ticket.id, str(ticket.id), ticket.hall_id)

    def leave(tx: Transaction) -> str:
        stop = active_stop_of(tx, ticket.id)
        if stop is None:
            raise TicketOver(number=ticket.label)
        return serve.leave_by_visitor(tx, stop).model_dump_json()

    answer = services().store.act_once(visitor, services().clock(), request_key(), leave)
    response = tagged(_visit(ticket_behind(token)).model_dump(mode="json"))
    if answer.replayed:
        response.headers["Idempotency-Replayed"] = "true"
    return response


@blueprint.get("/health")
@blueprint.doc(responses={200: "The server answers and reads its database"})
@may_use(ANYBODY)
def get_health() -> Response:
    """Whether the server answers and can read its database."""
    with services().store.reading() as connection:
        connection.exec_driver_sql("SELECT 1")
    return Response('{"status":"ok"}', content_type="application/json")
