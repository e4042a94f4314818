"""The stand-in's routes: pages, session, windows, paper, the day, the visitor. Each group is hung on the app."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

import stand_in_acts as deeds
import stand_in_views as views
from flask import (
    Flask,
    Response,
    jsonify,
    redirect,
    render_template,
    request,
    send_from_directory,
    session,
)
from stand_in_catalogue import catalogue_of
from stand_in_hall import StandInHall, Stop, Window
from stand_in_paper import Job
from stand_in_staff import CSRF, PAGES, PASSWORD, STAFF, session_of
from werkzeug.wrappers import Response as AnyResponse

import hall_server.assets
from hall_server.domain import refusals
from hall_server.wire import acts
from hall_server.wire import paper as wire_paper
from hall_server.wire.views import ClerkView

FREE = ("/api/v1/visits", "/api/v1/session", "/api/v1/health")
Page = AnyResponse | str | tuple[str, int]


@dataclass
class Guard:
    """Lets staff in; a test may order it to refuse the next change."""

    refuse_next: tuple[int, str] | None = None

    def check(self) -> AnyResponse | None:
        """None lets the request pass."""
        path = request.path
        if not path.startswith("/api/v1") or path.startswith(FREE):
            return None
        if "badge" not in session:
            return problem(401, "not_signed_in", "Sign in.", {})
        if request.method == "GET":
            return None
        if request.headers.get("X-CSRFToken") != CSRF:
            return problem(403, "csrf_missing", "no CSRF token", {})
        if self.refuse_next is None:
            return None
        (status, code), self.refuse_next = self.refuse_next, None
        return problem(status, code, "The server says no.", {})


def problem(status: int, code: str, detail: str, facts: dict[str, Any]) -> AnyResponse:
    """An RFC 9457 answer."""
    about = {"type": f"urn:hall:problem:{code}", "title": code, "status": status}
    answer = jsonify(**about, code=code, detail=detail, facts=facts)
    answer.status_code, answer.mimetype = status, "application/problem+json"
    return answer


def page_routes(app: Flask, hall: StandInHall, links: list[dict[str, str]]) -> None:
    """The pages' templates and files."""

    def visit(token: str) -> Page:
        if any(stop.token == token for stop in hall.stops):
            return render_template("visit.html", token=token)
        return render_template("gone.html"), 404

    def staff_page(name: str, **facts: str) -> Page:
        if "badge" not in session:
            return redirect(f"/login?next={request.path.replace('/', '%2F')}")
        return render_template(name, **facts)

    def file(folder: str, name: str) -> Response:
        place = hall_server.assets.DIRECTORY if folder == "assets" else PAGES / "static"
        return send_from_directory(place, name)

    app.add_url_rule("/<any(assets, pages):folder>/<path:name>", "file", file)
    app.add_url_rule("/t/<token>", "visit_page", visit)
    app.add_url_rule("/desk", "choose", lambda: staff_page("desk_choose.html"))
    app.add_url_rule(
        "/desk/<window>", "desk", lambda window: staff_page("desk.html", window=window)
    )
    app.add_url_rule("/hall", "hall", lambda: staff_page("hall.html"))

    @app.get("/login")
    def login() -> str:
        return render_template("login.html", next=request.args.get("next", ""))

    @app.get("/")
    def start() -> str:
        return render_template("start.html", links=links, hall=views.HALL.model_dump())


def session_routes(app: Flask, guard: Guard) -> None:
    """Logging in and out, and the check before every other call."""
    app.before_request(guard.check)

    @app.post("/api/v1/session")
    def log_in() -> AnyResponse:
        body = request.get_json()
        if body["badge"] not in STAFF or body["password"] != PASSWORD:
            return problem(401, "login_failed", "The badge or the password is wrong.", {})
        session["badge"] = body["badge"]
        return jsonify(session_of(body["badge"]))

    @app.get("/api/v1/session")
    def who() -> AnyResponse:
        if "badge" not in session:
            return problem(401, "not_signed_in", "Sign in.", {})
        return jsonify(session_of(session["badge"]))

    @app.delete("/api/v1/session")
    def log_out() -> tuple[str, int]:
        session.clear()
        return "", 204


def window_routes(app: Flask, hall: StandInHall) -> None:
    """A clerk's acts."""
    lock = threading.RLock()

    @app.post("/api/v1/windows/<number>/<act>")
    @app.put("/api/v1/windows/<number>/<act>")
    def window_act(number: str, act: str) -> AnyResponse:
        window = hall.windows.get(number)
        if window is None:
            raise refusals.Unknown(what="window", name=number)
        with lock:
            _act(hall, window, act)
            return jsonify(views.window_now(hall, window))

    @app.post("/api/v1/stops/<int:stop_id>/<act>")
    def stop_act(stop_id: int, act: str) -> AnyResponse:
        with lock:
            stop = hall.stop(stop_id)
            deed = {"come-back": deeds.come_back, "leave": deeds.leave}[act]
            deed(hall, stop, session["badge"])
            return jsonify(_stop_now(hall, stop))

    @app.post("/api/v1/tickets/<int:ticket_id>/stops")
    def add(ticket_id: int) -> AnyResponse:
        with lock:
            stop = hall.stop(ticket_id)
            wanted = acts.AddStop.model_validate(request.get_json())
            deeds.add_stop(hall, stop, wanted, session["badge"])
            return jsonify(_stop_now(hall, stop))


def _act(hall: StandInHall, window: Window, act: str) -> None:
    name, roles = STAFF[session["badge"]]
    clerk, body = ClerkView(badge=session["badge"], name=name), request.get_json()
    if act in ("sign-in", "take-over"):
        sit = deeds.sit_down if act == "sign-in" else deeds.take_over
        return sit(hall, window, clerk, acts.SignIn.model_validate(body).seat)
    if window.seat != request.headers.get("Hall-Seat") and "supervisor" not in roles:
        sitter = window.clerk.name if window.clerk else ""
        raise refusals.WindowHeldElsewhere(window=window.number, clerk=sitter)
    kind, deed = deeds.WINDOW_ACTS[act]
    return deed(hall, window, kind.model_validate(body), clerk.badge)


def _stop_now(hall: StandInHall, stop: Stop) -> dict[str, Any]:
    return {
        "version": hall.version,
        "stop_id": stop.stop_id,
        "ticket_id": stop.ticket_id,
        "number": stop.number,
        "state": stop.state.value,
    }


def paper_routes(app: Flask, hall: StandInHall) -> None:
    """What staff do about sheets of paper."""

    @app.post("/api/v1/print-jobs/<int:job_id>/reprint")
    def reprint(job_id: int) -> tuple[AnyResponse, int]:
        wanted = wire_paper.Reprint.model_validate(request.get_json())
        return jsonify(_job_now(hall, hall.paper.reprint(job_id, wanted, session["badge"]))), 201

    @app.post("/api/v1/print-jobs/<int:job_id>/cancel")
    def cancel(job_id: int) -> AnyResponse:
        acts.Nothing.model_validate(request.get_json())
        return jsonify(_job_now(hall, hall.paper.cancel(job_id, session["badge"])))


def _job_now(hall: StandInHall, job: Job) -> dict[str, Any]:
    now = wire_paper.JobNow(version=hall.version, job_id=job.job_id, state=job.state.value)
    return now.model_dump(mode="json")


def day_routes(app: Flask, hall: StandInHall) -> None:
    """The supervisor's acts, and what staff read."""

    def state(model: Any) -> AnyResponse:
        return jsonify(model.model_dump(mode="json"))

    app.add_url_rule("/api/v1/catalogue", "catalogue", lambda: state(catalogue_of(hall)))
    app.add_url_rule("/api/v1/board", "board", lambda: state(views.board_state(hall)))

    @app.get("/api/v1/journal")
    def journal() -> AnyResponse:
        entries = views.journal(hall, request.args.get("before", type=int))
        return jsonify(entries=[entry.model_dump(mode="json") for entry in entries])

    @app.post("/api/v1/closures")
    def close() -> tuple[AnyResponse, int]:
        wanted = acts.CloseIssuing.model_validate(request.get_json())
        closure = deeds.close_issuing(hall, wanted, session["badge"])
        return jsonify(closure_id=closure.closure_id, version=hall.version), 201

    @app.delete("/api/v1/closures/<int:closure_id>")
    def reopen(closure_id: int) -> AnyResponse:
        deeds.reopen_issuing(hall, closure_id, session["badge"])
        return jsonify(closure_id=closure_id, version=hall.version)

    @app.post("/api/v1/day/open")
    def day_open() -> AnyResponse:
        deeds.open_day(hall, session["badge"])
        return jsonify(_day_now(hall, []))

    @app.post("/api/v1/day/close")
    def day_close() -> AnyResponse:
        return jsonify(_day_now(hall, deeds.close_day(hall, session["badge"])))


def _day_now(hall: StandInHall, expired: list[Stop]) -> dict[str, Any]:
    state = views.hall_state(hall)
    return {
        "date": state.date,
        "state": "OPEN" if hall.day_open else "CLOSED",
        "expired": [stop.number for stop in expired],
        "parked": state.parked,
        "version": hall.version,
    }


def visitor_routes(app: Flask, hall: StandInHall) -> None:
    """What the phone page asks."""

    def of(token: str) -> Stop:
        found = [stop for stop in hall.stops if stop.token == token]
        if not found:
            raise refusals.Unknown(what="ticket", name=token)
        return found[-1]

    @app.get("/api/v1/visits/<token>")
    def visit(token: str) -> AnyResponse:
        state = views.visit_state(hall, of(token)).model_dump(mode="json")
        answer = jsonify(state)
        answer.set_etag(f"v{state['version']}")
        return answer.make_conditional(request)

    @app.post("/api/v1/visits/<token>/leave")
    def leave(token: str) -> AnyResponse:
        stop = of(token)
        deeds.leave(hall, stop, "visitor")
        return jsonify(views.visit_state(hall, stop).model_dump(mode="json"))
