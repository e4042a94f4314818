"""Whole random days in the small hall, act by act on a real store, against the design's laws."""

import json
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)
from lone_kiosk import QUEUES, LoneKiosk, new_press
from random_day import (
    check_the_hall,
    check_transitions,
    check_way_back,
    errands_of_card,
    expected_call,
    expected_number,
    lent_numbers,
    setup_of,
    stop_states,
)
from replayed_day import Replayed
from small_hall import CLERKS, GUIDE, KIOSKS, MORNING, PLAN, SUPERVISOR, WINDOWS, Day
from told_stories import check_stories

from hall_server.desk import (
    call,
    closures,
    duty,
    evacuation,
    issue,
    lending,
    loans,
    reconcile,
    serve,
    transfer,
    undo,
    walk_in,
)
from hall_server.desk import day as hall_day
from hall_server.domain.identity import KnownBy
from hall_server.domain.opening import local_date
from hall_server.domain.refusals import Refusal
from hall_server.store import schema as t
from hall_server.store.database import Key, Store
from hall_server.wire import acts as w
from hall_server.wire.offline import Lease, OfflineTicket

ITEMS = ("a-card", "a-form", "b-tax", "c-fund")
Person = tuple[str | None, bool]
"""The mark of the card shown, and whether its holder acts for somebody else."""
ANYBODY: Person = (None, False)
Press = tuple[Callable[..., Any], tuple[Any, ...]]
WHEN_CALLED: tuple[Press, ...] = (
    (serve.start, ()),
    (serve.start, ()),
    (call.recall, ()),
    (serve.requeue, (w.Note(),)),
    (serve.no_show, (w.Note(),)),
    (serve.hold, (w.Hold(note="copy", remind_minutes=5),)),
)
WHEN_SERVING: tuple[Press, ...] = (
    (serve.finish, (w.Finish(),)),
    (serve.finish_and_call_next, (w.Finish(),)),
    (serve.hold, (w.Hold(note="form"),)),
)
ON_DUTY: tuple[Press, ...] = (
    (duty.open_window, ()),
    (duty.pause_window, (w.Pause(reason="lunch"),)),
    (duty.resume_window, ()),
    (duty.close_window, ()),
    (duty.sign_out, ()),
)
goals = st.builds(
    lambda goal, place: w.Transfer(place=place, **goal),
    st.sampled_from([{"queue": queue} for queue in "ABC"] + [{"window": each} for each in WINDOWS]),
    st.sampled_from(("front", "sorted", "end")),
)
PROFILES = (None, None, None, "front", "tax", "all")
windows = st.sampled_from(WINDOWS)
numbers = st.integers(0, 10**6)


class HallDays(RuleBasedStateMachine):
    """People at the small hall do anything, in any order, at any time."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp(prefix="hall-day-"))
        file = self.folder / "hall.db"
        shutil.copy(self.template, file)
        self.day = Day(Store(f"sqlite:///{file}"), 1, MORNING)
        self.keys = count(1)
        self.replayed = Replayed()
        self.kiosks = {name: LoneKiosk(self.day, name) for name in KIOSKS}
        self.brought: list[OfflineTicket] = []

    def teardown(self) -> None:
        try:
            check_stories(self.day)
        finally:
            self.day.store.close()
            shutil.rmtree(self.folder)

    def do(
        self,
        who: str,
        act: Callable[..., Any],
        *words: Any,
        key: str | None = None,
        entries: tuple[int, ...] = (1,),
    ) -> Any:
        """One act, pressed twice: done once with one journal entry; or refused, nothing changed.

        `entries` are other numbers of journal entries that the act may leave.
        """
        day = self.day
        before, states = day.tables(), stop_states(day)
        actor = day.actor(who)
        pressed = key or f"key-{next(self.keys)}"
        words_of_key = Key.of(pressed, "POST", act.__name__, repr(words).encode())

        def once() -> Any:
            return day.store.act_once(
                actor, day.now, words_of_key, lambda tx: act(tx, *words).model_dump_json()
            )

        try:
            answer = once()
        except Refusal as refusal:
            assert str(refusal) and day.tables() == before
            return None
        after = day.tables()
        assert len(after["journal"]) - len(before["journal"]) in entries
        again = once()
        assert (again.body, again.replayed) == (answer.body, True)
        assert day.tables() == after
        (check_way_back if act is undo.undo else check_transitions)(states, stop_states(day))
        check_the_hall(day)
        self.replayed.check(day)
        return json.loads(answer.body)

    def at(self, window: str, act: Callable[..., Any], *words: Any) -> Any:
        """An act at a window by whoever sits there."""
        seat = f"seat-{window}-000"
        return self.do(CLERKS[int(window) - 1], act, window, seat, *words)

    def some_stop(self, pick: int, state: str) -> int:
        """Mostly one in a state; now and then any, to be refused."""
        stops = stop_states(self.day)
        fit = [id for id, each in stops.items() if each == state or pick % 8 == 0]
        return fit[pick % len(fit)] if fit else 1

    @initialize()
    def the_hall_opens(self) -> None:
        self.day.act("system", hall_day.open_day)
        for clerk, window in zip(CLERKS, WINDOWS, strict=True):
            self.do(clerk, duty.sign_in, window, w.SignIn(seat=f"seat-{window}-000"))
            self.at(window, duty.open_window)

    @rule(seconds=st.sampled_from((1, 7, 60, 300, 900, 1900)))
    def time_passes(self, seconds: int) -> None:
        self.day.forward(seconds=seconds)

    @rule(
        turns=st.lists(st.tuples(windows, numbers, goals), min_size=2, max_size=8),
        people=st.integers(1, 4),
        items=st.lists(st.sampled_from(ITEMS), min_size=1, max_size=3),
        theme=st.sampled_from((None, None, None, "shop")),
        reason=st.sampled_from((None, None, "elder")),
        who=st.sampled_from(("kiosk", GUIDE)),
        first=st.sampled_from((ANYBODY, ("wang", False), ("wang", True), ("li", False))),
    )
    def the_hall_goes_on(
        self,
        turns: list[tuple[str, int, w.Transfer]],
        people: int,
        items: list[str],
        theme: str | None,
        reason: str | None,
        who: str,
        first: Person,
    ) -> None:
        """Visitors come and clerks work: one rule, so that no example goes without it."""
        for place in range(people):
            self.take(items, theme, reason, who, ANYBODY if place else first)
            self.day.forward(seconds=20)
        for window, pick, goal in turns:
            self.work(window, pick, goal)
            self.day.forward(seconds=10 + pick % 300)

    def take(
        self,
        items: list[str],
        theme: str | None,
        reason: str | None,
        who: str,
        person: Person = ANYBODY,
    ) -> None:
        card, agent = person
        errands = () if theme else tuple(items)
        wish = w.IssueTicket(items=errands, theme=theme, reason=reason, agent=agent)
        held = errands_of_card(self.day, card)
        token, before = f"token-{next(self.keys)}", self.day.tables()["ticket"]
        first = "a-card" if theme else items[0]
        setup = setup_of(self.day)
        queue = setup.queue_ids[setup.plan.item[first].queue]
        number = expected_number(self.day, queue)
        visitor = KnownBy(None, card)
        told = self.do(who, issue.issue_ticket, wish, token, lambda _queue: None, visitor)
        if told is not None:
            wanted = {"a-card", "b-tax", "c-fund"} if theme else set(items)
            assert agent or not wanted & {item for _, item in held}
            assert agent or who == GUIDE or len({ticket for ticket, _ in held}) < 3
            assert int(told["number"][1:]) == number
            assert number not in lent_numbers(self.day, queue)
            assert len(self.day.tables()["ticket"]) == len(before) + 1

    @rule(
        name=st.sampled_from(KIOSKS),
        items=st.lists(st.sampled_from((*ITEMS, "shop")), min_size=1, max_size=4),
        arrives=st.sampled_from((0, 0, 0b0101, 0b1110)),
        seconds=st.sampled_from((1, 60, 600)),
        brings=st.lists(numbers, max_size=3),
    )
    def a_kiosk_is_alone_for_a_while(
        self, name: str, items: list[str], arrives: int, seconds: int, brings: list[int]
    ) -> None:
        """It gives numbers from its lease, and brings some of them, in any order; others later."""
        self.lease(name)
        for place, item in enumerate(items):
            self.give_alone(name, item, arrives >> place & 1 == 1)
            self.day.forward(seconds=seconds)
        for pick in brings:
            self.bring(name, pick)

    def lease(self, name: str) -> None:
        kiosk = self.kiosks[name]
        told = self.do(name, lending.lend_numbers, kiosk.wish(), "small-1", "00", entries=(0, 1))
        if told is not None:
            kiosk.take_in(Lease.model_validate(told))

    def give_alone(self, name: str, item: str, arrives: bool) -> None:
        """A number for a visitor. Sometimes the press reaches the hall, and only the answer is lost."""
        kiosk, press = self.kiosks[name], new_press()
        today = local_date(self.day.now, PLAN.timezone)
        if kiosk.lease is None or kiosk.lease.date != today or not kiosk.unused.get(QUEUES[item]):
            return
        if arrives:
            wish = w.IssueTicket(items=(item,)) if item != "shop" else w.IssueTicket(theme=item)
            words = (wish, f"unheard-{press}", lambda _queue: None)
            self.do(name, issue.issue_ticket, *words, key=press)
        kiosk.give(item, press)

    def bring(self, name: str, pick: int) -> None:
        """Nothing that a visitor holds is refused, and none of it is lost or there twice."""
        kiosk = self.kiosks[name]
        if not kiosk.given:
            return
        ticket = kiosk.given.pop(pick % len(kiosk.given))
        told = self.do(name, reconcile.reconcile_ticket, ticket, entries=(1, 2))
        assert told is not None
        row = next(row for row in self.day.rows(t.ticket) if row.id == told["ticket_id"])
        assert (row.number, row.issued_at, row.offline) == (ticket.number, ticket.issued_at, True)
        self.brought.append(ticket)
        if pick % 2:
            again = self.do(name, reconcile.reconcile_ticket, ticket, entries=(0,))
            assert again == told
        kept = [row.token for row in self.day.rows(t.ticket) if row.offline]
        assert sorted(kept) == sorted(each.token for each in self.brought)

    def call_next(self, window: str) -> None:
        expected = expected_call(self.day, window)
        told = self.at(window, call.call_next)
        if told is not None:
            called = told["current"]
            assert expected is not None
            assert (called["stop_id"], called["call_reason"]["rule"]) == expected

    def work(self, window: str, pick: int, goal: w.Transfer) -> None:
        """The clerk's next sensible act."""
        setup = setup_of(self.day)
        here = [row for row in self.day.rows(t.stop) if row.window_id == setup.window_ids[window]]
        state = next((row.state for row in here if row.state in ("CALLED", "SERVING")), None)
        if state is None:
            self.call_next(window)
        elif pick % 7 == 0:
            self.at(window, transfer.transfer_in_hand, goal)
        else:
            acts = WHEN_CALLED if state == "CALLED" else WHEN_SERVING
            act, words = acts[pick % len(acts)]
            self.at(window, act, *words)

    @rule(window=windows, act=st.sampled_from((*WHEN_CALLED, *WHEN_SERVING)))
    def a_clerk_presses_anything(self, window: str, act: Press) -> None:
        self.at(window, act[0], *act[1])

    @rule(window=windows, pick=numbers, seconds=st.sampled_from((0, 3, 10, 11)))
    def a_clerk_slips_and_takes_it_back(self, window: str, pick: int, seconds: int) -> None:
        """Within ten seconds the last act at a window may be undone; later it is not."""
        if pick % 5 == 0:
            who, stop = CLERKS[int(window) - 1], self.some_stop(pick, "WAITING")
            self.do(who, serve.leave, stop, w.Note())
        else:
            self.work(window, pick, w.Transfer(queue="ABC"[pick % 3]))
        self.day.forward(seconds=seconds)
        told = self.at(window, undo.undo)
        assert told is None or seconds <= 10

    @rule(window=windows, item=st.sampled_from(ITEMS), reason=st.sampled_from((None, "elder")))
    def somebody_without_a_ticket_is_served(
        self, window: str, item: str, reason: str | None
    ) -> None:
        setup = setup_of(self.day)
        number = expected_number(self.day, setup.queue_ids[setup.plan.item[item].queue])
        wish = w.WalkIn(item=item, reason=reason, note="at the window")
        told = self.at(window, walk_in.walk_in, wish, f"token-{next(self.keys)}")
        if told is not None:
            assert told["current"]["state"] == "SERVING"
            assert int(told["current"]["number"][1:]) == number

    @rule(pick=numbers, state=st.sampled_from(("WAITING", "HELD")))
    def somebody_leaves_a_note(self, pick: int, state: str) -> None:
        self.do(GUIDE, serve.note_stop, self.some_stop(pick, state), w.Note(note="in a wheelchair"))

    @rule(window=windows, pick=numbers)
    def a_clerk_picks_someone(self, window: str, pick: int) -> None:
        self.at(window, call.call_this, w.CallStop(stop=self.some_stop(pick, "WAITING")))

    @precondition(lambda self: "HELD" in stop_states(self.day).values())
    @rule(pick=numbers)
    def a_held_visitor_is_ready(self, pick: int) -> None:
        held = [row for row in self.day.rows(t.stop) if row.state == "HELD"]
        stop = held[pick % len(held)]
        window = setup_of(self.day).windows[stop.window_id].number
        self.at(window, serve.resume_held, w.CallStop(stop=stop.id))

    @rule(window=windows, act=st.sampled_from(ON_DUTY), profile=st.sampled_from(PROFILES))
    def a_window_changes(self, window: str, act: Press, profile: str | None) -> None:
        if profile is not None:
            self.do(SUPERVISOR, duty.change_profile, window, w.SetProfile(profile=profile))
        elif stop_states(self.day):
            self.at(window, act[0], *act[1])
            if act[0] in (duty.sign_out, duty.close_window):
                self.sit_down(window)

    def sit_down(self, window: str) -> None:
        clerk = CLERKS[int(window) - 1]
        self.do(clerk, duty.sign_in, window, w.SignIn(seat=f"seat-{window}-000"))
        self.at(window, duty.open_window)

    @rule(pick=numbers, goal=goals, item=st.sampled_from(ITEMS))
    def the_guide_helps(self, pick: int, goal: w.Transfer, item: str) -> None:
        tickets = self.day.rows(t.ticket)
        kind = pick % 5
        if kind == 0:
            self.do(GUIDE, serve.come_back, self.some_stop(pick, "NO_SHOW"))
        elif kind == 1:
            self.do(GUIDE, serve.leave, self.some_stop(pick, "WAITING"), w.Note())
        elif kind == 2 and tickets:
            ticket = tickets[pick % len(tickets)].id
            self.do(GUIDE, issue.add_errand, ticket, w.AddStop(item=item))
        else:
            self.do(GUIDE, transfer.transfer, self.some_stop(pick, "WAITING"), goal)

    @rule(queue=st.sampled_from("ABC"), window=windows)
    def the_supervisor_puts_things_right(self, queue: str, window: str) -> None:
        """A queue closed before is opened, else one is closed; a window left shut is opened."""
        closed = [row.id for row in self.day.rows(t.closure) if row.ended_at is None]
        if closed:
            self.do(SUPERVISOR, closures.reopen_issuing, closed[0])
        else:
            self.do(SUPERVISOR, closures.close_issuing, w.CloseIssuing(queue=queue, text="full"))
        self.sit_down(window)

    @rule(window=windows, queue=st.sampled_from("ABC"), minutes=st.sampled_from((5, 60)))
    def a_window_is_lent_or_taken_back(self, window: str, queue: str, minutes: int) -> None:
        if setup_of(self.day).window_ids[window] in setup_of(self.day).loans:
            self.do(SUPERVISOR, loans.take_back_window, window)
        else:
            self.do(SUPERVISOR, loans.lend_window, window, w.Lend(queue=queue, minutes=minutes))

    @rule(window=windows, pick=numbers, goal=goals)
    def the_hall_is_evacuated_for_a_while(self, window: str, pick: int, goal: w.Transfer) -> None:
        self.do(SUPERVISOR, evacuation.evacuate, w.Evacuate(text="leave"))
        self.day.forward(seconds=30)
        self.take(["a-card"], None, None, "kiosk")
        self.at(window, call.recall)
        self.at(window, serve.finish_and_call_next, w.Finish())
        self.do(SUPERVISOR, evacuation.end_evacuation)
        self.day.act("system", evacuation.end_evacuation)
        self.work(window, pick, goal)

    @precondition(lambda self: len(self.day.rows(t.ticket)) > 8)
    @rule(act=st.sampled_from((hall_day.open_day, hall_day.close_day, hall_day.end_forgotten_day)))
    def the_day_is_opened_or_closed(self, act: Callable[..., Any]) -> None:
        self.do(SUPERVISOR, act)

    @precondition(lambda self: len(self.day.rows(t.ticket)) > 10)
    @rule()
    def the_night_passes(self) -> None:
        """A kiosk is alone over night, too."""
        self.lease("kiosk-1")
        self.give_alone("kiosk-1", "a-card", False)
        self.day.forward(hours=24)
        self.do(SUPERVISOR, hall_day.open_day)
        self.bring("kiosk-1", 0)


@pytest.mark.slow
def test_any_day_keeps_the_laws_of_the_hall(small_hall_file: Path) -> None:
    HallDays.template = small_hall_file
    run_state_machine_as_test(
        HallDays,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
