"""The last place of a half-day, wanted by several at once: on both databases one gets it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import repeat
from threading import Barrier

from hall_at_work import MORNING
from sqlalchemy import event, select

from hall_server.desk.appointments import book
from hall_server.domain.actor import Actor
from hall_server.domain.booking_refusals import AlreadyBooked, SlotFull
from hall_server.domain.identity import BookedBy
from hall_server.store import appointments as rows
from hall_server.store import schema as t
from hall_server.store.database import Store
from hall_server.wire.appointments import Book

HALF = {"item": "BD-001", "date": date(2026, 11, 24), "half": "am"}
PLACES = 8


def _press(store: Store, hall: int, person: int, at_once: Barrier | None = None) -> str:
    """Somebody books; what became of it."""
    portal = Actor("device", 1, "portal", hall, frozenset({"portal"}), "hall")
    wanted = Book(**HALF, document="E12345678")
    who = BookedBy(f"{person:064}", None)
    codes = (f"CODE{letter}{person:03}" for letter in "ABCDEFGH")
    if at_once is not None:
        at_once.wait(10)
    try:
        store.act(portal, MORNING, lambda tx: book(tx, wanted, who, codes))
    except (SlotFull, AlreadyBooked) as refused:
        return refused.code
    return "booked"


def test_two_want_the_last_place(store: Store, hall: int) -> None:
    for person in range(PLACES - 1):
        assert _press(store, hall, person) == "booked"
    at_once = Barrier(2)
    with ThreadPoolExecutor(2) as people:
        told = list(people.map(_press, repeat(store), repeat(hall), (20, 21), repeat(at_once)))
    assert sorted(told) == ["booked", "slot_full"]


def test_one_person_presses_in_two_places(store: Store, hall: int) -> None:
    at_once = Barrier(4)
    with ThreadPoolExecutor(4) as people:
        told = list(people.map(_press, repeat(store), repeat(hall), [7] * 4, repeat(at_once)))
    assert sorted(told) == ["already_booked"] * 3 + ["booked"]
    with store.reading() as connection:
        assert len(connection.execute(select(t.appointment.c.id)).all()) == 1


def test_no_question_about_appointments_reads_them_all(sqlite_url: str) -> None:
    """Asked of SQLite alone: PostgreSQL reads a small table whole, whatever its indexes."""
    store, hall = Store(sqlite_url), 1
    asked: list[tuple[str, object]] = []
    day = date(2026, 11, 24)
    with store.reading() as connection:
        event.listen(
            store.engine, "before_cursor_execute", lambda *said: asked.append((said[2], said[3]))
        )
        for which in (rows.of_card("1" * 64), rows.of_phone("1" * 64), rows.of_code("CODE2345")):
            rows.appointments_found(connection, hall, day, which)
        rows.places_taken(connection, 1, day, day)
        rows.booked_before(connection, hall, day, 1)
        rows.bans_in_force(connection, hall, "1" * 64, day)
        questions = [*asked]
        plans = [
            connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {question}", values).all()
            for question, values in questions
        ]
    store.close()
    assert len(plans) == 6
    for plan in plans:
        assert not any("SCAN" in step[3] for step in plan), plan
