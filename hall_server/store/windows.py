"""Windows on duty as rows, the calls made to them, and closures of issuing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, insert, select, union, update
from sqlalchemy.exc import IntegrityError

from hall_server.domain.discipline import Rule
from hall_server.domain.duty import Duty
from hall_server.domain.refusals import AlreadyClosed, Unknown
from hall_server.domain.states import WindowState
from hall_server.domain.stop import Stop
from hall_server.store import schema as t
from hall_server.store.prepared import Prepared, prepared_insert
from hall_server.store.schema import AnyRow
from hall_server.store.transaction import Transaction

_COLUMNS = (t.window.c.id, t.window.c.code, t.window.c.state, t.window.c.since,
            t.window.c.pause_reason_id, t.window.c.staff_id, t.window.c.seat)  # fmt: skip
_BY_ID = Prepared(select(*_COLUMNS).where(t.window.c.id == bindparam("window")))
_UPDATE = Prepared(
    update(t.window)
    .where(t.window.c.id == bindparam("which"))
    .values(
        state=bindparam("new_state"),
        since=bindparam("new_since"),
        pause_reason_id=bindparam("new_reason"),
        staff_id=bindparam("new_staff"),
        seat=bindparam("new_seat"),
    )
)
_INSERT_CALL = prepared_insert(t.call, returning=t.call.c.id)


def _from_row(row: Sequence[Any]) -> Duty:
    id, number, state, *rest = row
    return Duty(id, number, WindowState(state), *rest)


def duty_of(tx: Transaction, number: str) -> Duty:
    """The window with this number. Raises Unknown."""
    window = tx.setup.window_ids.get(number)
    if window is None:
        raise Unknown(what="window", name=number)
    row = _BY_ID.row(tx.connection, {"window": window})
    assert row is not None  # windows are retired, never deleted
    return _from_row(row)


def duties(connection: Connection, hall: int) -> list[Duty]:
    """All windows of the plan, in its order."""
    rows = connection.execute(
        select(*_COLUMNS)
        .where(t.window.c.hall_id == hall, t.window.c.active)
        .order_by(t.window.c.position)
    )
    return [_from_row(row) for row in rows]


def change_duty(tx: Transaction, after: Duty) -> Duty:
    """Write a changed window. A unique index keeps a clerk at one window; ask `window_of_clerk` first."""
    values = {
        "which": after.window,
        "new_state": after.state.value,
        "new_since": after.since,
        "new_reason": after.pause_reason,
        "new_staff": after.staff,
        "new_seat": after.seat,
    }
    _UPDATE.rows(tx.connection, values)
    return after


def window_of_clerk(tx: Transaction, staff: int) -> str | None:
    """The number of the window where a clerk sits, if any."""
    number = tx.execute(select(t.window.c.code).where(t.window.c.staff_id == staff)).scalar()
    return str(number) if number is not None else None


def set_profile(tx: Transaction, window: int, profile: int) -> None:
    """Give a window another profile; the hall's setup moves on."""
    tx.execute(update(t.window).where(t.window.c.id == window).values(profile_id=profile))
    bump_setup(tx)


def bump_setup(tx: Transaction) -> None:
    """Make every process read the hall's setup again."""
    tx.execute(
        update(t.hall)
        .where(t.hall.c.id == tx.hall)
        .values(setup_version=t.hall.c.setup_version + 1)
    )


def bump_standing(tx: Transaction) -> None:
    """Make every process read again what stands over the plan: loans, an evacuation."""
    tx.execute(
        update(t.hall)
        .where(t.hall.c.id == tx.hall)
        .values(standing_version=t.hall.c.standing_version + 1)
    )


def add_call(tx: Transaction, stop: Stop) -> int:
    """Keep a summons (or recall) with its reason; the id drives bell, flash and voice."""
    values = {
        "hall_id": tx.hall,
        "stop_id": stop.id,
        "window_id": stop.window,
        "at": stop.called_at,
        "recall": stop.recalls,
        "rule": stop.rule or Rule.PICKED,
        "waited_s": stop.waited_s,
    }
    return int(_INSERT_CALL.value(tx.connection, values))


def add_closure(tx: Transaction, *, item: int | None, queue: int | None, zh: str, en: str) -> int:
    """Close issuing for an item or a queue. Raises AlreadyClosed."""
    try:
        inserted = tx.execute(
            insert(t.closure)
            .values(item_id=item, queue_id=queue, text_zh=zh, text_en=en, since=tx.now,
                    hall_id=tx.hall)
            .returning(t.closure.c.id)
        )  # fmt: skip
    except IntegrityError as error:
        raise AlreadyClosed(name=zh) from error
    return int(inserted.scalar_one())


def end_closure(tx: Transaction, closure: int) -> AnyRow:
    """Open issuing again. Raises Unknown when there is no such closure, or it has ended."""
    row = tx.execute(
        update(t.closure)
        .where(
            t.closure.c.id == closure,
            t.closure.c.hall_id == tx.hall,
            t.closure.c.ended_at.is_(None),
        )
        .values(ended_at=tx.now)
        .returning(t.closure.c.item_id, t.closure.c.queue_id)
    ).one_or_none()
    if row is None:
        raise Unknown(what="closure", name=closure)
    return row


class Closure(NamedTuple):
    """No numbers for an item or a queue (the other is None), and what the kiosk says about it."""

    id: int
    item_id: int | None
    queue_id: int | None
    text_zh: str
    text_en: str


_CLOSURES = Prepared(
    select(
        t.closure.c.id, t.closure.c.item_id, t.closure.c.queue_id, t.closure.c.text_zh,
        t.closure.c.text_en,
    ).where(t.closure.c.hall_id == bindparam("hall"), t.closure.c.ended_at.is_(None))
)  # fmt: skip


def open_closures(connection: Connection, hall: int) -> list[Closure]:
    """Closures in force."""
    return [Closure(*row) for row in _CLOSURES.rows(connection, {"hall": hall})]


_NEWEST = (
    select(t.call.c.id)
    .where(t.call.c.hall_id == bindparam("hall"), t.call.c.at >= bindparam("since"))
    .order_by(t.call.c.id.desc())
    .limit(bindparam("most"))
    .subquery()
)
_OF_STOPS = select(t.call.c.id).where(t.call.c.stop_id.in_(bindparam("stops", expanding=True)))
_CALLS = (
    select(
        t.call.c.id, t.call.c.at, t.call.c.recall, t.call.c.rule, t.call.c.waited_s,
        t.call.c.window_id, t.stop.c.id.label("stop_id"), t.stop.c.label,
        t.stop.c.state, t.stop.c.window_id.label("stop_window"),
    )
    .join(t.stop, t.stop.c.id == t.call.c.stop_id)
    .where(t.call.c.id.in_(union(select(_NEWEST.c.id), _OF_STOPS)))
    .order_by(t.call.c.id.desc())
)  # fmt: skip


def recent_calls(
    connection: Connection, hall: int, since: datetime, most: int, of_stops: Sequence[int]
) -> list[AnyRow]:
    """The newest calls, and every call of some stops however old, newest first.

    Each with its stop's label, state and window.
    """
    wanted = {"hall": hall, "since": since, "most": most, "stops": list(of_stops)}
    return list(connection.execute(_CALLS, wanted))
