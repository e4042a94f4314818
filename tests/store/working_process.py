"""One of two server processes on one PostgreSQL hall: eight kiosks and four of its eight clerks.

Arguments: database URL, hall id, part (0 or 1). Says `ready`, begins at a line on stdin, and prints
what it was told as JSON.
"""

import sys

from hall_at_work import MORNING, SEAT, Desk, work
from sqlalchemy import select

from hall_server.store import schema as t
from hall_server.store.database import Store
from hall_server.store.people import staff_actor


def main(url: str, hall: int, part: int) -> None:
    store = Store(url)
    with store.reading() as connection:
        store.setup(connection, hall, MORNING)
        rows = connection.execute(
            select(t.staff, t.window.c.code.label("window"))
            .join(t.window, t.window.c.staff_id == t.staff.c.id)
            .where(t.staff.c.hall_id == hall, t.window.c.seat == SEAT)
            .order_by(t.staff.c.badge)
        ).all()
    desks = [Desk(row.window, staff_actor(row)) for row in rows]
    print("ready", flush=True)  # noqa: T201  its output
    sys.stdin.readline()
    told = work(store, hall, desks[part::2], kiosks=8, visitors=40, seed=100 * (part + 1))
    print(told.as_json(), flush=True)  # noqa: T201  its output
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
