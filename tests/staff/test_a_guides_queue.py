"""A guide's queue: whoever comes to the desk is found, understood and helped, without leaving the keyboard."""

from __future__ import annotations

import re

import pytest
from house import House, axe_findings, photograph
from playwright.sync_api import Page, expect

from hall_server.desk import call, closures, duty, serve
from hall_server.desk.issue import issue_ticket
from hall_server.domain.identity import known_by
from hall_server.wire import acts as w

pytestmark = pytest.mark.browser

CARD = "11010519491231002X"
SEAT = "seat-0001"
SIZES = [(1280, 720), (1440, 900), (1920, 1080), (1024, 768)]


def at_the_desk(house: House, language: str = "zh-CN", width: int = 1440, height: int = 900) -> Page:
    """A guide at the desk's page."""
    house.log_in("2001")
    page = house.open(f"/guide?lang={language}", width, height)
    expect(page.locator("#find")).to_be_focused()
    return page


def window_opens(house: House, window: str = "1") -> None:
    house.act(lambda tx: duty.sign_in(tx, window, w.SignIn(seat=SEAT)), "1001")
    house.act(lambda tx: duty.open_window(tx, window, SEAT), "1001")


def misses_the_call(house: House, window: str = "1") -> str:
    """The next visitor of the window is called and does not come; their number."""
    told = house.act(lambda tx: call.call_next(tx, window, SEAT), "1001")
    house.clock.forward(minutes=2)
    house.act(lambda tx: serve.no_show(tx, window, SEAT, w.Note()), "1001")
    assert told.current is not None
    return told.current.number


def takes_number(house: House, item: str, phone: str | None = None, card: str | None = None) -> str:
    """A number for somebody who left a phone or a card."""
    key = house.server.app.extensions["hall"].keys.visitor_card
    visitor = known_by(key, phone, card)
    token = f"known-{house.clock().timestamp():.6f}"
    wanted = w.IssueTicket(items=(item,))
    issued = house.act(lambda tx: issue_ticket(tx, wanted, token, lambda _: None, visitor), "2001")
    return issued.number


def busy_morning(house: House) -> dict[str, str]:
    """People beyond the limit, one who missed the call, an item and a queue closed."""
    window_opens(house)
    numbers = {"first": house.take_number("SJ-001").number}
    numbers["both"] = house.take_number("SJ-001", "GA-004", reason="elder").number
    for item in ("GA-004", "RS-008", "GA-004", "SJ-001", "RS-008"):
        numbers[item] = house.take_number(item).number
    back = misses_the_call(house)
    house.act(lambda tx: serve.come_back(tx, _newest_stop(house, back)), "2001")
    numbers["missed"] = misses_the_call(house)
    house.act(
        lambda tx: closures.close_issuing(
            tx, w.CloseIssuing(item="GA-004", text="系统升级，14:00 恢复", text_en="Back at 14:00")
        ),
        "3001",
    )
    house.clock.forward(minutes=28)
    house.take_number("RS-008")
    return numbers


def _newest_stop(house: House, number: str) -> int:
    with house.store.reading() as connection:
        (stop,) = connection.exec_driver_sql(
            "SELECT max(id) FROM stop WHERE label = ?", (number,)
        ).one()
    return int(stop)


def looks_for(page: Page, typed: str) -> None:
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


def test_pictures(house: House) -> None:
    numbers = busy_morning(house)
    house.log_in("2001")
    for language in ("zh-CN", "en"):
        for width, height in SIZES:
            page = house.open(f"/guide?lang={language}", width, height)
            expect(page.locator("#find")).to_be_focused()
            photograph(page, f"guide-{language}-{width}-rest")
            looks_for(page, numbers["missed"])
            expect(page.locator("[data-ticket]")).to_be_visible()
            photograph(page, f"guide-{language}-{width}-ticket")
            page.keyboard.press("n")
            expect(page.locator("dialog")).to_be_visible()
            page.keyboard.type("sb")
            photograph(page, f"guide-{language}-{width}-finder")
            page.keyboard.press("Enter")
            expect(page.locator("[name=phone]")).to_be_visible()
            photograph(page, f"guide-{language}-{width}-issue")
            page.keyboard.press("Enter")
            expect(page.locator("[data-given]")).to_be_visible()
            photograph(page, f"guide-{language}-{width}-given")
            page.close()
