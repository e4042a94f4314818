"""Wires one ticket machine: its link and what it does without it, printer, card reader, page."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask

from hall_server.wire.catalogue import Catalogue, ItemEntry
from kiosk.appointment_routes import appointment_routes
from kiosk.config import KioskConfig
from kiosk.forgetting import Forgetting
from kiosk.hall_client import HallClient
from kiosk.health import Health
from kiosk.issuing import Taken
from kiosk.keeper import Keeper
from kiosk.keeper_routes import keeper_page
from kiosk.keeping import inside_of
from kiosk.kept import Kept
from kiosk.languages import page_languages
from kiosk.materials import Lists
from kiosk.materials_routes import materials_routes
from kiosk.messages import Now, PrintList, VisitNow
from kiosk.orders import RestartOrder
from kiosk.own_token import OwnToken
from kiosk.page_watch import PageWatch
from kiosk.pairing import Pairing
from kiosk.paper import NoPrinter, Paper, PaperNow, PrintDesk, TicketPrinter
from kiosk.person import People
from kiosk.person_routes import person_routes, reader_now
from kiosk.reader.reader import Reader, ReaderView
from kiosk.reader.urls import ReaderPlace
from kiosk.reports import Reports
from kiosk.server_link import ServerLink
from kiosk.sheet import list_bytes, ticket_bytes
from kiosk.speech import Voice
from kiosk.speech_routes import speech_routes
from kiosk.standalone import Standalone, create_standalone
from kiosk.visit import Visit, Visits
from kiosk.web import touch_page, visit_now_told
from printer.device import Printer
from printer.template_file import HallTemplate, TemplateKeeper

_LARGEST_BODY = 16_384
_USUAL_ZONE = "Asia/Shanghai"
_THIS_MACHINE = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class Kiosk:
    """A ticket machine. `start` and `stop` its threads around serving `app`."""

    app: Flask
    client: HallClient
    link: ServerLink
    standalone: Standalone
    desk: PrintDesk
    reports: Reports
    visits: Visits
    people: People
    reader: Reader | None
    health: Health
    forgetting: Forgetting

    def start(self) -> None:
        """Begin to poll the hall, to look for cards and to print."""
        self.forgetting.start()
        if self.reader is not None:
            self.reader.start()
        self.standalone.start()
        self.link.start()
        self.reports.start()
        self.desk.start()
        self.health.start()

    def stop(self) -> None:
        """Print what was handed in, end the threads, close the connections."""
        self.health.stop()
        self.link.stop()
        self.desk.stop()
        self.standalone.stop()
        self.reports.stop()
        if self.reader is not None:
            self.reader.stop()
        self.forgetting.stop()
        self.client.close()


def create_kiosk(config: KioskConfig, restart: Callable[[], None]) -> Kiosk:
    """One machine as configured; nothing runs yet and no device or network is touched.

    `restart` ends the program in good order; whoever started it starts it again.
    """
    client, pairing = _client(config)
    kept = Kept(config.state_folder)
    link = ServerLink(client, _now, kept, pairing, RestartOrder(restart).hear)
    standalone = create_standalone(config.state_folder, client, link, kept, _now)
    paper: Paper = NoPrinter()
    if config.printer_url:
        paper = TicketPrinter(Printer(config.printer_url, acknowledgement=config.acknowledgement))
    reports = Reports(client)
    # A machine's own file wins over what the hall keeps for all.
    template: TemplateKeeper | HallTemplate = HallTemplate(lambda: link.view().template)
    if config.template is not None:
        template = TemplateKeeper(config.template)
    desk = PrintDesk(paper, reports.printer)

    def compose(key: str, taken: Taken) -> bytes:
        standalone.begin_sheet(key, taken)
        catalogue = link.view().catalogue
        return ticket_bytes(taken.ticket, taken.alone, catalogue, config.name, template.refresh())

    def tell_end(key: str, taken: Taken, end: PaperNow) -> None:
        if taken.alone:
            standalone.end_sheet(key, end)
        elif taken.ticket.print_job is not None:
            reports.sheet(taken.ticket.print_job, end)

    def compose_list(item: ItemEntry, catalogue: Catalogue, wanted: PrintList) -> bytes:
        return list_bytes(item, catalogue, wanted, template.refresh(), _now())

    lists = Lists(lambda: link.view().catalogue, compose_list, desk, time.monotonic)
    people = People(time.monotonic, lambda: _hall_day(link), lambda age: _offers(link, age))
    visits = Visits(
        standalone.issuing, people.errand, people.arriving, compose, desk, tell_end, time.monotonic
    )

    def tell_visit(visit: Visit) -> VisitNow:
        return visit_now_told(visit, link.view().catalogue)

    reader = None
    if config.reader_url:
        place = ReaderPlace(config.reader_url, config.reader_baud)
        reader = Reader(place.open, people.present_card, time.monotonic, seq=int(time.time()))

    def reader_view() -> ReaderView:
        return reader.view() if reader is not None else ReaderView("none")

    def farewell() -> None:
        people.forget()
        visits.end()
        if reader is not None:
            reader.settle()

    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = _LARGEST_BODY
    # A page of another site, opened by mistake, must not reach this one under its own name.
    app.config["TRUSTED_HOSTS"] = [*_THIS_MACHINE, config.host]

    def now() -> Now:
        return standalone.page_now(reader_now(reader_view(), people))

    watch = PageWatch(time.monotonic)
    page = touch_page(
        link.view,
        now,
        visits,
        config.language,
        config.idle_seconds,
        watch,
        has_keeper=config.keeper_pin is not None,
    )
    app.register_blueprint(page)
    app.register_blueprint(person_routes(people, farewell))
    app.register_blueprint(materials_routes(lists))
    app.register_blueprint(
        appointment_routes(client.find_appointments, people, visits, link.view, tell_visit)
    )
    voice = Voice(config.voice_command, config.voice_folder, page_languages)
    app.register_blueprint(speech_routes(voice))
    reader_missing = reader.missing if reader is not None else lambda: None
    parts = standalone.components
    health = Health(client, desk.status, reader_missing, parts, _now, Path.cwd(), watch)
    if config.keeper_pin is not None:
        keeper = Keeper(config.keeper_pin.get_secret_value(), time.monotonic)
        inside = inside_of(
            config,
            link.view,
            desk,
            health.report,
            standalone.ledger.waiting,
            template.refresh,
            restart,
            page_languages()[config.language].hall,
        )
        app.register_blueprint(keeper_page(keeper, inside, config.language))
    forgetting = Forgetting(
        people.forget_the_outlived, visits.forget_the_outlived, lists.forget_the_outlived
    )
    return Kiosk(
        app, client, link, standalone, desk, reports, visits, people, reader, health, forgetting
    )


def _now() -> datetime:
    return datetime.now(UTC)


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
