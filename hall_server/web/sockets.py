"""News by Socket.IO: who connects is put into a room and gets its state; clients only listen."""

from typing import Any, NamedTuple

from flask import Flask, request
from flask_login import current_user
from flask_socketio import ConnectionRefusedError, SocketIO, emit, join_room
from pydantic import ValidationError

from hall_server.domain.actor import Actor
from hall_server.domain.refusals import Refusal
from hall_server.live.newsroom import Room
from hall_server.store.people import token_hash
from hall_server.web.doors import StaffUser, device_by_token
from hall_server.web.gatekeeper import DeviceProof, Gatekeeper, Proof
from hall_server.web.guide_routes import GUIDES
from hall_server.web.services import services
from hall_server.web.view_routes import (
    BOARDS,
    DESKS,
    LOBBIES,
    OVERSEERS,
    board_room,
    lobby_room,
    require_window,
)
from hall_server.wire.sockets import LOBBY, STATE, DeviceAuth, StaffAuth

PING_INTERVAL_S = 5
PING_TIMEOUT_S = 5


class _Admitted(NamedTuple):
    """What a connection hears, and why it may."""

    rooms: tuple[Room, ...]
    """The view's, and the lobby's for a display that asked for it."""
    proof: Proof


def open_sockets(app: Flask, gatekeeper: Gatekeeper) -> SocketIO:
    """Attach Socket.IO to the app: websocket only, same origin only, threads."""
    socketio = SocketIO(
        app,
        async_mode="threading",
        transports=["websocket"],
        ping_interval=PING_INTERVAL_S,
        ping_timeout=PING_TIMEOUT_S,
        max_http_buffer_size=16_384,
        logger=False,
        engineio_logger=False,
    )
    known: dict[str, _Admitted] = {}

    @socketio.on("connect")  # type: ignore[untyped-decorator]
    def connect(auth: Any = None) -> None:
        admitted = _admit(auth)
        known[request.sid] = admitted  # type: ignore[attr-defined]  # set by Flask-SocketIO
        gatekeeper.enter(request.sid, admitted.proof)  # type: ignore[attr-defined]  # same
        for room in admitted.rooms:
            # Joined before the state is read: a change in between is then sent twice, never lost.
            join_room(room.name)
            emit(event_of(room), services().newsroom.enter(room))

    @socketio.on("disconnect")  # type: ignore[untyped-decorator]
    def disconnect(_reason: str = "") -> None:
        admitted = known.pop(request.sid, None)  # type: ignore[attr-defined]  # set by Flask-SocketIO
        gatekeeper.leave(request.sid)  # type: ignore[attr-defined]  # same
        for room in admitted.rooms if admitted else ():
            services().newsroom.leave(room)

    return socketio


def event_of(room: Room) -> str:
    """The event by which a room's states are sent."""
    return LOBBY if room.view == "lobby" else STATE


def _admit(auth: Any) -> _Admitted:
    """What whoever connects is to hear. Raises ConnectionRefusedError with a code."""
    if not isinstance(auth, dict):
        raise ConnectionRefusedError("not_signed_in")
    try:
        if "token" in auth:
            return _admit_device(DeviceAuth.model_validate(auth))
        return _admit_staff(StaffAuth.model_validate(auth))
    except ValidationError as error:
        raise ConnectionRefusedError("malformed") from error
    except Refusal as refusal:
        raise ConnectionRefusedError(refusal.code) from refusal


def _admit_device(auth: DeviceAuth) -> _Admitted:
    device = device_by_token(auth.token)
    if device is None:
        raise ConnectionRefusedError("not_signed_in")
    proof = DeviceProof(token_hash(auth.token), device.place)
    if "kiosk" in device.roles:
        return _Admitted((Room(device.hall, "kiosk"),), proof)
    if device.roles & BOARDS.devices:
        asks = "lobby" in auth.also and device.roles & LOBBIES.devices
        lobby = lobby_room(device) if asks else None
        return _Admitted((board_room(device), *([lobby] if lobby else [])), proof)
    raise ConnectionRefusedError("not_allowed")


def _admit_staff(auth: StaffAuth) -> _Admitted:
    user = current_user._get_current_object()
    if not isinstance(user, StaffUser) or user.password_once:
        raise ConnectionRefusedError("not_signed_in")
    staff: Actor = user.actor
    if auth.view == "desk" and auth.window is not None:
        if not DESKS.admits(staff):
            raise ConnectionRefusedError("not_allowed")
        require_window(staff.hall, auth.window)
        return _Admitted((Room(staff.hall, "desk", "window", auth.window),), user.proof)
    if auth.view == "guide" and GUIDES.admits(staff):
        return _Admitted((Room(staff.hall, "guide"),), user.proof)
    if auth.view == "hall" and OVERSEERS.admits(staff):
        return _Admitted((Room(staff.hall, "hall"),), user.proof)
    raise ConnectionRefusedError("not_allowed")
