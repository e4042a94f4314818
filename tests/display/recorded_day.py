"""A random day of the real server's own acts: what its boards were told after each, and its journal."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any, NamedTuple

from settable_clock import SettableClock
from sqlalchemy import select

from hall_server.desk import call, duty, evacuation, serve, transfer, undo
from hall_server.desk.day import close_day, open_day
from hall_server.desk.issue import issue_ticket
from hall_server.domain.actor import Actor, system
from hall_server.domain.plan import HallPlan
from hall_server.domain.refusals import Refusal
from hall_server.domain.replay import Entry, HallThen, replay
from hall_server.live.expectation import Expectation
from hall_server.live.newsroom import Newsroom, Room
from hall_server.store import schema as t
from hall_server.store.database import Store
from hall_server.store.people import add_staff
from hall_server.wire import acts as w
from hall_server.wire.views import BoardState

CLERKS = 14
LEAVE = "请立即离开大厅"
SUMMONS = frozenset({"call_next", "call_this", "recall", "finish_and_call_next"})
Press = tuple[Callable[..., Any], tuple[Any, ...]]
WHEN_CALLED: Sequence[Press] = (
    *[(serve.start, ())] * 5,
    *[(call.recall, ())] * 3,
    (serve.no_show, (w.Note(),)),
    (serve.requeue, (w.Note(),)),
    (undo.undo, ()),
)
WHEN_SERVING: Sequence[Press] = (
    *[(serve.finish, (w.Finish(),))] * 3,
    *[(serve.finish_and_call_next, (w.Finish(),))] * 4,
    (serve.hold, (w.Hold(note="copy"),)),
    (undo.undo, ()),
)


class Summoned(NamedTuple):
    """One call as a person in the hall would name it."""

    number: str
    window: str
    at: datetime


class Truth(NamedTuple):
    """What the journal tells of the hall after one entry."""

    called: frozenset[Summoned]
    """The newest call of everybody who is expected at a window."""
    at_window: Mapping[str, tuple[str, str]]
    """Number and state, CALLED or SERVING, by window."""
    evacuated: bool


@dataclass(frozen=True)
class RecordedDay:
    """The states in the order they were told, and the truth by version."""

    states: tuple[BoardState, ...]
    truth: Mapping[int, Truth]
    windows: tuple[str, ...]
    """Those that called anybody."""


def record(store: Store, hall: int, plan: HallPlan, clock: SettableClock, acts: int) -> RecordedDay:
    """A day of so many random acts, always the same."""
    day = _Day(store, hall, plan, clock)
    states = []
    for _ in day.acts(acts):
        told = day.newsroom.state_of(Room(hall, "board"))
        if not states or told["version"] > states[-1].version:
            states.append(BoardState.model_validate(told))
    return RecordedDay(tuple(states), dict(_truth(store)), tuple(day.windows))


class _Day:
    """Visitors, clerks and supervisors who do anything in any order."""

    def __init__(self, store: Store, hall: int, plan: HallPlan, clock: SettableClock) -> None:
        self.store, self.hall, self.plan, self.clock = store, hall, plan, clock
        self.newsroom = Newsroom(store, Expectation(store), clock, lambda *_: None)
        self.random = Random(hall)
        letters = {item.queue: item.code for item in plan.items}
        served = [
            (window.number, own)
            for window in plan.windows
            if (own := [each for each in plan.profile[window.profile].own if each in letters])
        ]
        self.windows = [number for number, _ in served[:: len(served) // CLERKS][:CLERKS]]
        self.items = [letters[own[0]] for number, own in served if number in self.windows]
        self.people: dict[str, Actor] = {}
        self.tickets = 0

    def acts(self, count: int) -> Iterator[None]:
        """Do them, one after another."""
        self.do("system", open_day)
        for name in ("3001", "3002"):
            self.enter(name, "supervisor")
        for window in self.windows:
            self.enter(window, "clerk")
            self.do(window, duty.sign_in, window, w.SignIn(seat=f"seat-of-{window:0>8}"))
            self.at(window, duty.open_window)
        for _ in range(3 * CLERKS):
            self.issue()
        for place in range(count):
            # Several calls come within one second, then nothing for a while.
            self.clock.forward(seconds=self.random.choice((0.05, 0.2, 0.4, 1, 2, 4, 7, 12, 25)))
            self.something(place, count)
            yield
        self.do("system", close_day)
        yield

    def something(self, place: int, count: int) -> None:
        """One act of somebody."""
        if place in (count // 3, 2 * count // 3):
            self.do("3001", evacuation.evacuate, w.Evacuate(text=LEAVE))
        elif place in (count // 3 + 9, 2 * count // 3 + 9):
            self.do("3002", evacuation.end_evacuation)
        elif self.random.random() < 0.3:
            self.issue()
        else:
            self.work(self.random.choice(self.windows))

    def work(self, window: str) -> None:
        """The clerk's next sensible act."""
        with self.store.reading() as connection:
            id = self.store.setup(connection, self.hall, self.clock.now).window_ids[window]
            state = connection.execute(
                select(t.stop.c.state).where(
                    t.stop.c.window_id == id, t.stop.c.state.in_(("CALLED", "SERVING"))
                )
            ).scalar()
        if state is None:
            self.at(window, call.call_next)
        elif self.random.random() < 0.05:
            queue = self.random.choice(self.plan.queues).letter
            self.at(window, transfer.transfer_in_hand, w.Transfer(queue=queue, place="end"))
        else:
            act, words = self.random.choice(WHEN_CALLED if state == "CALLED" else WHEN_SERVING)
            self.at(window, act, *words)

    def issue(self) -> None:
        self.tickets += 1
        wanted, token = w.IssueTicket(items=(self.random.choice(self.items),)), f"t{self.tickets}"
        self.do("3001", issue_ticket, wanted, token, lambda _queue: None)

    def enter(self, badge: str, role: str) -> None:
        """Somebody of the staff comes in."""
        roles = frozenset({role, "guide"})
        id = self.store.act(
            system(self.hall), self.clock.now, lambda tx: add_staff(tx, badge, badge, "-", roles)
        )
        self.people[badge] = Actor("staff", id, badge, self.hall, roles)

    def at(self, window: str, act: Callable[..., Any], *words: Any) -> None:
        self.do(window, act, window, f"seat-of-{window:0>8}", *words)

    def do(self, who: str, act: Callable[..., Any], *words: Any) -> None:
        """What the hall refuses has not happened."""
        actor = self.people.get(who) or system(self.hall)
        try:
            self.store.act(actor, self.clock.now, lambda tx: act(tx, *words))
        except Refusal:
            return


def _truth(store: Store) -> Iterator[tuple[int, Truth]]:
    """The journal folded entry by entry, knowing nothing of boards."""
    with store.reading() as connection:
        rows = connection.execute(select(t.journal).order_by(t.journal.c.seq)).all()
    then = HallThen()
    summons: dict[int, datetime] = {}
    for row in rows:
        data = json.loads(row.data)
        at = round(row.at.timestamp() * 1000)
        replay(then, [Entry(row.seq, at, row.act, row.actor, data)])
        for words in (data, data.get("next"), data.get("called")):
            if row.act in SUMMONS and isinstance(words, dict) and words.get("state") == "CALLED":
                summons[words["stop"]] = row.at
        there = {id: stop for id, stop in then.stops.items() if stop.state in ("CALLED", "SERVING")}
        yield (
            row.seq,
            Truth(
                frozenset(
                    Summoned(stop.number, stop.window or "", summons[id])
                    for id, stop in there.items()
                    if stop.state == "CALLED"
                ),
                {stop.window or "": (stop.number, stop.state) for stop in there.values()},
                then.evacuation is not None,
            ),
        )
