"""Wires one ticket machine: its parts, its page and its keeper's page, and its threads."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask

from kiosk.appointment_routes import appointment_routes
from kiosk.config import KioskConfig
from kiosk.forgetting import Forgetting
from kiosk.hall_client import HallClient
from kiosk.health import Health
from kiosk.keeper import Keeper
from kiosk.keeper_routes import keeper_page
from kiosk.keeping import inside_of
from kiosk.languages import page_languages
from kiosk.materials_routes import materials_routes
from kiosk.messages import Now, VisitNow
from kiosk.page_watch import PageWatch
from kiosk.paper import PrintDesk
from kiosk.parts import Parts, create_parts, utc_now
from kiosk.person import People
from kiosk.person_routes import person_routes, reader_now
from kiosk.reader.reader import Reader
from kiosk.reports import Reports
from kiosk.server_link import ServerLink
from kiosk.speech import Voice
from kiosk.speech_routes import speech_routes
from kiosk.standalone import Standalone
from kiosk.visit import Visit, Visits
from kiosk.web import touch_page, visit_now_told

_LARGEST_BODY = 16_384
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
    parts = create_parts(config, restart)
    watch = PageWatch(time.monotonic)
    reader_missing = parts.reader.missing if parts.reader is not None else lambda: None
    health = Health(
        parts.client,
        parts.desk.status,
        reader_missing,
        parts.standalone.components,
        utc_now,
        Path.cwd(),
        watch,
    )
    app = _app(config, parts, watch)
    if config.keeper_pin is not None:
        pin = config.keeper_pin.get_secret_value()
        _let_keeper_in(app, config, pin, parts, health, restart, watch)
    outlived = (each.forget_the_outlived for each in (parts.people, parts.visits, parts.lists))
    return Kiosk(
        app,
        parts.client,
        parts.link,
        parts.standalone,
        parts.desk,
        parts.reports,
        parts.visits,
        parts.people,
        parts.reader,
        health,
        Forgetting(*outlived),
    )


def _app(config: KioskConfig, parts: Parts, watch: PageWatch) -> Flask:
    """The loopback server of the touch page."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = _LARGEST_BODY
    # A page of another site, opened by mistake, must not reach this one under its own name.
    app.config["TRUSTED_HOSTS"] = [*_THIS_MACHINE, config.host]

    def now() -> Now:
        return parts.standalone.page_now(reader_now(parts.reader_view(), parts.people))

    def tell_visit(visit: Visit) -> VisitNow:
        return visit_now_told(visit, parts.link.view().catalogue)

    find, view = parts.client.find_appointments, parts.link.view
    voice = Voice(config.voice_command, config.voice_folder, page_languages)
    for routes in (
        touch_page(
            view,
            now,
            parts.visits,
            config.language,
            config.idle_seconds,
            watch,
            has_keeper=config.keeper_pin is not None,
        ),
        person_routes(parts.people, parts.farewell),
        materials_routes(parts.lists),
        appointment_routes(find, parts.people, parts.visits, view, tell_visit),
        speech_routes(voice),
    ):
        app.register_blueprint(routes)
    return app


def _let_keeper_in(
    app: Flask,
    config: KioskConfig,
    pin: str,
    parts: Parts,
    health: Health,
    restart: Callable[[], None],
    watch: PageWatch,
) -> None:
    """The keeper's page behind its PIN."""
    inside = inside_of(
        config,
        parts.link.view,
        parts.desk,
        health.report,
        parts.standalone.ledger.waiting,
        parts.template,
        restart,
        page_languages()[config.language].hall,
    )
    keeper = Keeper(pin, time.monotonic)
    app.register_blueprint(keeper_page(keeper, inside, config.language, watch.asked))
