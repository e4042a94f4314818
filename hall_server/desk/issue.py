"""Giving numbers, and adding errands to them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from hall_server.desk.onward import choose_errand
from hall_server.desk.seat import require_no_evacuation
from hall_server.desk.ticket_sheet import order_ticket
from hall_server.desk.told import stop_entry, stop_now, text
from hall_server.domain import plan as p
from hall_server.domain.discipline import ORDINARY_RATE
from hall_server.domain.forecast import Range
from hall_server.domain.identity import KnownBy
from hall_server.domain.itinerary import Planned
from hall_server.domain.opening import local_date, opening_at
from hall_server.domain.refusals import (
    DayNotOpen,
    HallClosed,
    IssuingClosed,
    TicketOver,
    Unknown,
)
from hall_server.domain.states import StopState
from hall_server.domain.stop import Stop
from hall_server.store.days import open_date
from hall_server.store.stops import active_stop_of, add_stop, waiting_in
from hall_server.store.tickets import (
    Number,
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


class _Visit(NamedTuple):
    """The errands of a ticket to be: all of them as planned, and the one to do first."""

    items: list[p.Item]
    planned: dict[Planned, int]
    first: Planned

    def in_order(self) -> list[p.Item]:
        """The items, the first errand first."""
        rest = [each.position for each in self.planned if each != self.first]
        return [self.items[place] for place in [self.first.position, *rest]]


class Taken(NamedTuple):
    """A ticket just given: its first stop, its place in the day's series, how many wait before it."""

    stop: Stop
    serial: int
    ahead: int
    visit: _Visit


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
    IssuingClosed, SeriesExhausted.
    """
    taken = take_ticket(tx, wanted, token, visitor)
    wait = wait_told(taken.ahead, newcomer_wait(taken.stop.queue))
    issued = _told(tx, taken, wanted, wait, token)
    job = order_ticket(tx, issued, wanted.printer)
    tx.record("issue", taken_entry(tx, taken, wanted, job=job), taken.stop.ticket)
    return issued.model_copy(update={"print_job": job}) if job is not None else issued


def take_ticket(
    tx: Transaction, wanted: IssueTicket, token: str, visitor: KnownBy = NOBODY
) -> Taken:
    """A new ticket with its first stop in line; refuses as `issue_ticket`. Records nothing."""
    today = _require_open(tx)
    errands = _errands(tx, wanted)
    _require_issuing(tx, errands)
    reason = _reason(tx, wanted.reason)
    visit = _visit(tx, errands)
    ahead = waiting_in(tx, visit.first.queue)
    number = take_number(tx, visit.first.queue, today)
    ticket = _add_ticket(tx, wanted, number, visit, today, token, visitor)
    stop = _add_first_stop(tx, ticket, number.label, visit, reason)
    return Taken(stop, number.serial, ahead, visit)


def taken_entry(
    tx: Transaction, taken: Taken, wanted: IssueTicket, **more: Any
) -> Mapping[str, Any]:
    """The journal's words for a ticket just given."""
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


def _visit(tx: Transaction, errands: list[tuple[p.Item, int]]) -> _Visit:
    planned = {
        Planned(-1, place, step, tx.setup.queue_ids[item.queue]): tx.setup.item_ids[item.code]
        for place, (item, step) in enumerate(errands)
    }
    first = choose_errand(tx, planned, here=frozenset())
    assert first is not None  # a request names at least one errand
    return _Visit([item for item, _ in errands], planned, first)


def _add_ticket(
    tx: Transaction,
    wanted: IssueTicket,
    number: Number,
    visit: _Visit,
    today: date,
    token: str,
    visitor: KnownBy,
) -> int:
    setup = tx.setup
    return add_ticket(
        tx,
        {
            "date": today,
            "queue_id": visit.first.queue,
            "serial": number.serial,
            "number": number.number,
            "label": number.label,
            "issued_at": tx.now,
            "issued_by": tx.actor.signature,
            "token": token,
            "language": wanted.language,
            "priority_reason_id": setup.priority_ids[wanted.reason] if wanted.reason else None,
            "theme_id": setup.theme_ids[wanted.theme] if wanted.theme else None,
            "agent": wanted.agent,
            "receipt": wanted.receipt,
            **visitor._asdict(),
        },
    )


def _add_first_stop(
    tx: Transaction, ticket: int, label: str, visit: _Visit, reason: p.PriorityReason | None
) -> Stop:
    stop = add_stop(
        tx,
        Stop(
            id=0,
            ticket=ticket,
            label=label,
            item=visit.planned[visit.first],
            queue=visit.first.queue,
            state=StopState.WAITING,
            rate=reason.rate if reason else ORDINARY_RATE,
            basis=tx.now,
            sequence=ticket,
            entered_at=tx.now,
            since=tx.now,
        ),
    )
    if len(visit.planned) > 1:
        plan_errands(tx, ticket, [(each.step, item) for each, item in visit.planned.items()])
        for errand in planned_errands(tx, ticket):
            if errand.position == visit.first.position:
                begin_errand(tx, errand.planned, stop.id)
    return stop


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


def _errands(tx: Transaction, wanted: IssueTicket) -> list[tuple[p.Item, int]]:
    plan = tx.setup.plan
    if wanted.theme is not None:
        theme = plan.theme.get(wanted.theme)
        if theme is None:
            raise Unknown(what="theme", name=wanted.theme)
        return [(plan.item[each.item], each.step) for each in theme.items]
    errands = []
    for place, code in enumerate(wanted.items):
        if code not in plan.item:
            raise Unknown(what="item", name=code)
        errands.append((plan.item[code], place + 1))
    return errands


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


def _reason(tx: Transaction, code: str | None) -> p.PriorityReason | None:
    if code is None:
        return None
    reason = tx.setup.plan.priority_reason.get(code)
    if reason is None:
        raise Unknown(what="priority reason", name=code)
    return reason


def _told(
    tx: Transaction, taken: Taken, wanted: IssueTicket, wait: Wait, token: str
) -> TicketIssued:
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
    plan_errands(tx, ticket.id, [(step + 1, tx.setup.item_ids[item.code])])
    tx.record("add_stop", stop_entry(tx, stop, item=item.code), ticket.id)
    return stop_now(tx, stop)
