"""The wall as a page: all panels as they are this moment, and ways to make them fail."""

import io
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any

from flask import Flask, Response, abort, jsonify, send_file, send_from_directory
from werkzeug.serving import make_server

from display import page
from display.simulators.panel import Fault, VirtualPanel
from display.simulators.picture import picture
from display.simulators.settings import WallSettings
from display.simulators.telling import Message, layout, news, story
from display.simulators.wall import Hung, Wall
from hall_server import assets

PAGE = Path(__file__).parent / "page"
_BOARDS = Path(page.__file__).parent / "static"
"""Whose colours the wall has."""
BEAT_S = 0.5
GATHER_S = 0.04
"""What changes within this is told together; the page then is no later than 200 ms."""
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {framed_by}"
)


def create_app(wall: Wall, settings: WallSettings, is_open: Callable[[], bool]) -> Flask:
    """The page at `/`, a smaller one to be framed at `/compact`, their stream, pictures, orders.

    Orders are PUT and DELETE, which a foreign page cannot send.
    """
    app = Flask(__name__, static_folder=str(PAGE), static_url_path="/page")
    app.add_url_rule("/", "whole", lambda: send_from_directory(PAGE, "index.html"))
    app.add_url_rule("/compact", "compact", lambda: send_from_directory(PAGE, "index.html"))
    for url, folder in (("/assets", assets.DIRECTORY), ("/boards", _BOARDS)):
        app.add_url_rule(
            f"{url}/<path:file>",
            url.strip("/"),
            lambda file, folder=folder: send_from_directory(folder, file),
        )
    _add_reading(app, wall, settings, is_open)
    _add_orders(app, wall)
    policy = _POLICY.format(framed_by=" ".join(("'self'", *settings.framed_by)))

    @app.after_request
    def guarded(answer: Response) -> Response:
        answer.headers["Content-Security-Policy"] = policy
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Referrer-Policy"] = "no-referrer"
        answer.headers["Cache-Control"] = "no-cache"
        return answer

    return app


def _add_reading(
    app: Flask, wall: Wall, settings: WallSettings, is_open: Callable[[], bool]
) -> None:
    @app.get("/layout")
    def hanging() -> Response:
        return jsonify(layout(wall, settings.zone))

    @app.get("/stream")
    def stream() -> Response:
        told = news(wall, is_open, BEAT_S, lambda: time.sleep(GATHER_S))
        return Response(_events(told), mimetype="text/event-stream")

    @app.get("/panels/<line>/<int:address>")
    def one(line: str, address: int) -> Response:
        return jsonify(story(_panel(wall, line, address)))

    @app.get("/panels/<line>/<int:address>.png")
    def drawing(line: str, address: int) -> Response:
        png = io.BytesIO()
        picture(_panel(wall, line, address)).save(png, "PNG")
        png.seek(0)
        return send_file(png, mimetype="image/png")


def _add_orders(app: Flask, wall: Wall) -> None:
    @app.put("/panels/<line>/<int:address>/faults/<name>")
    def begin(line: str, address: int, name: str) -> tuple[str, int]:
        _panel(wall, line, address).begin(_fault(name))
        return "", 204

    @app.delete("/panels/<line>/<int:address>/faults/<name>")
    def end(line: str, address: int, name: str) -> tuple[str, int]:
        _panel(wall, line, address).end(_fault(name))
        return "", 204

    @app.put("/lines/<line>/cut")
    def cut(line: str) -> tuple[str, int]:
        _line(wall, line).cable.unplug()
        wall.changes.note()
        return "", 204

    @app.delete("/lines/<line>/cut")
    def mend(line: str) -> tuple[str, int]:
        _line(wall, line).cable.plug_in()
        wall.changes.note()
        return "", 204


def _line(wall: Wall, name: str) -> Hung:
    return wall.lines.get(name) or abort(404)


def _panel(wall: Wall, line: str, address: int) -> VirtualPanel:
    return _line(wall, line).line.panels.get(address) or abort(404)


def _fault(name: str) -> Fault:
    try:
        return Fault(name)
    except ValueError:
        abort(404)


def _events(told: Iterator[Message]) -> Iterator[str]:
    yield "retry: 500\n\n"
    for message in told:
        yield f"event: wall\ndata: {json.dumps(message, separators=(',', ':'))}\n\n"


class WallPage:
    """Serves the wall in threads of its own between `start` and `close`, or in a `with`."""

    def __init__(self, wall: Wall, settings: WallSettings) -> None:
        """Binds at once; port 0 takes a free one. Raises OSError when the port is taken."""
        self._closing = Event()
        app = create_app(wall, settings, lambda: not self._closing.is_set())
        self._server: Any = make_server(settings.host, settings.port, app, threaded=True)
        self._thread = Thread(target=self._server.serve_forever, name="wall page")

    @property
    def url(self) -> str:
        """The page's address."""
        return f"http://{self._server.host}:{self._server.port}/"

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def close(self) -> None:
        """Stop; streams end with their next beat."""
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def __enter__(self) -> "WallPage":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
