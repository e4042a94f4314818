"""What can be booked, and which appointments a person has."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection

from hall_server.desk.appointments import appointment_view, bookable_item
from hall_server.desk.booking_bans import ban_view
from hall_server.domain.appointments import bookable_days, halves
from hall_server.domain.opening import local_date
from hall_server.store import appointments as rows
from hall_server.store.setup import Setup
from hall_server.wire.appointments import BansFound, FoundAppointments, Slot, Slots


class Sought(NamedTuple):
    """The one thing that somebody is known by: marks of a document or phone, or a code."""

    card_mark: str | None = None
    phone_mark: str | None = None
    code: str | None = None


def open_slots(
    connection: Connection,
    setup: Setup,
    item: str,
    first: date | None,
    last: date | None,
    now: datetime,
) -> Slots:
    """An item's half-days that can be booked now, between two dates (None: no bound).

    Raises Unknown, NotBookable.
    """
    planned = bookable_item(setup, item)
    days = [
        day
        for day in bookable_days(setup.plan, local_date(now, setup.plan.timezone))
        if (first is None or day >= first) and (last is None or day <= last)
    ]
    taken = {}
    if days:
        taken = rows.places_taken(connection, setup.item_ids[item], days[0], days[-1])
    return Slots(
        item=item,
        slots=tuple(
            Slot(
                date=half.date,
                half=half.half,
                begins=half.begins,
                ends=half.ends,
                places=planned.slots,
                free=max(0, planned.slots - taken.get((half.date, half.half), 0)),
            )
            for day in days
            for half in halves(setup.plan, day)
        ),
    )


def find_appointments(
    connection: Connection, setup: Setup, sought: Sought, now: datetime
) -> FoundAppointments:
    """Today's appointments and later ones, the nearest first."""
    if sought.code is not None:
        which = rows.of_code(sought.code)
    elif sought.card_mark is not None:
        which = rows.of_card(sought.card_mark)
    else:
        which = rows.of_phone(sought.phone_mark or "")
    today = local_date(now, setup.plan.timezone)
    found = rows.appointments_found(connection, setup.hall, today, which)
    return FoundAppointments(
        appointments=tuple(appointment_view(setup, each, now) for each in found)
    )


def find_bans(connection: Connection, setup: Setup, mark: str, now: datetime) -> BansFound:
    """A person's bans in force, the newest first."""
    today = local_date(now, setup.plan.timezone)
    found = rows.bans_in_force(connection, setup.hall, mark, today)
    return BansFound(bans=tuple(ban_view(each) for each in found))
