"""`verify` finds what a meddling hand or a broken disk has done."""

from collections.abc import Mapping

import pytest
from hall_at_work import MORNING, open_hall, work
from sqlalchemy import text

from hall_server.domain.actor import system
from hall_server.store.database import Store
from hall_server.store.engine import writing
from hall_server.store.people import add_device
from hall_server.store.verify import verify

MEDDLING: Mapping[str, tuple[str, str]] = {
    "an entry's words changed": (
        "UPDATE journal SET data = replace(data, 'A001', 'A999') WHERE act = 'issue' AND data LIKE '%A001%'",
        "does not match its hash",
    ),
    "an entry's actor changed": (
        "UPDATE journal SET actor = 'staff:9999' WHERE seq = 30",
        "does not match its hash",
    ),
    "an entry's time changed": (
        "UPDATE journal SET at = at + 1 WHERE seq = 30",
        "does not match its hash",
    ),
    "an entry that is no JSON": ("UPDATE journal SET data = '{' WHERE seq = 30", "not readable"),
    "an entry taken out": ("DELETE FROM journal WHERE seq = 30", "entry 30 is missing"),
    "the first entry taken out": ("DELETE FROM journal WHERE seq = 1", "entry 1 is missing"),
    "a gap in the numbers": (
        "UPDATE ticket SET serial = 900 WHERE id = (SELECT min(id) FROM ticket)",
        "numbers up to",
    ),
    "a number of no kiosk": (
        "UPDATE ticket SET offline = true WHERE id = (SELECT min(id) FROM ticket)",
        "was given alone, but lent to no kiosk",
    ),
    "a number of a kiosk": (
        "INSERT INTO number_block (hall_id, queue_id, date, device_id, first, last, lent_at)"
        " SELECT hall_id, queue_id, date, (SELECT min(id) FROM device), number, number, 0"
        " FROM ticket WHERE id = (SELECT min(id) FROM ticket)",
        "was given by the hall, but lent to a kiosk",
    ),
    "a ticket out of nowhere": (
        "INSERT INTO ticket SELECT 9999, hall_id, '2020-01-01', queue_id, 1, 1, 'A001', live,"
        " issued_at, issued_by, 'x', language, priority_reason_id, theme_id, NULL, NULL,"
        " agent, offline, receipt FROM ticket LIMIT 1",
        "tickets, but",
    ),
}  # fmt: skip


@pytest.fixture
def busy_store(store: Store, hall: int) -> Store:
    """A hall with some visits behind it, and a kiosk that was lent nothing."""
    desks = open_hall(store, hall, windows=2, now=MORNING)
    work(store, hall, desks, kiosks=2, visitors=8, seed=7)
    store.act(system(hall), MORNING, lambda tx: add_device(tx, "kiosk", "door", "hall"))
    return store


def _faults(store: Store) -> list[str]:
    with store.reading() as connection:
        return verify(connection).faults


def test_an_untouched_hall_has_no_fault(busy_store: Store) -> None:
    with busy_store.reading() as connection:
        found = verify(connection)
    assert found.faults == []
    assert found.entries["jiangpan"] > 30


@pytest.mark.parametrize("what", MEDDLING)
def test_meddling_is_found(busy_store: Store, what: str) -> None:
    statement, words = MEDDLING[what]
    with writing(busy_store.engine) as connection:
        assert connection.execute(text(statement)).rowcount >= 1
    faults = _faults(busy_store)
    assert any(words in fault for fault in faults), faults


def test_the_newest_entry_taken_out_with_its_ticket_is_found_by_the_numbers(
    busy_store: Store,
) -> None:
    """A chain cannot know its own end, but the tables tell on it."""
    with writing(busy_store.engine) as connection:
        last = "SELECT max(seq) FROM journal WHERE act = 'issue'"
        connection.execute(text(f"DELETE FROM journal WHERE seq >= ({last})"))
    assert any("tickets, but" in fault for fault in _faults(busy_store))
