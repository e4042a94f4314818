"""The migrations make the schema that the code speaks of, on both databases."""

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
