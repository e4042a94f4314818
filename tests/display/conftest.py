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
    own = {"MEDIA": tmp_path / "display-media", "RUNG_FILE": tmp_path / "rung.json"}
    program = DisplayProcess(hall.url, {name: str(path) for name, path in own.items()})
    program.start()
    yield program
    program.kill()
