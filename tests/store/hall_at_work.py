"""A hall at work: visitors and clerks as threads on a store, each remembering what it was told."""

import json
import secrets
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from hall_server.desk import call, duty, serve
from hall_server.desk.day import open_day
from hall_server.desk.issue import issue_ticket
from hall_server.domain.actor import Actor, system
from hall_server.domain.plan import HallPlan
from hall_server.domain.refusals import NobodyWaiting
from hall_server.store.database import Key, Store
from hall_server.store.people import add_staff
from hall_server.store.transaction import Transaction
from hall_server.wire.acts import CallStop, Finish, Hold, IssueTicket, Note, SignIn, WindowNow
from hall_server.wire.message import Command, State

MORNING = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Monday, nine o'clock in Shanghai."""
SEAT = "tab-00001"
LOOK_AGAIN_S = 0.05
"""How soon a clerk with an empty line presses again."""


class Steps:
    """A clock that every look moves on by a second; threads share it."""

    def __init__(self, start: datetime = MORNING) -> None:
        self._start = start
        self._ticks = count()

    def __call__(self) -> datetime:
        return self._start + timedelta(seconds=next(self._ticks))


@dataclass(frozen=True)
class Desk:
    """A clerk at an open window."""

    window: str
    clerk: Actor


@dataclass
class Told:
    """What the hall acknowledged. Calls are (stop, window) by journal number."""

    numbers: dict[int, str] = field(default_factory=dict)
    """Number by ticket id."""
    calls: dict[int, tuple[int, str]] = field(default_factory=dict)
    acts: int = 0

    def add(self, other: "Told") -> None:
        assert not self.numbers.keys() & other.numbers.keys()
        assert not self.calls.keys() & other.calls.keys()
        self.numbers |= other.numbers
        self.calls |= other.calls
        self.acts += other.acts

    def as_json(self) -> str:
        return json.dumps(
            {
                "numbers": list(self.numbers.items()),
                "calls": list(self.calls.items()),
                "acts": self.acts,
            }
        )

    @classmethod
    def from_json(cls, words: str) -> "Told":
        read = json.loads(words)
        calls = {seq: (stop, window) for seq, (stop, window) in read["calls"]}
        return cls(dict(read["numbers"]), calls, read["acts"])


def open_hall(store: Store, hall: int, windows: int, now: datetime) -> list[Desk]:
    """Open the day and some windows, with a clerk at each."""
    store.act(system(hall), now, open_day)
    with store.reading() as connection:
        plan = store.setup(connection, hall, now).plan
    desks = []
    for place, window in enumerate(plan.windows[:windows]):
        badge = f"{1001 + place}"
        id = store.act(
            system(hall), now, lambda tx, badge=badge: add_staff(tx, badge, badge, "-", {"clerk"})
        )
        clerk = Actor("staff", id, badge, hall, frozenset({"clerk"}))
        number = window.number
        store.act(clerk, now, lambda tx, at=number: duty.sign_in(tx, at, SignIn(seat=SEAT)))
        store.act(clerk, now, lambda tx, at=number: duty.open_window(tx, at, SEAT))
        desks.append(Desk(number, clerk))
    return desks


def items_for(plan: HallPlan, desks: list[Desk]) -> list[str]:
    """Codes of the items whose queues one of the desks has among its own."""
    letters = {
        letter for desk in desks for letter in plan.profile[plan.window[desk.window].profile].own
    }
    return [item.code for item in plan.items if item.queue in letters and not item.pick_up]


def take_number(store: Store, kiosk: Actor, now: datetime, wanted: IssueTicket) -> Told:
    """Press once at a kiosk."""

    def issue(tx: Transaction) -> str:
        token = secrets.token_urlsafe(16)
        return issue_ticket(tx, wanted, token, lambda _queue: None).model_dump_json()

    answer = json.loads(once(store, kiosk, now, issue))
    return Told({answer["ticket_id"]: answer["number"]}, acts=1)


def once(store: Store, actor: Actor, now: datetime, act: Callable[[Transaction], str]) -> str:
    """Run an act under a key of its own, as the routes do."""
    key = Key.of(secrets.token_hex(8), "POST", "/", b"")
    return store.act_once(actor, now, key, act).body


class Clerk:
    """A clerk who calls until nobody waits any more; most visitors come, some do not."""

    def __init__(self, store: Store, desk: Desk, clock: Callable[[], datetime], seed: int) -> None:
        self._store = store
        self._desk = desk
        self._clock = clock
        self._random = Random(seed)
        self.told = Told()

    def work(self, no_more_come: threading.Event) -> Told:
        """Call, serve and finish; end when nobody waits and no more visitors come."""
        while True:
            last = no_more_come.is_set()
            try:
                self._serve(self._press(call.call_next))
            except NobodyWaiting:
                if last:
                    return self.told
                no_more_come.wait(LOOK_AGAIN_S)

    def _press(self, act: Callable[..., WindowNow], *words: Command) -> WindowNow:
        answered = once(
            self._store,
            self._desk.clerk,
            self._clock(),
            lambda tx: act(tx, self._desk.window, SEAT, *words).model_dump_json(),
        )
        now = WindowNow.model_validate_json(answered)
        self.told.acts += 1
        if now.current is not None and now.current.state == "CALLED":
            self.told.calls[now.version] = (now.current.stop_id, now.window)
        return now

    def _serve(self, now: WindowNow) -> None:
        while now.current is not None:
            chance = self._random.random()
            if chance < 0.05:
                missed = now.current.stop_id
                now = self._press(serve.no_show, Note())
                self._come_back(missed)
            elif chance < 0.1:
                now = self._press(serve.requeue, Note())
            elif chance < 0.15:
                held = now.current.stop_id
                now = self._press(serve.hold, Hold(note="copies"))
                self._press(serve.resume_held, CallStop(stop=held))
            else:
                self._press(serve.start)
                act = serve.finish if chance < 0.5 else serve.finish_and_call_next
                now = self._press(act, Finish())

    def _come_back(self, missed: int) -> None:
        def come_back(tx: Transaction) -> str:
            back: State = serve.come_back(tx, missed)
            return back.model_dump_json()

        once(self._store, self._desk.clerk, self._clock(), come_back)
        self.told.acts += 1


def work(
    store: Store, hall: int, desks: list[Desk], *, kiosks: int, visitors: int, seed: int
) -> Told:
    """So many kiosks, each with so many visitors, and the desks' clerks: all at once, to the end."""
    clock = Steps()
    with store.reading() as connection:
        plan = store.setup(connection, hall, MORNING).plan
    items = items_for(plan, desks)
    no_more_come = threading.Event()
    together = threading.Barrier(kiosks + len(desks))

    def press(place: int) -> Told:
        random = Random(f"{seed} kiosk {place}")
        kiosk = Actor("device", 0, f"kiosk-{seed}-{place}", hall, frozenset({"kiosk"}))
        told = Told()
        together.wait()
        for _ in range(visitors):
            wanted = IssueTicket(items=(random.choice(items),))
            told.add(take_number(store, kiosk, clock(), wanted))
        return told

    def call_people(clerk: Clerk) -> Told:
        together.wait()
        return clerk.work(no_more_come)

    clerks = [Clerk(store, desk, clock, seed + place) for place, desk in enumerate(desks)]
    told = Told()
    with ThreadPoolExecutor(kiosks + len(desks)) as people:
        calling = [people.submit(call_people, clerk) for clerk in clerks]
        issuing = [people.submit(press, place) for place in range(kiosks)]
        try:
            for visitors_told in issuing:
                told.add(visitors_told.result())
        finally:
            no_more_come.set()
        for called in calling:
            told.add(called.result())
    return told
