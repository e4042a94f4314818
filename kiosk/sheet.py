"""The papers of this machine: the server's answer as a printed ticket, an item as a list of what to bring."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from hall_server.wire.acts import TicketIssued
from hall_server.wire.catalogue import Catalogue, ItemEntry
from hall_server.wire.message import Language, Text
from kiosk.messages import PrintList
from printer.document import PrintSize
from printer.escpos import PAPER_80, encode
from printer.materials import MaterialsListFacts, ToBring, compose_materials_list
from printer.template import Template
from printer.ticket import TicketAppointment, TicketFacts, TicketWait, compose_ticket
from printer.trial import TrialFacts, compose_trial


def ticket_bytes(
    ticket: TicketIssued, alone: bool, catalogue: Catalogue | None, kiosk: str, template: Template
) -> bytes:
    """The ticket as ESC/POS bytes for 80 mm paper, in the visitor's language and size.

    `alone`: the machine gave it, and nobody knows how long the line is.
    """
    facts = _facts(ticket, catalogue, kiosk)
    if alone:
        facts = replace(facts, wait=None)
    document = compose_ticket(facts, ticket.language, template)
    return encode(document, PAPER_80, PrintSize(ticket.print_size))


def test_page_bytes(
    kiosk: str, printer: str, printed_at: datetime, language: Language, template: Template
) -> bytes:
    """The printer's test page as ESC/POS bytes for 80 mm paper; `printer` is its port."""
    facts = TrialFacts(
        printer=kiosk,
        address=printer,
        encoding=PAPER_80.charset.value,
        dots=PAPER_80.dots,
        printed_at=printed_at,
    )
    return encode(compose_trial(facts, language, template), PAPER_80, PrintSize.NORMAL)


def list_bytes(
    item: ItemEntry, catalogue: Catalogue, wanted: PrintList, template: Template, now: datetime
) -> bytes:
    """What to bring for an item as ESC/POS bytes for 80 mm paper. `now` is any moment's."""
    facts = _list_facts(item, catalogue, wanted.language, now)
    document = compose_materials_list(facts, wanted.language, template)
    return encode(document, PAPER_80, PrintSize(wanted.print_size))


def phone_address(ticket: TicketIssued, catalogue: Catalogue | None) -> str | None:
    """Where the visitor's phone follows the number, or None when phones cannot reach the hall."""
    if catalogue is None or not catalogue.public_url:
        return None
    return catalogue.public_url.rstrip("/") + ticket.link


def _facts(ticket: TicketIssued, catalogue: Catalogue | None, kiosk: str) -> TicketFacts:
    language = ticket.language
    rules = _named(catalogue.rules, language) if catalogue else ""
    return TicketFacts(
        hall=_named(ticket.hall, language),
        zone_code=ticket.zone_code,
        zone=_named(ticket.zone, language),
        windows=ticket.windows,
        items=tuple(_named(item, language) for item in ticket.items),
        number=ticket.number,
        wait=TicketWait(ahead=ticket.wait.ahead, low=ticket.wait.low, high=ticket.wait.high),
        issued_at=ticket.issued_at,
        kiosk=kiosk,
        reason=_named(ticket.reason, language) if ticket.reason else None,
        appointment=(
            TicketAppointment(half=ticket.appointment.half, due=ticket.appointment.due)
            if ticket.appointment
            else None
        ),
        notes=(rules,) if rules else (),
        link=phone_address(ticket, catalogue),
    )


def _list_facts(
    item: ItemEntry, catalogue: Catalogue, language: Language, now: datetime
) -> MaterialsListFacts:
    zone = next(each for each in catalogue.zones if each.code == item.zone)
    office = next(each for each in catalogue.departments if each.code == item.department)
    queue = next(each for each in catalogue.queues if each.queue == item.queue)
    return MaterialsListFacts(
        hall=_named(catalogue.hall, language),
        item=_named(item.name, language),
        department=_named(office.name, language),
        way=item.kind,
        zone_code=zone.code,
        zone=_named(zone.name, language),
        floor=zone.floor,
        windows=queue.windows,
        statutory_days=item.statutory_days,
        promised_days=item.promised_days,
        fee=item.fee,
        materials=tuple(_to_bring(item)),
        day_kind="calendar" if item.day_kind == "calendar" else "working",
        printed_at=now.astimezone(ZoneInfo(catalogue.timezone)),
    )


def _to_bring(item: ItemEntry) -> Iterator[ToBring]:
    """The materials in full, or by name alone where the server tells no more."""
    if not item.bring:
        yield from (ToBring(name=name) for name in item.materials)
    for each in item.bring:
        yield ToBring(name=each.name, kind=each.kind, copies=each.copies)


def _named(text: Text, language: Language) -> str:
    return text.en or text.zh if language == "en" else text.zh
