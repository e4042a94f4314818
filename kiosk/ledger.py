"""The numbers this machine gave while it was alone: written to disk before anybody sees one.

One file for each day. A damaged file is set aside, what can be read of it is carried over to be
told to the hall, and none of its numbers is given again.
"""

import fcntl
import os
import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import structlog

from hall_server.wire.acts import TicketIssued
from hall_server.wire.offline import Lease, OfflineTicket
from kiosk.day_file import DayFile, Unwritable, is_scrubbed
from kiosk.day_rows import Answer, Damaged, Given, PaperEnd
from kiosk.setting_aside import finish_setting_aside, set_aside

log = structlog.get_logger(__name__)

KEEP_DAYS = 7
PAPER_WITHIN = timedelta(seconds=60)
"""A sheet that has not ended so long after its number was given counts as uncertain."""

Why = str
_FILE = re.compile(r"ledger-(\d{4}-\d{2}-\d{2})\.db")


class LedgerTrouble(Exception):
    """Nothing can be written down, so no number can be given. `why` is the word for the page."""

    def __init__(self, why: Why, cause: object) -> None:
        super().__init__(f"{why}: {cause}")
        self.why = why


class NoNumbers(Exception):
    """The blocks of the queue are used up, or there are none."""


class Ledger:
    """All days of this machine that still matter. Any thread may call."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        """`now` is for the names of damaged files. Nothing is touched before `open`."""
        self._folder = folder
        self._now = now
        self._lock = threading.RLock()
        self._days: dict[date, DayFile] = {}
        self._current: date | None = None
        self._guard: int | None = None
        self._dropped = False
        self.trouble: Why = ""
        """Why the last write failed: `disk_full`, `ledger_damaged`, or nothing."""
        self.set_aside: set[date] = set()
        """Days whose file was found damaged since this program started."""

    def open(self) -> None:
        """Read every day's file; sheets whose end is not known are uncertain from now on.

        Raises LedgerTrouble when the folder cannot be used; the machine then gives no numbers alone.
        """
        with self._lock, self._troubled():
            self._open_all()

    def close(self) -> None:
        """Close all files."""
        with self._lock:
            for opened in self._days.values():
                opened.close()
            self._days.clear()
            if self._guard is not None:
                os.close(self._guard)
                self._guard = None

    def open_day(self, day: date) -> None:
        """Have a file for the day. Raises LedgerTrouble."""
        with self._lock, self._troubled():
            self._occupy()
            if day not in self._days:
                self._days[day] = self._opened(self._folder / f"ledger-{day}.db", day)

    def held(self) -> dict[str, int] | None:
        """Unused numbers by queue of the newest day, None while it is not known what is used."""
        with self._lock:
            newest = self._newest()
            if newest is None or not newest.has_baseline:
                return None
            queues = {block.queue for block in newest.lease.blocks} if newest.lease else set()
            return {queue: len(newest.numbers_left(queue)) for queue in sorted(queues)}

    def has_baseline(self, day: date) -> bool:
        """Whether it is known what this machine held before its file of the day began."""
        with self._lock:
            return day in self._days and self._days[day].has_baseline

    def begin(self, held: Lease) -> None:
        """The day's first lease: what it holds may have been used before, and is not given."""
        with self._lock, self._troubled():
            self._days[held.date].begin(held.blocks)

    def keep_lease(self, lease: Lease) -> None:
        """The lease that counts from now on. Its day's file must be open. Raises LedgerTrouble."""
        with self._lock, self._troubled():
            self._days[lease.date].keep_lease(lease)
            self._current = lease.date

    def lease(self) -> Lease | None:
        """The lease that counts: the last one kept, or that of the newest day."""
        with self._lock:
            newest = self._newest()
            return newest.lease if newest is not None else None

    def numbers_left(self, queue: str) -> int:
        """How many numbers of a queue may still be given."""
        with self._lock:
            newest = self._newest()
            return len(newest.numbers_left(queue)) if newest is not None else 0

    def give(
        self, day: date, queues: Sequence[str], written: Callable[[str, int], OfflineTicket]
    ) -> OfflineTicket:
        """Write down the next number of the first of `queues` that has one, and tell it.

        Raises NoNumbers, LedgerTrouble; then no number is given.
        """
        with self._lock, self._troubled():
            opened = self._days.get(day)
            for queue in queues:
                left = opened.numbers_left(queue) if opened is not None else []
                if opened is not None and left:
                    ticket = written(queue, left[0])
                    opened.add(Given(ticket))
                    self.trouble = ""
                    return ticket
        raise NoNumbers()

    def find(self, press: str) -> Given | None:
        """The number that a press was given here."""
        with self._lock:
            for opened in self._days.values():
                if press in opened.given:
                    return opened.given[press]
        return None

    def given_on(self, day: date) -> list[Given]:
        """All numbers of a day, in the order given."""
        with self._lock:
            return [*self._days[day].given.values()] if day in self._days else []

    def newest_moment(self) -> datetime | None:
        """When the last number was given."""
        with self._lock:
            moments = [each.ticket.issued_at for each in self._all()]
        return max(moments, default=None)

    def end_paper(self, press: str, ended: PaperEnd) -> None:
        """How the sheet of a number ended. Raises LedgerTrouble."""
        with self._lock, self._troubled():
            for opened in self._days.values():
                if press in opened.given:
                    opened.end_paper([press], ended)

    def begin_sheet(self, press: str, ticket: TicketIssued) -> None:
        """Note that the sheet of a number of the hall's goes to the printer. Raises LedgerTrouble."""
        with self._lock, self._troubled():
            newest = self._newest()
            if newest is not None:
                newest.begin_sheet(press, ticket)

    def begun_sheet(self, press: str) -> TicketIssued | None:
        """The hall's number of a press, if its sheet may be on paper already."""
        with self._lock:
            found = (opened.sheets.get(press) for opened in self._days.values())
            return next((ticket for ticket in found if ticket is not None), None)

    def waiting(self) -> int:
        """How many numbers the hall has not answered yet."""
        with self._lock:
            return sum(each.answer is None for each in self._all())

    def refused(self) -> list[Given]:
        """Numbers that the hall did not take."""
        with self._lock:
            return [each for each in self._all() if each.answer and each.answer.refused]

    def untold(self, now: datetime) -> list[OfflineTicket]:
        """What the hall is to be told, oldest first: numbers whose sheet has ended, one way or another.

        A number is told with the same words each time; so a late end of its sheet changes nothing.
        Raises LedgerTrouble.
        """
        with self._lock, self._troubled():
            for opened in self._days.values():
                late = [
                    press
                    for press in _without_end(opened.given.values())
                    if opened.given[press].ticket.issued_at <= now - PAPER_WITHIN
                ]
                opened.end_paper(late, "UNCERTAIN")
            untold = [
                each.ticket.model_copy(update={"paper": each.paper})
                for each in self._all()
                if each.answer is None and each.paper is not None
            ]
        return sorted(untold, key=lambda ticket: ticket.issued_at)

    def told(self, press: str, answer: Answer) -> None:
        """The hall has answered. Raises LedgerTrouble."""
        with self._lock, self._troubled():
            for opened in self._days.values():
                if press in opened.given:
                    opened.answer(press, answer)

    def tidy(self, today: date) -> None:
        """Days that are over and told lose what belongs to visitors; old files go."""
        with self._lock, self._troubled():
            self.set_aside = {day for day in self.set_aside if day >= today}
            oldest = today - timedelta(days=KEEP_DAYS)
            for day, opened in list(self._days.items()):
                answers = [each.answer for each in opened.given.values()]
                taken = all(answer and not answer.refused for answer in answers)
                if day != today and (taken or (day < oldest and None not in answers)):
                    opened.scrub()
                    opened.close()
                    del self._days[day]
            for file in self._folder.iterdir():
                named = _day_in(file.name)
                if named is not None and named < oldest and named not in self._days:
                    file.unlink()

    def try_again(self) -> None:
        """After a trouble: see whether the disk takes something now. Raises LedgerTrouble."""
        with self._lock, self._troubled():
            if self._guard is None:
                self._open_all()
            newest = self._newest()
            if newest is not None and newest.lease is not None:
                newest.keep_lease(newest.lease)
            self.trouble = ""

    def _open_all(self) -> None:
        self._occupy()
        for file in sorted(self._folder.glob("ledger-*.db*")):
            finish_setting_aside(file)
        for file in sorted(self._folder.glob("ledger-*.db")):
            day = _day_of(file)
            if day is not None and day not in self._days and not self._is_done(file):
                self._days[day] = self._opened(file, day)
        for opened in self._days.values():
            opened.end_paper(_without_end(opened.given.values()), "UNCERTAIN")

    def _all(self) -> Iterator[Given]:
        for opened in self._days.values():
            yield from opened.given.values()

    def _newest(self) -> DayFile | None:
        """The day of the last lease: a server whose date was wrong once may have been believed."""
        if self._current in self._days:
            return self._days[self._current]
        return self._days[max(self._days)] if self._days else None

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

    def _is_done(self, file: Path) -> bool:
        try:
            return is_scrubbed(file)
        except (Damaged, Unwritable):
            return False  # opening it says what is wrong

    @contextmanager
    def _troubled(self) -> Iterator[None]:
        """Turns what the disk says into LedgerTrouble; a damaged file is opened anew at the next call."""
        try:
            if self._dropped:
                self._open_all()
                self._dropped = False
                self.trouble = ""
            yield
        except (Unwritable, OSError) as error:
            raise self._told("disk_full", error) from error
        except Damaged as error:
            self._drop()
            raise self._told("ledger_damaged", error) from error

    def _told(self, why: Why, error: Exception) -> LedgerTrouble:
        if self.trouble != why:
            log.error("ledger", why=why, cause=str(error))
        self.trouble = why
        return LedgerTrouble(why, error)

    def _drop(self) -> None:
        for opened in self._days.values():
            opened.close()
        self._days.clear()
        self._dropped = True


def _without_end(given: Iterable[Given]) -> list[str]:
    return [each.ticket.press for each in given if each.paper is None]


def _day_of(file: Path) -> date | None:
    found = _FILE.fullmatch(file.name)
    return date.fromisoformat(found[1]) if found else None


def _day_in(name: str) -> date | None:
    found = re.match(r"(?:ledger|damaged)-(\d{4}-\d{2}-\d{2})", name)
    return date.fromisoformat(found[1]) if found else None
