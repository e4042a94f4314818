"""How many pages are open on this display."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Viewers:
    """Counts streams. Safe for any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open = 0

    @contextmanager
    def one(self) -> Iterator[None]:
        """A page is open for the length of the block."""
        with self._lock:
            self._open += 1
        try:
            yield
        finally:
            with self._lock:
                self._open -= 1

    def count(self) -> int:
        """How many there are now."""
        with self._lock:
            return self._open
