"""The loopback pages: the touch page, the state it polls, and its one change, taking a number."""

from collections.abc import Callable
from http import HTTPStatus
from itertools import count
from pathlib import Path

import structlog
from flask import Blueprint, Response, abort, render_template, request, send_from_directory
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException

from hall_server import assets
from hall_server.wire.catalogue import Catalogue
from kiosk.answers import failure, problem, told, told_if_new
from kiosk.caps import CannotGive
from kiosk.hall_client import HallRefused, HallUnreachable, NotAdmitted
from kiosk.keys import key_of_press
from kiosk.languages import page_languages
from kiosk.messages import Now, PageSilence, TakeTicket, VisitNow
from kiosk.page_watch import PageWatch
from kiosk.qr import qr_picture
from kiosk.server_link import LinkView
from kiosk.sheet import phone_address
from kiosk.visit import KeyOfAnotherPress, Visit, Visits

PAGE = Path(__file__).parent / "page"
_CSP = (
    "default-src 'self'; media-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none';"
    " report-uri /csp-report"
)
_LARGEST_REPORT = 8 * 1024

log = structlog.get_logger(__name__)


def touch_page(
    view: Callable[[], LinkView],
    now: Callable[[], Now],
    visits: Visits,
    language: str,
    idle_seconds: int,
    watch: PageWatch,
    has_keeper: bool,
) -> Blueprint:
    """The page's files, the state it polls, and its visits."""
    routes = Blueprint("kiosk", __name__, template_folder=str(PAGE / "templates"))
    _add_files(routes, language, idle_seconds, has_keeper)
    _add_state(routes, view, now, watch)
    _add_visits(routes, view, visits)
    _add_problems(routes)
    _add_policy_reports(routes)
    routes.after_app_request(_guarded)
    return routes


def _add_files(routes: Blueprint, language: str, idle_seconds: int, has_keeper: bool) -> None:
    @routes.get("/")
    def page() -> str:
        return render_template(
            "kiosk.html",
            language=language,
            languages=_languages(language),
            idle_seconds=idle_seconds,
            has_keeper=has_keeper,
        )

    @routes.get("/page/<path:name>")
    def page_file(name: str) -> Response:
        return send_from_directory(PAGE / "static", name)

    @routes.get("/assets/<path:name>")
    def shared_asset(name: str) -> Response:
        return send_from_directory(assets.DIRECTORY, name)


def _add_state(
    routes: Blueprint,
    view: Callable[[], LinkView],
    now: Callable[[], Now],
    watch: PageWatch,
) -> None:
    @routes.get("/api/page")
    def page_silence() -> Response:
        return told(PageSilence(silent_s=watch.silence()))

    @routes.get("/api/now")
    def present() -> Response:
        watch.asked()
        return told_if_new(now())

    @routes.get("/api/catalogue")
    def catalogue() -> Response:
        return told_if_new(view().catalogue or abort(HTTPStatus.NOT_FOUND))


def _add_visits(routes: Blueprint, view: Callable[[], LinkView], visits: Visits) -> None:
    @routes.post("/api/tickets")
    def take_ticket() -> Response:
        key = key_of_press()
        press = TakeTicket.model_validate_json(request.get_data())
        check_numbers_given(view())
        visit = visits.take_ticket(key, press)
        return told(visit_now_told(visit, view().catalogue), HTTPStatus.CREATED)

    @routes.get("/api/visits/<key>")
    def visit_now(key: str) -> Response:
        return told(visit_now_told(_known(visits, key), view().catalogue))

    @routes.get("/api/visits/<key>/qr.svg")
    def visit_qr(key: str) -> Response:
        address = phone_address(_known(visits, key).ticket, view().catalogue)
        picture = qr_picture(address or abort(HTTPStatus.NOT_FOUND))
        return Response(picture, mimetype="image/svg+xml")


def _add_problems(routes: Blueprint) -> None:
    @routes.app_errorhandler(HallRefused)
    def refused(error: HallRefused) -> Response:
        return problem(HTTPStatus.CONFLICT, error.problem)

    @routes.app_errorhandler(CannotGive)
    def cannot_give(error: CannotGive) -> Response:
        return problem(HTTPStatus.CONFLICT, error.problem)

    @routes.app_errorhandler(NotAdmitted)
    def not_admitted(error: NotAdmitted) -> Response:
        return failure(HTTPStatus.FORBIDDEN, "not_admitted", str(error))

    @routes.app_errorhandler(HallUnreachable)
    def unreachable(error: HallUnreachable) -> Response:
        return failure(HTTPStatus.SERVICE_UNAVAILABLE, "server_unreachable", str(error))

    @routes.app_errorhandler(NumbersStopped)
    def stopped(error: NumbersStopped) -> Response:
        return failure(HTTPStatus.CONFLICT, error.code, str(error))

    @routes.app_errorhandler(KeyOfAnotherPress)
    def key_reused(error: KeyOfAnotherPress) -> Response:
        return failure(HTTPStatus.UNPROCESSABLE_ENTITY, "idempotency_key_reused", str(error))

    @routes.app_errorhandler(ValidationError)
    def malformed(error: ValidationError) -> Response:
        detail = str(error.errors(include_input=False, include_url=False))
        return failure(HTTPStatus.UNPROCESSABLE_ENTITY, "malformed", detail)

    @routes.app_errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        status = HTTPStatus(error.code or HTTPStatus.INTERNAL_SERVER_ERROR)
        return failure(status, status.name.lower(), status.description or status.phrase)


def _add_policy_reports(routes: Blueprint) -> None:
    counter = count(1)
    newest = [0]

    @routes.post("/csp-report")
    def report() -> Response:
        """The browser has met something the policy forbids: logged, counted, forgotten."""
        newest[0] = next(counter)
        log.warning("content policy broken", said=repr(request.stream.read(_LARGEST_REPORT))[:400])
        return Response(status=HTTPStatus.NO_CONTENT)

    @routes.get("/csp-reports")
    def reports() -> dict[str, int]:
        return {"count": newest[0]}


class NumbersStopped(Exception):
    """This machine gives no numbers now; `code` and the text say why."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


def check_numbers_given(view: LinkView) -> None:
    """Raises NumbersStopped, which is answered as a refusal, during an evacuation or a lock."""
    state = view.state
    if state and state.evacuation:
        words = state.evacuation.text
        raise NumbersStopped("hall_evacuated", words.zh or words.en)
    if state and state.orders.lock:
        raise NumbersStopped("locked", "The hall has locked this machine.")


def visit_now_told(visit: Visit, catalogue: Catalogue | None) -> VisitNow:
    paper = visit.paper.now
    return VisitNow(
        visit=visit.key,
        ticket=visit.ticket,
        paper=paper.state,
        trouble=paper.trouble,
        qr=f"/api/visits/{visit.key}/qr.svg" if phone_address(visit.ticket, catalogue) else None,
        offline=visit.alone,
    )


def _languages(first: str) -> list[str]:
    """The machine's own language first; it is always there."""
    return [first, *(tag for tag in page_languages() if tag != first)]


def _known(visits: Visits, key: str) -> Visit:
    return visits.visit(key) or abort(HTTPStatus.NOT_FOUND)


def _guarded(answer: Response) -> Response:
    answer.headers["Content-Security-Policy"] = _CSP
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "no-referrer"
    # The page asks again each time; unchanged files and states come back as 304.
    answer.headers["Cache-Control"] = "no-cache"
    return answer
