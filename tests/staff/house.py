"""The demo hall on its real server behind a cable, looked at with a real browser.

For the staff pages: what a page shows has gone through the real routes, doors, store and sockets.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from faulty_line import FaultyLine
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, WebError
from quick_password import quick_hash
from werkzeug.serving import make_server
from windows import Windows

from hall_server.app import Server
from hall_server.config import Settings
from hall_server.desk.day import open_day
from hall_server.desk.issue import issue_ticket
from hall_server.desk.load import load_hall
from hall_server.domain.actor import Actor, system
from hall_server.domain.plan import HallPlan
from hall_server.store.database import halls
from hall_server.store.migrations import migrate
from hall_server.store.people import add_staff
from hall_server.store.transaction import Transaction
from hall_server.web import session_routes
from hall_server.web.services import services
from hall_server.wire.acts import IssueTicket, TicketIssued

T = TypeVar("T")

PASSWORD = "correct horse"
PATIENCE_MS = 10_000
LOOK_S = 0.05
"""How often the server looks whether it is to end."""
PICTURES = os.environ.get("PAGE_PICTURES")
PEOPLE = {
    "1001": ("王敏", "clerk"),
    "1002": ("李静", "clerk"),
    "2001": ("张丽", "guide"),
    "3001": ("周静", "supervisor"),
    "3002": ("吴磊", "supervisor"),
    "9001": ("陈涛", "admin"),
    "9002": ("杨勇", "admin"),
    "7001": ("赵艳", "auditor"),
}
"""Badge, name and role of those who work in the house."""
AXE = Path(
    os.environ.get("AXE_JS")
    or Path(__file__).parent.parent / "pages/node_modules/axe-core/axe.min.js"
)


@dataclass
class MovingClock:
    """Ten o'clock on a Monday when made; goes on with the machine's clock and can be sent ahead."""

    begun: datetime = field(default_factory=lambda: datetime.now(UTC))
    morning: datetime = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    ahead: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return self.morning + (datetime.now(UTC) - self.begun) + self.ahead

    def forward(self, **span: float) -> None:
        self.ahead += timedelta(**span)


def build_house(folder: Path, plan: HallPlan) -> Path:
    """A database with the demo hall, its people and an open day. Returns its file."""
    file = folder / "house.db"
    clock = MovingClock()
    server = Server(Settings(database=f"sqlite:///{file}", secret_file=folder / "key"), clock)
    migrate(server.store.engine)
    hall = load_hall(server.store, plan, clock())
    for badge, (name, role) in PEOPLE.items():
        server.store.act(
            system(hall),
            clock(),
            lambda tx, badge=badge, name=name, role=role: add_staff(
                tx, badge, name, quick_hash(PASSWORD), frozenset({role})
            ),
        )
    server.store.act(system(hall), clock(), open_day)
    server.store.close()
    return file


class House:
    """One running hall. `act` does an act in the server; `open` looks at a page."""

    def __init__(
        self,
        database: Path | None,
        folder: Path,
        context: BrowserContext,
        windows: Windows | None = None,
    ) -> None:
        """`database` is copied; None for a server without a hall. `windows`: for `elsewhere`."""
        self._windows = windows
        self._borrowed = ExitStack()
        copy = folder / "hall.db"
        if database is not None:
            copy.write_bytes(database.read_bytes())
        self.clock = MovingClock()
        settings = Settings(
            database=f"sqlite:///{copy}", secret_file=folder / "key", media=folder / "media"
        )
        self.server = Server(settings, self.clock)
        self.store = self.server.store
        migrate(self.store.engine)
        session_routes.limiter.init_app(self.server.app)
        with self.server.app.app_context():
            session_routes.limiter.reset()
        self.context = context
        self.slips: list[str] = []
        """What the browser complained of: script errors, and refusals by the content policy."""
        logging.getLogger("werkzeug").setLevel(logging.WARNING)
        self._http = make_server("127.0.0.1", 0, self.server.app, threaded=True)
        self._thread = threading.Thread(
            target=self._http.serve_forever, args=(LOOK_S,), daemon=True
        )
        self.cable = FaultyLine(self._http.server_port)

    @property
    def hall(self) -> int:
        """The id of the only hall. Raises ValueError before there is one."""
        with self.store.reading() as connection:
            (hall,) = halls(connection).values()
        return hall

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.cable.port}"

    @property
    def today(self) -> str:
        """The hall's own date."""
        return self.clock().astimezone(ZoneInfo("Asia/Shanghai")).date().isoformat()

    def start(self) -> None:
        """Serve and run the server's own threads."""
        self.server.start()
        self._thread.start()
        self.context.on("weberror", self._stumbled)
        self.context.on("console", self._overheard)

    def elsewhere(self) -> BrowserContext:
        """Another browser in the same hall, until the house is left."""
        assert self._windows is not None
        borrowed = self._windows.borrow(locale="zh-CN", timezone_id="Asia/Shanghai")
        context = self._borrowed.enter_context(borrowed)
        context.set_default_timeout(PATIENCE_MS)
        context.on("weberror", self._stumbled)
        self._borrowed.callback(context.remove_listener, "weberror", self._stumbled)
        return context

    def leave(self) -> None:
        """Give the other browsers back; before `stop`."""
        self._borrowed.close()

    def stop(self) -> None:
        """End everything but the browser, whose next pages are another house's."""
        self.context.remove_listener("weberror", self._stumbled)
        self.context.remove_listener("console", self._overheard)
        self.cable.close()
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()
        self.server.stop()

    @property
    def policy_reports(self) -> int:
        """How often browsers have told the server that a page broke its content policy."""
        with self.server.app.app_context():
            return services().policy_reports.count

    def _stumbled(self, error: WebError) -> None:
        self.slips.append(str(error.error))

    def _overheard(self, said: ConsoleMessage) -> None:
        if "Content Security Policy" in said.text:
            self.slips.append(said.text)

    def staff(self, badge: str) -> Actor:
        """Someone of the house as an actor."""
        with self.store.reading() as connection:
            row = connection.exec_driver_sql(
                "SELECT id, roles FROM staff WHERE badge = ?", (badge,)
            ).one()
        return Actor("staff", row[0], badge, self.hall, frozenset(row[1].split(",")))

    def act(self, act: Callable[[Transaction], T], badge: str | None = None) -> T:
        """Do an act as someone, or as the server itself."""
        actor = system(self.hall) if badge is None else self.staff(badge)
        return self.store.act(actor, self.clock(), act)

    def take_number(self, *items: str, reason: str | None = None) -> TicketIssued:
        """A visitor's number, issued by the guide; the first common item of queue C by default."""
        wanted = IssueTicket(items=items or ("GA-004",), reason=reason)
        token = f"visitor-{round(self.clock().timestamp() * 1e6)}"
        return self.act(lambda tx: issue_ticket(tx, wanted, token, lambda _: None), "2001")

    def log_in(self, badge: str, context: BrowserContext | None = None) -> None:
        """Give a browser (this house's own by default) someone's session."""
        body = {"badge": badge, "password": PASSWORD}
        asked = (context or self.context).request
        assert asked.post(f"{self.address}/api/v1/session", data=body).ok

    def open(
        self, path: str, width: int = 1440, height: int = 900, context: BrowserContext | None = None
    ) -> Page:
        """A new tab on a page of the hall."""
        page = (context or self.context).new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.goto(self.address + path)
        return page


def photograph(page: Page, name: str) -> None:
    """Keep a picture of the page where PAGE_PICTURES says, if it says."""
    if PICTURES:
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png")


def axe_findings(page: Page) -> list[str]:
    """Violations of WCAG 2.2 AA and best practice, each as rule and element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    # The other results would be told of too, with a selector for each element of a large page.
    found: list[dict[str, Any]] = page.evaluate(
        "axe.run({ resultTypes: ['violations'] }).then((result) => result.violations)"
    )
    return [f"{each['id']}: {node['target']}" for each in found for node in each["nodes"]]
