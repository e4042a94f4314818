"""What an act answers with: the stop and the window as staff see them."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select

from hall_server.domain import plan as p
from hall_server.domain.duty import Duty
from hall_server.domain.states import StopState
from hall_server.domain.stop import Stop
from hall_server.domain.undo import UNDO_FOR, can_be_undone
from hall_server.store import schema as t
from hall_server.store.prepared import Prepared
from hall_server.store.setup import Setup
from hall_server.store.transaction import Transaction
from hall_server.wire.acts import StopNow, WindowNow
from hall_server.wire.message import Text
from hall_server.wire.views import CallReason, StopView, UndoView


class TicketFacts(NamedTuple):
    """What a view of a stop needs of its ticket."""

    issued_at: datetime
    priority_reason: int | None
    agent: bool
    receipt: str | None
    theme: int | None
    begun: int
    errands: int


_TICKET = (t.ticket.c.id, t.ticket.c.issued_at, t.ticket.c.priority_reason_id, t.ticket.c.agent,
           t.ticket.c.receipt, t.ticket.c.theme_id)  # fmt: skip
_FACTS = (
    select(
        *_TICKET,
        func.count(t.planned_stop.c.stop_id),
        func.count(t.planned_stop.c.id),
    )
    .outerjoin(
        t.planned_stop,
        (t.planned_stop.c.ticket_id == t.ticket.c.id) & t.planned_stop.c.dropped.is_(False),
    )
    .group_by(*_TICKET)
)
_FACTS_OF_MANY = _FACTS.where(t.ticket.c.id.in_(bindparam("tickets", expanding=True)))
_FACTS_OF_ONE = Prepared(_FACTS.where(t.ticket.c.id == bindparam("ticket")))


def ticket_facts(connection: Connection, tickets: Iterable[int]) -> dict[int, TicketFacts]:
    """Facts by ticket id."""
    ids = list(tickets)
    if not ids:
        return {}
    return {
        row[0]: TicketFacts(*row[1:])
        for row in connection.execute(_FACTS_OF_MANY, {"tickets": ids})
    }


def facts_of(connection: Connection, ticket: int) -> TicketFacts:
    """The facts of one ticket."""
    row = _FACTS_OF_ONE.row(connection, {"ticket": ticket})
    assert row is not None  # a stop has a ticket
    return TicketFacts(*row[1:])


def text(name: p.Text) -> Text:
    """A plan's name as a message."""
    return Text(zh=name.zh, en=name.english)


def stop_view(setup: Setup, stop: Stop, facts: TicketFacts) -> StopView:
    """A stop as staff see it."""
    item = setup.items[stop.item]
    reason = setup.priorities.get(facts.priority_reason or 0)
    queue = setup.queues[stop.queue]
    window = setup.windows.get(stop.window or 0)
    return StopView(
        stop_id=stop.id,
        ticket_id=stop.ticket,
        number=stop.label,
        state=stop.state.value,
        queue=queue.letter,
        item=text(item.name),
        item_code=item.code,
        kind=item.kind,  # checked when the plan was read
        statutory_days=item.statutory_days,
        promised_days=item.promised_days,
        materials=item.material_names,
        step=max(1, facts.begun),
        steps=max(1, facts.errands),
        issued_at=facts.issued_at,
        waiting_since=stop.basis,
        called_at=stop.called_at,
        started_at=stop.started_at,
        since=stop.since,
        recalls=stop.recalls,
        reason=text(reason.name) if reason else None,
        booked=stop.booked,
        agent=facts.agent,
        receipt=facts.receipt,
        theme=_theme_code(setup, facts.theme),
        pick_up=item.pick_up,
        call_reason=CallReason(rule=stop.rule.value, waited_s=stop.waited_s) if stop.rule else None,
        window=window.number if window else None,
        note=stop.note,
        limit_minutes=queue.max_wait_minutes,
        remind_at=stop.remind_at,
    )


def _theme_code(setup: Setup, theme: int | None) -> str | None:
    if theme is None:
        return None
    return next((code for code, id in setup.theme_ids.items() if id == theme), None)


def window_now(tx: Transaction, duty: Duty, stop: Stop | None) -> WindowNow:
    """The answer to a clerk's act: the window and the stop in hand."""
    current = None
    if stop is not None:
        current = stop_view(tx.setup, stop, facts_of(tx.connection, stop.ticket))
    return WindowNow(
        version=tx.head.seq,
        window=duty.number,
        state=duty.state.value,
        current=current,
        undo=_undo_now(tx),
    )


def _undo_now(tx: Transaction) -> UndoView | None:
    """The way back from the act just recorded, if there is one."""
    if tx.recorded is None or not can_be_undone(*tx.recorded):
        return None
    act, data = tx.recorded
    return undo_view(act, data, tx.now)


def undo_view(act: str, data: Mapping[str, Any], at: datetime) -> UndoView:
    """An act that can be taken back, as its clerk is told."""
    return UndoView(act=act, number=data.get("number", ""), until=at + UNDO_FOR)


def stop_now(tx: Transaction, stop: Stop) -> StopNow:
    """The answer to an act on a stop away from a window."""
    return StopNow(
        version=tx.head.seq,
        stop_id=stop.id,
        ticket_id=stop.ticket,
        number=stop.label,
        state=stop.state.value,
    )


def moment_word(moment: datetime) -> str:
    """A moment as the journal writes it: to the millisecond, rounded as the store rounds."""
    return datetime.fromtimestamp(round(moment.timestamp() * 1000) / 1000, UTC).isoformat(
        timespec="milliseconds"
    )


def stop_entry(tx: Transaction, stop: Stop, **more: Any) -> Mapping[str, Any]:
    """The journal's words for an act on a stop.

    `since` (when its state began) and `basis` (when its wait began) stand there when they are not
    the act's own moment, so that the past can be told from the journal alone.
    """
    entry: dict[str, Any] = {
        "number": stop.label,
        "stop": stop.id,
        "queue": tx.setup.queues[stop.queue].letter,
        "state": stop.state.value,
    }
    if stop.since != tx.now:
        entry["since"] = moment_word(stop.since)
    if stop.state is StopState.WAITING and stop.basis != tx.now:
        entry["basis"] = moment_word(stop.basis)
    if stop.window is not None:
        entry["window"] = tx.setup.windows[stop.window].number
    return entry | more


def window_entry(tx: Transaction, duty: Duty) -> dict[str, Any]:
    """The journal's words for an act on a window; `since` as in `stop_entry`."""
    entry: dict[str, Any] = {"window": duty.number, "state": duty.state.value}
    if duty.since != tx.now:
        entry["since"] = moment_word(duty.since)
    reason = tx.setup.pauses.get(duty.pause_reason or 0)
    if reason is not None:
        entry["reason"] = reason.code
    return entry
