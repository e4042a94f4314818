"""The virtual printer's page and orders over HTTP: sheets as pictures, and ways to make it fail."""

import math
from threading import Thread

from flask import Flask, Response, abort, jsonify, request, send_from_directory
from werkzeug.serving import make_server

from printer.simulators.machine import Fault, VirtualPrinter
from printer.simulators.page import DIRECTORY
from printer.simulators.sheets import Tray

_SHOWN = 24
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def create_app(machine: VirtualPrinter, tray: Tray) -> Flask:
    """The page at `/`, its state at `/state`, pictures at `/sheets/`, orders below `/faults`,
    `/paper` and `/restart`.

    Orders are PUT and DELETE with a JSON body, which a foreign page cannot send.
    """
    app = Flask(__name__, static_folder=str(DIRECTORY), static_url_path="/page")

    @app.get("/")
    def page() -> Response:
        return send_from_directory(DIRECTORY, "index.html")

    @app.get("/state")
    def state() -> Response:
        answer = jsonify(printer=machine.state(), sheets=tray.entries()[:_SHOWN])
        answer.add_etag()
        answer.make_conditional(request)
        return answer

    @app.get("/sheets/<name>")
    def sheet(name: str) -> Response:
        return send_from_directory(tray.folder.absolute(), name)

    @app.put("/faults/<name>")
    def begin(name: str) -> Response:
        machine.begin(_fault(name))
        return jsonify(machine.state())

    @app.delete("/faults/<name>")
    def end(name: str) -> Response:
        machine.end(_fault(name))
        return jsonify(machine.state())

    @app.put("/paper")
    def paper() -> Response:
        machine.load_paper(_millimetres(request.get_json()))
        return jsonify(machine.state())

    @app.put("/restart")
    def restart() -> Response:
        machine.switch_off_and_on()
        return jsonify(machine.state())

    @app.after_request
    def guarded(answer: Response) -> Response:
        answer.headers.update(_HEADERS)
        return answer

    return app


def _fault(name: str) -> Fault:
    try:
        return Fault(name)
    except ValueError:
        abort(404)


def _millimetres(body: object) -> float:
    """`{"mm": n}`, n from 0; null is a roll without end."""
    if not isinstance(body, dict) or "mm" not in body:
        abort(400)
    mm = body["mm"]
    if mm is None:
        return math.inf
    if isinstance(mm, bool) or not isinstance(mm, int | float) or not 0 <= mm <= 1e6:
        abort(400)
    return float(mm)


class PrinterPage:
    """Serves the app in a thread of its own between `start` and `close`."""

    def __init__(self, app: Flask, host: str, port: int) -> None:
        """Binds at once; port 0 takes a free one. Raises OSError when the port is taken."""
        self._server = make_server(host, port, app, threaded=True)
        self._thread = Thread(target=self._server.serve_forever, name="page")

    @property
    def url(self) -> str:
        """The page's address."""
        return f"http://{self._server.host}:{self._server.port}/"

    def start(self) -> None:
        """Begin to serve."""
        self._thread.start()

    def close(self) -> None:
        """Stop, and wait for the thread."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
