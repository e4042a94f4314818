"""Frames of the SAM module in every second-generation ID-card reader. Bytes only, no line.

Both ways: `AA AA AA 96 69`, two bytes of length (of all that follows), the body, and a check byte,
the XOR of length and body. A command's body is command, parameter and data; an answer's is three
status bytes, of which the last says what came of it, and data. Source: the interface description
of the SAM_V modules (GA/T 467), as the readers' vendors print it.
"""

from dataclasses import dataclass, field
from enum import Enum
from functools import reduce
from operator import xor

PREAMBLE = b"\xaa\xaa\xaa\x96\x69"
TEXT_BYTES = 256
LONGEST = 0x090A
"""Length of the longest answer there is: text, photo and both fingerprints."""

_LENGTH_BYTES = 2
_HEAD = len(PREAMBLE) + _LENGTH_BYTES
_STATUS_BYTES = 3


class Word(Enum):
    """What came of a command: the last of an answer's three status bytes."""

    DONE = 0x90
    FOUND = 0x9F
    WRONG_CHECKSUM = 0x10
    WRONG_LENGTH = 0x11
    WRONG_COMMAND = 0x21
    UNKNOWN_COMMAND = 0x24
    CARD_NOT_PROVEN = 0x31
    MODULE_NOT_PROVEN = 0x32
    NOT_VERIFIED = 0x33
    WRONG_CARD = 0x40
    READ_FAILED = 0x41
    NO_RANDOM = 0x47
    SELF_TEST_FAILED = 0x60
    NOT_AUTHORISED = 0x66
    NONE_FOUND = 0x80
    SELECT_FAILED = 0x81
    NO_DATA = 0x91
    OTHER = -1
    """A byte that the description does not name."""


_WORDS = {word.value: word for word in Word}


class Damage(Enum):
    """What is wrong with a frame that has begun well."""

    LENGTH = "length"
    CHECKSUM = "checksum"
    STATUS = "status"
    """Too short to hold the three status bytes."""


class Command(Enum):
    """The commands that a machine for visitors needs: command byte and parameter."""

    STATUS = b"\x11\xff"
    SAM_ID = b"\x12\xff"
    FIND = b"\x20\x01"
    SELECT = b"\x20\x02"
    READ = b"\x30\x01"
    """Text and photo; there is no command for the text alone."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. `data` may hold a person's data and is left out of what is shown."""

    word: Word
    data: bytes = field(default=b"", repr=False)


class NoText(Exception):
    """An answer to READ that holds no text of the one length there is."""


def command_frame(command: Command) -> bytes:
    """The bytes that give `command`."""
    return framed(command.value)


def framed(body: bytes) -> bytes:
    """`body` with preamble, length and check byte."""
    counted = (len(body) + 1).to_bytes(_LENGTH_BYTES, "big") + body
    return PREAMBLE + counted + bytes((_check_byte(counted),))


def text_of(data: bytes) -> bytes:
    """The text in the data of an answer to READ; photo and fingerprints are left. Raises NoText."""
    length = int.from_bytes(data[:2], "big")
    photo = int.from_bytes(data[2:4], "big")
    if length != TEXT_BYTES:
        raise NoText(f"{length} bytes of text instead of {TEXT_BYTES}")
    # With fingerprints a third length stands before the text.
    heading = next((size for size in (4, 6) if _sizes(data[:size]) + size == len(data)), None)
    if heading is None:
        raise NoText(f"{len(data)} bytes for text, {photo} of photo and what may follow")
    return data[heading : heading + TEXT_BYTES]


class Bodies:
    """Finds frame bodies in a stream that comes in pieces, with noise before and between them.

    A frame with a wrong length or check byte is told as Damage and its preamble skipped, so that a
    frame hidden behind a broken one is still found. At most one frame's bytes are held.
    """

    def __init__(self) -> None:
        self._held = bytearray()

    @property
    def inside(self) -> bool:
        """Whether a frame has begun and is not whole yet."""
        return len(self._held) >= len(PREAMBLE) and self._held.startswith(PREAMBLE)

    def feed(self, data: bytes) -> list[bytes | Damage]:
        """Take the next bytes of the stream; gives what became whole by them, in order."""
        self._held += data
        found: list[bytes | Damage] = []
        while (each := self._next()) is not None:
            found.append(each)
        return found

    def _next(self) -> bytes | Damage | None:
        self._skip_noise()
        if len(self._held) < _HEAD:
            return None
        length = int.from_bytes(self._held[len(PREAMBLE) : _HEAD], "big")
        if not 1 < length <= LONGEST:
            return self._broken(Damage.LENGTH)
        if len(self._held) < _HEAD + length:
            return None
        if _check_byte(self._held[len(PREAMBLE) : _HEAD + length]):
            return self._broken(Damage.CHECKSUM)
        body = bytes(self._held[_HEAD : _HEAD + length - 1])
        del self._held[: _HEAD + length]
        return body

    def _skip_noise(self) -> None:
        at = self._held.find(PREAMBLE)
        if at < 0:
            # What may be the beginning of a preamble stays.
            kept = next(
                (
                    size
                    for size in range(len(PREAMBLE) - 1, 0, -1)
                    if self._held.endswith(PREAMBLE[:size])
                ),
                0,
            )
            at = len(self._held) - kept
        del self._held[:at]

    def _broken(self, damage: Damage) -> Damage:
        del self._held[: len(PREAMBLE)]
        return damage


class Decoder:
    """Answers out of a stream of bytes; see `Bodies` for noise and damage."""

    def __init__(self) -> None:
        self._bodies = Bodies()

    @property
    def inside(self) -> bool:
        """Whether an answer has begun and is not whole yet."""
        return self._bodies.inside

    def feed(self, data: bytes) -> list[Answer | Damage]:
        """Take the next bytes of the stream; gives the answers that became whole by them."""
        return [
            body if isinstance(body, Damage) else _answer(body) for body in self._bodies.feed(data)
        ]


def _answer(body: bytes) -> Answer | Damage:
    if len(body) < _STATUS_BYTES:
        return Damage.STATUS
    word = _WORDS.get(body[_STATUS_BYTES - 1], Word.OTHER)
    return Answer(word, body[_STATUS_BYTES:])


def _sizes(heading: bytes) -> int:
    return sum(int.from_bytes(heading[at : at + 2], "big") for at in range(0, len(heading), 2))


def _check_byte(data: bytes | bytearray) -> int:
    return reduce(xor, data, 0)
