"""The hall's pages in a real Chromium, on a stand-in hall behind a cable that can be pulled out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from faulty_line import FaultyLine
from place import Clock, Place
from playwright.sync_api import WebError
from scenario import quiet_hall
from stand_in_hall import StandInHall
from stand_in_server import StandInServer
from windows import Windows

PATIENCE_MS = 10_000


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def hall(clock: Clock) -> StandInHall:
    return quiet_hall(clock)


@pytest.fixture
def place(windows: Windows, clock: Clock, hall: StandInHall) -> Iterator[Place]:
    server = StandInServer(hall)
    server.start()
    cable = FaultyLine(server.port)
    slips: list[str] = []

    def stumbled(error: WebError) -> None:
        slips.append(str(error.error))

    with windows.borrow(locale="zh-CN", timezone_id="Asia/Shanghai") as context:
        context.set_default_timeout(PATIENCE_MS)
        context.on("weberror", stumbled)
        yield Place(clock, hall, server, cable, context)
    context.remove_listener("weberror", stumbled)
    cable.close()
    server.stop()
    assert slips == []
