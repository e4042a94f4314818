"""Stops as rows, and the lines they form."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    Connection,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    text,
    union_all,
    update,
)

from hall_server.domain.discipline import Rule, Serves
from hall_server.domain.refusals import Unknown
from hall_server.domain.states import StopState
from hall_server.domain.stop import Stop
from hall_server.store import schema as t
from hall_server.store.prepared import Prepared, prepared_insert
from hall_server.store.transaction import Transaction

_COLUMNS = (
    t.stop.c.id,
    t.stop.c.ticket_id,
    t.stop.c.label,
    t.stop.c.item_id,
    t.stop.c.queue_id,
    t.stop.c.state,
    t.stop.c.rate,
    t.stop.c.basis_at,
    t.stop.c.sequence,
    t.stop.c.entered_at,
    t.stop.c.since,
    t.stop.c.booked,
    t.stop.c.pinned_at,
    t.stop.c.pinned_window_id,
    t.stop.c.window_id,
    t.stop.c.called_at,
    t.stop.c.started_at,
    t.stop.c.ended_at,
    t.stop.c.recalls,
    t.stop.c.rule,
    t.stop.c.waited_s,
    t.stop.c.outcome,
    t.stop.c.note,
    t.stop.c.remind_at,
)
STOPS = select(*_COLUMNS)
"""Every column of a stop, in the order `from_row` reads them; add a where."""

_BY_ID = Prepared(
    STOPS.where(t.stop.c.id == bindparam("stop"), t.stop.c.hall_id == bindparam("hall"))
)
# The conditions word for word as the partial indexes have them, so that SQLite uses those.
_AT_WINDOW = Prepared(
    STOPS.where(t.stop.c.window_id == bindparam("window"), text("state IN ('CALLED', 'SERVING')"))
)
_ACTIVE_OF_TICKET = Prepared(
    STOPS.where(
        t.stop.c.ticket_id == bindparam("ticket"),
        text("state IN ('WAITING', 'CALLED', 'SERVING', 'HELD')"),
    )
)
_IS_WAITING = text("state = 'WAITING'")
_INSERT = prepared_insert(t.stop, returning=t.stop.c.id)
_UPDATE = Prepared(
    update(t.stop)
    .where(t.stop.c.id == bindparam("stop"), t.stop.c.state == bindparam("before"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in (
                "state rate basis_at entered_at since pinned_at pinned_window_id window_id"
                " called_at started_at ended_at recalls rule waited_s outcome note remind_at"
            ).split()
        }
    )
)
_COUNT_WAITING = Prepared(
    select(func.count())
    .select_from(t.stop)
    .where(t.stop.c.queue_id == bindparam("queue"), _IS_WAITING)
)
_LANE = STOPS.where(
    t.stop.c.queue_id == bindparam("queue"),
    t.stop.c.rate == bindparam("rate"),
    t.stop.c.state == "WAITING",
    t.stop.c.pinned_at.is_(None),
).order_by(t.stop.c.basis_at, t.stop.c.sequence)


def from_row(row: Sequence[Any]) -> Stop:
    """A row of STOPS as a Stop."""
    values = list(row)
    values[5] = StopState(values[5])
    values[19] = Rule(values[19]) if values[19] else None
    id, ticket, label, item, queue, state, rate, basis, sequence, entered, since, *rest = values
    booked, pinned_at, pinned, window, called, started, ended, recalls, rule, waited, *words = rest
    return Stop(
        id, ticket, label, item, queue, state, rate, basis, sequence, entered, since, booked,
        pinned_at, pinned, window, called, started, ended, recalls, rule, waited, *words,
    )  # fmt: skip


def stop_by_id(tx: Transaction, stop: int) -> Stop:
    """One stop of the hall. Raises Unknown."""
    row = _BY_ID.row(tx.connection, {"stop": stop, "hall": tx.hall})
    if row is None:
        raise Unknown(what="stop", name=stop)
    return from_row(row)


def stop_at(tx: Transaction, window: int) -> Stop | None:
    """The stop called to or served at a window, if any."""
    row = _AT_WINDOW.row(tx.connection, {"window": window})
    return from_row(row) if row is not None else None


def active_stop_of(tx: Transaction, ticket: int) -> Stop | None:
    """The ticket's stop that is waiting, called, served or held, if any."""
    row = _ACTIVE_OF_TICKET.row(tx.connection, {"ticket": ticket})
    return from_row(row) if row is not None else None


def add_stop(tx: Transaction, stop: Stop) -> Stop:
    """Insert a stop (its id is given by the database) and return it with its id."""
    values = {name: getattr(stop, field) for name, field in _FIELDS.items()}
    id = _INSERT.value(tx.connection, values | {"hall_id": tx.hall})
    return replace(stop, id=int(id))


def change_stop(tx: Transaction, before: Stop, after: Stop) -> Stop:
    """Write a changed stop. The row must still be in the state that was read."""
    values = {f"new_{name}": getattr(after, _FIELDS[name]) for name in _CHANGING}
    which = {"stop": before.id, "before": before.state.value}
    if _UPDATE.changed(tx.connection, values | which) != 1:
        raise RuntimeError(f"stop {before.id} changed under the hall's lock")
    return after


_FIELDS = {
    "ticket_id": "ticket",
    "label": "label",
    "item_id": "item",
    "queue_id": "queue",
    "state": "state",
    "rate": "rate",
    "basis_at": "basis",
    "sequence": "sequence",
    "entered_at": "entered_at",
    "since": "since",
    "booked": "booked",
    "pinned_at": "pinned_at",
    "pinned_window_id": "pinned_window",
    "window_id": "window",
    "called_at": "called_at",
    "started_at": "started_at",
    "ended_at": "ended_at",
    "recalls": "recalls",
    "rule": "rule",
    "waited_s": "waited_s",
    "outcome": "outcome",
    "note": "note",
    "remind_at": "remind_at",
}
_CHANGING = tuple(
    name
    for name in _FIELDS
    if name not in ("ticket_id", "label", "item_id", "queue_id", "sequence", "booked")
)


def waiting_in(tx: Transaction, queue: int) -> int:
    """How many wait in a queue."""
    return int(_COUNT_WAITING.value(tx.connection, {"queue": queue}))


def heads_for(tx: Transaction, serves: Serves) -> list[Stop]:
    """The waiting stops the rule must see for this window: pinned ones, and the head of each lane."""
    query, values = _heads_query(len(serves.queues), tx.setup.rates)
    for place, queue in enumerate(sorted(serves.queues)):
        values[f"queue_{place}"] = queue
    values["window"] = serves.window
    return [from_row(row) for row in query.rows(tx.connection, values)]


_HEADS: dict[tuple[int, tuple[float, ...]], Prepared] = {}


def _heads_query(queues: int, rates: tuple[float, ...]) -> tuple[Prepared, dict[str, Any]]:
    """One statement for all lanes of so many queues; kept, so that it is compiled once."""
    values: dict[str, Any] = {f"rate_{place}": rate for place, rate in enumerate(rates)}
    known = _HEADS.get((queues, rates))
    if known is None:
        lanes = [
            _lane_head(f"queue_{queue}", f"rate_{rate}")
            for queue in range(queues)
            for rate in range(len(rates))
        ]
        pinned = STOPS.where(
            _IS_WAITING,
            t.stop.c.pinned_at.is_not(None),
            or_(
                *(t.stop.c.queue_id == bindparam(f"queue_{each}") for each in range(queues)),
                t.stop.c.pinned_window_id == bindparam("window"),
            ),
        )
        known = _HEADS[queues, rates] = Prepared(union_all(pinned, *lanes))
    return known, values


def _lane_head(queue: str, rate: str) -> Any:
    lane = (
        STOPS.where(
            t.stop.c.queue_id == bindparam(queue),
            t.stop.c.rate == bindparam(rate),
            _IS_WAITING,
            t.stop.c.pinned_at.is_(None),
        )
        .order_by(t.stop.c.basis_at, t.stop.c.sequence)
        .limit(literal_column("1"))
        .subquery()
    )
    return select(lane)


def lane_bases(tx: Transaction, queue: int, rate: float, most: int) -> list[float]:
    """Bases of the first waiting stops of a queue at one rate, in turn, seconds since the epoch."""
    rows = tx.execute(_LANE.limit(most), {"queue": queue, "rate": rate})
    return [from_row(row).basis.timestamp() for row in rows]


def stops_in(connection: Connection, hall: int, states: Iterable[StopState]) -> list[Stop]:
    """All stops of a hall in some active states, oldest first."""
    rows = connection.execute(
        STOPS.where(
            t.stop.c.hall_id == hall, t.stop.c.state.in_([state.value for state in states])
        ).order_by(t.stop.c.id)
    )
    return [from_row(row) for row in rows]
