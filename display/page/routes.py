"""The pages of the boards, the stream that keeps them true, and their files."""

from collections.abc import Callable, Sequence
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

from display.board import picture
from display.config import DisplayConfig
from display.media import Kept
from display.page.screens import SHEETS, VIEWS, Opened
from display.page.stream import Source, events
from display.page.voice_routes import add_voice
from hall_server import assets
from hall_server.release import RELEASE
from hall_server.wire.devices import Component

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
    source: Source,
    find_medium: Callable[[str], Kept | None],
    parts: Callable[[], Sequence[Component]],
) -> Blueprint:
    """All routes of the display. Reading only; nothing here changes the hall."""
    blueprint = Blueprint("pages", __name__, template_folder="templates")
    _add_boards(blueprint, config, source)
    _add_files(blueprint)
    _add_media(blueprint, find_medium)
    add_voice(blueprint, source.voice)
    broken = _add_policy_reports(blueprint)

    @blueprint.get("/stream")
    def stream() -> Response:
        opened = Opened().asked(request.args)
        body = events(
            source,
            lambda now: opened.layout_now(now, config.languages),
            screen=opened.screen,
            loudspeaker=opened.loudspeaker,
            lobby=request.args.get("lobby") == "1",
        )
        return Response(body, mimetype="text/event-stream", headers={"X-Accel-Buffering": "no"})

    @blueprint.get("/health")
    def health() -> dict[str, object]:
        shown = picture(source.showing.wait(0, 0)[1], source.clock())
        heard = shown.lost_since is None
        return {
            "status": "ok",
            "release": RELEASE,
            "hall_heard": heard,
            "policy_reports": broken(),
            "calls": source.voice.counts(),
            "pages": dict(source.viewers.open()),
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


def _add_boards(blueprint: Blueprint, config: DisplayConfig, source: Source) -> None:
    screens = {screen.name: Opened.of(screen) for screen in config.screen}

    def page(opened: Opened, view: str = "") -> str:
        opened = opened.asked(request.args)
        view = view or VIEWS[opened.board]
        return render_template(
            "page.html",
            view=view,
            sheets=SHEETS.get(view, (view,)),
            opened=opened,
            layout=opened.layout_now(source.layouts.now(), config.languages),
            sound=source.voice.sound_of(opened.loudspeaker),
            edition=source.edition,
            config=config,
        )

    blueprint.add_url_rule("/", "index", lambda: page(Opened(), "index"))
    blueprint.add_url_rule("/board", "board", lambda: page(Opened("main")))
    blueprint.add_url_rule("/next", "next", lambda: page(Opened("next_up")))
    blueprint.add_url_rule("/overview", "overview", lambda: page(Opened("overview")))
    blueprint.add_url_rule("/staff", "staff", lambda: page(Opened("staff")))
    blueprint.add_url_rule("/zone/<code>", "zone", lambda code: page(Opened("zone", code)))
    blueprint.add_url_rule(
        "/window/<number>", "window", lambda number: page(Opened("window", number))
    )

    @blueprint.get("/screen/<name>")
    def screen(name: str) -> str:
        return page(screens.get(name) or abort(404))


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


def _add_media(blueprint: Blueprint, find: Callable[[str], Kept | None]) -> None:
    @blueprint.get("/media/<sha256>")
    def medium(sha256: str) -> Response:
        kept = find(sha256) or abort(404)
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
