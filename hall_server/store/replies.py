"""Answers kept for retries: one for each actor and idempotency key."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select, update

from hall_server.store import schema as t
from hall_server.store.prepared import Prepared, prepared_insert


class KeptReply(NamedTuple):
    """What a request was answered, and the fingerprint of that request."""

    fingerprint: str
    body: str


_REPLY = Prepared(
    select(t.reply.c.fingerprint, t.reply.c.body).where(
        t.reply.c.hall_id == bindparam("hall"),
        t.reply.c.actor == bindparam("actor"),
        t.reply.c.key == bindparam("key"),
    )
)
_KEEP = prepared_insert(t.reply)


def kept_reply(connection: Connection, hall: int, actor: str, key: str) -> KeptReply | None:
    """The answer kept for an actor's key (the actor's signature), if there is one."""
    row = _REPLY.row(connection, {"hall": hall, "actor": actor, "key": key})
    return None if row is None else KeptReply(*row)


def keep_reply(
    connection: Connection, hall: int, actor: str, key: str, reply: KeptReply, at: datetime
) -> None:
    """Keep the answer of an actor's key, which must have none."""
    who = {"hall_id": hall, "actor": actor, "key": key}
    _KEEP.rows(connection, who | reply._asdict() | {"at": at})


def rename_actor(connection: Connection, hall: int, before: str, after: str) -> None:
    """An actor goes by another signature, one that nobody has had."""
    connection.execute(
        update(t.reply)
        .where(t.reply.c.hall_id == hall, t.reply.c.actor == before)
        .values(actor=after)
    )
