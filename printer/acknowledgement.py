"""How a printer can be made to say that a sheet is on paper, and the bytes that ask for it."""

import os
import string
from binascii import crc32
from enum import StrEnum

_GS = b"\x1d"
_JOB_CHARS = (string.ascii_letters + string.digits).encode()
_JOB_LENGTH = 4

ASK_IN_TURN = _GS + b"r\x01"
"""GS r 1, paper sensor: not real-time, so it is answered after all that was sent before."""


class Acknowledgement(StrEnum):
    """Which acknowledgement a printer gives."""

    GS_H = "gs_h"
    """`GS ( H` function 48: the printer names the job when it is on paper."""
    GS_R = "gs_r"
    """`GS r` behind the sheet: answered when the sheet was worked off. For clones."""
    NONE = "none"
    """None that it understands: every sheet stays UNCERTAIN."""
    PROBE = "probe"
    """Find out when the printer is first ready."""


def ask_by_name(job: bytes) -> bytes:
    """GS ( H function 48: `job`, four visible characters, comes back when all is on paper."""
    return _GS + b"(H\x06\x0000" + job


def random_name() -> bytes:
    """A name for a job that nobody will look for later."""
    return bytes(_JOB_CHARS[byte % len(_JOB_CHARS)] for byte in os.urandom(_JOB_LENGTH))


def name_of(job_id: str) -> bytes:
    """The name under which the printer knows `job_id`.

    The same in every process, so that a station started anew knows a late acknowledgement.
    """
    number = crc32(job_id.encode())
    name = bytearray()
    for _ in range(_JOB_LENGTH):
        number, place = divmod(number, len(_JOB_CHARS))
        name.append(_JOB_CHARS[place])
    return bytes(name)
