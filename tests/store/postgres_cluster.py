"""A PostgreSQL cluster of the tests' own: made, started, and thrown away."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from pwd import getpwnam

import psycopg

INSTALLED = Path("/usr/lib/postgresql")
OWNER = "postgres"
"""PostgreSQL refuses to run as root, so root hands it to this user."""

SETTINGS = (
    "-c listen_addresses='' -c max_connections=150 -c shared_buffers=64MB"
    # Thrown away after the tests; what they prove about crashes they prove on SQLite.
    " -c fsync=off -c full_page_writes=off"
)


class CannotStart(RuntimeError):
    """Why this machine cannot run a cluster for the tests."""


@dataclass
class PostgresCluster:
    """A running cluster. `new_database` gives the URL of an empty database."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def new_database(self, template: str | None = None) -> str:
        """Create a database, empty or a copy of another; returns the URL to configure."""
        name = f"hall_{next(self._numbers)}"
        copied = f" TEMPLATE {_name(template)}" if template else ""
        with psycopg.connect(self._parameters("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}{copied}")
        return f"postgresql:///{name}?host={self.folder}&user={OWNER}"

    def end_connections(self, url: str) -> int:
        """Cut every connection to a database, as a restart of PostgreSQL would. Returns how many."""
        with psycopg.connect(self._parameters("postgres"), autocommit=True) as connection:
            cut = connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                (_name(url),),
            )
            return len(cut.fetchall())

    def _parameters(self, name: str) -> str:
        return f"host={self.folder} user={OWNER} dbname={name}"


def _name(url: str) -> str:
    return url.removeprefix("postgresql:///").partition("?")[0]


@contextmanager
def running_cluster() -> Iterator[PostgresCluster]:
    """A cluster for the length of the block. Raises CannotStart with what is missing."""
    programs = _programs()
    prefix = _as_owner()
    # A socket's path may have 107 characters at most, and pytest's folders are long.
    folder = Path(tempfile.mkdtemp(prefix="hall-pg-"))
    data = folder / "data"
    try:
        if prefix:
            shutil.chown(folder, OWNER)
        _run([*prefix, str(programs / "initdb"), "-D", str(data), "-U", OWNER, "-A", "trust",
              "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"])  # fmt: skip
        pg_ctl = [*prefix, str(programs / "pg_ctl"), "-D", str(data), "-w"]
        _run([*pg_ctl, "-l", str(folder / "log"), "-o", f"-k {folder} {SETTINGS}", "start"])
        try:
            yield PostgresCluster(folder)
        finally:
            _run([*pg_ctl, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    """The folder of the newest server programs."""
    versions = sorted(
        (folder for folder in INSTALLED.glob("*/bin") if (folder / "initdb").exists()),
        key=lambda folder: [int(part) for part in re.findall(r"\d+", folder.parent.name)],
    )
    if versions:
        return versions[-1]
    found = shutil.which("initdb")
    if found is None:
        raise CannotStart("PostgreSQL's server programs are missing: apt install postgresql")
    return Path(found).resolve().parent


def _as_owner() -> list[str]:
    """What to put before a command so that it does not run as root."""
    if os.geteuid() != 0:
        return []
    if shutil.which("runuser") is None:
        raise CannotStart("running as root, and there is no runuser to start PostgreSQL without it")
    try:
        getpwnam(OWNER)
    except KeyError:
        raise CannotStart(f"running as root, and there is no user {OWNER}") from None
    return ["runuser", "-u", OWNER, "--"]


def _run(command: list[str]) -> None:
    # Into a file: a server that stays keeps a pipe open, and reading it would never end.
    with tempfile.TemporaryFile("w+") as said:
        # From the root folder: the other user may not be let into the present one.
        done = subprocess.run(command, cwd="/", stdout=said, stderr=said, check=False)
        said.seek(0)
        if done.returncode != 0:
            raise CannotStart(f"{' '.join(command)} failed: {said.read()}")
