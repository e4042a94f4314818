"""The watch over the hall: alerts begin, change and end by themselves, and supervisors take them."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from settable_clock import SettableClock
from sqlalchemy import select, update

from hall_server.desk.alerts import release_alert, take_alert
from hall_server.desk.day import open_day
from hall_server.desk.duty import open_window, pause_window, sign_in
from hall_server.desk.evacuation import evacuate
from hall_server.desk.issue import issue_ticket
from hall_server.domain import refusals as r
from hall_server.domain.actor import Actor, system
from hall_server.domain.plan import HallPlan
from hall_server.live.expectation import Expectation
from hall_server.live.hall import hall_state
from hall_server.live.picture import take_picture
from hall_server.live.watch import Watch
from hall_server.store import schema as t
from hall_server.store.database import Store
from hall_server.store.people import add_device, add_staff
from hall_server.wire import acts as w
from hall_server.wire.views import AlertView

SEAT = "seat-0001"


class Floor:
    """The demo hall with a watch over it, two supervisors, and a clerk."""

    def __init__(self, store: Store, hall: int, clock: SettableClock, plan: HallPlan) -> None:
        self.store, self.hall, self.clock, self.plan = store, hall, clock, plan
        self.watch = Watch(store, clock, Expectation(store))
        self.people = {
            badge: Actor("staff", self.hire(badge, role), badge, hall, frozenset({role}))
            for badge, role in (("1001", "clerk"), ("3001", "supervisor"), ("3002", "supervisor"))
        }
        self.act("system", open_day)

    def hire(self, badge: str, role: str) -> int:
        self.store.act(
            system(self.hall),
            self.clock.now,
            lambda tx: add_staff(tx, badge, f"名{badge}", "-", frozenset({role})),
        )
        with self.store.reading() as connection:
            return int(
                connection.execute(
                    select(t.staff.c.id).where(t.staff.c.badge == badge)
                ).scalar_one()
            )

    def act(self, who: str, act: Any, *words: Any) -> Any:
        actor = self.people.get(who) or system(self.hall)
        return self.store.act(actor, self.clock.now, lambda tx: act(tx, *words))

    def goes_on(self, seconds: int) -> None:
        """The clock moves in the watch's steps."""
        for _ in range(seconds // 2):
            self.clock.forward(seconds=2)
            self.watch.step()

    def visitor_for(self, window: str) -> None:
        """Somebody takes a number that a window serves."""
        own = self.plan.profile[self.plan.window[window].profile].own
        item = next(item for item in self.plan.items if item.queue in own)
        token = f"token-{self.clock.now.timestamp()}"
        self.act("3001", issue_ticket, w.IssueTicket(items=(item.code,)), token, lambda _: None)

    def open_window(self, window: str) -> None:
        self.act("1001", sign_in, window, w.SignIn(seat=SEAT))
        self.act("1001", open_window, window, SEAT)

    def device(self, kind: str, name: str) -> None:
        self.act("system", lambda tx: add_device(tx, kind, name, "hall"))

    def heard(self, name: str, *ill: dict[str, Any]) -> None:
        """A device tells its health."""
        with self.store.engine.begin() as connection:
            connection.execute(
                update(t.device)
                .where(t.device.c.name == name)
                .values(seen_at=self.clock.now, health=json.dumps(ill))
            )

    def alerts(self) -> list[AlertView]:
        """As the supervisor's page shows them."""
        with self.store.reading() as connection:
            setup = self.store.setup(connection, self.hall, self.clock.now)
            picture = take_picture(connection, setup, self.clock.now)
            played = Expectation(self.store).of(self.hall, self.clock.now)
            return list(hall_state(connection, picture, played, {}).alerts)

    def told(self) -> list[tuple[str, str]]:
        return [(each.kind, each.subject) for each in self.alerts()]

    def journal(self) -> list[str]:
        with self.store.reading() as connection:
            return list(
                connection.execute(select(t.journal.c.act).order_by(t.journal.c.seq)).scalars()
            )


@pytest.fixture
def floor(store: Store, hall: int, clock: SettableClock, demo_plan: HallPlan) -> Iterator[Floor]:
    yield Floor(store, hall, clock, demo_plan)


def test_a_quiet_hall_leaves_nothing_in_the_journal(floor: Floor) -> None:
    before = floor.journal()
    floor.goes_on(600)
    assert floor.told() == [] and floor.journal() == before


def test_a_visitor_beyond_the_limit_is_an_alert_until_the_line_is_short_again(floor: Floor) -> None:
    floor.visitor_for("1")
    minutes = max(each.max_wait_minutes for each in floor.plan.queues)
    floor.clock.forward(minutes=minutes)
    floor.goes_on(2)
    (kind, subject), *others = floor.told()
    assert kind == "wait_limit" and subject.startswith("queue:") and not others
    with floor.store.engine.begin() as connection:
        connection.execute(update(t.stop).values(state="LEFT", ended_at=floor.clock.now))
    floor.goes_on(14)
    assert floor.told() == []
    assert floor.journal()[-2:] == ["alert_begins", "alert_ends"]


def test_a_clerk_who_is_away_while_people_wait_is_noticed_after_three_minutes(floor: Floor) -> None:
    floor.open_window("1")
    floor.visitor_for("1")
    floor.goes_on(180)
    assert floor.told() == []
    floor.goes_on(4)
    assert floor.told() == [("idle_window", "window:1")]
    floor.act("3001", pause_window, "1", None, w.Pause(reason=floor.plan.pause_reasons[1].code))
    floor.goes_on(20)
    assert floor.told() == []
    floor.clock.forward(minutes=30)
    floor.goes_on(2)
    assert ("long_pause", "window:1") in floor.told()


def test_a_kiosk_not_heard_any_more_is_an_alert_until_it_is_heard(floor: Floor) -> None:
    floor.device("kiosk", "K1")
    floor.goes_on(60)
    assert floor.told() == []
    floor.heard("K1")
    floor.goes_on(58)
    assert floor.told() == []
    floor.goes_on(2)
    assert floor.told() == [("kiosk", "device:K1")]
    floor.heard("K1")
    floor.goes_on(12)
    assert floor.told() == []


def test_a_dark_panel_is_told_with_its_name(floor: Floor) -> None:
    floor.device("display", "D1")
    for _ in range(4):
        floor.heard("D1", {"kind": "led", "name": "5", "ok": False, "word": "no answer"})
        floor.goes_on(2)
    (alert,) = floor.alerts()
    assert (alert.kind, alert.facts["parts"]) == (
        "led",
        [{"kind": "led", "name": "5", "word": "no answer"}],
    )


def test_an_alert_outlives_a_restart_of_the_server_once(floor: Floor) -> None:
    floor.device("kiosk", "K1")
    floor.heard("K1")
    floor.goes_on(80)
    (alert,) = floor.alerts()
    floor.watch = Watch(floor.store, floor.clock, Expectation(floor.store))
    floor.goes_on(40)
    assert floor.alerts() == [alert]
    assert floor.journal().count("alert_begins") == 1


def test_the_second_supervisor_is_told_who_looks_after_an_alert(floor: Floor) -> None:
    floor.device("kiosk", "K1")
    floor.heard("K1")
    floor.goes_on(76)
    (alert,) = floor.alerts()
    assert floor.act("3001", take_alert, alert.alert_id).taken_by == "3001"
    with pytest.raises(r.AlertTaken) as taken:
        floor.act("3002", take_alert, alert.alert_id)
    assert taken.value.facts == {"by": "3001"}
    (seen,) = floor.alerts()
    assert (seen.taken_by, seen.taken_at) == ("名3001", floor.clock.now)
    floor.act("3002", release_alert, alert.alert_id)
    with pytest.raises(r.AlertNotTaken):
        floor.act("3001", release_alert, alert.alert_id)
    floor.act("3002", take_alert, alert.alert_id)
    floor.heard("K1")
    floor.goes_on(12)
    with pytest.raises(r.Unknown):
        floor.act("3002", release_alert, alert.alert_id)


def test_untaken_alerts_come_first_the_oldest_before_all(floor: Floor) -> None:
    for name in ("K1", "K2", "K3"):
        floor.device("kiosk", name)
        floor.heard(name)
        floor.goes_on(2)
    floor.goes_on(80)
    first = floor.alerts()[0]
    floor.act("3001", take_alert, first.alert_id)
    assert [each.subject for each in floor.alerts()] == ["device:K2", "device:K3", "device:K1"]


def test_during_an_evacuation_no_window_is_blamed_for_being_empty(floor: Floor) -> None:
    floor.open_window("1")
    floor.visitor_for("1")
    floor.act("3001", evacuate, w.Evacuate(text="请离开"))
    floor.goes_on(400)
    assert floor.told() == []
