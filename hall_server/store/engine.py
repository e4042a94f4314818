"""Connections: one durable writer and many readers, on SQLite or PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool

READERS = 16
BUSY_MS = 10_000
"""Only other processes (a backup, a migration) can make the writer wait; within ours it queues."""


class _Connection(sqlite3.Connection):
    """Knows how its transactions begin."""

    begin_words = "BEGIN"


class HallSqlite(SQLiteDialect_pysqlite):
    """SQLite whose transactions begin when SQLAlchemy says so, with the lock that is asked for.

    The driver alone would begin them late and without a lock. A `begin` event on the engine would
    do as well, but then each statement pays for event dispatch: a fifth of an act.
    """

    supports_statement_cache = True
    BEGIN = {"SERIALIZABLE": "BEGIN", "IMMEDIATE": "BEGIN IMMEDIATE"}

    def get_isolation_level_values(self, dbapi_connection: Any) -> Any:
        del dbapi_connection
        return list(self.BEGIN)

    def set_isolation_level(self, dbapi_connection: Any, level: str) -> None:
        dbapi_connection.begin_words = self.BEGIN[level]

    def do_begin(self, dbapi_connection: Any) -> None:
        dbapi_connection.execute(dbapi_connection.begin_words)


registry.register("sqlite.hall", __name__, HallSqlite.__name__)


def open_engine(url: str) -> Engine:
    """An engine for a database URL. A SQLite file's folder is made when missing."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_size=READERS,
            max_overflow=READERS,
            pool_pre_ping=True,
        )
    if not parsed.database or parsed.database == ":memory:":
        raise ValueError("an in-memory database loses every ticket; name a file")
    Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        parsed.set(drivername="sqlite+hall"),
        poolclass=QueuePool,
        pool_size=READERS,
        max_overflow=READERS,
        connect_args={
            "check_same_thread": False,
            "timeout": BUSY_MS / 1000,
            "factory": _Connection,
            "isolation_level": None,
        },
    )
    event.listen(engine, "connect", _prepare_sqlite)
    return engine


def connect_to_read(engine: Engine) -> Connection:
    """A connection whose transactions see one state from their first question on.

    SQLite always does that; PostgreSQL only when asked.
    """
    # Asked of the connection: an engine with this option makes each statement pay for events.
    level = "SERIALIZABLE" if engine.dialect.name == "sqlite" else "REPEATABLE READ"
    return engine.connect().execution_options(isolation_level=level)


def connect_to_write(engine: Engine) -> Connection:
    """A connection for acts: on SQLite its transactions begin with the write lock."""
    connection = engine.connect()
    if engine.dialect.name == "sqlite":
        connection = connection.execution_options(isolation_level="IMMEDIATE")
    return connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes, committed at the end of the block."""
    with connect_to_write(engine) as connection, connection.begin():
        yield connection


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA cache_size = -32000")
    cursor.close()


def lock_hall(connection: Connection, hall: int) -> None:
    """Keep every other process off the hall until the transaction ends.

    On SQLite BEGIN IMMEDIATE has done it; on PostgreSQL the hall's row is locked.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT 1 FROM hall WHERE id = %s FOR UPDATE", (hall,))
