"""Alerts in force as rows."""

import json
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, select

from hall_server.store import schema as t


class Alert(NamedTuple):
    """Something a supervisor should look at. `taken_by` is a signature."""

    id: int
    kind: str
    subject: str
    facts: dict[str, Any]
    since: datetime
    taken_by: str | None
    taken_at: datetime | None


ALERTS = select(
    t.alert.c.id, t.alert.c.kind, t.alert.c.subject, t.alert.c.facts, t.alert.c.since,
    t.alert.c.taken_by, t.alert.c.taken_at,
).where(t.alert.c.ended_at.is_(None))  # fmt: skip


def alert_from_row(row: Any) -> Alert:
    """A row of ALERTS."""
    id, kind, subject, facts, *rest = row
    return Alert(id, kind, subject, json.loads(facts), *rest)


def alerts_in_force(connection: Connection, hall: int) -> list[Alert]:
    """A hall's alerts, oldest first."""
    rows = connection.execute(ALERTS.where(t.alert.c.hall_id == hall).order_by(t.alert.c.id))
    return [alert_from_row(row) for row in rows]
