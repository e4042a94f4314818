"""For how long a new call flashes: by a clock that nobody sets, whatever the hall's says. Pure."""

from datetime import datetime

from display.board import Picture
from hall_server.wire.views import BoardWindow

FLASH_S = 3.0

Key = tuple[int, datetime]
"""A call: its id and when it was made."""


class Flashes:
    """Remembers of each ring until when it flashes. Times are of a monotonic clock, in seconds."""

    def __init__(self) -> None:
        self._ends: dict[Key, float] = {}

    def see(self, picture: Picture, now: float) -> None:
        """Take in the rings of a picture; one that is seen late flashes for what is left of it."""
        ends: dict[Key, float] = {}
        for ring in picture.rings:
            key = (ring.call_id, ring.call_at)
            age = (picture.now - ring.at).total_seconds()
            left = min(max(FLASH_S - age, 0.0), FLASH_S)
            ends[key] = self._ends.get(key, now + left)
        self._ends = ends

    def rings(self, window: BoardWindow | None, now: float) -> bool:
        """Whether the window's call is one of them and still flashes."""
        if window is None or window.call_id is None or window.called_at is None:
            return False
        return now < self._ends.get((window.call_id, window.called_at), now)

    def next_end(self, now: float) -> float | None:
        """When the next of them ends; None while none flashes."""
        return min((end for end in self._ends.values() if end > now), default=None)
