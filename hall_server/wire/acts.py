"""What people and devices ask of the hall: one command per act, and the replies."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from hall_server.wire.appointments import KeptAppointment
from hall_server.wire.message import (
    Code,
    Command,
    Id,
    Instant,
    Language,
    PrintSize,
    State,
    Text,
    Typed,
    Wait,
    Words,
)
from hall_server.wire.views import EvacuationView, StopView, UndoView, WindowState

Seat = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{8,64}$")]
"""Which browser tab sits at a window: made by the tab, kept over a reload."""


class IssueTicket(Command):
    """Take a number for a theme, or for one item or several (done one after another)."""

    items: tuple[Code, ...] = Field(default=(), max_length=8)
    theme: Code | None = None
    reason: Code | None = None
    language: Language = "zh-CN"
    print_size: PrintSize = "normal"
    printer: Code | None = None
    """Where staff want the ticket printed; a kiosk prints its own."""
    phone: Typed | None = None
    """The visitor's, if given; the hall keeps its last four digits until the day is over."""
    card: Typed | None = None
    """Number of an identity document, if given; the hall keeps a keyed mark until the day is over."""
    agent: bool = False
    """The holder of the document acts for somebody else (代办)."""
    receipt: Annotated[str, StringConstraints(pattern=r"^[!-~]{1,60}$")] | None = None
    """Number of the receipt of a finished case; only with an item for picking up."""
    pre_check: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,20}$")] | None = None
    """Code of what was checked online for this errand: the window finds it by the number."""

    @model_validator(mode="after")
    def names_one_errand(self) -> "IssueTicket":
        if bool(self.items) == bool(self.theme):
            raise ValueError("name either items or a theme")
        return self


class TicketIssued(State):
    """All that the paper and the kiosk page need."""

    ticket_id: int
    number: str
    link: str
    """Path of the visitor's page, for the QR: `/t/<token>`; the kiosk puts the hall's address before it."""
    issued_at: Instant
    """In the hall's own zone, as the paper prints it."""
    language: Language
    print_size: PrintSize = "normal"
    hall: Text
    zone: Text
    zone_code: str
    queue: Text
    items: tuple[Text, ...]
    """All errands of this number, in the order planned; the first is the one now in line."""
    windows: tuple[str, ...]
    """Window numbers that serve the first errand."""
    wait: Wait
    reason: Text | None = None
    appointment: KeptAppointment | None = None
    print_job: int | None = None
    """The job that puts the ticket on paper; a kiosk reports how it ended."""


class CallStop(Command):
    """Call this very stop, out of turn."""

    stop: Id


class Finish(Command):
    """End the service of a stop. `outcome` is the clerk's word for the day's figures."""

    outcome: Literal["done", "referred", "abandoned"] = "done"


class Transfer(Command):
    """Send a stop on: to a queue or to a window, at the front, sorted by issue time, or at the end."""

    queue: Code | None = None
    window: Code | None = None
    place: Literal["front", "sorted", "end"] = "sorted"
    note: Words = ""

    @model_validator(mode="after")
    def names_one_goal(self) -> "Transfer":
        if (self.queue is None) == (self.window is None):
            raise ValueError("name either a queue or a window")
        return self


class Note(Command):
    """An act that may carry a remark of the clerk."""

    note: Words = ""


class Hold(Note):
    """Set a stop aside; the clerk may ask to be reminded."""

    remind_minutes: Literal[5, 10, 15, 30] | None = None


class WalkIn(Note):
    """Serve somebody at the window who has no ticket."""

    item: Code
    reason: Code | None = None


class AddStop(Command):
    """One more errand on the same number, done after those planned."""

    item: Code


class SignIn(Command):
    """Sit down at a window with this browser tab."""

    seat: Seat


class Pause(Command):
    """Stop calling for a while, for one of the hall's reasons."""

    reason: Code


class SetProfile(Command):
    """Give a window another profile (which queues it serves)."""

    profile: Code


class CloseIssuing(Command):
    """Stop giving numbers for an item or a queue; the kiosk shows `text`."""

    item: Code | None = None
    queue: Code | None = None
    text: Annotated[Words, Field(min_length=1)]
    text_en: Words = ""

    @model_validator(mode="after")
    def names_one_subject(self) -> "CloseIssuing":
        if (self.item is None) == (self.queue is None):
            raise ValueError("name either an item or a queue")
        return self


class Evacuate(Command):
    """Tell everybody to leave, in words that every screen shows."""

    text: Annotated[Words, Field(min_length=1)]
    text_en: Words = ""


class SendMessage(Command):
    """Words to the clerk at one window, or to all."""

    window: Code | None = None
    text: Annotated[Words, Field(min_length=1)]


class Lend(Command):
    """Have a window call from one more queue for a while."""

    queue: Code
    minutes: Annotated[int, Field(strict=True, ge=5, le=240)] = 60


class Nothing(Command):
    """An act that needs no words."""


class WindowNow(State):
    """The answer to every act of a clerk: the window and the stop in hand. The line follows by socket."""

    version: int
    window: str
    state: WindowState
    current: StopView | None
    undo: UndoView | None = None


class StopNow(State):
    """The answer to an act on a stop away from a window."""

    version: int
    stop_id: int
    ticket_id: int
    number: str
    state: str


class Closed(State):
    """Issuing was closed, or opened again."""

    closure_id: int
    version: int


class EvacuationNow(State):
    """An evacuation has begun, or (None) is over."""

    version: int
    evacuation: EvacuationView | None


class MessageSent(State):
    """A message is on its way to the consoles."""

    message_id: int
    version: int


class AlertNow(State):
    """Who looks after an alert now."""

    alert_id: int
    taken_by: str | None
    version: int


class DayNow(State):
    """The hall's day after it was opened or closed."""

    date: str
    state: Literal["OPEN", "CLOSED"]
    expired: tuple[str, ...] = ()
    """Numbers never called, or called and not served."""
    parked: tuple[str, ...] = ()
    """Numbers still held in a window's pool when the day closed."""
    version: int
