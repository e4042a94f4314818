"""The hall, the display and the browser, started for a test and ended after it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from running_hall import DisplayProcess, HallSimulator

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"]


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[HallSimulator]:
    simulator = HallSimulator(tmp_path / "state.json")
    simulator.start()
    yield simulator
    simulator.kill()


@pytest.fixture
def display(hall: HallSimulator) -> Iterator[DisplayProcess]:
    program = DisplayProcess(hall.url)
    program.start()
    yield program
    program.end()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()
