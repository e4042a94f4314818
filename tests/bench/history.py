"""A million tickets of history, written straight into the file: tickets, stops, calls, journal."""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from hall_server.domain.chain import entry_hash

A_DAY = 1000
"""Tickets a day of a large hall; the history ends yesterday."""
SLICE = 20_000
TICKET = ("INSERT INTO ticket (id, hall_id, date, queue_id, serial, number, label, live, issued_at,"
          " issued_by, token, language) VALUES (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, 'zh-CN')")  # fmt: skip
STOP = ("INSERT INTO stop (id, hall_id, ticket_id, label, item_id, queue_id, state, rate, basis_at,"
        " sequence, entered_at, since, booked, window_id, called_at, started_at, ended_at, recalls,"
        " rule, waited_s, outcome, note) VALUES (?, ?, ?, ?, ?, ?, 'DONE', 1.0, ?, ?, ?, ?, 0, ?,"
        " ?, ?, ?, 0, 'longest', 300, 'done', '')")  # fmt: skip
CALL = ("INSERT INTO call (id, hall_id, stop_id, window_id, at, recall, rule, waited_s)"
        " VALUES (?, ?, ?, ?, ?, 0, 'longest', 300)")  # fmt: skip
JOURNAL = ("INSERT INTO journal (hall_id, seq, at, act, actor, ticket_id, data, hash)"
           " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")  # fmt: skip


@dataclass(frozen=True)
class _Visit:
    """One visit of the past."""

    id: int
    issued: datetime
    queue: int
    letter: str
    item: int
    window: int
    serial: int

    @property
    def label(self) -> str:
        return f"{self.letter}{self.serial:03}"

    @property
    def served(self) -> datetime:
        return self.issued + timedelta(minutes=5)

    @property
    def ended(self) -> datetime:
        return self.issued + timedelta(minutes=13)


def add_history(file: Path, hall: int, tickets: int, now: datetime) -> float:
    """Add so many finished visits to a hall's file. Returns how long it took, in seconds.

    The present rows' ids and journal stay as they are: the past is appended after them, with a
    chain that `hall-server verify` accepts. Two journal entries a visit: issue, and finish.
    """
    begun = time.monotonic()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -400000")
        visits = _visits(connection, hall, tickets, now)
        seq, chained = connection.execute(
            "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
        ).fetchone()
        while part := list(islice(visits, SLICE)):
            entries, seq, chained = _journal(part, hall, seq, chained)
            connection.executemany(TICKET, [_ticket(each, hall) for each in part])
            connection.executemany(STOP, [_stop(each, hall) for each in part])
            connection.executemany(CALL, [_call(each, hall) for each in part])
            connection.executemany(JOURNAL, entries)
            connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return time.monotonic() - begun


def _visits(
    connection: sqlite3.Connection, hall: int, tickets: int, now: datetime
) -> Iterator[_Visit]:
    queues = connection.execute(
        "SELECT queue.id, queue.code, min(item.id) FROM queue JOIN item ON item.queue_id = queue.id"
        " WHERE queue.hall_id = ? GROUP BY queue.id ORDER BY queue.id",
        (hall,),
    ).fetchall()
    windows = [row[0] for row in connection.execute("SELECT id FROM window ORDER BY id")]
    first = (connection.execute("SELECT max(id) FROM ticket").fetchone()[0] or 0) + 1
    days = -(-tickets // A_DAY)
    # Days of UTC: 00:00 to 08:00 there are the hall's opening hours in Shanghai.
    start = now.replace(hour=1, minute=0, second=0, microsecond=0) - timedelta(days=days)
    for place in range(tickets):
        day, turn = divmod(place, A_DAY)
        queue, letter, item = queues[turn % len(queues)]
        yield _Visit(
            id=first + place,
            issued=start + timedelta(days=day, seconds=25 * turn),
            queue=queue,
            letter=letter,
            item=item,
            window=windows[turn % len(windows)],
            serial=turn // len(queues) + 1,
        )


def _ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)


def _ticket(visit: _Visit, hall: int) -> tuple[Any, ...]:
    return (visit.id, hall, visit.issued.date().isoformat(), visit.queue, visit.serial,
            visit.serial, visit.label, _ms(visit.issued), "device:k", f"past-{visit.id:016}")  # fmt: skip


def _stop(visit: _Visit, hall: int) -> tuple[Any, ...]:
    issued, served, ended = _ms(visit.issued), _ms(visit.served), _ms(visit.ended)
    return (visit.id, hall, visit.id, visit.label, visit.item, visit.queue, issued, visit.id,
            issued, ended, visit.window, served, served, ended)  # fmt: skip


def _call(visit: _Visit, hall: int) -> tuple[Any, ...]:
    return (visit.id, hall, visit.id, visit.window, _ms(visit.served))


def _journal(
    visits: list[_Visit], hall: int, seq: int, chained: str
) -> tuple[list[tuple[Any, ...]], int, str]:
    entries: list[tuple[Any, ...]] = []
    for visit in visits:
        told = {"number": visit.label, "stop": visit.id, "queue": visit.letter}
        for act, at, data in (
            ("issue", visit.issued, {**told, "state": "WAITING", "ticket": visit.id}),
            ("finish", visit.ended, {**told, "state": "DONE", "outcome": "done"}),
        ):
            seq += 1
            chained = entry_hash(chained, seq, at, act, "device:k", data)
            entries.append(
                (hall, seq, _ms(at), act, "device:k", visit.id, json.dumps(data), chained)
            )
    return entries, seq, chained
