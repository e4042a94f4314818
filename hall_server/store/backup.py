"""A copy of a SQLite database, consistent while the server goes on writing."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy.engine import make_url


def backup_sqlite(url: str, target: Path) -> None:
    """Copy the database to a new file. Raises ValueError for PostgreSQL, FileExistsError."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database is None:
        raise ValueError("this copies SQLite only; use pg_dump for PostgreSQL")
    if not Path(parsed.database).is_file():
        raise FileNotFoundError(f"no database {parsed.database}")
    if target.exists():
        raise FileExistsError(f"{target} exists already")
    with (
        closing(sqlite3.connect(parsed.database)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.backup(copy)
