"""What all tests share: the demo hall's plan, a settable clock, stores on SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from chromium_here import CHROMIUM_FLAGS, chromium_path
from playwright.sync_api import Browser, expect, sync_playwright
from scheduling import SharedOut, place_in_line
from settable_clock import MORNING, SettableClock
from windows import ONE_RENDERER, Windows

from hall_server.desk.load import load_hall
from hall_server.domain.plan import HallPlan
from hall_server.exchange.reading import read_hall
from hall_server.store.database import Store, halls
from hall_server.store.migrations import migrate

EXPECTED_WITHIN_MS = 15_000
"""A busy machine is no defect; what has to be quick says so where it is expected."""

DEMO = Path(__file__).parent.parent / "hall_server" / "demo"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A parallel run begins with the long tests."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: place_in_line(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> SharedOut:
    """A parallel run shares the tests out by `scheduling`."""
    config.option.loadscopereorder = False
    return SharedOut(config, log)


@pytest.fixture
def clock() -> SettableClock:
    """Monday morning."""
    return SettableClock()


@pytest.fixture(scope="session")
def demo_plan() -> HallPlan:
    """The demo hall's plan."""
    return read_hall(DEMO / "hall.toml", DEMO / "catalogue.csv")


@pytest.fixture(scope="session")
def demo_hall_file(tmp_path_factory: pytest.TempPathFactory, demo_plan: HallPlan) -> Path:
    """A SQLite file with the demo hall and nothing else, to copy."""
    file = tmp_path_factory.mktemp("demo-hall") / "hall.db"
    with closing(Store(f"sqlite:///{file}")) as made:
        migrate(made.engine)
        load_hall(made, demo_plan, MORNING)
    return file


@pytest.fixture
def store(demo_hall_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A SQLite store with the demo hall."""
    with closing(Store(f"sqlite:///{copy(demo_hall_file, tmp_path / 'hall.db')}")) as opened:
        yield opened


@pytest.fixture
def hall(store: Store) -> int:
    """The demo hall's id."""
    with store.reading() as connection:
        return halls(connection)["jiangpan"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, one for all page tests of a worker; CHROMIUM names another one."""
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium here: apt install chromium, or set CHROMIUM")
    expect.set_options(timeout=EXPECTED_WITHIN_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=[*CHROMIUM_FLAGS, *ONE_RENDERER]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def windows(chromium: Browser) -> Windows:
    """Its windows, which tests borrow."""
    return Windows(chromium)
