"""Recorded days of the real server against its journal: what boards are told, and what is made of it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from shutil import copy

import pytest
from open_boards import open_boards
from page_in_hand import PageInHand, page_in_hand
from playwright.sync_api import Browser
from proof import Heard, Proof
from random_sequences import IDS_APART, NamedAnew, Walk
from recorded_day import RecordedDay, Summoned, record
from settable_clock import SettableClock

from display.board import Picture, advance, picture, start
from hall_server.domain.plan import HallPlan
from hall_server.store.database import Store, halls

ACTS = 400
SEQUENCES = 1000
ON_THE_PAGE = 10
"""Every so many of them are drawn by Chromium as well; all of them were for the figures in the docs."""
WARMED_H = 5
THINNED = 6
"""Of the states of 24 hours every sixth, as pushes would tell them."""
LENGTH = 8
"""Things that happen in a sequence, beside its begin and its end."""


@pytest.fixture(scope="module")
def day(
    demo_hall_file: Path, demo_plan: HallPlan, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RecordedDay]:
    file = copy(demo_hall_file, tmp_path_factory.mktemp("recorded") / "hall.db")
    with closing(Store(f"sqlite:///{file}")) as store:
        with store.reading() as connection:
            hall = halls(connection)["jiangpan"]
        yield record(store, hall, demo_plan, SettableClock(), ACTS)


@pytest.mark.slow
def test_boards_are_told_of_everybody_who_is_expected_and_of_nobody_else(day: RecordedDay) -> None:
    for state in day.states:
        truth = day.truth[state.version]
        told = {Summoned(each.number, each.window, each.at) for each in state.calls if each.live}
        assert told == truth.called
        shown = {
            each.window: (each.number, {"calling": "CALLED"}.get(each.state, "SERVING"))
            for each in state.windows
            if each.number is not None
        }
        assert shown == truth.at_window
        assert (state.evacuation is not None) == truth.evacuated
        calls = {each.call_id: each for each in state.calls}
        for each in state.windows:
            if each.state == "calling":
                assert each.call_id is not None and calls[each.call_id].window == each.window


@pytest.mark.slow
def test_a_thousand_sequences_ring_light_and_are_said_as_the_journal_tells(
    day: RecordedDay,
) -> None:
    rung = said = 0
    for place in range(SEQUENCES):
        walk = Walk(day, place, LENGTH)
        steps = list(walk.steps())
        proof = Proof(day, steps[0].at, walk.skew)
        for step in steps:
            proof.take(step)
        proof.quiet()
        rung += len(proof.rung)
        said += len(proof.display.voice.said)
    assert min(rung, said) > SEQUENCES, (rung, said)


@pytest.mark.slow
def test_the_main_board_rings_and_shows_them_as_the_journal_tells(
    day: RecordedDay, chromium: Browser, tmp_path: Path
) -> None:
    lit = 0
    with open_boards(tmp_path) as boards, page_in_hand(chromium, f"{boards.url}/board") as page:
        for place in range(ON_THE_PAGE, SEQUENCES, ON_THE_PAGE):
            lit += len(_walked(Walk(day, place, LENGTH), day, page).lit)
        assert page.complaints == []
    assert lit > SEQUENCES / ON_THE_PAGE


def _walked(walk: Walk, day: RecordedDay, page: PageInHand) -> Proof:
    """One display, strips, voice and page, through one sequence."""
    steps = list(walk.steps())
    proof = Proof(day, steps[0].at, walk.skew)
    heard = [Heard(None, frozenset())]
    told: list[tuple[datetime, Picture | None]] = [
        (steps[0].at, proof.display.picture(steps[0].at))
    ]
    for step in steps:
        heard.append(proof.take(step))
        silent = step.what == "nothing"
        told.append((step.at, None if silent else proof.display.picture(step.at)))
    names = {id: name for step in steps for id, name in step.names().items()}
    for shown, then in zip(page.play(told), heard, strict=True):
        proof.check_page(shown, then, names)
    # Those that stand in line for the light have their turn.
    last = heard[-1]
    waiting = len(last.rung & last.truth.called - set(proof.lit)) if last.truth else 0
    turns = [(steps[-1].at + timedelta(seconds=5 * (turn + 1)), None) for turn in range(waiting)]
    for shown in page.play(turns):
        proof.check_page(shown, last, names)
    proof.check_lit(heard)
    proof.quiet()
    return proof


@pytest.mark.slow
def test_a_board_is_as_light_after_24_hours_as_after_two(
    day: RecordedDay, chromium: Browser, tmp_path: Path
) -> None:
    """A busy hall without a pause; the browser collects its garbage before it is weighed.

    A played hour is drawn 80 times, a real one 7,200 times: before the 24 there are WARMED_H hours
    more, in which the engine compiles what it will.
    """
    with open_boards(tmp_path) as boards, page_in_hand(chromium, f"{boards.url}/board") as page:
        weighed = [page.weigh() for _ in _hours(day, page)]
        assert page.complaints == []
    assert len(weighed) == WARMED_H + 24
    after_two, last = weighed[WARMED_H + 1], weighed[-1]
    assert last["heap"] <= 1.05 * after_two["heap"], weighed
    # A drawing more or less, by what is on the board at the full hour.
    assert last["nodes"] <= max(each["nodes"] for each in weighed[: WARMED_H + 2]), weighed
    assert last["listeners"] <= max(each["listeners"] for each in weighed[: WARMED_H + 2]), weighed


def _hours(day: RecordedDay, page: PageInHand) -> Iterator[int]:
    """A display through the recorded day again and again; pauses at every full hour."""
    begun, length = day.states[0].at, day.states[-1].at - day.states[0].at + timedelta(minutes=1)
    shown, hour = start(begun), timedelta(hours=1)
    told: list[tuple[datetime, Picture | None]] = []
    for turn in range(int((WARMED_H + 25) * hour / length)):
        named = NamedAnew(turn * length, turn * IDS_APART)
        for state in day.states[::THINNED]:
            at = state.at + turn * length
            shown = advance(shown, named.state(state, at), at)
            told.append((at, picture(shown, at)))
            if at - begun >= hour:
                page.play(told)
                told.clear()
                yield int(hour / timedelta(hours=1))
                hour += timedelta(hours=1)
                if hour > timedelta(hours=WARMED_H + 24):
                    return


@pytest.mark.slow
def test_the_recorded_day_is_full(day: RecordedDay) -> None:
    calls = {call for truth in day.truth.values() for call in truth.called}
    assert len(calls) > 100
    assert max(len(truth.called) for truth in day.truth.values()) > 8
    assert any(truth.evacuated for truth in day.truth.values())
