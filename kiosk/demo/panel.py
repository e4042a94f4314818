"""The demo's panel: what is done to the machine from outside, as a page and as orders over HTTP."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, abort, jsonify, request, send_from_directory

from hall_server import assets
from hall_server.programs import Program
from kiosk.simulators.cable import Cable, Condition
from kiosk.simulators.cards import SimulatedCard
from kiosk.simulators.reader import VirtualReader

PAGE = Path(__file__).parent / "page"
_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


@dataclass(frozen=True, slots=True)
class Stage:
    """What the panel works on. `links` are the addresses it offers, by name."""

    cable: Cable
    server: Program
    machine: Program
    reader: VirtualReader
    cards: Mapping[str, SimulatedCard]
    plug_reader: Callable[[bool], None]
    links: Mapping[str, str]


class Panel:
    """The stage's present state and the orders; one at a time comes from the page."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._card: str | None = None
        self._plugged = True

    def state(self) -> dict[str, object]:
        """All that the page shows."""
        stage = self._stage
        return {
            "cable": stage.cable.condition,
            "server": stage.server.runs,
            "machine": stage.machine.runs,
            "plugged": self._plugged,
            "card": self._card,
            "cards": list(stage.cards),
            "links": dict(stage.links),
        }

    def order(self, subject: str, wish: object) -> None:
        """Carry out an order. Raises ValueError for one that there is not."""
        match subject, wish:
            case "cable", str():
                self._stage.cable.become(Condition(wish))
            case "server", bool():
                self._switch(self._stage.server, wish)
            case "machine", bool():
                self._switch(self._stage.machine, wish)
            case "plugged", bool():
                if wish != self._plugged:
                    self._stage.plug_reader(wish)
                    self._plugged = wish
            case "card", None:
                self._stage.reader.remove()
                self._card = None
            case "card", str() if wish in self._stage.cards:
                self._stage.reader.remove()
                self._stage.reader.place(self._stage.cards[wish])
                self._card = wish
            case _:
                raise ValueError(f"no such order: {subject}")

    def _switch(self, program: Program, on: bool) -> None:
        if on:
            program.start()
        else:
            program.kill()


def create_app(panel: Panel) -> Flask:
    """The page at `/`, its state at `/state`, orders as PUT below `/orders/` with a JSON body,
    which a foreign page cannot send.
    """
    app = Flask(__name__, static_folder=str(PAGE), static_url_path="/page")

    @app.get("/")
    def page() -> Response:
        return send_from_directory(PAGE, "index.html")

    @app.get("/assets/<path:name>")
    def asset(name: str) -> Response:
        return send_from_directory(assets.DIRECTORY, name)

    @app.get("/state")
    def state() -> Response:
        return jsonify(panel.state())

    @app.put("/orders/<subject>")
    def order(subject: str) -> Response:
        try:
            panel.order(subject, request.get_json()["wish"])
        except (ValueError, KeyError, TypeError):
            abort(HTTPStatus.UNPROCESSABLE_ENTITY)
        return jsonify(panel.state())

    @app.after_request
    def guarded(answer: Response) -> Response:
        answer.headers.update(_HEADERS)
        return answer

    return app
