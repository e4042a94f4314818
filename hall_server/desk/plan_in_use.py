"""What of a plan is at work: it cannot be dropped while people depend on it."""

from sqlalchemy import select, update

from hall_server.domain.plan import HallPlan
from hall_server.domain.refusals import ItemInUse, QueueInUse, WindowInUse
from hall_server.domain.states import StopState, WindowState
from hall_server.domain.stop import Stop
from hall_server.store import schema as t
from hall_server.store.stops import stops_in
from hall_server.store.transaction import Transaction
from hall_server.store.windows import duties

LIVE = (StopState.WAITING, StopState.CALLED, StopState.SERVING, StopState.HELD)
NAMED_MOST = 20


def require_free(tx: Transaction, after: HallPlan) -> None:
    """Raises QueueInUse, ItemInUse or WindowInUse when `after` drops what people depend on now."""
    before = tx.setup.plan
    queues = before.queue.keys() - after.queue.keys()
    items = before.item.keys() - after.item.keys()
    windows = before.window.keys() - after.window.keys()
    if not (queues or items or windows):
        return
    live = stops_in(tx.connection, tx.hall, LIVE)
    for letter in sorted(queues):
        here = [stop for stop in live if stop.queue == tx.setup.queue_ids[letter]]
        if here:
            raise QueueInUse(queue=letter, numbers=_numbers(here))
    for code in sorted(items):
        numbers = _here_for(tx, live, tx.setup.item_ids[code])
        if numbers:
            raise ItemInUse(item=code, numbers=numbers)
    for number in sorted(windows, key=int):
        _require_idle(tx, live, number)


def _numbers(stops: list[Stop]) -> str:
    return ", ".join(stop.label for stop in stops[:NAMED_MOST])


def _here_for(tx: Transaction, live: list[Stop], item: int) -> str:
    """Numbers whose present or planned errand is the item."""
    planned = tx.execute(
        select(t.ticket.c.label)
        .join(t.planned_stop, t.planned_stop.c.ticket_id == t.ticket.c.id)
        .where(
            t.planned_stop.c.item_id == item,
            t.planned_stop.c.stop_id.is_(None),
            t.planned_stop.c.dropped.is_(False),
            t.ticket.c.live,
        )
        .limit(NAMED_MOST)
    ).scalars()
    return _numbers([stop for stop in live if stop.item == item]) or ", ".join(planned)


def _require_idle(tx: Transaction, live: list[Stop], number: str) -> None:
    id = tx.setup.window_ids[number]
    here = [
        stop
        for stop in live
        if (stop.window == id and stop.state is not StopState.WAITING) or stop.pinned_window == id
    ]
    if here:
        raise WindowInUse(window=number, why=_numbers(here), numbers=_numbers(here))
    duty = next(each for each in duties(tx.connection, tx.hall) if each.window == id)
    if duty.staff is not None or duty.state is not WindowState.CLOSED:
        raise WindowInUse(window=number, why="a clerk is signed in there", numbers="")


def end_closures(tx: Transaction, after: HallPlan) -> None:
    """Closures of issuing for what `after` no longer has are over with it."""
    dropped = (
        (t.closure.c.item_id, tx.setup.item_ids, after.item),
        (t.closure.c.queue_id, tx.setup.queue_ids, after.queue),
    )
    for column, ids, kept in dropped:
        gone = [id for code, id in ids.items() if code not in kept]
        if gone:
            tx.execute(
                update(t.closure)
                .where(
                    t.closure.c.hall_id == tx.hall, t.closure.c.ended_at.is_(None), column.in_(gone)
                )
                .values(ended_at=tx.now)
            )
