"""A window on duty: its state, who sits there, in which browser tab."""

from dataclasses import dataclass, replace
from datetime import datetime

from hall_server.domain.states import WindowAction, WindowState, window_after


@dataclass(frozen=True, slots=True)
class Duty:
    """The live facts of a window. `staff` and `seat` are None when nobody is signed in."""

    window: int
    number: str
    state: WindowState
    since: datetime
    pause_reason: int | None = None
    staff: int | None = None
    seat: str | None = None

    def _after(self, action: WindowAction, now: datetime) -> "Duty":
        return replace(self, state=window_after(self.state, action), since=now, pause_reason=None)

    def open(self, now: datetime) -> "Duty":
        """Begin to call people."""
        return self._after(WindowAction.OPEN, now)

    def pause(self, reason: int, now: datetime) -> "Duty":
        """Stop calling for a while."""
        return replace(self._after(WindowAction.PAUSE, now), pause_reason=reason)

    def resume(self, now: datetime) -> "Duty":
        """Call again after a pause."""
        return self._after(WindowAction.RESUME, now)

    def close(self, now: datetime) -> "Duty":
        """Stop for the day."""
        return self._after(WindowAction.CLOSE, now)

    def seated(self, staff: int, seat: str) -> "Duty":
        """A clerk sits down with a tab."""
        return replace(self, staff=staff, seat=seat)

    def vacated(self) -> "Duty":
        """The clerk signed out."""
        return replace(self, staff=None, seat=None)
