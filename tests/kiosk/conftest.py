"""The hall, a ticket machine and a browser, started for a test and ended after it."""

from collections.abc import Iterator

import pytest
from machine import Machine, OpenPage, running_machine
from playwright.sync_api import Page
from simulated_hall import MORNING, SimulatedHall
from windows import Windows

PORTRAIT = {"width": 1080, "height": 1920}
PATIENCE_MS = 10_000


@pytest.fixture
def simulated_hall() -> Iterator[SimulatedHall]:
    """A hall server, listening."""
    hall = SimulatedHall()
    hall.come()
    yield hall
    hall.go_away()


@pytest.fixture
def machine(simulated_hall: SimulatedHall) -> Iterator[Machine]:
    """A kiosk that has reached the hall."""
    with running_machine(simulated_hall) as running:
        running.kiosk.link.wait_for(lambda view: view.status == "reached", 5)
        yield running


@pytest.fixture
def open_page(windows: Windows, machine: Machine) -> Iterator[OpenPage]:
    """Opens the touch page at Monday 10:24; a script error or a CSP breach fails the test."""
    troubles: list[str] = []

    def opened(**viewport: int) -> Page:
        page = context.new_page()
        if viewport:
            page.set_viewport_size(viewport)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "console",
            lambda said: troubles.append(said.text) if "Security Policy" in said.text else None,
        )
        page.clock.install(time=MORNING)
        page.goto(machine.url)
        page.locator(".zone .line span").first.wait_for()
        return page

    with windows.borrow(viewport=PORTRAIT, reduced_motion="reduce") as context:
        context.set_default_timeout(PATIENCE_MS)
        yield opened
    assert troubles == []


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """The touch page in portrait, at the welcome."""
    return open_page()
