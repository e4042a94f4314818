"""The evacuation in force as a row. It is part of the hall's setup, so that no act asks for it."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from hall_server.store import schema as t


class Evacuation(NamedTuple):
    """Everybody is told to leave. `begun_by` is the actor's signature, such as `staff:3001`."""

    id: int
    text_zh: str
    text_en: str
    since: datetime
    begun_by: str

    @property
    def begun_by_badge(self) -> str:
        return self.begun_by.partition(":")[2]


_ROWS = select(
    t.evacuation.c.id,
    t.evacuation.c.text_zh,
    t.evacuation.c.text_en,
    t.evacuation.c.since,
    t.evacuation.c.begun_by,
)


def evacuation_in_force(connection: Connection, hall: int) -> Evacuation | None:
    """The hall's evacuation, if one is in force. Acts and views read `Setup.evacuation` instead."""
    row = connection.execute(
        _ROWS.where(t.evacuation.c.hall_id == hall, t.evacuation.c.ended_at.is_(None))
    ).one_or_none()
    return Evacuation(*row) if row is not None else None
