"""One hall and one Chromium for the tests that follow people through it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from open_hall import OpenHall
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
    "--autoplay-policy=no-user-gesture-required",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (apt install chromium)")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenHall]:
    """The four programs of the demo, with nobody in the hall yet."""
    opened = OpenHall(tmp_path_factory.mktemp("demo") / "data")
    opened.open()
    yield opened
    opened.close()


@pytest.fixture
def pictures() -> Path:
    """Where screenshots for the docs go."""
    return Path(__file__).parents[2] / "docs" / "pictures"
