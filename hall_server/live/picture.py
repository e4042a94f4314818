"""One consistent reading of the hall, from which every view is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from hall_server.domain.duty import Duty
from hall_server.domain.states import StopState
from hall_server.domain.stop import Stop
from hall_server.store import schema as t
from hall_server.store.days import open_date
from hall_server.store.people import names_of_staff
from hall_server.store.schema import AnyRow
from hall_server.store.setup import Setup
from hall_server.store.stops import stops_in
from hall_server.store.transaction import journal_head
from hall_server.store.windows import Closure, duties, open_closures, recent_calls

CALLS_KEPT = 24
CALLS_FOR = timedelta(minutes=45)


class QueueLine(NamedTuple):
    """How many wait in a queue, and since when the longest of them."""

    waiting: int
    oldest: datetime | None


@dataclass(frozen=True)
class Picture:
    """The hall at a moment. Maps are by database id. Personal data are not in it."""

    setup: Setup
    now: datetime
    version: int
    open_date: date | None
    duties: tuple[Duty, ...]
    in_hand: Mapping[int, Stop]
    """The stop called or served at each window."""
    held: tuple[Stop, ...]
    lines: Mapping[int, QueueLine]
    calls: tuple[AnyRow, ...]
    closures: tuple[Closure, ...]
    staff: Mapping[int, tuple[str, str]]
    """Badge and name."""

    def line(self, queue: int) -> QueueLine:
        return self.lines.get(queue, QueueLine(0, None))

    def open_windows(self) -> list[Duty]:
        return [duty for duty in self.duties if duty.state == "OPEN"]

    def windows_open_for(self, queue: int) -> int:
        """How many open windows have the queue among their own."""
        return sum(queue in self.setup.serves[duty.window].own for duty in self.open_windows())

    def longest_s(self, queue: int) -> int:
        oldest = self.line(queue).oldest
        return max(0, int((self.now - oldest).total_seconds())) if oldest else 0


_LINES = (
    select(t.stop.c.queue_id, func.count(), func.min(t.stop.c.basis_at, type_=t.Moment()))
    .where(t.stop.c.queue_id.in_(bindparam("queues", expanding=True)), t.stop.c.state == "WAITING")
    .group_by(t.stop.c.queue_id)
)


def take_picture(connection: Connection, setup: Setup, now: datetime) -> Picture:
    """Read the hall. The connection should see one consistent state (`store.reading`)."""
    active = stops_in(connection, setup.hall, (StopState.CALLED, StopState.SERVING, StopState.HELD))
    lines = connection.execute(_LINES, {"queues": list(setup.queues)})
    return Picture(
        setup=setup,
        now=now,
        version=journal_head(connection, setup.hall).seq,
        open_date=open_date(connection, setup.hall),
        duties=tuple(duties(connection, setup.hall)),
        in_hand={
            stop.window: stop
            for stop in active
            if stop.window is not None and stop.state is not StopState.HELD
        },
        held=tuple(stop for stop in active if stop.state is StopState.HELD),
        lines={queue: QueueLine(count, oldest) for queue, count, oldest in lines},
        calls=tuple(recent_calls(connection, setup.hall, now - CALLS_FOR, CALLS_KEPT)),
        closures=tuple(open_closures(connection, setup.hall)),
        staff=names_of_staff(connection, setup.hall),
    )
