"""Booking a half-day, moving and cancelling it, and checking in on the day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hall_server.desk.issue import (
    NOBODY,
    NewcomerWait,
    issued_told,
    take_ticket,
    taken_entry,
    wait_told,
)
from hall_server.desk.ticket_sheet import order_ticket
from hall_server.desk.told import text
from hall_server.domain import appointments as rules
from hall_server.domain import plan as p
from hall_server.domain.booking_refusals import (
    AlreadyBooked,
    AppointmentOver,
    BookingBanned,
    NotBookable,
    NotYourDay,
    SlotFull,
    SlotUnknown,
    TooEarlyToCheckIn,
    TooLateToChange,
)
from hall_server.domain.discipline import ORDINARY_RATE
from hall_server.domain.identity import BookedBy, KnownBy
from hall_server.domain.opening import local_date
from hall_server.domain.refusals import Unknown
from hall_server.store import appointments as rows
from hall_server.store.setup import Setup
from hall_server.store.transaction import Transaction
from hall_server.wire import appointments as w
from hall_server.wire.acts import IssueTicket, TicketIssued
from printer.masking import masked_name


def book(tx: Transaction, wanted: w.Book, person: BookedBy, codes: Iterator[str]) -> w.BookedNow:
    """Take a place of a half-day for a person; the first unused of `codes` is how to find it.

    Raises Unknown, NotBookable, BookingBanned, AlreadyBooked, SlotUnknown, SlotFull.
    """
    item = bookable_item(tx.setup, wanted.item)
    item_id = tx.setup.item_ids[item.code]
    _require_no_ban(tx, person.card_mark)
    already = rows.booked_by(tx, item_id, person.card_mark)
    if already is not None:
        raise AlreadyBooked(date=already.date.isoformat(), half=already.half)
    _require_place(tx, item, wanted.date, wanted.half)
    appointment = rows.add_appointment(
        tx,
        {
            "item_id": item_id,
            "date": wanted.date,
            "half": wanted.half,
            "code": next(code for code in codes if not rows.is_code_taken(tx, code)),
            "name": masked_name(wanted.name),
            **person._asdict(),
        },
    )
    tx.record("book", _entry(appointment, item, wanted.date, wanted.half))
    return _now(tx, appointment)


def move_appointment(
    tx: Transaction, appointment_id: int, wanted: w.MoveAppointment
) -> w.BookedNow:
    """To another half-day of the same item.

    Raises AppointmentOver, TooLateToChange, NotBookable, SlotUnknown, SlotFull.
    """
    before = _open_to_change(tx, appointment_id)
    item = bookable_item(tx.setup, tx.setup.items[before.item].code)
    if (wanted.date, wanted.half) != (before.date, before.half):
        _require_place(tx, item, wanted.date, wanted.half)
    rows.change_appointment(tx, before.id, date=wanted.date, half=wanted.half)
    entry = _entry(before.id, item, wanted.date, wanted.half)
    tx.record("move_appointment", entry | {"from": [before.date.isoformat(), before.half]})
    return _now(tx, before.id)


def cancel_appointment(tx: Transaction, appointment_id: int) -> w.BookedNow:
    """Give the place back. Raises AppointmentOver, TooLateToChange."""
    before = _open_to_change(tx, appointment_id)
    rows.change_appointment(tx, before.id, state="CANCELLED")
    item = tx.setup.items[before.item]
    tx.record("cancel_appointment", _entry(before.id, item, before.date, before.half))
    return _now(tx, before.id)


def check_in(
    tx: Transaction,
    appointment_id: int,
    wanted: w.CheckIn,
    token: str,
    newcomer_wait: NewcomerWait,
    visitor: KnownBy = NOBODY,
) -> TicketIssued:
    """The visitor is here: a number for the appointment's item, first in turn when it is due.

    A late one gets an ordinary number. `token` becomes the visitor's link; `visitor` counts when it
    is the person who booked. Raises AppointmentOver, NotYourDay, TooEarlyToCheckIn, AlreadyInLine,
    and the refusals of issuing a number.
    """
    booked = rows.appointment_by_id(tx, appointment_id)
    stands = _require_today(tx, booked)
    reason = tx.setup.plan.priority_reason.get(wanted.reason or "")
    turn = rules.turn(stands, reason.rate if reason else ORDINARY_RATE)
    ticket = IssueTicket(
        items=(tx.setup.items[booked.item].code,),
        reason=wanted.reason,
        language=wanted.language,
        print_size=wanted.print_size,
        printer=wanted.printer,
    )
    known = visitor if visitor.booking_mark == booked.card_mark else NOBODY
    taken = take_ticket(tx, ticket, token, known, turn)
    rows.change_appointment(tx, booked.id, state="CHECKED_IN", ticket_id=taken.stop.ticket)
    told = w.KeptAppointment(half=booked.half, due=turn.booked)
    wait = wait_told(taken.ahead, newcomer_wait(taken.stop.queue))
    issued = issued_told(tx, taken, ticket, wait, token)
    issued = issued.model_copy(update={"appointment": told})
    job = order_ticket(tx, issued, wanted.printer)
    words = {"appointment": booked.id, "half": booked.half, "due": turn.booked, "job": job}
    tx.record("check_in", taken_entry(tx, taken, ticket, **words), taken.stop.ticket)
    return issued.model_copy(update={"print_job": job}) if job is not None else issued


def bookable_item(setup: Setup, code: str) -> p.Item:
    """An item with places for appointments. Raises Unknown, NotBookable."""
    item = setup.plan.item.get(code)
    if item is None:
        raise Unknown(what="item", name=code)
    if item.slots == 0:
        raise NotBookable(name=item.name.zh)
    return item


def appointment_view(setup: Setup, row: rows.Appointment, now: Any) -> w.AppointmentView:
    """An appointment as everybody sees it who may."""
    half = rules.half_day(setup.plan, row.date, row.half)
    item = setup.items[row.item]
    return w.AppointmentView(
        appointment_id=row.id,
        code=row.code,
        item=item.code,
        item_name=text(item.name),
        date=row.date,
        half=row.half,
        begins=half.begins,
        ends=half.ends,
        name=row.name,
        due_from=rules.due_from(half, setup.plan.rules),
        state=row.state,
        standing=rules.standing(half, setup.plan, now) if row.state == "BOOKED" else "over",
        number=row.number,
    )


def _require_no_ban(tx: Transaction, mark: str) -> None:
    today = local_date(tx.now, tx.setup.plan.timezone)
    bans = rows.bans_in_force(tx.connection, tx.hall, mark, today)
    if bans:
        raise BookingBanned(until=max(ban.until for ban in bans).isoformat())


def _require_place(tx: Transaction, item: p.Item, day: date, half: rules.Half) -> None:
    plan = tx.setup.plan
    days = rules.bookable_days(plan, local_date(tx.now, plan.timezone))
    if day not in days or rules.half_open(plan, day, half) is None:
        raise SlotUnknown(date=day.isoformat(), half=half)
    taken = rows.places_taken(tx.connection, tx.setup.item_ids[item.code], day, day)
    if taken.get((day, half), 0) >= item.slots:
        raise SlotFull(date=day.isoformat(), half=half)


def _open_to_change(tx: Transaction, appointment_id: int) -> rows.Appointment:
    """Staff may change it until it is over: they see or hear the person."""
    booked = rows.appointment_by_id(tx, appointment_id)
    plan = tx.setup.plan
    half = rules.half_day(plan, booked.date, booked.half)
    if booked.state != "BOOKED" or rules.standing(half, plan, tx.now) == "over":
        raise AppointmentOver(state=_ended(booked))
    if tx.actor.kind != "staff" and not rules.may_change(half, plan.rules, tx.now):
        raise TooLateToChange(hours=plan.rules.booking_cancel_hours)
    return booked


def _require_today(tx: Transaction, booked: rows.Appointment) -> rules.Standing:
    plan = tx.setup.plan
    half = rules.half_day(plan, booked.date, booked.half)
    stands = rules.standing(half, plan, tx.now)
    if booked.state != "BOOKED" or stands == "over":
        raise AppointmentOver(state=_ended(booked))
    opens = rules.due_from(half, plan.rules)
    when = {"date": booked.date.isoformat(), "half": booked.half, "time": f"{opens:%H:%M}"}
    if stands == "other_day":
        raise NotYourDay(**when)
    if stands == "early":
        raise TooEarlyToCheckIn(**when)
    return stands


def _ended(booked: rows.Appointment) -> str:
    """Past and not marked yet is missed already."""
    return "MISSED" if booked.state == "BOOKED" else booked.state


def _entry(appointment: int, item: p.Item, day: date, half: rules.Half) -> dict[str, Any]:
    """The journal's words: nothing that tells who it is."""
    return {"appointment": appointment, "item": item.code, "date": day.isoformat(), "half": half}


def _now(tx: Transaction, appointment: int) -> w.BookedNow:
    row = rows.appointment_by_id(tx, appointment)
    return w.BookedNow(version=tx.head.seq, appointment=appointment_view(tx.setup, row, tx.now))
