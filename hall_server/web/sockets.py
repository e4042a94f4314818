"""News by Socket.IO: who connects is put into one room and gets its state; clients only listen."""

from typing import Any

from flask import Flask, request
from flask_login import current_user
from flask_socketio import ConnectionRefusedError, SocketIO, emit, join_room
from pydantic import ValidationError

from hall_server.domain.actor import Actor
from hall_server.domain.refusals import Refusal
from hall_server.live.newsroom import Room
from hall_server.web.doors import StaffUser, device_by_token
from hall_server.web.guide_routes import GUIDES
from hall_server.web.services import services
from hall_server.web.view_routes import DESKS, OVERSEERS, board_room, require_window
from hall_server.wire.sockets import STATE, DeviceAuth, StaffAuth

PING_INTERVAL_S = 5
PING_TIMEOUT_S = 5


def open_sockets(app: Flask) -> SocketIO:
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
        room = _room_for(auth)
        # Joined before the state is read: a change in between is then sent twice, never lost.
        join_room(room.name)
        rooms[request.sid] = room  # type: ignore[attr-defined]  # set by Flask-SocketIO
        emit(STATE, services().newsroom.enter(room))

    @socketio.on("disconnect")  # type: ignore[untyped-decorator]
    def disconnect(_reason: str = "") -> None:
        room = rooms.pop(request.sid, None)  # type: ignore[attr-defined]  # set by Flask-SocketIO
        if room is not None:
            services().newsroom.leave(room)

    return socketio


def _room_for(auth: Any) -> Room:
    """The room of whoever connects. Raises ConnectionRefusedError with a code."""
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


def _device_room(auth: DeviceAuth) -> Room:
    device = device_by_token(auth.token)
    if device is None:
        raise ConnectionRefusedError("not_signed_in")
    if "kiosk" in device.roles:
        return Room(device.hall, "kiosk")
    if "display" in device.roles:
        return board_room(device)
    raise ConnectionRefusedError("not_allowed")


def _staff_room(auth: StaffAuth) -> Room:
    user = current_user._get_current_object()
    if not isinstance(user, StaffUser):
        raise ConnectionRefusedError("not_signed_in")
    staff: Actor = user.actor
    if auth.view == "desk" and auth.window is not None:
        if not DESKS.admits(staff):
            raise ConnectionRefusedError("not_allowed")
        require_window(staff.hall, auth.window)
        return Room(staff.hall, "desk", "window", auth.window)
    if auth.view == "guide" and GUIDES.admits(staff):
        return Room(staff.hall, "guide")
    if auth.view == "hall" and OVERSEERS.admits(staff):
        return Room(staff.hall, "hall")
    raise ConnectionRefusedError("not_allowed")
