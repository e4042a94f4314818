"""The paper of a ticket, ordered in the act that gives the number."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter

from hall_server.desk.paper import SheetOrdered, order_sheet, reprint
from hall_server.desk.told import text
from hall_server.domain.refusals import NoPrinter, TicketOver, Unknown
from hall_server.domain.stop import Stop
from hall_server.store import paper as rows
from hall_server.store.appointments import half_kept_by
from hall_server.store.paper import printer_named, printers_of_device
from hall_server.store.schema import AnyRow
from hall_server.store.stops import active_stop_of
from hall_server.store.tickets import Ticket, language_of, planned_errands, ticket_by_id
from hall_server.store.transaction import Transaction
from hall_server.wire.acts import TicketIssued
from hall_server.wire.appointments import KeptAppointment
from hall_server.wire.message import Text, Wait
from hall_server.wire.paper import JobNow, Reprint

ExpectedWait = Callable[[int, int], Wait]
"""The wait of a stop of a queue (ids), as last played forward."""


def order_ticket(tx: Transaction, issued: TicketIssued, printer: str | None) -> int | None:
    """Order a ticket's paper and return the job's id; None when nothing was wanted.

    A kiosk's ticket belongs to the kiosk's own printer, if it has one; staff name the printer.
    Raises Unknown for a printer that takes no jobs.
    """
    place = _printer(tx, printer)
    if place is None:
        return None
    sheet = SheetOrdered(
        kind="ticket",
        label=issued.number,
        facts=ticket_facts_json(tx, issued, place.code),
        language=issued.language,
        print_size=issued.print_size,
        ticket=issued.ticket_id,
    )
    return order_sheet(tx, place, sheet)


def _printer(tx: Transaction, name: str | None) -> AnyRow | None:
    if tx.actor.kind == "device":
        own = printers_of_device(tx.connection, tx.actor.id)
        return own[0] if own else None
    if name is None:
        return None
    found = printer_named(tx, name)
    if not found.url:
        raise Unknown(what="printer", name=name)
    return found


def print_ticket(
    tx: Transaction, ticket_id: int, wanted: Reprint, expected: ExpectedWait
) -> JobNow:
    """Print a ticket's paper again, or for the first time when nothing was printed with the number.

    Raises Unknown, NoPrinter, and TicketOver for a first sheet after the visit.
    """
    ticket = ticket_by_id(tx, ticket_id)
    before = rows.last_job_of_ticket(tx, ticket.id)
    if before is not None:
        return reprint(tx, before.id, wanted)
    stop = active_stop_of(tx, ticket.id)
    if stop is None:
        raise TicketOver(number=ticket.label)
    if wanted.printer is None:
        nearest = rows.printer_for(tx, ("hall",))
        if nearest is None:
            raise NoPrinter(place=ticket.label)
        wanted = Reprint(printer=nearest.code)
    job = order_ticket(tx, _as_issued(tx, ticket, stop, expected), wanted.printer)
    assert job is not None  # a printer was named
    fresh = rows.job_by_id(tx, job)
    entry = {"job": job, "number": ticket.label, "kind": "ticket", "printer": wanted.printer}
    tx.record("reprint", entry | {"print": fresh.state, "copy": 0}, ticket.id)
    return JobNow(version=tx.head.seq, job_id=job, state=fresh.state)


def _as_issued(tx: Transaction, ticket: Ticket, stop: Stop, expected: ExpectedWait) -> TicketIssued:
    """What the kiosk would have been told, with the wait of now."""
    plan = tx.setup.plan
    queue = tx.setup.queues[stop.queue]
    reason = tx.setup.priorities.get(ticket.priority_reason or 0)
    rest = planned_errands(tx, ticket.id).values()
    return TicketIssued(
        ticket_id=ticket.id,
        number=ticket.label,
        link=f"/t/{ticket.token}",
        issued_at=ticket.issued_at.astimezone(ZoneInfo(plan.timezone)),
        language=language_of(tx, ticket.id),
        hall=text(plan.name),
        zone=text(plan.zone[queue.zone].name),
        zone_code=queue.zone,
        queue=text(queue.name),
        items=tuple(text(tx.setup.items[item].name) for item in (stop.item, *rest)),
        windows=tuple(window.number for window in plan.windows_serving(queue.letter)),
        wait=expected(stop.id, stop.queue),
        reason=text(reason.name) if reason else None,
        appointment=_kept(tx, ticket.id, stop),
    )


def _kept(tx: Transaction, ticket: int, stop: Stop) -> KeptAppointment | None:
    half = half_kept_by(tx, ticket)
    return KeptAppointment(half=half, due=stop.booked) if half is not None else None


def ticket_facts_json(tx: Transaction, issued: TicketIssued, printer: str) -> dict[str, Any]:
    """The printer library's TicketFacts as JSON, names in the visitor's language."""
    # Imported here: a server that prints nothing need not load the paper library.
    from printer.ticket import TicketAppointment, TicketFacts, TicketWait

    def named(text: Text) -> str:
        return text.en if issued.language == "en" else text.zh

    plan = tx.setup.plan
    rules = plan.ticket_rules.english if issued.language == "en" else plan.ticket_rules.zh
    facts = TicketFacts(
        hall=named(issued.hall),
        zone_code=issued.zone_code,
        zone=named(issued.zone),
        windows=issued.windows,
        items=tuple(named(item) for item in issued.items),
        number=issued.number,
        wait=TicketWait(ahead=issued.wait.ahead, low=issued.wait.low, high=issued.wait.high),
        issued_at=issued.issued_at,
        kiosk=printer,
        reason=named(issued.reason) if issued.reason else None,
        appointment=(
            TicketAppointment(half=issued.appointment.half, due=issued.appointment.due)
            if issued.appointment
            else None
        ),
        notes=(rules,) if rules else (),
        link=plan.public_url.rstrip("/") + issued.link if plan.public_url else None,
    )
    dumped: dict[str, Any] = TypeAdapter(TicketFacts).dump_python(facts, mode="json")
    return dumped
