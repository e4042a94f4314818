"""One printer and its line: ask first, send, and believe only what the printer says it printed."""

import secrets
import string
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from threading import Lock

from escpos import constants

from printer.ports import Disconnected, NotConnected, Patience, Port, WriteFailed, open_port
from printer.replies import Printed, Reply, ReplyParser, StatusByte

_ANSWER_S = 1.0
"""A printer answers DLE EOT at once, even while printing; a second is far more than it needs."""
_ASK_WHEN_PRINTED = constants.GS + b"(H\x06\x0000"
"""GS ( H function 48, to be followed by four bytes that name the job: they come back once all
that was sent before is on paper."""
_JOB_CHARS = string.ascii_letters + string.digits


class PrintState(StrEnum):
    """Where a print job stands. A job of this module ends PRINTED, REFUSED or UNCERTAIN."""

    QUEUED = "QUEUED"
    SENDING = "SENDING"
    PRINTED = "PRINTED"
    """The printer said that it is on paper."""
    REFUSED = "REFUSED"
    """Nothing was sent; it may be tried again, here or elsewhere."""
    UNCERTAIN = "UNCERTAIN"
    """It may still come out, perhaps after the next roll is in. Only a person may repeat it."""
    CANCELLED = "CANCELLED"


class Trouble(StrEnum):
    """Why a printer cannot print now."""

    UNREACHABLE = "unreachable"
    NO_ANSWER = "no_answer"
    OFFLINE = "offline"
    COVER_OPEN = "cover_open"
    PAPER_OUT = "paper_out"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class PrinterStatus:
    """What the printer said of itself when asked. `paper_low` is a warning, not a trouble."""

    troubles: frozenset[Trouble] = frozenset()
    paper_low: bool = False

    @property
    def ready(self) -> bool:
        """Whether a sheet may be sent."""
        return not self.troubles


_READY = PrinterStatus()

_TROUBLE_BITS = {
    1: ((0x08, Trouble.OFFLINE),),
    2: ((0x04, Trouble.COVER_OPEN), (0x20, Trouble.PAPER_OUT), (0x40, Trouble.ERROR)),
    4: ((0x60, Trouble.PAPER_OUT),),
}
"""DLE EOT n: bits of the answer and what they mean."""
_PAPER_LOW = 0x0C


class Printer:
    """A printer behind a port URL. Safe for many threads; they wait for each other.

    The line is opened when first needed and kept, because a late acknowledgement comes on the
    line that sent the job. `patience_s` is how long to wait for the acknowledgement.
    """

    def __init__(self, url: str, patience_s: float = 10.0) -> None:
        self._url = url
        self._patience_s = patience_s
        self._lock = Lock()
        self._port: Port | None = None
        self._parser = ReplyParser()

    def print(self, sheet: bytes) -> PrintState:
        """Print `sheet` (from `encode`) once and say how it ended; never tries twice.

        Blocks up to about `patience_s` plus the write. Raises BadPortUrl only.
        """
        with self._lock:
            if not self._ask_all().ready:
                return PrintState.REFUSED
            return self._send(sheet)

    def status(self) -> PrinterStatus:
        """Ask the printer how it is. Blocks at most a few seconds. Raises BadPortUrl only."""
        with self._lock:
            return self._ask_all()

    def close(self) -> None:
        """Give the line back; the next job opens it again."""
        with self._lock:
            self._hang_up()

    def _ask_all(self) -> PrinterStatus:
        kept = self._port is not None
        try:
            return self._questions()
        except (Disconnected, WriteFailed):
            self._hang_up()
            if not kept:
                return PrinterStatus(frozenset({Trouble.UNREACHABLE}))
        except NotConnected:
            return PrinterStatus(frozenset({Trouble.UNREACHABLE}))
        # A line kept from an earlier job may have died while idle. Nothing was sent, so ask anew.
        return self._ask_all()

    def _questions(self) -> PrinterStatus:
        """Raises NotConnected, Disconnected or WriteFailed."""
        port = self._line()
        if not port.answers:
            return _READY
        troubles: set[Trouble] = set()
        value = 0
        for number, bits in _TROUBLE_BITS.items():
            answer = self._ask(port, number)
            if answer is None:
                # An answer that comes later must not be taken for that of the next question.
                self._hang_up()
                return PrinterStatus(frozenset({Trouble.NO_ANSWER}))
            value = answer
            troubles |= {trouble for bit, trouble in bits if value & bit}
        return PrinterStatus(frozenset(troubles), paper_low=bool(value & _PAPER_LOW))

    def _ask(self, port: Port, number: int) -> int | None:
        port.write(constants.RT_STATUS + bytes((number,)))
        for reply in self._replies(port, _ANSWER_S):
            if isinstance(reply, StatusByte):
                return reply.value
        return None

    def _send(self, sheet: bytes) -> PrintState:
        port = self._line()
        job = "".join(secrets.choice(_JOB_CHARS) for _ in range(4)).encode()
        try:
            port.write(sheet + _ASK_WHEN_PRINTED + job)
            if port.answers and Printed(job) in self._replies(port, self._patience_s):
                return PrintState.PRINTED
        except WriteFailed as failure:
            self._hang_up()
            return PrintState.UNCERTAIN if failure.sent else PrintState.REFUSED
        except Disconnected:
            self._hang_up()
        return PrintState.UNCERTAIN

    def _replies(self, port: Port, seconds: float) -> Iterator[Reply]:
        """Replies as they arrive, for `seconds`. Raises Disconnected."""
        deadline = time.monotonic() + seconds
        while (rest := deadline - time.monotonic()) > 0:
            yield from self._parser.feed(port.read(rest))

    def _line(self) -> Port:
        if self._port is None:
            self._port = open_port(self._url, Patience())
            self._parser = ReplyParser()
        return self._port

    def _hang_up(self) -> None:
        if self._port is not None:
            self._port.close()
            self._port = None
