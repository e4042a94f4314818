"""What all tests share: the demo hall's plan, a settable clock, stores on SQLite and PostgreSQL."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium_here import CHROMIUM_FLAGS, chromium_path
from playwright.sync_api import Browser, sync_playwright
from settable_clock import SettableClock

from hall_server.desk.load import load_hall
from hall_server.domain.plan import HallPlan
from hall_server.exchange.reading import read_hall
from hall_server.store.database import Store
from hall_server.store.migrations import migrate

DEMO = Path(__file__).parent.parent / "hall_server" / "demo"


@pytest.fixture
def clock() -> SettableClock:
    """Monday morning."""
    return SettableClock()


@pytest.fixture(scope="session")
def demo_plan() -> HallPlan:
    """The demo hall's plan."""
    return read_hall(DEMO / "hall.toml", DEMO / "catalogue.csv")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty, migrated SQLite store."""
    opened = Store(f"sqlite:///{tmp_path / 'hall.db'}")
    migrate(opened.engine)
    yield opened
    opened.close()


@pytest.fixture
def hall(store: Store, demo_plan: HallPlan, clock: SettableClock) -> int:
    """The demo hall loaded into the store; its id."""
    return load_hall(store, demo_plan, clock.now)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium, one for all page tests of a worker; CHROMIUM names another one."""
    path = chromium_path()
    if path is None:
        pytest.skip("no Chromium here: apt install chromium, or set CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_FLAGS)
        yield browser
        browser.close()
