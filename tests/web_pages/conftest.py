"""The hall's pages in a real Chromium, on a stand-in hall behind a cable that can be pulled out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cable import Cable
from place import Clock, Place
from playwright.sync_api import Browser
from scenario import quiet_hall
from stand_in_hall import StandInHall
from stand_in_server import StandInServer

PATIENCE_MS = 10_000


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
