"""Digit tubes "LED-485" of three to six digits: Modbus RTU. Bytes only.

Frame: unit, function, data, CRC-16/MODBUS with the low byte first; other numbers are big-endian.
Sources: the Modbus application protocol V1.1b3, and the registers as github.com/sman-dk/
LED-485_setuptool found them on such displays.
"""

from display.devices import Panel
from display.led.checksums import crc16_modbus
from display.led.driver import YES, Answer, Look

ADDRESSES = range(1, 248)
DIGITS = range(3, 7)

WRITE_ONE = 6
WRITE_MANY = 16
NUMBER = 0x00
"""Register of a signed whole number."""
CHARACTERS = 0x70
"""First register of a row of ASCII characters, two in each."""
_REFUSED = 0x80
_ERRORS = {1: "unknown function", 2: "unknown register", 3: "value refused", 6: "busy"}


def frame(unit: int, data: bytes) -> bytes:
    """`data`, which begins with the function, to a unit."""
    body = bytes((unit,)) + data
    return body + crc16_modbus(body).to_bytes(2, "little")


def write_one(unit: int, register: int, value: int) -> bytes:
    """Sets one register, to -32768 to 65535."""
    return frame(unit, bytes((WRITE_ONE,)) + _two(register) + _two(value & 0xFFFF))


def write_many(unit: int, register: int, values: bytes) -> bytes:
    """Sets registers from `register` on; `values` has two bytes for each."""
    count = len(values) // 2
    head = bytes((WRITE_MANY,)) + _two(register) + _two(count) + bytes((len(values),))
    return frame(unit, head + values)


def characters(text: str, digits: int) -> bytes:
    """`text`, which is ASCII, at the right end of the digits, filled up to whole registers."""
    shown = text.rjust(digits).encode("ascii", "replace")
    return shown + b" " * (len(shown) % 2)


class Tubes:
    """All digit tubes of a line. No brightness register is published, so none is written."""

    flashes = False
    runs = False
    blink_s = 0.5
    answer_bytes = 8

    def prepare(self, _: Panel, /) -> tuple[bytes, ...]:
        """Tubes know no state that a look does not replace."""
        return ()

    def show(self, panel: Panel, look: Look) -> bytes:
        """The frame of a text."""
        return write_many(panel.address, CHARACTERS, characters(look.text, panel.cells))

    def dim(self, percent: int) -> None:
        """Not known."""

    def answer(self, panel: Panel, received: bytes) -> Answer | None:
        """The echo of what was written, or a refusal."""
        for at in range(len(received) - 4):
            if received[at] != panel.address:
                continue
            if received[at + 1] == WRITE_MANY and _is_whole(received[at : at + 8], 8):
                return YES
            if received[at + 1] == WRITE_MANY | _REFUSED and _is_whole(received[at : at + 5], 5):
                error = received[at + 2]
                return Answer(False, _ERRORS.get(error, f"error {error}"))
        return None

    def faults(self, panel: Panel) -> list[str]:
        """Unit numbers of Modbus and counts of digits."""
        found = []
        if panel.address not in ADDRESSES:
            found.append("address: a unit of Modbus has one from 1 to 247")
        if panel.cells not in DIGITS:
            found.append("cells: tubes have 3 to 6 digits")
        return found


def _two(number: int) -> bytes:
    return number.to_bytes(2, "big")


def _is_whole(frame: bytes, length: int) -> bool:
    body, check = frame[:-2], frame[-2:]
    return len(frame) == length and crc16_modbus(body).to_bytes(2, "little") == check
