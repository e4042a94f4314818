"""The virtual printer: a buffer, a roll, a cover, and the answers a real one gives. No sockets.

Real-time requests (DLE EOT) are answered as they arrive, even while the printer stands; all else
waits its turn in the buffer, which is kept while paper is out and printed after the refill.
"""

import math
from collections.abc import Callable
from enum import StrEnum
from threading import RLock

from printer.simulators.commands import Command, Extended, Plain, parse
from printer.simulators.roll import DOTS_PER_MM, Roll, Sheet

_REALTIME = b"\x10\x04"
_LOW_MM = 300.0
"""Paper left when the near-end sensor trips, about three tickets."""


class Fault(StrEnum):
    """What the printer can be told to suffer, until told to end it."""

    COVER_OPEN = "cover_open"
    SILENT = "silent"
    """Takes bytes and does nothing, as a hung printer does."""
    NO_ACKNOWLEDGEMENT = "no_acknowledgement"
    """A clone that does not know GS ( H."""
    DROP_AT_ACKNOWLEDGEMENT = "drop_at_acknowledgement"
    """The line breaks when all is printed and just before saying so."""


class VirtualPrinter:
    """A thermal printer of 576 dots. Thread-safe; `on_sheet` gets each sheet as it is cut."""

    def __init__(self, on_sheet: Callable[[Sheet], None], paper_mm: float = math.inf) -> None:
        self._on_sheet = on_sheet
        self._lock = RLock()
        self._roll = Roll()
        self._buffer = bytearray()
        self._tail = b""
        self._faults: set[Fault] = set()
        self._roll_end = paper_mm * DOTS_PER_MM
        self._bytes_until_drop: int | None = None
        self._answer: Callable[[bytes], None] | None = None
        self._hang_up: Callable[[], None] | None = None

    def begin(self, fault: Fault) -> None:
        """Suffer `fault` from now on."""
        with self._lock:
            self._faults.add(fault)

    def end(self, fault: Fault) -> None:
        """Recover from `fault`; what was held is printed."""
        with self._lock:
            self._faults.discard(fault)
            self._work()

    def load_paper(self, mm: float = math.inf) -> None:
        """Put in a roll of `mm` (0 takes the paper out); what was held is printed."""
        with self._lock:
            self._roll_end = self._roll.printed_rows + mm * DOTS_PER_MM
            self._work()

    def drop_line_after(self, count: int) -> None:
        """Break the line once `count` more bytes have come in."""
        with self._lock:
            self._bytes_until_drop = count

    def state(self) -> dict[str, object]:
        """For people: paper and faults."""
        with self._lock:
            paper = "out" if self._paper_out() else "low" if self._paper_low() else "ok"
            return {"paper": paper, "faults": sorted(self._faults)}

    def connect(self, answer: Callable[[bytes], None], hang_up: Callable[[], None]) -> None:
        """A line is there: replies go to `answer`; `hang_up` breaks it."""
        with self._lock:
            self._answer, self._hang_up = answer, hang_up

    def disconnect(self) -> None:
        """The line is gone. Bytes received stay; replies are lost."""
        with self._lock:
            self._answer = self._hang_up = None
            self._tail = b""

    def receive(self, data: bytes) -> None:
        """Bytes from the line."""
        with self._lock:
            if self._bytes_until_drop is not None:
                data = data[: self._bytes_until_drop]
                self._bytes_until_drop -= len(data)
            self._answer_realtime(data)
            self._buffer += data
            self._work()
            if self._bytes_until_drop == 0:
                self._bytes_until_drop = None
                self._drop_line()

    def _answer_realtime(self, data: bytes) -> None:
        seen = self._tail + data
        at = seen.find(_REALTIME)
        while 0 <= at < len(seen) - 2:
            self._say(bytes((self._status(seen[at + 2]),)))
            at = seen.find(_REALTIME, at + 3)
        self._tail = seen[-2:] if at >= 0 else seen[-1:]

    def _status(self, number: int) -> int:
        cover = Fault.COVER_OPEN in self._faults
        out, low = self._paper_out(), self._paper_low()
        bits = {
            1: 0x08 * (cover or out),
            2: 0x04 * cover | 0x20 * out,
            3: 0,
            4: 0x60 * out | 0x0C * low,
        }
        return 0x12 | bits.get(number, 0)

    def _paper_out(self) -> bool:
        return self._roll.printed_rows >= self._roll_end

    def _paper_low(self) -> bool:
        return self._roll_end - self._roll.printed_rows < _LOW_MM * DOTS_PER_MM

    def _standing(self) -> bool:
        return self._paper_out() or bool({Fault.COVER_OPEN, Fault.SILENT} & self._faults)

    def _work(self) -> None:
        while not self._standing():
            found = parse(bytes(self._buffer), kanji=self._roll.kanji)
            if found is None:
                return
            command, length = found
            del self._buffer[:length]
            self._execute(command)

    def _execute(self, command: Command) -> None:
        match command:
            case Extended("H", data):
                self._acknowledge(data[2:6])
            case Plain(b"\x1dr", _):
                self._say(bytes((0x0F if self._paper_out() else 0x03 * self._paper_low(),)))
            case Plain(b"\x10\x04" | b"\x10\x05", _):
                return  # answered when it arrived
            case _:
                sheet = self._roll.execute(command)
                if sheet is not None:
                    self._on_sheet(sheet)

    def _acknowledge(self, job: bytes) -> None:
        if Fault.DROP_AT_ACKNOWLEDGEMENT in self._faults:
            self._drop_line()
        elif Fault.NO_ACKNOWLEDGEMENT not in self._faults:
            self._say(b"\x37\x22" + job + b"\x00")

    def _say(self, reply: bytes) -> None:
        if self._answer is not None and Fault.SILENT not in self._faults:
            self._answer(reply)

    def _drop_line(self) -> None:
        if self._hang_up is not None:
            self._hang_up()
