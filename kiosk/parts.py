"""The parts of one ticket machine, made and joined; nothing of the page yet."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hall_server.own_token import OwnToken
from kiosk.config import KioskConfig
from kiosk.hall_client import HallClient
from kiosk.kept import Kept
from kiosk.materials import Lists
from kiosk.orders import RestartOrder
from kiosk.pairing import Pairing
from kiosk.paper import NoPrinter, Paper, PrintDesk, TicketPrinter
from kiosk.papers import Papers
from kiosk.person import People
from kiosk.reader.reader import Reader, ReaderView
from kiosk.reader.urls import ReaderPlace
from kiosk.reports import Reports
from kiosk.server_link import ServerLink
from kiosk.standalone import Standalone, create_standalone
from kiosk.visit import Visits
from printer.device import Printer
from printer.template import Template
from printer.template_file import HallTemplate, TemplateKeeper

_USUAL_ZONE = "Asia/Shanghai"


@dataclass(frozen=True)
class Parts:
    """What a machine is made of; the threads among them do not run yet."""

    client: HallClient
    link: ServerLink
    standalone: Standalone
    desk: PrintDesk
    reports: Reports
    template: Callable[[], Template]
    lists: Lists
    people: People
    visits: Visits
    reader: Reader | None

    def reader_view(self) -> ReaderView:
        """How the card reader is."""
        return self.reader.view() if self.reader is not None else ReaderView("none")

    def farewell(self) -> None:
        """The visitor has gone: forget whatever is still held."""
        self.people.forget()
        self.visits.end()
        if self.reader is not None:
            self.reader.settle()


def create_parts(config: KioskConfig, restart: Callable[[], None]) -> Parts:
    """As configured; no device or network is touched. `restart` ends the program in good order."""
    client, pairing = _client(config)
    kept = Kept(config.state_folder)
    link = ServerLink(client, utc_now, kept, pairing, RestartOrder(restart).hear)
    standalone = create_standalone(config.state_folder, client, link, kept, utc_now)
    reports = Reports(client)
    desk = PrintDesk(_paper(config), reports.printer)
    template = _template(config, link)
    papers = Papers(config.name, link, standalone, reports, template, utc_now)
    people = People(time.monotonic, lambda: _hall_day(link), lambda age: _offers(link, age))
    visits = Visits(
        standalone.issuing,
        people.errand,
        people.arriving,
        papers.ticket,
        desk,
        papers.ticket_ended,
        time.monotonic,
    )
    lists = Lists(lambda: link.view().catalogue, papers.materials, desk, time.monotonic)
    return Parts(
        client,
        link,
        standalone,
        desk,
        reports,
        template,
        lists,
        people,
        visits,
        _reader(config, people),
    )


def utc_now() -> datetime:
    """The machine's own clock."""
    return datetime.now(UTC)


def _paper(config: KioskConfig) -> Paper:
    if not config.printer_url:
        return NoPrinter()
    return TicketPrinter(Printer(config.printer_url, acknowledgement=config.acknowledgement))


def _template(config: KioskConfig, link: ServerLink) -> Callable[[], Template]:
    """A machine's own file wins over what the hall keeps for all."""
    if config.template is not None:
        return TemplateKeeper(config.template).refresh
    return HallTemplate(lambda: link.view().template).refresh


def _reader(config: KioskConfig, people: People) -> Reader | None:
    if not config.reader_url:
        return None
    place = ReaderPlace(config.reader_url, config.reader_baud)
    # A page outlives the program: what it has seen of an earlier life must not look new.
    return Reader(place.open, people.present_card, time.monotonic, seq=int(time.time()))


def _hall_day(link: ServerLink) -> date:
    """The hall's day, by its own clock's zone."""
    catalogue = link.view().catalogue
    return datetime.now(ZoneInfo(catalogue.timezone if catalogue else _USUAL_ZONE)).date()


def _offers(link: ServerLink, age: int) -> tuple[str, ...]:
    """The priority reasons that the hall offers to whoever is so old."""
    catalogue = link.view().catalogue
    return tuple(
        reason.code
        for reason in (catalogue.reasons if catalogue else ())
        if reason.from_age is not None and age >= reason.from_age
    )


def _client(config: KioskConfig) -> tuple[HallClient, Pairing | None]:
    """The settings' token wins; a machine without one pairs with a token of its own."""
    if config.token is not None:
        return HallClient(config.server_url, config.token.get_secret_value()), None
    own = OwnToken(config.token_file)
    client = HallClient(config.server_url, own.token)
    return client, Pairing(client, own)
