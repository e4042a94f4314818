"""Devices: how one comes into the hall by a code, says how it is, and is administered."""

import re
import secrets
from collections.abc import Iterator
from functools import partial

from apiflask import APIBlueprint
from flask import Response
from flask_limiter.util import get_remote_address

from hall_server.desk import devices, kiosk_orders, machines
from hall_server.desk.told import text
from hall_server.live.machines import device_list
from hall_server.store import machines as rows
from hall_server.store.people import device_actor, token_hash
from hall_server.web.acting import KEY_PARAMETER, PROBLEMS, once, register_act
from hall_server.web.doors import ANYBODY, Access, actor, bearer_token, may_use
from hall_server.web.problems import problem
from hall_server.web.services import services
from hall_server.web.session_routes import limiter
from hall_server.web.staff_routes import ADMINISTRATOR, READERS
from hall_server.wire import devices as w
from hall_server.wire.message import State

blueprint = APIBlueprint("devices", __name__, url_prefix="/api/v1", tag="Devices")

DEVICES = Access(devices=frozenset({"kiosk", "display", "station", "tablet", "portal"}))
ORDERERS = Access(roles=frozenset({"admin", "supervisor"}))
DEVICE_READERS = Access(roles=READERS.roles | ORDERERS.roles)
ASKED = "10 per minute"
LOOKED = "240 per minute"
"""Twenty devices behind one address, looking every five seconds."""
REPORTED = "30 per minute"
GUESSED = "5 per minute"
STALE_S = 20.0
"""A report that says nothing new is written down no oftener."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{40,100}")


def _answer(state: State, status: int = 200) -> Response:
    response = Response(state.model_dump_json(), status, content_type="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def _own_token() -> str | None:
    """The token a device has made for itself, if it is long enough to be one."""
    token = bearer_token()
    return token if token is not None and _TOKEN.fullmatch(token) else None


@blueprint.post("/pairing")
@blueprint.input(w.AskPairing)
@blueprint.output(w.PairingNow)
@blueprint.doc(
    security="device",
    responses={401: "No token of at least 40 characters was sent", 409: "Too many wait already"},
)
@limiter.limit(ASKED)
@may_use(ANYBODY)
def ask_pairing(json_data: w.AskPairing) -> Response:
    """A device asks for a code to show; again with the same token, for the same code.

    The token is the device's own, made at random; the server keeps its hash alone.
    """
    token = _own_token()
    if token is None:
        return problem(401, "not_signed_in", "Send a token of your own, of 40 characters or more.")
    already = _standing(token)
    if already is not None:
        return _answer(already)
    values = {
        "kind": json_data.kind,
        "version": json_data.version,
        "token_hash": token_hash(token),
        "address": get_remote_address()[:60],
    }
    with services().store.writing() as connection:
        rows.ask_pairing(connection, values, _codes(), services().clock())
    return _answer(_standing(token) or w.PairingNow(state="waiting"))


def _codes() -> Iterator[str]:
    while True:
        yield f"{secrets.randbelow(1_000_000):06}"


@blueprint.get("/pairing")
@blueprint.output(w.PairingNow)
@blueprint.doc(security="device", responses={404: "Nothing was asked for, or the code expired"})
@limiter.limit(LOOKED)
@may_use(ANYBODY)
def get_pairing() -> Response:
    """How the pairing of the device with this token stands."""
    token = _own_token()
    standing = _standing(token) if token is not None else None
    if standing is None:
        return problem(404, "pairing_unknown", "Ask for a code first; codes last ten minutes.")
    return _answer(standing)


def _standing(token: str) -> w.PairingNow | None:
    now = services().clock()
    with services().store.reading() as connection:
        # Not through the doors' memory: a device that has just been paired is told at once.
        device = device_actor(connection, token)
        if device is not None:
            setup = services().store.setup(connection, device.hall, now)
            return w.PairingNow(
                state="paired", name=device.name, place=device.place, hall=text(setup.plan.name)
            )
        asked = rows.pairing_of(connection, token_hash(token), now)
    if asked is None:
        return None
    return w.PairingNow(
        state="waiting", code=asked.code, expires=asked.asked_at + rows.PAIRING_LASTS
    )


@blueprint.post("/device/health")
@blueprint.input(w.ReportHealth)
@blueprint.output(w.Heard)
@blueprint.doc(security="device")
@limiter.limit(REPORTED, key_func=lambda: f"token:{token_hash(bearer_token() or '')}")
@may_use(DEVICES)
def report_health(json_data: w.ReportHealth) -> Response:
    """A device says how it is, every half minute. Only trouble and its end are journaled."""
    now = services().clock()
    device = actor()
    with services().store.reading() as connection:
        row = rows.device_row(connection, device.id)
    known = machines.device_view(row)
    ill, well = machines.turned(known.components, json_data.components)
    same = (known.version, known.components) == (json_data.version, json_data.components)
    fresh = row.seen_at is not None and (now - row.seen_at).total_seconds() < STALE_S
    if ill or well:
        services().store.act(device, now, lambda tx: machines.note_turn(tx, device.id, json_data))
    elif not (same and fresh):
        said = [each.model_dump() for each in json_data.components]
        services().store.keep(
            device.hall,
            lambda connection: rows.write_health(
                connection, device.id, json_data.version, said, now
            ),
        )
    return _answer(w.Heard(at=now))


@blueprint.get("/admin/devices")
@blueprint.output(w.DeviceList)
@may_use(DEVICE_READERS)
def get_devices() -> Response:
    """All devices and printers, and what stands where it should not."""
    now = services().clock()
    with services().store.reading() as connection:
        setup = services().store.setup(connection, actor().hall, now)
        listed = device_list(connection, setup, now)
    return _answer(listed)


@blueprint.post("/admin/devices/pair")
@blueprint.input(w.PairDevice)
@blueprint.output(w.DeviceNow, status_code=201)
@blueprint.doc(responses=PROBLEMS, extensions={"parameters": [KEY_PARAMETER]})
@limiter.limit(
    GUESSED,
    key_func=lambda: f"pairing:{actor().signature}",
    deduct_when=lambda response: response.status_code == 404,
)
@may_use(ADMINISTRATOR)
def pair_device(json_data: w.PairDevice) -> Response:
    """The device that shows this code belongs here. Five wrong codes a minute."""
    return once(lambda tx: machines.pair(tx, json_data), 201)


_act = partial(register_act, blueprint)
_DEVICE = "/admin/devices/<device>"
_PRINTER = "/admin/printers/<code>"

_act("PUT", _DEVICE, ADMINISTRATOR, w.DeviceNow, machines.move, body=w.MoveDevice)
_act("POST", f"{_DEVICE}/revoke", ADMINISTRATOR, w.DeviceNow, machines.revoke)
_act("POST", f"{_DEVICE}/lock", ORDERERS, w.DeviceNow, kiosk_orders.lock_kiosk, body=w.LockKiosk)
_act("POST", f"{_DEVICE}/unlock", ORDERERS, w.DeviceNow, kiosk_orders.unlock_kiosk)
_act("POST", f"{_DEVICE}/reload", ORDERERS, w.DeviceNow, kiosk_orders.reload_kiosk)
_act("POST", f"{_DEVICE}/restart", ORDERERS, w.DeviceNow, kiosk_orders.restart_kiosk)
_act("POST", "/admin/printers", ADMINISTRATOR, w.PrinterNow, devices.set_up_printer,
     body=w.RegisterPrinter, status=201)  # fmt: skip
_act("PUT", _PRINTER, ADMINISTRATOR, w.PrinterNow, devices.change_printer, body=w.MovePrinter)
_act("DELETE", _PRINTER, ADMINISTRATOR, w.PrinterNow, devices.remove_printer, body=None)
