"""The migrations make the schema that the code speaks of, on both databases."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, text

from hall_server.store.database import Store
from hall_server.store.engine import open_engine, writing
from hall_server.store.migrations import (
    FOLDER,
    HEAD,
    NewerDatabase,
    current_revision,
    migrate,
)
from hall_server.store.schema import metadata

pytestmark = [
    # SQLite tells nothing of an index over an expression; its name and condition are tested here.
    pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index"),
    pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based"),
]


def _scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return ScriptDirectory.from_config(config)


def test_head_is_the_newest_script() -> None:
    assert _scripts().get_heads() == [HEAD]


def test_migrating_an_empty_database_makes_the_tables_of_the_schema(empty_store: Store) -> None:
    with empty_store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        assert compare_metadata(context, metadata) == []
    assert current_revision(empty_store.engine) == HEAD


def test_every_index_of_the_schema_is_there_with_its_condition(empty_store: Store) -> None:
    """Alembic does not compare the conditions of partial indexes; they carry the promises."""
    with empty_store.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        else:
            query = "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
        made = {name: words.upper() for name, words in connection.execute(text(query))}
    wanted = [index for table in metadata.tables.values() for index in table.indexes]
    assert len(wanted) >= 10
    for index in wanted:
        condition = index.dialect_options["sqlite"]["where"]
        assert index.unique == ("UNIQUE" in made[str(index.name)]), index.name
        assert (condition is not None) == (" WHERE " in made[str(index.name)]), index.name
        for value in str(condition).split("'")[1::2]:
            assert f"'{value}'" in made[str(index.name)], index.name


def test_every_check_of_the_schema_is_there(empty_store: Store) -> None:
    """Nor does Alembic compare checks."""
    with empty_store.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            query = "SELECT sql FROM sqlite_master WHERE type = 'table'"
        else:
            query = "SELECT conname FROM pg_constraint WHERE contype = 'c'"
        made = " ".join(connection.execute(text(query)).scalars())
    checks = [
        constraint.name
        for table in metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    ]
    assert len(checks) >= 6
    assert [name for name in checks if str(name) not in made] == []


def test_migrating_twice_changes_nothing(empty_store: Store) -> None:
    migrate(empty_store.engine)
    assert current_revision(empty_store.engine) == HEAD


BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]
FIRST_HALL = [
    "INSERT INTO hall (id, code, name_zh, name_en, timezone, notice_zh, notice_en, ticket_rules_zh,"
    " ticket_rules_en, public_url, come_back_minutes, come_back_after, recall_pause_seconds,"
    " setup_version) VALUES (1, 'h', 'H', '', 'Asia/Shanghai', '', '', '', '', '', 30, 3, 5, 1)",
    "INSERT INTO zone (id, hall_id, code, position, name_zh, name_en, floor, way_zh, way_en)"
    " VALUES (1, 1, 'A', 0, 'A', '', '', '', '')",
    "INSERT INTO queue (id, hall_id, code, position, name_zh, name_en, zone_id, max_wait_minutes,"
    " capacity) VALUES (1, 1, 'A', 0, 'A', '', 1, 30, 999)",
    "INSERT INTO department (id, hall_id, code, position, name_zh, name_en)"
    " VALUES (1, 1, 'D', 0, 'D', '')",
    "INSERT INTO item (id, hall_id, code, position, name_zh, name_en, kind, department_id, queue_id,"
    " zone_id, service_minutes, fee, common)"
    " VALUES (1, 1, 'A-1', 0, 'A', '', 'instant', 1, 1, 1, 10, '', true)",
    "INSERT INTO profile (id, hall_id, code, position, name_zh, name_en)"
    " VALUES (1, 1, 'P', 0, 'P', '')",
    "INSERT INTO staff (id, hall_id, badge, name, password_hash, roles, active, created_at)"
    " VALUES (1, 1, '1001', 'W', 'x', 'clerk', true, 0)",
    "INSERT INTO window (id, hall_id, code, position, name_zh, name_en, zone_id, profile_id, state,"
    " since, staff_id, seat) VALUES (1, 1, '1', 0, '', '', 1, 1, 'OPEN', 0, 1, 'seat-0001')",
    "INSERT INTO device (id, hall_id, kind, name, place, token_hash, created_at)"
    " VALUES (1, 1, 'kiosk', 'K', 'hall', 'x', 0)",
    "INSERT INTO printer (id, hall_id, code, place, device_id, url, paper, encoding, mode,"
    " acknowledgement, troubles, paper_low)"
    " VALUES (1, 1, 'K', 'hall', 1, '', 80, 'gbk', 'text', 'probe', '', false)",
    "INSERT INTO ticket (id, hall_id, date, queue_id, serial, number, label, live, issued_at,"
    " issued_by, token, language)"
    " VALUES (1, 1, '2026-11-23', 1, 1, 1, 'A001', true, 0, 'device:K', 't', 'zh-CN')",
    "INSERT INTO stop (id, hall_id, ticket_id, label, item_id, queue_id, state, rate, basis_at,"
    " sequence, entered_at, since, booked, recalls, waited_s, outcome, note, window_id)"
    " VALUES (1, 1, 1, 'A001', 1, 1, 'SERVING', 1, 0, 1, 0, 0, false, 0, 0, '', '', 1)",
]
"""A hall at work as revision 0002 kept it: rows that point at one another."""


@pytest.fixture(params=BOTH)
def unmigrated_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store on an empty database, of either kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'before.db'}"
    else:
        url = request.getfixturevalue("cluster").new_database()
    with closing(Store(url)) as opened:
        yield opened


def test_a_hall_at_work_is_brought_to_this_version_with_all_its_rows(
    unmigrated_store: Store,
) -> None:
    engine = unmigrated_store.engine
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
    with writing(engine) as connection:
        for statement in FIRST_HALL:
            # `window` is a word of PostgreSQL's.
            connection.execute(text(statement.replace("INTO window", 'INTO "window"')))
    migrate(engine)
    assert current_revision(engine) == HEAD
    with engine.connect() as connection:
        for table in ("hall", "staff", "window", "device", "printer", "ticket", "stop"):
            count = connection.execute(text(f'SELECT count(*) FROM "{table}"')).scalar()
            assert count == 1, table
        clerk = connection.execute(
            text('SELECT s.badge FROM "window" w JOIN staff s ON s.id = w.staff_id')
        ).scalar()
        assert clerk == "1001"
        if connection.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_a_migration_can_be_undone_down_to_nothing(empty_store: Store) -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with writing(empty_store.engine) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    migrate(empty_store.engine)
    with empty_store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_database_of_a_newer_version_is_left_alone(empty_store: Store) -> None:
    with writing(empty_store.engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabase, match="9999"):
        migrate(empty_store.engine)
    assert current_revision(empty_store.engine) == "9999"


def test_a_hall_in_memory_is_refused() -> None:
    with pytest.raises(ValueError, match="loses every ticket"):
        open_engine("sqlite://")


def test_each_connection_of_sqlite_is_durable_and_keeps_its_references(sqlite_url: str) -> None:
    engine = open_engine(sqlite_url)
    with engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    engine.dispose()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
