"""The real server is killed again and again while people press; nothing acknowledged is lost."""

import os
import secrets
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from threading import Event

import pytest
import requests
from crash_hall import CrashHall, kiosk_headers, make_hall, open_windows
from pressing import Answered, Caller, Pressing, clerk, visitor
from server_process import ServerProcess
from sqlalchemy import select
from store.journal_replay import numbers_of_tickets, replay, states_of_stops
from watching_board import WatchingBoard

from hall_server.domain.plan import HallPlan
from hall_server.store import schema as t
from hall_server.store.database import Store
from hall_server.store.transaction import journal_head
from hall_server.wire.views import BoardState

KILLS = 20
VISITORS = 16
CLERKS = 8
TRUTH_WITHIN_S = 3.0
ACTS_BETWEEN = (5, 90)
"""Acknowledged acts between a restart and the next kill."""
AFTER_THE_LAST_S = 0.02
"""The kill comes up to so much later, in the middle of other acts."""


@dataclass
class Running:
    """A hall at work on a real server."""

    server: ServerProcess
    hall: CrashHall
    board: WatchingBoard
    pressing: Pressing
    people: list["Future[None]"]


@pytest.fixture
def running(tmp_path: Path, demo_plan: HallPlan) -> Iterator[Running]:
    """Everybody at work."""
    server = ServerProcess(tmp_path)
    hall = make_hall(server.database, demo_plan, datetime.now(UTC), CLERKS)
    server.start()
    board = WatchingBoard(server.url, hall.display)
    pressing = Pressing()
    try:
        browsers = open_windows(server.url, hall)
        with ThreadPoolExecutor(VISITORS + CLERKS) as threads:
            try:
                people = [
                    threads.submit(
                        visitor, pressing, Caller(server.port, kiosk_headers(hall)), f"visitor-{n}",
                        hall.items,
                    )
                    for n in range(VISITORS)
                ] + [
                    threads.submit(clerk, pressing, Caller(server.port, headers), window)
                    for window, headers in browsers.items()
                ]  # fmt: skip
                yield Running(server, hall, board, pressing, people)
            finally:
                pressing.over.set()
    finally:
        board.stop()
        server.stop()


@pytest.mark.slow
def test_power_cuts_lose_nothing(running: Running) -> None:
    seed = int(os.environ.get("CRASH_SEED") or secrets.randbelow(10**6))
    print(f"CRASH_SEED={seed}")  # noqa: T201  for whoever repeats the run
    delays = []
    with closing(Store(running.server.database)) as store:
        for acts, after in _moments(seed):
            delays.append(_cut_power(running, store, acts, after))
        running.pressing.wait_for(100, 30)
        running.pressing.over.set()
        for person in running.people:
            person.result(60)
        acknowledged = running.pressing.acknowledged
        print(f"{len(acknowledged)} acts; the board was right after {max(delays):.2f} s at most")  # noqa: T201  for whoever repeats the run
        assert len(acknowledged) >= KILLS * ACTS_BETWEEN[0]
        _assert_every_answer_is_kept(store, running.hall, acknowledged)
        _assert_a_repeated_press_gets_the_same_answer(running, acknowledged)
        _assert_the_board_is_right(running, store)
    verified = running.server.command("verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "everything holds" in verified.stdout


def _moments(seed: int) -> list[tuple[int, float]]:
    """When to kill: after so many acts, and so many seconds more. The same for the same seed."""
    random = Random(seed)
    return [
        (random.randint(*ACTS_BETWEEN), random.uniform(0, AFTER_THE_LAST_S)) for _ in range(KILLS)
    ]


def _cut_power(running: Running, store: Store, acts: int, after: float) -> float:
    """Kill under load, start again; returns how long the board then took to show the truth."""
    running.pressing.wait_for(acts, 30)
    Event().wait(after)
    losses = running.board.losses
    running.server.kill()
    running.board.wait_for_loss(losses + 1, 10)
    with store.reading() as connection:
        kept = journal_head(connection, running.hall.id).seq
    running.server.start()
    return running.board.wait_for(kept, TRUTH_WITHIN_S)


def _assert_every_answer_is_kept(
    store: Store, hall: CrashHall, acknowledged: list[Answered]
) -> None:
    issued = [each.answer for each in acknowledged if each.status == 201]
    acts = [each for each in acknowledged if each.status == 200]
    calls = {
        each.answer["version"]: (each.answer["current"]["stop_id"], each.answer["window"])
        for each in acts
        if each.path.endswith("call-next")
    }
    with store.reading() as connection:
        played = replay(connection, hall.id)
        assert numbers_of_tickets(connection, hall.id) == played.issued
        assert states_of_stops(connection, hall.id) == played.stops
        rows = connection.execute(select(t.journal.c.seq, t.journal.c.act)).all()
        replies = connection.execute(select(t.reply.c.key)).scalars().all()
    # The journal is the whole hall, and every answer a client holds is in it.
    assert {each["ticket_id"]: each["number"] for each in issued} == played.issued
    assert calls == played.calls
    done = Counter(row.act for row in rows)
    assert Counter(each.path.rsplit("/", 1)[1] for each in acts) == {
        "call-next": done["call_next"], "start": done["start"], "finish": done["finish"]
    }  # fmt: skip
    assert sorted(row.seq for row in rows) == list(range(1, len(rows) + 1))
    # An act and the answer kept for its key came together.
    assert set(replies) >= {each.headers["Idempotency-Key"] for each in acknowledged}


def _assert_a_repeated_press_gets_the_same_answer(
    running: Running, acknowledged: list[Answered]
) -> None:
    caller = Caller(running.server.port, {})
    for first in acknowledged[::5]:
        again = caller.press_again(first)
        assert again is not None
        assert (again.status, again.answer) == (first.status, first.answer)
    caller.close()


def _assert_the_board_is_right(running: Running, store: Store) -> None:
    """Quiet now: what the board got by socket is what the server tells when asked."""
    with store.reading() as connection:
        head = journal_head(connection, running.hall.id).seq
    running.board.wait_for(head, TRUTH_WITHIN_S)
    asked = requests.get(
        f"{running.server.url}/api/v1/board",
        headers={"Authorization": f"Bearer {running.hall.display}"},
        timeout=10,
    )
    truth = BoardState.model_validate(asked.json())
    shown = running.board.shown
    assert shown is not None
    assert (shown.calls, shown.windows) == (truth.calls, truth.windows)
    assert [zone.waiting for zone in shown.zones] == [zone.waiting for zone in truth.zones]
