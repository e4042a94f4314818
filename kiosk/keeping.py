"""What the keeper of this machine sees and does: its parts, its printer, its end."""

from collections.abc import Callable
from datetime import UTC, datetime

from hall_server.release import RELEASE
from hall_server.wire.devices import ReportHealth
from hall_server.wire.message import Language
from kiosk.config import KioskConfig
from kiosk.keeper_routes import Inside, KeeperNow, TestPage
from kiosk.paper import PrintDesk
from kiosk.server_link import LinkView
from kiosk.sheet import test_page_bytes
from printer.template import Template

LOOK_S = 5.0
"""How long the keeper waits for the printer's answer."""


def inside_of(
    config: KioskConfig,
    view: Callable[[], LinkView],
    desk: PrintDesk,
    report: Callable[[], ReportHealth],
    waiting: Callable[[], int],
    template: Callable[[], Template],
    restart: Callable[[], None],
    language: Language,
) -> Inside:
    """The keeper's view and hands at this machine; `report` is what the hall is told of its parts,
    `waiting` how many numbers given alone it has not answered yet.

    `language` is that of the printed test page.
    """

    def now() -> KeeperNow:
        seen = view()
        return KeeperNow(
            name=config.name,
            version=RELEASE,
            link=seen.status,
            since=seen.since,
            waiting=waiting(),
            components=report().components,
        )

    def test_page() -> bytes:
        moment = datetime.now(UTC)
        address = config.printer_url or ""
        return test_page_bytes(config.name, address, moment, language, template())

    def print_test_page(seconds: float) -> TestPage:
        job = desk.hand_in(test_page, lambda _end: None)
        try:
            end = job.wait_over(seconds)
        except TimeoutError:
            end = job.now
        return TestPage(paper=end.state, trouble=end.trouble)

    return Inside(
        now=now,
        look_at_printer=lambda: desk.look(LOOK_S),
        print_test_page=print_test_page,
        restart=restart,
    )
