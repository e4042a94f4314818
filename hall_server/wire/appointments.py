"""Appointments: slots by item and half-day, booked from outside, checked in at the hall."""

from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from hall_server.visitor_numbers import compact
from hall_server.wire.message import Code, Command, Instant, Language, PrintSize, State, Text, Typed

Half = Literal["am", "pm"]
AppointmentState = Literal["BOOKED", "CHECKED_IN", "CANCELLED", "MISSED"]
Standing = Literal["early", "due", "late", "other_day", "over"]


def _as_printed(typed: object) -> object:
    return compact(typed) if isinstance(typed, str) and len(typed) <= 40 else typed


BookingCode = Annotated[
    str, BeforeValidator(_as_printed), StringConstraints(pattern=r"^[A-HJ-NP-Z2-9]{8}$")
]
"""Eight letters and digits that cannot be mistaken for each other; also what the QR code holds."""
PersonName = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=40, pattern=r"^[^\x00\r\n]*$")
]


class Slot(State):
    """A half-day of an item: how many may come, how many places are left."""

    date: date
    half: Half
    begins: Instant
    ends: Instant
    places: int
    free: int


class Slots(State):
    """The half-days on which an item can be booked."""

    item: str
    slots: tuple[Slot, ...]


class Book(Command):
    """Book a half-day. The document is kept as a keyed mark, the name masked, the phone as a mark."""

    item: Code
    date: date
    half: Half
    document: Typed
    name: PersonName = ""
    phone: Typed | None = None


class MoveAppointment(Command):
    """To another half-day of the same item."""

    date: date
    half: Half


class AppointmentView(State):
    """An appointment. `standing` says how it is at this moment."""

    appointment_id: int
    code: str
    item: Code
    item_name: Text
    date: date
    half: Half
    begins: Instant
    ends: Instant
    name: str
    """Masked: 张*."""
    due_from: Instant
    """From when on it may be checked in."""
    state: AppointmentState
    standing: Standing
    number: str | None = None
    """The ticket's, once checked in."""


class KeptAppointment(State):
    """The appointment that a number was given for."""

    half: Half
    due: bool
    """False: it was too late for its half-day, and the number is an ordinary one."""


class FindAppointments(Command):
    """By one thing the visitor has: the document, the phone it was booked with, or the code."""

    document: Typed | None = None
    phone: Typed | None = None
    code: BookingCode | None = None

    @model_validator(mode="after")
    def names_one_thing(self) -> "FindAppointments":
        if sum(each is not None for each in (self.document, self.phone, self.code)) != 1:
            raise ValueError("name a document, a phone or a code")
        return self


class FoundAppointments(State):
    """Today's appointments of a person, and those of later days; at most 20."""

    appointments: tuple[AppointmentView, ...]


class CheckIn(Command):
    """The visitor is here: a number for the appointment's item."""

    language: Language = "zh-CN"
    print_size: PrintSize = "normal"
    reason: Code | None = None
    printer: Code | None = None
    document: Typed | None = None
    """The visitor's, if it was read here: the person then has no second number for the item."""


class BookedNow(State):
    """An appointment after an act on it."""

    version: int
    appointment: AppointmentView


class BanView(State):
    """Somebody who missed too often: no booking until a day, unless lifted."""

    ban_id: int
    since: Instant
    until: date
    lifted_at: Instant | None


class BanNow(State):
    """A ban after an act on it."""

    version: int
    ban: BanView


class FindBan(Command):
    """Whether a person may book, by document; for the appeal at the guide desk."""

    document: Typed


class BansFound(State):
    """The person's bans in force, newest first."""

    bans: Annotated[tuple[BanView, ...], Field(max_length=20)] = ()
