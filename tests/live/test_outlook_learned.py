"""How many are expected to come: learned from the same hour of weeks before, and from today."""

from datetime import datetime, timedelta

import pytest
from settable_clock import SettableClock
from sqlalchemy import insert

from hall_server.desk.closures import close_issuing
from hall_server.desk.day import close_day, open_day
from hall_server.desk.evacuation import evacuate
from hall_server.domain.actor import system
from hall_server.domain.opening import local_date
from hall_server.live.expectation import Expectation
from hall_server.store import schema as t
from hall_server.store.arrivals import expected_arrivals
from hall_server.store.database import Store
from hall_server.wire.acts import CloseIssuing, Evacuate

ZONE = "Asia/Shanghai"


class Past:
    """A hall with numbers given before."""

    def __init__(self, store: Store, hall: int, clock: SettableClock) -> None:
        self.store, self.hall, self.clock = store, hall, clock
        self.given = 0
        self.act(open_day)
        with store.reading() as connection:
            self.queue, self.other, *_ = store.setup(connection, hall, clock.now).queues

    def act(self, act: object, *words: object) -> None:
        self.store.act(system(self.hall), self.clock.now, lambda tx: act(tx, *words))  # type: ignore[operator]

    def numbers(self, at: datetime, count: int) -> None:
        """Numbers of the first queue given at a moment, on a day that was open."""
        day = local_date(at, ZONE)
        with self.store.engine.begin() as connection:
            if day != local_date(self.clock.now, ZONE):
                connection.execute(
                    insert(t.day).prefix_with("OR IGNORE"),
                    {"hall_id": self.hall, "date": day, "state": "CLOSED", "opened_at": at,
                     "closed_at": at},
                )  # fmt: skip
            for _ in range(count):
                self.given += 1
                connection.execute(
                    insert(t.ticket).values(
                        hall_id=self.hall, date=day, queue_id=self.queue, serial=self.given,
                        number=self.given, label=f"X{self.given}", live=False, issued_at=at,
                        issued_by="device:k", token=f"token-{self.given}", language="zh-CN",
                    )
                )  # fmt: skip

    def expected(self) -> dict[int, list[float]]:
        with self.store.reading() as connection:
            setup = self.store.setup(connection, self.hall, self.clock.now)
            return expected_arrivals(connection, setup, self.clock.now)


@pytest.fixture
def past(store: Store, hall: int, clock: SettableClock) -> Past:
    return Past(store, hall, clock)


def test_a_new_hall_expects_nothing_it_could_know(past: Past, store: Store) -> None:
    assert past.expected() == {}
    assert Expectation(store).outlook(past.hall, past.clock.now) == {}


def test_the_same_hour_of_the_last_four_weeks_is_the_mean_of_its_days(past: Past) -> None:
    for weeks, count in ((1, 6), (2, 2), (3, 4)):
        past.numbers(past.clock.now - timedelta(weeks=weeks) + timedelta(minutes=20), count)
    # Five weeks ago, another hour and another weekday teach nothing.
    past.numbers(past.clock.now - timedelta(weeks=5) + timedelta(minutes=20), 50)
    past.numbers(past.clock.now - timedelta(weeks=1) - timedelta(minutes=20), 50)
    past.numbers(past.clock.now - timedelta(days=1), 50)
    told = past.expected()
    # Three days, and today's last hour, in which nobody came.
    assert told[past.queue] == [0.0, 3.0, 0.0, 0.0]
    assert told[past.other] == [0.0] * 4


def test_on_its_first_day_a_hall_goes_by_its_last_hour(past: Past) -> None:
    past.numbers(past.clock.now - timedelta(minutes=59), 8)
    past.numbers(past.clock.now - timedelta(minutes=1), 51)
    told = past.expected()
    assert told.keys() == {past.queue}
    assert told[past.queue] == pytest.approx([15.0] * 4, rel=0.02)


def test_nobody_is_expected_where_issuing_is_closed_or_once_the_day_is_over(past: Past) -> None:
    past.numbers(past.clock.now - timedelta(minutes=30), 8)
    with past.store.reading() as connection:
        setup = past.store.setup(connection, past.hall, past.clock.now)
    past.act(close_issuing, CloseIssuing(queue=setup.queues[past.queue].letter, text="满"))
    assert past.expected() == {past.queue: [0.0] * 4}
    past.act(close_day)
    assert past.expected() == {}


def test_during_an_evacuation_nothing_is_foreseen(past: Past) -> None:
    past.numbers(past.clock.now - timedelta(minutes=30), 8)
    past.act(evacuate, Evacuate(text="离开"))
    assert past.expected() == {}


def test_the_supervisor_is_told_how_a_queue_without_windows_grows(past: Past, store: Store) -> None:
    past.numbers(past.clock.now - timedelta(minutes=30), 30)
    points = Expectation(store).outlook(past.hall, past.clock.now)[past.queue]
    line = [point.waiting for point in points]
    assert line == sorted(line) and line[0] > 0
