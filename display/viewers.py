"""Which pages are open on this display."""

import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager


class Viewers:
    """Counts streams by the screen they are of; "" is a page of no configured screen. Any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: Counter[str] = Counter()

    @contextmanager
    def one(self, screen: str = "") -> Iterator[None]:
        """A page is open for the length of the block."""
        with self._lock:
            self._open[screen] += 1
        try:
            yield
        finally:
            with self._lock:
                self._open[screen] -= 1
                # Names come from addresses: none is kept longer than its page is open.
                self._open += Counter()

    def open(self) -> Mapping[str, int]:
        """How many pages each screen has open now; a screen without any is not in it."""
        with self._lock:
            return dict(self._open)
