"""Lumen C-Power cards, as the card hears them (External Calls Communication Protocol V1.9, 2012).

A5 | escaped(68 | 32 | card, FF: all | command | flags, bit 0: answer | data | sum u16 LE) | AE. The
sum is over 68 to the end of the data. An answer has E8 for 68 and its result where the flags were.
"""

import re
from collections.abc import Mapping
from itertools import groupby

from display.devices import Colour
from display.simulators.orders import (
    Area,
    Damaged,
    Frame,
    Heard,
    Order,
    Outcome,
    Run,
    Switch,
    Word,
    Write,
)

BEGIN, END = 0xA5, 0xAE
EVERYONE = 0xFF
REQUEST, ANSWER, CARD = 0x68, 0xE8, 0x32
_ESCAPES = {b"\xaa\x05": b"\xa5", b"\xaa\x0e": b"\xae", b"\xaa\x0a": b"\xaa"}
_ESCAPED = re.compile(rb"\xaa.?", re.DOTALL)
_LONGEST = 4096
_TEXTS = 0x7B
_ASKED = frozenset({0x2D, 0x3C, 0x3E})
"""Restart, address on the network, id and rate: nothing of them is shown."""
_SWITCH = 0x76
_RESULTS = {Outcome.DONE: 0, Outcome.BUSY: 2, Outcome.REFUSED: 1}
_COLOURS: dict[int, Colour] = {1: "red", 2: "green", 3: "yellow"}
_WINDOW_HEAD, _ZONE_HEAD, _PLAIN_HEAD = 7, 8, 11
_FLICKER, _TICKER = 13, 14
"""Effects: on and off, and from right to left without end."""
_HALF_LIT = 127


class CPowerDecoder:
    """Finds frames between A5 and AE, and puts texts in several packets together."""

    def __init__(self) -> None:
        self._body: bytearray | None = None
        self._packets: dict[int, bytes] = {}

    def feed(self, data: bytes) -> list[Heard]:
        """The next bytes of the line."""
        return [heard for byte in data if (heard := self._take(byte)) is not None]

    def silence(self) -> list[Heard]:
        """Frames of these cards may pause."""
        return []

    def answer(self, frame: Frame, address: int, outcome: Outcome) -> bytes | None:
        """The command with its result: 00 done, 01 refused, 02 busy."""
        if not frame.wants_answer:
            return None
        return framed(bytes((ANSWER, CARD, address)) + frame.command + bytes((_RESULTS[outcome],)))

    def _take(self, byte: int) -> Heard | None:
        if byte == BEGIN:
            broken, self._body = self._body, bytearray()
            return Damaged(bytes(broken)) if broken else None
        if self._body is None:
            return None
        if byte != END:
            self._body.append(byte)
            if len(self._body) <= _LONGEST:
                return None
        body, self._body = bytes(self._body), None
        return self._parsed(body)

    def _parsed(self, escaped: bytes) -> Heard:
        raw = bytes((BEGIN,)) + escaped + bytes((END,))
        if not set(_ESCAPED.findall(escaped)) <= _ESCAPES.keys():
            return Damaged(raw)
        whole = _ESCAPED.sub(lambda match: _ESCAPES[match[0]], escaped)
        body, check = whole[:-2], whole[-2:]
        if len(body) < 5 or sum(body) & 0xFFFF != int.from_bytes(check, "little"):
            return Damaged(raw)
        kind, card, address, command, flags = body[:5]
        if kind != REQUEST or card != CARD:
            return Damaged(raw)
        everyone = address == EVERYONE
        return Frame(
            address=None if everyone else address,
            order=self._order(address, command, body[5:]),
            command=bytes((command,)),
            raw=raw,
            wants_answer=bool(flags & 1) and not everyone,
        )

    def _order(self, address: int, command: int, data: bytes) -> Order:
        if command in _ASKED:
            return Word.PING
        if command == _SWITCH and len(data) == 1:
            return Switch(bool(data[0]))
        if command != _TEXTS:
            return Word.UNKNOWN
        if len(data) < 5 or int.from_bytes(data[:2], "little") != len(data) - 4:
            return Word.WRONG
        packet, last = data[2:4]
        before = self._packets.pop(address, b"") if packet else b""
        if packet < last:
            self._packets[address] = (before + data[4:])[-_LONGEST:]
            return Word.PING
        return _text_order(before + data[4:])


def framed(body: bytes) -> bytes:
    """A body with its sum, escaped, between the marks."""
    whole = body + (sum(body) & 0xFFFF).to_bytes(2, "little")
    escapes: Mapping[int, bytes] = {plain[0]: escape for escape, plain in _ESCAPES.items()}
    escaped = b"".join(escapes.get(byte, bytes((byte,))) for byte in whole)
    return bytes((BEGIN,)) + escaped + bytes((END,))


def _text_order(said: bytes) -> Order:
    match said[0]:
        case 0x01:
            return Word.PING
        case 0x02:
            return _window_text(said)
        case 0x12:
            return _plain_text(said)
        case 0x07:
            return Write((), delete=None)
        case 0x85:
            return _zone_text(said)
        case _:
            return Word.UNKNOWN


def _window_text(said: bytes) -> Order:
    """02 | window | effect | align | speed | stay u16 | three bytes a character.

    A character is colour (high half) and size (low half), then its GB code; a single byte code has
    00 before it. A character of code 0 ends the text.
    """
    if len(said) < _WINDOW_HEAD or (len(said) - _WINDOW_HEAD) % 3:
        return Word.WRONG
    runs: list[Run] = []
    for at in range(_WINDOW_HEAD, len(said), 3):
        look, code = said[at], said[at + 1 : at + 3].lstrip(b"\0")
        if not code:
            break
        try:
            runs.append(Run(code.decode("gbk"), _COLOURS.get(look >> 4)))
        except UnicodeDecodeError:
            return Word.WRONG
    return Write(((said[1], Area((_joined(runs),))),))


def _plain_text(said: bytes) -> Order:
    """12 | window | effect | align | speed | stay u16 | size | red, green, blue | GB text | 00."""
    text, end, rest = said[_PLAIN_HEAD:].partition(b"\0")
    if not end or rest or len(said) < _PLAIN_HEAD:
        return Word.WRONG
    red, green = said[8] > _HALF_LIT, said[9] > _HALF_LIT
    colour: Colour = "yellow" if red and green else "green" if green else "red"
    try:
        row = (Run(text.decode("gbk"), colour),)
    except UnicodeDecodeError:
        return Word.WRONG
    effect = said[2]
    return Write(((said[1], Area((row,), flashes=effect == _FLICKER, runs=effect == _TICKER)),))


def _zone_text(said: bytes) -> Order:
    """85 | three reserved | zone | three of effect | GB text | 00."""
    text, end, rest = said[_ZONE_HEAD:].partition(b"\0")
    if not end or rest or len(said) < _ZONE_HEAD:
        return Word.WRONG
    try:
        return Write(((said[4], Area(((Run(text.decode("gbk")),),))),))
    except UnicodeDecodeError:
        return Word.WRONG


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    """Neighbours of one colour as one run."""
    groups = groupby(runs, key=lambda run: run.colour)
    return tuple(Run("".join(run.text for run in same), colour) for colour, same in groups)
