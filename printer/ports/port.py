"""What every line to a printer can do, and how it can fail."""

from typing import Protocol

CHUNK = 4096
"""Bytes handed to the system at once. Small, so that a failure knows well how far it got."""


class PortError(Exception):
    """The line to a printer failed."""


class BadPortUrl(PortError, ValueError):
    """No such kind of port, or its URL lacks something."""


class NotConnected(PortError):
    """The printer could not be reached; nothing was sent."""


class Disconnected(PortError):
    """The other side closed the line, or it broke."""


class WriteFailed(PortError):
    """The line broke or stalled while sending; `sent` bytes had left before."""

    def __init__(self, sent: int, cause: str) -> None:
        super().__init__(f"after {sent} bytes: {cause}")
        self.sent = sent


class Port(Protocol):
    """An open line. One thread at a time."""

    @property
    def answers(self) -> bool:
        """Whether anything can ever come back on this line."""

    @property
    def bytes_per_s(self) -> float:
        """How fast the line carries bytes; infinite where the printer is slower than the line."""

    def write(self, data: bytes, seconds: float) -> None:
        """Send all of `data` within `seconds`. Raises WriteFailed, which knows how much had gone.

        Returning means that the bytes are in some buffer, not that they are on paper.
        """

    def read(self, seconds: float) -> bytes:
        """What has arrived, waiting at most `seconds`; b"" if nothing did. Raises Disconnected."""

    def close(self) -> None:
        """Give the line back. Never raises."""
