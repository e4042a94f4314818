"""The day turns over by itself."""

from datetime import date

from settable_clock import SettableClock
from sqlalchemy import select

from hall_server.domain.actor import system
from hall_server.live.keeper import DayKeeper
from hall_server.store import schema as t
from hall_server.store.database import Store
from hall_server.store.days import day_of, open_date


def test_the_day_opens_by_itself_and_the_next_one_at_local_midnight(
    store: Store, hall: int, clock: SettableClock
) -> None:
    keeper = DayKeeper(store, clock)
    keeper.look()
    with store.reading() as connection:
        assert open_date(connection, hall) == date(2026, 11, 23)
    clock.forward(hours=14, minutes=59)
    keeper.look()
    with store.reading() as connection:
        assert open_date(connection, hall) == date(2026, 11, 23)
    clock.forward(minutes=1)
    keeper.look()
    with store.reading() as connection:
        assert open_date(connection, hall) == date(2026, 11, 24)
        yesterday = day_of(connection, hall, date(2026, 11, 23))
    assert yesterday is not None
    assert not yesterday.open


def test_a_day_closed_by_hand_stays_closed(store: Store, hall: int, clock: SettableClock) -> None:
    from hall_server.desk.day import close_day

    keeper = DayKeeper(store, clock)
    keeper.look()
    store.act(system(hall), clock.now, close_day)
    clock.forward(minutes=5)
    keeper.look()
    with store.reading() as connection:
        assert open_date(connection, hall) is None


def test_answers_kept_for_retries_are_forgotten_after_days(
    store: Store, hall: int, clock: SettableClock
) -> None:
    from hall_server.store.database import Key

    keeper = DayKeeper(store, clock)
    keeper.look()
    key = Key.of("k", "POST", "/", b"")
    store.act_once(system(hall), clock.now, key, lambda tx: tx.record("noted", {}) or "{}")
    clock.forward(days=3)
    keeper.look()
    with store.reading() as connection:
        assert connection.execute(select(t.reply.c.key)).all() == []
