"""Pictures and films on the server's disk, each under its SHA-256; nothing half received is kept."""

import contextlib
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from PIL import Image, UnidentifiedImageError

from hall_server.domain.media import HEAD, KINDS, MEBI, MediaKind, kind_of
from hall_server.domain.refusals import MediumBroken, MediumTooLarge, NoRoom, NotAMedium

SPARE = 512 * MEBI
"""The disk keeps this much for the database and the journal."""

PIXELS_MOST = 50_000_000
"""A board has eight million; more than this only costs its browser memory."""

_NAME = re.compile(r"[0-9a-f]{64}")


class Medium(NamedTuple):
    """A file that has been received."""

    sha256: str
    kind: MediaKind
    size: int
    path: Path


class MediaFiles:
    """The files of one folder, which is made with the first. Any thread may call."""

    def __init__(self, folder: Path, spare: int = SPARE) -> None:
        self._folder = folder
        self._spare = spare

    def find(self, sha256: str) -> Medium | None:
        """The file with this hash, if it was received."""
        if not _NAME.fullmatch(sha256):
            return None
        for kind in KINDS:
            path = self._folder / f"{sha256}.{kind.ending}"
            if path.is_file():
                return Medium(sha256, kind, path.stat().st_size, path)
        return None

    @contextlib.contextmanager
    def arrival(self) -> Iterator["Arrival"]:
        """A file on its way in; what was not kept by the end of the block is removed.

        Raises NoRoom when the disk is full, also out of the block.
        """
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self.require_room(0)
            handle, name = tempfile.mkstemp(prefix="arriving-", dir=self._folder)
        except OSError as error:
            raise NoRoom() from error
        path = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                yield Arrival(self, file, path)
        except OSError as error:
            raise NoRoom() from error
        finally:
            path.unlink(missing_ok=True)

    def require_room(self, size: int) -> None:
        """Raises NoRoom when `size` more bytes would leave too little for the hall's own data."""
        if shutil.disk_usage(self._folder).free < size + self._spare:
            raise NoRoom()

    def keep(self, arrived: Path, sha256: str, kind: MediaKind) -> Medium:
        """Give a whole file its name; one that is there already stays."""
        path = self._folder / f"{sha256}.{kind.ending}"
        arrived.replace(path)
        return Medium(sha256, kind, path.stat().st_size, path)


class Arrival:
    """A file being received: a stream to write to, then `keep`."""

    def __init__(self, files: MediaFiles, file: IO[bytes], path: Path) -> None:
        self._files = files
        self._file = file
        self._path = path
        self._head = b""
        self._hash = hashlib.sha256()
        self._size = 0

    def write(self, piece: bytes) -> int:
        """Raises NotAMedium, MediumTooLarge or NoRoom as soon as it is clear."""
        if len(self._head) < HEAD:
            self._head += piece[:HEAD]
        self._size += len(piece)
        if len(self._head) >= HEAD:
            self._require_right_size(self._kind())
        self._files.require_room(len(piece))
        self._hash.update(piece)
        return self._file.write(piece)

    def seek(self, _offset: int, _whence: int = 0) -> int:
        """A form's parser goes back to the start of a whole file, to have it read: it is not read."""
        return 0

    def keep(self) -> Medium:
        """Check the whole file and keep it. Raises as `write`, and MediumBroken."""
        kind = self._kind()
        self._require_right_size(kind)
        self._file.flush()
        if not kind.is_film:
            _require_picture(self._path)
        os.fsync(self._file.fileno())
        return self._files.keep(self._path, self._hash.hexdigest(), kind)

    def _kind(self) -> MediaKind:
        kind = kind_of(self._head[:HEAD])
        if kind is None:
            raise NotAMedium()
        return kind

    def _require_right_size(self, kind: MediaKind) -> None:
        if self._size > kind.most:
            raise MediumTooLarge(most_mb=kind.most // MEBI)


def _require_picture(path: Path) -> None:
    """Decode the whole picture once: a cut or forged one is refused here, not found on a wall."""
    try:
        with Image.open(path, formats=("PNG", "JPEG", "WEBP")) as picture:
            if picture.width * picture.height > PIXELS_MOST:
                raise MediumBroken()
            picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise MediumBroken() from error
    except Image.DecompressionBombError as error:
        raise MediumBroken() from error
