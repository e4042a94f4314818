"""Whether the touch page is alive: it asks for news all the time, or it is not there."""

import threading
from collections.abc import Callable

from hall_server.wire.devices import Component

LATE_S = 15.0
"""Twenty rounds of the page without a question."""


class PageWatch:
    """When the page last asked. Any thread may call. `clock` counts seconds steadily."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._asked: float | None = None

    def asked(self) -> None:
        """The page is asking now."""
        with self._lock:
            self._asked = self._clock()

    def silence(self) -> float | None:
        """Seconds since the page last asked; None when it never has."""
        with self._lock:
            return None if self._asked is None else self._clock() - self._asked

    def component(self) -> Component:
        """The page as a part of this machine."""
        silence = self.silence()
        if silence is None:
            return Component(kind="page", ok=False, word="not_seen")
        return Component(kind="page", ok=silence < LATE_S, word=f"{silence:.0f} s")
