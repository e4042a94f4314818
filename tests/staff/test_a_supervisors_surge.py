"""A surge at the hall, as its supervisor meets it: seen, taken, answered, looked back at; and everybody out."""

from __future__ import annotations

import re

import pytest
from house import House, axe_findings, photograph
from morning import clerk_at, seat_of
from playwright.sync_api import Locator, Page, expect

from hall_server.desk import call, duty, messages, serve

pytestmark = pytest.mark.browser

SOON_MS = 20_000
"""The watch looks every two seconds, and an alert begins only when it lasts."""
HOSTILE = "<img src=x onerror=alert(1)> \u202e颠倒 😀 𠮷𡈽 & \"'"


def supervising(house: House, badge: str = "3001", path: str = "/hall", **size: int) -> Page:
    house.log_in(badge)
    page = house.open(path, **size)
    expect(page.locator(".tile").first).to_be_visible(timeout=SOON_MS)
    return page


def tile(page: Page, window: str) -> Locator:
    return page.locator(f".tile[data-window='{window}']")


def a_queue_over_its_limit(house: House, people: int = 5) -> list[str]:
    """People wait at queue A, the first for longer than the hall promises. Returns their numbers."""
    numbers = [house.take_number("SJ-001").number for _ in range(people)]
    house.clock.forward(minutes=31)
    return numbers


def test_a_supervisor_sees_a_surge_takes_it_and_lends_a_window(house: House) -> None:
    clerk_at(house, "1")
    clerk_at(house, "40")
    page = supervising(house)
    expect(page.locator("#list")).to_contain_text("没有提醒")
    a_queue_over_its_limit(house)
    alert = page.locator("[data-alert=wait_limit]")
    expect(alert).to_contain_text("5 人在等，最久已等 31 分钟，限时 30 分钟", timeout=SOON_MS)
    expect(alert).to_contain_text("借一个空闲窗口来")
    expect(page.locator("[data-cue]")).to_contain_text("企业登记")
    expect(page).to_have_title(re.compile(r"^\(\d\) "))
    expect(page.locator("[data-queue]").first).to_contain_text("31／30 超时")
    alert.locator("[data-act=take]").click()
    expect(alert).to_contain_text(re.compile("周静 .* 起在处理"))
    alert.locator("[data-act=go]").click()
    card = page.locator("[data-card='queue:A']")
    expect(card).to_contain_text("已等 31 分钟，超过限时 30 分钟")
    expect(card).to_contain_text(re.compile(r"可以借的\s*40"))
    card.locator("[data-act=borrow]").click()
    expect(page.locator("[name=window]")).to_have_value("40")
    photograph(page, "hall-lend")
    page.locator("dialog").get_by_text("30 分钟").click()
    page.locator("dialog [type=submit]").click()
    expect(tile(page, "40")).to_contain_text("借给A")
    tile(page, "40").click()
    expect(page.locator("[data-card='40']")).to_contain_text(
        re.compile(r"A 企业登记，\d\d:\d\d 自动归还")
    )
    page.locator("[data-card='40'] [data-act=take-back]").click()
    expect(tile(page, "40")).not_to_contain_text("借给")
    alert.locator("[data-act=release]").click()
    expect(alert.locator("[data-act=take]")).to_be_visible()


def test_a_message_is_seen_to_be_read(house: House) -> None:
    badge = clerk_at(house, "1")
    page = supervising(house)
    tile(page, "1").click()
    page.locator("[data-card='1'] [data-act=message]").click()
    page.keyboard.type("请先办老年人")
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("m")
    sent = page.locator(".message").first
    expect(sent).to_contain_text("请先办老年人")
    expect(sent.locator("[data-read=none]")).to_have_text("还没有读")
    number = int(sent.get_attribute("data-message") or 0)
    house.act(lambda tx: messages.read_message(tx, "1", number, seat_of("1")), badge)
    expect(sent.locator("[data-read=all]")).to_contain_text("已读")
    page.locator("[data-act=message-all]").click()
    page.keyboard.type("十二点起轮流用餐")
    page.keyboard.press("Enter")
    expect(page.locator(".message").first).to_contain_text("全部窗口")
    expect(page.locator(".message").first.locator("[data-read=some]")).to_contain_text("未读：1")


def test_a_supervisor_stops_issuing_and_pauses_a_window(house: House) -> None:
    clerk_at(house, "1")
    page = supervising(house)
    page.locator("[data-queue=A] .pick").click()
    page.locator("[data-card='queue:A'] [data-act=close-issuing]").click()
    page.keyboard.type("系统升级，14:00 恢复")
    page.keyboard.press("Enter")
    expect(page.locator("[data-queue=A] .why")).to_contain_text("系统升级，14:00 恢复")
    tile(page, "1").click()
    page.locator("[data-card='1'] [data-act=pause]").click()
    page.locator("[data-choice=meal]").click()
    expect(tile(page, "1")).to_have_attribute("data-state", "paused")
    expect(page.locator("[data-card='1']")).to_contain_text("用餐")
    page.locator("[data-card='1'] [data-act=resume]").click()
    expect(tile(page, "1")).to_have_attribute("data-state", "idle")


def test_the_evacuation_is_ended_by_a_second_person(house: House) -> None:
    page = supervising(house)
    page.locator("[data-act=evacuate]").click()
    now = page.get_by_role("button", name="立即疏散")
    expect(now).to_be_disabled()
    expect(page.locator("[name=text]")).to_have_value(re.compile("最近的安全出口"))
    page.keyboard.type("11")
    expect(now).to_be_disabled()
    page.keyboard.type("9")
    photograph(page, "hall-evacuate")
    page.keyboard.press("Enter")
    band = page.locator("[data-evacuation]")
    expect(band).to_contain_text("工号 3001")
    expect(band).to_contain_text("须由另一位值班长或管理员解除")
    expect(page.locator("[data-act=end-evacuation]")).to_have_count(0)
    expect(page).to_have_title(re.compile("正在疏散"))
    assert axe_findings(page) == []
    photograph(page, "hall-evacuation")
    other = house.elsewhere()
    house.log_in("3002", other)
    second = house.open("/hall", context=other)
    second.locator("[data-act=end-evacuation]").click()
    photograph(second, "hall-evacuation-second")
    second.locator("dialog [type=submit]").click()
    expect(second.locator("[data-evacuation]")).to_have_count(0)
    expect(band).to_have_count(0)


def test_an_alert_that_one_supervisor_takes_is_no_longer_open_for_the_other(house: House) -> None:
    clerk_at(house, "1")
    a_queue_over_its_limit(house)
    page = supervising(house)
    take = page.locator("[data-alert=wait_limit] [data-act=take]")
    expect(take).to_be_visible(timeout=SOON_MS)
    other = house.elsewhere()
    house.log_in("3002", other)
    second = house.open("/hall", context=other)
    expect(second.locator("[data-alert=wait_limit]")).to_be_visible(timeout=SOON_MS)
    take.click()
    taken = second.locator("[data-alert=wait_limit]")
    expect(taken).to_contain_text("周静")
    expect(taken.locator("[data-act=take]")).to_have_count(0)
    expect(taken.locator("[data-act=release]")).to_be_visible()


def test_a_window_is_not_lent_to_what_it_serves_and_the_supervisor_reads_why(house: House) -> None:
    clerk_at(house, "1")
    page = supervising(house)
    tile(page, "1").click()
    page.locator("[data-act=lend]").click()
    page.locator("[name=queue]").select_option("A")
    page.locator("dialog [type=submit]").click()
    expect(page.locator("dialog [data-refusal]")).to_contain_text("1 号窗口本来就办理队列 A")


def test_a_guide_watches_the_hall_without_the_supervisors_acts(house: House) -> None:
    clerk_at(house, "1")
    page = supervising(house, "2001")
    page.keyboard.press("j")
    expect(page.locator(".journal .entry").first).to_be_visible()
    expect(page.locator(".journal .entry a")).to_have_count(0)
    expect(page.locator("[data-place=past]")).to_have_count(0)
    expect(page.locator("[data-act=evacuate]")).to_have_count(0)


def test_an_auditor_sees_everything_and_changes_nothing(house: House) -> None:
    clerk_at(house, "1")
    page = supervising(house, "7001")
    tile(page, "1").click()
    expect(page.locator("[data-card='1']")).to_contain_text("空闲")
    expect(page.locator(".card-acts")).to_have_count(0)
    for act in ("evacuate", "day-close", "close-item"):
        expect(page.locator(f"[data-act={act}]")).to_have_count(0)


def test_the_hall_is_led_by_keyboard_alone(house: House) -> None:
    clerk_at(house, "2")
    page = supervising(house)
    page.keyboard.press("?")
    expect(page.locator("[data-dialog=help]")).to_contain_text("值班长在这里看整个大厅")
    expect(page.locator("[data-dialog=help]")).to_contain_text("到平面图")
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("f")
    expect(tile(page, "1")).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(tile(page, "2")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(tile(page, "2")).to_be_focused()
    page.keyboard.press("Enter")
    card = page.locator("[data-card='2']")
    expect(card).to_be_visible()
    page.keyboard.press("c")
    expect(card.locator("[data-act=pause]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-choice]").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(tile(page, "2")).to_have_attribute("data-state", "paused")
    page.keyboard.press("c")
    page.keyboard.press("Enter")
    expect(tile(page, "2")).to_have_attribute("data-state", "idle")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    page.keyboard.press("q")
    expect(page.locator(".pick").first).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator("[data-tab=journal]")).to_have_attribute("aria-selected", "true")
    page.locator("[data-tab=journal]").press("ArrowLeft")
    expect(page.locator("[data-tab=printers]")).to_be_focused()


def test_hostile_words_are_shown_as_words(house: House) -> None:
    page = supervising(house)
    page.keyboard.press("m")
    page.locator("[data-act=message-all]").click()
    page.locator("[name=text]").fill(HOSTILE)
    page.keyboard.press("Enter")
    expect(page.locator(".message .words")).to_have_text(HOSTILE)
    page.locator("[data-queue=A] .pick").click()
    page.locator("[data-act=close-issuing]").click()
    page.locator("[name=text]").fill(HOSTILE)
    page.keyboard.press("Enter")
    expect(page.locator("[data-card='queue:A']")).to_contain_text(HOSTILE)
    page.locator("[data-act=evacuate]").click()
    page.locator("[name=text]").fill(HOSTILE)
    page.locator("[name=confirmation]").fill("119")
    page.keyboard.press("Enter")
    expect(page.locator(".evacuation-words")).to_contain_text(HOSTILE)
    assert page.locator("img").count() == 0
    page.locator("[data-act=message-all]").click()
    page.locator("[name=text]").evaluate("field => field.removeAttribute('maxlength')")
    page.locator("[name=text]").fill("长" * 10_000)
    page.keyboard.press("Enter")
    expect(page.locator("dialog [data-refusal]")).to_contain_text("太长")


def test_a_lost_line_is_said_and_the_hall_returns(house: House) -> None:
    clerk_at(house, "1")
    page = supervising(house)
    tile(page, "1").click()
    house.cable.cut()
    expect(page.locator("[data-banner=offline]")).to_be_visible(timeout=SOON_MS)
    expect(page.locator("[data-card='1'] [data-act=pause]")).to_be_disabled()
    expect(page.locator("[data-act=evacuate]")).to_be_disabled()
    house.cable.heal()
    expect(page.locator("[data-banner=offline]")).to_have_count(0, timeout=SOON_MS)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_axe_finds_nothing_wrong_with_a_busy_hall(house: House, language: str) -> None:
    clerk_at(house, "1")
    a_queue_over_its_limit(house)
    page = supervising(house, path=f"/hall?lang={language}")
    expect(page.locator(".alert").first).to_be_visible(timeout=SOON_MS)
    tile(page, "1").click()
    assert axe_findings(page) == []
    page.locator("[data-queue=A] .pick").click()
    assert axe_findings(page) == []
    for act in ("borrow", "close-issuing", "evacuate"):
        page.locator(f"[data-act={act}]").click()
        expect(page.locator("dialog")).to_be_visible()
        assert axe_findings(page) == []
        page.keyboard.press("Escape")
    for tab in ("messages", "journal"):
        page.locator(f"[data-tab={tab}]").click()
        assert axe_findings(page) == []


def test_ten_minutes_ago_is_looked_at_and_a_tickets_story_is_read(house: House) -> None:
    badge = clerk_at(house, "1")
    number = house.take_number("SJ-001").number
    house.act(lambda tx: call.call_next(tx, "1", seat_of("1")), badge)
    house.clock.forward(minutes=10)
    house.act(lambda tx: serve.start(tx, "1", seat_of("1")), badge)
    page = supervising(house)
    expect(tile(page, "1")).to_have_attribute("data-state", "serving")
    page.get_by_role("link", name="回看").click()
    expect(tile(page, "1")).to_have_attribute("data-state", "serving")
    for key, moment, state in (
        ("ArrowDown", "10:05", "calling"),
        ("ArrowDown", "10:00", "calling"),
        ("ArrowLeft", "09:59", "closed"),
        ("ArrowUp", "10:04", "calling"),
        ("ArrowRight", "10:05", "calling"),
    ):
        page.keyboard.press(key)
        expect(page.locator("[data-moment]")).to_have_text(moment)
        expect(tile(page, "1")).to_have_attribute("data-state", state)
    expect(tile(page, "1")).to_contain_text("5分")
    tile(page, "1").click()
    expect(page.locator("[data-card='1']")).to_contain_text(number)
    page.locator("[data-story]").first.click()
    story = page.locator("dialog .story")
    expect(story).to_contain_text("取号")
    expect(story).to_contain_text("1 号窗口")
    photograph(page, "past-story")
    page.keyboard.press("Escape")
    page.reload()
    expect(page.locator("[data-moment]")).to_have_text("10:05")
    expect(tile(page, "1")).to_have_attribute("data-state", "calling")


def test_the_day_plays_a_minute_a_second_until_it_is_now(house: House) -> None:
    badge = clerk_at(house, "1")
    house.clock.forward(minutes=2)
    house.act(lambda tx: duty.close_window(tx, "1", seat_of("1")), badge)
    page = supervising(house, path="/hall/past")
    expect(tile(page, "1")).to_have_attribute("data-state", "closed")
    page.locator("[data-step='-1']").click()
    expect(tile(page, "1")).to_have_attribute("data-state", "idle")
    page.keyboard.press("Space")
    expect(page.locator("[data-act=play]")).to_have_attribute("aria-pressed", "true")
    expect(tile(page, "1")).to_have_attribute("data-state", "closed")
    expect(page.locator("[data-act=play]")).to_have_attribute("aria-pressed", "false")


def test_another_day_is_chosen_by_its_date(house: House) -> None:
    page = supervising(house, path="/hall/past")
    page.locator("[name=date]").fill("2026-11-20")
    expect(page.locator(".timeline")).to_contain_text("这一天没有记录")
    expect(tile(page, "1")).to_have_attribute("data-state", "closed")


def test_the_journal_leads_to_the_hall_of_that_moment(house: House) -> None:
    clerk_at(house, "1")
    house.clock.forward(minutes=30)
    page = supervising(house)
    page.keyboard.press("j")
    page.locator(".journal .entry a").first.click()
    expect(page.locator("[data-moment]")).to_have_text("10:00")
    expect(tile(page, "1")).to_have_attribute("data-state", "idle")


def test_looking_back_without_a_line_is_said_and_tried_again(house: House) -> None:
    page = supervising(house, path="/hall/past")
    house.cable.cut()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-refusal]")).to_contain_text("没有连上服务器")
    house.cable.heal()
    page.locator("[data-act=again]").click()
    expect(page.locator("[data-refusal]")).to_have_count(0)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_axe_finds_nothing_wrong_with_looking_back(house: House, language: str) -> None:
    clerk_at(house, "1")
    a_queue_over_its_limit(house)
    page = supervising(house, path=f"/hall/past?lang={language}")
    tile(page, "1").click()
    assert axe_findings(page) == []
    page.locator("[data-queue=A] .pick").click()
    assert axe_findings(page) == []
    page.locator("[data-story]").first.click()
    expect(page.locator("dialog")).to_be_visible()
    assert axe_findings(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.locator("[data-dialog=help]")).to_be_visible()
    assert axe_findings(page) == []
