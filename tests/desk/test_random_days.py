"""Whole random days in the small hall, act by act on a real store, against the laws of the design."""

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
from random_day import (
    check_the_hall,
    check_transitions,
    expected_call,
    expected_number,
    setup_of,
    stop_states,
)
from small_hall import CLERKS, GUIDE, MORNING, SUPERVISOR, WINDOWS, Day

from hall_server.desk import call, closures, duty, issue, serve, transfer
from hall_server.desk import day as hall_day
from hall_server.domain.opening import local_date
from hall_server.domain.refusals import Refusal
from hall_server.store import schema as t
from hall_server.store.database import Key, Store
from hall_server.wire import acts as w

ITEMS = ("a-card", "a-form", "b-tax", "c-fund")
AT_WINDOW: tuple[tuple[Callable[..., Any], tuple[Any, ...]], ...] = (
    (call.recall, ()),
    (serve.start, ()),
    (serve.start, ()),
    (serve.finish, (w.Finish(),)),
    (serve.finish_and_call_next, (w.Finish(),)),
    (serve.requeue, (w.Note(),)),
    (serve.no_show, (w.Note(),)),
    (serve.hold, (w.Note(note="copy"),)),
)
ON_DUTY: tuple[tuple[Callable[..., Any], tuple[Any, ...]], ...] = (
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

    def teardown(self) -> None:
        self.day.store.close()
        shutil.rmtree(self.folder)

    def do(self, who: str, act: Callable[..., Any], *words: Any) -> Any:
        """One act, pressed twice: done once with one journal entry, or refused with nothing changed."""
        day = self.day
        before, states = day.tables(), stop_states(day)
        actor = {"kiosk": day.kiosk}.get(who) or day.staff[who]
        key = Key.of(f"key-{next(self.keys)}", "POST", act.__name__, repr(words).encode())

        def once() -> Any:
            return day.store.act_once(
                actor, day.now, key, lambda tx: act(tx, *words).model_dump_json()
            )

        try:
            answer = once()
        except Refusal as refusal:
            assert str(refusal) and day.tables() == before
            return None
        after = day.tables()
        assert len(after["journal"]) == len(before["journal"]) + 1
        again = once()
        assert (again.body, again.replayed) == (answer.body, True)
        assert day.tables() == after
        check_transitions(states, stop_states(day))
        check_the_hall(day)
        return json.loads(answer.body)

    def at(self, window: str, act: Callable[..., Any], *words: Any) -> Any:
        """An act at a window by whoever sits there."""
        seat = f"seat-{window}-000"
        return self.do(CLERKS[int(window) - 1], act, window, seat, *words)

    def some_stop(self, pick: int) -> int:
        stops = self.day.rows(t.stop)
        return stops[pick % len(stops)].id if stops else 1

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
        items=st.lists(st.sampled_from(ITEMS), min_size=1, max_size=3),
        theme=st.sampled_from((None, None, None, "shop")),
        reason=st.sampled_from((None, None, "elder")),
        who=st.sampled_from(("kiosk", GUIDE)),
    )
    def a_visitor_takes_a_number(
        self, items: list[str], theme: str | None, reason: str | None, who: str
    ) -> None:
        wish = w.IssueTicket(items=() if theme else tuple(items), theme=theme, reason=reason)
        token, before = f"token-{next(self.keys)}", self.day.tables()["ticket"]
        first = "a-card" if theme else items[0]
        setup = setup_of(self.day)
        queue = setup.queue_ids[setup.plan.item[first].queue]
        today = local_date(self.day.now, "Asia/Shanghai").isoformat()
        live = [row for row in self.day.rows(t.ticket) if row.queue_id == queue and row.live]
        if len(live) < 5:
            number = expected_number(self.day, queue, today)
        told = self.do(who, issue.issue_ticket, wish, token, lambda _queue: None)
        if told is not None:
            assert int(told["number"][1:]) == number
            assert len(self.day.tables()["ticket"]) == len(before) + 1

    @rule(window=windows)
    def a_clerk_calls_the_next(self, window: str) -> None:
        expected = expected_call(self.day, window)
        told = self.at(window, call.call_next)
        if told is not None:
            called = told["current"]
            assert expected is not None
            assert (called["stop_id"], called["call_reason"]["rule"]) == expected

    @rule(window=windows, act=st.sampled_from(AT_WINDOW))
    def a_clerk_does_something_with_who_is_there(
        self, window: str, act: tuple[Callable[..., Any], tuple[Any, ...]]
    ) -> None:
        self.at(window, act[0], *act[1])

    @rule(window=windows, goal=goals)
    def a_clerk_sends_someone_on(self, window: str, goal: w.Transfer) -> None:
        self.at(window, transfer.transfer_in_hand, goal)

    @rule(window=windows, pick=numbers, act=st.sampled_from((call.call_this, serve.resume_held)))
    def a_clerk_picks_someone(self, window: str, pick: int, act: Callable[..., Any]) -> None:
        self.at(window, act, w.CallStop(stop=self.some_stop(pick)))

    @rule(window=windows, act=st.sampled_from(ON_DUTY))
    def a_clerk_changes_the_state_of_a_window(
        self, window: str, act: tuple[Callable[..., Any], tuple[Any, ...]]
    ) -> None:
        self.at(window, act[0], *act[1])

    @rule(window=windows)
    def a_clerk_sits_down_and_opens(self, window: str) -> None:
        clerk = CLERKS[int(window) - 1]
        self.do(clerk, duty.sign_in, window, w.SignIn(seat=f"seat-{window}-000"))
        self.at(window, duty.open_window)

    @rule(pick=numbers, goal=goals)
    def a_guide_sends_someone_on(self, pick: int, goal: w.Transfer) -> None:
        self.do(GUIDE, transfer.transfer, self.some_stop(pick), goal)

    @rule(pick=numbers)
    def a_missed_visitor_comes_back(self, pick: int) -> None:
        missed = [row.id for row in self.day.rows(t.stop) if row.state == "NO_SHOW"]
        stop = missed[pick % len(missed)] if missed else self.some_stop(pick)
        self.do(GUIDE, serve.come_back, stop)

    @rule(pick=numbers)
    def a_visitor_leaves(self, pick: int) -> None:
        self.do(GUIDE, serve.leave, self.some_stop(pick), w.Note())

    @rule(pick=numbers, item=st.sampled_from(ITEMS))
    def an_errand_is_added(self, pick: int, item: str) -> None:
        tickets = self.day.rows(t.ticket)
        ticket = tickets[pick % len(tickets)].id if tickets else 1
        self.do(GUIDE, issue.add_errand, ticket, w.AddStop(item=item))

    @rule(window=windows, profile=st.sampled_from(("front", "tax", "all")))
    def a_supervisor_changes_a_profile(self, window: str, profile: str) -> None:
        self.do(SUPERVISOR, duty.change_profile, window, w.SetProfile(profile=profile))

    @rule(queue=st.sampled_from("ABC"), pick=numbers)
    def a_supervisor_closes_or_reopens_a_queue(self, queue: str, pick: int) -> None:
        closed = [row.id for row in self.day.rows(t.closure) if row.ended_at is None]
        if closed:
            self.do(SUPERVISOR, closures.reopen_issuing, closed[pick % len(closed)])
        else:
            wish = w.CloseIssuing(queue=queue, text="full")
            self.do(SUPERVISOR, closures.close_issuing, wish)

    @precondition(lambda self: len(self.day.rows(t.ticket)) > 3)
    @rule(act=st.sampled_from((hall_day.open_day, hall_day.close_day, hall_day.end_forgotten_day)))
    def the_day_is_opened_or_closed(self, act: Callable[..., Any]) -> None:
        self.do(SUPERVISOR, act)

    @precondition(lambda self: len(self.day.rows(t.ticket)) > 5)
    @rule()
    def the_night_passes(self) -> None:
        self.day.forward(hours=24)
        self.do(SUPERVISOR, hall_day.open_day)


@pytest.mark.slow
def test_any_day_keeps_the_laws_of_the_hall(small_hall_file: Path) -> None:
    HallDays.template = small_hall_file
    run_state_machine_as_test(
        HallDays,
        settings=settings(
            max_examples=20,
            stateful_step_count=45,
            deadline=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
