"""The case hall, built once per test session and copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from case_hall import MORNING, CaseDay, found

from hall_server.desk.day import open_day
from hall_server.store.database import Store
from hall_server.store.migrations import migrate


@pytest.fixture(scope="session")
def case_hall_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the case hall and its people, to copy."""
    file = tmp_path_factory.mktemp("cases") / "hall.db"
    store = Store(f"sqlite:///{file}")
    migrate(store.engine)
    found(store, MORNING)
    store.close()
    return file


@pytest.fixture
def cases(case_hall_file: Path, tmp_path: Path) -> Iterator[CaseDay]:
    """Monday at nine; the day is open."""
    file = tmp_path / "hall.db"
    file.write_bytes(case_hall_file.read_bytes())
    store = Store(f"sqlite:///{file}")
    day = CaseDay(store, 1, MORNING)
    day.act("system", open_day)
    yield day
    store.close()
