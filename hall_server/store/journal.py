"""The journal's newest entries, as acts read them back."""

import json
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from hall_server.domain.undo import Entry
from hall_server.store import schema as t
from hall_server.store.prepared import Prepared

_SINCE = Prepared(
    select(
        t.journal.c.seq,
        t.journal.c.at,
        t.journal.c.act,
        t.journal.c.actor,
        t.journal.c.ticket_id,
        t.journal.c.data,
    )
    .where(t.journal.c.hall_id == bindparam("hall"), t.journal.c.at >= bindparam("since"))
    .order_by(t.journal.c.at.desc(), t.journal.c.seq.desc())
    .limit(bindparam("most"))
)


def newest_entries(connection: Connection, hall: int, since: datetime, most: int) -> list[Entry]:
    """At most so many entries from a moment on, newest first."""
    rows = _SINCE.rows(connection, {"hall": hall, "since": since, "most": most})
    return [
        Entry(seq, at, act, actor, ticket, json.loads(data))
        for seq, at, act, actor, ticket, data in rows
    ]
