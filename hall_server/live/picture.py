"""One consistent reading of the hall, from which every view is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, func, select

from hall_server.desk.told import text
from hall_server.domain.duty import Duty
from hall_server.domain.opening import local_date
from hall_server.domain.states import StopState
from hall_server.domain.stop import Stop
from hall_server.domain.undo import UNDO_FOR, Entry
from hall_server.store import schema as t
from hall_server.store.days import open_date
from hall_server.store.journal import newest_entries
from hall_server.store.messages import Message, messages_since
from hall_server.store.people import names_of_staff
from hall_server.store.schema import AnyRow
from hall_server.store.setup import Setup
from hall_server.store.stops import stops_in
from hall_server.store.transaction import journal_head
from hall_server.store.windows import Closure, duties, open_closures, recent_calls
from hall_server.wire.message import Text
from hall_server.wire.views import EvacuationView, LoanView, MessageView

CALLS_KEPT = 24
RECENT_MOST = 200
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
    """The newest, and those of everybody who is still expected at a window; newest first."""
    closures: tuple[Closure, ...]
    staff: Mapping[int, tuple[str, str]]
    """Badge and name."""
    messages: tuple[Message, ...]
    """Today's, oldest first."""
    recent: tuple[Entry, ...]
    """The journal's newest entries, newest first, as far back as a slip can be undone."""

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


def today_begins(setup: Setup, now: datetime) -> datetime:
    """The hall's local midnight before a moment."""
    today = local_date(now, setup.plan.timezone)
    return datetime(today.year, today.month, today.day, tzinfo=ZoneInfo(setup.plan.timezone))


def evacuation_view(setup: Setup) -> EvacuationView | None:
    """The evacuation in force, as every screen shows it."""
    known = setup.evacuation
    if known is None:
        return None
    words = Text(zh=known.text_zh, en=known.text_en or known.text_zh)
    return EvacuationView(text=words, since=known.since, begun_by=known.begun_by_badge)


def loan_view(setup: Setup, window: int) -> LoanView | None:
    """The queue a window is lent to, if it is."""
    loan = setup.loans.get(window)
    if loan is None:
        return None
    queue = setup.queues[loan.queue]
    return LoanView(queue=queue.letter, name=text(queue.name), until=loan.until)


def message_view(picture: Picture, message: Message) -> MessageView:
    """A message with its sender's name and who has read it."""
    return MessageView(
        message_id=message.id,
        window=_number(picture.setup, message.window),
        text=message.text,
        at=message.at,
        sent_by=name_of(picture, message.sent_by),
        read_by=tuple(
            number for each in message.read_by if (number := _number(picture.setup, each))
        ),
    )


def _number(setup: Setup, window: int | None) -> str | None:
    known = setup.windows.get(window or 0)
    return known.number if known else None


def name_of(picture: Picture, signature: str) -> str:
    """The name of a member of staff by signature, such as `staff:3001`; else the signature's own."""
    badge = signature.partition(":")[2]
    return next((name for known, name in picture.staff.values() if known == badge), badge)


_LINES = (
    select(t.stop.c.queue_id, func.count(), func.min(t.stop.c.basis_at, type_=t.Moment()))
    .where(t.stop.c.queue_id.in_(bindparam("queues", expanding=True)), t.stop.c.state == "WAITING")
    .group_by(t.stop.c.queue_id)
)


def take_picture(connection: Connection, setup: Setup, now: datetime) -> Picture:
    """Read the hall. The connection should see one consistent state (`store.reading`)."""
    active = stops_in(connection, setup.hall, (StopState.CALLED, StopState.SERVING, StopState.HELD))
    expected = [stop.id for stop in active if stop.state is StopState.CALLED]
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
        calls=tuple(recent_calls(connection, setup.hall, now - CALLS_FOR, CALLS_KEPT, expected)),
        closures=tuple(open_closures(connection, setup.hall)),
        staff=names_of_staff(connection, setup.hall),
        messages=tuple(messages_since(connection, setup.hall, today_begins(setup, now))),
        recent=tuple(newest_entries(connection, setup.hall, now - UNDO_FOR, RECENT_MOST)),
    )
