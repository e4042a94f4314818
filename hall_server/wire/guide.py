"""What the guide desk reads: tickets found, a ticket's whole story, and who in the hall needs help."""

from typing import Literal

from hall_server.wire.appointments import KeptAppointment
from hall_server.wire.message import Command, Instant, Language, State, StopState, Text, Typed, Wait
from hall_server.wire.paper import PrinterView, PrintJobView
from hall_server.wire.views import CallReason, EvacuationView, HallQueue, Named

FoundBy = Literal["number", "phone", "card"]


class FindTickets(Command):
    """Today's tickets by what was typed: a number, a phone or its last four digits, a card."""

    q: Typed


class TicketView(State):
    """A ticket as the guide desk sees it: where it stands now, and what is still planned on it."""

    ticket_id: int
    number: str
    date: str
    live: bool
    """The number is still in use."""
    state: StopState
    stop_id: int
    """The stop that acts are done on."""
    queue: str
    queue_name: Text
    zone: str
    zone_name: Text
    item: Text
    errands: tuple[Text, ...] = ()
    """Errands planned and not begun."""
    window: str | None = None
    """Where it is called, served or held, was served or missed; for a waiting one where it is pinned."""
    waiting_since: Instant
    since: Instant
    """When the present state began."""
    limit_minutes: int
    wait: Wait | None = None
    """While it waits: people ahead, and the range."""
    come_back_until: Instant | None = None
    """After a no-show: until when it can be brought back."""
    reason: Text | None = None
    note: str = ""
    language: Language
    issued_at: Instant
    issued_by: str
    """`kiosk-1`, or a badge number."""
    offline: bool = False
    """The kiosk gave it while it could not ask the hall."""


class FoundTicket(State):
    """A ticket, and what it was found by."""

    by: FoundBy
    ticket: TicketView


class FoundTickets(State):
    """At most 20, the newest first."""

    version: int
    at: Instant
    timezone: str
    looked_for: tuple[FoundBy, ...]
    """What the query may mean; empty when it makes no sense."""
    found: tuple[FoundTicket, ...]


class StoryEntry(State):
    """One thing that happened to a ticket. What an act does not have is None or empty."""

    at: Instant
    act: str
    """As the journal names it; a call by `finish_and_call_next` is `call_next`, its end `finish`."""
    heard_at: Instant | None = None
    """When the hall heard of a number that a kiosk gave alone."""
    seq: int | None = None
    """Its number in the journal."""
    actor: Literal["staff", "device", "visitor", "system"]
    who: str = ""
    """Badge number or device name."""
    name: str = ""
    """The member of staff's name."""
    window: str | None = None
    queue: str | None = None
    item: Text | None = None
    items: tuple[Text, ...] = ()
    """Of a number issued: all errands, in the order wanted."""
    appointment: KeptAppointment | None = None
    """Of a number given for an appointment."""
    reason: Text | None = None
    agent: bool = False
    receipt: str | None = None
    beyond: tuple[str, ...] = ()
    """Limits that the member of staff who gave the number went beyond."""
    rule: CallReason | None = None
    """Why it was called then."""
    recall: int = 0
    to_queue: str | None = None
    to_window: str | None = None
    place: str | None = None
    outcome: str | None = None
    undone: str | None = None
    """The act that was taken back."""
    note: str = ""
    printer: str | None = None
    print: str | None = None
    """The state of the sheet after the act."""
    trouble: str = ""
    copy_number: int = 0
    replaced: str | None = None
    """The number that the same press had been given by the hall, and that nobody was told."""
    replaced_by: str | None = None
    """Of such a number: the one on the paper."""
    duplicate_of: str | None = None
    """A number that the same person held already for the same item."""


class Story(State):
    """A ticket and everything that happened to it, in order."""

    version: int
    at: Instant
    timezone: str
    ticket: TicketView
    entries: tuple[StoryEntry, ...]


class LateTicket(State):
    """Someone who has waited longer than the queue's limit."""

    ticket_id: int
    number: str
    queue: str
    zone: str
    item: Text
    waiting_since: Instant
    limit_minutes: int
    reason: Text | None = None
    window: str | None = None
    """Where it is pinned, if it is."""


class MissedTicket(State):
    """A no-show that may still come back."""

    ticket_id: int
    stop_id: int
    number: str
    queue: str
    item: Text
    window: str | None
    missed_at: Instant
    until: Instant


class ClosureView(State):
    """No numbers for an item or a queue; the other is None."""

    item: str | None
    queue: str | None
    name: Text
    text: Text
    since: Instant


class GuideState(State):
    """The hall as the guide desk needs it: who needs help, and what to tell people who ask."""

    version: int
    at: Instant
    hall: Text
    timezone: str
    date: str
    day_open: bool
    hours: tuple[str, ...] = ()
    """Today's opening periods, `09:00-17:00`."""
    special: Text | None = None
    """The name of today's special opening, if it is one."""
    late: tuple[LateTicket, ...]
    """At most 40, the longest beyond the limit first."""
    late_total: int
    missed: tuple[MissedTicket, ...]
    """At most 40, the soonest to be too late first."""
    queues: tuple[HallQueue, ...]
    windows: tuple[str, ...]
    """All windows, for a transfer."""
    reasons: tuple[Named, ...]
    """Priority reasons."""
    closures: tuple[ClosureView, ...]
    printers: tuple[PrinterView, ...] = ()
    paper: tuple[PrintJobView, ...] = ()
    """The newest sheets that did not print as they should, newest first."""
    evacuation: EvacuationView | None = None
