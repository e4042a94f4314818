"""The whole small states that screens draw. Each carries `version`: the newest journal entry it knows.

A reader keeps the state with the highest (version, at) and draws only that.
"""

from typing import Any, Literal

from hall_server.wire.cases import CaseBrief
from hall_server.wire.message import (
    Instant,
    ItemKind,
    Language,
    State,
    StopState,
    Text,
    Wait,
    WindowState,
)
from hall_server.wire.paper import PrinterView, PrintJobView

__all__ = ["WindowState"]

Scope = Literal["hall", "zone", "window"]
BoardWindowState = Literal["closed", "paused", "idle", "calling", "serving"]


class EvacuationView(State):
    """Everybody is told to leave. Every screen shows `text` and nothing else until it ends."""

    text: Text
    since: Instant
    begun_by: str
    """The badge of who began it; somebody else must end it."""


class MediumView(State):
    """A picture or film beside the calls; its bytes are at `/api/v1/media/<sha256>`."""

    sha256: str
    type: str
    """image/png, image/jpeg, image/webp, video/mp4 or video/webm"""
    name: Text


class MessageView(State):
    """Words of a supervisor to one window or to all."""

    message_id: int
    window: str | None
    """None when it went to all windows."""
    text: str
    at: Instant
    sent_by: str
    """The sender's name."""
    read_by: tuple[str, ...] = ()
    """Numbers of the windows that have read it."""


class LoanView(State):
    """A window lent to one more queue for a while; it returns by itself."""

    queue: str
    name: Text
    until: Instant


class UndoView(State):
    """The last act at a window, while it can still be taken back."""

    act: str
    """As the journal names it, such as `no_show`."""
    number: str
    until: Instant


class BoardCall(State):
    """One summons. A recall is another call of the same stop, with its own `call_id`."""

    call_id: int
    number: str
    window: str
    zone: str
    zone_name: Text
    at: Instant
    recall: int
    """0 for the first summons, then 1, 2, ..."""
    live: bool
    """The visitor is still expected; False once served, missed or sent on."""
    spoken: Text | None = None
    """The call in words, from the hall's own sentence: the caption on boards, and what is said."""


class BoardZone(State):
    """A zone's line as the lobby sees it."""

    zone: str
    name: Text
    waiting: int
    wait: Wait
    windows_open: int


class BoardWindow(State):
    """A window as its own board, the zone board and the LED strip show it."""

    window: str
    zone: str
    name: Text
    state: BoardWindowState
    number: str | None = None
    call_id: int | None = None
    called_at: Instant | None = None
    pause_reason: Text | None = None
    clerk: str | None = None
    """The clerk's badge number; never a name."""
    queues: tuple[Text, ...] = ()
    instead: tuple[str, ...] = ()
    """Open windows that serve the same queues, offered while this one does not."""


class BoardState(State):
    """What a lobby, zone or window board shows, and what voice and LED follow."""

    version: int
    at: Instant
    hall: Text
    timezone: str = "Asia/Shanghai"
    """The hall's IANA zone: all clock times are told in it, wherever the page runs."""
    scope: Scope
    place: str | None
    day_open: bool
    calls: tuple[BoardCall, ...]
    """Newest first; all live ones and the recent past."""
    zones: tuple[BoardZone, ...]
    windows: tuple[BoardWindow, ...]
    notice: Text
    """The notice in force first; `notices` has all of them."""
    notices: tuple[Text, ...] = ()
    media: tuple[MediumView, ...] = ()
    evacuation: EvacuationView | None = None


class QueueNow(State):
    """A queue as the kiosk shows it. `closed` says why no number is given."""

    queue: str
    wait: Wait
    windows_open: int
    closed: Text | None = None


class ItemClosed(State):
    """An item for which no number is given now, and why."""

    item: str
    closed: Text


class KioskOrders(State):
    """What the hall tells one kiosk. A number that has grown is an order to do it once."""

    lock: Text | None = None
    """Shown instead of the page while it lasts."""
    reloads: int = 0
    restarts: int = 0


class KioskState(State):
    """What changes by the minute on the kiosk page; the rest is the catalogue."""

    version: int
    at: Instant
    open: bool
    until: Instant | None = None
    """When issuing ends today, if open."""
    opens: Instant | None = None
    """When issuing starts next, if closed and known."""
    queues: tuple[QueueNow, ...]
    items_closed: tuple[ItemClosed, ...]
    catalogue: str
    """The catalogue's version; when it differs, fetch the catalogue again."""
    notices: tuple[Text, ...] = ()
    """All in force today, in the hall's order."""
    evacuation: EvacuationView | None = None
    orders: KioskOrders = KioskOrders()
    """For the kiosk that asks."""
    zone: str | None = None
    """The zone in which the kiosk that asks stands; None in the hall at large."""


class CallReason(State):
    """Why the rule chose this stop: the clause of the rule and the wait it saw."""

    rule: Literal["pinned", "overdue", "priority", "appointment", "longest", "backup", "picked"]
    waited_s: int


class StopView(State):
    """A stop as staff see it."""

    stop_id: int
    ticket_id: int
    number: str
    state: StopState
    queue: str
    item: Text
    item_code: str
    kind: ItemKind
    statutory_days: int | None
    promised_days: int | None
    materials: tuple[str, ...] = ()
    step: int
    """1 for the first errand of the ticket."""
    steps: int
    """Errands on this number in all."""
    issued_at: Instant
    waiting_since: Instant
    called_at: Instant | None = None
    started_at: Instant | None = None
    since: Instant
    """When the present state began."""
    recalls: int = 0
    reason: Text | None = None
    """The visitor's priority reason."""
    agent: bool = False
    """The number was taken by somebody acting for the person (代办)."""
    receipt: str | None = None
    """Number of the receipt of the finished case to be handed over."""
    theme: str | None = None
    """Code of the theme (一件事) the number was taken for."""
    pick_up: bool = False
    """The result of a case is to be collected."""
    booked: bool = False
    """Came by an appointment that was due."""
    call_reason: CallReason | None = None
    window: str | None = None
    note: str = ""
    limit_minutes: int
    """The queue's max_wait."""
    remind_at: Instant | None = None
    """For a stop set aside: when its clerk wants to be reminded."""
    turn: CallReason | None = None
    """For a waiting stop in a window's line: the clause by which it would be called in its turn."""


class ProfileView(State):
    """Which queues a window serves: its own, then those it helps."""

    code: str
    name: Text
    own: tuple[str, ...]
    backup: tuple[str, ...]


class Named(State):
    """A choice offered to staff."""

    code: str
    name: Text


class ClerkView(State):
    """Who sits at a window."""

    badge: str
    name: str


class DeskState(State):
    """A clerk's console: the window, its line in the order it would be called, and its pool."""

    version: int
    at: Instant
    hall: Text
    timezone: str = "Asia/Shanghai"
    """The hall's IANA zone: all clock times are told in it, wherever the page runs."""
    window: str
    zone: str
    zone_name: Text
    name: Text
    state: WindowState
    since: Instant
    pause_reason: Text | None = None
    clerk: ClerkView | None = None
    seat: str | None = None
    """The tab that holds the window. Another tab must say so and stand back."""
    profile: ProfileView
    day_open: bool
    current: StopView | None
    line: tuple[StopView, ...]
    """At most 60, in the order the rule would call them at this window."""
    waiting: int
    longest_s: int
    held: tuple[StopView, ...]
    missed: tuple[StopView, ...]
    """No-shows called from this window that may still come back, newest first."""
    served_today: int
    average_s: int | None
    pause_reasons: tuple[Named, ...]
    queues: tuple[Named, ...]
    """All queues, for a transfer."""
    windows: tuple[str, ...]
    """All windows, for a transfer."""
    paper: tuple[PrintJobView, ...] = ()
    """The newest sheets of the window's printer, newest first."""
    printers: tuple[PrinterView, ...] = ()
    """The printer beside the window, if there is one."""
    case: CaseBrief | None = None
    """The application of the number in hand, or whose result it has come to collect."""
    wait_average_s: int | None = None
    """Mean wait of those served here today."""
    messages: tuple[MessageView, ...] = ()
    """Today's unread messages to this window or to all, oldest first, at most 20."""
    loan: LoanView | None = None
    undo: UndoView | None = None
    evacuation: EvacuationView | None = None


class DayItem(State):
    """An item served at a window today."""

    item: Text
    count: int
    average_s: int


class LongestService(State):
    """The service that took longest at a window today."""

    number: str
    item: Text
    seconds: int


class DayPause(State):
    """How often and how long a window paused today for one reason; a pause that goes on counts."""

    reason: Text
    count: int
    seconds: int


class MyDay(State):
    """A clerk's day at a window so far."""

    date: str
    served: int
    average_s: int | None
    items: tuple[DayItem, ...]
    """The most frequent first."""
    longest: LongestService | None
    missed: int
    pauses: tuple[DayPause, ...]
    """The longest first."""


class HallWindow(BoardWindow):
    """A window as the supervisor sees it."""

    since: Instant
    clerk_name: str | None = None
    profile: str
    served_today: int
    held: int
    rule: CallReason | None = None
    """Why the stop in hand was called."""
    loan: LoanView | None = None


class OutlookPoint(State):
    """A queue as it is expected to be, some minutes from now."""

    minutes: int
    waiting: int
    longest_s: int


AlertKind = Literal[
    "wait_limit",
    "idle_window",
    "long_pause",
    "printer",
    "kiosk",
    "display",
    "station",
    "led",
    "ledger",
]


class AlertView(State):
    """Something a supervisor should look at, until it is over by itself."""

    alert_id: int
    kind: AlertKind
    subject: str
    """`queue:A`, `window:5`, `printer:NAME` or `device:NAME`."""
    since: Instant
    facts: dict[str, Any]
    """Values of its sentence: minutes, number, troubles, ..."""
    taken_by: str | None = None
    """The name of who looks after it."""
    taken_at: Instant | None = None


class HallQueue(State):
    """A queue as the supervisor sees it."""

    queue: str
    name: Text
    zone: str
    waiting: int
    longest_s: int
    limit_minutes: int
    wait: Wait
    windows_open: int
    closed: Text | None = None
    closure_id: int | None = None
    outlook: tuple[OutlookPoint, ...] = ()
    """At 15, 30, 45 and 60 minutes from now; empty while nothing is known of arrivals."""


class JournalEntry(State):
    """One act, as the journal keeps it. `hash` chains it to the one before."""

    seq: int
    at: Instant
    act: str
    actor: str
    number: str | None = None
    ticket: int | None = None
    """The ticket it is about, if it is about one."""
    window: str | None = None
    data: dict[str, Any]
    hash: str


class ItemClosure(ItemClosed):
    """An item closed for issuing, with the handle that opens it again."""

    closure_id: int


class ZonePlace(State):
    """A zone and where it lies."""

    zone: str
    name: Text
    floor: str


class HallState(State):
    """The supervisor's view: every window, every queue, the newest entries of the journal."""

    version: int
    at: Instant
    hall: Text
    timezone: str = "Asia/Shanghai"
    """The hall's IANA zone: all clock times are told in it, wherever the page runs."""
    date: str
    day_open: bool
    windows: tuple[HallWindow, ...]
    queues: tuple[HallQueue, ...]
    items_closed: tuple[ItemClosure, ...]
    profiles: tuple[Named, ...]
    pause_reasons: tuple[Named, ...]
    parked: tuple[str, ...]
    """Numbers held in pools now."""
    issued_today: int
    served_today: int
    missed_today: int
    journal: tuple[JournalEntry, ...]
    """Newest first, at most 40."""
    printers: tuple[PrinterView, ...] = ()
    paper: tuple[PrintJobView, ...] = ()
    """The newest sheets that did not print as they should, newest first."""
    zones: tuple[ZonePlace, ...] = ()
    """In the plan's order, for the floor plan."""
    alerts: tuple[AlertView, ...] = ()
    """In force, the oldest untaken first."""
    messages: tuple[MessageView, ...] = ()
    """Today's, newest first, at most 20."""
    evacuation: EvacuationView | None = None


class PastWindow(State):
    """A window as it was. Its zone and name are today's."""

    window: str
    zone: str
    name: Text
    state: BoardWindowState
    number: str | None = None
    since: Instant | None = None
    """When the present state of who was there, or of the window, began; None when long before."""
    pause_reason: Text | None = None
    clerk: str | None = None
    """The badge."""
    clerk_name: str | None = None
    held: tuple[str, ...] = ()
    """Numbers in the window's pool."""
    loan: LoanView | None = None


class PastQueue(State):
    """A queue as it was. Its name, zone and limit are today's."""

    queue: str
    name: Text
    zone: str
    waiting: int
    longest_s: int
    limit_minutes: int
    numbers: tuple[str, ...]
    """The longest waiting first, at most 60."""
    closed: Text | None = None


class PastState(State):
    """The hall at a past moment, replayed from the journal.

    Zones, names and limits are those of today's plan; a change of the plan is in the journal.
    """

    version: int
    """The last entry replayed."""
    at: Instant
    """The moment asked for; a moment to come is taken as now."""
    hall: Text
    timezone: str
    date: str
    day_open: bool
    zones: tuple[ZonePlace, ...]
    windows: tuple[PastWindow, ...]
    queues: tuple[PastQueue, ...]
    items_closed: tuple[ItemClosed, ...]
    issued_today: int
    served_today: int
    missed_today: int
    evacuation: EvacuationView | None = None
    journal: tuple[JournalEntry, ...]
    """The last 20 entries up to the moment, newest first."""
    midnight: Instant
    """Where the day and `density` begin."""
    first_at: Instant | None
    last_at: Instant | None
    """The day's first and last entry, for the slider; None on a day without any."""
    density_minutes: int
    density: tuple[int, ...]
    """How many entries each part of the day has, `density_minutes` long."""


class VisitStop(State):
    """One errand on the visitor's own page."""

    item: Text
    state: StopState | Literal["PLANNED"]
    window: str | None = None
    zone: Text | None = None


class VisitState(State):
    """The visitor's own page: my number, people ahead, range, called to which window."""

    version: int
    at: Instant
    hall: Text
    timezone: str = "Asia/Shanghai"
    """The hall's IANA zone: all clock times are told in it, wherever the page runs."""
    number: str
    language: Language
    state: StopState
    zone: Text
    wait: Wait | None = None
    window: str | None = None
    called_at: Instant | None = None
    issued_at: Instant
    come_back_until: Instant | None = None
    """After a no-show: until when the hall's desk may bring the number back."""
    stops: tuple[VisitStop, ...]
    evacuation: EvacuationView | None = None
    case: str | None = None
    """Path of the page of the application that was received on this number."""
