"""When rooms are told: boards at once and never behind slower rooms; a rush at a bounded pace."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from settable_clock import SettableClock

from hall_server.desk.day import open_day
from hall_server.desk.issue import issue_ticket
from hall_server.domain.actor import Actor, system
from hall_server.live.expectation import Expectation
from hall_server.live.newsroom import Newsroom, Room
from hall_server.live.rhythm import COALESCE_S, SHORTEST_S, Considerate, Eager, Rhythm
from hall_server.store.database import Store
from hall_server.wire.acts import IssueTicket

PATIENCE_S = 20.0
HURRIED, CALM = True, False


def test_after_quiet_the_next_news_waits_the_shortest_pause() -> None:
    pace = Eager()
    assert [pace.pause(0.0, CALM) for _ in range(3)] == [SHORTEST_S] * 3


def test_a_rush_is_told_ten_times_a_second_whatever_it_costs() -> None:
    pace = Eager()
    pauses = [pace.pause(0.0, HURRIED) for _ in range(5)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == COALESCE_S
    assert max(pace.pause(5.0, HURRIED) for _ in range(3)) <= COALESCE_S
    assert pace.pause(0.0, CALM) == SHORTEST_S


def test_what_can_wait_takes_a_quarter_of_a_core_at_most() -> None:
    pace = Considerate()
    assert pace.pause(0.01, HURRIED) + 0.01 >= COALESCE_S
    assert pace.pause(1.0, HURRIED) >= 3.0


@pytest.fixture
def told(store: Store, hall: int, clock: SettableClock) -> Iterator["Told"]:
    each = Told(store, hall, clock)
    yield each
    each.end()


class Told:
    """A running newsroom; the supervisors' line takes nothing until it is let go."""

    def __init__(self, store: Store, hall: int, clock: SettableClock) -> None:
        self.store, self.hall, self.clock = store, hall, clock
        self.board_told = threading.Semaphore(0)
        """Let go at every state that the board is told."""
        self.told_waiting = 0
        self.stuck = threading.Event()
        self.let_go = threading.Event()
        self.newsroom = Newsroom(store, Expectation(store), clock, self._send)
        store.act(system(hall), clock.now, open_day)
        for view in ("board", "hall"):
            self.newsroom.enter(Room(hall, view))
        self.newsroom.start()

    def _send(self, room: Room, state: dict[str, Any]) -> None:
        if room.view == "hall":
            self.stuck.set()
            self.let_go.wait()
        else:
            self.told_waiting = sum(zone["waiting"] for zone in state["zones"])
            self.board_told.release()

    def issue(self) -> None:
        guide = Actor("staff", 1, "2001", self.hall, frozenset({"guide"}))
        token = f"token-{self.clock.forward(seconds=1).timestamp()}"
        wanted = IssueTicket(items=("GA-004",))
        self.store.act(
            guide, self.clock.now, lambda tx: issue_ticket(tx, wanted, token, lambda _: None)
        )

    def end(self) -> None:
        self.let_go.set()
        self.newsroom.stop()


def test_boards_are_told_while_a_supervisors_line_takes_nothing(told: Told) -> None:
    told.issue()
    assert told.stuck.wait(PATIENCE_S)
    assert told.board_told.acquire(timeout=PATIENCE_S)
    told.issue()
    while told.told_waiting < 2:
        assert told.board_told.acquire(timeout=PATIENCE_S)


def test_a_look_that_fails_is_made_again() -> None:
    looked = threading.Semaphore(0)

    def look(_news: bool) -> None:
        looked.release()
        raise RuntimeError("the database is away")

    rhythm = Rhythm("boards", look, Eager(), settle_s=0.01, idle_s=60.0)
    rhythm.start()
    rhythm.note()
    assert looked.acquire(timeout=PATIENCE_S)
    assert looked.acquire(timeout=PATIENCE_S)
    rhythm.stop()
