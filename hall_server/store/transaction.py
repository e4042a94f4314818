"""The transaction of one act: its connection, the hall's setup, its moment, and the journal's head."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, literal_column, select

from hall_server.domain.actor import Actor
from hall_server.domain.chain import GENESIS, entry_hash
from hall_server.store import schema as t
from hall_server.store.prepared import Prepared, prepared_insert
from hall_server.store.setup import Setup


@dataclass(frozen=True, slots=True)
class Head:
    """The newest journal entry: its number and hash."""

    seq: int
    hash: str


_HEAD = Prepared(
    select(t.journal.c.seq, t.journal.c.hash)
    .where(t.journal.c.hall_id == bindparam("hall"))
    .order_by(t.journal.c.seq.desc())
    .limit(literal_column("1"))
)
_ENTRY = prepared_insert(t.journal)


def journal_head(connection: Connection, hall: int) -> Head:
    """The newest entry, or an empty journal's head."""
    row = _HEAD.row(connection, {"hall": hall})
    return Head(*row) if row else Head(0, GENESIS)


class Transaction:
    """What an act works with. `now` is the act's moment; `actor` does it."""

    def __init__(
        self, connection: Connection, setup: Setup, head: Head, actor: Actor, now: datetime
    ) -> None:
        self.connection = connection
        self.execute = connection.execute
        self.setup = setup
        self.head = head
        self.actor = actor
        self.now = now
        self.sheets_ordered = 0
        """Sheets laid in the line of a printer by this act."""
        self.recorded: tuple[str, Mapping[str, Any]] | None = None
        """The act's journal entry, once it is written: its name and its words."""

    @property
    def hall(self) -> int:
        return self.setup.hall

    def record(
        self,
        act: str,
        data: Mapping[str, Any],
        ticket: int | None = None,
        case: int | None = None,
    ) -> None:
        """Add the act's journal entry. `data` holds plain values that tell the act whole."""
        seq = self.head.seq + 1
        who = self.actor.signature
        chained = entry_hash(self.head.hash, seq, self.now, act, who, data)
        _ENTRY.rows(
            self.connection,
            {
                "hall_id": self.setup.hall,
                "seq": seq,
                "at": self.now,
                "act": act,
                "actor": who,
                "ticket_id": ticket,
                "case_id": case,
                "data": json.dumps(data, ensure_ascii=False, separators=(",", ":")),
                "hash": chained,
            },
        )
        self.head = Head(seq, chained)
        self.recorded = (act, data)
