"""The small hall, built once per test session and copied for each test."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_hall import CLERKS, MORNING, Day, found

from hall_server.desk.day import open_day
from hall_server.desk.duty import open_window, sign_in
from hall_server.store.database import Store
from hall_server.store.migrations import migrate
from hall_server.wire.acts import SignIn

# The random day is held against the same slow re-statement of the rule as the rule itself.
sys.path.append(str(Path(__file__).parent.parent / "domain"))


@pytest.fixture(scope="session")
def small_hall_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the small hall and its people, to copy."""
    file = tmp_path_factory.mktemp("small") / "hall.db"
    store = Store(f"sqlite:///{file}")
    migrate(store.engine)
    found(store, MORNING)
    store.close()
    return file


@pytest.fixture
def closed_day(small_hall_file: Path, tmp_path: Path) -> Iterator[Day]:
    """Monday at nine, before anybody has opened the day."""
    file = tmp_path / "hall.db"
    file.write_bytes(small_hall_file.read_bytes())
    store = Store(f"sqlite:///{file}")
    yield Day(store, 1, MORNING)
    store.close()


@pytest.fixture
def day(closed_day: Day) -> Day:
    """Monday at nine; clerks sit at the three windows, which are open."""
    closed_day.act("system", open_day)
    for clerk, window in zip(CLERKS, ("1", "2", "3"), strict=True):
        closed_day.act(clerk, sign_in, window, SignIn(seat=f"seat-{window}-000"))
        closed_day.act(clerk, open_window, window, f"seat-{window}-000")
    return closed_day
