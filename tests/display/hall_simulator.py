"""A hall server as a display meets it: the real Socket.IO contract, states on order.

A program of its own, so that a test can kill it: its arguments are port, token and state file.
The state is read from the file at the start and sent at each connect; POST /state replaces it and
sends it to everybody; POST /raw sends anything at all, once; POST /lobby sends a second view, and each
that connects and asks for it gets the newest. The files of `hall-media` beside the
state's are its pictures and films.
"""

import sys
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, request, send_from_directory
from flask_socketio import ConnectionRefusedError, SocketIO, emit

from hall_server.wire.lobby import LobbyState
from hall_server.wire.sockets import LOBBY, STATE, DeviceAuth
from hall_server.wire.views import BoardState


def serve(port: int, token: str, file: Path) -> None:
    """Answer until killed. A display with another token is refused."""
    app = Flask("hall_simulator")
    sockets = SocketIO(app, async_mode="threading", transports=["websocket"])

    second: list[Any] = []

    def newest() -> Any:
        return BoardState.model_validate_json(file.read_text()).model_dump(mode="json")

    @sockets.on("connect")
    def connect(auth: Any) -> None:
        who = DeviceAuth.model_validate(auth)
        if who.token != token:
            raise ConnectionRefusedError("token")
        if file.exists():
            emit(STATE, newest())
        if second and "lobby" in who.also:
            emit(LOBBY, second[-1])

    @app.post("/state")
    def replace() -> tuple[str, int]:
        file.write_bytes(request.get_data())
        sockets.emit(STATE, newest())
        return "", 204

    @app.post("/lobby")
    def tell_lobby() -> tuple[str, int]:
        second.append(LobbyState.model_validate_json(request.get_data()).model_dump(mode="json"))
        sockets.emit(LOBBY, second[-1])
        return "", 204

    @app.post("/raw")
    def send_raw() -> tuple[str, int]:
        sockets.emit(STATE, request.get_json())
        return "", 204

    @app.get("/api/v1/media/<sha256>")
    def medium(sha256: str) -> Response:
        if request.headers.get("Authorization") != f"Bearer {token}":
            abort(401)
        return send_from_directory(file.parent / "hall-media", sha256)

    @app.get("/health")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    sockets.run(app, host="127.0.0.1", port=port, allow_unsafe_werkzeug=True)


def main() -> None:
    """The program."""
    serve(int(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))
