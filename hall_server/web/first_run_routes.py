"""The first run: a server without a hall lets whoever can read its terminal make one."""

from datetime import time

from apiflask import APIBlueprint
from flask import Response, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from hall_server.desk.load import FirstStaff, found_first_hall
from hall_server.domain import plan as p
from hall_server.domain.first_plan import HallSketch, ZoneSketch, first_plan
from hall_server.domain.refusals import HallFounded, Malformed
from hall_server.exchange.number_list import spelt_out
from hall_server.store.people import staff_by_password
from hall_server.web.doors import ANYBODY, begin_session, may_use
from hall_server.web.first_run import is_first_run
from hall_server.web.services import services
from hall_server.web.session_routes import PER_ADDRESS_SLOW, limiter, session_answer
from hall_server.wire import first_run as w
from hall_server.wire.session import Session

blueprint = APIBlueprint("first_run", __name__, url_prefix="/api/v1", tag="First run")
pages = APIBlueprint("first_run_page", __name__, enable_openapi=False)


class BadSketch(Malformed):
    """A window list or a time of the first hall cannot be read."""

    code = "bad_sketch"
    sentence = "{value} cannot be read: write it as in {example}."


@pages.get("/first-run")
@may_use(ANYBODY)
def first_run_page() -> str | AnyResponse:
    """The wizard; once there is a hall, the log-in page."""
    if not is_first_run(services().store):
        return redirect("/login", 303)
    return render_template("first_run.html")


@blueprint.post("/first-run/code")
@blueprint.input(w.ShowCode)
@blueprint.output(w.CodeFits)
@blueprint.doc(responses={403: "The code is wrong", 409: "There is a hall already"})
@limiter.limit(PER_ADDRESS_SLOW)
@may_use(ANYBODY)
def try_first_code(json_data: w.ShowCode) -> Response:
    """Whether the code is the one the server showed when it started."""
    if not is_first_run(services().store):
        raise HallFounded()
    services().first_run.require(json_data.code)
    return Response(w.CodeFits(fits=True).model_dump_json(), content_type="application/json")


@blueprint.post("/first-run")
@blueprint.input(w.FoundHall)
@blueprint.output(Session, status_code=201)
@blueprint.doc(
    responses={403: "The code is wrong", 409: "There is a hall already, or it cannot work"}
)
@limiter.limit(PER_ADDRESS_SLOW)
@may_use(ANYBODY)
def found_hall(json_data: w.FoundHall) -> Response:
    """Make the hall and its administrator, and sign the administrator in."""
    services().first_run.require(json_data.code)
    plan = first_plan(_sketch(json_data.hall))
    someone = json_data.administrator
    first = FirstStaff(someone.badge, someone.name, someone.password)
    with services().first_run.lock:
        found_first_hall(services().store, plan, first, services().clock())
    with services().store.reading() as connection:
        row = staff_by_password(connection, first.badge, first.password)
    assert row is not None  # committed a moment ago
    answer = session_answer(begin_session(row))
    answer.status_code = 201
    return answer


def _sketch(hall: w.FirstHall) -> HallSketch:
    return HallSketch(
        code=hall.code,
        name=p.Text(hall.name, hall.name_en),
        timezone=hall.timezone,
        weekdays=tuple(sorted(set(hall.weekdays))),
        opening=tuple(_period(each) for each in hall.opening),
        zones=tuple(
            ZoneSketch(p.Text(zone.name, zone.name_en), _windows(zone.windows), zone.items, zone.minutes)
            for zone in hall.zones
        ),
    )  # fmt: skip


def _windows(written: str) -> tuple[str, ...]:
    try:
        return tuple(str(number) for number in spelt_out(written))
    except ValueError as error:
        raise BadSketch(value=written, example="1-4, 7") from error


def _period(written: str) -> tuple[time, time]:
    begins, ends = written.split("-")
    try:
        return time.fromisoformat(begins), time.fromisoformat(ends.replace("24:00", "00:00"))
    except ValueError as error:
        raise BadSketch(value=written, example="09:00-12:00") from error
