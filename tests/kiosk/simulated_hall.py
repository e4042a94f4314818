"""A hall server for the kiosk's tests: the real HTTP contract over the demo hall, failing on order."""

import json
import socket
import threading
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from types import SimpleNamespace

from flask import Flask, Response, request
from pydantic import BaseModel
from simulated_booking import Bookings, add_booking_routes
from simulated_lending import Lending, add_routes
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from hall_server import demo
from hall_server.exchange.reading import read_hall
from hall_server.live.kiosk import catalogue as told_catalogue
from hall_server.wire.acts import IssueTicket, TicketIssued
from hall_server.wire.appointments import CheckIn, KeptAppointment
from hall_server.wire.catalogue import Catalogue
from hall_server.wire.message import Text, Wait
from hall_server.wire.paper import PaperTemplate
from hall_server.wire.problem import Problem
from hall_server.wire.views import ItemClosed, KioskState, QueueNow

DEMO = Path(demo.__file__).parent
TOKEN = "token-of-this-kiosk"
BEIJING = timezone(timedelta(hours=8))
MORNING = datetime(2026, 11, 23, 10, 24, tzinfo=BEIJING)
CLOSING = datetime(2026, 11, 23, 17, 0, tzinfo=BEIJING)

Fault = Callable[[Callable[[], Response]], Response]
"""Takes the act and decides what of it happens and what of it is heard."""


class _KeepAlive(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_request(self, *_: object) -> None:
        """Silent: the tests read `requests` instead."""


class SimulatedHall:
    """Issues numbers like the hall server does. All attributes may be changed while it runs."""

    def __init__(self) -> None:
        self.catalogue = demo_catalogue()
        self.template = PaperTemplate(template="")
        self.state = quiet_morning(self.catalogue)
        self.token = TOKEN
        self.lending = Lending(MORNING)
        self.bookings = Bookings(MORNING)
        self.tickets: dict[str, TicketIssued] = {}
        self.bodies: dict[str, IssueTicket] = {}
        self.keys: list[str] = []
        self.requests: list[tuple[str, str, int]] = []
        self.faults: deque[Fault] = deque()
        self._lock = threading.Lock()
        self._away = False
        self._app = self._routes()
        self._server: BaseWSGIServer | None = None
        self._thread: threading.Thread | None = None
        self._port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def come(self) -> None:
        """Listen, on the same port as before."""
        self._away = False
        self._server = make_server(
            "127.0.0.1", self._port, self._app, threaded=True, request_handler=_KeepAlive
        )
        self._port = self._server.port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def go_away(self) -> None:
        """Refuse connections, and hang up on those that are kept."""
        self._away = True
        if self._server and self._thread:
            self._server.shutdown()
            self._thread.join()
            self._server.server_close()
            self._server = None

    def become(self, **changes: object) -> None:
        """Change the kiosk state, as the hall's journal would: with the next version."""
        version = self.state.version + 1
        self.state = self.state.model_copy(update={**changes, "version": version})

    def queue(self, letter: str, **changes: object) -> None:
        """Change one queue of the kiosk state."""
        self.become(
            queues=tuple(
                each.model_copy(update=changes) if each.queue == letter else each
                for each in self.state.queues
            )
        )

    def close_item(self, code: str, why: Text) -> None:
        """No numbers for one item."""
        self.become(items_closed=(*self.state.items_closed, ItemClosed(item=code, closed=why)))

    def offer(self, catalogue: Catalogue) -> None:
        """Change the catalogue and say so in the state."""
        self.catalogue = catalogue
        self.become(catalogue=catalogue.version)

    def _routes(self) -> Flask:
        app = Flask(__name__)
        app.before_request(self._admit)
        app.after_request(self._note)
        app.add_url_rule("/api/v1/kiosk", "state", lambda: _tagged(self.state))
        app.add_url_rule("/api/v1/catalogue", "offer", lambda: _tagged(self.catalogue))
        app.add_url_rule("/api/v1/paper-template", "template", lambda: _tagged(self.template))

        add_routes(app, self)
        add_booking_routes(app, self)

        @app.post("/api/v1/tickets")
        def issue() -> Response:
            fault = self.faults.popleft() if self.faults else None
            return fault(self._issue) if fault else self._issue()

        return app

    def _admit(self) -> Response | None:
        if self._away:
            hang_up()
        if request.headers.get("Authorization") == f"Bearer {self.token}":
            return None
        return refusal(401, "not_authenticated", "Who are you?")

    def _note(self, answer: Response) -> Response:
        self.requests.append((request.method, request.path, answer.status_code))
        return answer

    def issue_for(self, item: str, visitor: CheckIn, kept: KeptAppointment) -> Response:
        """The number of an appointment for `item`, by the key of the present request."""
        body = IssueTicket(items=(item,), language=visitor.language, print_size=visitor.print_size)
        return self._issue_once(body, kept)

    def _issue(self) -> Response:
        return self._issue_once(IssueTicket.model_validate_json(request.get_data()))

    def _issue_once(self, body: IssueTicket, kept: KeptAppointment | None = None) -> Response:
        key = request.headers["Idempotency-Key"]
        with self._lock:
            self.keys.append(key)
            if key in self.tickets:
                if self.bodies[key] != body:
                    return refusal(422, "idempotency_key_reused", "Another request.")
                return _created(self.tickets[key], replayed="true")
            if not self.state.open:
                return refusal(409, "hall_closed", "The hall gives no numbers now.")
            ticket = self._ticket(body).model_copy(update={"appointment": kept})
            self.tickets[key] = ticket
            self.bodies[key] = body
            return _created(ticket, replayed="false")

    def _ticket(self, body: IssueTicket) -> TicketIssued:
        codes = body.items or tuple(
            step.item
            for theme in self.catalogue.themes
            if theme.code == body.theme
            for step in theme.items
        )
        items = {item.code: item for item in self.catalogue.items}
        first = items[codes[0]]
        queue = next(each for each in self.catalogue.queues if each.queue == first.queue)
        zone = next(each for each in self.catalogue.zones if each.code == queue.zone)
        reasons = {reason.code: reason.name for reason in self.catalogue.reasons}
        serial = len(self.tickets) + 1
        return TicketIssued(
            ticket_id=serial,
            number=f"{queue.queue}{serial:03d}",
            link=f"/t/visit-{serial}-of-the-simulated-hall",
            issued_at=MORNING,
            language=body.language,
            hall=self.catalogue.hall,
            zone=zone.name,
            zone_code=zone.code,
            queue=queue.name,
            items=tuple(items[code].name for code in codes),
            windows=queue.windows,
            wait=next(each.wait for each in self.state.queues if each.queue == queue.queue),
            reason=reasons[body.reason] if body.reason else None,
        )


def answer_lost(act: Callable[[], Response]) -> Response:
    """The number is committed; the line breaks before the answer."""
    act()
    hang_up()
    return Response()


def server_error(act: Callable[[], Response]) -> Response:  # noqa: ARG001 - it is not carried out
    """A 500 before anything was done."""
    return refusal(500, "internal", "Something broke.")


def held_until(gate: threading.Event) -> Fault:
    """A server that answers only when the test says so."""

    def fault(act: Callable[[], Response]) -> Response:
        gate.wait(10)
        return act()

    return fault


def refused_with(status: int, code: str, **facts: object) -> Fault:
    """A refusal of the hall."""
    return lambda _act: refusal(status, code, "No.", **facts)


def hang_up() -> None:
    """Break the line of the present request."""
    line: socket.socket = request.environ["werkzeug.socket"]
    line.shutdown(socket.SHUT_RDWR)


def refusal(status: int, code: str, detail: str, **facts: object) -> Response:
    problem = Problem(
        type="about:blank", title=code, status=status, code=code, detail=detail, facts=facts
    )
    return Response(problem.model_dump_json(), status, mimetype="application/problem+json")


@cache
def demo_catalogue() -> Catalogue:
    """The catalogue of the demo hall, as the server tells it."""
    plan = read_hall(DEMO / "hall.toml", DEMO / "catalogue.csv")
    told = told_catalogue(SimpleNamespace(plan=plan, version=1))  # type: ignore[arg-type]
    return told.model_copy(update={"public_url": "http://hall.example"})


def quiet_morning(catalogue: Catalogue) -> KioskState:
    """Open until five, a plausible line at every queue."""
    waits = [(12, 15, 25), (3, 5, 10), (0, 0, 0), (26, 30, 40), (7, 10, 15), (1, 0, 5)]
    return KioskState(
        version=1,
        at=MORNING,
        open=True,
        until=CLOSING,
        queues=tuple(
            QueueNow(
                queue=each.queue,
                wait=Wait(ahead=ahead, low=low, high=high),
                windows_open=len(each.windows),
            )
            for each, (ahead, low, high) in zip(
                catalogue.queues, waits * len(catalogue.queues), strict=False
            )
        ),
        items_closed=(),
        catalogue=catalogue.version,
    )


def _tagged(message: BaseModel) -> Response:
    answer = Response(message.model_dump_json(), mimetype="application/json")
    answer.add_etag()
    answer.make_conditional(request)
    return answer


def _created(ticket: TicketIssued, replayed: str) -> Response:
    body = json.dumps(ticket.model_dump(mode="json"), ensure_ascii=False)
    headers = {"Idempotency-Replayed": replayed}
    return Response(body, 201, headers, mimetype="application/json")
