"""The ledger's folder: one file for each day that still matters, occupied by one program at a time."""

import fcntl
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

import structlog

from kiosk.day_file import DayFile, Unwritable, is_scrubbed
from kiosk.day_rows import Damaged, Given
from kiosk.setting_aside import finish_setting_aside, set_aside

log = structlog.get_logger(__name__)

KEEP_DAYS = 7
_NAMED = re.compile(r"(ledger|damaged)-(\d{4}-\d{2}-\d{2})")


class LedgerDays:
    """The open files by day. Not thread-safe; every method may raise Damaged, Unwritable or OSError."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        """`now` is for the names of damaged files."""
        self._folder = folder
        self._now = now
        self._guard: int | None = None
        self.open: dict[date, DayFile] = {}
        self.current: date | None = None
        """The day of the last lease: a server whose date was wrong once may have been believed."""
        self.set_aside: set[date] = set()
        """Days whose file was found damaged since this program started."""

    def newest(self) -> DayFile | None:
        """The day that counts."""
        if self.current in self.open:
            return self.open[self.current]
        return self.open[max(self.open)] if self.open else None

    def all(self) -> Iterator[Given]:
        """Every number of every day."""
        for opened in self.open.values():
            yield from opened.given.values()

    def day_of(self, press: str) -> DayFile | None:
        """The day on which a press was given a number here."""
        return next((opened for opened in self.open.values() if press in opened.given), None)

    def read(self) -> None:
        """Open every file; sheets whose end is not known are uncertain from now on.

        A day that cannot be read takes no other with it, and a disk that takes nothing hides no number.
        """
        self._occupy()
        for file in sorted(self._folder.glob("ledger-*.db*")):
            finish_setting_aside(file)
        for file in sorted(self._folder.glob("ledger-*.db")):
            day = _day_in(file.name)
            if day is None or day in self.open or _is_done(file):
                continue
            try:
                self.open[day] = self._opened(file, day)
            except (Unwritable, OSError) as error:
                log.error("a day's ledger cannot be read", file=file.name, cause=str(error))
        for opened in self.open.values():
            with suppress(Unwritable):  # told as uncertain all the same
                opened.end_paper(without_end(opened.given.values()), "UNCERTAIN")

    def begin(self, day: date) -> None:
        """Have a file for the day."""
        if day not in self.open:
            self.open[day] = self._opened(self._folder / f"ledger-{day}.db", day)

    def drop(self) -> None:
        """Close every file; the folder stays occupied."""
        for opened in self.open.values():
            opened.close()
        self.open.clear()

    def leave(self) -> None:
        """Close every file, and let another program in."""
        self.drop()
        if self._guard is not None:
            os.close(self._guard)
            self._guard = None

    def tidy(self, today: date) -> None:
        """Days that are over and told lose what belongs to visitors; old files go."""
        self.set_aside = {day for day in self.set_aside if day >= today}
        oldest = today - timedelta(days=KEEP_DAYS)
        for day, opened in list(self.open.items()):
            answers = [each.answer for each in opened.given.values()]
            taken = all(answer and not answer.refused for answer in answers)
            if day != today and (taken or (day < oldest and None not in answers)):
                opened.scrub()
                opened.close()
                del self.open[day]
        for file in self._folder.iterdir():
            named = _day_in(file.name)
            if named is not None and named < oldest and named not in self.open:
                file.unlink()

    def _occupy(self) -> None:
        """Two programs on one ledger would give the same number twice."""
        if self._guard is not None:
            return
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        guard = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(guard, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            os.close(guard)
            raise
        self._guard = guard

    def _opened(self, file: Path, day: date) -> DayFile:
        try:
            return DayFile(file, day)
        except Damaged as damage:
            log.error("ledger damaged", file=file.name, cause=str(damage))
            self.set_aside.add(day)
            set_aside(file, day, self._now())
            return DayFile(file, day)


def without_end(given: Iterable[Given]) -> list[str]:
    """The presses whose sheets have not ended."""
    return [each.ticket.press for each in given if each.paper is None]


def _is_done(file: Path) -> bool:
    try:
        return is_scrubbed(file)
    except (Damaged, Unwritable):
        return False  # opening it says what is wrong


def _day_in(name: str) -> date | None:
    found = _NAMED.match(name)
    with suppress(ValueError):
        return date.fromisoformat(found[2]) if found else None
    return None
