"""A prepared statement does what SQLAlchemy would do with it, on both databases."""

from typing import Any

import pytest
from hall_at_work import MORNING, open_hall
from sqlalchemy import bindparam, select, update
from sqlalchemy.exc import CompileError, IntegrityError

from hall_server.store import schema as t
from hall_server.store.database import Store
from hall_server.store.engine import connect_to_read, connect_to_write
from hall_server.store.prepared import Prepared, prepared_insert
from hall_server.store.schema import metadata


@pytest.fixture
def busy_hall(store: Store, hall: int) -> int:
    """A hall whose windows have states, moments, clerks and gaps."""
    open_hall(store, hall, windows=2, now=MORNING)
    return hall


@pytest.mark.usefixtures("busy_hall")
def test_every_table_reads_the_same(store: Store) -> None:
    with connect_to_read(store.engine) as connection, connection.begin():
        for name, table in sorted(metadata.tables.items()):
            asked = [tuple(row) for row in connection.execute(select(table))]
            assert Prepared(select(table)).rows(connection, {}) == asked, name


def test_constants_and_values_go_where_they_belong(store: Store, busy_hall: int) -> None:
    table = t.window
    statement = (
        update(table)
        .where(table.c.code == bindparam("number"), table.c.hall_id == bindparam("hall"))
        .values(state="PAUSED", since=bindparam("moment"), pause_reason_id=None)
    )
    values = {"number": "1", "hall": busy_hall, "moment": MORNING}
    read = Prepared(select(table.c.state, table.c.since).where(table.c.code == bindparam("number")))
    with connect_to_write(store.engine) as connection, connection.begin():
        assert Prepared(statement).changed(connection, values) == 1
        assert Prepared(statement).changed(connection, values | {"number": "none"}) == 0
        assert read.row(connection, {"number": "1"}) == ("PAUSED", MORNING)
        assert read.value(connection, {"number": "1"}) == "PAUSED"
        assert read.row(connection, {"number": "none"}) is None
        assert read.value(connection, {"number": "none"}) is None


def _reply(hall: int, key: str) -> dict[str, Any]:
    return {"hall_id": hall, "actor": "a", "key": key, "fingerprint": "f", "body": "{}",
            "at": MORNING}  # fmt: skip


def test_refusals_of_the_database_are_sqlalchemys(store: Store, busy_hall: int) -> None:
    keep = prepared_insert(t.reply)
    with connect_to_write(store.engine) as connection, connection.begin() as transaction:
        assert keep.changed(connection, _reply(busy_hall, "1")) == 1
        with pytest.raises(IntegrityError):
            keep.rows(connection, _reply(busy_hall, "1"))
        transaction.rollback()


def test_a_value_forgotten_is_said_so(store: Store) -> None:
    statement = Prepared(select(t.hall.c.id).where(t.hall.c.code == bindparam("code")))
    with connect_to_read(store.engine) as connection, pytest.raises(KeyError, match="code"):
        statement.rows(connection, {})


def test_lists_are_refused(store: Store) -> None:
    statement = Prepared(select(t.hall.c.id).where(t.hall.c.code.in_(["a", "b"])))
    with connect_to_read(store.engine) as connection, pytest.raises(CompileError, match="lists"):
        statement.rows(connection, {})
