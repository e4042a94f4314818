"""The header of a WAV whose length may not be known yet, with what it says in words. Pure."""

import struct

_UNKNOWN = 0x7FFF_F000
"""As espeak-ng writes to pipes: players read to the end of what comes."""
_TITLE = b"INAM"
_LONGEST = 200


def wav_header(rate: int, title: str, samples: int | None) -> bytes:
    """All that comes before the samples: mono, 16 bits, and the title as a WAV's INFO has it.

    `samples` is None when nobody knows yet how many will follow.
    """
    form = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, rate, 2 * rate, 2, 16)
    named = _chunk(_TITLE, title[:_LONGEST].encode(errors="replace") + b"\0")
    info = _chunk(b"LIST", b"INFO" + named)
    length = _UNKNOWN if samples is None else 2 * samples
    body = b"WAVE" + form + info + struct.pack("<4sI", b"data", length)
    return struct.pack("<4sI", b"RIFF", len(body) + length) + body


def title_of(data: bytes) -> str:
    """The title of a WAV made here, empty if it has none."""
    place = data.find(_TITLE, 0, 4096)
    if place < 0:
        return ""
    length = int.from_bytes(data[place + 4 : place + 8], "little")
    return data[place + 8 : place + 8 + length].rstrip(b"\0").decode(errors="replace")


def _chunk(name: bytes, content: bytes) -> bytes:
    padded = content + b"\0" * (len(content) % 2)
    return struct.pack("<4sI", name, len(padded)) + padded
