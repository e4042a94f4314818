"""News by Socket.IO: who connects is put into one room and gets its state; clients only listen."""

from typing import Any

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
from hall_server.web.view_routes import BOARDS, DESKS, OVERSEERS, board_room, require_window
from hall_server.wire.sockets import STATE, DeviceAuth, StaffAuth

PING_INTERVAL_S = 5
PING_TIMEOUT_S = 5


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
    rooms: dict[str, Room] = {}

    @socketio.on("connect")  # type: ignore[untyped-decorator]
    def connect(auth: Any = None) -> None:
        room, proof = _room_for(auth)
        # Joined before the state is read: a change in between is then sent twice, never lost.
        join_room(room.name)
        rooms[request.sid] = room  # type: ignore[attr-defined]  # set by Flask-SocketIO
        gatekeeper.enter(request.sid, proof)  # type: ignore[attr-defined]  # same
        emit(STATE, services().newsroom.enter(room))

    @socketio.on("disconnect")  # type: ignore[untyped-decorator]
    def disconnect(_reason: str = "") -> None:
        room = rooms.pop(request.sid, None)  # type: ignore[attr-defined]  # set by Flask-SocketIO
        gatekeeper.leave(request.sid)  # type: ignore[attr-defined]  # same
        if room is not None:
            services().newsroom.leave(room)

    return socketio


def _room_for(auth: Any) -> tuple[Room, Proof]:
    """The room of whoever connects, and why. Raises ConnectionRefusedError with a code."""
    if not isinstance(auth, dict):
        raise ConnectionRefusedError("not_signed_in")
    try:
        if "token" in auth:
            return _device_room(DeviceAuth.model_validate(auth))
        return _staff_room(StaffAuth.model_validate(auth))
    except ValidationError as error:
        raise ConnectionRefusedError("malformed") from error
    except Refusal as refusal:
        raise ConnectionRefusedError(refusal.code) from refusal


def _device_room(auth: DeviceAuth) -> tuple[Room, Proof]:
    device = device_by_token(auth.token)
    if device is None:
        raise ConnectionRefusedError("not_signed_in")
    proof = DeviceProof(token_hash(auth.token), device.place)
    if "kiosk" in device.roles:
        return Room(device.hall, "kiosk"), proof
    if device.roles & BOARDS.devices:
        return board_room(device), proof
    raise ConnectionRefusedError("not_allowed")


def _staff_room(auth: StaffAuth) -> tuple[Room, Proof]:
    user = current_user._get_current_object()
    if not isinstance(user, StaffUser) or user.password_once:
        raise ConnectionRefusedError("not_signed_in")
    staff: Actor = user.actor
    if auth.view == "desk" and auth.window is not None:
        if not DESKS.admits(staff):
            raise ConnectionRefusedError("not_allowed")
        require_window(staff.hall, auth.window)
        return Room(staff.hall, "desk", "window", auth.window), user.proof
    if auth.view == "guide" and GUIDES.admits(staff):
        return Room(staff.hall, "guide"), user.proof
    if auth.view == "hall" and OVERSEERS.admits(staff):
        return Room(staff.hall, "hall"), user.proof
    raise ConnectionRefusedError("not_allowed")
