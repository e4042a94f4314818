"""The pages of the boards, the stream that keeps them true, and their files."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path

import structlog
from flask import (
    Blueprint,
    Response,
    abort,
    render_template,
    request,
    send_file,
    send_from_directory,
)

from display.board import Shown, picture
from display.config import DisplayConfig
from display.media import MediaCache
from display.showing import Showing
from display.viewers import Viewers
from hall_server import assets
from hall_server.release import RELEASE
from hall_server.wire.devices import Component

BEAT_S = 0.5
"""A page that hears nothing for four beats says so."""

RETRY_MS = 500
"""How soon the browser asks again for a stream that broke off."""

HERE = Path(__file__).parent

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self'; "
    "media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'self'; report-uri /csp-report"
)
LARGEST_REPORT = 8 * 1024
"""Bytes of a browser's report that are looked at."""

log = structlog.get_logger(__name__)


def pages(
    config: DisplayConfig,
    showing: Showing,
    media: MediaCache,
    is_open: Callable[[], bool],
    clock: Callable[[], datetime],
    viewers: Viewers,
    parts: Callable[[], Sequence[Component]],
) -> Blueprint:
    """All routes of the display. Reading only; nothing here changes the hall."""
    blueprint = Blueprint("pages", __name__, template_folder="templates")

    def page(view: str, place: str = "") -> str:
        return render_template("page.html", view=view, place=place, config=config)

    blueprint.add_url_rule("/", "index", lambda: page("index"))
    blueprint.add_url_rule("/board", "board", lambda: page("board"))
    blueprint.add_url_rule("/zone/<code>", "zone", lambda code: page("zone", code))
    blueprint.add_url_rule("/window/<number>", "window", lambda number: page("window", number))
    _add_files(blueprint)
    _add_media(blueprint, media)
    broken = _add_policy_reports(blueprint)

    @blueprint.get("/stream")
    def stream() -> Response:
        lobby = request.args.get("lobby") == "1"
        screen = request.args.get("screen", "")
        body = _counted(viewers, screen, _events(showing, is_open, clock, lobby))
        return Response(body, mimetype="text/event-stream", headers={"X-Accel-Buffering": "no"})

    @blueprint.get("/health")
    def health() -> dict[str, object]:
        shown = picture(showing.wait(0, 0)[1], clock())
        heard = shown.lost_since is None
        return {
            "status": "ok",
            "release": RELEASE,
            "hall_heard": heard,
            "policy_reports": broken(),
            "parts": [part.model_dump() for part in parts()],
        }

    @blueprint.after_request
    def guard(answer: Response) -> Response:
        answer.headers["Content-Security-Policy"] = POLICY
        answer.headers["X-Content-Type-Options"] = "nosniff"
        answer.headers["Referrer-Policy"] = "no-referrer"
        # A new version of the program must not be drawn by an old page's files.
        answer.headers["Cache-Control"] = "no-cache"
        return answer

    return blueprint


def _add_files(blueprint: Blueprint) -> None:
    for url, folder in (
        ("/static", HERE / "static"),
        ("/texts", HERE / "texts"),
        ("/assets", assets.DIRECTORY),
    ):
        blueprint.add_url_rule(
            f"{url}/<path:file>",
            url.strip("/"),
            lambda file, folder=folder: send_from_directory(folder, file),
        )


def _add_media(blueprint: Blueprint, media: MediaCache) -> None:
    @blueprint.get("/media/<sha256>")
    def medium(sha256: str) -> Response:
        kept = media.find(sha256) or abort(404)
        # With an ETag and ranges: a film is not read anew at each turn.
        return send_file(kept.path.absolute(), mimetype=kept.type, conditional=True)


def _add_policy_reports(blueprint: Blueprint) -> Callable[[], int]:
    """A browser that meets something the policy forbids says so here: logged, counted, forgotten."""
    counter = count(1)
    newest = [0]

    @blueprint.post("/csp-report")
    def report() -> tuple[str, int]:
        newest[0] = next(counter)
        log.warning("content policy broken", said=repr(request.stream.read(LARGEST_REPORT))[:400])
        return "", 204

    return lambda: newest[0]


def _counted(viewers: Viewers, screen: str, events: Iterator[str]) -> Iterator[str]:
    """The events of one page, which counts as open until its browser hangs up."""
    with viewers.one(screen):
        yield from events


def _events(
    showing: Showing, is_open: Callable[[], bool], clock: Callable[[], datetime], lobby: bool
) -> Iterator[str]:
    """Server-sent events: a `picture` at once and at every change, a `beat` in between."""
    yield f"retry: {RETRY_MS}\n\n"
    known, told = 0, None
    while is_open():
        known, shown = showing.wait(known, BEAT_S)
        # Told without the lobby's second view, a page is not told again when that alone has changed.
        shown = shown if lobby else shown.model_copy(update={"lobby": None, "lobby_heard": False})
        yield _beat(shown, clock()) if shown == told else _picture(shown, clock())
        told = shown


def _picture(shown: Shown, now: datetime) -> str:
    return f"event: picture\ndata: {picture(shown, now).model_dump_json()}\n\n"


def _beat(shown: Shown, now: datetime) -> str:
    return f"event: beat\ndata: {(now + shown.ahead).isoformat(timespec='milliseconds')}\n\n"
