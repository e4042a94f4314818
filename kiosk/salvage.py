"""What can still be read of a damaged ledger: numbers whose checksum is right, wherever they lie."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Any, cast, get_args

from hall_server.wire.offline import OfflineTicket
from kiosk.day_rows import Answer, Damaged, Given, PaperEnd, checksum, told

_WRITTEN_DOWN = re.compile(rb'(\{"press":"[^{}]*\})([0-9a-f]{64})')
"""SQLite stores the values of a row one behind the other: the number as JSON, then its checksum."""


def salvage(file: Path) -> list[Given]:
    """The numbers in a damaged file, in the order of their issue.

    How a sheet ended and what the hall said are kept where they can still be read; without them a
    sheet is uncertain, and the hall is told of the number once more, which changes nothing there.
    """
    # SQLite first: it takes back what a power cut left half written.
    papers = {press: ended for press, ended in _rows(file, "paper", "press, ended")}
    answers = {
        press: (at, refused) for press, at, refused in _rows(file, "answer", "press, at, refused")
    }
    given = []
    for ticket in _tickets(file.read_bytes()):
        ended = papers.get(ticket.press)
        paper = cast(PaperEnd, ended) if ended in get_args(PaperEnd) else "UNCERTAIN"
        given.append(Given(ticket, paper, _answer(answers.get(ticket.press))))
    return sorted(given, key=lambda each: each.ticket.issued_at)


def _tickets(raw: bytes) -> Iterator[OfflineTicket]:
    seen: set[str] = set()
    numbers: set[tuple[str, int]] = set()
    for found in _WRITTEN_DOWN.finditer(raw):
        try:
            said = found[1].decode()
            ticket = told(OfflineTicket, said)
        except (UnicodeDecodeError, Damaged):
            continue
        row = (ticket.press, ticket.queue, ticket.number, said)
        number = (ticket.queue, ticket.number)
        if checksum(*row) != found[2].decode() or ticket.press in seen or number in numbers:
            continue
        seen.add(ticket.press)
        numbers.add(number)
        yield ticket


def _answer(kept: tuple[str, str] | None) -> Answer | None:
    return Answer(datetime.fromisoformat(kept[0]), kept[1]) if kept else None


def _rows(file: Path, table: str, columns: str) -> list[tuple[Any, ...]]:
    """The rows of a table up to where it breaks, those with a right checksum."""
    rows: list[tuple[Any, ...]] = []
    with (
        suppress(sqlite3.Error, OverflowError, ValueError),
        closing(sqlite3.connect(file)) as connection,
    ):
        connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
        for *values, kept in connection.execute(f"SELECT {columns}, checksum FROM {table}"):
            if kept == checksum(*values):
                rows.append(tuple(values))
    return rows
