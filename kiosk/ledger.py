"""The numbers this machine gave while it was alone: written to disk before anybody sees one.

One file for each day. A damaged file is set aside, what can be read of it is carried over to be
told to the hall, and none of its numbers is given again.
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from pathlib import Path

import structlog

from hall_server.wire.acts import TicketIssued
from hall_server.wire.offline import Lease, OfflineTicket
from kiosk.day_file import DayFile, Unwritable
from kiosk.day_rows import Answer, Damaged, Given, PaperEnd
from kiosk.ledger_days import LedgerDays, without_end

log = structlog.get_logger(__name__)

PAPER_WITHIN = timedelta(seconds=60)
"""A sheet that has not ended so long after its number was given counts as uncertain."""

Why = str


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
        self._lock = threading.RLock()
        self._days = LedgerDays(folder, now)
        self._is_read = False
        self.trouble: Why = ""
        """Why the last write failed: `disk_full`, `ledger_damaged`, or nothing."""

    @property
    def set_aside(self) -> set[date]:
        """Days whose file was found damaged since this program started."""
        return self._days.set_aside

    def open(self) -> None:
        """Read every day's file; sheets whose end is not known are uncertain from now on.

        Raises LedgerTrouble when the folder cannot be used; the machine then gives no numbers alone.
        """
        with self._lock, self._troubled():
            pass

    def close(self) -> None:
        """Close all files."""
        with self._lock:
            self._days.leave()
            self._is_read = False

    def open_day(self, day: date) -> None:
        """Have a file for the day. Raises LedgerTrouble."""
        with self._lock, self._troubled():
            self._days.begin(day)

    def held(self) -> dict[str, int] | None:
        """Unused numbers by queue of the newest day, None while it is not known what is used."""
        with self._lock:
            newest = self._days.newest()
            if newest is None or not newest.has_baseline:
                return None
            queues = {block.queue for block in newest.lease.blocks} if newest.lease else set()
            return {queue: len(newest.numbers_left(queue)) for queue in sorted(queues)}

    def has_baseline(self, day: date) -> bool:
        """Whether it is known what this machine held before its file of the day began."""
        with self._lock:
            return day in self._days.open and self._days.open[day].has_baseline

    def begin(self, held: Lease) -> None:
        """The day's first lease: what it holds may have been used before, and is not given."""
        with self._lock, self._troubled():
            self._days.open[held.date].begin(held.blocks)

    def keep_lease(self, lease: Lease) -> None:
        """The lease that counts from now on. Its day's file must be open. Raises LedgerTrouble."""
        with self._lock, self._troubled():
            self._days.open[lease.date].keep_lease(lease)
            self._days.current = lease.date

    def lease(self) -> Lease | None:
        """The lease that counts: the last one kept, or that of the newest day."""
        with self._lock:
            newest = self._days.newest()
            return newest.lease if newest is not None else None

    def numbers_left(self, queue: str) -> int:
        """How many numbers of a queue may still be given."""
        with self._lock:
            newest = self._days.newest()
            return len(newest.numbers_left(queue)) if newest is not None else 0

    def give(
        self, day: date, queues: Sequence[str], written: Callable[[str, int], OfflineTicket]
    ) -> OfflineTicket:
        """Write down the next number of the first of `queues` that has one, and tell it.

        Raises NoNumbers, LedgerTrouble; then no number is given.
        """
        with self._lock, self._troubled():
            opened = self._days.open.get(day)
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
            self._read_again()
            opened = self._days.day_of(press)
            return opened.given[press] if opened is not None else None

    def given_on(self, day: date) -> list[Given]:
        """All numbers of a day, in the order given."""
        with self._lock:
            opened = self._days.open.get(day)
            return [*opened.given.values()] if opened is not None else []

    def newest_moment(self) -> datetime | None:
        """When the last number was given."""
        with self._lock:
            moments = [each.ticket.issued_at for each in self._days.all()]
        return max(moments, default=None)

    def end_paper(self, press: str, ended: PaperEnd) -> None:
        """How the sheet of a number ended. Raises LedgerTrouble."""
        with self._lock, self._troubled():
            opened = self._days.day_of(press)
            if opened is not None:
                opened.end_paper([press], ended)

    def begin_sheet(self, press: str, ticket: TicketIssued) -> None:
        """Note that the sheet of a number of the hall's goes to the printer. Raises LedgerTrouble."""
        with self._lock, self._troubled():
            newest = self._days.newest()
            if newest is not None:
                newest.begin_sheet(press, ticket)

    def begun_sheet(self, press: str) -> TicketIssued | None:
        """The hall's number of a press, if its sheet may be on paper already."""
        with self._lock:
            self._read_again()
            found = (opened.sheets.get(press) for opened in self._days.open.values())
            return next((ticket for ticket in found if ticket is not None), None)

    def waiting(self) -> int:
        """How many numbers the hall has not answered yet."""
        with self._lock:
            return sum(each.answer is None for each in self._days.all())

    def refused(self) -> list[Given]:
        """Numbers that the hall did not take."""
        with self._lock:
            return [each for each in self._days.all() if each.answer and each.answer.refused]

    def untold(self, now: datetime) -> list[OfflineTicket]:
        """What the hall is to be told, oldest first: numbers whose sheet has ended, one way or another.

        A number is told with the same words each time; so a late end of its sheet changes nothing.
        A disk that takes nothing keeps no number from the hall. Raises LedgerTrouble.
        """
        overdue = now - PAPER_WITHIN
        with self._lock, self._troubled():
            for opened in self._days.open.values():
                self._end_overdue(opened, overdue)
            untold = [
                each.ticket.model_copy(update={"paper": each.paper or "UNCERTAIN"})
                for each in self._days.all()
                if each.answer is None and (each.paper or each.ticket.issued_at <= overdue)
            ]
        return sorted(untold, key=lambda ticket: ticket.issued_at)

    def told(self, press: str, answer: Answer) -> None:
        """The hall has answered. Raises LedgerTrouble."""
        with self._lock, self._troubled():
            opened = self._days.day_of(press)
            if opened is not None:
                opened.answer(press, answer)

    def tidy(self, today: date) -> None:
        """Days that are over and told lose what belongs to visitors; old files go."""
        with self._lock, self._troubled():
            self._days.tidy(today)

    def try_again(self) -> None:
        """After a trouble: see whether the disk takes something now. Raises LedgerTrouble."""
        with self._lock, self._troubled():
            newest = self._days.newest()
            if newest is not None and newest.lease is not None:
                newest.keep_lease(newest.lease)
            self.trouble = ""

    def _read_again(self) -> None:
        """A ledger that was just found damaged must not answer that it knows of nothing."""
        with suppress(LedgerTrouble), self._troubled():
            pass

    def _end_overdue(self, opened: DayFile, overdue: datetime) -> None:
        late = [
            press
            for press in without_end(opened.given.values())
            if opened.given[press].ticket.issued_at <= overdue
        ]
        try:
            opened.end_paper(late, "UNCERTAIN")
        except Unwritable as error:
            self._told("disk_full", error)

    @contextmanager
    def _troubled(self) -> Iterator[None]:
        """Turns what the disk says into LedgerTrouble; a damaged file is opened anew at the next call."""
        try:
            if not self._is_read:
                self._days.read()
                self._is_read = True
                self.trouble = ""
            yield
        except (Unwritable, OSError) as error:
            raise self._told("disk_full", error) from error
        except Damaged as error:
            self._days.drop()
            self._is_read = False
            raise self._told("ledger_damaged", error) from error

    def _told(self, why: Why, error: Exception) -> LedgerTrouble:
        if self.trouble != why:
            log.error("ledger", why=why, cause=str(error))
        self.trouble = why
        return LedgerTrouble(why, error)
