"""One day's ledger on disk: an SQLite file whose every row carries its checksum.

Rows are added and never changed while the day runs. All of them are read and checked when the file
is opened and kept in memory from then on: nobody else may write the file meanwhile.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import ValidationError

from hall_server.wire.offline import Block, Lease, OfflineTicket

PaperEnd = Literal["PRINTED", "REFUSED", "UNCERTAIN"]
T = TypeVar("T")

_TABLES = """
CREATE TABLE lease (said TEXT NOT NULL, checksum TEXT NOT NULL);
CREATE TABLE spent (queue TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    checksum TEXT NOT NULL, PRIMARY KEY (queue, first, last));
CREATE TABLE ticket (press TEXT PRIMARY KEY NOT NULL, queue TEXT NOT NULL, number INTEGER NOT NULL,
    said TEXT NOT NULL, checksum TEXT NOT NULL, UNIQUE (queue, number));
CREATE TABLE paper (press TEXT PRIMARY KEY NOT NULL, ended TEXT NOT NULL, checksum TEXT NOT NULL);
CREATE TABLE answer (press TEXT PRIMARY KEY NOT NULL, at TEXT NOT NULL, refused TEXT NOT NULL,
    checksum TEXT NOT NULL);
CREATE TABLE sheet (press TEXT PRIMARY KEY NOT NULL, checksum TEXT NOT NULL);
"""
# EXTRA: after a power cut not even the journal of a finished transaction comes back.
_SETTINGS = (
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
)
_BASELINE = ("", 0, 0)
"""The row in `spent` that says: what this machine held before this file began is known."""
_SCRUBBED = 2
"""`user_version` of a file from which everything of the visitors has been taken out."""
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)


class Damaged(Exception):
    """The file is not as it was written."""


class Unwritable(Exception):
    """The disk is full or does not take anything; nothing was written."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the hall said to a number: when, and the refusal's code if it did not take it."""

    at: datetime
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A number given here, how its sheet ended, and what the hall said to it; None: not yet."""

    ticket: OfflineTicket
    paper: PaperEnd | None = None
    answer: Answer | None = None


@dataclass(slots=True)
class Contents:
    """Everything in a file."""

    lease: Lease | None
    spent: list[Block]
    has_baseline: bool
    given: dict[str, Given]
    sheets: set[str]


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
        rows = [*((each.queue, each.first, each.last) for each in held), _BASELINE]
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
                _insert(connection, each)
        self._holds.given.update({each.ticket.press: each for each in many})

    def end_paper(self, presses: Sequence[str], ended: PaperEnd) -> None:
        """How sheets ended; what is noted already stays."""
        new = [press for press in presses if self.given[press].paper is None]
        with self._writing() as connection:
            for press in new:
                _insert_paper(connection, press, ended)
        for press in new:
            self.given[press] = replace(self.given[press], paper=ended)

    def answer(self, press: str, answer: Answer) -> None:
        """What the hall said to a number."""
        with self._writing() as connection:
            _insert_answer(connection, press, answer)
        self.given[press] = replace(self.given[press], answer=answer)

    def begin_sheet(self, press: str) -> None:
        """Note that the sheet of a number of the hall's own goes to the printer."""
        with self._writing() as connection:
            row = (press, checksum(press))
            connection.execute("INSERT OR IGNORE INTO sheet VALUES (?, ?)", row)
        self._holds.sheets.add(press)

    def sheet_begun(self, press: str) -> bool:
        """Whether that sheet may be on paper."""
        return press in self._holds.sheets

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


def checksum(*values: object) -> str:
    """Of the values of a row, in their order."""
    return hashlib.sha256("\x1f".join(map(str, values)).encode()).hexdigest()


def read_contents(connection: sqlite3.Connection) -> Contents:
    """Everything, each row checked. Raises Damaged, sqlite3.Error."""
    for (found,) in connection.execute("PRAGMA integrity_check"):
        if found != "ok":
            raise Damaged(str(found))
    leases = [_lease(said) for (said,) in _rows(connection, "lease", "said")]
    spent = list(_rows(connection, "spent", "queue, first, last"))
    papers = dict(_rows(connection, "paper", "press, ended"))
    answers = {
        press: Answer(datetime.fromisoformat(at), refused)
        for press, at, refused in _rows(connection, "answer", "press, at, refused")
    }
    given = {}
    for press, queue, number, said in _rows(connection, "ticket", "press, queue, number, said"):
        ticket = ticket_told(said)
        if (ticket.press, ticket.queue, ticket.number) != (press, queue, number):
            raise Damaged(f"a number is not what it says: {queue}{number}")
        given[press] = Given(ticket, papers.get(press), answers.get(press))
    return Contents(
        lease=leases[-1] if leases else None,
        spent=[
            Block(queue=row[0], first=row[1], last=row[2]) for row in spent if row != _BASELINE
        ],
        has_baseline=_BASELINE in spent,
        given=given,
        sheets={press for (press,) in _rows(connection, "sheet", "press")},
    )


def ticket_told(said: str) -> OfflineTicket:
    """A number as it was written down. Raises Damaged."""
    try:
        return OfflineTicket.model_validate_json(said)
    except ValidationError as error:
        raise Damaged("a number that says nothing") from error


def _lease(said: str) -> Lease:
    try:
        return Lease.model_validate_json(said)
    except ValidationError as error:
        raise Damaged("a lease that says nothing") from error


def _rows(connection: sqlite3.Connection, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
    """The rows in the order written, without their checksums. Raises Damaged at a wrong one."""
    for *values, kept in connection.execute(
        f"SELECT {columns}, checksum FROM {table} ORDER BY rowid"
    ):
        if kept != checksum(*values):
            raise Damaged(f"a row of {table} has changed")
        yield tuple(values)


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=1.0, isolation_level=None, check_same_thread=False)
    try:
        for setting in _SETTINGS:
            connection.execute(setting)
        if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,):
            connection.executescript(f"BEGIN IMMEDIATE; {_TABLES} COMMIT;")
            file.chmod(0o600)
    except BaseException:
        connection.close()
        raise
    return connection


def _insert(connection: sqlite3.Connection, given: Given) -> None:
    ticket = given.ticket
    row = (ticket.press, ticket.queue, ticket.number, ticket.model_dump_json())
    connection.execute("INSERT INTO ticket VALUES (?, ?, ?, ?, ?)", (*row, checksum(*row)))
    if given.paper is not None:
        _insert_paper(connection, ticket.press, given.paper)
    if given.answer is not None:
        _insert_answer(connection, ticket.press, given.answer)


def _insert_paper(connection: sqlite3.Connection, press: str, ended: PaperEnd) -> None:
    row = (press, ended)
    connection.execute("INSERT INTO paper VALUES (?, ?, ?)", (*row, checksum(*row)))


def _insert_answer(connection: sqlite3.Connection, press: str, answer: Answer) -> None:
    row = (press, answer.at.isoformat(), answer.refused)
    connection.execute(
        "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", (*row, checksum(*row))
    )


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
