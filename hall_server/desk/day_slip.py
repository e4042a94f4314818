"""The slip that closes a window's day: figures from rows and journal, printed beside the window."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter
from sqlalchemy import func, select

from hall_server.desk.paper import SheetOrdered, order_sheet
from hall_server.desk.seat import seated_or_supervised
from hall_server.domain.duty import Duty
from hall_server.domain.opening import local_date
from hall_server.domain.refusals import NoPrinter
from hall_server.domain.states import StopState
from hall_server.store import schema as t
from hall_server.store.paper import printer_for
from hall_server.store.people import names_of_staff
from hall_server.store.transaction import Transaction
from hall_server.wire.paper import JobNow


def print_day_slip(tx: Transaction, window: str, seat: str | None) -> JobNow:
    """Print the window's day at the printer beside it, or else its zone's, or the hall's.

    Raises NoPrinter, and the refusals of a seat.
    """
    duty = seated_or_supervised(tx, window, seat)
    zone = tx.setup.windows[duty.window].zone
    printer = printer_for(tx, (f"window:{window}", f"zone:{zone}", "hall"))
    if printer is None:
        raise NoPrinter(place=f"window:{window}")
    job = order_sheet(
        tx, printer, SheetOrdered(kind="day_end", label=window, facts=_facts(tx, duty))
    )
    tx.record("day_slip", {"window": window, "job": job, "printer": printer.code})
    return JobNow(version=tx.head.seq, job_id=job, state="QUEUED")


def _facts(tx: Transaction, duty: Duty) -> dict[str, Any]:
    # Imported here: a server that prints nothing need not load the paper library.
    from printer.day_end import DayEndFacts, Pause

    zone = ZoneInfo(tx.setup.plan.timezone)
    today = local_date(tx.now, tx.setup.plan.timezone)
    begins = datetime(today.year, today.month, today.day, tzinfo=zone)
    ended = _ended(tx, duty.window, begins)
    papers = _papers(tx, duty, begins)
    badge, name = names_of_staff(tx.connection, tx.hall).get(duty.staff or 0, ("", ""))
    facts = DayEndFacts(
        hall=tx.setup.plan.name.zh,
        window=duty.number,
        clerk=f"{name} {badge}".strip(),
        on=today,
        called=_calls(tx, duty.window, begins),
        served=ended.get(StopState.DONE, (0, None, None))[0],
        no_shows=ended.get(StopState.NO_SHOW, (0, None, None))[0],
        transferred=ended.get(StopState.MOVED, (0, None, None))[0],
        receipts=papers["accept_case"]
        + papers["decide_on_spot"]
        + papers["receive_case"]
        + papers["supplement_case"],
        notices=papers["give_notice"],
        average_wait=ended.get(StopState.DONE, (0, None, None))[1],
        average_service=ended.get(StopState.DONE, (0, None, None))[2],
        printed_at=tx.now.astimezone(zone),
        pauses=tuple(
            Pause(reason=reason, minutes=round(lasted.total_seconds() / 60))
            for reason, lasted in _pauses(tx, duty, begins).items()
        ),
        held=_held(tx, duty.window),
    )
    dumped: dict[str, Any] = TypeAdapter(DayEndFacts).dump_python(facts, mode="json")
    return dumped


def _ended(
    tx: Transaction, window: int, begins: datetime
) -> dict[str, tuple[int, int | None, int | None]]:
    """By state: how many stops ended here today, mean wait and mean service in minutes."""
    lasted = (t.stop.c.ended_at.cast(t.ID) - t.stop.c.started_at.cast(t.ID)) / 60000.0
    rows = tx.execute(
        select(t.stop.c.state, func.count(), func.avg(t.stop.c.waited_s) / 60.0, func.avg(lasted))
        .where(
            t.stop.c.hall_id == tx.hall,
            t.stop.c.ended_at >= begins,
            t.stop.c.window_id == window,
        )
        .group_by(t.stop.c.state)
    )
    return {state: (count, _whole(wait), _whole(service)) for state, count, wait, service in rows}


def _papers(tx: Transaction, duty: Duty, begins: datetime) -> Counter[str]:
    """How many of its clerk's acts today gave a paper of a case, by act."""
    badge, _ = names_of_staff(tx.connection, tx.hall).get(duty.staff or 0, ("", ""))
    journal = t.journal.c
    acts = tx.execute(
        select(journal.act).where(
            journal.hall_id == tx.hall,
            journal.at >= begins,
            journal.case_id.is_not(None),
            journal.actor == f"staff:{badge}",
            journal.data.contains('"papers":'),
        )
    )
    return Counter(acts.scalars())


def _whole(minutes: Any) -> int | None:
    return None if minutes is None else round(float(minutes))


def _calls(tx: Transaction, window: int, begins: datetime) -> int:
    return int(
        tx.execute(
            select(func.count())
            .select_from(t.call)
            .where(
                t.call.c.hall_id == tx.hall,
                t.call.c.at >= begins,
                t.call.c.window_id == window,
                t.call.c.recall == 0,
            )
        ).scalar_one()
    )


def _held(tx: Transaction, window: int) -> tuple[str, ...]:
    rows = tx.execute(
        select(t.stop.c.label).where(
            t.stop.c.hall_id == tx.hall, t.stop.c.window_id == window, t.stop.c.state == "HELD"
        )
    )
    return tuple(rows.scalars())


def _pauses(tx: Transaction, duty: Duty, begins: datetime) -> dict[str, timedelta]:
    """Time paused by reason since the day began, from the journal; a pause still on counts to now."""
    lasted: dict[str, timedelta] = {}
    reason, since = None, begins
    for act, at, data in _window_acts(tx, begins):
        if data.get("window") != duty.number:
            continue
        if reason is not None:
            lasted[reason] = lasted.get(reason, timedelta()) + (at - since)
        reason = _reason(tx, data["reason"]) if act == "pause_window" else None
        since = at
    if reason is not None:
        lasted[reason] = lasted.get(reason, timedelta()) + (tx.now - since)
    return lasted


def _window_acts(
    tx: Transaction, begins: datetime
) -> Iterator[tuple[str, datetime, dict[str, Any]]]:
    rows = tx.execute(
        select(t.journal.c.act, t.journal.c.at, t.journal.c.data)
        .where(
            t.journal.c.hall_id == tx.hall,
            t.journal.c.at >= begins,
            t.journal.c.act.in_(["pause_window", "resume_window", "close_window", "sign_out"]),
        )
        .order_by(t.journal.c.seq)
    )
    for act, at, data in rows:
        yield act, at, json.loads(data)


def _reason(tx: Transaction, code: str) -> str:
    known = tx.setup.plan.pause_reason.get(code)
    return known.name.zh if known else code
