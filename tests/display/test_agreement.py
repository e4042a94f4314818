"""Recorded days of the real server against its journal: what boards are told, and what is made of it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from shutil import copy

import pytest
from display_in_hand import DisplayInHand
from random_sequences import Listener, Step, Walk
from recorded_day import RecordedDay, Summoned, Truth, record
from settable_clock import SettableClock

from hall_server.domain.plan import HallPlan
from hall_server.store.database import Store, halls

ACTS = 400
SEQUENCES = 1000
LENGTH = 12
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
def test_what_rings_and_what_is_said_is_what_the_journal_tells(day: RecordedDay) -> None:
    rung = said = 0
    for place in range(SEQUENCES):
        steps = list(Walk(day, place, LENGTH).steps())
        proof = Proof(steps[0].at, timedelta(seconds=Random(place).uniform(-5000, 5000)))
        for step in steps:
            proof.take(step)
        proof.quiet()
        rung += len(proof.rung)
        said += len(proof.display.voice.said)
    assert rung > 3 * SEQUENCES
    assert said > 2 * SEQUENCES


class Proof:
    """A display, and somebody beside it who knows the journal."""

    def __init__(self, begun: datetime, ahead: timedelta) -> None:
        self.display = DisplayInHand(begun, ahead)
        self.listener = Listener()
        self.rung: set[Summoned] = set()
        self._at = begun

    def take(self, step: Step) -> frozenset[Summoned]:
        """Something happens; returns what rings at it. Raises AssertionError when display and journal part."""
        before = self.display.rings()
        truth, said = self.listener.truth, len(self.display.voice.said)
        due = self.listener.hear(step)
        self.display.take(step)
        self._at = step.at
        rings = self.display.rings() - before
        assert rings - self.rung == due, (step.what, rings, due)
        assert not due & self.rung
        self.rung |= due
        self._check_voice(truth, said)
        return due

    def quiet(self) -> None:
        """Nothing happens for long; then every call that rang was said, or there was a reason."""
        self.take(Step("nothing", self._at + timedelta(seconds=200)))
        voice = self.display.voice
        said = [call for call, _ in voice.said]
        assert len(said) == len(set(said))
        assert set(said) <= self.rung
        for call in self.rung - set(said):
            assert call in voice.dropped, call

    def _check_voice(self, truth: Truth | None, before: int) -> None:
        """What was said since the last step was true then."""
        for call, _ in self.display.voice.said[before:]:
            assert truth is not None and not truth.evacuated
            assert call in truth.called


@pytest.mark.slow
def test_the_recorded_day_is_full(day: RecordedDay) -> None:
    calls = {call for truth in day.truth.values() for call in truth.called}
    assert len(calls) > 100
    assert max(len(truth.called) for truth in day.truth.values()) > 8
    assert any(truth.evacuated for truth in day.truth.values())
