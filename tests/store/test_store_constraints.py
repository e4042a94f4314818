"""What must never happen is refused by the database itself, whatever the code above it does."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from hall_at_work import MORNING
from sqlalchemy import Table, insert, select, update
from sqlalchemy.exc import IntegrityError

from hall_server.store import schema as t
from hall_server.store.database import Store
from hall_server.store.engine import writing

TODAY = date(2026, 11, 23)


class Rows:
    """Inserts rows that differ from ordinary ones only in what a test says."""

    def __init__(self, store: Store, hall: int) -> None:
        self._engine = store.engine
        self.hall = hall
        self.queue = self._first(t.queue)
        self.item = self._first(t.item)
        self.windows = self._ids(t.window)
        self._tickets = 0

    def _ids(self, table: Table) -> list[int]:
        with writing(self._engine) as connection:
            return list(connection.execute(select(table.c.id).order_by(table.c.id)).scalars())

    def _first(self, table: Table) -> int:
        return self._ids(table)[0]

    def add(self, table: Table, values: Mapping[str, Any]) -> int:
        """One row in a transaction of its own."""
        with writing(self._engine) as connection:
            done = connection.execute(insert(table).values(**values))
            return int(done.inserted_primary_key[0]) if done.inserted_primary_key else 0

    def change(self, table: Table, id: int, values: Mapping[str, Any]) -> None:
        """Change one row in a transaction of its own."""
        with writing(self._engine) as connection:
            connection.execute(update(table).where(table.c.id == id).values(**values))

    def ticket(self, **given: Any) -> int:
        self._tickets += 1
        number = self._tickets
        return self.add(
            t.ticket,
            {"hall_id": self.hall, "date": TODAY, "queue_id": self.queue, "serial": number,
             "number": number, "label": f"A{number:03}", "live": True, "issued_at": MORNING,
             "issued_by": "device:k", "token": f"token-{number}", "language": "en"} | given,
        )  # fmt: skip

    def stop(self, ticket: int | None = None, **given: Any) -> int:
        ticket = self.ticket() if ticket is None else ticket
        return self.add(
            t.stop,
            {"hall_id": self.hall, "ticket_id": ticket, "label": "A001", "item_id": self.item,
             "queue_id": self.queue, "state": "WAITING", "rate": 1.0, "basis_at": MORNING,
             "sequence": ticket, "entered_at": MORNING, "since": MORNING, "booked": False,
             "recalls": 0, "waited_s": 0, "outcome": "", "note": ""} | given,
        )  # fmt: skip

    def closure(self, **given: Any) -> int:
        return self.add(
            t.closure,
            {"hall_id": self.hall, "text_zh": "停电", "text_en": "", "since": MORNING} | given,
        )

    def staff(self, badge: str) -> int:
        return self.add(
            t.staff,
            {"hall_id": self.hall, "badge": badge, "name": "王", "password_hash": "-",
             "roles": "clerk", "active": True, "created_at": MORNING},
        )  # fmt: skip

    def journal(self, seq: int) -> None:
        self.add(
            t.journal,
            {"hall_id": self.hall, "seq": seq, "at": MORNING, "act": "issue", "actor": "system",
             "data": "{}", "hash": "0" * 64},
        )  # fmt: skip

    def reply(self, key: str) -> None:
        self.add(
            t.reply,
            {"hall_id": self.hall, "actor": "device:k", "key": key, "fingerprint": "f",
             "body": "{}", "at": MORNING},
        )  # fmt: skip

    def day(self, on: date, state: str) -> None:
        self.add(t.day, {"hall_id": self.hall, "date": on, "state": state, "opened_at": MORNING})


@pytest.fixture
def rows(store: Store, hall: int) -> Rows:
    return Rows(store, hall)


def _seat_twice(rows: Rows) -> None:
    clerk = rows.staff("1001")
    for window in rows.windows[:2]:
        rows.change(t.window, window, {"staff_id": clerk, "seat": "tab-00001"})


def _two_at_a_window(rows: Rows) -> None:
    rows.stop(state="SERVING", window_id=rows.windows[0])
    rows.stop(state="CALLED", window_id=rows.windows[0])


def _two_active(rows: Rows) -> None:
    ticket = rows.ticket()
    rows.stop(ticket, state="HELD", window_id=rows.windows[0])
    rows.stop(ticket)


def _twice(act: Callable[[Rows], object]) -> Callable[[Rows], None]:
    def twice(rows: Rows) -> None:
        act(rows)
        act(rows)

    return twice


FORBIDDEN: Mapping[str, Callable[[Rows], object]] = {
    "a live number twice": _twice(lambda rows: rows.ticket(number=7)),
    "a number given by kiosks alone twice": _twice(
        lambda rows: rows.ticket(number=7, live=False, offline=True)
    ),
    "a place in the series twice": _twice(lambda rows: rows.ticket(serial=7)),
    "one link for two tickets": _twice(lambda rows: rows.ticket(token="same")),
    "two people at one window": _two_at_a_window,
    "one ticket in two lines": _two_active,
    "somebody called to no window": lambda rows: rows.stop(state="CALLED"),
    "somebody held at no window": lambda rows: rows.stop(state="HELD"),
    "a state nobody knows": lambda rows: rows.stop(state="LOST"),
    "a stop of no ticket": lambda rows: rows.stop(999_999),
    "a window's state nobody knows": lambda rows: rows.change(
        t.window, rows.windows[0], {"state": "AJAR"}
    ),
    "one clerk at two windows": _seat_twice,
    "a seat without a clerk": lambda rows: rows.change(t.window, rows.windows[0], {"seat": "tab"}),
    "two people with one badge": _twice(lambda rows: rows.staff("1001")),
    "two days open at once": lambda rows: [
        rows.day(TODAY, "OPEN"),
        rows.day(TODAY.replace(day=24), "OPEN"),
    ],
    "one day twice": _twice(lambda rows: rows.day(TODAY, "CLOSED")),
    "an item closed twice": _twice(lambda rows: rows.closure(item_id=rows.item)),
    "a queue closed twice": _twice(lambda rows: rows.closure(queue_id=rows.queue)),
    "a closure of nothing": lambda rows: rows.closure(),
    "a closure of item and queue": lambda rows: rows.closure(
        item_id=rows.item, queue_id=rows.queue
    ),
    "a journal number twice": _twice(lambda rows: rows.journal(1000)),
    "a key answered twice": _twice(lambda rows: rows.reply("k-1")),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_database_refuses(rows: Rows, what: str) -> None:
    with pytest.raises(IntegrityError):
        FORBIDDEN[what](rows)


def test_a_number_may_be_given_again_once_its_ticket_has_ended(rows: Rows) -> None:
    first = rows.ticket(number=7)
    rows.change(t.ticket, first, {"live": False})
    assert rows.ticket(number=7) != first


def test_a_ticket_may_go_on_to_another_line_once_its_stop_is_over(rows: Rows) -> None:
    ticket = rows.ticket()
    done = rows.stop(ticket, state="DONE", window_id=rows.windows[0])
    assert rows.stop(ticket) != done


def test_a_window_may_hold_many_and_serve_one(rows: Rows) -> None:
    for state in ("HELD", "HELD", "SERVING", "DONE", "NO_SHOW"):
        rows.stop(state=state, window_id=rows.windows[0])


def test_an_item_may_be_closed_again_after_it_was_opened(rows: Rows) -> None:
    first = rows.closure(item_id=rows.item)
    rows.change(t.closure, first, {"ended_at": MORNING})
    assert rows.closure(item_id=rows.item) != first
