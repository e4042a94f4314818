"""What a picture or film is: told by its first bytes, never by its name."""

from typing import NamedTuple

MEBI = 1024 * 1024
PICTURE_MOST = 10 * MEBI
FILM_MOST = 200 * MEBI
HEAD = 64
"""As many first bytes as tell what a file is."""

_MP4_BRANDS = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash"}
)


class MediaKind(NamedTuple):
    """A kind of file that every board's browser shows."""

    type: str
    ending: str
    most: int
    """Bytes."""

    @property
    def is_film(self) -> bool:
        return self.type.startswith("video/")


PNG = MediaKind("image/png", "png", PICTURE_MOST)
JPEG = MediaKind("image/jpeg", "jpg", PICTURE_MOST)
WEBP = MediaKind("image/webp", "webp", PICTURE_MOST)
MP4 = MediaKind("video/mp4", "mp4", FILM_MOST)
WEBM = MediaKind("video/webm", "webm", FILM_MOST)
KINDS = (PNG, JPEG, WEBP, MP4, WEBM)


def kind_of(head: bytes) -> MediaKind | None:
    """The kind of a file that begins with `head` (HEAD bytes, or all of a shorter file)."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head[4:8] == b"ftyp" and head[8:12] in _MP4_BRANDS:
        return MP4
    # An EBML header names its DocType near its start: webm, or matroska, which no browser promises.
    if head.startswith(b"\x1a\x45\xdf\xa3") and b"\x42\x82\x84webm" in head[:HEAD]:
        return WEBM
    return None
