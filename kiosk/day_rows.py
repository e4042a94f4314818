"""The rows of a day's ledger: their tables, their checksums, and reading them all back."""

import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, ValidationError

from hall_server.wire.acts import TicketIssued
from hall_server.wire.offline import Block, Lease, OfflineTicket

M = TypeVar("M", bound=BaseModel)
PaperEnd = Literal["PRINTED", "REFUSED", "UNCERTAIN"]

TABLES = """
CREATE TABLE lease (said TEXT NOT NULL, checksum TEXT NOT NULL);
CREATE TABLE spent (queue TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    checksum TEXT NOT NULL, PRIMARY KEY (queue, first, last));
CREATE TABLE ticket (press TEXT PRIMARY KEY NOT NULL, queue TEXT NOT NULL, number INTEGER NOT NULL,
    said TEXT NOT NULL, checksum TEXT NOT NULL, UNIQUE (queue, number));
CREATE TABLE paper (press TEXT PRIMARY KEY NOT NULL, ended TEXT NOT NULL, checksum TEXT NOT NULL);
CREATE TABLE answer (press TEXT PRIMARY KEY NOT NULL, at TEXT NOT NULL, refused TEXT NOT NULL,
    checksum TEXT NOT NULL);
CREATE TABLE sheet (press TEXT PRIMARY KEY NOT NULL, said TEXT NOT NULL, checksum TEXT NOT NULL);
"""
BASELINE = ("", 0, 0)
"""The row in `spent` that says: what this machine held before this file began is known."""


class Damaged(Exception):
    """The file is not as it was written."""


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
    sheets: dict[str, TicketIssued]


def checksum(*values: object) -> str:
    """Of the values of a row, in their order."""
    return hashlib.sha256("\x1f".join(map(str, values)).encode()).hexdigest()


def read_contents(connection: sqlite3.Connection) -> Contents:
    """Everything, each row checked. Raises Damaged, sqlite3.Error."""
    for (found,) in connection.execute("PRAGMA integrity_check"):
        if found != "ok":
            raise Damaged(str(found))
    leases = [told(Lease, said) for (said,) in _rows(connection, "lease", "said")]
    spent = list(_rows(connection, "spent", "queue, first, last"))
    papers = dict(_rows(connection, "paper", "press, ended"))
    answers = {
        press: Answer(datetime.fromisoformat(at), refused)
        for press, at, refused in _rows(connection, "answer", "press, at, refused")
    }
    given = {}
    for press, queue, number, said in _rows(connection, "ticket", "press, queue, number, said"):
        ticket = told(OfflineTicket, said)
        if (ticket.press, ticket.queue, ticket.number) != (press, queue, number):
            raise Damaged(f"a number is not what it says: {queue}{number}")
        given[press] = Given(ticket, papers.get(press), answers.get(press))
    return Contents(
        lease=leases[-1] if leases else None,
        spent=[Block(queue=row[0], first=row[1], last=row[2]) for row in spent if row != BASELINE],
        has_baseline=BASELINE in spent,
        given=given,
        sheets={
            press: told(TicketIssued, said)
            for press, said in _rows(connection, "sheet", "press, said")
        },
    )


def told(message: type[M], said: str) -> M:
    """A message as it was written down. Raises Damaged."""
    try:
        return message.model_validate_json(said)
    except ValidationError as error:
        raise Damaged(f"a {message.__name__} that says nothing") from error


def _rows(connection: sqlite3.Connection, table: str, columns: str) -> Iterator[tuple[Any, ...]]:
    """The rows in the order written, without their checksums. Raises Damaged at a wrong one."""
    for *values, kept in connection.execute(
        f"SELECT {columns}, checksum FROM {table} ORDER BY rowid"
    ):
        if kept != checksum(*values):
            raise Damaged(f"a row of {table} has changed")
        yield tuple(values)


def insert(connection: sqlite3.Connection, given: Given) -> None:
    ticket = given.ticket
    row = (ticket.press, ticket.queue, ticket.number, ticket.model_dump_json())
    connection.execute("INSERT INTO ticket VALUES (?, ?, ?, ?, ?)", (*row, checksum(*row)))
    if given.paper is not None:
        insert_paper(connection, ticket.press, given.paper)
    if given.answer is not None:
        insert_answer(connection, ticket.press, given.answer)


def insert_paper(connection: sqlite3.Connection, press: str, ended: PaperEnd) -> None:
    row = (press, ended)
    connection.execute("INSERT INTO paper VALUES (?, ?, ?)", (*row, checksum(*row)))


def insert_answer(connection: sqlite3.Connection, press: str, answer: Answer) -> None:
    row = (press, answer.at.isoformat(), answer.refused)
    connection.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)", (*row, checksum(*row)))
