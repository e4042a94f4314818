"""The house itself: a clerk's page on the real server."""

from __future__ import annotations

import pytest
from house import House, axe_findings
from playwright.sync_api import expect


@pytest.mark.browser
def test_a_clerk_signs_in_and_calls_a_number_on_the_real_server(house: House) -> None:
    house.log_in("1001")
    number = house.take_number("SJ-001").number
    page = house.open("/desk/1")
    expect(page.locator("[data-rest=empty]")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator("[data-rest=closed]")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator("[data-rest=free]")).to_contain_text(number)
    page.keyboard.press("Space")
    expect(page.locator("[data-ticket]")).to_contain_text(number)
    assert axe_findings(page) == []
