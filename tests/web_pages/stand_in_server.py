"""The stand-in hall behind HTTP and Socket.IO, on a port of its own: routes, headers and refusals as agreed."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import Any

from flask import Flask, Response, jsonify, redirect, render_template, request, send_from_directory, session
from flask_socketio import ConnectionRefusedError, SocketIO, join_room
from pydantic import ValidationError
from werkzeug.serving import BaseWSGIServer, make_server
from werkzeug.wrappers import Response as AnyResponse

import hall_server.assets
import stand_in_acts as deeds
import stand_in_views as views
from hall_server.domain import refusals
from hall_server.wire import acts
from hall_server.wire.views import ClerkView
from stand_in_hall import StandInHall, Stop

PAGES = Path(hall_server.assets.__file__).parents[1] / "web" / "pages"
STAFF = {
    "1001": ("王敏", ["clerk"]),
    "1002": ("李强", ["clerk"]),
    "9001": ("陈主任", ["supervisor", "clerk"]),
}
PASSWORD = "a password for the tests"
STRICT = "default-src 'self'"
STATUS = {refusals.Unknown: 404, refusals.NotAllowed: 403, refusals.Malformed: 422}


class StandInServer:
    """Serves one StandInHall. `start` returns once it listens; `stop` ends it."""

    def __init__(self, hall: StandInHall) -> None:
        self.hall = hall
        self.lock = threading.RLock()
        self.refuse_next: tuple[int, str] | None = None
        self.links: list[dict[str, str]] = []
        self.app = Flask("stand_in", template_folder=str(PAGES / "templates"), static_folder=None)
        self.app.secret_key = "only for the tests"
        self.io = SocketIO(self.app, async_mode="threading", cors_allowed_origins="*", ping_interval=1, ping_timeout=2)
        self._watched: set[str] = set()
        self._pages()
        self._staff_routes()
        self._visitor_routes()
        self._news()
        hall.on_change = self.publish
        self._http: BaseWSGIServer = make_server("127.0.0.1", 0, self.app, threaded=True)
        logging.getLogger("werkzeug").setLevel(logging.WARNING)
        self._thread = threading.Thread(target=self._http.serve_forever, daemon=True)

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

    def _state(self, room: str) -> Any:
        if room == "hall":
            return views.hall_state(self.hall).model_dump(mode="json")
        window = self.hall.windows[room.removeprefix("desk ")]
        return views.desk_state(self.hall, window).model_dump(mode="json")

    def _pages(self) -> None:
        app = self.app

        @app.after_request
        def strict(answer: Response) -> Response:
            answer.headers["Content-Security-Policy"] = STRICT
            return answer

        @app.get("/assets/<path:name>")
        def assets(name: str) -> Response:
            return send_from_directory(hall_server.assets.DIRECTORY, name)

        @app.get("/pages/<path:name>")
        def pages(name: str) -> Response:
            return send_from_directory(PAGES / "static", name)

        @app.get("/login")
        def login() -> str:
            return render_template("login.html", next=request.args.get("next", ""))

        @app.get("/desk")
        def choose() -> AnyResponse | str:
            return render_template("desk_choose.html") if "badge" in session else redirect("/login?next=/desk")

        @app.get("/desk/<window>")
        def desk(window: str) -> str:
            return render_template("desk.html", window=window)

        @app.get("/hall")
        def hall_page() -> str:
            return render_template("hall.html")

        @app.get("/t/<token>")
        def visit_page(token: str) -> tuple[str, int]:
            known = any(stop.token == token for stop in self.hall.stops)
            return (render_template("visit.html", token=token), 200) if known else (render_template("gone.html"), 404)

        @app.get("/")
        def start() -> str:
            return render_template("start.html", links=self.links, hall=views.HALL.model_dump())

        @app.errorhandler(refusals.Refusal)
        def refused(error: refusals.Refusal) -> AnyResponse:
            status = next((code for kind, code in STATUS.items() if isinstance(error, kind)), 409)
            return problem(status, error.code, str(error), error.facts)

        @app.errorhandler(ValidationError)
        def malformed(error: ValidationError) -> AnyResponse:
            return problem(422, "malformed", str(error), {})

    def _staff_routes(self) -> None:
        app, hall = self.app, self.hall

        @app.before_request
        def may() -> AnyResponse | None:
            if not request.path.startswith("/api/v1") or request.path.startswith("/api/v1/visits"):
                return None
            if request.path in ("/api/v1/session", "/api/v1/health"):
                return None
            if "badge" not in session:
                return problem(401, "not_logged_in", "Please log in.", {})
            if request.method != "GET" and request.headers.get("X-CSRFToken") != "token-of-the-session":
                return problem(400, "csrf_failed", "The page is too old.", {})
            if self.refuse_next and request.method != "GET":
                (status, code), self.refuse_next = self.refuse_next, None
                return problem(status, code, "The server says no.", {})
            return None

        @app.post("/api/v1/session")
        def log_in() -> AnyResponse:
            body = request.get_json()
            if body["badge"] not in STAFF or body["password"] != PASSWORD:
                return problem(401, "login_failed", "The badge or the password is wrong.", {})
            session["badge"] = body["badge"]
            return jsonify(self._session())

        @app.get("/api/v1/session")
        def who() -> AnyResponse:
            return jsonify(self._session()) if "badge" in session else problem(401, "not_logged_in", "", {})

        @app.delete("/api/v1/session")
        def log_out() -> tuple[str, int]:
            session.clear()
            return "", 204

        @app.get("/api/v1/health")
        def health() -> AnyResponse:
            return jsonify(status="ok")

        @app.get("/api/v1/catalogue")
        def catalogue() -> AnyResponse:
            return jsonify(views.catalogue_of(hall).model_dump(mode="json"))

        @app.get("/api/v1/board")
        def board() -> AnyResponse:
            return jsonify(views.board_state(hall).model_dump(mode="json"))

        @app.get("/api/v1/journal")
        def journal() -> AnyResponse:
            entries = views.journal(hall, request.args.get("before", type=int))
            return jsonify([entry.model_dump(mode="json") for entry in entries])

        @app.post("/api/v1/windows/<number>/<act>")
        @app.put("/api/v1/windows/<number>/<act>")
        def window_act(number: str, act: str) -> AnyResponse:
            with self.lock:
                return self._window_act(number, act)

        @app.post("/api/v1/stops/<int:stop_id>/<act>")
        def stop_act(stop_id: int, act: str) -> AnyResponse:
            with self.lock:
                stop = hall.stop(stop_id)
                {"come-back": deeds.come_back, "leave": deeds.leave}[act](hall, stop, session["badge"])
                return jsonify(self._stop_now(stop))

        @app.post("/api/v1/tickets/<int:ticket_id>/stops")
        def add(ticket_id: int) -> AnyResponse:
            with self.lock:
                stop = hall.stop(ticket_id)
                deeds.add_stop(hall, stop, acts.AddStop.model_validate(request.get_json()), session["badge"])
                return jsonify(self._stop_now(stop))

        @app.post("/api/v1/closures")
        def close() -> tuple[AnyResponse, int]:
            closure = deeds.close_issuing(hall, acts.CloseIssuing.model_validate(request.get_json()), session["badge"])
            return jsonify(closure_id=closure.closure_id, version=hall.version), 201

        @app.delete("/api/v1/closures/<int:closure_id>")
        def reopen(closure_id: int) -> AnyResponse:
            deeds.reopen_issuing(hall, closure_id, session["badge"])
            return jsonify(closure_id=closure_id, version=hall.version)

        @app.post("/api/v1/day/<act>")
        def day(act: str) -> AnyResponse:
            expired: list[Stop] = []
            if act == "open":
                deeds.open_day(hall, session["badge"])
            else:
                expired = deeds.close_day(hall, session["badge"])
            state = views.hall_state(hall)
            return jsonify(
                date=state.date,
                state="OPEN" if hall.day_open else "CLOSED",
                expired=[stop.number for stop in expired],
                parked=state.parked,
                version=hall.version,
            )

    def _window_act(self, number: str, act: str) -> AnyResponse:
        window = self.hall.windows.get(number)
        if window is None:
            raise refusals.Unknown(what="window", name=number)
        name, roles = STAFF[session["badge"]]
        clerk, body = ClerkView(badge=session["badge"], name=name), request.get_json()
        if act in ("sign-in", "take-over"):
            seat = acts.SignIn.model_validate(body).seat
            (deeds.sit_down if act == "sign-in" else deeds.take_over)(self.hall, window, clerk, seat)
        else:
            if window.seat != request.headers.get("Hall-Seat") and "supervisor" not in roles:
                sitter = window.clerk.name if window.clerk else ""
                raise refusals.WindowHeldElsewhere(window=number, clerk=sitter)
            kind, deed = deeds.WINDOW_ACTS[act]
            deed(self.hall, window, kind.model_validate(body), clerk.badge)
        return jsonify(views.window_now(self.hall, window))

    def _visitor_routes(self) -> None:
        @self.app.get("/api/v1/visits/<token>")
        def visit(token: str) -> AnyResponse:
            state = views.visit_state(self.hall, self._of(token)).model_dump(mode="json")
            answer = jsonify(state)
            answer.set_etag(f"v{state['version']}")
            return answer.make_conditional(request)

        @self.app.post("/api/v1/visits/<token>/leave")
        def leave(token: str) -> AnyResponse:
            with self.lock:
                stop = self._of(token)
                deeds.leave(self.hall, stop, "visitor")
                return jsonify(views.visit_state(self.hall, stop).model_dump(mode="json"))

    def _of(self, token: str) -> Stop:
        for stop in reversed(self.hall.stops):
            if stop.token == token:
                return stop
        raise refusals.Unknown(what="ticket", name=token)

    def _news(self) -> None:
        @self.io.on("connect")
        def connected(auth: dict[str, str] | None) -> None:
            if "badge" not in session or not auth:
                raise ConnectionRefusedError("not_logged_in")
            room = "hall" if auth["view"] == "hall" else f"desk {auth['window']}"
            join_room(room)
            self._watched.add(room)
            self.io.emit("state", self._state(room), to=request.sid)  # type: ignore[attr-defined]

    def _session(self) -> dict[str, Any]:
        name, roles = STAFF[session["badge"]]
        csrf = "token-of-the-session"
        return {"badge": session["badge"], "name": name, "roles": roles, "hall": views.HALL.model_dump(), "csrf": csrf}

    def _stop_now(self, stop: Stop) -> dict[str, Any]:
        return {
            "version": self.hall.version,
            "stop_id": stop.stop_id,
            "ticket_id": stop.ticket_id,
            "number": stop.number,
            "state": stop.state.value,
        }


def problem(status: int, code: str, detail: str, facts: dict[str, Any]) -> AnyResponse:
    """An RFC 9457 answer."""
    answer = jsonify(type=f"urn:hall:{code}", title=code, status=status, code=code, detail=detail, facts=facts)
    answer.status_code, answer.mimetype = status, "application/problem+json"
    return answer
