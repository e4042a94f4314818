"""Messages to applicants as rows: laid out by acts, taken by the messenger, marked by what came of them."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, and_, exists, func, literal_column, select, update

from hall_server.domain.cases.sending import TOO_OLD
from hall_server.store import schema as t

LEASE = timedelta(minutes=5)
"""Longer than a batch takes; after it what was taken and never marked is taken again."""

_MESSAGE = t.case_message
# The values in the words: a partial index is used only when its condition can be read there.
_QUEUED = _MESSAGE.c.state == literal_column("'QUEUED'")
_SENT = _MESSAGE.c.state == literal_column("'SENT'")
_GIVEN_UP = _MESSAGE.c.state == literal_column("'GIVEN_UP'")


class Outgoing(NamedTuple):
    """A message to send. `attempts` were made before."""

    id: int
    message_id: str
    case_id: int
    case: str
    kind: str
    phone: str
    text: str
    created_at: datetime
    attempts: int


_OUTGOING = select(
    _MESSAGE.c.id, _MESSAGE.c.message_id, _MESSAGE.c.case_id, t.case.c.number, _MESSAGE.c.kind,
    _MESSAGE.c.phone, _MESSAGE.c.text, _MESSAGE.c.created_at, _MESSAGE.c.attempts,
).join(t.case, t.case.c.id == _MESSAGE.c.case_id)  # fmt: skip


def take_due(connection: Connection, hall: int, now: datetime, most: int) -> list[Outgoing]:
    """Take at most so many messages that are due, oldest first; nobody else takes them for LEASE.

    A case's messages go in their order: while an earlier one waits, a later one is not due.
    """
    earlier = _MESSAGE.alias("earlier")
    behind = exists().where(
        earlier.c.case_id == _MESSAGE.c.case_id,
        earlier.c.id < _MESSAGE.c.id,
        earlier.c.state == "QUEUED",
    )
    rows = connection.execute(
        _OUTGOING.where(_MESSAGE.c.hall_id == hall, _QUEUED, _MESSAGE.c.next_at <= now, ~behind)
        .order_by(_MESSAGE.c.id)
        .limit(most)
    )
    taken = [Outgoing(*row) for row in rows]
    _until(connection, [each.id for each in taken], now + LEASE)
    return taken


def anything_due(connection: Connection, hall: int, now: datetime) -> bool:
    """Whether a message waits to be sent."""
    due = select(_MESSAGE.c.id).where(
        _MESSAGE.c.hall_id == hall, _QUEUED, _MESSAGE.c.next_at <= now
    )
    return connection.execute(due.limit(1)).one_or_none() is not None


def put_back(connection: Connection, messages: list[int], now: datetime) -> None:
    """What was taken and not tried is due again."""
    _until(connection, messages, now)


def _until(connection: Connection, messages: list[int], moment: datetime) -> None:
    if messages:
        connection.execute(
            update(_MESSAGE).where(_MESSAGE.c.id.in_(messages), _QUEUED).values(next_at=moment)
        )


def mark_sent(connection: Connection, message: int, now: datetime) -> None:
    """The gateway has it."""
    connection.execute(
        update(_MESSAGE)
        .where(_MESSAGE.c.id == message)
        .values(state="SENT", sent_at=now, attempts=_MESSAGE.c.attempts + 1, trouble="")
    )


def put_off(connection: Connection, message: int, until: datetime, trouble: str) -> None:
    """The gateway did not take it; it is tried again."""
    connection.execute(
        update(_MESSAGE)
        .where(_MESSAGE.c.id == message, _QUEUED)
        .values(next_at=until, attempts=_MESSAGE.c.attempts + 1, trouble=trouble[:200])
    )


def too_old(connection: Connection, hall: int, now: datetime, most: int) -> list[Outgoing]:
    """Messages never tried that are TOO_OLD to be of use."""
    rows = connection.execute(
        _OUTGOING.where(
            _MESSAGE.c.hall_id == hall,
            _QUEUED,
            _MESSAGE.c.attempts == 0,
            _MESSAGE.c.next_at < now - TOO_OLD,
        )
        .order_by(_MESSAGE.c.id)
        .limit(most)
    )
    return [Outgoing(*row) for row in rows]


class Counts(NamedTuple):
    """How a hall's messages fare. `trouble` is the newest of those not sent."""

    queued: int
    oldest: datetime | None
    sent: int
    given_up: int
    trouble: str


def counts(connection: Connection, hall: int, since: datetime) -> Counts:
    """Queued and given up of all days, sent since a moment."""
    ours = _MESSAGE.c.hall_id == hall
    queued, oldest = connection.execute(
        select(func.count(), func.min(_MESSAGE.c.created_at)).where(ours, _QUEUED)
    ).one()
    sent = connection.execute(
        select(func.count()).where(and_(ours, _SENT, _MESSAGE.c.sent_at >= since))
    ).scalar_one()
    given_up = connection.execute(select(func.count()).where(ours, _GIVEN_UP)).scalar_one()
    trouble = connection.execute(
        select(_MESSAGE.c.trouble)
        .where(ours, _MESSAGE.c.state != "SENT", _MESSAGE.c.trouble != "")
        .order_by(_MESSAGE.c.id.desc())
        .limit(1)
    ).scalar_one_or_none()
    return Counts(queued, oldest, sent, given_up, trouble or "")
