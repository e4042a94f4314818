"""The hall's pages in a real Chromium, on a stand-in hall behind a cable that can be pulled out."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from cable import Cable
from place import Clock, Place
from playwright.sync_api import Browser, sync_playwright
from scenario import quiet_hall
from stand_in_hall import StandInHall
from stand_in_server import StandInServer

FLAGS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--no-first-run"]
PATIENCE_MS = 10_000


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = (
        os.environ.get("HALL_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    )
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
