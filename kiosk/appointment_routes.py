"""The routes for who has an appointment: finding it, and checking in, which is taking a number."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, Response, abort, request

from hall_server.wire.appointments import FindAppointments, FoundAppointments
from kiosk.answers import told
from kiosk.keys import key_of_press, own_json
from kiosk.messages import CheckInHere, FindHere, VisitNow
from kiosk.person import People
from kiosk.server_link import LinkView
from kiosk.visit import CheckInPress, Visit, Visits
from kiosk.web import check_numbers_given

_HIGHEST_ID = 2**63 - 1

Find = Callable[[FindAppointments], FoundAppointments]


def appointment_routes(
    find: Find,
    people: People,
    visits: Visits,
    view: Callable[[], LinkView],
    tell_visit: Callable[[Visit], VisitNow],
) -> Blueprint:
    """Only the hall knows its appointments: without it these routes say that it does not answer."""
    routes = Blueprint("appointments", __name__)

    @routes.post("/api/appointments/find")
    def find_here() -> Response:
        wanted = FindHere.model_validate_json(own_json())
        return told(find(people.sought(wanted)))

    @routes.post("/api/appointments/<int:appointment>/check-in")
    def check_in(appointment: int) -> Response:
        key = key_of_press()
        if appointment > _HIGHEST_ID:
            abort(HTTPStatus.NOT_FOUND)
        wanted = CheckInHere.model_validate_json(request.get_data())
        check_numbers_given(view())
        visit = visits.take_ticket(key, CheckInPress(appointment, wanted))
        return told(tell_visit(visit), HTTPStatus.CREATED)

    return routes
