"""The staff as rows that an administrator changes, and the sessions that this ends."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from hall_server.domain.admission import BadgeTaken, CardTaken
from hall_server.domain.refusals import Unknown
from hall_server.store import schema as t
from hall_server.store.schema import AnyRow
from hall_server.store.transaction import Transaction

LOOK_BACK = 50_000
"""Entries of the journal that are looked through for somebody's last act: some weeks of a hall."""
SESSIONS_LAST = timedelta(days=32)
"""Longer than any cookie is taken for good."""


def seen_mark(row: AnyRow) -> str:
    """Changes whenever anything changes that an editor sees of a person."""
    seen = "\0".join(
        (row.name, row.roles, str(row.active), row.card_mark or "", str(row.session_epoch))
    )
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def member(tx: Transaction, badge: str) -> AnyRow:
    """The person with a badge, active or not. Raises Unknown."""
    # PostgreSQL takes no NUL in a text.
    row = (
        None
        if "\0" in badge
        else tx.execute(
            select(t.staff).where(t.staff.c.hall_id == tx.hall, t.staff.c.badge == badge)
        ).one_or_none()
    )
    if row is None:
        raise Unknown(what="staff badge", name=badge)
    return row


def everybody(connection: Connection, hall: int) -> list[AnyRow]:
    """All who work in a hall or did, by badge, with the number of their window (`window`)."""
    return list(
        connection.execute(
            select(t.staff, t.window.c.code.label("window"))
            .outerjoin(t.window, t.window.c.staff_id == t.staff.c.id)
            .where(t.staff.c.hall_id == hall)
            .order_by(t.staff.c.badge)
        )
    )


def last_acts(connection: Connection, hall: int) -> dict[str, AnyRow]:
    """The newest entry (`act`, `at`) of each badge among the newest of the journal."""
    newest = connection.execute(
        select(func.max(t.journal.c.seq)).where(t.journal.c.hall_id == hall)
    ).scalar()
    last = (
        select(t.journal.c.actor, func.max(t.journal.c.seq).label("seq"))
        .where(
            t.journal.c.hall_id == hall,
            t.journal.c.seq > (newest or 0) - LOOK_BACK,
            t.journal.c.actor.startswith("staff:"),
        )
        .group_by(t.journal.c.actor)
        .subquery()
    )
    rows = connection.execute(
        select(last.c.actor, t.journal.c.act, t.journal.c.at).join(
            t.journal, (t.journal.c.hall_id == hall) & (t.journal.c.seq == last.c.seq)
        )
    )
    return {row.actor.removeprefix("staff:"): row for row in rows}


def insert_staff(
    tx: Transaction, badge: str, name: str, password_hash: str, roles: str, *, once: bool
) -> None:
    """Keep somebody new; `once`: the password is to be changed first. Raises BadgeTaken."""
    taken = tx.execute(select(t.staff.c.name).where(t.staff.c.badge == badge)).scalar()
    if taken is not None:
        raise BadgeTaken(badge=badge, name=taken)
    tx.execute(
        insert(t.staff).values(
            hall_id=tx.hall,
            badge=badge,
            name=name,
            password_hash=password_hash,
            roles=roles,
            active=True,
            created_at=tx.now,
            password_once=once,
        )
    )


def rename(tx: Transaction, staff: int, name: str) -> None:
    """Another name; sessions go on."""
    tx.execute(update(t.staff).where(t.staff.c.id == staff).values(name=name))


def change_rights(tx: Transaction, staff: int, values: Mapping[str, Any]) -> None:
    """Change what opens doors (roles, password_hash, active, card_mark); every session ends.

    Raises CardTaken.
    """
    card = values.get("card_mark")
    if card is not None:
        holder = tx.execute(select(t.staff.c.badge).where(t.staff.c.card_mark == card)).scalar()
        if holder is not None:
            raise CardTaken(badge=holder)
    tx.execute(
        update(t.staff)
        .where(t.staff.c.id == staff)
        .values(session_epoch=t.staff.c.session_epoch + 1, **values)
    )


def other_administrators(tx: Transaction, staff: int) -> int:
    """How many active administrators the hall has beside this person."""
    rows = tx.execute(
        select(t.staff.c.roles).where(
            t.staff.c.hall_id == tx.hall, t.staff.c.active, t.staff.c.id != staff
        )
    )
    return sum("admin" in row.roles.split(",") for row in rows)


def staff_by_card(connection: Connection, card_mark: str) -> AnyRow | None:
    """The active member of staff whose card has this mark."""
    row: AnyRow | None = connection.execute(
        select(t.staff).where(t.staff.c.card_mark == card_mark, t.staff.c.active)
    ).one_or_none()
    return row


def staff_in_session(connection: Connection, staff: int, epoch: int, session: str) -> AnyRow | None:
    """The person, if active, with the rights of then, and not signed out of this session."""
    ended = select(t.ended_session.c.session).where(t.ended_session.c.session == session).exists()
    row: AnyRow | None = connection.execute(
        select(t.staff).where(
            t.staff.c.id == staff, t.staff.c.active, t.staff.c.session_epoch == epoch, ~ended
        )
    ).one_or_none()
    return row


def sessions_in_force(
    connection: Connection, sessions: Iterable[tuple[int, int, str]]
) -> list[tuple[int, int, str]]:
    """Those of the sessions (staff, epoch, session) that are still good."""
    asked = list(sessions)
    epochs = {
        row.id: row.session_epoch
        for row in connection.execute(
            select(t.staff.c.id, t.staff.c.session_epoch).where(
                t.staff.c.id.in_({staff for staff, _, _ in asked}), t.staff.c.active
            )
        )
    }
    ended = set(
        connection.execute(
            select(t.ended_session.c.session).where(
                t.ended_session.c.session.in_([session for _, _, session in asked])
            )
        ).scalars()
    )
    return [each for each in asked if epochs.get(each[0]) == each[1] and each[2] not in ended]


def end_session(connection: Connection, session: str, now: datetime) -> None:
    """A session that was signed out of is never taken again; those of old cookies are forgotten."""
    connection.execute(
        delete(t.ended_session).where(
            (t.ended_session.c.session == session) | (t.ended_session.c.at < now - SESSIONS_LAST)
        )
    )
    connection.execute(insert(t.ended_session).values(session=session, at=now))
