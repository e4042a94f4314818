"""How fast bytes come through a line: as they are sent, or no faster than a serial line's rate."""

import math
from threading import Event

_BITS_PER_BYTE = 10


class LineRate:
    """The rate of one line. `chunk` is how many bytes to take from it at once."""

    def __init__(self, baud: int | None = None) -> None:
        """`baud` None carries bytes as they come."""
        self._bytes_per_s = math.inf if baud is None else baud / _BITS_PER_BYTE
        self.chunk = 4096 if baud is None else 64

    def carry(self, count: int, ended: Event) -> None:
        """Take the time that `count` bytes need, or until the line has ended."""
        if self._bytes_per_s < math.inf:
            ended.wait(count / self._bytes_per_s)
