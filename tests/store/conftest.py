"""The store's tests run twice: on SQLite and on PostgreSQL.

The demo hall is migrated and loaded once for each; every test gets a copy.
"""

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hall_at_work import MORNING
from postgres_cluster import CannotStart, PostgresCluster, running_cluster

from hall_server.desk.load import load_hall
from hall_server.domain.plan import HallPlan
from hall_server.store.database import Store, halls
from hall_server.store.migrations import migrate

BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@pytest.fixture(scope="session")
def cluster() -> Iterator[PostgresCluster]:
    """One throw-away PostgreSQL for all tests of the run."""
    try:
        with running_cluster() as cluster:
            yield cluster
    except CannotStart as reason:
        pytest.skip(f"not proved on PostgreSQL: {reason}")


def _load(url: str, plan: HallPlan) -> None:
    with closing(Store(url)) as store:
        migrate(store.engine)
        load_hall(store, plan, MORNING)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory, demo_plan: HallPlan) -> Path:
    """A SQLite file with the demo hall."""
    file = tmp_path_factory.mktemp("template") / "hall.db"
    _load(f"sqlite:///{file}", demo_plan)
    return file


@pytest.fixture(scope="session")
def postgresql_template(cluster: PostgresCluster, demo_plan: HallPlan) -> str:
    """The URL of a PostgreSQL database with the demo hall."""
    url = cluster.new_database()
    _load(url, demo_plan)
    return url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """The demo hall on SQLite."""
    return f"sqlite:///{shutil.copy(sqlite_template, tmp_path / 'hall.db')}"


@pytest.fixture
def postgresql_url(cluster: PostgresCluster, postgresql_template: str) -> str:
    """The demo hall on PostgreSQL."""
    return cluster.new_database(template=postgresql_template)


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """The demo hall, on one database after the other."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store with the demo hall, on either database."""
    with closing(Store(database_url)) as opened:
        yield opened


@pytest.fixture
def hall(store: Store) -> int:
    """The demo hall's id."""
    with store.reading() as connection:
        return halls(connection)["jiangpan"]


@pytest.fixture(params=BOTH)
def empty_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store that has just been migrated, on either database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'empty.db'}"
    else:
        url = request.getfixturevalue("cluster").new_database()
    with closing(Store(url)) as opened:
        migrate(opened.engine)
        yield opened
