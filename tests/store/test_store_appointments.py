"""The last place of a half-day, wanted by several at once: on both databases one gets it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import repeat
from threading import Barrier

from hall_at_work import MORNING
from sqlalchemy import select

from hall_server.desk.appointments import book
from hall_server.domain.actor import Actor
from hall_server.domain.booking_refusals import AlreadyBooked, SlotFull
from hall_server.domain.identity import BookedBy
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
