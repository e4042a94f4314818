"""Checking what the store promises: the journal's chain, the numbers, the cases."""

import json
from dataclasses import dataclass, field
from itertools import pairwise

from sqlalchemy import Connection, func, select

from hall_server.domain.chain import GENESIS, entry_hash
from hall_server.domain.states import ACTIVE, AT_WINDOW
from hall_server.store import schema as t
from hall_server.store.cases.verify import case_faults, document_faults


@dataclass
class Findings:
    """Journal entries read per hall, and every fault found, in words."""

    entries: dict[str, int] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


GIVES_A_NUMBER = ("issue", "walk_in", "check_in", "reconcile_ticket")
"""Acts that make a ticket."""


def verify(connection: Connection) -> Findings:
    """Read every hall's journal and tables. Changes nothing; takes seconds per million entries."""
    found = Findings()
    for hall in connection.execute(select(t.hall.c.id, t.hall.c.code)).all():
        found.entries[hall.code] = _check_journal(connection, hall.id, hall.code, found)
        _check_numbers(connection, hall.id, hall.code, found)
        _check_lent(connection, hall.id, hall.code, found)
        _check_stops(connection, hall.id, hall.code, found)
        for faults in (case_faults, document_faults):
            found.faults += [f"{hall.code}: {fault}" for fault in faults(connection, hall.id)]
    return found


def _check_journal(connection: Connection, hall: int, code: str, found: Findings) -> int:
    previous, expected = GENESIS, 0
    rows = connection.execution_options(yield_per=5000).execute(
        select(t.journal).where(t.journal.c.hall_id == hall).order_by(t.journal.c.seq)
    )
    for row in rows:
        expected += 1
        if row.seq != expected:
            found.faults.append(f"{code}: journal entry {expected} is missing before {row.seq}")
            expected = row.seq
        try:
            data = json.loads(row.data)
        except ValueError:
            found.faults.append(f"{code}: journal entry {row.seq} is not readable")
            data = {}
        if entry_hash(previous, row.seq, row.at, row.act, row.actor, data) != row.hash:
            found.faults.append(f"{code}: journal entry {row.seq} does not match its hash")
        previous = row.hash
    return expected


def _check_numbers(connection: Connection, hall: int, code: str, found: Findings) -> None:
    """Serials run from 1 without a gap, and each issued ticket has its journal entry."""
    rows = connection.execute(
        select(
            t.queue.c.code,
            t.ticket.c.date,
            func.count(),
            func.max(t.ticket.c.serial),
            func.min(t.ticket.c.serial),
        )
        .join(t.queue, t.queue.c.id == t.ticket.c.queue_id)
        .where(t.ticket.c.hall_id == hall)
        .group_by(t.queue.c.code, t.ticket.c.date)
    )
    for letter, on, count, last, first in rows:
        if (first, last) != (1, count):
            found.faults.append(f"{code}: queue {letter} on {on} has {count} numbers up to {last}")
    tickets = connection.execute(
        select(func.count()).select_from(t.ticket).where(t.ticket.c.hall_id == hall)
    ).scalar_one()
    issued = connection.execute(
        select(func.count())
        .select_from(t.journal)
        .where(t.journal.c.hall_id == hall, t.journal.c.act.in_(GIVES_A_NUMBER))
    ).scalar_one()
    if tickets != issued:
        found.faults.append(f"{code}: {tickets} tickets, but {issued} in the journal")


def _check_lent(connection: Connection, hall: int, code: str, found: Findings) -> None:
    """No two blocks lent to kiosks meet; what a kiosk gave alone is from one, and nothing else is."""
    rows = connection.execute(
        select(t.number_block, t.queue.c.code.label("letter"))
        .join(t.queue, t.queue.c.id == t.number_block.c.queue_id)
        .where(t.number_block.c.hall_id == hall)
        .order_by(t.number_block.c.queue_id, t.number_block.c.date, t.number_block.c.first)
    ).all()
    for one, other in pairwise(rows):
        together = (one.queue_id, one.date) == (other.queue_id, other.date)
        if together and other.first <= one.last:
            found.faults.append(
                f"{code}: numbers {other.letter}{other.first} on {other.date} are lent twice"
            )
    lent = select(t.number_block.c.id).where(
        t.number_block.c.queue_id == t.ticket.c.queue_id,
        t.number_block.c.date == t.ticket.c.date,
        t.ticket.c.number.between(t.number_block.c.first, t.number_block.c.last),
    )
    given = select(t.ticket.c.label, t.ticket.c.date).where(t.ticket.c.hall_id == hall)
    alone = given.where(t.ticket.c.offline, ~lent.exists())
    for label, on in connection.execute(alone):
        found.faults.append(f"{code}: {label} on {on} was given alone, but lent to no kiosk")
    # A number that has ended may be lent later: then it was given before.
    before = lent.where(t.number_block.c.lent_at < t.ticket.c.issued_at)
    for label, on in connection.execute(given.where(~t.ticket.c.offline, before.exists())):
        found.faults.append(f"{code}: {label} on {on} was given by the hall, but lent to a kiosk")


def _check_stops(connection: Connection, hall: int, code: str, found: Findings) -> None:
    """One stop at a window, one active stop per ticket: also held by unique indexes."""
    for what, column, states in (
        ("window", t.stop.c.window_id, AT_WINDOW),
        ("ticket", t.stop.c.ticket_id, ACTIVE),
    ):
        rows = connection.execute(
            select(column, func.count())
            .where(t.stop.c.hall_id == hall, t.stop.c.state.in_([s.value for s in states]))
            .group_by(column)
            .having(func.count() > 1)
        )
        for id, count in rows:
            found.faults.append(f"{code}: {what} {id} has {count} stops at once")
