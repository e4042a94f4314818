"""The whole small states that screens draw. Each carries `version`: the newest journal entry it knows.

A reader keeps the state with the highest (version, at) and draws only that.
"""

from typing import Any, Literal

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
    call_reason: CallReason | None = None
    window: str | None = None
    note: str = ""
    limit_minutes: int
    """The queue's max_wait."""


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


class HallWindow(BoardWindow):
    """A window as the supervisor sees it."""

    since: Instant
    clerk_name: str | None = None
    profile: str
    served_today: int
    held: int
    rule: CallReason | None = None
    """Why the stop in hand was called."""


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


class JournalEntry(State):
    """One act, as the journal keeps it. `hash` chains it to the one before."""

    seq: int
    at: Instant
    act: str
    actor: str
    number: str | None = None
    window: str | None = None
    data: dict[str, Any]
    hash: str


class ItemClosure(ItemClosed):
    """An item closed for issuing, with the handle that opens it again."""

    closure_id: int


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
