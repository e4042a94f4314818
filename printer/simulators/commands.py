"""The simulator's own reading of ESC/POS: bytes in, commands out, no I/O and no paper.

Written from the command reference and sharing nothing with the encoder, so that a mistake there
shows on the simulated paper instead of cancelling out.
"""

from dataclasses import dataclass

ESC, FS, GS, DLE = 0x1B, 0x1C, 0x1D, 0x10


@dataclass(frozen=True, slots=True)
class Plain:
    """A command with fixed parameters, named by its two or three first bytes, such as b"\\x1ba"."""

    name: bytes
    values: bytes = b""


@dataclass(frozen=True, slots=True)
class Char:
    """One character to print."""

    char: str


@dataclass(frozen=True, slots=True)
class Picture:
    """GS v 0: dots, most significant bit left, 1 is black."""

    row_bytes: int
    rows: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Extended:
    """GS ( x: a group letter, the function within it, and its data."""

    group: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Unknown:
    """Bytes that a printer would ignore or print as rubbish."""

    data: bytes


Command = Plain | Char | Picture | Extended | Unknown

_FIXED = {
    b"\x00": 0,
    b"\n": 0,
    b"\r": 0,
    b"\x1b@": 0,
    b"\x1b!": 1,
    b"\x1b2": 0,
    b"\x1b3": 1,
    b"\x1bE": 1,
    b"\x1bJ": 1,
    b"\x1bM": 1,
    b"\x1ba": 1,
    b"\x1bd": 1,
    b"\x1bt": 1,
    b"\x1c!": 1,
    b"\x1c&": 0,
    b"\x1c-": 1,
    b"\x1c.": 0,
    b"\x1d!": 1,
    b"\x1dB": 1,
    b"\x1dI": 1,
    b"\x1da": 1,
    b"\x1dr": 1,
    b"\x10\x04": 1,
    b"\x10\x05": 1,
}
"""Parameter bytes after each name."""


def parse(buffer: bytes, *, kanji: bool) -> tuple[Command, int] | None:
    """The first command of `buffer` and its length, or None while it is incomplete.

    `kanji` tells whether bytes from 80h on begin a two-byte character now (FS &).
    """
    if not buffer:
        return None
    first = buffer[0]
    if first in (ESC, FS, GS, DLE) or first < 0x20:
        return _control(buffer)
    if first < 0x80:
        return Char(chr(first)), 1
    return _two_byte(buffer) if kanji else (Unknown(buffer[:1]), 1)


def _control(buffer: bytes) -> tuple[Command, int] | None:
    name = buffer[:1] if buffer[:1] in _FIXED else buffer[:2]
    if buffer[0] in (ESC, FS, GS, DLE) and len(buffer) < 2:
        return None
    if name in _FIXED:
        length = len(name) + _FIXED[name]
        return (Plain(name, buffer[len(name) : length]), length) if len(buffer) >= length else None
    if name == b"\x1dV":
        return _cut(buffer)
    if name == b"\x1dv":
        return _picture(buffer)
    if name == b"\x1d(":
        return _extended(buffer)
    length = 2 if buffer[0] in (ESC, FS, GS, DLE) else 1
    return Unknown(buffer[:length]), length


def _cut(buffer: bytes) -> tuple[Command, int] | None:
    if len(buffer) < 3:
        return None
    length = 4 if buffer[2] in (65, 66) else 3
    return (Plain(b"\x1dV", buffer[2:length]), length) if len(buffer) >= length else None


def _picture(buffer: bytes) -> tuple[Command, int] | None:
    if len(buffer) < 8:
        return None
    row_bytes = int.from_bytes(buffer[4:6], "little")
    rows = int.from_bytes(buffer[6:8], "little")
    length = 8 + row_bytes * rows
    if len(buffer) < length:
        return None
    return Picture(row_bytes, rows, buffer[8:length]), length


def _extended(buffer: bytes) -> tuple[Command, int] | None:
    if len(buffer) < 5:
        return None
    length = 5 + int.from_bytes(buffer[3:5], "little")
    if len(buffer) < length:
        return None
    return Extended(chr(buffer[2]), buffer[5:length]), length


def _two_byte(buffer: bytes) -> tuple[Command, int] | None:
    if len(buffer) < 2:
        return None
    try:
        return Char(buffer[:2].decode("gb18030")), 2
    except UnicodeDecodeError:
        # A four-byte character: a GBK printer shows rubbish for its lead byte and goes on.
        return Unknown(buffer[:1]), 1
