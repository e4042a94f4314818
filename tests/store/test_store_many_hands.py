"""Sixteen kiosks and eight clerks press at once: no number twice, no gap, nobody at two windows."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hall_at_work import MORNING, Told, open_hall, work
from journal_replay import numbers_of_tickets, replay, states_of_stops
from sqlalchemy import select

from hall_server.store import schema as t
from hall_server.store.database import Store, halls
from hall_server.store.verify import verify

WORKING_PROCESS = Path(__file__).parent / "working_process.py"


def _assert_the_hall_is_sound(store: Store, hall: int, told: Told) -> None:
    with store.reading() as connection:
        found = verify(connection)
        played = replay(connection, hall)
        assert found.faults == []
        assert numbers_of_tickets(connection, hall) == told.numbers == played.issued
        assert Counter(told.numbers.values()).most_common(1)[0][1] == 1
        assert states_of_stops(connection, hall) == played.stops
        rows = connection.execute(
            select(t.ticket.c.queue_id, t.ticket.c.serial).order_by(t.ticket.c.serial)
        ).all()
    for queue in {row.queue_id for row in rows}:
        serials = [row.serial for row in rows if row.queue_id == queue]
        assert serials == list(range(1, len(serials) + 1))
    assert told.calls == played.calls
    assert set(played.stops.values()) == {"DONE"}
    assert played.at == {}


@pytest.mark.slow
def test_many_hands_at_once(store: Store, hall: int) -> None:
    desks = open_hall(store, hall, windows=8, now=MORNING)
    told = work(store, hall, desks, kiosks=16, visitors=40, seed=1)
    assert told.acts >= 2000
    _assert_the_hall_is_sound(store, hall, told)


@pytest.fixture
def shared_store(postgresql_url: str) -> Iterator[Store]:
    """A store that only PostgreSQL can share between processes."""
    with closing(Store(postgresql_url)) as opened:
        yield opened


@contextmanager
def _process(url: str, hall: int, part: int) -> Iterator[subprocess.Popen[str]]:
    """A process that waits for its line on stdin; gone at the end of the block."""
    arguments = [sys.executable, str(WORKING_PROCESS), url, str(hall), str(part)]
    with subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            yield process
        finally:
            process.kill()


@pytest.mark.slow
@pytest.mark.postgresql
def test_two_processes_at_once(postgresql_url: str, shared_store: Store) -> None:
    with shared_store.reading() as connection:
        (hall,) = halls(connection).values()
    open_hall(shared_store, hall, windows=8, now=MORNING)
    told = Told()
    with (
        _process(postgresql_url, hall, 0) as first,
        _process(postgresql_url, hall, 1) as second,
    ):
        for process in (first, second):
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        for process in (first, second):
            words, _ = process.communicate(timeout=120)
            assert process.returncode == 0
            told.add(Told.from_json(words))
    assert told.acts >= 2000
    _assert_the_hall_is_sound(shared_store, hall, told)
