"""A number that a kiosk gave alone comes to the server: into the line by its time of issue."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hall_server.desk.allowance import still_to_be_done
from hall_server.desk.errands import (
    Visit,
    add_first_stop,
    errands_of,
    reason_of,
    ticket_values,
    visit_of,
)
from hall_server.desk.issue import Taken, issued_told, taken_entry
from hall_server.desk.onward import stop_short
from hall_server.desk.paper import SheetOrdered, order_sheet, report_job
from hall_server.desk.ticket_sheet import ticket_facts_json
from hall_server.desk.told import moment_word, stop_entry
from hall_server.domain.allowance import in_line_for
from hall_server.domain.identity import KnownBy
from hall_server.domain.numbers import spoken
from hall_server.domain.opening import local_date
from hall_server.domain.paper import REPORTS, PrintAction, PrintState
from hall_server.domain.refusals import NumberNotLent, NumberTaken, OfflineDayUnknown, Unknown
from hall_server.domain.states import StopState
from hall_server.store import paper
from hall_server.store.blocks import Lent, blocks_of, is_given
from hall_server.store.days import day_of, hours_of_day
from hall_server.store.lookup import journal_of_ticket
from hall_server.store.replies import KeptReply, keep_reply, kept_reply
from hall_server.store.schema import AnyRow
from hall_server.store.stops import active_stop_of, change_stop
from hall_server.store.tickets import (
    Number,
    add_ticket,
    next_serial,
    ticket_by_id,
    ticket_row_by_token,
)
from hall_server.store.transaction import Transaction
from hall_server.wire.acts import IssueTicket
from hall_server.wire.message import Wait
from hall_server.wire.offline import OfflineTicket, Reconciled
from hall_server.wire.paper import ReportJob

TAKEN_OFFLINE = KeptReply("taken offline", "")
"""Kept under the key of a press whose request has not arrived: no request has this fingerprint."""


class _Unheard(NamedTuple):
    """A number that the server gave for the press, and that nobody was told."""

    ticket: int
    number: str
    state: str
    """Of its stop, after it was voided if it could be."""


def reconcile_ticket(tx: Transaction, given: OfflineTicket) -> Reconciled:
    """Take in a number that the kiosk that acts gave alone. The same number again changes nothing.

    It waits since it was given; when its day is over it becomes that day's history. Whether issuing
    was closed meanwhile does not matter: it has happened. Raises OfflineDayUnknown, NumberNotLent,
    NumberTaken, and Unknown for a queue, item or theme that the hall does not have any more.
    """
    known = ticket_row_by_token(tx.connection, given.token)
    if known is not None:
        return _as_before(tx, known, given)
    queue = tx.setup.queue_ids.get(given.queue)
    if queue is None:
        raise Unknown(what="queue", name=given.queue)
    lent = _require_lent(tx, queue, given)
    wanted = _as_wanted(tx, given)
    visit = visit_of(tx, errands_of(tx, wanted), frozenset({queue}))
    at = min(max(given.issued_at, lent.lent_at), tx.now)
    unheard = _answer_press(tx, given.press, spoken(given.queue, given.number))
    taken = _take_in(tx, queue, given, wanted, visit, at)
    duplicate = _duplicate(tx, given, visit, taken.stop.ticket, unheard)
    job = _keep_sheet(tx, taken, wanted, given, at)
    entry = {
        "issued_at": moment_word(at),
        "date": given.date.isoformat(),
        "job": job,
        "print": given.paper,
        "replaced": unheard.number if unheard else None,
        "duplicate_of": duplicate,
    }
    tx.record("reconcile_ticket", taken_entry(tx, taken, wanted, **entry), taken.stop.ticket)
    return _told(taken.stop.ticket, taken.stop.label, taken.stop.state, entry)


def _told(ticket: int, number: str, state: str, entry: Mapping[str, Any]) -> Reconciled:
    return Reconciled(
        ticket_id=ticket,
        number=number,
        waiting=state == StopState.WAITING,
        replaced=entry["replaced"],
        duplicate_of=entry["duplicate_of"],
    )


def _as_before(tx: Transaction, known: AnyRow, given: OfflineTicket) -> Reconciled:
    """The answer of the first time, and how the sheet ended if that was not known then.

    Raises NumberTaken when the link belongs to another number.
    """
    number = spoken(given.queue, given.number)
    same = (known.hall_id, known.offline, known.date, known.label)
    if same != (tx.hall, True, given.date, number):
        raise NumberTaken(number=number)
    acts = journal_of_ticket(tx.connection, known.id)
    entry = next(json.loads(row.data) for row in acts if row.act == "reconcile_ticket")
    if given.paper is not None and entry["job"] is not None:
        job = paper.job_by_id(tx, entry["job"])
        if job.state == PrintState.SENDING:
            report_job(tx, job.id, ReportJob(state=given.paper))
    return _told(known.id, known.label, entry["state"], entry)


def _require_lent(tx: Transaction, queue: int, given: OfflineTicket) -> Lent:
    """The block of the kiosk that the number is from; the number has not come before."""
    if day_of(tx.connection, tx.hall, given.date) is None:
        raise OfflineDayUnknown(date=given.date.isoformat())
    number = spoken(given.queue, given.number)
    for lent in blocks_of(tx.connection, tx.actor.id, given.date):
        if lent.queue == queue and given.number in lent.span:
            break
    else:
        raise NumberNotLent(number=number, date=given.date.isoformat())
    if is_given(tx, queue, given.date, given.number):
        raise NumberTaken(number=number)
    return lent


def _as_wanted(tx: Transaction, given: OfflineTicket) -> IssueTicket:
    """What the visitor asked for; a priority reason that the hall has dropped since counts no more."""
    known = given.reason in tx.setup.plan.priority_reason
    return IssueTicket(
        items=given.items,
        theme=given.theme,
        reason=given.reason if known else None,
        language=given.language,
        print_size=given.print_size,
        agent=given.agent,
        receipt=given.receipt,
    )


def _answer_press(tx: Transaction, press: str, number: str) -> _Unheard | None:
    """The press has its number: one that it had been given is void, a request to come is refused."""
    who = tx.actor.signature
    reply = kept_reply(tx.connection, tx.hall, who, press)
    if reply is None:
        keep_reply(tx.connection, tx.hall, who, press, TAKEN_OFFLINE, tx.now)
        return None
    issued = json.loads(reply.body) if reply.body else {}
    return _void(tx, issued["ticket_id"], number) if "ticket_id" in issued else None


def _void(tx: Transaction, ticket_id: int, number: str) -> _Unheard:
    """End a number that nobody was told. One called or served is left to its clerk."""
    ticket = ticket_by_id(tx, ticket_id)
    job = paper.last_job_of_ticket(tx, ticket.id)
    if job is not None and job.state == PrintState.SENDING:
        paper.change_job(tx, job, PrintAction.REFUSE)
        paper.change_job(tx, paper.job_by_id(tx, job.id), PrintAction.CANCEL)
    stop = active_stop_of(tx, ticket.id)
    if stop is None:
        return _Unheard(ticket.id, ticket.label, "")
    if stop.state is StopState.WAITING:
        stop = change_stop(tx, stop, stop.leave("", tx.now))
        stop_short(tx, ticket.id)
    tx.record("void_number", stop_entry(tx, stop, replaced_by=number), ticket.id)
    return _Unheard(ticket.id, ticket.label, stop.state.value)


def _take_in(
    tx: Transaction,
    queue: int,
    given: OfflineTicket,
    wanted: IssueTicket,
    visit: Visit,
    at: datetime,
) -> Taken:
    """The ticket and its first stop, waiting since `at`, or ended with its day."""
    day = day_of(tx.connection, tx.hall, given.date)
    is_open = day is not None and day.open
    number = spoken(given.queue, given.number)
    serial = next_serial(tx, queue, given.date)
    is_today = given.date == local_date(tx.now, tx.setup.plan.timezone)
    visitor = KnownBy(given.phone_tail, given.card_mark) if is_today else KnownBy()
    place = Number(serial, given.number, number)
    values = ticket_values(tx, wanted, place, visit, given.date, given.token, visitor)
    own = {"queue_id": queue, "issued_at": at, "offline": True}
    ticket = add_ticket(tx, values | own)
    reason = reason_of(tx, wanted.reason)
    stop = add_first_stop(tx, ticket, number, visit, reason, at)
    if not is_open:
        hours = hours_of_day(tx.connection, tx.hall, given.date)
        ended = max(at, hours.closed_at or at) if hours is not None else at
        stop = change_stop(tx, stop, stop.expire(ended))
        stop_short(tx, ticket)
    return Taken(stop, serial, 0, visit)


def _duplicate(
    tx: Transaction, given: OfflineTicket, visit: Visit, ticket: int, unheard: _Unheard | None
) -> str | None:
    """A number that the same person holds for one of the items, if there is one."""
    if given.card_mark is None or given.agent:
        return None
    besides = {ticket, unheard.ticket} if unheard is not None else {ticket}
    held = still_to_be_done(tx, given.card_mark, given.date)
    others = [errand for errand in held if errand.ticket not in besides]
    same = in_line_for(others, set(visit.planned.values()))
    return same.number if same is not None else None


def _keep_sheet(
    tx: Transaction, taken: Taken, wanted: IssueTicket, given: OfflineTicket, at: datetime
) -> int | None:
    """The sheet that the kiosk prints, as a job in the state it tells; None without a printer."""
    own = paper.printers_of_device(tx.connection, tx.actor.id)
    if not own:
        return None
    told = issued_told(tx, taken, wanted, Wait(ahead=0), given.token)
    issued = told.model_copy(update={"issued_at": at.astimezone(ZoneInfo(tx.setup.plan.timezone))})
    sheet = SheetOrdered(
        kind="ticket",
        label=issued.number,
        # Nobody could know the wait; a reprint says no more than the sheet did.
        facts=ticket_facts_json(tx, issued, own[0].code) | {"wait": None},
        language=issued.language,
        print_size=issued.print_size,
        ticket=issued.ticket_id,
    )
    job = order_sheet(tx, own[0], sheet)
    if given.paper is not None:
        paper.change_job(tx, paper.job_by_id(tx, job), REPORTS[PrintState(given.paper)])
    return job
