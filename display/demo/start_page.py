"""The demo's start page: every board, strip and loudspeaker, and what can be done to them from outside."""

import json
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path

from flask import Flask, Response, abort, jsonify, request, send_from_directory

from display import page
from display.demo.hall import PlayedHall
from display.simulators.loudspeaker import heard
from hall_server import assets
from hall_server.programs import Program

PAGE = Path(__file__).parent / "page"
_BOARDS = Path(page.__file__).parent / "static"
"""Whose colours the page has."""
HEARD_SHOWN = 8
PATIENCE_S = 2.0


@dataclass(frozen=True, slots=True)
class Stage:
    """What the page shows and works on."""

    hall: PlayedHall
    display: Program
    boards: str
    """Address of the display's pages, without a slash at the end."""
    wall: str
    """Address of the LED wall's page, without a slash at the end."""
    heard: Path
    """Where the simulated loudspeaker keeps what it hears."""

    def state(self) -> dict[str, object]:
        """All that the page shows."""
        return {
            "line": not self.hall.is_away,
            "leaving": self.hall.leaving,
            "display": self.display.runs,
            "boards": self.boards,
            "wall": self.wall,
            "parts": self._parts(),
            "heard": [asdict(sound) for sound in reversed(heard(self.heard)[-HEARD_SHOWN:])],
        }

    def order(self, subject: str, wish: object) -> None:
        """Carry out an order. Raises ValueError for one that there is not."""
        match subject, wish:
            case "line", True:
                self.hall.mend()
            case "line", False:
                self.hall.cut()
            case "leaving", True:
                self.hall.begin_evacuation()
            case "leaving", False:
                self.hall.end_evacuation()
            case "display", True:
                self.display.start()
            case "display", False:
                self.display.kill()
            case _:
                raise ValueError(f"no such order: {subject}")

    def _parts(self) -> Sequence[Mapping[str, object]]:
        """How the display finds its parts; none while it does not answer."""
        try:
            with urllib.request.urlopen(f"{self.boards}/health", timeout=PATIENCE_S) as answer:
                parts: Sequence[Mapping[str, object]] = json.load(answer)["parts"]
                return parts
        except (OSError, ValueError):
            return ()


def add_start_page(app: Flask, stage: Stage) -> None:
    """The page at `/`, its state at `/stage`, orders as PUT below `/orders/` with a JSON body,
    which a foreign page cannot send.
    """
    app.add_url_rule("/", "start", lambda: send_from_directory(PAGE, "index.html"))
    for url, folder in (
        ("/page", PAGE),
        ("/boards", _BOARDS),
        ("/assets", assets.DIRECTORY),
        ("/heard", stage.heard),
    ):
        app.add_url_rule(
            f"{url}/<path:file>",
            url.strip("/"),
            lambda file, folder=folder: send_from_directory(folder, file),
        )
    app.add_url_rule("/stage", "stage", lambda: jsonify(stage.state()))

    @app.put("/orders/<subject>")
    def order(subject: str) -> Response:
        try:
            stage.order(subject, request.get_json()["wish"])
        except (ValueError, KeyError, TypeError):
            abort(HTTPStatus.UNPROCESSABLE_ENTITY)
        return jsonify(stage.state())

    @app.after_request
    def guarded(answer: Response) -> Response:
        answer.headers["Content-Security-Policy"] = (
            "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
            f"frame-src {stage.wall} {stage.boards}"
        )
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Referrer-Policy"] = "no-referrer"
        answer.headers["Cache-Control"] = "no-cache"
        return answer
