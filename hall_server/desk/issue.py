"""Giving numbers, and adding errands to them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hall_server.desk.allowance import Beyond, beyond_caps, require_allowed, require_not_in_line
from hall_server.desk.cases.collecting import receipt_to_collect
from hall_server.desk.cases.pre_check import pre_check_to_bring
from hall_server.desk.errands import (
    Visit,
    add_first_stop,
    errands_of,
    reason_of,
    ticket_values,
    visit_of,
)
from hall_server.desk.seat import require_no_evacuation
from hall_server.desk.ticket_sheet import order_ticket
from hall_server.desk.told import stop_entry, stop_now, text
from hall_server.domain import plan as p
from hall_server.domain.cases.channels import PROJECT_PRIORITY
from hall_server.domain.forecast import Range
from hall_server.domain.identity import KnownBy
from hall_server.domain.opening import local_date, opening_at
from hall_server.domain.refusals import (
    DayNotOpen,
    GivenByStaff,
    HallClosed,
    IssuingClosed,
    TicketOver,
    Unknown,
)
from hall_server.domain.stop import Stop, Turn
from hall_server.store.appointments import note_came
from hall_server.store.cases.pre_checks import change_pre_check
from hall_server.store.days import open_date
from hall_server.store.stops import active_stop_of, waiting_in
from hall_server.store.tickets import (
    add_ticket,
    begin_errand,
    last_step,
    plan_errands,
    planned_errands,
    take_number,
    ticket_by_id,
)
from hall_server.store.transaction import Transaction
from hall_server.store.windows import open_closures
from hall_server.wire.acts import AddStop, IssueTicket, StopNow, TicketIssued
from hall_server.wire.message import Wait

NewcomerWait = Callable[[int], Range | None]
"""The last forecast for a newcomer of a queue id."""
NOBODY = KnownBy()


class Taken(NamedTuple):
    """A ticket just given: its first stop, its place in the day's series, how many wait before it."""

    stop: Stop
    serial: int
    ahead: int
    visit: Visit
    beyond: Beyond = ()


def issue_ticket(
    tx: Transaction,
    wanted: IssueTicket,
    token: str,
    newcomer_wait: NewcomerWait,
    visitor: KnownBy = NOBODY,
) -> TicketIssued:
    """Give the next number for the errands wanted.

    `token` becomes the visitor's link; it must not be guessable. `visitor` is what may be kept of
    the phone and card in `wanted`, which themselves go no further. Raises Unknown, DayNotOpen,
    HallClosed (machines only: staff may issue while the day is open), HallEvacuated,
    IssuingClosed, GivenByStaff, SeriesExhausted, ResultNotReady, PreCheckUsed,
    PreCheckExpired, and the refusals of `require_allowed`.
    """
    if wanted.receipt is not None:
        receipt = receipt_to_collect(tx, wanted.receipt)
        wanted = wanted.model_copy(update={"receipt": receipt})
    checked = pre_check_to_bring(tx, wanted)
    taken = take_ticket(tx, wanted, token, visitor)
    if checked is not None:
        change_pre_check(tx, checked, ticket_id=taken.stop.ticket)
    wait = wait_told(taken.ahead, newcomer_wait(taken.stop.queue))
    issued = issued_told(tx, taken, wanted, wait, token)
    job = order_ticket(tx, issued, wanted.printer)
    tx.record("issue", taken_entry(tx, taken, wanted, job=job), taken.stop.ticket)
    return issued.model_copy(update={"print_job": job}) if job is not None else issued


def take_ticket(
    tx: Transaction,
    wanted: IssueTicket,
    token: str,
    visitor: KnownBy = NOBODY,
    turn: Turn | None = None,
) -> Taken:
    """A new ticket with its first stop in line; refuses as `issue_ticket`. Records nothing.

    `turn` is how it waits there, when that is not as anybody does who comes now.
    """
    today = _require_open(tx)
    errands = errands_of(tx, wanted)
    _require_issuing(tx, errands)
    items = [item for item, _ in errands]
    beyond: Beyond = ()
    if turn is None:
        beyond = require_allowed(tx, wanted, items, visitor, today)
    else:
        # Whoever has an appointment has a place already, but not two of them.
        require_not_in_line(tx, items, visitor, today)
    reason = reason_of(tx, wanted.reason)
    if wanted.reason == PROJECT_PRIORITY and tx.actor.kind != "staff":
        raise GivenByStaff(name=reason.name.zh if reason else "")
    visit = visit_of(tx, errands)
    ahead = waiting_in(tx, visit.first.queue)
    number = take_number(tx, visit.first.queue, today)
    ticket = add_ticket(tx, ticket_values(tx, wanted, number, visit, today, token, visitor))
    if turn is None and visitor.booking_mark is not None and not wanted.agent:
        note_came(tx, visitor.booking_mark, visit.planned.values(), today)
    stop = add_first_stop(tx, ticket, number.label, visit, reason, tx.now, turn)
    return Taken(stop, number.serial, ahead, visit, beyond)


def taken_entry(
    tx: Transaction, taken: Taken, wanted: IssueTicket, **more: Any
) -> Mapping[str, Any]:
    """The journal's words for a ticket just given; what it does not have is left out."""
    if wanted.agent:
        more["agent"] = True
    if wanted.receipt is not None:
        more["receipt"] = wanted.receipt
    if wanted.pre_check is not None:
        more["pre_check"] = wanted.pre_check
    if taken.beyond:
        more["beyond"] = taken.beyond
    return stop_entry(
        tx,
        taken.stop,
        ticket=taken.stop.ticket,
        serial=taken.serial,
        items=[item.code for item in taken.visit.items],
        theme=wanted.theme,
        reason=wanted.reason,
        **more,
    )


def wait_told(ahead: int, expected: Range | None) -> Wait:
    """People ahead as counted now, and the range last played."""
    if expected is None:
        return Wait(ahead=ahead)
    return Wait(ahead=ahead, low=expected.low, high=expected.high)


def _require_open(tx: Transaction) -> date:
    require_no_evacuation(tx)
    plan = tx.setup.plan
    today = local_date(tx.now, plan.timezone)
    if open_date(tx.connection, tx.hall) != today:
        raise DayNotOpen()
    if tx.actor.kind != "staff":
        opening = opening_at(plan.hours, plan.timezone, tx.now, plan.special_days)
        if not opening.open:
            raise HallClosed(opens=opening.opens.isoformat() if opening.opens else None)
    return today


def _require_issuing(tx: Transaction, errands: list[tuple[p.Item, int]]) -> None:
    items = {tx.setup.item_ids[item.code] for item, _ in errands}
    queues = {tx.setup.queue_ids[item.queue] for item, _ in errands}
    for closure in open_closures(tx.connection, tx.hall):
        if closure.item_id in items:
            name = tx.setup.items[closure.item_id].name
        elif closure.queue_id in queues:
            name = tx.setup.queues[closure.queue_id].name
        else:
            continue
        raise IssuingClosed(name=name.zh, text=closure.text_zh, text_en=closure.text_en)


def issued_told(
    tx: Transaction, taken: Taken, wanted: IssueTicket, wait: Wait, token: str
) -> TicketIssued:
    """All that the paper needs of a ticket given now."""
    plan = tx.setup.plan
    stop = taken.stop
    queue = tx.setup.queues[stop.queue]
    zone = plan.zone[queue.zone]
    reason = plan.priority_reason[wanted.reason] if wanted.reason else None
    return TicketIssued(
        ticket_id=stop.ticket,
        number=stop.label,
        link=f"/t/{token}",
        issued_at=tx.now.astimezone(ZoneInfo(plan.timezone)),
        language=wanted.language,
        print_size=wanted.print_size,
        hall=text(plan.name),
        zone=text(zone.name),
        zone_code=zone.code,
        queue=text(queue.name),
        items=tuple(text(item.name) for item in taken.visit.in_order()),
        windows=tuple(
            window.number
            for id, window in tx.setup.windows.items()
            if stop.queue in tx.setup.serves[id].own
        ),
        wait=wait,
        reason=text(reason.name) if reason else None,
    )


def add_errand(tx: Transaction, ticket_id: int, wanted: AddStop) -> StopNow:
    """One more errand on a ticket whose visit is not over; it comes after those planned.

    Raises Unknown, TicketOver.
    """
    ticket = ticket_by_id(tx, ticket_id)
    item = tx.setup.plan.item.get(wanted.item)
    if item is None:
        raise Unknown(what="item", name=wanted.item)
    stop = active_stop_of(tx, ticket.id)
    if stop is None:
        raise TicketOver(number=ticket.label)
    step = last_step(tx, ticket.id)
    if step == 0:
        plan_errands(tx, ticket.id, [(1, stop.item)])
        (present,) = planned_errands(tx, ticket.id)
        begin_errand(tx, present.planned, stop.id)
        step = 1
    beyond = beyond_caps(tx, item, ticket.date)
    plan_errands(tx, ticket.id, [(step + 1, tx.setup.item_ids[item.code])])
    words = {"item": item.code} | ({"beyond": beyond} if beyond else {})
    tx.record("add_stop", stop_entry(tx, stop, **words), ticket.id)
    return stop_now(tx, stop)
