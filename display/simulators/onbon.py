"""Onbon BX-5K/6K font cards, as the card hears them (published protocol v1.4).

A5 x8 | escaped(header 14 | data | CRC-16/ARC, low byte first) | 5A. Header: destination u16 LE,
source u16 LE, 3 reserved, barcode, check mode (01: 00 00 for the CRC), display mode, FE, 02,
data length u16 LE. An answer is a frame to the sender with A0 00 (done) or A0 01 (not done), the
reason and two reserved bytes as its data.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from display.devices import Colour
from display.simulators.checksums import crc16
from display.simulators.orders import (
    Area,
    Damaged,
    Dim,
    Frame,
    Heard,
    Order,
    Outcome,
    Row,
    Run,
    SetClock,
    Word,
    Write,
)

BEGIN, END = 0xA5, 0x5A
BEGINS = 8
EVERYONE = frozenset({0xFFFE, 0xFFFF})
_HEADER = 14
_FIXED = bytes((0xFE, 0x02))
_UNCHECKED = 1
_LONGEST = 2 * (0x10000 + _HEADER + 2)
_ESCAPES = {b"\xa6\x02": b"\xa5", b"\xa6\x01": b"\xa6", b"\x5b\x02": b"\x5a", b"\x5b\x01": b"\x5b"}
_ESCAPED = re.compile(rb"[\xa6\x5b].?", re.DOTALL)
_REASONS = {Outcome.DONE: (0, 0), Outcome.BUSY: (1, 2), Outcome.REFUSED: (1, 1)}
_AREA_HEAD = 23
_UNTIL_TIMEOUT = 2
"""The run mode in which the card takes away what is not told again in time."""
_MOVES_LEFT = 3
_BRIGHTEST = 15
_TEXT_ESCAPE = re.compile(r"\\(?:C(?P<colour>[123])|F[A-Z]\d{3}|(?P<newline>n))")
_COLOURS: dict[str, Colour] = {"1": "red", "2": "green", "3": "yellow"}
_DELETE_ALL = 0xFF


class OnbonDecoder:
    """Finds frames between eight or more A5 and the next 5A."""

    def __init__(self) -> None:
        self._begins = 0
        self._body: bytearray | None = None

    def feed(self, data: bytes) -> list[Heard]:
        """The next bytes of the line."""
        return [heard for byte in data if (heard := self._take(byte)) is not None]

    def silence(self) -> list[Heard]:
        """Frames of these cards may pause."""
        return []

    def answer(self, frame: Frame, address: int, outcome: Outcome) -> bytes | None:
        """A frame to the sender. Without a wish for an answer there is none."""
        if not frame.wants_answer:
            return None
        word, reason = _REASONS[outcome]
        data = bytes((0xA0, word, reason, 0, 0))
        header = b"\x00\x80" + address.to_bytes(2, "little") + bytes(6) + _FIXED
        body = header + len(data).to_bytes(2, "little") + data
        return framed(body)

    def _take(self, byte: int) -> Heard | None:
        if byte == BEGIN:
            self._begins += 1
            broken, self._body = self._body, None
            return Damaged(bytes(broken)) if broken else None
        if self._begins >= BEGINS:
            self._body = bytearray()
        self._begins = 0
        if self._body is None:
            return None
        if byte != END:
            self._body.append(byte)
            if len(self._body) <= _LONGEST:
                return None
        body, self._body = bytes(self._body), None
        return _parsed(body)


def framed(body: bytes) -> bytes:
    """Header and data with their checksum, escaped, between the marks."""
    whole = body + crc16(body, 0).to_bytes(2, "little")
    escapes = {plain[0]: escape for escape, plain in _ESCAPES.items()}
    escaped = b"".join(escapes.get(byte, bytes((byte,))) for byte in whole)
    return bytes((BEGIN,)) * BEGINS + escaped + bytes((END,))


def _parsed(escaped: bytes) -> Heard:
    raw = bytes((BEGIN,)) * BEGINS + escaped + bytes((END,))
    found = set(_ESCAPED.findall(escaped))
    if not found <= _ESCAPES.keys():
        return Damaged(raw)
    whole = _ESCAPED.sub(lambda match: _ESCAPES[match[0]], escaped)
    header, data, check = whole[:_HEADER], whole[_HEADER:-2], whole[-2:]
    if len(whole) < _HEADER + 2 + 5 or header[10:12] != _FIXED:
        return Damaged(raw)
    expected = 0 if header[8] == _UNCHECKED else crc16(whole[:-2], 0)
    fits = int.from_bytes(check, "little") == expected
    if not fits or int.from_bytes(header[12:14], "little") != len(data):
        return Damaged(raw)
    address = int.from_bytes(header[:2], "little")
    everyone = address in EVERYONE
    return Frame(
        address=None if everyone else address,
        order=_order(data),
        command=data[:2],
        raw=raw,
        wants_answer=data[2] == 1 and not everyone,
    )


def _order(data: bytes) -> Order:
    match data[:2]:
        case b"\xa2\x00" | b"\xa1\x02":
            return Word.PING
        case b"\xa2\x03":
            return _clock(data[5:])
        case b"\xa3\x02" if len(data) == 7 and data[6] <= _BRIGHTEST:
            return Dim(round(100 * data[6] / _BRIGHTEST))
        case b"\xa3\x06":
            return _write(data[5:])
        case _:
            return Word.UNKNOWN


def _clock(bcd: bytes) -> Order:
    """Year low and high, month, day, hour, minute, second, weekday, each as two decimal digits."""
    if len(bcd) != 8 or not bcd.hex().isdecimal():
        return Word.WRONG
    low, high, month, day, *time = (int(f"{byte:02x}") for byte in bcd[:7])
    try:
        date = datetime(100 * high + low, month, day)  # noqa: DTZ001 - the card has no zone
        return SetClock(date.replace(hour=time[0], minute=time[1], second=time[2]))
    except ValueError:
        return Word.WRONG


def _write(body: bytes) -> Order:
    """Areas to delete, then areas to show, each with its length before it."""
    try:
        return _read_areas(body)
    except (IndexError, UnicodeDecodeError, ValueError):
        return Word.WRONG


def _read_areas(body: bytes) -> Write:
    count = body[0]
    named = 0 if count == _DELETE_ALL else count
    delete = tuple(body[1 : 1 + named])
    at = 1 + named
    areas = []
    number, at = body[at], at + 1
    for _ in range(number):
        length = int.from_bytes(body[at : at + 2], "little")
        areas.append(_area(body[at + 2 : at + 2 + length], length))
        at += 2 + length
    if at != len(body) or len(delete) != named:
        raise ValueError("the lengths do not add up")
    return Write(tuple(areas), None if count == _DELETE_ALL else delete)


def _area(area: bytes, length: int) -> tuple[int, Area]:
    size = int.from_bytes(area[_AREA_HEAD : _AREA_HEAD + 4], "little")
    text = area[_AREA_HEAD + 4 :]
    if length != len(area) or length < _AREA_HEAD + 4 or size != len(text) or area[0] != 0:
        raise ValueError("not a text area")
    x, y, width, height = (int.from_bytes(area[at : at + 2], "little") for at in (1, 3, 5, 7))
    return area[9], Area(
        tuple(_rows(text.decode("gb18030"))),
        _dots(x),
        y,
        _dots(width),
        height,
        runs=area[19] == _MOVES_LEFT,
        timeout_s=int.from_bytes(area[12:14], "little") if area[11] == _UNTIL_TIMEOUT else 0,
    )


def _dots(number: int) -> int:
    """Across, a number counts 8 dots, or dots when its top bit is set."""
    return number & 0x7FFF if number & 0x8000 else 8 * number


def _rows(text: str) -> Iterator[Row]:
    r"""Rows at \n, runs at \C1 to \C3; a font is taken note of by being left out."""
    row: list[Run] = []
    colour: Colour | None = None
    at = 0
    for escape in _TEXT_ESCAPE.finditer(text):
        if at < escape.start():
            row.append(Run(text[at : escape.start()], colour))
        at = escape.end()
        if escape["newline"]:
            yield tuple(row)
            row = []
        colour = _COLOURS.get(escape["colour"] or "", colour)
    if at < len(text):
        row.append(Run(text[at:], colour))
    yield tuple(row)
