"""What a printer says back: bytes in, replies out, no I/O.

Replies share one line and are told apart by fixed bits (Epson's and Citizen's manuals, appendix on
transmitted status): a real-time status is 0xx1xx10; automatic status begins 0xx1xx00 and goes on
with three bytes 0xx0xxxx; `GS r` and `GS I` answer 0xx0xxxx; XON and XOFF are 11h and 13h; answers
to `GS ( H` are framed by 37h 22h (done) or 37h 23h (stopped) and 00h; longer answers to `GS I` by
5Fh and 00h.
"""

from dataclasses import dataclass

_FIXED = 0b1001_0011
_REALTIME = 0b0001_0010
_AUTOMATIC = 0b0001_0000
_AUTOMATIC_LENGTH = 4
_IN_TURN_FIXED = 0b1001_0000
_JOB = 0x37
_JOB_LENGTH = 7
_PRINTED, _STOPPED = 0x22, 0x23
_ABOUT = 0x5F
_LONGEST_ABOUT = 82
_XON, _XOFF = 0x11, 0x13
_END = 0x00


@dataclass(frozen=True, slots=True)
class StatusByte:
    """The answer to DLE EOT n; which n only the asker knows."""

    value: int


@dataclass(frozen=True, slots=True)
class AutomaticStatus:
    """Four bytes a printer sends by itself when GS a asked it to, perhaps in another life."""

    value: bytes


@dataclass(frozen=True, slots=True)
class InTurn:
    """The answer to `GS r` or a short `GS I`: given when the bytes before it were worked off."""

    value: int


@dataclass(frozen=True, slots=True)
class Printed:
    """Everything sent before `GS ( H` with this `job` is on paper."""

    job: bytes


@dataclass(frozen=True, slots=True)
class Stopped:
    """The printer stopped before this `job` was on paper; said where `GS ( H` 49 asked for it."""

    job: bytes


@dataclass(frozen=True, slots=True)
class About:
    """What `GS I` tells of the printer, such as its model."""

    text: str


@dataclass(frozen=True, slots=True)
class Xon:
    """The printer takes bytes again. It steers the serial driver, not the caller."""


@dataclass(frozen=True, slots=True)
class Xoff:
    """The printer takes no bytes for now."""


@dataclass(frozen=True, slots=True)
class Noise:
    """A byte that begins no reply."""

    value: int


Reply = StatusByte | AutomaticStatus | InTurn | Printed | Stopped | About | Xon | Xoff | Noise


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
        if first == _JOB:
            return self._job()
        if first == _ABOUT:
            return self._about()
        if first & _FIXED == _AUTOMATIC:
            return self._automatic()
        return _single(self._take(1)[0])

    def _automatic(self) -> Reply | None:
        tail = self._pending[1:_AUTOMATIC_LENGTH]
        if any(byte & _IN_TURN_FIXED for byte in tail):
            return Noise(self._take(1)[0])
        if len(tail) < _AUTOMATIC_LENGTH - 1:
            return None
        return AutomaticStatus(self._take(_AUTOMATIC_LENGTH))

    def _job(self) -> Reply | None:
        kind, name = self._pending[1:2], self._pending[2 : _JOB_LENGTH - 1]
        if not bytes((_PRINTED, _STOPPED)).count(kind) or not _visible(name):
            return Noise(self._take(1)[0])
        if len(self._pending) < _JOB_LENGTH:
            return None
        if self._pending[_JOB_LENGTH - 1] != _END:
            return Noise(self._take(1)[0])
        taken = self._take(_JOB_LENGTH)
        return Printed(taken[2:6]) if taken[1] == _PRINTED else Stopped(taken[2:6])

    def _about(self) -> Reply | None:
        end = self._pending.find(_END)
        text = self._pending[1 : end if end >= 0 else None]
        if not _visible(text) or len(text) > _LONGEST_ABOUT - 2:
            return Noise(self._take(1)[0])
        if end < 0:
            return None
        return About(self._take(end + 1)[1:-1].decode("ascii"))

    def _take(self, count: int) -> bytes:
        taken = bytes(self._pending[:count])
        del self._pending[:count]
        return taken


def _single(byte: int) -> Reply:
    if byte & _FIXED == _REALTIME:
        return StatusByte(byte)
    if byte & _IN_TURN_FIXED == 0:
        return InTurn(byte)
    if byte == _XON:
        return Xon()
    return Xoff() if byte == _XOFF else Noise(byte)


def _visible(text: bytes | bytearray) -> bool:
    return all(0x20 <= byte < 0x7F for byte in text)
