"""Lending a window to one more queue for a while: a surge is met, and the window returns by itself."""

from datetime import timedelta

from sqlalchemy import ColumnElement, insert, select, update

from hall_server.desk.told import moment_word, window_now
from hall_server.domain.refusals import AlreadyLent, AlreadyServes, NotLent, Unknown
from hall_server.store import schema as t
from hall_server.store.loans import loans_in_force
from hall_server.store.stops import stop_at
from hall_server.store.transaction import Transaction
from hall_server.store.windows import bump_standing, duty_of
from hall_server.wire.acts import Lend, WindowNow


def lend_window(tx: Transaction, window: str, wanted: Lend) -> WindowNow:
    """The queue joins the window's own until the time is over, the day ends, or it is taken back.

    Raises Unknown, AlreadyLent, AlreadyServes.
    """
    duty = duty_of(tx, window)
    queue = tx.setup.queue_ids.get(wanted.queue)
    if queue is None:
        raise Unknown(what="queue", name=wanted.queue)
    known = tx.setup.loans.get(duty.window)
    if known is not None:
        raise AlreadyLent(window=window, queue=tx.setup.queues[known.queue].letter)
    if queue in tx.setup.serves[duty.window].own:
        raise AlreadyServes(window=window, queue=wanted.queue)
    # A loan to a queue that the plan has dropped since would stand in the way.
    _end(tx, t.loan.c.window_id == duty.window)
    until = tx.now + timedelta(minutes=wanted.minutes)
    tx.execute(
        insert(t.loan).values(
            hall_id=tx.hall,
            window_id=duty.window,
            queue_id=queue,
            since=tx.now,
            until=until,
            lent_by=tx.actor.signature,
        )
    )
    bump_standing(tx)
    entry = {"window": window, "queue": wanted.queue, "minutes": wanted.minutes}
    tx.record("lend_window", entry | {"until": moment_word(until)})
    return window_now(tx, duty, stop_at(tx, duty.window))


def take_back_window(tx: Transaction, window: str) -> WindowNow:
    """The loan ends before its time; whoever is at the window stays. Raises Unknown, NotLent."""
    duty = duty_of(tx, window)
    loan = tx.setup.loans.get(duty.window)
    if loan is None:
        raise NotLent(window=window)
    _end(tx, t.loan.c.id == loan.id)
    bump_standing(tx)
    letter = tx.setup.queues[loan.queue].letter
    tx.record("take_back_window", {"window": window, "queue": letter})
    return window_now(tx, duty, stop_at(tx, duty.window))


def return_window(tx: Transaction, loan: int) -> None:
    """The loan's time is over, or the plan has dropped its window or queue. Raises NotLent."""
    row = tx.execute(
        select(t.window.c.code, t.queue.c.code)
        .join(t.loan, t.loan.c.window_id == t.window.c.id)
        .join(t.queue, t.queue.c.id == t.loan.c.queue_id)
        .where(t.loan.c.id == loan, t.loan.c.ended_at.is_(None))
    ).one_or_none()
    if row is None:
        raise NotLent(window=loan)
    _end(tx, t.loan.c.id == loan)
    bump_standing(tx)
    tx.record("return_window", {"window": row[0], "queue": row[1]})


def end_loans(tx: Transaction) -> None:
    """All windows return, within the act that ends the day."""
    if loans_in_force(tx.connection, tx.hall):
        _end(tx, t.loan.c.hall_id == tx.hall)
        bump_standing(tx)


def _end(tx: Transaction, which: ColumnElement[bool]) -> None:
    tx.execute(update(t.loan).where(which, t.loan.c.ended_at.is_(None)).values(ended_at=tx.now))
