"""Appointments in the small hall: booked by a portal, kept or missed, moved, cancelled, banned."""

import json
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from lone_kiosk import LoneKiosk
from replayed_day import Replayed
from small_hall import GUIDE, PLAN, SUPERVISOR, Day
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from hall_server.desk import appointments as desk
from hall_server.desk import booking_bans, call, duty, serve
from hall_server.desk.closures import close_issuing, reopen_issuing
from hall_server.desk.day import close_day
from hall_server.desk.evacuation import end_evacuation, evacuate
from hall_server.desk.issue import add_errand, issue_ticket
from hall_server.desk.load import load_hall
from hall_server.domain import booking_refusals as no
from hall_server.domain.appointments import APPOINTMENT_RATE
from hall_server.domain.identity import booked_by, known_by
from hall_server.domain.plan import SpecialDay, Text
from hall_server.domain.refusals import HallClosed, Unknown
from hall_server.live.appointments import (
    Sought,
    find_appointments,
    find_bans,
    open_slots,
)
from hall_server.live.keeper import DayKeeper
from hall_server.store import schema as t
from hall_server.wire import acts as wa
from hall_server.wire import appointments as w

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 11, each) for each in (23, 24, 25, 26))
KEY = b"appointments of the small hall"
SEAT = "seat-1-000"
PHONE = "13800138000"
PEOPLE = {
    "wang": "11010519491231002X", "li": "E12345678", "zhao": "M98765432", "zhou": "H0123456789",
}  # fmt: skip
_letters = str.maketrans("0123456789", "ABCDEFGHJK")
_codes = (f"{number:08}".translate(_letters) for number in count())


class Booking:
    """The small hall with a portal; people book, come or stay away."""

    def __init__(self, small: Day) -> None:
        self.day = small
        self._keeper = DayKeeper(small.store, lambda: small.now)
        self._seen = MONDAY

    def books(
        self, who: str, on: date = TUESDAY, half: Any = "am", item: str = "a-card",
        by: str = "portal",
    ) -> w.AppointmentView:  # fmt: skip
        wanted = w.Book(item=item, date=on, half=half, document=PEOPLE[who], name="欧阳建国")
        person = booked_by(KEY, wanted.document, PHONE)
        told: w.BookedNow = self.day.act(by, desk.book, wanted, person, _codes)
        return told.appointment

    def moves(
        self, booked: w.AppointmentView, on: date, half: Any, by: str = "portal"
    ) -> w.AppointmentView:
        wanted = w.MoveAppointment(date=on, half=half)
        told: w.BookedNow = self.day.act(by, desk.move_appointment, booked.appointment_id, wanted)
        return told.appointment

    def cancels(self, booked: w.AppointmentView, by: str = "portal") -> w.AppointmentView:
        told: w.BookedNow = self.day.act(by, desk.cancel_appointment, booked.appointment_id)
        return told.appointment

    def checks_in(
        self, booked: w.AppointmentView, by: str = "kiosk", **wish: Any
    ) -> wa.TicketIssued:
        self.day.tickets += 1
        token = f"token-{self.day.tickets}"
        issued: wa.TicketIssued = self.day.act(
            by, desk.check_in, booked.appointment_id, w.CheckIn(**wish), token, lambda _: None
        )
        self.day.forward(seconds=1)
        return issued

    def at(self, on: date, hour: int, minute: int = 0) -> None:
        """The clock goes to a moment; the keeper has seen every midnight on the way."""
        while self._seen < on:
            self._seen += timedelta(days=1)
            self._go(datetime.combine(self._seen, time(0, 1), SHANGHAI))
        self._go(datetime.combine(on, time(hour, minute), SHANGHAI))

    def _go(self, to: datetime) -> None:
        self.day.now = to.astimezone(self.day.now.tzinfo)
        self._keeper.look()

    def free(self, item: str = "a-card") -> dict[tuple[date, str], int]:
        with self.day.store.reading() as connection:
            setup = self.day.store.setup(connection, self.day.hall, self.day.now)
            told = open_slots(connection, setup, item, None, None, self.day.now)
        return {(each.date, each.half): each.free for each in told.slots}

    def finds(self, **sought: str) -> list[tuple[str, str]]:
        with self.day.store.reading() as connection:
            setup = self.day.store.setup(connection, self.day.hall, self.day.now)
            told = find_appointments(connection, setup, Sought(**sought), self.day.now)
        return [(each.state, each.standing) for each in told.appointments]

    def bans(self, who: str) -> list[w.BanView]:
        mark = booked_by(KEY, PEOPLE[who], None).card_mark
        with self.day.store.reading() as connection:
            setup = self.day.store.setup(connection, self.day.hall, self.day.now)
            return list(find_bans(connection, setup, mark, self.day.now).bans)

    def states(self) -> list[str]:
        return [row.state for row in self.day.rows(t.appointment)]

    def newest(self, act: str) -> dict[str, Any]:
        entry = [row for row in self.day.rows(t.journal) if row.act == act][-1]
        return dict(json.loads(entry.data))


@pytest.fixture
def hall(day: Day) -> Booking:
    return Booking(day)


def test_a_place_is_taken_by_booking_and_given_back_by_cancelling(hall: Booking) -> None:
    assert hall.free()[TUESDAY, "am"] == 2
    booked = hall.books("wang")
    assert (booked.state, booked.standing, booked.name) == ("BOOKED", "other_day", "欧阳*")
    assert (booked.begins.isoformat(), booked.ends.hour) == ("2026-11-24T09:00:00+08:00", 12)
    assert hall.free()[TUESDAY, "am"] == 1
    assert hall.cancels(booked).state == "CANCELLED"
    assert hall.free()[TUESDAY, "am"] == 2
    with pytest.raises(no.AppointmentOver):
        hall.cancels(booked)


def test_what_cannot_be_booked_says_why(hall: Booking) -> None:
    with pytest.raises(no.NotBookable):
        hall.books("wang", item="b-tax")
    with pytest.raises(Unknown):
        hall.books("wang", item="nothing")
    for outside in (MONDAY, MONDAY - timedelta(days=1), MONDAY + timedelta(days=6)):
        with pytest.raises(no.SlotUnknown):
            hall.books("wang", on=outside)
    hall.books("wang")
    hall.books("li")
    with pytest.raises(no.SlotFull) as full:
        hall.books("zhao")
    assert full.value.facts == {"date": "2026-11-24", "half": "am"}
    with pytest.raises(no.AlreadyBooked) as again:
        hall.books("wang", on=WEDNESDAY)
    assert again.value.facts == {"date": "2026-11-24", "half": "am"}
    assert hall.states() == ["BOOKED", "BOOKED"]


def test_the_database_itself_refuses_a_persons_second_booking(hall: Booking) -> None:
    hall.books("wang")
    (row,) = hall.day.rows(t.appointment)
    copy = {**row._mapping, "id": None, "code": "ANOTHERC"}
    with pytest.raises(IntegrityError), hall.day.store.writing() as connection:
        connection.execute(insert(t.appointment).values(copy))


def test_a_due_appointment_is_called_before_those_who_wait_longer(hall: Booking) -> None:
    booked = hall.books("wang")
    hall.at(TUESDAY, 9)
    hall.day.act("1001", duty.sign_in, "1", wa.SignIn(seat=SEAT))
    hall.day.act("1001", duty.open_window, "1", SEAT)
    hall.day.take("a-form")
    hall.day.take("a-form")
    hall.day.forward(minutes=4)
    issued = hall.checks_in(booked)
    assert issued.appointment == w.KeptAppointment(half="am", due=True)
    assert hall.newest("check_in")["half"] == "am"
    hall.day.forward(minutes=3)
    called = hall.day.act("1001", call.call_next, "1", SEAT).current
    assert (called.number, called.booked) == (issued.number, True)
    assert called.call_reason.rule == "appointment"
    (row,) = hall.day.rows(t.appointment)
    assert (row.state, row.ticket_id) == ("CHECKED_IN", issued.ticket_id)
    with pytest.raises(no.AppointmentOver):
        hall.checks_in(booked)
    story = Replayed()
    story.check(hall.day)


def test_the_next_errand_of_the_same_number_has_no_appointment(hall: Booking) -> None:
    booked = hall.books("wang")
    hall.at(TUESDAY, 9)
    issued = hall.checks_in(booked)
    hall.day.act(GUIDE, add_errand, issued.ticket_id, wa.AddStop(item="b-tax"))
    hall.day.act("1001", duty.sign_in, "1", wa.SignIn(seat=SEAT))
    hall.day.act("1001", duty.open_window, "1", SEAT)
    for act in (call.call_next, serve.start):
        hall.day.act("1001", act, "1", SEAT)
    hall.day.act("1001", serve.finish, "1", SEAT, wa.Finish())
    first, second = hall.day.stops_of(issued.number)
    assert (first.rate, first.booked) == (APPOINTMENT_RATE, True)
    assert (second.rate, second.booked) == (1.0, False)


def test_too_early_says_from_when_and_half_an_hour_before_is_not(hall: Booking) -> None:
    booked = hall.books("wang", half="pm")
    with pytest.raises(no.NotYourDay) as other:
        hall.checks_in(booked)
    assert other.value.facts == {"date": "2026-11-24", "half": "pm", "time": "11:30"}
    hall.at(TUESDAY, 11, 29)
    with pytest.raises(no.TooEarlyToCheckIn) as early:
        hall.checks_in(booked)
    assert early.value.facts["time"] == "11:30"
    assert hall.day.rows(t.ticket) == []
    hall.at(TUESDAY, 11, 30)
    assert hall.checks_in(booked).appointment == w.KeptAppointment(half="pm", due=True)


def test_a_late_one_gets_an_ordinary_number_that_says_so(hall: Booking) -> None:
    booked = hall.books("wang")
    hall.at(TUESDAY, 12, 31)
    issued = hall.checks_in(booked, reason="elder")
    assert issued.appointment == w.KeptAppointment(half="am", due=False)
    stop = hall.day.stop(issued.number)
    assert (stop.rate, stop.booked) == (2.0, False)


def test_a_kiosk_keeps_the_opening_hours_and_a_guide_need_not(hall: Booking) -> None:
    booked = hall.books("wang")
    hall.at(TUESDAY, 8, 45)
    with pytest.raises(HallClosed):
        hall.checks_in(booked)
    assert hall.checks_in(booked, by=GUIDE).appointment is not None


def test_moving_takes_the_new_place_and_frees_the_old(hall: Booking) -> None:
    booked = hall.books("wang")
    hall.books("li", half="pm")
    hall.books("zhao", half="pm")
    with pytest.raises(no.SlotFull):
        hall.moves(booked, TUESDAY, "pm")
    assert hall.moves(booked, TUESDAY, "am").half == "am"
    moved = hall.moves(booked, WEDNESDAY, "pm")
    assert (moved.date, moved.half, moved.code) == (WEDNESDAY, "pm", booked.code)
    assert (hall.free()[TUESDAY, "am"], hall.free()[WEDNESDAY, "pm"]) == (2, 1)
    assert hall.newest("move_appointment")["from"] == ["2026-11-24", "am"]


def test_two_hours_before_only_the_desk_can_change_it(hall: Booking) -> None:
    booked, other = hall.books("wang"), hall.books("li")
    hall.at(TUESDAY, 7, 1)
    for act in (hall.cancels, lambda each: hall.moves(each, WEDNESDAY, "am")):
        with pytest.raises(no.TooLateToChange) as late:
            act(booked)
    assert late.value.facts == {"hours": 2}
    assert hall.cancels(booked, by=GUIDE).state == "CANCELLED"
    assert hall.moves(other, WEDNESDAY, "am", by=GUIDE).date == WEDNESDAY


def test_two_misses_bring_a_ban_that_a_supervisor_lifts(hall: Booking) -> None:
    hall.books("wang")
    hall.books("li")
    hall.at(WEDNESDAY, 9)
    assert hall.states() == ["MISSED", "MISSED"]
    assert hall.bans("wang") == []
    hall.books("wang", on=THURSDAY, half="pm")
    hall.at(THURSDAY + timedelta(days=1), 9)
    (ban,) = hall.bans("wang")
    assert ban.until == date(2027, 2, 25)
    assert hall.newest("appointments_missed")["bans"] == [ban.ban_id]
    with pytest.raises(no.BookingBanned) as banned:
        hall.books("wang", on=date(2026, 11, 30))
    assert banned.value.facts == {"until": "2027-02-25"}
    told = hall.day.act(SUPERVISOR, booking_bans.lift_ban, ban.ban_id)
    assert told.ban.lifted_at is not None
    assert hall.bans("wang") == []
    with pytest.raises(no.BanOver):
        hall.day.act(SUPERVISOR, booking_bans.lift_ban, ban.ban_id)
    hall.books("wang", on=date(2026, 11, 30))
    hall.at(date(2026, 12, 1), 9)
    assert hall.bans("wang") == []  # the two that were answered count no more


def test_nobody_missed_a_day_on_which_the_hall_was_closed(hall: Booking) -> None:
    hall.books("wang")
    hall.books("li", half="pm")
    hall.books("zhao", on=WEDNESDAY)
    closed = SpecialDay(TUESDAY, Text("停电"))
    queues = tuple(replace(queue, capacity=10) for queue in PLAN.queues)
    plan = replace(PLAN, queues=queues, special_days=(closed,))
    load_hall(hall.day.store, plan, hall.day.now)
    assert (TUESDAY, "am") not in hall.free()
    with pytest.raises(no.SlotUnknown):
        hall.books("zhou")
    hall.at(WEDNESDAY, 0, 1)
    hall.day.act(SUPERVISOR, close_day)
    hall.at(THURSDAY, 9)
    assert hall.states() == ["CANCELLED"] * 3
    assert hall.newest("appointments_missed")["missed"] == []


def test_nobody_missed_an_item_whose_numbers_the_hall_did_not_give(hall: Booking) -> None:
    for on in (TUESDAY, WEDNESDAY):
        hall.books("wang" if on == TUESDAY else "zhao", on=on)
        hall.books("li" if on == TUESDAY else "zhou", on=on, half="pm")
    hall.at(TUESDAY, 10)
    closed = hall.day.act(SUPERVISOR, close_issuing, wa.CloseIssuing(item="a-card", text="停"))
    hall.at(TUESDAY, 10, 31)
    hall.day.act(SUPERVISOR, reopen_issuing, closed.closure_id)
    hall.at(TUESDAY, 16)
    hall.day.act(SUPERVISOR, evacuate, wa.Evacuate(text="请离开"))
    hall.at(WEDNESDAY, 9)
    hall.day.act("system", end_evacuation)
    alone = LoneKiosk(hall.day)
    alone.renew()
    alone.bring(alone.give("a-card"))
    hall.at(THURSDAY, 9)
    assert hall.states() == ["CANCELLED"] * 3 + ["MISSED"]


def test_who_is_early_and_takes_an_ordinary_number_has_missed_nothing(hall: Booking) -> None:
    hall.books("wang", half="pm")
    hall.books("li", half="pm")
    hall.at(TUESDAY, 9)
    for who, agent in (("wang", False), ("li", True)):
        wanted = wa.IssueTicket(items=("a-card",), agent=agent)
        visitor = known_by(KEY, None, PEOPLE[who], KEY)
        hall.day.act("kiosk", issue_ticket, wanted, f"early-{who}", lambda _queue: None, visitor)
    hall.at(WEDNESDAY, 9)
    assert hall.states() == ["CANCELLED", "MISSED"]


def test_nobody_missed_an_item_that_the_hall_has_dropped(hall: Booking) -> None:
    hall.books("wang")
    queues = tuple(replace(queue, capacity=10) for queue in PLAN.queues)
    load_hall(
        hall.day.store, replace(PLAN, queues=queues, items=PLAN.items[1:], themes=()), hall.day.now
    )
    hall.at(WEDNESDAY, 9)
    assert hall.states() == ["CANCELLED"]


def test_people_of_old_appointments_are_forgotten_and_misses_while_they_count(
    hall: Booking,
) -> None:
    kept, missed = hall.books("wang"), hall.books("li")
    hall.at(TUESDAY, 9)
    hall.checks_in(kept)
    mark = booked_by(KEY, PEOPLE["wang"], None).card_mark
    assert hall.finds(card_mark=mark) == [("CHECKED_IN", "over")]
    assert hall.finds(code=missed.code) == [("BOOKED", "due")]
    hall.at(TUESDAY + timedelta(days=30), 9)
    assert [row.name for row in hall.day.rows(t.appointment)] == ["欧阳*"] * 2
    hall.at(TUESDAY + timedelta(days=31), 9)
    rows = hall.day.rows(t.appointment)
    assert [(row.name, row.phone_mark, bool(row.card_mark)) for row in rows] == [
        ("", None, False),
        ("", None, True),
    ]
    hall.at(TUESDAY + timedelta(days=91), 9)
    assert [row.card_mark for row in hall.day.rows(t.appointment)] == ["", ""]
    told = "".join(row.data for row in hall.day.rows(t.journal))
    for secret in (mark, kept.code, "欧阳", PHONE, PEOPLE["wang"]):
        assert secret not in told
