"""A small hall in memory that the page tests run against: the wire's states, first come first called."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from stand_in_paper import StandInPaper

from hall_server.domain import refusals
from hall_server.domain.states import (
    AT_WINDOW,
    StopAction,
    StopState,
    WindowAction,
    WindowState,
    stop_after,
    window_after,
)
from hall_server.wire.message import Text
from hall_server.wire.views import CallReason, ClerkView, EvacuationView

COME_BACK_MINUTES = 30
JOURNAL_NAMES = {StopAction.CALL: "call_next", StopAction.RESUME: "resume_held"}


@dataclass
class Errand:
    """An item of the stand-in's catalogue."""

    code: str
    name: Text
    queue: str
    kind: str = "promised"
    materials: tuple[str, ...] = ()
    initials: str = ""


@dataclass
class Stop:
    """One errand of one number."""

    stop_id: int
    ticket_id: int
    number: str
    errand: Errand
    token: str
    issued_at: datetime
    since: datetime
    state: StopState = StopState.WAITING
    step: int = 1
    steps: int = 1
    reason: Text | None = None
    window: str | None = None
    called_at: datetime | None = None
    started_at: datetime | None = None
    recalls: int = 0
    note: str = ""
    outcome: str = ""
    call_reason: CallReason | None = None


@dataclass
class Window:
    """A window and who sits there."""

    number: str
    zone: str
    queues: tuple[str, ...]
    since: datetime
    state: WindowState = WindowState.CLOSED
    pause_reason: str | None = None
    clerk: ClerkView | None = None
    seat: str | None = None
    profile: str = "all"
    served: int = 0


@dataclass
class Closure:
    """Issuing stopped for a queue or an item."""

    closure_id: int
    subject: str
    text: Text


@dataclass
class Entry:
    """One line of the journal."""

    seq: int
    at: datetime
    act: str
    actor: str
    number: str | None
    window: str | None
    data: dict[str, Any]


@dataclass
class StandInHall:
    """The hall's truth. `now` is settable; every act records, and `on_change` is told afterwards."""

    now: Callable[[], datetime]
    errands: dict[str, Errand] = field(default_factory=dict)
    queues: dict[str, tuple[Text, str]] = field(default_factory=dict)
    """Letter to name and zone."""
    windows: dict[str, Window] = field(default_factory=dict)
    stops: list[Stop] = field(default_factory=list)
    closures: list[Closure] = field(default_factory=list)
    journal: list[Entry] = field(default_factory=list)
    day_open: bool = True
    evacuation: EvacuationView | None = None
    on_change: Callable[[], None] = lambda: None
    paper: StandInPaper = field(init=False)
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def __post_init__(self) -> None:
        self.paper = StandInPaper(self.now, self.record_paper)

    @property
    def version(self) -> int:
        return len(self.journal)

    def record(
        self, act: str, actor: str, stop: Stop | None = None, window: str | None = None, **data: Any
    ) -> None:
        """Keeps what happened and tells whoever listens."""
        self._keep(act, actor, stop.number if stop else None, window, data)

    def record_paper(self, act: str, actor: str, number: str | None = None, **data: Any) -> None:
        """Keeps what happened to a printer or a sheet."""
        self._keep(act, actor, number, None, data)

    def _keep(
        self, act: str, actor: str, number: str | None, window: str | None, data: dict[str, Any]
    ) -> None:
        seq = self.version + 1
        self.journal.append(Entry(seq, self.now(), act, actor, number, window, data))
        self.on_change()

    def take_number(
        self,
        item: str,
        *,
        waited: timedelta = timedelta(),
        reason: Text | None = None,
        steps: int = 1,
        number: str | None = None,
    ) -> Stop:
        """A visitor takes a number, as if `waited` ago."""
        errand = self.errands[item]
        ident, issued = next(self._ids), self.now() - waited
        letters = sum(1 for stop in self.stops if stop.errand.queue == errand.queue)
        stop = Stop(
            ident,
            ident,
            number or f"{errand.queue}{letters + 1:03}",
            errand,
            f"link-{ident:04}-of-the-visitor",
            issued,
            issued,
            steps=steps,
            reason=reason,
        )
        self.stops.append(stop)
        self.record("issue", "kiosk-1", stop)
        return stop

    def evacuate(self, text: Text | None) -> None:
        """Everybody is told to leave with these words; None ends it."""
        told = text and EvacuationView(text=text, since=self.now(), begun_by="3001")
        self.evacuation = told
        self.record("end_evacuation" if told is None else "evacuate", "3001")

    def stop(self, stop_id: int) -> Stop:
        for stop in self.stops:
            if stop.stop_id == stop_id:
                return stop
        raise refusals.Unknown(what="stop", name=stop_id)

    def in_hand(self, window: Window) -> Stop | None:
        """The stop called to or served at a window."""
        return next(
            (s for s in self.stops if s.window == window.number and s.state in AT_WINDOW), None
        )

    def needed(self, window: Window) -> Stop:
        stop = self.in_hand(window)
        if stop is None:
            raise refusals.NobodyAtWindow(window=window.number)
        return stop

    def line(self, window: Window) -> list[Stop]:
        """The waiting stops of a window: those meant for it, then the oldest."""
        waiting = [
            stop
            for stop in self.stops
            if stop.state is StopState.WAITING
            and (
                stop.window == window.number
                or (stop.window is None and stop.errand.queue in window.queues)
            )
        ]
        return sorted(waiting, key=lambda stop: (stop.window is None, stop.issued_at, stop.stop_id))

    def step(self, stop: Stop, action: StopAction, actor: str, **changes: Any) -> None:
        """Moves a stop along the table, or refuses; with it change these of its fields."""
        window = stop.window
        stop.state = stop_after(stop.state, action)
        stop.since = self.now()
        for name, value in changes.items():
            setattr(stop, name, value)
        self.record(JOURNAL_NAMES.get(action, action.value), actor, stop, stop.window or window)

    def call(self, window: Window, stop: Stop, rule: str, actor: str) -> None:
        """Summons a stop to a window."""
        if window.state is not WindowState.OPEN:
            raise refusals.WindowNotOpen(window=window.number, state=window.state.value)
        busy = self.in_hand(window)
        if busy is not None:
            raise refusals.WindowBusy(window=window.number, number=busy.number)
        waited = int((self.now() - stop.issued_at).total_seconds())
        reason = CallReason(rule=rule, waited_s=waited)  # type: ignore[arg-type] # a literal
        called = {"window": window.number, "called_at": self.now(), "call_reason": reason}
        self.step(stop, StopAction.CALL, actor, **called)

    def call_next(self, window: Window, actor: str) -> None:
        line = self.line(window)
        if not line and self.in_hand(window) is None:
            raise refusals.NobodyWaiting(window=window.number)
        if line:
            self.call(window, line[0], "pinned" if line[0].window else "longest", actor)

    def finish(self, window: Window, actor: str, outcome: str) -> None:
        self.step(self.needed(window), StopAction.FINISH, actor, outcome=outcome)
        window.served += 1

    def turn(
        self, window: Window, action: WindowAction, actor: str, reason: str | None = None
    ) -> None:
        """Opens, pauses for a reason, resumes or closes a window."""
        window.state = window_after(window.state, action)
        window.since, window.pause_reason = self.now(), reason
        self.record(f"{action.value}_window", actor, None, window.number)
