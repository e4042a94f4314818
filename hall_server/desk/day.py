"""The hall's day: opened, closed, and carried over midnight."""

from datetime import date
from typing import Any

from sqlalchemy import update

from hall_server.desk.administration import apply_due
from hall_server.desk.loans import end_loans
from hall_server.desk.onward import stop_short
from hall_server.domain.opening import local_date
from hall_server.domain.refusals import DayAlreadyClosed, DayAlreadyOpen, DayStillServing
from hall_server.domain.states import StopState, WindowState
from hall_server.store import schema as t
from hall_server.store.days import open_date, write_closed, write_open
from hall_server.store.stops import change_stop, stops_in
from hall_server.store.transaction import Transaction
from hall_server.store.windows import bump_setup, change_duty, duties
from hall_server.wire.acts import DayNow

IN_HAND = (StopState.CALLED, StopState.SERVING)


def open_day(tx: Transaction) -> DayNow:
    """Open today, or open it again. A day left open from before is ended first, nothing lost.

    Numbers begin at 1 on a new day; changes of the setup scheduled for it take effect before the
    first. Raises DayAlreadyOpen.
    """
    today = local_date(tx.now, tx.setup.plan.timezone)
    before = open_date(tx.connection, tx.hall)
    if before == today:
        raise DayAlreadyOpen()
    ended = _end(tx, before) if before is not None else {}
    write_open(tx, today)
    apply_due(tx, today)
    # Expected service times are learned anew from the days that have ended.
    bump_setup(tx)
    tx.record("open_day", {"date": today.isoformat(), **({"ended": ended} if ended else {})})
    return _told(tx, today, "OPEN", ended)


def close_day(tx: Transaction) -> DayNow:
    """Close the day: whoever was not called expires, pools are listed, windows close.

    Raises DayAlreadyClosed, or DayStillServing while people are at windows.
    """
    today = open_date(tx.connection, tx.hall)
    if today is None:
        raise DayAlreadyClosed()
    served = stops_in(tx.connection, tx.hall, IN_HAND)
    if served:
        raise DayStillServing(numbers=", ".join(stop.label for stop in served))
    ended = _end(tx, today)
    tx.record("close_day", ended)
    return _told(tx, today, "CLOSED", ended)


def _end(tx: Transaction, on: date) -> dict[str, Any]:
    """End a day whatever is still going on; returns what the journal keeps of it."""
    active = (StopState.WAITING, StopState.CALLED, StopState.SERVING, StopState.HELD)
    numbers: dict[StopState, list[str]] = {state: [] for state in active}
    for stop in stops_in(tx.connection, tx.hall, active):
        change_stop(tx, stop, stop.expire(tx.now))
        stop_short(tx, stop.ticket)
        numbers[stop.state].append(stop.label)
    tx.execute(
        update(t.ticket)
        .where(t.ticket.c.hall_id == tx.hall, t.ticket.c.date == on, t.ticket.c.live)
        .values(live=False)
    )
    end_loans(tx)
    for duty in duties(tx.connection, tx.hall):
        ended = duty if duty.state is WindowState.CLOSED else duty.close(tx.now)
        change_duty(tx, ended.vacated())
    write_closed(tx, on)
    return {
        "date": on.isoformat(),
        "expired": numbers[StopState.WAITING],
        "in_hand": numbers[StopState.CALLED] + numbers[StopState.SERVING],
        "parked": numbers[StopState.HELD],
    }


def _told(tx: Transaction, on: date, state: Any, ended: dict[str, Any]) -> DayNow:
    return DayNow(
        date=on.isoformat(),
        state=state,
        expired=tuple(ended.get("expired", ())) + tuple(ended.get("in_hand", ())),
        parked=tuple(ended.get("parked", ())),
        version=tx.head.seq,
    )


def end_forgotten_day(tx: Transaction) -> DayNow:
    """End a day that an earlier date left open, when today is not an opening day.

    Raises DayAlreadyClosed when there is none.
    """
    on = open_date(tx.connection, tx.hall)
    if on is None or on == local_date(tx.now, tx.setup.plan.timezone):
        raise DayAlreadyClosed()
    ended = _end(tx, on)
    tx.record("end_forgotten_day", ended)
    return _told(tx, on, "CLOSED", ended)
