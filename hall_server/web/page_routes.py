"""The pages: thin templates around modules; files are served as they are."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, redirect, render_template, request, send_from_directory
from werkzeug.wrappers import Response as AnyResponse

from hall_server.assets import DIRECTORY as ASSETS
from hall_server.desk.told import text
from hall_server.domain.refusals import Unknown
from hall_server.store.database import halls
from hall_server.store.people import staff_of
from hall_server.web.case_list_routes import READERS as CASE_READERS
from hall_server.web.doors import ANYBODY, STAFF, Access, begin_session, may_use
from hall_server.web.first_run import is_first_run
from hall_server.web.guide_routes import GUIDES
from hall_server.web.item_routes import public_setup
from hall_server.web.policy import content_policy
from hall_server.web.services import services
from hall_server.web.view_routes import OVERSEERS, READERS, ticket_behind

PAGES = Path(__file__).parent / "pages"
blueprint = Blueprint("pages", __name__, template_folder=str(PAGES / "templates"))

CLERK_PAGE = Access(roles=frozenset({"clerk", "supervisor"}), page=True)
GUIDE_PAGE = Access(roles=GUIDES.roles, page=True)
HALL_PAGE = Access(roles=OVERSEERS.roles, page=True)
ADMIN_PAGE = Access(roles=frozenset({"admin", "supervisor", "auditor"}), page=True)
CASES_PAGE = Access(roles=CASE_READERS.roles, page=True)
PAST_PAGE = Access(roles=READERS.roles, page=True)
STAFF_PAGE = Access(roles=STAFF, page=True)
ASSET_AGE_S = 300
_LOCAL_PATH = re.compile(r"/(?!/)[^\x00-\x20\x7f\\]*")


@blueprint.get("/")
@may_use(ANYBODY)
def start() -> AnyResponse:
    """The demo's start page; on a real server the log-in page, on its first run the wizard."""
    links = services().demo_links
    if is_first_run(services().store):
        return redirect("/first-run", 303)
    if links is None:
        return redirect("/login", 303)
    with services().store.reading() as connection:
        (hall,) = list(halls(connection).values())[:1]
        setup = services().store.setup(connection, hall, services().clock())
    linked = json.loads(links.read_text(encoding="utf-8"))
    page = render_template("start.html", links=linked, hall=text(setup.plan.name).model_dump())
    response = Response(page)
    # The page asks each linked program whether it is well, and shows the LED wall inside it.
    origins = {link["key"]: _origin(link["url"]) for link in linked}
    walls = tuple(origin for key, origin in origins.items() if key == "wall")
    response.headers["Content-Security-Policy"] = content_policy(
        *sorted(set(origins.values())), framed=walls
    )
    return response


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


@blueprint.get("/login")
@may_use(ANYBODY)
def login() -> str | AnyResponse:
    """The log-in page; on the first run, the wizard."""
    if is_first_run(services().store):
        return redirect("/first-run", 303)
    return render_template(
        "login.html", next=local_path(request.args["next"]) if request.args.get("next") else ""
    )


def local_path(path: str) -> str:
    """A path of this server, never another site's address.

    Browsers drop tabs and line ends and read a backslash as a slash: `/<tab>/evil` leaves the
    site.
    """
    return path if _LOCAL_PATH.fullmatch(path) else "/desk"


@blueprint.get("/desk")
@may_use(CLERK_PAGE)
def choose_desk() -> str:
    """Choosing a window."""
    return render_template("desk_choose.html")


@blueprint.get("/desk/<window>")
@may_use(CLERK_PAGE)
def desk(window: str) -> str:
    """A clerk's console."""
    return render_template("desk.html", window=window)


@blueprint.get("/guide")
@may_use(GUIDE_PAGE)
def guide() -> str:
    """The guide desk."""
    return render_template("guide.html")


@blueprint.get("/hall")
@may_use(HALL_PAGE)
def hall() -> str:
    """The supervisor's view."""
    return render_template("hall.html")


@blueprint.get("/admin")
@may_use(ADMIN_PAGE)
def administration() -> str:
    """How the hall is set up."""
    return render_template("admin.html")


@blueprint.get("/hall/past")
@may_use(PAST_PAGE)
def past() -> str:
    """Looking back at the hall."""
    return render_template("past.html")


@blueprint.get("/cases")
@may_use(CASES_PAGE)
def cases() -> str:
    """Finding cases."""
    return render_template("cases.html")


@blueprint.get("/cases/<number>")
@may_use(CASES_PAGE)
def case(number: str) -> str:
    """One case, and the work on it."""
    return render_template("case.html", number=number)


@blueprint.get("/tablet")
@may_use(ANYBODY)
def tablet() -> str:
    """The officer's card at a window; it shows a code until an administrator has paired it."""
    return render_template("tablet.html")


@blueprint.get("/t/<token>")
@may_use(ANYBODY)
def visit(token: str) -> str | tuple[str, int]:
    """The visitor's own page."""
    try:
        ticket_behind(token)
    except Unknown:
        return render_template("gone.html"), 404
    return render_template("visit.html", token=token)


@blueprint.get("/items")
@may_use(ANYBODY)
def items() -> str | tuple[str, int]:
    """The catalogue, for anybody."""
    return _of_catalogue("items.html")


@blueprint.get("/items/<code>")
@may_use(ANYBODY)
def item(code: str) -> str | tuple[str, int]:
    """An item's service guide, for anybody."""
    return _of_catalogue("item.html", code)


def _of_catalogue(template: str, code: str | None = None) -> str | tuple[str, int]:
    page = render_template(template, hall=request.args.get("hall", ""), code=code)
    try:
        with services().store.reading() as connection:
            known = public_setup(connection).item_ids
    except Unknown:
        return page, 404
    return page if code is None or code in known else (page, 404)


@blueprint.get("/api/docs")
@may_use(STAFF_PAGE)
def api_docs() -> str:
    """The API's reading page."""
    return render_template("api_docs.html")


def _file(folder: Path, name: str) -> Response:
    return send_from_directory(folder, name, max_age=ASSET_AGE_S)


@blueprint.get("/assets/<path:name>")
@may_use(ANYBODY)
def asset(name: str) -> Response:
    """Assets shared by all programs."""
    return _file(ASSETS, name)


@blueprint.get("/pages/<path:name>")
@may_use(ANYBODY)
def page_file(name: str) -> Response:
    """Scripts, styles and texts of the server's own pages."""
    return _file(PAGES / "static", name)


def demo_blueprint() -> Blueprint:
    """Only in the demo: opening staff pages already signed in."""
    demo = Blueprint("demo", __name__)

    @demo.get("/demo/enter/<badge>")
    @may_use(ANYBODY)
    def enter(badge: str) -> AnyResponse:
        with services().store.reading() as connection:
            found: Any = [
                row
                for hall in halls(connection).values()
                for row in staff_of(connection, hall)
                if row.badge == badge
            ]
        if not found:
            raise Unknown(what="staff badge", name=badge)
        begin_session(found[0])
        return redirect(local_path(request.args.get("next", "/desk")), 303)

    return demo
