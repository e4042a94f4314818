"""The day turns over by itself."""

from dataclasses import replace
from datetime import date, time

from settable_clock import SettableClock
from sqlalchemy import select

from hall_server.desk.administration import make_change
from hall_server.desk.load import load_hall
from hall_server.desk.loans import lend_window
from hall_server.domain.actor import Actor, system
from hall_server.domain.plan import HallPlan, Period, SpecialDay, Text
from hall_server.domain.plan_edit import edits_between
from hall_server.live.hall import journal_entries
from hall_server.live.keeper import DayKeeper
from hall_server.store import schema as t
from hall_server.store.database import Store
from hall_server.store.days import day_of, open_date
from hall_server.store.loans import loans_in_force
from hall_server.wire.acts import Lend
from hall_server.wire.setup import Edit, MakeChange


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


def test_a_lent_window_returns_by_itself_when_its_time_is_over(
    store: Store, hall: int, clock: SettableClock
) -> None:
    keeper = DayKeeper(store, clock)
    keeper.look()
    wanted = Lend(queue=_other_queue(store, hall, clock, "1"), minutes=5)
    store.act(system(hall), clock.now, lambda tx: lend_window(tx, "1", wanted))
    clock.forward(seconds=299)
    keeper.look()
    assert _lent(store, hall, clock) == ["1"]
    clock.forward(seconds=1)
    keeper.look()
    assert _lent(store, hall, clock) == []
    with store.reading() as connection:
        newest = journal_entries(connection, hall, None, 1)[0]
    assert (newest.act, newest.actor, newest.window) == ("return_window", "system", "1")
    before = newest.seq
    keeper.look()
    with store.reading() as connection:
        assert journal_entries(connection, hall, None, 1)[0].seq == before


def test_a_loan_of_a_window_that_a_new_plan_drops_is_ended(
    store: Store, hall: int, clock: SettableClock, demo_plan: HallPlan
) -> None:
    keeper = DayKeeper(store, clock)
    keeper.look()
    profiles = [each.profile for each in demo_plan.windows]
    # One whose profile another window has as well, so that the plan without it is sound.
    dropped = next(each for each in demo_plan.windows if profiles.count(each.profile) > 1).number
    wanted = Lend(queue=_other_queue(store, hall, clock, dropped), minutes=240)
    store.act(system(hall), clock.now, lambda tx: lend_window(tx, dropped, wanted))
    kept = tuple(each for each in demo_plan.windows if each.number != dropped)
    load_hall(store, replace(demo_plan, windows=kept), clock.now)
    assert _lent(store, hall, clock) == []
    keeper.look()
    with store.reading() as connection:
        assert loans_in_force(connection, hall) == []
        assert journal_entries(connection, hall, None, 1)[0].window == dropped


def _other_queue(store: Store, hall: int, clock: SettableClock, window: str) -> str:
    """A queue that a window does not serve."""
    with store.reading() as connection:
        setup = store.setup(connection, hall, clock.now)
    own = setup.serves[setup.window_ids[window]].own
    return next(queue.letter for id, queue in setup.queues.items() if id not in own)


def _lent(store: Store, hall: int, clock: SettableClock) -> list[str]:
    """The windows lent now, as acts see them."""
    with store.reading() as connection:
        setup = store.setup(connection, hall, clock.now)
    return [setup.windows[window].number for window in setup.loans]


def test_a_scheduled_change_waits_for_the_keeper_to_open_its_day(
    store: Store, hall: int, demo_plan: HallPlan, clock: SettableClock
) -> None:
    keeper = DayKeeper(store, clock)
    keeper.look()
    renamed = replace(demo_plan, notice=Text("明天起换新", "New from tomorrow"))
    edits = tuple(
        Edit.model_validate({k: v for k, v in edit.plain().items() if k != "was"})
        for edit in edits_between(demo_plan, renamed)
    )
    admin = Actor("staff", 1, "admin", hall, frozenset({"admin"}))
    wanted = MakeChange(edits=edits, when="next_opening")
    store.act(admin, clock.now, lambda tx: make_change(tx, wanted))

    def notice() -> Text:
        with store.reading() as connection:
            return store.setup(connection, hall, clock.now).plan.notice

    clock.forward(hours=14, minutes=59)
    keeper.look()
    assert notice() == demo_plan.notice
    clock.forward(minutes=1)
    keeper.look()
    assert notice() == renamed.notice


def test_on_a_special_day_the_hall_opens_or_stays_closed_as_it_says(
    store: Store, hall: int, demo_plan: HallPlan, clock: SettableClock
) -> None:
    """Monday is a holiday, and the Sunday after it the hall is open."""
    days = (
        SpecialDay(date(2026, 11, 23), Text("停电")),
        SpecialDay(date(2026, 11, 29), Text("加班"), (Period(time(9), time(12)),)),
    )
    weekdays = tuple(hours for hours in demo_plan.hours if hours.weekday < 5)
    load_hall(store, replace(demo_plan, hours=weekdays, special_days=days), clock.now)
    keeper = DayKeeper(store, clock)

    def opened(on: date) -> bool:
        with store.reading() as connection:
            return day_of(connection, hall, on) is not None

    for _ in range(7):
        keeper.look()
        clock.forward(days=1)
    assert [opened(date(2026, 11, day)) for day in range(23, 30)] == [
        False, True, True, True, True, False, True
    ]  # fmt: skip
