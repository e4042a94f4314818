"""The errands of a ticket to be: which there are, which comes first, and the first stop in its line."""

from datetime import date, datetime
from typing import Any, NamedTuple

from hall_server.desk.onward import choose_errand
from hall_server.domain import plan as p
from hall_server.domain.discipline import ORDINARY_RATE
from hall_server.domain.identity import KnownBy
from hall_server.domain.itinerary import Planned
from hall_server.domain.refusals import Unknown
from hall_server.domain.states import StopState
from hall_server.domain.stop import Stop, Turn
from hall_server.store.stops import add_stop
from hall_server.store.tickets import Number, begin_errand, plan_errands, planned_errands
from hall_server.store.transaction import Transaction
from hall_server.wire.acts import IssueTicket


class Visit(NamedTuple):
    """The errands of a ticket to be: all of them as planned, and the one to do first."""

    items: list[p.Item]
    planned: dict[Planned, int]
    first: Planned

    def in_order(self) -> list[p.Item]:
        """The items, the first errand first."""
        rest = [each.position for each in self.planned if each != self.first]
        return [self.items[place] for place in [self.first.position, *rest]]


def errands_of(tx: Transaction, wanted: IssueTicket) -> list[tuple[p.Item, int]]:
    """The items wanted with their steps. Raises Unknown."""
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


def reason_of(tx: Transaction, code: str | None) -> p.PriorityReason | None:
    """The priority reason with a code. Raises Unknown."""
    if code is None:
        return None
    reason = tx.setup.plan.priority_reason.get(code)
    if reason is None:
        raise Unknown(what="priority reason", name=code)
    return reason


def visit_of(
    tx: Transaction, errands: list[tuple[p.Item, int]], here: frozenset[int] = frozenset()
) -> Visit:
    """The errands of a ticket, items with their steps.

    The first is one of the queues `here`, when there is a choice; else where the wait is shorter.
    """
    planned = {
        Planned(-1, place, step, tx.setup.queue_ids[item.queue]): tx.setup.item_ids[item.code]
        for place, (item, step) in enumerate(errands)
    }
    first = choose_errand(tx, planned, here)
    assert first is not None  # a request names at least one errand
    return Visit([item for item, _ in errands], planned, first)


def ticket_values(
    tx: Transaction,
    wanted: IssueTicket,
    number: Number,
    visit: Visit,
    today: date,
    token: str,
    visitor: KnownBy,
) -> dict[str, Any]:
    """The row of a ticket given now, for `add_ticket`."""
    setup = tx.setup
    return {
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
        "phone_tail": visitor.phone_tail,
        "card_mark": visitor.card_mark,
    }


def add_first_stop(
    tx: Transaction,
    ticket: int,
    label: str,
    visit: Visit,
    reason: p.PriorityReason | None,
    at: datetime,
    turn: Turn | None = None,
) -> Stop:
    """Put the ticket into its first line, where it waits since `at`; the other errands are planned.

    `turn` is how it waits there, when that is not as anybody does with its reason.
    """
    turn = turn or Turn(reason.rate if reason else ORDINARY_RATE)
    stop = add_stop(
        tx,
        Stop(
            id=0,
            ticket=ticket,
            label=label,
            item=visit.planned[visit.first],
            queue=visit.first.queue,
            state=StopState.WAITING,
            rate=turn.rate,
            basis=at,
            booked=turn.booked,
            sequence=ticket,
            entered_at=tx.now,
            since=at,
        ),
    )
    if len(visit.planned) > 1:
        plan_errands(tx, ticket, [(each.step, item) for each, item in visit.planned.items()])
        for errand in planned_errands(tx, ticket):
            if errand.position == visit.first.position:
                begin_errand(tx, errand.planned, stop.id)
    return stop
