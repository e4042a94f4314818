"""The way from page to page: the log-in leads to one's work, headers link what one may open and nothing else."""

from __future__ import annotations

import pytest
from house import PASSWORD, House, axe_findings
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

WORK = {
    "1001": ("/desk", ["/cases"]),
    "2001": ("/guide", ["/cases", "/hall"]),
    "3001": ("/hall", ["/desk", "/guide", "/cases", "/hall/past", "/admin"]),
    "9001": ("/admin", ["/hall", "/hall/past"]),
    "7001": ("/hall", ["/cases", "/hall/past", "/admin"]),
}
"""Badge: where the log-in leads, and the links in the header there."""


@pytest.mark.parametrize("badge", WORK)
def test_everybody_is_led_to_their_work_and_may_open_what_is_linked(
    house: House, badge: str
) -> None:
    first, links = WORK[badge]
    page = house.open("/login")
    page.locator("[name=badge]").fill(badge)
    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(house.address + first)
    nav = page.locator("header .places")
    expect(nav).to_be_attached()
    told = nav.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert told == links
    for path in (first, *links):
        assert house.context.request.get(house.address + path).status == 200
    for path in {"/desk", "/guide", "/cases", "/hall", "/hall/past", "/admin"} - {first, *links}:
        assert house.context.request.get(house.address + path).status == 403


@pytest.mark.parametrize(
    ("language", "title"), [("zh-CN", "这一页不归您用"), ("en", "This page is for other roles")]
)
def test_a_page_of_other_roles_says_so_and_leads_to_ones_own(
    house: House, language: str, title: str
) -> None:
    house.log_in("1001")
    page = house.open(f"/admin?lang={language}")
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    assert axe_findings(page) == []
    page.locator("[data-place=desk]").click()
    page.wait_for_url(f"{house.address}/desk")
