"""Recorded days of the real server against its journal: what boards are told, and what is made of it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest
from recorded_day import RecordedDay, Summoned, record
from settable_clock import SettableClock

from hall_server.domain.plan import HallPlan
from hall_server.store.database import Store, halls

ACTS = 400


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
def test_the_recorded_day_is_full(day: RecordedDay) -> None:
    calls = {call for truth in day.truth.values() for call in truth.called}
    assert len(calls) > 100
    assert max(len(truth.called) for truth in day.truth.values()) > 8
    assert any(truth.evacuated for truth in day.truth.values())
