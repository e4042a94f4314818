"""An act is done once, whole, and spoken of only afterwards; readers see whole acts."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace

import pytest
from hall_at_work import MORNING, open_hall, take_number
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError

from hall_server.desk.issue import issue_ticket
from hall_server.domain.actor import Actor, system
from hall_server.domain.plan import HallPlan
from hall_server.domain.refusals import KeyReused, StorageFailed, Unknown
from hall_server.store import schema as t
from hall_server.store.database import Key, Store
from hall_server.store.plan_saving import save_plan
from hall_server.store.transaction import Transaction
from hall_server.store.verify import verify
from hall_server.wire.acts import IssueTicket

DEADLINE_S = 20.0


@pytest.fixture
def kiosk(store: Store, hall: int) -> Actor:
    """A kiosk of a hall whose day is open."""
    open_hall(store, hall, windows=1, now=MORNING)
    return Actor("device", 0, "kiosk-1", hall, frozenset({"kiosk"}))


def _issue(tx: Transaction) -> str:
    token = f"token-{tx.head.seq}"
    item = tx.setup.plan.items[0].code
    return issue_ticket(tx, IssueTicket(items=(item,)), token, lambda _: None).model_dump_json()


def _refused(tx: Transaction) -> str:
    _issue(tx)
    raise Unknown(what="item", name="?")


def _tickets(store: Store) -> int:
    with store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(t.ticket)).scalar_one())


def test_a_press_repeated_is_one_number(store: Store, kiosk: Actor) -> None:
    key = Key.of("press-1", "POST", "/tickets", b"{}")
    first = store.act_once(kiosk, MORNING, key, _issue)
    again = store.act_once(kiosk, MORNING, key, _issue)
    assert (first.replayed, again.replayed) == (False, True)
    assert first.body == again.body
    assert _tickets(store) == 1


def test_a_press_repeated_by_eight_hands_at_once_is_one_number(store: Store, kiosk: Actor) -> None:
    key = Key.of("press-1", "POST", "/tickets", b"{}")
    together = threading.Barrier(8)

    def press(_hand: int) -> str:
        together.wait()
        return store.act_once(kiosk, MORNING, key, _issue).body

    with ThreadPoolExecutor(8) as hands:
        assert len(set(hands.map(press, range(8)))) == 1
    assert _tickets(store) == 1


def test_a_key_of_another_request_is_refused(store: Store, kiosk: Actor) -> None:
    store.act_once(kiosk, MORNING, Key.of("press-1", "POST", "/tickets", b"{}"), _issue)
    with pytest.raises(KeyReused):
        store.act_once(kiosk, MORNING, Key.of("press-1", "POST", "/tickets", b"[]"), _issue)
    assert _tickets(store) == 1


def test_two_kiosks_may_use_the_same_key(store: Store, kiosk: Actor) -> None:
    key = Key.of("press-1", "POST", "/tickets", b"{}")
    first = store.act_once(kiosk, MORNING, key, _issue)
    second = store.act_once(replace(kiosk, name="kiosk-2"), MORNING, key, _issue)
    assert first.body != second.body


def test_a_refused_press_may_be_tried_again_with_its_key(store: Store, kiosk: Actor) -> None:
    key = Key.of("press-1", "POST", "/tickets", b"{}")
    with pytest.raises(Unknown):
        store.act_once(kiosk, MORNING, key, _refused)
    assert _tickets(store) == 0
    assert not store.act_once(kiosk, MORNING, key, _issue).replayed
    with store.reading() as connection:
        assert verify(connection).faults == []


def test_listeners_hear_of_kept_acts_alone(store: Store, kiosk: Actor) -> None:
    heard: list[int] = []
    store.on_commit(lambda _hall: heard.append(_tickets(store)))
    store.act(kiosk, MORNING, _issue)
    with pytest.raises(Unknown):
        store.act(kiosk, MORNING, _refused)
    store.act(kiosk, MORNING, _issue)
    assert heard == [1, 2]


def test_an_act_on_a_hall_that_is_not_there_is_said_so(store: Store) -> None:
    with pytest.raises(LookupError, match="no hall 99"):
        store.act(system(99), MORNING, _issue)


def test_readers_do_not_wait_for_an_act_under_way(store: Store, kiosk: Actor) -> None:
    under_way, go_on = threading.Event(), threading.Event()

    def slow(tx: Transaction) -> str:
        answer = _issue(tx)
        under_way.set()
        assert go_on.wait(DEADLINE_S)
        return answer

    with ThreadPoolExecutor(1) as other:
        act = other.submit(store.act, kiosk, MORNING, slow)
        assert under_way.wait(DEADLINE_S)
        assert _tickets(store) == 0
        go_on.set()
        act.result(DEADLINE_S)
    assert _tickets(store) == 1


def test_a_reader_sees_one_moment_however_long_it_looks(store: Store, kiosk: Actor) -> None:
    """Two questions of one reading are answered from the same state, on either database."""
    tickets = select(func.count()).select_from(t.ticket)
    entries = select(func.count()).select_from(t.journal).where(t.journal.c.act == "issue")
    with store.reading() as connection:
        before = connection.execute(tickets).scalar_one()
        store.act(kiosk, MORNING, _issue)
        assert connection.execute(tickets).scalar_one() == before
        assert connection.execute(entries).scalar_one() == before
    with store.reading() as connection:
        assert connection.execute(entries).scalar_one() == before + 1


def test_readers_see_whole_acts_while_kiosks_press(store: Store, kiosk: Actor) -> None:
    pressed = threading.Event()
    wanted = IssueTicket(items=("SJ-001",))

    def press(place: int) -> None:
        for _ in range(20):
            take_number(store, replace(kiosk, name=f"kiosk-{place}"), MORNING, wanted)

    def look() -> int:
        looks = 0
        while True:
            last = pressed.is_set()
            with store.reading() as connection:
                counts = [
                    connection.execute(select(func.count()).select_from(table)).scalar_one()
                    for table in (t.ticket, t.stop, t.reply)
                ]
                serial = connection.execute(select(func.sum(t.series.c.last_serial))).scalar()
            assert {*counts, serial or 0} == {counts[0]}
            looks += 1
            if last:
                return looks

    with ThreadPoolExecutor(6) as people:
        looking = [people.submit(look) for _ in range(2)]
        try:
            for done in [people.submit(press, place) for place in range(4)]:
                done.result(60)
        finally:
            pressed.set()
        assert all(each.result(DEADLINE_S) > 1 for each in looking)


def test_a_plan_that_could_not_be_kept_is_not_remembered(
    store: Store, kiosk: Actor, demo_plan: HallPlan
) -> None:
    """Another process may keep a different plan under the same version next."""
    lost = replace(demo_plan, themes=(), life_events=())
    kept = replace(demo_plan, pause_reasons=demo_plan.pause_reasons[1:])
    elsewhere = Store(store.engine.url.render_as_string(hide_password=False))

    def fail(_connection: object) -> None:
        raise OperationalError("COMMIT", None, OSError("the disk is gone"))

    def change(tx: Transaction) -> None:
        save_plan(tx.connection, lost, MORNING)
        # What the next act of the same group does.
        store.setup(tx.connection, tx.hall, MORNING)

    event.listen(store.engine, "commit", fail)
    with pytest.raises(StorageFailed):
        store.act(kiosk, MORNING, change)
    event.remove(store.engine, "commit", fail)
    with closing(elsewhere):
        elsewhere.act(kiosk, MORNING, lambda tx: save_plan(tx.connection, kept, MORNING))
    with store.reading() as connection:
        assert store.setup(connection, kiosk.hall, MORNING).plan == kept
