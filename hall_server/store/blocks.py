"""Blocks of numbers lent to kiosks, as rows, and the border they share with the server's own."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, insert, or_, select, update

from hall_server.domain.blocks import Span
from hall_server.domain.undo import UNDO_FOR
from hall_server.store import schema as t
from hall_server.store.tickets import end_missed, start_series
from hall_server.store.transaction import Transaction


class Lent(NamedTuple):
    """A block that a device holds."""

    queue: int
    span: Span
    lent_at: datetime


def blocks_of(connection: Connection, device: int, on: date) -> list[Lent]:
    """All blocks that a device was lent for a date, by queue and number."""
    rows = connection.execute(
        select(t.number_block)
        .where(t.number_block.c.device_id == device, t.number_block.c.date == on)
        .order_by(t.number_block.c.queue_id, t.number_block.c.first)
    )
    return [Lent(row.queue_id, Span(row.first, row.last), row.lent_at) for row in rows]


def border_of(connection: Connection, queue: int, on: date) -> int | None:
    """The lowest number of a queue's series lent on a date, if any is."""
    border: int | None = connection.execute(
        select(t.series.c.lent_from).where(t.series.c.queue_id == queue, t.series.c.date == on)
    ).scalar()
    return border


def lend_block(tx: Transaction, queue: int, on: date, block: Span) -> None:
    """Lend a block to the device that acts; the server's own numbers stay below it from now on."""
    tx.execute(
        insert(t.number_block).values(
            hall_id=tx.hall,
            queue_id=queue,
            date=on,
            device_id=tx.actor.id,
            first=block.first,
            last=block.last,
            lent_at=tx.now,
        )
    )
    moved = tx.execute(
        update(t.series)
        .where(t.series.c.queue_id == queue, t.series.c.date == on)
        .values(lent_from=block.first)
    )
    if moved.rowcount == 0:
        start_series(tx, queue, on, lent_from=block.first)


def carried_in(tx: Transaction, queue: int, on: date, block: Span) -> frozenset[int]:
    """Numbers of a block that somebody carries, or may carry again: an undo gives a number back."""
    carried = _carried(tx, queue, on, block)
    if carried:
        end_missed(tx, queue, on)
        carried = _carried(tx, queue, on, block)
    return carried


def _carried(tx: Transaction, queue: int, on: date, block: Span) -> frozenset[int]:
    just_ended = (
        select(t.stop.c.id)
        .where(t.stop.c.ticket_id == t.ticket.c.id, t.stop.c.ended_at >= tx.now - UNDO_FOR)
        .exists()
    )
    rows = tx.execute(
        select(t.ticket.c.number).where(
            t.ticket.c.queue_id == queue,
            t.ticket.c.date == on,
            t.ticket.c.number.between(block.first, block.last),
            or_(t.ticket.c.live, just_ended),
        )
    )
    return frozenset(rows.scalars())


def is_given(tx: Transaction, queue: int, on: date, number: int) -> bool:
    """Whether a number was given by a kiosk alone on a date, or is in use now."""
    given: Any = tx.execute(
        select(t.ticket.c.id)
        .where(
            t.ticket.c.queue_id == queue,
            t.ticket.c.date == on,
            t.ticket.c.number == number,
            or_(t.ticket.c.live, t.ticket.c.offline),
        )
        .limit(1)
    ).scalar()
    return given is not None


def kiosks_of(connection: Connection, hall: int) -> int:
    """How many kiosks a hall has."""
    return int(
        connection.execute(
            select(func.count()).where(
                t.device.c.hall_id == hall,
                t.device.c.kind == "kiosk",
                t.device.c.revoked_at.is_(None),
            )
        ).scalar_one()
    )
