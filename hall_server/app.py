"""The server, wired: the one place where its parts are put together."""

from datetime import UTC, datetime

from apiflask import APIFlask
from flask import Response
from flask_socketio import SocketIO

from hall_server.config import Settings, secret_key, shared_secret
from hall_server.live.case_keeper import CaseKeeper
from hall_server.live.certificate_library import library_of
from hall_server.live.expectation import Expectation
from hall_server.live.keeper import DayKeeper
from hall_server.live.messenger import Messenger, gateway_of
from hall_server.live.newsroom import Newsroom
from hall_server.live.station import ServerStations
from hall_server.live.watch import Watch
from hall_server.store.database import Store
from hall_server.store.media import MediaFiles
from hall_server.web import (
    act_routes,
    appointment_routes,
    case_decision_routes,
    case_list_routes,
    case_routes,
    case_work_routes,
    certificate_routes,
    check_list_routes,
    console_routes,
    device_routes,
    document_routes,
    exchange_routes,
    first_run_routes,
    guide_routes,
    item_routes,
    kiosk_routes,
    media_routes,
    message_routes,
    page_routes,
    paper_routes,
    policy_routes,
    pre_check_routes,
    progress_routes,
    session_routes,
    setup_routes,
    staff_routes,
    supervision_routes,
    view_routes,
)
from hall_server.web.api_schema import describe_problems
from hall_server.web.bodies import allow_larger_bodies, require_json_objects
from hall_server.web.doors import (
    ANYBODY,
    hang_doors,
    may_use,
    require_access_everywhere,
    trust_nobody,
)
from hall_server.web.first_run import FirstRun, is_first_run
from hall_server.web.gatekeeper import Gatekeeper
from hall_server.web.guide_pdfs import GuidePdfs
from hall_server.web.policy import ReportCount, content_policy
from hall_server.web.problems import answer_with_problems
from hall_server.web.services import EXTENSION, Clock, Keys, Services
from hall_server.web.sockets import event_of, open_sockets
from printer.pdf_worker import PdfWorker

LARGEST_BODY = 64 * 1024


def utc_now() -> datetime:
    """The server's clock."""
    return datetime.now(UTC)


class Server:
    """A wired server: `app` answers requests once `start` has been called; `stop` ends its threads."""

    def __init__(self, settings: Settings, clock: Clock = utc_now) -> None:
        self.store = Store(settings.database)
        self.app = _flask(settings)
        expectation = Expectation(self.store)
        self.gatekeeper = Gatekeeper(self.store, self._disconnect)
        self.socketio: SocketIO = open_sockets(self.app, self.gatekeeper)
        self.newsroom = Newsroom(
            self.store,
            expectation,
            clock,
            lambda room, state: self.socketio.emit(event_of(room), state, to=room.name),
        )
        self.keeper = DayKeeper(self.store, clock)
        self.case_keeper = CaseKeeper(self.store, clock)
        self.watch = Watch(self.store, clock, expectation)
        self.stations = ServerStations(self.store, clock, settings.template)
        gateway = gateway_of(settings.messages, lambda: shared_secret(settings.message_secret))
        self.messenger = Messenger(self.store, clock, gateway)
        self._pdf = PdfWorker()
        self.app.extensions[EXTENSION] = Services(
            self.store,
            expectation,
            self.newsroom,
            clock,
            settings.demo_links,
            FirstRun(),
            Keys.of(secret_key(settings.secret_file)),
            MediaFiles(settings.media),
            ReportCount(),
            GuidePdfs(self._pdf),
            self._pdf,
            library_of(settings.certificates, lambda: shared_secret(settings.certificate_secret)),
        )
        require_access_everywhere(self.app)

    def _disconnect(self, socket: str) -> None:
        # Not let in again on the word of a second ago.
        trust_nobody(self.app)
        self.socketio.server.disconnect(socket)

    def start(self) -> None:
        """Start the threads that push news, keep the day, watch the hall and send messages."""
        self.newsroom.start()
        self.keeper.start()
        self.case_keeper.start()
        self.watch.start()
        self.stations.start()
        self.messenger.start()
        self.gatekeeper.start()

    def first_code(self) -> str | None:
        """The code that lets somebody make the first hall; None once there is one."""
        if not is_first_run(self.store):
            return None
        known: Services = self.app.extensions[EXTENSION]
        return known.first_run.code

    def stop(self) -> None:
        """Stop the threads and let go of the database."""
        self.gatekeeper.stop()
        self.messenger.stop()
        self.stations.stop()
        self.watch.stop()
        self.case_keeper.stop()
        self.keeper.stop()
        self.newsroom.stop()
        self._pdf.close()
        self.store.close()


def _flask(settings: Settings) -> APIFlask:
    app = APIFlask(
        "hall_server",
        title="Hall",
        version="1",
        docs_path=None,
        spec_path="/api/v1/openapi.json",
        json_errors=False,
        static_folder=None,  # type: ignore[arg-type]  # Flask takes None: no folder at all
    )
    app.config.update(
        SECRET_KEY=secret_key(settings.secret_file),
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        OPENAPI_VERSION="3.1.0",
        JSON_SORT_KEYS=False,
    )
    answer_with_problems(app)
    describe_problems(app)
    allow_larger_bodies(app)
    hang_doors(app)
    require_json_objects(app)
    session_routes.throttle(app)
    app.register_blueprint(act_routes.blueprint)
    app.register_blueprint(appointment_routes.blueprint)
    app.register_blueprint(case_routes.blueprint)
    app.register_blueprint(case_work_routes.blueprint)
    app.register_blueprint(certificate_routes.blueprint)
    app.register_blueprint(check_list_routes.blueprint)
    app.register_blueprint(case_decision_routes.blueprint)
    app.register_blueprint(case_list_routes.blueprint)
    app.register_blueprint(document_routes.blueprint)
    app.register_blueprint(console_routes.blueprint)
    app.register_blueprint(view_routes.blueprint)
    app.register_blueprint(kiosk_routes.blueprint)
    app.register_blueprint(paper_routes.blueprint)
    app.register_blueprint(setup_routes.blueprint)
    app.register_blueprint(exchange_routes.blueprint)
    app.register_blueprint(supervision_routes.blueprint)
    app.register_blueprint(guide_routes.blueprint)
    app.register_blueprint(item_routes.blueprint)
    app.register_blueprint(media_routes.blueprint)
    app.register_blueprint(message_routes.blueprint)
    app.register_blueprint(policy_routes.blueprint)
    app.register_blueprint(pre_check_routes.blueprint)
    app.register_blueprint(progress_routes.blueprint)
    app.register_blueprint(progress_routes.pages)
    app.register_blueprint(session_routes.blueprint)
    app.register_blueprint(first_run_routes.blueprint)
    app.register_blueprint(first_run_routes.pages)
    app.register_blueprint(staff_routes.blueprint)
    app.register_blueprint(device_routes.blueprint)
    app.register_blueprint(page_routes.blueprint)
    if settings.demo_links is not None:
        app.register_blueprint(page_routes.demo_blueprint())
    may_use(ANYBODY)(app.view_functions["openapi.spec"])
    app.after_request(_harden)
    return app


def _harden(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", content_policy())
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    return response
