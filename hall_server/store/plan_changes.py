"""Changes of the plan as rows: what was edited, by whom, and what became of it."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select, update

from hall_server.domain.plan_edit import Edit, difference
from hall_server.domain.plan_entries import Entry, completed
from hall_server.store import schema as t
from hall_server.store.schema import AnyRow
from hall_server.store.transaction import Transaction

LOOK_BACK = 500
"""So many changes are searched for who touched an entry last."""

_NEWEST = select(t.plan_change).order_by(t.plan_change.c.id.desc())


def add_change(
    tx: Transaction, edits: Sequence[Edit], summary: str, state: str, due: date | None = None
) -> AnyRow:
    """Keep a change that was applied or is to be."""
    applied = state == "APPLIED"
    inserted = tx.execute(
        insert(t.plan_change)
        .values(
            hall_id=tx.hall,
            state=state,
            summary=summary,
            edits=_json([edit.plain() for edit in edits]),
            difference=_json(difference(edits)),
            made_by=tx.actor.signature,
            made_at=tx.now,
            due=due,
            settled_at=tx.now if applied else None,
            settled_by=tx.actor.signature if applied else "",
            trouble="",
        )
        .returning(t.plan_change)
    )
    return inserted.one()


def settle_change(
    tx: Transaction, change: int, state: str, trouble: dict[str, str] | None = None
) -> None:
    """A change has become what it is now, by this act."""
    tx.execute(
        update(t.plan_change)
        .where(t.plan_change.c.id == change)
        .values(
            state=state,
            settled_at=tx.now,
            settled_by=tx.actor.signature,
            trouble=_json(trouble) if trouble else "",
        )
    )


def change_row(connection: Connection, hall: int, change: int) -> AnyRow | None:
    """One change of a hall."""
    row: AnyRow | None = connection.execute(
        select(t.plan_change).where(t.plan_change.c.hall_id == hall, t.plan_change.c.id == change)
    ).one_or_none()
    return row


def change_rows(connection: Connection, hall: int, before: int | None, most: int) -> list[AnyRow]:
    """Changes from before an id, newest first."""
    query = _NEWEST.where(t.plan_change.c.hall_id == hall).limit(most)
    if before is not None:
        query = query.where(t.plan_change.c.id < before)
    return list(connection.execute(query))


def scheduled_until(connection: Connection, hall: int, last: date) -> list[AnyRow]:
    """Changes waiting for an opening on `last` or before, in the order they take effect."""
    return list(
        connection.execute(
            select(t.plan_change)
            .where(
                t.plan_change.c.hall_id == hall,
                t.plan_change.c.state == "SCHEDULED",
                t.plan_change.c.due <= last,
            )
            .order_by(t.plan_change.c.due, t.plan_change.c.id)
        )
    )


def edits_of(row: AnyRow) -> tuple[Edit, ...]:
    """The edits of a change, with the fields that entries have got since it was made."""
    edits = (Edit(**values) for values in json.loads(row.edits))
    return tuple(
        replace(edit, before=_today(edit.part, edit.before), after=_today(edit.part, edit.after))
        for edit in edits
    )


def _today(part: str, entry: Entry | None) -> Entry | None:
    return None if entry is None else completed(part, entry)


def who_touched(connection: Connection, hall: int, part: str, code: str) -> AnyRow | None:
    """The newest change with an edit of an entry, waiting ones too; None when too long ago."""
    for row in change_rows(connection, hall, None, LOOK_BACK):
        in_force = row.state in ("APPLIED", "UNDONE", "SCHEDULED")
        if in_force and any((edit.part, edit.code) == (part, code) for edit in edits_of(row)):
            return row
    return None


def who_loaded(connection: Connection, hall: int, acts: Iterable[str]) -> AnyRow | None:
    """The newest journal entry of some acts."""
    row: AnyRow | None = connection.execute(
        select(t.journal.c.actor, t.journal.c.at)
        .where(t.journal.c.hall_id == hall, t.journal.c.act.in_(list(acts)))
        .order_by(t.journal.c.seq.desc())
        .limit(1)
    ).one_or_none()
    return row


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def differences(row: AnyRow) -> Iterator[dict[str, Any]]:
    """The kept difference of a change, entry by entry."""
    yield from json.loads(row.difference)
