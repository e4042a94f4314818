"""How fast bytes come through a line: as they are sent, or no faster than its baud rate."""

from threading import Event

_BITS_PER_BYTE = 10
_SILENCE_CHARACTERS = 3.5
_LEAST_SILENCE_S = 0.05
"""No operating system gives two pieces of one frame closer together than it likes."""


class Pace:
    """The rate of one line."""

    def __init__(self, baud: int | None = None) -> None:
        """`baud` None carries bytes as they come."""
        self._byte_s = 0.0 if baud is None else _BITS_PER_BYTE / baud
        self.chunk = 4096 if baud is None else 16
        """How many bytes to take from the line at once."""
        self.silence_s = max(_LEAST_SILENCE_S, _SILENCE_CHARACTERS * self._byte_s)
        """After this without a byte the line was silent."""

    def carry(self, count: int, ended: Event) -> None:
        """Take the time that `count` bytes need, or until the line has ended."""
        if self._byte_s:
            ended.wait(count * self._byte_s)
