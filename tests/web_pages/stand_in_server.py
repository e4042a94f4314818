"""The stand-in hall behind HTTP and Socket.IO, on a port of its own: headers, news and refusals as agreed."""

from __future__ import annotations

import logging
import threading
from typing import Any

import stand_in_views as views
from flask import Flask, Response, jsonify, request, session
from flask_socketio import SocketIO, join_room
from pydantic import ValidationError
from socketio.exceptions import ConnectionRefusedError as Refused
from stand_in_hall import StandInHall
from stand_in_routes import (
    Guard,
    day_routes,
    page_routes,
    paper_routes,
    problem,
    session_routes,
    visitor_routes,
    window_routes,
)
from stand_in_staff import PAGES
from werkzeug.serving import BaseWSGIServer, make_server
from werkzeug.wrappers import Response as AnyResponse

from hall_server.domain import refusals

STRICT = "default-src 'self'"
STATUS = {refusals.Unknown: 404, refusals.NotAllowed: 403, refusals.Malformed: 422}


class StandInServer:
    """Serves one StandInHall. `start` returns once it listens; `stop` ends it."""

    def __init__(self, hall: StandInHall) -> None:
        self.hall = hall
        self.guard = Guard()
        self.links: list[dict[str, str]] = []
        self.app = Flask("stand_in", template_folder=str(PAGES / "templates"), static_folder=None)
        self.app.secret_key = "only for the tests"
        self.io = SocketIO(self.app, async_mode="threading", ping_interval=1, ping_timeout=2)
        self._watched: set[str] = set()
        self._refusals()
        page_routes(self.app, hall, self.links)
        session_routes(self.app, self.guard)
        window_routes(self.app, hall)
        paper_routes(self.app, hall)
        day_routes(self.app, hall)
        visitor_routes(self.app, hall)
        self.io.on_event("connect", self._enter)
        hall.on_change = self.publish
        logging.getLogger("werkzeug").setLevel(logging.WARNING)
        self._http: BaseWSGIServer = make_server("127.0.0.1", 0, self.app, threaded=True)
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)

    @property
    def port(self) -> int:
        return int(self._http.server_port)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()

    def publish(self) -> None:
        """Sends each watched view its whole state."""
        for room in sorted(self._watched):
            self.io.emit("state", self._state(room), to=room)

    def _enter(self, auth: dict[str, str] | None) -> None:
        if "badge" not in session or not auth:
            raise Refused("not_signed_in")
        room = "hall" if auth["view"] == "hall" else f"desk {auth['window']}"
        join_room(room)
        self._watched.add(room)
        self.io.emit("state", self._state(room), to=request.sid)  # type: ignore[attr-defined] # by Flask-SocketIO

    def _state(self, room: str) -> Any:
        if room == "hall":
            return views.hall_state(self.hall).model_dump(mode="json")
        window = self.hall.windows[room.removeprefix("desk ")]
        return views.desk_state(self.hall, window).model_dump(mode="json")

    def _refusals(self) -> None:
        @self.app.after_request
        def strict(answer: Response) -> Response:
            answer.headers["Content-Security-Policy"] = STRICT
            return answer

        @self.app.errorhandler(refusals.Refusal)
        def refused(error: refusals.Refusal) -> AnyResponse:
            status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 409)
            return problem(status, error.code, str(error), error.facts)

        @self.app.errorhandler(ValidationError)
        def malformed(error: ValidationError) -> AnyResponse:
            return problem(422, "invalid_body", str(error), {})

        @self.app.get("/api/v1/health")
        def health() -> AnyResponse:
            return jsonify(status="ok")
