"""The lobby's second view: next numbers, waiting per queue and item, queues against their limits."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, func, select

from hall_server.desk.issue import wait_told
from hall_server.desk.told import text
from hall_server.domain.forecast import Forecast, calling_order
from hall_server.domain.outlook import Outlook
from hall_server.domain.states import StopState, WindowState
from hall_server.live.board import closed_text
from hall_server.live.hall import outlook_points
from hall_server.live.picture import Picture, today_begins
from hall_server.store import schema as t
from hall_server.store.line import live_line
from hall_server.store.schema import AnyRow
from hall_server.wire.lobby import NEXT_MOST, LobbyItem, LobbyQueue, LobbyState
from hall_server.wire.message import Text


@dataclass(frozen=True)
class _Lines:
    """The lines at a moment. Maps are by database id."""

    next: Mapping[int, tuple[str, ...]]
    longest: Mapping[int, str]
    served: Mapping[int, int]
    waiting_for: Mapping[int, int]
    """People by item."""


def lobby_state(
    connection: Connection, picture: Picture, played: Forecast, ahead: Outlook, zone: str | None
) -> LobbyState:
    """The queues and items of the hall, or of one zone. `connection` reads the picture's state."""
    setup = picture.setup
    lines = _read_lines(connection, picture)
    closed_queues, closed_items = _closures(picture)
    shown = {id: queue for id, queue in setup.queues.items() if zone in (None, queue.zone)}
    letters = {queue.letter for queue in shown.values()}
    return LobbyState(
        version=picture.version,
        at=picture.now,
        hall=text(setup.plan.name),
        timezone=setup.plan.timezone,
        day_open=picture.open_date is not None,
        queues=tuple(
            _queue(picture, played, ahead, lines, id, closed_queues.get(id)) for id in shown
        ),
        items=tuple(
            LobbyItem(
                item=item.code,
                name=text(item.name),
                queue=item.queue,
                zone=item.zone,
                waiting=lines.waiting_for.get(id, 0),
                closed=closed_items.get(id),
            )
            for id, item in setup.items.items()
            if item.queue in letters
        ),
    )


def _queue(
    picture: Picture, played: Forecast, ahead: Outlook, lines: _Lines, id: int, closed: Text | None
) -> LobbyQueue:
    queue = picture.setup.queues[id]
    waiting = picture.line(id).waiting
    windows = _windows(picture, id)
    idle = [window for window in windows if waiting and window not in picture.in_hand]
    return LobbyQueue(
        queue=queue.letter,
        name=text(queue.name),
        zone=queue.zone,
        waiting=waiting,
        wait=wait_told(waiting, played.newcomers.get(id)),
        longest=lines.longest.get(id),
        longest_s=picture.longest_s(id),
        limit_minutes=queue.max_wait_minutes,
        windows=_numbers(picture, windows),
        idle=_numbers(picture, idle),
        served_today=lines.served.get(id, 0),
        next=lines.next.get(id, ()),
        outlook=outlook_points(ahead.get(id, ())),
        closed=closed,
    )


def _windows(picture: Picture, queue: int) -> list[int]:
    """The open windows that serve the queue first; where there are none, those that help it."""
    serves = picture.setup.serves
    open_now = [duty.window for duty in picture.duties if duty.state is WindowState.OPEN]
    own = [window for window in open_now if queue in serves[window].own]
    return own or [window for window in open_now if queue in serves[window].backup]


def _numbers(picture: Picture, windows: Iterable[int]) -> tuple[str, ...]:
    return tuple(picture.setup.windows[window].number for window in windows)


def _closures(picture: Picture) -> tuple[dict[int, Text], dict[int, Text]]:
    """Why no number is given, by queue and by item."""
    queues, items = {}, {}
    for row in picture.closures:
        words = closed_text(row.text_zh, row.text_en)
        if row.queue_id is not None:
            queues[row.queue_id] = words
        if row.item_id is not None:
            items[row.item_id] = words
    return queues, items


def _read_lines(connection: Connection, picture: Picture) -> _Lines:
    setup = picture.setup
    waiting: dict[int, AnyRow] = {
        row.id: row for row in connection.execute(_waiting_of(setup.hall))
    }
    next_of: dict[int, list[str]] = defaultdict(list)
    for stop in calling_order(live_line(connection, setup, picture.now.timestamp())):
        row = waiting[stop]
        if len(next_of[row.queue_id]) < NEXT_MOST:
            next_of[row.queue_id].append(row.label)
    longest: dict[int, str] = {}
    for row in waiting.values():
        longest.setdefault(row.queue_id, row.label)
    return _Lines(
        next={queue: tuple(numbers) for queue, numbers in next_of.items()},
        longest=longest,
        served=_served_today(connection, picture),
        waiting_for=Counter(row.item_id for row in waiting.values()),
    )


def _waiting_of(hall: int) -> Select[Any]:
    """The waiting stops, the longest waiting first."""
    return (
        select(t.stop.c.id, t.stop.c.label, t.stop.c.item_id, t.stop.c.queue_id)
        .where(t.stop.c.hall_id == hall, t.stop.c.state == StopState.WAITING.value)
        .order_by(t.stop.c.basis_at, t.stop.c.sequence)
    )


def _served_today(connection: Connection, picture: Picture) -> dict[int, int]:
    rows = connection.execute(
        select(t.stop.c.queue_id, func.count())
        .where(
            t.stop.c.hall_id == picture.setup.hall,
            t.stop.c.ended_at >= today_begins(picture.setup, picture.now),
            t.stop.c.state == StopState.DONE.value,
        )
        .group_by(t.stop.c.queue_id)
    )
    return {queue: count for queue, count in rows}
