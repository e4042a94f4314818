"""Print jobs over HTTP: stations fetch and report, staff see, repeat and cancel."""

import hashlib
from collections.abc import Iterable
from functools import partial

from apiflask import APIBlueprint
from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from hall_server.desk import day_slip, paper, ticket_sheet
from hall_server.desk.issue import wait_told
from hall_server.domain.refusals import Unknown
from hall_server.live.paper import job_views, printer_views
from hall_server.store.paper import job_of, printers_of_device, queued_for
from hall_server.store.schema import AnyRow
from hall_server.store.stops import waiting_in
from hall_server.store.transaction import Transaction
from hall_server.web.act_routes import FLOOR, WINDOW_KEEPERS
from hall_server.web.acting import ID, KEY_PARAMETER, PROBLEMS, once, register_act
from hall_server.web.doors import STAFF, Access, actor, may_use
from hall_server.web.services import services
from hall_server.wire import paper as w
from hall_server.wire.message import State, Wait

blueprint = APIBlueprint("paper", __name__, url_prefix="/api/v1", tag="Paper")

STATIONS = Access(devices=frozenset({"station"}))
KIOSKS = Access(devices=frozenset({"kiosk"}))
PRINTING_DEVICES = Access(devices=frozenset({"station", "kiosk"}))
_JOB = f"/print-jobs/{ID.format('job_id')}"
_TICKET = f"/tickets/{ID.format('ticket_id')}"


class Printers(State):
    """All printers of the hall."""

    printers: tuple[w.PrinterView, ...]


@blueprint.get("/printers")
@blueprint.output(Printers)
@may_use(Access(roles=STAFF))
def get_printers() -> Response:
    """Every printer with what it last said of itself."""
    with services().store.reading() as connection:
        views = printer_views(connection, actor().hall)
    return Response(Printers(printers=views).model_dump_json(), content_type="application/json")


@blueprint.get(_JOB)
@blueprint.output(w.PrintJobView)
@blueprint.doc(responses=PROBLEMS)
@may_use(FLOOR)
def get_print_job(job_id: int) -> Response:
    """One sheet and how far it is."""
    with services().store.reading() as connection:
        row = job_of(connection, actor().hall, job_id)
    if row is None:
        raise Unknown(what="print job", name=job_id)
    (view,) = job_views([row])
    return Response(view.model_dump_json(), content_type="application/json")


@blueprint.get("/paper-template")
@blueprint.output(w.PaperTemplate)
@may_use(PRINTING_DEVICES)
def get_paper_template() -> AnyResponse:
    """The hall's own template for machines that print, with an ETag."""
    with services().store.reading() as connection:
        setup = services().store.setup(connection, actor().hall, services().clock())
    template = setup.plan.paper_template
    told = w.PaperTemplate(template=template).model_dump_json()
    response = Response(told, content_type="application/json")
    response.set_etag(hashlib.sha256(template.encode()).hexdigest()[:24])
    return response.make_conditional(request)


@blueprint.get("/station/waiting")
@blueprint.output(w.StationWork)
@may_use(STATIONS)
def get_station_waiting() -> Response:
    """How many sheets wait for this station's printers."""
    with services().store.reading() as connection:
        printers = printers_of_device(connection, actor().id)
        work = w.StationWork(
            waiting=queued_for(connection, actor().hall, actor().id), setup=_setup_of(printers)
        )
    return Response(work.model_dump_json(), content_type="application/json")


@blueprint.post(f"{_TICKET}/reprint")
@blueprint.input(w.Reprint)
@blueprint.output(w.JobNow, status_code=201)
@blueprint.doc(responses=PROBLEMS, extensions={"parameters": [KEY_PARAMETER]})
@may_use(FLOOR)
def print_ticket(ticket_id: int, json_data: w.Reprint) -> Response:
    """Print a ticket's paper again, or for the first time when nothing was printed with the number."""
    # As when it was given: an act never waits for a forecast.
    played = services().expectation.latest(actor().hall, services().clock())

    def print_it(tx: Transaction) -> w.JobNow:
        def expected(stop: int, queue: int) -> Wait:
            played_for = played.stops.get(stop) or played.newcomers.get(queue)
            return wait_told(played_for.ahead if played_for else waiting_in(tx, queue), played_for)

        return ticket_sheet.print_ticket(tx, ticket_id, json_data, expected)

    return once(print_it, status=201)


def _setup_of(printers: Iterable[AnyRow]) -> str:
    reached = sorted(
        (row.code, row.url, row.paper, row.encoding, row.mode, row.acknowledgement)
        for row in printers
    )
    return hashlib.sha256(repr(reached).encode()).hexdigest()[:16]


_act = partial(register_act, blueprint)

# fmt: off  # one act, one line
_act("POST", "/station/begin", STATIONS, w.StationPrinters, paper.begin_station)
_act("POST", "/station/claim", STATIONS, w.Claimed, paper.claim_job, body=w.ClaimJob)
_act("POST", f"{_JOB}/report", PRINTING_DEVICES, w.JobNow, paper.report_job, body=w.ReportJob)
_act(
    "POST",
    "/printers/<code>/status",
    PRINTING_DEVICES,
    w.StationPrinters,
    paper.report_printer,
    body=w.ReportPrinter,
)
_act(
    "POST",
    "/kiosk/printer-status",
    KIOSKS,
    w.StationPrinters,
    paper.report_own_printer,
    body=w.ReportPrinter,
)
_act("POST", f"{_JOB}/reprint", FLOOR, w.JobNow, paper.reprint, body=w.Reprint, status=201)
_act(
    "POST",
    "/windows/<window>/day-slip",
    WINDOW_KEEPERS,
    w.JobNow,
    day_slip.print_day_slip,
    status=201,
    seat=True,
)
_act("POST", f"{_JOB}/cancel", FLOOR, w.JobNow, paper.cancel_job)
# fmt: on
