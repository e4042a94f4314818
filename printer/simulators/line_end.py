"""What a simulated line has at its end: a printer here, a card reader at a ticket machine."""

from collections.abc import Callable
from typing import Protocol


class LineEnd(Protocol):
    """A machine that takes bytes and answers with bytes."""

    def connect(self, answer: Callable[[bytes], None], hang_up: Callable[[], None]) -> None:
        """A line is there: replies go to `answer`; `hang_up` breaks it."""

    def disconnect(self) -> None:
        """The line is gone; replies are lost."""

    def receive(self, data: bytes) -> None:
        """Bytes from the line."""
