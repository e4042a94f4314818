"""The virtual printer: a buffer, a roll, a cover, and the answers a real one gives. No sockets.

Real-time requests (DLE EOT) are answered as they arrive, even while the printer stands; all else
waits its turn in the buffer, which is kept while paper is out and printed after the refill.
"""

import math
from collections.abc import Callable
from threading import Condition

from printer.simulators.commands import Command, Extended, Plain, parse
from printer.simulators.faults import STOPPING, Fault
from printer.simulators.roll import DOTS_80, DOTS_PER_MM, PAPER_MM, Roll, Sheet

__all__ = ["Fault", "VirtualPrinter"]

_REALTIME = b"\x10\x04"
_BEGINNING = b"\x1b@"
_INTO_THE_SHEET = 150
"""Bytes of a sheet that arrive before DROP_IN_SHEET breaks the line."""
_WINDOW = 512
"""Bytes looked at first for the next command; nearly all fit."""
_LOW_MM = 300.0
"""Paper left when the near-end sensor trips, about three tickets."""
_MODEL = b"Virtual printer"


class VirtualPrinter:
    """A thermal printer of 8 dots/mm. Thread-safe; `on_sheet` gets each sheet as it is cut."""

    def __init__(
        self,
        on_sheet: Callable[[Sheet], None],
        paper_mm: float = math.inf,
        dots: int = DOTS_80,
    ) -> None:
        """`paper_mm` of paper on the roll, DOTS_80 or DOTS_58 across it."""
        self._on_sheet = on_sheet
        self._lock = Condition()
        self._roll = Roll(dots)
        self._width_mm = PAPER_MM[dots]
        self._buffer = bytearray()
        self._tail = b""
        self._faults: set[Fault] = set()
        self._roll_end = paper_mm * DOTS_PER_MM
        self._bytes_until_drop: int | None = None
        self._answer: Callable[[bytes], None] | None = None
        self._hang_up: Callable[[], None] | None = None
        self._reported: bytes | None = None

    def begin(self, fault: Fault) -> None:
        """Suffer `fault` from now on."""
        with self._lock:
            self._faults.add(fault)
            self._report_change()

    def end(self, fault: Fault) -> None:
        """Recover from `fault`; what was held is printed."""
        with self._lock:
            self._faults.discard(fault)
            self._report_change()
            self._work()

    def load_paper(self, mm: float = math.inf) -> None:
        """Put in a roll of `mm` (0 takes the paper out); what was held is printed."""
        with self._lock:
            self._roll_end = self._roll.printed_rows + mm * DOTS_PER_MM
            self._report_change()
            self._work()

    def switch_off_and_on(self) -> None:
        """Forget what was held, the modes and the reporting; the line stays, as serial ones do."""
        with self._lock:
            self._buffer.clear()
            self._tail = b""
            self._reported = None
            self._roll.forget()

    def drop_line_after(self, count: int) -> None:
        """Break the line once `count` more bytes have come in."""
        with self._lock:
            self._bytes_until_drop = count

    def state(self) -> dict[str, object]:
        """For people: paper and faults."""
        with self._lock:
            paper = "out" if self._paper_out() else "low" if self._paper_low() else "ok"
            return {"paper": paper, "width_mm": self._width_mm, "faults": sorted(self._faults)}

    def wait_until_standing(self, seconds: float) -> None:
        """Until the printer stands with bytes it holds. Raises TimeoutError after `seconds`."""
        with self._lock:
            if not self._lock.wait_for(lambda: self._standing() and bool(self._buffer), seconds):
                raise TimeoutError("the printer does not stand")

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
            self._plan_drop(data)
            if self._bytes_until_drop is not None:
                data = data[: self._bytes_until_drop]
                self._bytes_until_drop -= len(data)
            self._answer_realtime(data)
            self._buffer += data
            self._work()
            self._lock.notify_all()
            if self._bytes_until_drop == 0:
                self._bytes_until_drop = None
                self._drop_line()

    def _plan_drop(self, data: bytes) -> None:
        begins = data.find(_BEGINNING)
        if begins >= 0 and Fault.DROP_AT_FIRST_BYTE in self._faults:
            self._bytes_until_drop = begins
        elif begins >= 0 and Fault.DROP_IN_SHEET in self._faults:
            self._bytes_until_drop = begins + _INTO_THE_SHEET

    def _answer_realtime(self, data: bytes) -> None:
        seen = self._tail + data
        at = seen.find(_REALTIME)
        while 0 <= at < len(seen) - 2:
            self._say(bytes((self._status(seen[at + 2]),)))
            at = seen.find(_REALTIME, at + 3)
        self._tail = seen[-2:] if at >= 0 else seen[-1:]

    def _status(self, number: int) -> int:
        cover, cutter = Fault.COVER_OPEN in self._faults, Fault.CUTTER_STUCK in self._faults
        out, low = self._paper_out(), self._paper_low()
        bits = {
            1: 0x08 * (cover or out or cutter),
            2: 0x04 * cover | 0x20 * out | 0x40 * cutter,
            3: 0x08 * cutter,
            4: 0x60 * out | 0x0C * low,
        }
        return 0x12 | bits.get(number, 0)

    def _automatic_status(self) -> bytes:
        cover, cutter = Fault.COVER_OPEN in self._faults, Fault.CUTTER_STUCK in self._faults
        out, low = self._paper_out(), self._paper_low()
        offline = 0x08 * (cover or out or cutter)
        return bytes((0x10 | offline | 0x20 * cover, 0x08 * cutter, 0x0C * out | 0x03 * low, 0))

    def _report_change(self) -> None:
        if self._reported is not None and self._reported != self._automatic_status():
            self._reported = self._automatic_status()
            self._say(self._reported)

    def _paper_out(self) -> bool:
        return self._roll.printed_rows >= self._roll_end

    def _paper_low(self) -> bool:
        return self._roll_end - self._roll.printed_rows < _LOW_MM * DOTS_PER_MM

    def _standing(self) -> bool:
        return self._paper_out() or bool(STOPPING & self._faults)

    def _work(self) -> None:
        while not self._standing():
            kanji = self._roll.kanji
            found = parse(bytes(self._buffer[:_WINDOW]), kanji=kanji)
            found = found or parse(bytes(self._buffer), kanji=kanji)
            if found is None:
                return
            command, length = found
            del self._buffer[:length]
            self._execute(command)
            self._report_change()

    def _execute(self, command: Command) -> None:
        match command:
            case Extended("H", data):
                self._acknowledge(b"\x37\x22" + data[2:6] + b"\x00", Fault.NO_ACKNOWLEDGEMENT)
            case Plain(b"\x1dr", _):
                self._acknowledge(bytes((0x03 * self._paper_low(),)), Fault.NO_ANSWER_IN_TURN)
            case Plain(b"\x1dI", _):
                if Fault.NO_ANSWER_IN_TURN not in self._faults:
                    self._say(b"\x5f" + _MODEL + b"\x00")
            case Plain(b"\x1da", values):
                self._report(values[0])
            case Plain(b"\x10\x04" | b"\x10\x05" | b"\x00", _):
                return  # answered when it arrived, or nothing at all
            case _:
                self._print(command)

    def _print(self, command: Command) -> None:
        if command == Plain(_BEGINNING):
            self._reported = None
        sheet = self._roll.execute(command)
        if sheet is not None:
            self._on_sheet(sheet)

    def _report(self, wanted: int) -> None:
        if Fault.NO_OWN_REPORT in self._faults:
            return
        self._reported = self._automatic_status() if wanted else None
        if self._reported is not None:
            self._say(self._reported)

    def _acknowledge(self, answer: bytes, unknown: Fault) -> None:
        if Fault.DROP_AT_ACKNOWLEDGEMENT in self._faults:
            self._drop_line()
        elif unknown not in self._faults:
            self._say(answer)

    def _say(self, reply: bytes) -> None:
        if self._answer is not None and Fault.SILENT not in self._faults:
            self._answer(reply)

    def _drop_line(self) -> None:
        if self._hang_up is not None:
            self._hang_up()
