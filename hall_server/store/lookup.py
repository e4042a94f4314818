"""Tickets looked up by what somebody at the guide desk knows of them, and one ticket's whole past.

Names are read from the rows themselves, so that a ticket of last month can name an item or window
that the plan has dropped since.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, update

from hall_server.domain.lookup import Wanted
from hall_server.store import schema as t
from hall_server.store.schema import AnyRow
from hall_server.store.transaction import Transaction

MOST = 20

_newest = t.stop.alias("newest")
_pinned = t.window.alias("pinned")
_TICKETS = (
    select(
        t.ticket,
        t.stop.c.id.label("stop_id"),
        t.stop.c.queue_id.label("stop_queue"),
        t.stop.c.state,
        t.stop.c.basis_at,
        t.stop.c.since,
        t.stop.c.ended_at,
        t.stop.c.note,
        t.queue.c.code.label("queue"),
        t.queue.c.name_zh.label("queue_zh"),
        t.queue.c.name_en.label("queue_en"),
        t.queue.c.max_wait_minutes,
        t.zone.c.code.label("zone"),
        t.zone.c.name_zh.label("zone_zh"),
        t.zone.c.name_en.label("zone_en"),
        t.item.c.name_zh.label("item_zh"),
        t.item.c.name_en.label("item_en"),
        func.coalesce(t.window.c.code, _pinned.c.code).label("window"),
        t.priority_reason.c.name_zh.label("reason_zh"),
        t.priority_reason.c.name_en.label("reason_en"),
    )
    .join(t.stop, t.stop.c.ticket_id == t.ticket.c.id)
    .join(t.queue, t.queue.c.id == t.stop.c.queue_id)
    .join(t.zone, t.zone.c.id == t.queue.c.zone_id)
    .join(t.item, t.item.c.id == t.stop.c.item_id)
    .outerjoin(t.window, t.window.c.id == t.stop.c.window_id)
    .outerjoin(_pinned, _pinned.c.id == t.stop.c.pinned_window_id)
    .outerjoin(t.priority_reason, t.priority_reason.c.id == t.ticket.c.priority_reason_id)
    .where(
        t.stop.c.id
        == select(func.max(_newest.c.id))
        .where(_newest.c.ticket_id == t.ticket.c.id, _newest.c.state != "MOVED")
        .scalar_subquery()
    )
    .order_by(t.ticket.c.id.desc())
)
"""A ticket with the stop that matters now, and every name a person needs.

A stop that was moved, or taken back, is carried on by another, after it or before it.
"""


def ticket_of_hall(connection: Connection, hall: int, ticket: int) -> AnyRow | None:
    """One ticket of any day, or None."""
    rows = _rows(connection, t.ticket.c.hall_id == hall, t.ticket.c.id == ticket)
    return rows[0] if rows else None


def tickets_by_number(connection: Connection, hall: int, on: date, wanted: Wanted) -> list[AnyRow]:
    """The day's tickets with the number wanted, of its letter's queue or of any."""
    if wanted.number is None:
        return []
    series = select(t.queue.c.id).where(
        t.queue.c.hall_id == hall,
        *([] if wanted.letter is None else [func.upper(t.queue.c.code) == wanted.letter]),
    )
    return _rows(
        connection,
        t.ticket.c.queue_id.in_(series),
        t.ticket.c.date == on,
        t.ticket.c.number == wanted.number,
    )


def tickets_by_phone(connection: Connection, hall: int, on: date, tail: str) -> list[AnyRow]:
    """The day's tickets of phones that end so."""
    return _rows(
        connection,
        t.ticket.c.hall_id == hall,
        t.ticket.c.date == on,
        t.ticket.c.phone_tail == tail,
    )


def tickets_by_card(connection: Connection, hall: int, on: date, mark: str) -> list[AnyRow]:
    """The day's tickets of the card with this mark."""
    return _rows(
        connection, t.ticket.c.hall_id == hall, t.ticket.c.date == on, t.ticket.c.card_mark == mark
    )


def _rows(connection: Connection, *where: ColumnElement[bool]) -> list[AnyRow]:
    return list(connection.execute(_TICKETS.where(*where).limit(MOST)))


def errands_not_begun(
    connection: Connection, tickets: Iterable[int]
) -> dict[int, list[tuple[str, str]]]:
    """Names (Chinese, English) of what is still planned, in order, by ticket."""
    rows = connection.execute(
        select(t.planned_stop.c.ticket_id, t.item.c.name_zh, t.item.c.name_en)
        .join(t.item, t.item.c.id == t.planned_stop.c.item_id)
        .where(
            t.planned_stop.c.ticket_id.in_(list(tickets)),
            t.planned_stop.c.stop_id.is_(None),
            t.planned_stop.c.dropped.is_(False),
        )
        .order_by(t.planned_stop.c.position)
    )
    planned: dict[int, list[tuple[str, str]]] = {}
    for ticket, *names in rows:
        planned.setdefault(ticket, []).append((names[0], names[1]))
    return planned


def journal_of_ticket(connection: Connection, ticket: int) -> list[AnyRow]:
    """Every act recorded on a ticket, in order."""
    return list(
        connection.execute(
            select(t.journal).where(t.journal.c.ticket_id == ticket).order_by(t.journal.c.seq)
        )
    )


def journal_at(connection: Connection, hall: int, moments: Sequence[datetime]) -> list[AnyRow]:
    """Every act recorded at one of some moments, whatever ticket it names."""
    if not moments:
        return []
    return list(
        connection.execute(
            select(t.journal).where(t.journal.c.hall_id == hall, t.journal.c.at.in_(moments))
        )
    )


def calls_of_ticket(connection: Connection, ticket: int) -> list[AnyRow]:
    """Every summons of a ticket's stops, with window and queue, in order."""
    return list(
        connection.execute(
            select(t.call, t.window.c.code.label("window"), t.queue.c.code.label("queue"))
            .join(t.stop, t.stop.c.id == t.call.c.stop_id)
            .join(t.window, t.window.c.id == t.call.c.window_id)
            .join(t.queue, t.queue.c.id == t.stop.c.queue_id)
            .where(t.stop.c.ticket_id == ticket)
            .order_by(t.call.c.id)
        )
    )


def expired_stops_of(connection: Connection, ticket: int) -> list[AnyRow]:
    """The ticket's stops that the day's end overtook."""
    return list(
        connection.execute(
            select(t.stop.c.ended_at, t.queue.c.code.label("queue"))
            .join(t.queue, t.queue.c.id == t.stop.c.queue_id)
            .where(t.stop.c.ticket_id == ticket, t.stop.c.state == "EXPIRED")
        )
    )


def item_names(connection: Connection, hall: int, codes: Iterable[str]) -> dict[str, Any]:
    """Rows with the names of items by code, dropped ones too."""
    rows = connection.execute(
        select(t.item.c.code, t.item.c.name_zh, t.item.c.name_en).where(
            t.item.c.hall_id == hall, t.item.c.code.in_(list(codes))
        )
    )
    return {row.code: row for row in rows}


def reason_names(connection: Connection, hall: int) -> dict[str, Any]:
    """Rows with the names of priority reasons by code, dropped ones too."""
    rows = connection.execute(
        select(
            t.priority_reason.c.code, t.priority_reason.c.name_zh, t.priority_reason.c.name_en
        ).where(t.priority_reason.c.hall_id == hall)
    )
    return {row.code: row for row in rows}


def anybody_known_before(connection: Connection, hall: int, on: date) -> bool:
    """Whether a phone or card of a day before `on` is still kept. Both halves read an index."""
    return any(
        connection.execute(
            select(t.ticket.c.id)
            .where(t.ticket.c.hall_id == hall, t.ticket.c.date < on, kept.is_not(None))
            .limit(1)
        ).first()
        for kept in (t.ticket.c.phone_tail, t.ticket.c.card_mark)
    )


def forget_known(tx: Transaction, before: date) -> int:
    """Drop what is kept of phones and cards of the days before one. Returns of how many tickets."""
    done = tx.execute(
        update(t.ticket)
        .where(
            t.ticket.c.hall_id == tx.hall,
            t.ticket.c.date < before,
            t.ticket.c.phone_tail.is_not(None) | t.ticket.c.card_mark.is_not(None),
        )
        .values(phone_tail=None, card_mark=None)
    )
    return int(done.rowcount)
