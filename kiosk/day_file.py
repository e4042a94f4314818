"""One day's ledger on disk: an SQLite file whose every row carries its checksum.

Rows are added and never changed while the day runs. All of them are read and checked when the file
is opened and kept in memory from then on: nobody else may write the file meanwhile.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from hall_server.wire.acts import TicketIssued
from hall_server.wire.offline import Block, Lease
from kiosk.day_rows import (
    BASELINE,
    TABLES,
    Answer,
    Damaged,
    Given,
    PaperEnd,
    checksum,
    insert,
    insert_answer,
    insert_paper,
    read_contents,
)

T = TypeVar("T")

# EXTRA: after a power cut not even the journal of a finished transaction comes back. PERSIST: its end
# is a header of zeros, on disk, which takes half as long as an unlinked file and its folder.
_SETTINGS = (
    "PRAGMA journal_mode = PERSIST",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)
_SCRUBBED = 2
"""`user_version` of a file from which everything of the visitors has been taken out."""
_SHEETS = 20
"""So many sheets are remembered: whoever asks again does so within seconds."""
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)


class Unwritable(Exception):
    """The disk is full or does not take anything; nothing was written."""


class DayFile:
    """The ledger of one day. Not thread-safe: the ledger holds its lock.

    Every method that writes does so in one transaction and raises Unwritable or Damaged.
    """

    def __init__(self, file: Path, day: date) -> None:
        """Open, or make, the file. Raises Damaged, Unwritable."""
        self.file = file
        self.day = day
        self._connection = _translated(lambda: _connected(file))
        try:
            self._holds = _translated(lambda: read_contents(self._connection))
        except BaseException:
            self._connection.close()
            raise

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @property
    def lease(self) -> Lease | None:
        """The newest lease, as the hall gave it; whether its seal is right is not known here."""
        return self._holds.lease

    @property
    def has_baseline(self) -> bool:
        """Whether it is known which blocks this machine had before this file began."""
        return self._holds.has_baseline

    @property
    def given(self) -> dict[str, Given]:
        """All numbers by press, in the order given."""
        return self._holds.given

    def begin(self, held: Iterable[Block]) -> None:
        """Note what the machine held before: a ledger that is lost may have used any of it."""
        rows = [*((each.queue, each.first, each.last) for each in held), BASELINE]
        with self._writing() as connection:
            for row in rows:
                connection.execute(
                    "INSERT OR IGNORE INTO spent VALUES (?, ?, ?, ?)", (*row, checksum(*row))
                )
        self._holds.spent += [block for block in held if block not in self._holds.spent]
        self._holds.has_baseline = True

    def keep_lease(self, lease: Lease) -> None:
        """The lease that counts from now on."""
        said = lease.model_dump_json()
        with self._writing() as connection:
            connection.execute("DELETE FROM lease")
            connection.execute("INSERT INTO lease VALUES (?, ?)", (said, checksum(said)))
        self._holds.lease = lease

    def add(self, *many: Given) -> None:
        """Write numbers down, all or none; whoever sees one from now on finds it here."""
        with self._writing() as connection:
            for each in many:
                insert(connection, each)
        self._holds.given.update({each.ticket.press: each for each in many})

    def end_paper(self, presses: Sequence[str], ended: PaperEnd) -> None:
        """How sheets ended; what is noted already stays."""
        new = [press for press in presses if self.given[press].paper is None]
        if not new:
            return
        with self._writing() as connection:
            for press in new:
                insert_paper(connection, press, ended)
        for press in new:
            self.given[press] = replace(self.given[press], paper=ended)

    def answer(self, press: str, answer: Answer) -> None:
        """What the hall said to a number."""
        with self._writing() as connection:
            insert_answer(connection, press, answer)
        self.given[press] = replace(self.given[press], answer=answer)

    @property
    def sheets(self) -> dict[str, TicketIssued]:
        """Numbers of the hall's own whose sheets may be on paper, by press; the newest few."""
        return self._holds.sheets

    def begin_sheet(self, press: str, ticket: TicketIssued) -> None:
        """Note that the sheet of a number of the hall's own goes to the printer."""
        row = (press, ticket.model_dump_json())
        outlived = [*self.sheets][: -_SHEETS + 1]
        with self._writing() as connection:
            connection.executemany(
                "DELETE FROM sheet WHERE press = ?", [(old,) for old in outlived]
            )
            connection.execute(
                "INSERT OR IGNORE INTO sheet VALUES (?, ?, ?)", (*row, checksum(*row))
            )
        for old in outlived:
            del self.sheets[old]
        self.sheets[press] = ticket

    def numbers_left(self, queue: str) -> list[int]:
        """The numbers of a queue that may still be given, those of the lowest block first."""
        if self.lease is None or not self.has_baseline:
            return []
        used = {each.ticket.number for each in self.given.values() if each.ticket.queue == queue}
        spent = [block for block in self._holds.spent if block.queue == queue]
        return [
            number
            for block in sorted(self.lease.blocks, key=lambda block: block.first)
            if block.queue == queue
            for number in range(block.first, block.last + 1)
            if number not in used and not any(old.first <= number <= old.last for old in spent)
        ]

    def scrub(self) -> None:
        """Take out what belongs to visitors: marks, tails, links, errands; numbers and times stay."""
        with self._writing() as connection:
            for table in ("lease", "sheet"):
                connection.execute(f"DELETE FROM {table}")
            for each in self.given.values():
                said = f'{{"issued_at":"{each.ticket.issued_at.isoformat()}"}}'
                connection.execute(
                    "UPDATE ticket SET said = ?, checksum = '' WHERE press = ?",
                    (said, each.ticket.press),
                )
            connection.execute(f"PRAGMA user_version = {_SCRUBBED}")
        # The old pages lie in the journal still.
        _translated(lambda: self._connection.execute("PRAGMA journal_mode = DELETE").fetchall())

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        connection = self._connection
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except sqlite3.Error as error:
            if connection.in_transaction:
                connection.rollback()
            raise _as_trouble(error) from error


def is_scrubbed(file: Path) -> bool:
    """Whether a file holds nothing of visitors any more. Raises Damaged, Unwritable."""

    def version() -> int:
        connection = sqlite3.connect(file)
        try:
            return int(connection.execute("PRAGMA user_version").fetchone()[0])
        finally:
            connection.close()

    return _translated(version) == _SCRUBBED


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=1.0, isolation_level=None, check_same_thread=False)
    try:
        for setting in _SETTINGS:
            connection.execute(setting)
        if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,):
            connection.executescript(f"BEGIN IMMEDIATE; {TABLES} COMMIT;")
            file.chmod(0o600)
    except BaseException:
        connection.close()
        raise
    return connection


def _translated(work: Callable[[], T]) -> T:
    try:
        return work()
    except sqlite3.Error as error:
        raise _as_trouble(error) from error
    except (OverflowError, ValueError) as error:
        # A flipped bit can make a text that is no text, or a number too large for one.
        raise Damaged(str(error)) from error
    except OSError as error:
        raise Unwritable(str(error)) from error


def _as_trouble(error: sqlite3.Error) -> Damaged | Unwritable:
    code = getattr(error, "sqlite_errorcode", None)
    # A table or text that is not there any more comes as a plain error.
    primary = code & 0xFF if code is not None else sqlite3.SQLITE_CORRUPT
    if primary in (*_BROKEN, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT):
        return Damaged(str(error))
    return Unwritable(str(error))
