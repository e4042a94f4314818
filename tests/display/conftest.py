"""The hall, the display and the browser, started for a test and ended after it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from running_hall import DisplayProcess, HallSimulator


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[HallSimulator]:
    simulator = HallSimulator(tmp_path / "state.json")
    simulator.start()
    yield simulator
    simulator.kill()


@pytest.fixture
def display(hall: HallSimulator, tmp_path: Path) -> Iterator[DisplayProcess]:
    program = DisplayProcess(hall.url, {"MEDIA": str(tmp_path / "display-media")})
    program.start()
    yield program
    program.kill()
