"""What a printer says back: bytes in, replies out, no I/O.

Replies share one line and are told apart by fixed bits (Epson's and Citizen's manuals, appendix on
transmitted status): a real-time status is 0xx1xx10, automatic status begins 0xx1xx00 and goes on
with three bytes 0xx0xxxx, and the answer to `GS ( H` is framed by 37h 22h and 00h.
"""

from dataclasses import dataclass

_FIXED = 0b1001_0011
_REALTIME = 0b0001_0010
_AUTOMATIC = 0b0001_0000
_AUTOMATIC_LENGTH = 4
_PRINTED = b"\x37\x22"
_PRINTED_LENGTH = 7


@dataclass(frozen=True, slots=True)
class StatusByte:
    """The answer to DLE EOT n; which n only the asker knows."""

    value: int


@dataclass(frozen=True, slots=True)
class AutomaticStatus:
    """Four bytes a printer sends by itself when GS a asked it to, perhaps in another life."""

    value: bytes


@dataclass(frozen=True, slots=True)
class Printed:
    """Everything sent before `GS ( H` with this `job` is on paper."""

    job: bytes


@dataclass(frozen=True, slots=True)
class Noise:
    """A byte that begins no reply."""

    value: int


Reply = StatusByte | AutomaticStatus | Printed | Noise


class ReplyParser:
    """Cuts the stream into replies, however it is chopped on the way."""

    def __init__(self) -> None:
        self._pending = bytearray()

    def feed(self, data: bytes) -> list[Reply]:
        """The replies completed by `data`; an unfinished one is kept for the next call."""
        self._pending += data
        replies: list[Reply] = []
        while (reply := self._next()) is not None:
            replies.append(reply)
        return replies

    def _next(self) -> Reply | None:
        if not self._pending:
            return None
        first = self._pending[0]
        if first & _FIXED == _REALTIME:
            return StatusByte(self._take(1)[0])
        if first & _FIXED == _AUTOMATIC:
            return self._automatic()
        if first == _PRINTED[0]:
            return self._printed()
        return Noise(self._take(1)[0])

    def _automatic(self) -> Reply | None:
        tail = self._pending[1:_AUTOMATIC_LENGTH]
        if any(byte & 0b1001_0000 for byte in tail):
            return Noise(self._take(1)[0])
        if len(tail) < _AUTOMATIC_LENGTH - 1:
            return None
        return AutomaticStatus(self._take(_AUTOMATIC_LENGTH))

    def _printed(self) -> Reply | None:
        if not _PRINTED.startswith(self._pending[:2]):
            return Noise(self._take(1)[0])
        if len(self._pending) < _PRINTED_LENGTH:
            return None
        if self._pending[_PRINTED_LENGTH - 1] != 0:
            return Noise(self._take(1)[0])
        return Printed(self._take(_PRINTED_LENGTH)[2:6])

    def _take(self, count: int) -> bytes:
        taken = bytes(self._pending[:count])
        del self._pending[:count]
        return taken
