"""Appointments over HTTP: a city's web portal books, kiosks and the guide desk check in."""

import secrets
from collections.abc import Iterator
from datetime import date
from functools import partial

from apiflask import APIBlueprint
from flask import Response, g, request

from hall_server.desk import appointments as desk
from hall_server.desk import booking_bans
from hall_server.domain.appointments import new_code
from hall_server.domain.identity import booked_by, document_mark, known_by, phone_mark
from hall_server.domain.refusals import Malformed
from hall_server.live.appointments import Sought, find_appointments, find_bans, open_slots
from hall_server.web.acting import ID, KEY_PARAMETER, PROBLEMS, once, register_act
from hall_server.web.doors import Access, actor, may_use
from hall_server.web.services import services
from hall_server.web.session_routes import limiter
from hall_server.wire import appointments as w
from hall_server.wire.acts import TicketIssued
from hall_server.wire.message import State

blueprint = APIBlueprint("appointments", __name__, url_prefix="/api/v1", tag="Appointments")

DESK = frozenset({"guide", "supervisor"})
BOOKERS = Access(roles=DESK, devices=frozenset({"portal"}))
FINDERS = Access(roles=DESK, devices=frozenset({"portal", "kiosk"}))
HOSTS = Access(roles=DESK, devices=frozenset({"kiosk"}))
GUIDES = Access(roles=DESK)
SUPERVISOR = Access(roles=frozenset({"supervisor"}))

OF_A_MACHINE = "20 per minute"
OF_STAFF = "60 per minute"
OF_A_PORTAL = "600 per minute"
"""A whole city asks through it, and it knows already who asks."""
CODES_TRIED = "10 per minute"
CODES_MISSED = "8 per 15 minutes"
"""Eight letters of 32: at this pace a guess among 10,000 codes takes longer than a life."""
_APPOINTMENT = f"/appointments/{ID.format('appointment_id')}"
_BAN = f"/booking-bans/{ID.format('ban_id')}"
_DATE = {"type": "string", "format": "date"}
SLOT_PARAMETERS = [
    {"name": "item", "in": "query", "required": True, "schema": {"type": "string"}},
    {"name": "from", "in": "query", "required": False, "schema": _DATE},
    {"name": "to", "in": "query", "required": False, "schema": _DATE},
]


class NotADate(Malformed):
    """A bound of the days asked for is no date."""

    code = "not_a_date"
    sentence = "`from` and `to` are dates such as 2026-11-24."


@blueprint.get("/appointments/slots")
@blueprint.output(w.Slots)
@blueprint.doc(responses=PROBLEMS, extensions={"parameters": SLOT_PARAMETERS})
@may_use(BOOKERS)
def get_slots() -> Response:
    """The half-days of an item that can be booked, with the places left."""
    item, first, last = request.args.get("item", ""), _day("from"), _day("to")
    now = services().clock()
    with services().store.reading() as connection:
        setup = services().store.setup(connection, actor().hall, now)
        slots = open_slots(connection, setup, item, first, last, now)
    return _told(slots)


def _day(name: str) -> date | None:
    said = request.args.get(name)
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise NotADate() from None


@blueprint.post("/appointments")
@blueprint.input(w.Book)
@blueprint.output(w.BookedNow, status_code=201)
@blueprint.doc(responses=PROBLEMS, extensions={"parameters": [KEY_PARAMETER]})
@may_use(BOOKERS)
def book(json_data: w.Book) -> Response:
    """Book a half-day of an item for a person; the answer has the code to come with."""
    person = booked_by(services().keys.appointment, json_data.document, json_data.phone)
    return once(lambda tx: desk.book(tx, json_data, person, _codes()), 201)


def _codes() -> Iterator[str]:
    while True:
        yield new_code(secrets.choice)


def _asker() -> str:
    return f"appointments:{actor().signature}"


def _asker_by_code() -> str:
    return f"appointment-codes:{actor().signature}"


def _often() -> str:
    if actor().kind == "staff":
        return OF_STAFF
    return OF_A_PORTAL if "portal" in actor().roles else OF_A_MACHINE


def _is_no_guess() -> bool:
    """The desk sees who stands there, and what it types may be a passport as well as a code.

    A portal asks for a whole city: one citizen's slips must not shut the door for all others.
    """
    body = request.get_json(silent=True)
    trusted = actor().kind == "staff" or "portal" in actor().roles
    return trusted or not (isinstance(body, dict) and body.get("code"))


@blueprint.post("/appointments/find")
@blueprint.input(w.FindAppointments)
@blueprint.output(w.FoundAppointments)
@blueprint.doc(responses={400: "No document or phone", 429: "Too many tries"})
@limiter.limit(_often, key_func=_asker)
@limiter.limit(CODES_TRIED, key_func=_asker_by_code, exempt_when=_is_no_guess)
@limiter.limit(
    CODES_MISSED,
    key_func=_asker_by_code,
    exempt_when=_is_no_guess,
    deduct_when=lambda _response: bool(g.get("code_missed")),
)
@may_use(FINDERS)
def find(json_data: w.FindAppointments) -> Response:
    """A person's appointments of today and later, by document, phone or code. Changes nothing.

    Kiosks must not guess codes: ten a minute, and after eight wrong ones none for a quarter of an hour.
    """
    now, key = services().clock(), services().keys.appointment
    sought = Sought(
        document_mark(key, json_data.document) if json_data.document is not None else None,
        phone_mark(key, json_data.phone) if json_data.phone is not None else None,
        json_data.code,
    )
    with services().store.reading() as connection:
        setup = services().store.setup(connection, actor().hall, now)
        found = find_appointments(connection, setup, sought, now)
    g.code_missed = not found.appointments
    return _told(found)


@blueprint.post(f"{_APPOINTMENT}/check-in")
@blueprint.input(w.CheckIn)
@blueprint.output(TicketIssued, status_code=201)
@blueprint.doc(responses=PROBLEMS, extensions={"parameters": [KEY_PARAMETER]})
@may_use(HOSTS)
def check_in(appointment_id: int, json_data: w.CheckIn) -> Response:
    """The visitor is here: a number for the appointment."""
    # Outside the transaction: an act is short, and never waits for a forecast.
    played = services().expectation.latest(actor().hall, services().clock())
    token = secrets.token_urlsafe(16)
    key = services().todays_card_key(actor().hall) if json_data.document is not None else b""
    visitor = known_by(key, None, json_data.document, services().keys.appointment)
    return once(
        lambda tx: desk.check_in(
            tx, appointment_id, json_data, token, played.newcomers.get, visitor
        ),
        201,
    )


@blueprint.post("/booking-bans/find")
@blueprint.input(w.FindBan)
@blueprint.output(w.BansFound)
@blueprint.doc(responses={400: "No document"})
@may_use(GUIDES)
def find_booking_bans(json_data: w.FindBan) -> Response:
    """Whether a person may not book now, and until when. Changes nothing."""
    now = services().clock()
    mark = document_mark(services().keys.appointment, json_data.document)
    with services().store.reading() as connection:
        setup = services().store.setup(connection, actor().hall, now)
        found = find_bans(connection, setup, mark, now)
    return _told(found)


def _told(state: State) -> Response:
    response = Response(state.model_dump_json(), content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


_act = partial(register_act, blueprint)
_act("POST", f"{_APPOINTMENT}/move", BOOKERS, w.BookedNow, desk.move_appointment,
     body=w.MoveAppointment)  # fmt: skip
_act("POST", f"{_APPOINTMENT}/cancel", BOOKERS, w.BookedNow, desk.cancel_appointment)
_act("POST", f"{_BAN}/lift", SUPERVISOR, w.BanNow, booking_bans.lift_ban)
