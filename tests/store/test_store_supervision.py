"""What stands over the hall (evacuation, loans, alerts, messages) and its past, on both databases."""

from datetime import date, timedelta
from typing import Any

from hall_at_work import MORNING

from hall_server.desk.alerts import begin_alert, change_alert, end_alert
from hall_server.desk.closures import close_issuing, reopen_issuing
from hall_server.desk.day import close_day, open_day
from hall_server.desk.evacuation import end_evacuation, evacuate
from hall_server.desk.issue import issue_ticket
from hall_server.desk.loans import lend_window, take_back_window
from hall_server.desk.messages import send_message
from hall_server.domain.actor import Actor, system
from hall_server.domain.alarms import Key
from hall_server.live.kiosk import catalogue_version
from hall_server.live.past import past_state
from hall_server.store.alerts import alerts_in_force
from hall_server.store.arrivals import expected_arrivals
from hall_server.store.database import Store
from hall_server.store.evacuations import evacuation_in_force
from hall_server.store.loans import loans_in_force
from hall_server.store.messages import messages_since
from hall_server.store.setup import load_setup
from hall_server.wire import acts as w

KEY = Key("kiosk", "device:自助机一")
ONE = Actor("staff", 1, "3001", 1, frozenset({"supervisor"}))


def act(store: Store, hall: int, seconds: int, done: Any, *words: Any, who: Actor = ONE) -> Any:
    """An act so many seconds after nine."""
    actor = Actor(who.kind, who.id, who.name, hall, who.roles)
    return store.act(actor, MORNING + timedelta(seconds=seconds), lambda tx: done(tx, *words))


def test_an_evacuation_and_a_loan_are_part_of_the_setup_while_they_last(
    store: Store, hall: int
) -> None:
    with store.reading() as connection:
        before = store.setup(connection, hall, MORNING)
    window = before.windows[min(before.windows)]
    lent = next(
        queue.letter
        for id, queue in before.queues.items()
        if id not in before.serves[min(before.windows)].own
    )
    act(store, hall, 1, lend_window, window.number, w.Lend(queue=lent, minutes=30))
    act(store, hall, 2, evacuate, w.Evacuate(text="请离开"))
    with store.reading() as connection:
        setup = store.setup(connection, hall, MORNING)
        assert setup.evacuation == evacuation_in_force(connection, hall)
        assert list(setup.loans.values()) == loans_in_force(connection, hall)
    assert before.queue_ids[lent] in setup.serves[min(before.windows)].own
    act(store, hall, 3, take_back_window, window.number)
    act(store, hall, 4, end_evacuation, who=system(hall))
    with store.reading() as connection:
        setup = store.setup(connection, hall, MORNING)
        assert (setup.evacuation, dict(setup.loans)) == (None, {})
    assert setup.serves == before.serves


def test_an_alert_is_in_force_once_changes_and_ends(store: Store, hall: int) -> None:
    act(store, hall, 1, begin_alert, KEY, {"unheard": True})
    act(store, hall, 2, begin_alert, KEY, {"unheard": True})
    act(store, hall, 3, change_alert, KEY, {"unheard": False})
    with store.reading() as connection:
        (alert,) = alerts_in_force(connection, hall)
    assert (alert.subject, alert.facts) == (KEY.subject, {"unheard": False})
    act(store, hall, 4, end_alert, KEY)
    act(store, hall, 5, end_alert, KEY)
    act(store, hall, 6, change_alert, KEY, {})
    act(store, hall, 7, begin_alert, KEY, {})
    with store.reading() as connection:
        (again,) = alerts_in_force(connection, hall)
    assert again.id != alert.id


def test_messages_are_found_from_a_moment_on(store: Store, hall: int) -> None:
    for second in (1, 2):
        act(store, hall, second, send_message, w.SendMessage(text=f"第 {second} 条"))
    with store.reading() as connection:
        since = messages_since(connection, hall, MORNING + timedelta(seconds=2))
    assert [(each.text, each.window, each.read_by) for each in since] == [("第 2 条", None, ())]


def test_the_past_and_the_arrivals_are_read_alike(store: Store, hall: int) -> None:
    act(store, hall, 0, open_day)
    with store.reading() as connection:
        item = store.setup(connection, hall, MORNING).plan.items[0]
    closure = act(store, hall, 1, close_issuing, w.CloseIssuing(item=item.code, text="停办"))
    act(store, hall, 2, reopen_issuing, closure.closure_id)
    for second in range(3, 9):
        wanted = w.IssueTicket(items=(item.code,))
        act(store, hall, second, issue_ticket, wanted, f"token-{second}", lambda _queue: None)
    act(store, hall, 9, close_day)
    with store.reading() as connection:
        setup = store.setup(connection, hall, MORNING)
        told = past_state(connection, setup, MORNING + timedelta(seconds=5))
        evening = past_state(connection, setup, MORNING + timedelta(seconds=60))
        earlier = past_state(connection, setup, MORNING + timedelta(seconds=1))
    queue = next(each for each in told.queues if each.queue == item.queue)
    assert (queue.waiting, queue.longest_s, told.issued_today) == (3, 2, 3)
    # The hall was loaded at nine as well.
    assert told.density[9 * 12] == sum(told.density) == 11
    assert not evening.day_open and all(each.waiting == 0 for each in evening.queues)
    assert [each.item for each in earlier.items_closed] == [item.code]
    act(store, hall, 7 * 24 * 3600 - 60, open_day)
    with store.reading() as connection:
        setup = store.setup(connection, hall, MORNING)
        moment = MORNING + timedelta(days=7, seconds=-30)
        expected = expected_arrivals(connection, setup, moment)
    assert expected[setup.queue_ids[item.queue]] == [3.0, 0.0, 0.0, 0.0]
    assert moment.date() == date(2026, 11, 30)


def test_a_loan_leaves_the_plan_and_the_kiosks_catalogue_as_they_are(
    store: Store, hall: int
) -> None:
    with store.reading() as connection:
        before = store.setup(connection, hall, MORNING)
    window = min(before.windows)
    lent = next(queue for id, queue in before.queues.items() if id not in before.serves[window].own)
    wish = w.Lend(queue=lent.letter, minutes=30)
    act(store, hall, 1, lend_window, before.windows[window].number, wish)
    with store.reading() as connection:
        after = store.setup(connection, hall, MORNING)
        assert after.plan is before.plan
        assert catalogue_version(after) == catalogue_version(before)
        assert after.serves != before.serves
        assert after == load_setup(connection, hall, MORNING)
