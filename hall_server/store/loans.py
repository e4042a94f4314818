"""Windows lent to one more queue for a while, as rows. They are part of the hall's setup."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from hall_server.store import schema as t


class Loan(NamedTuple):
    """A window that calls from one more queue until a moment. `lent_by` is a signature."""

    id: int
    window: int
    queue: int
    since: datetime
    until: datetime
    lent_by: str


_ROWS = select(
    t.loan.c.id, t.loan.c.window_id, t.loan.c.queue_id, t.loan.c.since, t.loan.c.until,
    t.loan.c.lent_by,
)  # fmt: skip


def loans_in_force(connection: Connection, hall: int) -> list[Loan]:
    """Loans not ended, also of windows or queues that a later plan has dropped."""
    rows = connection.execute(
        _ROWS.where(t.loan.c.hall_id == hall, t.loan.c.ended_at.is_(None)).order_by(t.loan.c.id)
    )
    return [Loan(*row) for row in rows]
