"""Whether the touch page is alive: it asks for news all the time, or it is not there."""

import threading
from collections.abc import Callable

from hall_server.wire.devices import Component

LATE_S = 15.0
"""Twenty rounds of the page without a question."""


class PageWatch:
    """When the page last asked. Any thread may call. `clock` counts seconds steadily.

    The keeper's page stands in the touch page's place for a while, and counts as well.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._begun = clock()
        self._asked: float | None = None

    def asked(self) -> None:
        """The page is asking now."""
        with self._lock:
            self._asked = self._clock()

    def silence(self) -> float:
        """Seconds since the page last asked, or since this program began if it has not yet."""
        with self._lock:
            return self._clock() - (self._begun if self._asked is None else self._asked)

    def component(self) -> Component:
        """The page as a part of this machine."""
        if self._asked is None:
            return Component(kind="page", ok=False, word="not_seen")
        silence = self.silence()
        return Component(kind="page", ok=silence < LATE_S, word=f"{silence:.0f} s")
