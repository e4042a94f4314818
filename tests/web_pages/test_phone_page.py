"""The visitor's phone page: from waiting to called to done, out of reach, leaving."""

from __future__ import annotations

from dataclasses import replace

import pytest
from place import Place, photograph
from playwright.sync_api import Page, expect
from scenario import FOOD, people_waiting
from stand_in_hall import Stop
from test_doors_and_texts import axe_findings

from hall_server.domain.states import StopAction, StopState, WindowAction
from hall_server.wire.message import Text

pytestmark = pytest.mark.browser
NEXT_QUESTION_MS = 15_000
LEAVE = Text(
    zh="请立即沿最近的安全出口离开大厅", en="Please leave the hall by the nearest exit now"
)


def on_the_phone(place: Place) -> tuple[Page, Stop]:
    """A visitor with three people ahead and one window open."""
    people_waiting(place.hall, 3)
    mine = place.hall.take_number(FOOD.code)
    place.hall.turn(place.hall.windows["1"], WindowAction.OPEN, "1001")
    page = place.open(f"/t/{mine.token}", 360, 800)
    expect(page.locator("[data-now=WAITING]")).to_be_visible()
    return page, mine


def test_a_visitor_follows_the_number_from_waiting_to_called_to_done(place: Place) -> None:
    page, mine = on_the_phone(place)
    window = place.hall.windows["1"]
    expect(page.locator("h1")).to_have_text("A004")
    expect(page.locator("[data-ahead]")).to_have_text("前面 3 人")
    expect(page.locator(".range")).to_have_text("约 18–25 分钟")
    place.hall.call(window, mine, "picked", "1001")
    expect(page.locator("[data-now=CALLED]")).to_contain_text("1 号窗口", timeout=NEXT_QUESTION_MS)
    expect(page.locator(".loud")).to_have_count(1)
    place.hall.step(mine, StopAction.START, "1001")
    expect(page.locator("[data-now=SERVING]")).to_be_visible(timeout=NEXT_QUESTION_MS)
    place.hall.finish(window, "1001", "done")
    expect(page.locator("[data-now=DONE]")).to_contain_text("办完了", timeout=NEXT_QUESTION_MS)
    expect(page.locator("[data-act=leave]")).to_have_count(0)


def test_out_of_reach_an_old_call_is_told_as_past(place: Place) -> None:
    page, mine = on_the_phone(place)
    place.hall.call(place.hall.windows["1"], mine, "picked", "1001")
    expect(page.locator(".loud")).to_be_visible(timeout=NEXT_QUESTION_MS)
    place.cable.cut()
    expect(page.locator("[data-stale]")).to_be_visible(timeout=30_000)
    expect(page.locator(".loud")).to_have_count(0)
    expect(page.locator("[data-now=stale]")).to_contain_text("叫过您到 1 号窗口")
    photograph(page, "phone-stale")
    place.cable.heal()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".loud")).to_be_visible(timeout=NEXT_QUESTION_MS)


def test_a_missed_visitor_reads_what_to_do_and_until_when(place: Place) -> None:
    page, mine = on_the_phone(place)
    place.hall.call(place.hall.windows["1"], mine, "picked", "1001")
    place.hall.step(mine, StopAction.NO_SHOW, "1001")
    expect(page.locator("[data-now=NO_SHOW]")).to_contain_text(
        "前请到咨询台", timeout=NEXT_QUESTION_MS
    )


def test_leaving_is_asked_twice_and_then_done(place: Place) -> None:
    page, mine = on_the_phone(place)
    page.locator("[data-act=leave]").click()
    expect(page.locator("dialog")).to_contain_text("不能恢复")
    page.get_by_role("button", name="继续等").click()
    assert place.hall.stop(mine.stop_id).state is StopState.WAITING
    page.locator("[data-act=leave]").click()
    page.locator("[data-act=leave-now]").click()
    expect(page.locator("[data-now=LEFT]")).to_be_visible()
    assert place.hall.stop(mine.stop_id).state is StopState.LEFT


def test_no_open_window_is_said_instead_of_a_range(place: Place) -> None:
    people_waiting(place.hall, 1)
    page = place.open(f"/t/{place.hall.stops[0].token}", 360, 800)
    expect(page.get_by_text("现在没有窗口办理这一项")).to_be_visible()


def test_an_unknown_link_says_kindly_what_to_do(place: Place) -> None:
    page = place.open("/t/not-a-ticket-of-this-hall", 360, 800)
    expect(page.get_by_role("heading")).to_have_text("没有找到这个号")
    page.locator("[data-act=language]").click()
    expect(page.get_by_role("heading")).to_have_text("This number was not found")


def test_the_language_asked_for_in_the_address_wins_and_the_last_choice_stays(place: Place) -> None:
    people_waiting(place.hall, 1)
    link = f"/t/{place.hall.stops[0].token}"
    page = place.open(f"{link}?lang=en", 360, 800)
    expect(page.get_by_text("My number")).to_be_visible()
    page.locator("[data-act=language]").click()
    expect(page.get_by_text("我的号码")).to_be_visible()
    page.reload()
    expect(page.get_by_text("我的号码")).to_be_visible()


def test_a_phone_tells_its_visitor_to_leave_and_comes_back_by_itself(place: Place) -> None:
    page, mine = on_the_phone(place)
    place.hall.evacuate(LEAVE)
    told = page.locator("[data-evacuation]")
    expect(told).to_contain_text(LEAVE.zh, timeout=NEXT_QUESTION_MS)
    expect(told).to_contain_text(LEAVE.en)
    expect(told).to_contain_text("紧急疏散")
    expect(page.locator("h1")).not_to_contain_text(mine.number)
    expect(page.locator("[data-act], [data-now]")).to_have_count(0)
    expect(page.get_by_role("alert")).to_contain_text(LEAVE.zh)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe_findings(page) == []
    photograph(page, "phone-evacuation")
    place.cable.cut()
    expect(page.locator(".evacuation-stale")).to_contain_text("未更新", timeout=30_000)
    expect(told).to_contain_text(LEAVE.zh)
    place.cable.heal()
    place.hall.evacuate(None)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-now=WAITING]")).to_be_visible(timeout=NEXT_QUESTION_MS)


HOSTILE = {
    "markup": '<img src=x onerror="document.title=1"><script>document.title=2</script>&lt;b&gt;',
    "right-to-left": "\u202e请到窗口\u202d \u2067שלום\u2069 مرحبا \u200f",
    "ten thousand": "长" * 10_000,
    "one long word": "x" * 10_000,
    "rare": "👩‍👩‍👧‍👦🔥 㛃𬭚𬬭𠮷 " * 20,
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_words_are_shown_as_text_and_break_no_phone(place: Place, name: str) -> None:
    words = Text(zh=HOSTILE[name], en=HOSTILE[name])
    place.hall.errands["BAD"] = replace(FOOD, code="BAD", name=words)
    mine = place.hall.take_number("BAD")
    page = place.open(f"/t/{mine.token}", 320, 640)
    expect(page.locator("h1")).to_have_text(mine.number)
    expect(page.locator(".stops span").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.documentElement.scrollHeight") < 1600
    assert page.title() not in ("1", "2")
