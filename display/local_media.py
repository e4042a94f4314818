"""Pictures and films that a layout names: files of this machine, told apart by what they begin with."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from stat import S_ISREG
from types import MappingProxyType
from typing import NamedTuple

from display.media import Kept
from hall_server.wire.message import Text
from hall_server.wire.views import MediumView

TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".png": "image/png",
        ".jpg": "image/jpeg",
        ".jpeg": "image/jpeg",
        ".webp": "image/webp",
        ".mp4": "video/mp4",
        ".webm": "video/webm",
    }
)
_BEGINS = 16


class NotShowable(Exception):
    """A file that is not there, or that is no picture or film of a known kind; says why."""


class LocalMedium(NamedTuple):
    """One file, as it was when it was looked at. `key` changes when the file does."""

    path: Path
    type: str
    key: str
    """64 hexadecimal digits, as the hash of a medium of the hall has."""

    @property
    def kept(self) -> Kept:
        """As the route of pictures and films serves it."""
        return Kept(self.path, self.type)

    @property
    def view(self) -> MediumView:
        """As a page is told of it; its name is the file's without the ending."""
        name = Text(zh=self.path.stem, en=self.path.stem)
        return MediumView(sha256=self.key, type=self.type, name=name)


def look_at(path: Path) -> LocalMedium:
    """What there is at a path. Raises NotShowable."""
    kind = TYPES.get(path.suffix.lower())
    if kind is None:
        raise NotShowable(f"{path.name} is of no known kind; known are {', '.join(TYPES)}")
    try:
        stamp = path.stat()
        if not S_ISREG(stamp.st_mode):
            raise NotShowable(f"{path} is no file")
        with path.open("rb") as file:
            begin = file.read(_BEGINS)
    except (OSError, ValueError) as trouble:
        why = trouble.strerror if isinstance(trouble, OSError) else None
        raise NotShowable(f"{path}: {why or trouble}") from trouble
    if _type_of(begin) != kind:
        raise NotShowable(f"{path.name} is not what its ending says: no {kind} begins like it")
    named = f"{path.absolute()}|{stamp.st_mtime_ns}|{stamp.st_size}"
    return LocalMedium(path, kind, hashlib.sha256(named.encode()).hexdigest())


def _type_of(begin: bytes) -> str | None:
    """By the file's first bytes: the signatures of PNG, JPEG, RIFF WebP, ISO BMFF and EBML."""
    if begin.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if begin.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if begin.startswith(b"RIFF") and begin[8:12] == b"WEBP":
        return "image/webp"
    if begin[4:8] == b"ftyp":
        return "video/mp4"
    if begin.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm"
    return None
