"""Digit tubes that speak Modbus RTU ("LED-485-xxx", 3 to 6 digits), as the tubes hear them.

FC06: register 0 an int16 value, 2 a new id, 3 a baud code, 4 the decimal point. FC16: from register
70h an ASCII string, 80h raw segments, 90h a float32. CRC-16/MODBUS, low byte first. Id 0 is
everyone. A frame ends by its length; what is no frame ends at a silence of 3.5 characters.
"""

import struct
from collections.abc import Sequence

from display.simulators.checksums import crc16
from display.simulators.orders import Damaged, Frame, Heard, Order, Outcome, Segments, Word
from display.simulators.segments import digits_of

WRITE_ONE, WRITE_MANY = 0x06, 0x10
VALUE, ID, BAUD, POINT = 0, 2, 3, 4
TEXT, RAW, FLOAT = 0x70, 0x80, 0x90
ILLEGAL_FUNCTION, ILLEGAL_ADDRESS, ILLEGAL_VALUE, IS_BUSY = 1, 2, 3, 6
_KNOWN = frozenset({VALUE, ID, BAUD, POINT})
_MOST_REGISTERS = 123
_FLOAT_REGISTERS = 2
_SHORT = 8
"""Bytes of every frame but FC16's, which says how many more it has."""


class TubesDecoder:
    """Finds frames by their length and checksum among whatever comes."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def feed(self, data: bytes) -> list[Heard]:
        """The next bytes of the line. A byte with which no frame begins is passed over."""
        self._bytes += data
        heard: list[Heard] = []
        passed = bytearray()
        while (length := _length(self._bytes)) is not None:
            frame = bytes(self._bytes[:length])
            if not _fits(frame):
                passed.append(self._bytes.pop(0))
                continue
            heard += [Damaged(bytes(passed))] if passed else []
            passed.clear()
            heard.append(_parsed(frame))
            del self._bytes[:length]
        return [*heard, Damaged(bytes(passed))] if passed else heard

    def silence(self) -> list[Heard]:
        """Whatever was begun is no frame."""
        begun, self._bytes = bytes(self._bytes), bytearray()
        return [Damaged(begun)] if begun else []

    def answer(self, frame: Frame, address: int, outcome: Outcome) -> bytes | None:
        """The echo of a value, the place and number of registers, or an exception."""
        if not frame.wants_answer:
            return None
        body = bytes((address,)) + frame.command[:5]
        if outcome is not Outcome.DONE:
            why = IS_BUSY if outcome is Outcome.BUSY else _exception(frame)
            body = bytes((address, frame.command[0] | 0x80, why))
        return body + crc16(body, 0xFFFF).to_bytes(2, "little")


def _length(begun: Sequence[int]) -> int | None:
    """How long the frame is that begins so; None while that is not known, or it is not all here."""
    length = _SHORT
    if len(begun) >= _SHORT and begun[1] == WRITE_MANY:
        length = _SHORT + 1 + begun[6]
    return length if len(begun) >= length else None


def _fits(frame: bytes) -> bool:
    return crc16(frame[:-2], 0xFFFF) == int.from_bytes(frame[-2:], "little")


def _parsed(frame: bytes) -> Frame:
    everyone = frame[0] == 0
    return Frame(
        address=None if everyone else frame[0],
        order=_order(frame[1], frame[2:-2]),
        command=frame[1:-2],
        raw=frame,
        wants_answer=not everyone,
    )


def _order(function: int, body: bytes) -> Order:
    register = int.from_bytes(body[:2], "big")
    if function == WRITE_ONE:
        value = int.from_bytes(body[2:4], "big", signed=True)
        if register == VALUE:
            return Segments(digits_of(str(value)))
        return Word.PING if register in _KNOWN else Word.WRONG
    if function != WRITE_MANY:
        return Word.UNKNOWN
    count, size, data = int.from_bytes(body[2:4], "big"), body[4], body[5:]
    if not 1 <= count <= _MOST_REGISTERS or size != 2 * count or size != len(data):
        return Word.WRONG
    if register == TEXT:
        return Segments(digits_of(data.split(b"\0")[0].decode("ascii", "replace")))
    if register == RAW:
        return Segments(tuple(data))
    if register == FLOAT and count == _FLOAT_REGISTERS:
        return Segments(digits_of(f"{struct.unpack('>f', data)[0]:.6g}"))
    return Word.WRONG


def _exception(frame: Frame) -> int:
    function, register = frame.command[0], int.from_bytes(frame.command[1:3], "big")
    if function not in (WRITE_ONE, WRITE_MANY):
        return ILLEGAL_FUNCTION
    known = _KNOWN if function == WRITE_ONE else {TEXT, RAW, FLOAT}
    return ILLEGAL_VALUE if register in known else ILLEGAL_ADDRESS
