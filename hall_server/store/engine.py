"""Connections: one durable writer and many readers, on SQLite or PostgreSQL."""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import QueuePool

READERS = 16
BUSY_MS = 10_000
"""Only other processes (a backup, a migration) can make the writer wait; within ours it queues."""


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
        parsed,
        poolclass=QueuePool,
        pool_size=READERS,
        max_overflow=READERS,
        connect_args={"check_same_thread": False, "timeout": BUSY_MS / 1000},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def readers_of(engine: Engine) -> Engine:
    """The same engine for readers: each transaction sees one state from its first question on.

    SQLite always does; PostgreSQL only when asked.
    """
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ")


def _prepare_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    # The driver must not open transactions by itself: BEGIN is ours, with the right kind of lock.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA cache_size = -32000")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def lock_hall(connection: Connection, hall: int) -> None:
    """Keep every other process off the hall until the transaction ends.

    On SQLite BEGIN IMMEDIATE has done it; on PostgreSQL the hall's row is locked.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SELECT 1 FROM hall WHERE id = %s FOR UPDATE", (hall,))
