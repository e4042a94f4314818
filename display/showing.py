"""What is shown now, kept for the pages that wait for the next."""

import threading
from collections.abc import Callable

from display.board import Shown


class Showing:
    """The newest `Shown` and its revision. Safe for any number of threads; keeps no history."""

    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._revision = 1
        self._changed = threading.Condition()

    def change(self, step: Callable[[Shown], Shown]) -> None:
        """Replace what is shown by `step` of it, and wake who waits if that is another."""
        with self._changed:
            shown = step(self._shown)
            if shown is self._shown:
                return
            self._shown = shown
            self._revision += 1
            self._changed.notify_all()

    def wait(self, known: int, timeout: float) -> tuple[int, Shown]:
        """The revision and what is shown, once it is not `known` or `timeout` seconds are over."""
        with self._changed:
            self._changed.wait_for(lambda: self._revision != known, timeout)
            return self._revision, self._shown
