"""The simulated hall's appointments, and a catalogue in which every way to an errand leads somewhere."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import Flask, Response, request

from hall_server.wire.appointments import (
    AppointmentState,
    AppointmentView,
    CheckIn,
    FindAppointments,
    FoundAppointments,
    Standing,
)
from hall_server.wire.catalogue import Catalogue, ItemEntry, LifeEventEntry, WindowEntry
from hall_server.wire.message import Text

if TYPE_CHECKING:
    from simulated_hall import SimulatedHall

COLLECT = "LQ-001"
SYNONYMS = {
    "GA-004": (("办护照", "banhuzhao", "bhz"), ("出国本子", "chuguobenzi", "cgbz")),
    "SJ-001": (("开公司", "kaigongsi", "kgs"), ("注册公司", "zhucegongsi", "zcgs")),
    "GA-002": (("上户口", "shanghukou", "shk"),),
}
LIFE_EVENTS = (
    LifeEventEntry(
        code="birth",
        name=Text(zh="孩子出生", en="A child is born"),
        items=("GA-002", "GA-004"),
        themes=("newborn",),
    ),
    LifeEventEntry(
        code="marriage", name=Text(zh="结婚", en="Getting married"), items=("MZ-001",), themes=()
    ),
    LifeEventEntry(
        code="business",
        name=Text(zh="创业开店", en="Starting a business"),
        items=("SJ-001",),
        themes=("restaurant", "company"),
    ),
)


def with_all_ways(told: Catalogue, windows: tuple[WindowEntry, ...]) -> Catalogue:
    """The catalogue with everyday words, life events, appointments, collecting and a map."""
    items = (*(_with_words(item) for item in told.items), _collecting(told))
    reasons = tuple(
        reason.model_copy(update={"from_age": 70}) if reason.code == "elder" else reason
        for reason in told.reasons
    )
    changes = {"items": items, "life_events": LIFE_EVENTS, "windows": windows, "reasons": reasons}
    return told.model_copy(update=changes)


def _with_words(item: ItemEntry) -> ItemEntry:
    words = SYNONYMS.get(item.code, ())
    return item.model_copy(
        update={
            "synonyms": tuple(word for word, _, _ in words),
            "synonyms_spelled": tuple((pinyin, initials) for _, pinyin, initials in words),
            "bookable": item.code in ("GA-004", "SJ-001", "MZ-001"),
        }
    )


def _collecting(told: Catalogue) -> ItemEntry:
    beside = next(item for item in told.items if item.zone == "D")
    return beside.model_copy(
        update={
            "code": COLLECT,
            "name": Text(zh="领取办好的证照", en="Collecting a finished document"),
            "materials": ("受理通知书或回执",),
            "pinyin": "lingqubanhaodezhengzhao",
            "initials": "lqbhdzz",
            "common": False,
            "pick_up": True,
        }
    )


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
        return hall.issue_for(meant.item, visitor)
