"""Acts on halls, one at a time, committed in groups: each reply comes after its own fsync.

Leader style: the thread that finds nobody committing takes all pending acts into one transaction,
each in its own savepoint, and commits; acts that arrive meanwhile form the next group. A refused
act is rolled back alone. When the commit itself fails, nothing of the group happened and every
act of it is told so.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import structlog
from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from hall_server.domain.refusals import StorageFailed
from hall_server.store.engine import connect_to_write

log = structlog.get_logger()

Work = Callable[[Connection], Any]


@dataclass(slots=True, eq=False)
class _Job:
    hall: int
    work: Work
    done: threading.Event = field(default_factory=threading.Event)
    result: Any = None
    error: BaseException | None = None
    leads: bool = False


class Writer:
    """The one writer of this process. `begin` runs first in each group, per hall, in id order."""

    def __init__(self, engine: Engine, begin: Callable[[Connection, int], None]) -> None:
        self._connection: Connection | None = None
        self._engine = engine
        self._begin = begin
        self._lock = threading.Lock()
        self._pending: list[_Job] = []
        self._busy = False
        self._failing = False

    def run(self, hall: int, work: Work) -> Any:
        """Run `work` in a transaction under the hall's lock; return its result after the commit.

        Raises what `work` raises (its changes undone), or StorageFailed when nothing was kept.
        Called from any thread; `work` runs in one of the waiting threads.
        """
        job = _Job(hall, work)
        with self._lock:
            self._pending.append(job)
            if not self._busy:
                self._busy = job.leads = True
        if not job.leads:
            job.done.wait()
        if job.leads:
            self._lead()
        if job.error is not None:
            raise job.error
        return job.result

    @property
    def waiting(self) -> int:
        """How many acts wait for the next group."""
        return len(self._pending)

    def close(self) -> None:
        """Give the connection back. Acts under way finish first."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _lead(self) -> None:
        with self._lock:
            group, self._pending = self._pending, []
        try:
            self._commit(group)
        finally:
            with self._lock:
                heir = self._pending[0] if self._pending else None
                self._busy = heir is not None
            for job in group:
                job.leads = False
                job.done.set()
            if heir is not None:
                heir.leads = True
                heir.done.set()

    def _commit(self, group: list[_Job]) -> None:
        try:
            connection = self._connected()
            with connection.begin():
                for hall in sorted({job.hall for job in group}):
                    self._begin(connection, hall)
                for job in group:
                    self._try(connection, job)
        except Exception as error:  # noqa: BLE001  whatever it was, the group was not kept
            self._undo(group, error)
            self._tell_trouble(error)
        except BaseException as error:
            # The end of this thread is its own affair; the others only hear that nothing was kept.
            self._undo(group, error)
            raise
        else:
            self._tell_trouble(None)

    def _undo(self, group: list[_Job], error: BaseException) -> None:
        self._drop_connection()
        for job in group:
            job.result, job.error = None, StorageFailed()
            job.error.__cause__ = error

    def _tell_trouble(self, error: Exception | None) -> None:
        """Log a change of fortune, not every act that a full disk refuses."""
        if error is not None and not self._failing:
            log.error("commits_fail", exc_info=error)
        elif error is None and self._failing:
            log.warning("commits_succeed_again")
        self._failing = error is not None

    def _try(self, connection: Connection, job: _Job) -> None:
        """One act in its savepoint. Only a broken connection may end the whole group."""
        # Straight to the driver: SQLAlchemy's nested transaction costs ten times the savepoint.
        driver: Any = connection.connection.driver_connection
        driver.execute("SAVEPOINT act")
        try:
            job.result = job.work(connection)
        except OperationalError:
            raise
        except Exception as error:  # noqa: BLE001  told to the thread whose act it is
            driver.execute("ROLLBACK TO SAVEPOINT act")
            job.error = error
        driver.execute("RELEASE SAVEPOINT act")

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = connect_to_write(self._engine)
        return self._connection

    def _drop_connection(self) -> None:
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
