"""Every page of the kiosk in every layout and language: measured, and looked over by axe."""

from collections.abc import Callable, Iterator

import pytest
from machine import Machine
from playwright.sync_api import Browser, Page
from stage import LANGUAGES, LAYOUTS, faults, open_stage, scenes, show
from test_kiosk_access import AXE, RULES

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(600)]

LOOK = """rules => axe.run(
    document, {runOnly: rules, resultTypes: ["violations"], preload: false, elementRef: false}
)"""


@pytest.fixture
def stage(chromium: Browser, machine: Machine) -> Iterator[Callable[[int, int], Page]]:
    """Opens the page, of a size, to show what it is told."""
    context = chromium.new_context(reduced_motion="reduce")

    def opened(width: int, height: int) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        open_stage(page, machine.url)
        return page

    yield opened
    context.close()


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)], ids=["portrait", "landscape"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_targets_reach_type_and_contrast_are_as_they_must_be(
    stage: Callable[[int, int], Page], language: str, size: tuple[int, int]
) -> None:
    page = stage(*size)
    assert [fault for scene in scenes() for fault in faults(page, scene, language)] == []


@pytest.mark.parametrize("layout", ["", *LAYOUTS])
def test_axe_finds_nothing_wrong(stage: Callable[[int, int], Page], layout: str) -> None:
    page = stage(1080, 1920)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = []
    for scene in scenes():
        for language in LANGUAGES:
            show(page, scene, language, [layout] if layout else [])
            assert page.locator("html").get_attribute("lang") == language or scene.name in RESET
            found += [
                f"{scene.name}, {language}: {violation['id']} at {violation['nodes'][0]['target']}"
                for violation in page.evaluate(LOOK, RULES)["violations"]
            ]
    assert found == []


RESET = ("locked", "evacuation")
"""Screens that come over a visitor's page begin anew, in the machine's own language."""
