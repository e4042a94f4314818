"""The paper of a ticket, ordered in the act that gives the number."""

from typing import Any

from pydantic import TypeAdapter

from hall_server.desk.paper import SheetOrdered, order_sheet
from hall_server.domain.refusals import Unknown
from hall_server.store.paper import printer_named, printers_of_device
from hall_server.store.schema import AnyRow
from hall_server.store.transaction import Transaction
from hall_server.wire.acts import TicketIssued
from hall_server.wire.message import Text


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


def ticket_facts_json(tx: Transaction, issued: TicketIssued, printer: str) -> dict[str, Any]:
    """The printer library's TicketFacts as JSON, names in the visitor's language."""
    # Imported here: a server that prints nothing need not load the paper library.
    from printer.ticket import TicketFacts, TicketWait

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
        notes=(rules,) if rules else (),
        link=plan.public_url.rstrip("/") + issued.link if plan.public_url else None,
    )
    dumped: dict[str, Any] = TypeAdapter(TicketFacts).dump_python(facts, mode="json")
    return dumped
