"""The hall's pages in a real Chromium, on a stand-in hall behind a cable that can be pulled out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from cable import Cable
from scenario import quiet_hall
from stand_in_hall import StandInHall
from stand_in_server import PASSWORD, StandInServer

FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"]
PATIENCE_MS = 10_000
PICTURES = os.environ.get("HALL_PICTURES")


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
    cable: Cable
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


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("HALL_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        pytest.skip("no Chromium on this machine: set HALL_CHROMIUM or install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hall(clock: Clock) -> StandInHall:
    return quiet_hall(clock)


@pytest.fixture
def place(chromium: Browser, clock: Clock, hall: StandInHall) -> Iterator[Place]:
    server = StandInServer(hall)
    server.start()
    cable = Cable(server.port)
    context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(PATIENCE_MS)
    slips: list[str] = []
    context.on("weberror", lambda error: slips.append(str(error.error)))
    yield Place(clock, hall, server, cable, context)
    context.close()
    cable.cut()
    server.stop()
    assert slips == []


def photograph(page: Page, name: str) -> None:
    """Keeps a picture of the page where HALL_PICTURES says, if it says."""
    if PICTURES:
        folder = Path(PICTURES)
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png")
