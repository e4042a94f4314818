"""What supervision saw, as rows: each event of a node about a subject is there once."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, insert, select, tuple_

from hall_server.store import schema as t
from hall_server.store.transaction import Transaction


def add_event(
    tx: Transaction,
    node: str,
    grade: str,
    subject: str,
    evidence: Mapping[str, Any],
    case: int | None,
    step: int | None,
) -> None:
    """Insert an event that is not there yet."""
    tx.execute(
        insert(t.supervision_event).values(
            hall_id=tx.hall,
            case_id=case,
            step_id=step,
            node=node,
            subject=subject,
            grade=grade,
            at=tx.now,
            evidence=json.dumps(evidence, ensure_ascii=False, separators=(",", ":")),
        )
    )


def known_events(
    connection: Connection, hall: int, events: Iterable[tuple[str, str]]
) -> set[tuple[str, str]]:
    """Which of the events, named by node and subject, are there."""
    event = t.supervision_event.c
    wanted = list(events)
    found: set[tuple[str, str]] = set()
    for at in range(0, len(wanted), 200):
        rows = connection.execute(
            select(event.node, event.subject).where(
                event.hall_id == hall,
                tuple_(event.node, event.subject).in_(wanted[at : at + 200]),
            )
        )
        found.update((node, subject) for node, subject in rows)
    return found
