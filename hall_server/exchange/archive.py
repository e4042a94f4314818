"""A whole hall as one ZIP: hall.toml, catalogue.csv, materials.csv, paper.toml, and the boards' media files."""

import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO

from hall_server.domain.plan import HallPlan
from hall_server.exchange.assembly import PAPER_FILE
from hall_server.exchange.materials import MATERIALS_FILE
from hall_server.exchange.problems import Place, Problems
from hall_server.exchange.writing import CATALOGUE_FILE, HALL_FILE, hall_files

MEMBERS_MOST = 200
TEXT_MOST = 16 * 1024 * 1024
"""Bytes unpacked of a file that is no medium."""
MEDIUM_MOST = 200 * 1024 * 1024
WHOLE_MOST = 1024 * 1024 * 1024
"""Bytes unpacked in all."""
_MEDIUM = re.compile(r"media/[0-9a-f]{64}")
_TEXTS = (HALL_FILE, CATALOGUE_FILE, MATERIALS_FILE, PAPER_FILE)
_PIECE = 256 * 1024
_SAME_DAY = (2020, 1, 1, 0, 0, 0)
"""The moment of every member: the same plan gives the same bytes."""
_BROKEN = (
    # What zipfile lets through when an archive is cut, forged or encrypted.
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    OverflowError,
)


def write_archive(plan: HallPlan, medium: Callable[[str], Path | None]) -> IO[bytes]:
    """The archive as an open temporary file at its start. `medium` finds a file by its hash."""
    # The caller closes it, which also removes it.
    out: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in hall_files(plan).items():
            if content is not None:
                _put(archive, name, content)
        for sha256 in dict.fromkeys(each.sha256 for each in plan.media):
            path = medium(sha256)
            if path is not None:
                # Pictures and films are compressed already.
                archive.write(path, f"media/{sha256}", zipfile.ZIP_STORED)
    out.seek(0)
    return out


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    archive.writestr(zipfile.ZipInfo(name, _SAME_DAY), content, zipfile.ZIP_DEFLATED)


def unpack(file: Path, folder: Path, problems: Problems) -> list[Path]:
    """Unpack an archive's files into a folder; returns the media's paths, named by their hash.

    Only the few names an archive has are taken, whatever their number or size claim: anything else
    is a problem, and then nothing is to be used.
    """
    media: list[Path] = []
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            if not _is_sound(members, problems):
                return []
            for member in members:
                target = folder / member.filename.rpartition("/")[2]
                with archive.open(member) as packed, target.open("xb") as out:
                    shutil.copyfileobj(packed, out, _PIECE)
                if member.filename.startswith("media/"):
                    media.append(target)
    except _BROKEN as trouble:
        problems.add(
            Place("archive.zip"),
            f"The archive cannot be read ({type(trouble).__name__}): export it again.",
        )
    return media


def _is_sound(members: list[zipfile.ZipInfo], problems: Problems) -> bool:
    """Whether names and sizes are an archive's. A member never unpacks to more than it declares."""
    before = len(list(problems))
    if len(members) > MEMBERS_MOST or sum(each.file_size for each in members) > WHOLE_MOST:
        problems.add(Place("archive.zip"), "The archive unpacks to too much: is it the right file?")
        return False
    names = [each.filename for each in members]
    for member in members:
        place = Place("archive.zip", None, member.filename[:80])
        is_medium = bool(_MEDIUM.fullmatch(member.filename))
        if not is_medium and member.filename not in _TEXTS:
            problems.add(place, "No such file belongs to a hall's archive: remove it.")
        elif names.count(member.filename) > 1:
            problems.add(place, "The file is there twice: remove one.")
        elif member.file_size > (MEDIUM_MOST if is_medium else TEXT_MOST):
            problems.add(place, "The file unpacks to too much.")
    for name in (HALL_FILE, CATALOGUE_FILE):
        if name not in names:
            problems.add(Place("archive.zip", None, name), "The file is missing: add it.")
    return len(list(problems)) == before
