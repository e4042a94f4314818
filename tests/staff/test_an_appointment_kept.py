"""An appointment at the guide desk: found by its code, checked in by two keys; a ban and the appeal."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from house import House, axe_findings, photograph
from playwright.sync_api import Page, Route, expect

from hall_server.desk import appointments
from hall_server.domain.appointments import new_code
from hall_server.domain.identity import booked_by
from hall_server.wire import appointments as w

pytestmark = pytest.mark.browser

CARD = "11010519491231002X"
PHONE = "13800138000"
ITEM = "GA-004"
_seats = count()


def books(house: House, document: str, days: int = 1, item: str = ITEM) -> w.AppointmentView:
    """A person books the morning of a day to come."""
    key = house.server.app.extensions["hall"].keys.appointment
    on = today(house).date() + timedelta(days=days)
    wanted = w.Book(item=item, date=on, half="am", document=document, name="欧阳建国", phone=PHONE)
    person = booked_by(key, document, PHONE)
    place = next(_seats)
    codes = iter([new_code(lambda letters: letters[place % 20])])
    told = house.act(lambda tx: appointments.book(tx, wanted, person, codes), "2001")
    return told.appointment


def today(house: House) -> datetime:
    return house.clock().astimezone(ZoneInfo("Asia/Shanghai"))


def tomorrow_comes(house: House) -> None:
    """It is just past midnight, and the keeper has opened the day in time."""
    now = today(house)
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=1)
    house.clock.forward(seconds=(midnight - now).total_seconds())
    house.server.keeper.look()


def at_the_desk(house: House, badge: str, language: str = "zh-CN", width: int = 1440) -> Page:
    house.log_in(badge)
    page = house.open(f"/guide?lang={language}", width, 720 if width == 1280 else 900)
    expect(page.locator("#find")).to_be_focused()
    return page


def looks_for(page: Page, typed: str) -> None:
    expect(page.locator("[data-act=find]")).to_be_enabled(timeout=15_000)
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


@pytest.mark.parametrize(("language", "width"), [("zh-CN", 1440), ("en", 1280)])
def test_a_guide_checks_an_appointment_in(house: House, language: str, width: int) -> None:
    booked = books(house, CARD)
    other = books(house, CARD, days=2, item="BD-001")
    tomorrow_comes(house)
    page = at_the_desk(house, "2001", language, width)
    looks_for(page, PHONE)
    expect(page.locator("[data-appointment]")).to_have_count(2)
    photograph(page, f"booked-{language}-found")
    looks_for(page, other.code)
    opened = page.locator(f"[data-open-appointment={other.code}]")
    expect(opened).to_contain_text("不是今天" if language == "zh-CN" else "not today")
    expect(page.locator("[data-act=check_in]")).to_have_count(0)
    photograph(page, f"booked-{language}-other-day")
    looks_for(page, f"{booked.code[:4].lower()}-{booked.code[4:]}")
    expect(page.locator("[data-open-appointment]")).to_contain_text("欧阳*")
    photograph(page, f"booked-{language}-due")
    assert axe_findings(page) == []
    page.keyboard.press("Alt+q")
    expect(page.locator("dialog")).to_be_visible()
    photograph(page, f"booked-{language}-check-in")
    assert axe_findings(page) == []
    page.keyboard.press("Enter")
    given = page.locator("[data-given]")
    expect(given).to_contain_text("L001")
    expect(given.locator("[data-act=cancel_number]")).to_have_count(0)
    said = "预约上午" if language == "zh-CN" else "by appointment, morning"
    expect(page.locator(".story [data-act=check_in]")).to_contain_text(said)
    photograph(page, f"booked-{language}-given")
    looks_for(page, other.code)
    expect(opened).to_be_visible()
    page.keyboard.press("Alt+x")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("[data-notice]")).to_be_visible()
    expect(opened.locator("[data-state=CANCELLED]")).to_be_visible()


def test_enter_pressed_while_an_act_is_under_way_counts_when_it_has_ended(house: House) -> None:
    booked = books(house, CARD)
    page = at_the_desk(house, "2001")
    held: list[Route] = []
    page.route("**/api/v1/tickets/find", lambda route: held.append(route), times=1)
    looks_for(page, "A999")
    expect(page.locator("#find")).to_have_value("")
    page.keyboard.type(booked.code)
    page.keyboard.press("Enter")
    held.pop().continue_()
    expect(page.locator(f"[data-open-appointment={booked.code}]")).to_be_visible()
    expect(page.locator("#find")).to_have_value("")


def test_a_ban_is_told_at_the_desk_and_lifted_by_a_supervisor(house: House) -> None:
    for _ in range(2):
        books(house, CARD)
        tomorrow_comes(house)
        tomorrow_comes(house)
    page = at_the_desk(house, "2001")
    looks_for(page, CARD)
    expect(page.locator("[data-ban]")).to_contain_text("申诉请找值班长")
    expect(page.locator("[data-act=lift_ban]")).to_have_count(0)
    assert CARD not in page.content()
    photograph(page, "booked-ban-guide")
    page = at_the_desk(house, "3001")
    looks_for(page, CARD)
    expect(page.locator("[data-act=lift_ban]")).to_be_visible()
    photograph(page, "booked-ban-supervisor")
    assert axe_findings(page) == []
    page.locator("[data-act=lift_ban]").click()
    expect(page.locator("[data-notice]")).to_contain_text("现在可以预约")
    expect(page.locator("[data-ban]")).to_have_count(0)
    books(house, CARD)
