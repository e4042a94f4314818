"""What the kiosk tells its own page, beyond the messages of the hall server."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from hall_server.wire.acts import TicketIssued
from hall_server.wire.appointments import BookingCode
from hall_server.wire.message import (
    Code,
    Command,
    Instant,
    Language,
    PrintSize,
    State,
    Typed,
)
from hall_server.wire.views import KioskState
from printer.device import PrintState, Trouble

LinkStatus = Literal["starting", "reached", "unreachable", "not_admitted"]
ReaderState = Literal["none", "away", "ready", "reading", "card", "failed"]
ReadTrouble = Literal["", "unreadable", "expired", "check_digit", "taken_away_early"]
PersonKind = Literal["citizen", "foreigner", "hkmt", "document", "phone"]
AloneWhy = Literal[
    "", "no_lease", "other_day", "clock", "ledger_damaged", "disk_full", "no_numbers"
]
Handle = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{16,64}$")]
"""Under which this kiosk knows a person for a short while; says nothing and cannot be guessed."""
Receipt = Annotated[str, StringConstraints(pattern=r"^[!-~]{1,60}$")]


class PairingCode(State):
    """What a machine shows that the hall does not admit."""

    code: str | None
    """Six digits for the administrator; None while the hall gave none."""
    lost: bool
    """It was registered before, and is no longer."""


class PersonNow(State):
    """Who stands at the machine, as far as the page may know: masked."""

    handle: Handle
    source: Literal["card", "typed"]
    kind: PersonKind
    """The card's kind; of what was typed, `document` when there is a document's number, else `phone`."""
    name: str
    """As 张*; empty if typed."""
    tail: str
    """Last four of the document's number, or of the phone if there is no document."""
    reasons: tuple[str, ...] = ()
    """Codes of the priority reasons that the age allows: to be offered, never to be imposed."""
    expired: bool = False


class ReaderNow(State):
    """The ID-card reader. `card` goes back to `ready` when the person has gone from memory."""

    state: ReaderState = "none"
    """`none`: the machine has no reader. `away`: unplugged, or it does not answer."""
    trouble: ReadTrouble = ""
    """Why a read failed. `expired` comes with `card`: such a card may still take a number."""
    seq: int = 0
    """Moves on with each placing of a card."""
    person: PersonNow | None = None


class PresentPerson(Command):
    """Who stands at the machine, typed: a document's number, a phone, or both."""

    document: Typed | None = None
    phone: Typed | None = None

    @model_validator(mode="after")
    def says_something(self) -> "PresentPerson":
        if self.document is None and self.phone is None:
            raise ValueError("name a document or a phone")
        return self


class StillHere(Command):
    """Whoever is known under a handle touches the page still."""

    person: Handle


class TakeTicket(Command):
    """A press: the errand, and whose it is as far as the visitor has said."""

    items: tuple[Code, ...] = Field(default=(), max_length=8)
    theme: Code | None = None
    reason: Code | None = None
    language: Language = "zh-CN"
    print_size: PrintSize = "normal"
    person: Handle | None = None
    """The handle of a PersonNow; None takes a number without a name."""
    agent: bool = False
    """The person does it for somebody else (代办)."""
    receipt: Receipt | None = None
    """Of a finished case, with an item for picking up."""

    @model_validator(mode="after")
    def names_one_errand(self) -> "TakeTicket":
        if bool(self.items) == bool(self.theme):
            raise ValueError("name either items or a theme")
        return self


class FindHere(Command):
    """Whose appointments: of the person of a handle, or the one with a booking's code."""

    person: Handle | None = None
    code: BookingCode | None = None

    @model_validator(mode="after")
    def names_one_thing(self) -> "FindHere":
        if (self.person is None) == (self.code is None):
            raise ValueError("name either a person or a code")
        return self


class CheckInHere(Command):
    """The visitor is here for an appointment; the ticket is printed by this machine."""

    language: Language = "zh-CN"
    print_size: PrintSize = "normal"
    reason: Code | None = None
    person: Handle | None = None


class PrintList(Command):
    """Print what to bring for an item."""

    item: Code
    language: Language = "zh-CN"
    print_size: PrintSize = "normal"


class ListOrdered(State):
    """A list is on its way; `job` is the key under which the page asks how its sheet is."""

    job: str


class SheetNow(State):
    """Where a sheet is, and why nothing was printed, if the printer said so."""

    paper: PrintState
    trouble: Trouble | None


class OfflineNow(State):
    """Whether this machine gives numbers though the hall does not answer."""

    able: bool = False
    why: AloneWhy = "no_lease"
    """Why not. `no_lease`: the hall has lent nothing yet. `other_day`: what it lent was for another day.
    `clock`: this machine's clock is behind what it gave before. `ledger_damaged`: its ledger was set
    aside, and the hall has not lent anew. `no_numbers`: all that was lent is given."""
    waiting: int = 0
    """Numbers given alone that the hall has not answered yet."""


class Now(State):
    """The page's view of the present: the link, and the last good state of the hall."""

    link: LinkStatus
    since: Instant
    """Since when the link has been as it is."""
    state: KioskState | None
    catalogue: str | None
    """Version of the catalogue that this kiosk holds; the page fetches it when it differs."""
    pairing: PairingCode | None = None
    """While the hall does not admit this machine's own token."""
    reader: ReaderNow = ReaderNow()
    offline: OfflineNow = OfflineNow()


class VisitNow(State):
    """A number given here, and where its paper is."""

    visit: str
    """The key of the press, under which the page asks again."""
    ticket: TicketIssued
    paper: PrintState
    trouble: Trouble | None
    """Why nothing was printed, if the printer said so."""
    qr: str | None
    """Path of the QR picture on this kiosk; None when the hall has no address for phones."""
    offline: bool = False
    """This machine gave the number alone: how many are ahead is not known."""


class PageSilence(State):
    """How long the touch page has not asked for news: since it last did, or since the program began."""

    silent_s: float
