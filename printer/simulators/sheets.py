"""The tray: the last printed sheets as PNG files in a folder, with an index, newest first."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TypedDict

from printer.simulators.roll import DOTS_PER_MM, Sheet

INDEX = "index.json"
KEPT = 200


class SheetEntry(TypedDict):
    """A sheet in the index. `at` is RFC 3339; sizes are in dots and in millimetres of paper."""

    sheet: int
    file: str
    at: str
    width: int
    height: int
    mm: int
    lines: list[str]
    qr_codes: list[str]
    warnings: list[str]


class Tray:
    """Catches sheets. Thread-safe. A folder used before is carried on, numbers included."""

    def __init__(self, folder: Path, clock: Callable[[], datetime], kept: int = KEPT) -> None:
        """Makes the folder if need be. Raises OSError when it cannot be read or written."""
        self._folder = folder
        self._clock = clock
        self._kept = kept
        self._lock = Lock()
        folder.mkdir(parents=True, exist_ok=True)
        index = folder / INDEX
        self._entries: list[SheetEntry] = (
            json.loads(index.read_text(encoding="utf-8")) if index.exists() else []
        )

    @property
    def folder(self) -> Path:
        """Where the pictures lie."""
        return self._folder

    def entries(self) -> list[SheetEntry]:
        """The sheets kept, newest first."""
        with self._lock:
            return list(self._entries)

    def catch(self, sheet: Sheet) -> None:
        """Keep a sheet: picture first, then the index, then the oldest go."""
        with self._lock:
            number = self._entries[0]["sheet"] + 1 if self._entries else 1
            entry = self._entry(number, sheet)
            sheet.picture.save(self._folder / entry["file"])
            gone = self._entries[self._kept - 1 :]
            self._entries = [entry, *self._entries[: self._kept - 1]]
            self._write_index()
            for old in gone:
                (self._folder / old["file"]).unlink(missing_ok=True)

    def _entry(self, number: int, sheet: Sheet) -> SheetEntry:
        return SheetEntry(
            sheet=number,
            file=f"{number:06d}.png",
            at=self._clock().isoformat(timespec="seconds"),
            width=sheet.picture.width,
            height=sheet.picture.height,
            mm=round(sheet.picture.height / DOTS_PER_MM),
            lines=list(sheet.lines),
            qr_codes=list(sheet.qr_codes),
            warnings=list(sheet.warnings),
        )

    def _write_index(self) -> None:
        # Renamed into place, so that a reader never sees half an index.
        part = self._folder / f"{INDEX}.part"
        part.write_text(json.dumps(self._entries, ensure_ascii=False), encoding="utf-8")
        part.replace(self._folder / INDEX)
