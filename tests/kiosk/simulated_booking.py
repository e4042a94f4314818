"""The simulated hall's appointments."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import Flask, Response, request

from hall_server.wire.appointments import (
    AppointmentState,
    AppointmentView,
    CheckIn,
    FindAppointments,
    FoundAppointments,
    KeptAppointment,
    Standing,
)
from hall_server.wire.catalogue import ItemEntry

if TYPE_CHECKING:
    from simulated_hall import SimulatedHall


class Bookings:
    """The appointments of the hall: what is found is what a test has put here, for whoever asks."""

    def __init__(self, morning: datetime) -> None:
        self.found: list[AppointmentView] = []
        self.asked: list[FindAppointments] = []
        self.checked_in: list[tuple[int, CheckIn]] = []
        self._morning = morning

    def book(
        self,
        item: ItemEntry,
        standing: Standing = "due",
        state: AppointmentState = "BOOKED",
        number: str | None = None,
    ) -> AppointmentView:
        """One more appointment that will be found."""
        id = len(self.found) + 1
        begins = self._morning.replace(hour=9, minute=0)
        if standing == "other_day":
            begins += timedelta(days=1)
        made = AppointmentView(
            appointment_id=id,
            code=f"ABCDEFG{id + 1}",
            item=item.code,
            item_name=item.name,
            date=begins.date(),
            half="am",
            begins=begins,
            ends=begins + timedelta(hours=3),
            name="张*",
            due_from=begins - timedelta(minutes=30),
            state=state,
            standing=standing,
            number=number,
        )
        self.found.append(made)
        return made


def add_booking_routes(app: Flask, hall: "SimulatedHall") -> None:
    """Finding and checking in, as the hall server has them."""

    @app.post("/api/v1/appointments/find")
    def find() -> Response:
        hall.bookings.asked.append(FindAppointments.model_validate_json(request.get_data()))
        answer = FoundAppointments(appointments=tuple(hall.bookings.found))
        return Response(answer.model_dump_json(), mimetype="application/json")

    @app.post("/api/v1/appointments/<int:appointment>/check-in")
    def check_in(appointment: int) -> Response:
        visitor = CheckIn.model_validate_json(request.get_data())
        hall.bookings.checked_in.append((appointment, visitor))
        meant = next(each for each in hall.bookings.found if each.appointment_id == appointment)
        kept = KeptAppointment(half=meant.half, due=meant.standing == "due")
        return hall.issue_for(meant.item, visitor, kept)
