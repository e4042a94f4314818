"""One hall with its server, its cable and its browser: what a page test stands in."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from faulty_line import FaultyLine
from playwright.sync_api import BrowserContext, Page
from stand_in_hall import StandInHall
from stand_in_server import StandInServer
from stand_in_staff import PASSWORD

PICTURES = os.environ.get("PAGE_PICTURES")


@dataclass
class Clock:
    """The hall's settable time; it moves with the machine's and can be sent ahead."""

    ahead: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead


@dataclass
class Place:
    """One hall with its server, its cable, and the browser that looks at it."""

    clock: Clock
    hall: StandInHall
    server: StandInServer
    cable: FaultyLine
    context: BrowserContext

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.cable.port}"

    def log_in(self, badge: str = "1001") -> None:
        """Gives the browser a staff session."""
        body = {"badge": badge, "password": PASSWORD}
        assert self.context.request.post(f"{self.address}/api/v1/session", data=body).ok

    def open(self, path: str, width: int = 1440, height: int = 900) -> Page:
        """A new tab; a script error on the page fails the test when the place is left."""
        page = self.context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.goto(self.address + path)
        return page


def photograph(page: Page, name: str) -> None:
    """Keeps a picture of the page where PAGE_PICTURES says, if it says."""
    if PICTURES:
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png")
