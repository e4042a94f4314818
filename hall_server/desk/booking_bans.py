"""Appointments that nobody came to, what that brings, and the way back."""

from datetime import date, timedelta

from hall_server.domain.appointments import (
    DAYS_KEPT,
    ban_until,
    due_from,
    half_open,
    was_kept_by_hall,
)
from hall_server.domain.booking_refusals import BanOver
from hall_server.domain.opening import local_date
from hall_server.store import appointments as rows
from hall_server.store.days import hours_of_day
from hall_server.store.hindrances import not_issuing, was_given_alone
from hall_server.store.transaction import Transaction
from hall_server.wire.appointments import BanNow, BanView

AT_ONCE = 100
"""An act is short: what is more waits for the next."""


def settle_past(tx: Transaction) -> int:
    """Mark appointments of past days that nobody came to, with the bans they bring.

    Where nobody could have come then, the appointment is cancelled instead. Returns how many
    were settled, 100 at most; nothing is recorded when there was none.
    """
    today = local_date(tx.now, tx.setup.plan.timezone)
    past = rows.booked_before(tx.connection, tx.hall, today, AT_ONCE)
    missed: list[rows.Appointment] = []
    cancelled: list[rows.Appointment] = []
    for each in past:
        (missed if _stayed_away(tx, each) else cancelled).append(each)
    for each in cancelled:
        rows.change_appointment(tx, each.id, state="CANCELLED")
    for each in missed:
        rows.change_appointment(tx, each.id, state="MISSED")
    if past:
        bans = _ban(tx, sorted({each.card_mark for each in missed}), today)
        entry = {
            "missed": [each.id for each in missed],
            "cancelled": [each.id for each in cancelled],
            "bans": bans,
        }
        tx.record("appointments_missed", entry)
    return len(past)


def _stayed_away(tx: Transaction, booked: rows.Appointment) -> bool:
    """Whether a visitor stayed away who would have been checked in.

    A machine that gave numbers for the item alone did not know of appointments, and whoever was
    early, and took an ordinary number, was there.
    """
    if booked.came_at is not None:
        return False
    half = half_open(tx.setup.plan, booked.date, booked.half)
    day = hours_of_day(tx.connection, tx.hall, booked.date)
    if half is None or day is None or booked.item not in tx.setup.items:
        return False
    pauses = not_issuing(tx.connection, tx.hall, booked.item, half.begins, half.ends)
    pauses.append((half.begins, day.opened_at))
    if day.closed_at is not None:
        pauses.append((day.closed_at, None))
    since = due_from(half, tx.setup.plan.rules)
    return was_kept_by_hall(half, pauses) and not was_given_alone(
        tx.connection, booked.item, booked.date, since, half.ends
    )


def _ban(tx: Transaction, marks: list[str], today: date) -> list[int]:
    limits = tx.setup.plan.rules
    after = today - timedelta(days=limits.booking_ban_days)
    bans = []
    for mark in marks:
        until = ban_until(rows.misses_of(tx, mark, after), limits, today)
        if until is not None:
            bans.append(rows.add_ban(tx, mark, until))
    return bans


def lift_ban(tx: Transaction, ban_id: int) -> BanNow:
    """The person may book again; misses before it count no more. Raises Unknown, BanOver."""
    ban = rows.ban_by_id(tx, ban_id)
    if ban.lifted_at is not None or ban.until <= local_date(tx.now, tx.setup.plan.timezone):
        raise BanOver()
    rows.end_ban(tx, ban.id)
    tx.record("lift_ban", {"ban": ban.id})
    return BanNow(version=tx.head.seq, ban=ban_view(rows.ban_by_id(tx, ban.id)))


def ban_view(ban: rows.Ban) -> BanView:
    """A ban as the guide desk sees it."""
    return BanView(ban_id=ban.id, since=ban.since, until=ban.until, lifted_at=ban.lifted_at)


def kept_from(today: date, ban_days: int) -> tuple[date, date]:
    """Names and marks of dates before the first are forgotten; of misses, before the second."""
    names = today - timedelta(days=DAYS_KEPT)
    return names, min(names, today - timedelta(days=ban_days))


def forget_appointments(tx: Transaction) -> int:
    """Drop what is kept of people whose appointments are long over. Returns of how many.

    The journal keeps the counts alone; nothing is recorded when there was nothing to forget.
    """
    limits = tx.setup.plan.rules
    today = local_date(tx.now, tx.setup.plan.timezone)
    names, misses = kept_from(today, limits.booking_ban_days)
    count = rows.forget_appointments(tx, names, misses)
    bans = rows.forget_bans(tx, names)
    if count or bans:
        tx.record("forget_appointments", {"appointments": count, "bans": bans})
    return count + bans
