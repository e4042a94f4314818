"""Supervisors' words to windows as rows."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from hall_server.store import schema as t


class Message(NamedTuple):
    """Words to one window, or to all (`window` None). `read_by` holds ids of windows."""

    id: int
    window: int | None
    text: str
    at: datetime
    sent_by: str
    read_by: tuple[int, ...]

    def is_unread_at(self, window: int) -> bool:
        """Whether a window should still see it."""
        return self.window in (None, window) and window not in self.read_by


def messages_since(connection: Connection, hall: int, since: datetime) -> list[Message]:
    """A hall's messages from a moment on, oldest first."""
    rows = connection.execute(
        select(
            t.message.c.id, t.message.c.window_id, t.message.c.text, t.message.c.at,
            t.message.c.sent_by, t.message_read.c.window_id,
        )
        .outerjoin(t.message_read, t.message_read.c.message_id == t.message.c.id)
        .where(t.message.c.hall_id == hall, t.message.c.at >= since)
        .order_by(t.message.c.id, t.message_read.c.window_id)
    )  # fmt: skip
    found: dict[int, Message] = {}
    for id, window, text, at, sent_by, reader in rows:
        before = found.get(id) or Message(id, window, text, at, sent_by, ())
        found[id] = before if reader is None else before._replace(read_by=(*before.read_by, reader))
    return list(found.values())
