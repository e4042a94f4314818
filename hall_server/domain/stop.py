"""A stop: one leg of a ticket at one queue. Every change goes through the state table."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from hall_server.domain.discipline import Choice, Rule, Waiting
from hall_server.domain.refusals import StopNotReady
from hall_server.domain.states import StopAction, StopState, stop_after


class Turn(NamedTuple):
    """How a newcomer stands in the line: at which rate credit grows, and by what right."""

    rate: float
    booked: bool = False
    """By an appointment that is due."""


@dataclass(frozen=True, slots=True)
class Stop:
    """The live facts of a stop. Ids belong to the store; times are aware datetimes.

    `basis` is when effective waiting began; `sequence` breaks ties (the order of issue).
    """

    id: int
    ticket: int
    label: str
    item: int
    queue: int
    state: StopState
    rate: float
    basis: datetime
    sequence: int
    entered_at: datetime
    since: datetime
    booked: bool = False
    pinned_at: datetime | None = None
    pinned_window: int | None = None
    window: int | None = None
    called_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    recalls: int = 0
    rule: Rule | None = None
    waited_s: int = 0
    outcome: str = ""
    note: str = ""
    remind_at: datetime | None = None
    """When the clerk who set it aside wants to be reminded."""

    def _after(self, action: StopAction, now: datetime) -> "Stop":
        return replace(self, state=stop_after(self.state, action), since=now)

    def waiting(self) -> Waiting:
        """The stop as the calling rule sees it."""
        return Waiting(
            self.id,
            self.queue,
            self.rate,
            self.basis.timestamp(),
            self.sequence,
            self.pinned_at.timestamp() if self.pinned_at else None,
            self.pinned_window,
            self.booked,
        )

    def call(self, window: int, choice: Choice, now: datetime) -> "Stop":
        """Summoned to a window; the rule's reason stays with it."""
        return replace(
            self._after(StopAction.CALL, now),
            window=window,
            called_at=now,
            started_at=None,
            recalls=0,
            rule=choice.rule,
            waited_s=max(0, int(choice.waited)),
        )

    def recall(self, now: datetime) -> "Stop":
        """Summoned once more."""
        called = stop_after(self.state, StopAction.RECALL)
        return replace(self, state=called, called_at=now, recalls=self.recalls + 1)

    def start(self, now: datetime) -> "Stop":
        """The visitor is at the window."""
        return replace(self._after(StopAction.START, now), started_at=now)

    def walk_in(self, window: int, note: str, now: datetime) -> "Stop":
        """Served at once, without a call: the visitor stood at the window."""
        return replace(
            self._after(StopAction.WALK_IN, now), window=window, started_at=now, note=note
        )

    def requeue(self, basis: datetime, now: datetime) -> "Stop":
        """Not there; back into the line at `basis`."""
        return self._in_line_again(StopAction.REQUEUE, basis, now)

    def come_back(self, basis: datetime, now: datetime) -> "Stop":
        """Missed before; into the line again at `basis`."""
        return self._in_line_again(StopAction.COME_BACK, basis, now)

    def _in_line_again(self, action: StopAction, basis: datetime, now: datetime) -> "Stop":
        return replace(
            self._after(action, now),
            basis=basis,
            entered_at=now,
            window=None,
            pinned_at=None,
            pinned_window=None,
            ended_at=None,
        )

    def no_show(self, now: datetime) -> "Stop":
        """Called and not there."""
        return replace(self._after(StopAction.NO_SHOW, now), ended_at=now)

    def hold(self, note: str, remind_at: datetime | None, now: datetime) -> "Stop":
        """Set aside at the window, to be resumed there."""
        held = self._after(StopAction.HOLD, now)
        return replace(held, note=note or self.note, remind_at=remind_at)

    def resume(self, now: datetime) -> "Stop":
        """Out of the pool: first in line at the window that held it."""
        return replace(
            self._after(StopAction.RESUME, now),
            pinned_at=now,
            pinned_window=self.window,
            window=None,
            remind_at=None,
        )

    def finish(self, outcome: str, now: datetime) -> "Stop":
        """Served."""
        return replace(self._after(StopAction.FINISH, now), outcome=outcome, ended_at=now)

    def move(self, now: datetime) -> "Stop":
        """Transferred: another stop carries on."""
        return replace(self._after(StopAction.TRANSFER, now), ended_at=now)

    def leave(self, note: str, now: datetime) -> "Stop":
        """The visitor went away."""
        return replace(self._after(StopAction.LEAVE, now), ended_at=now, note=note or self.note)

    def expire(self, now: datetime) -> "Stop":
        """The day ended first."""
        return replace(self._after(StopAction.EXPIRE, now), ended_at=now)

    def annotated(self, note: str) -> "Stop":
        """With other words for the clerk who will serve it. Raises StopNotReady past that."""
        if self.state not in (StopState.WAITING, StopState.HELD):
            raise StopNotReady(state=self.state.value, action="note")
        return replace(self, note=note)

    def taken_back(self, now: datetime) -> "Stop":
        """The act that made this stop was undone: the stop before it carries on."""
        if self.state is not StopState.WAITING:
            raise StopNotReady(state=self.state.value, action="undo")
        return replace(self, state=StopState.MOVED, since=now, ended_at=now)

    def unpin(self) -> "Stop":
        """Back to its turn: its window closed."""
        return replace(self, pinned_at=None, pinned_window=None)
