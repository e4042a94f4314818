"""The supervisor's view: windows, queues, closing issuing, the day, the journal."""

from __future__ import annotations

import pytest
from place import Clock, Place, photograph
from playwright.sync_api import Page, expect
from scenario import busy_hall, people_waiting
from stand_in_hall import StandInHall
from stand_in_views import waiting_of

from hall_server.domain.states import StopState, WindowState

pytestmark = pytest.mark.browser


@pytest.fixture
def hall(clock: Clock) -> StandInHall:
    return busy_hall(clock, 45)


def supervising(place: Place) -> Page:
    place.log_in("9001")
    page = place.open("/hall")
    expect(page.locator(".tile").first).to_be_visible()
    return page


def test_every_window_is_seen_with_its_state_and_ticket(place: Place) -> None:
    page = supervising(place)
    expect(page.locator(".tile")).to_have_count(45)
    for window in place.hall.windows.values():
        tile = page.locator(f".tile[data-window='{window.number}']")
        stop = place.hall.in_hand(window)
        expect(tile).to_contain_text(
            stop.number if stop else {"CLOSED": "关闭", "PAUSED": "暂停"}.get(window.state, "空闲")
        )
    photograph(page, "hall")


def test_a_supervisor_stops_issuing_with_words_and_opens_it_again(place: Place) -> None:
    page = supervising(place)
    page.locator("[data-queue=A] .pick").click()
    card = page.locator("[data-card='queue:A']")
    card.locator("[data-act=close-issuing]").click()
    page.keyboard.type("系统升级，14:00 恢复")
    page.keyboard.press("Enter")
    expect(page.locator("[data-queue=A] .why")).to_contain_text("系统升级，14:00 恢复")
    expect(card).to_contain_text("系统升级，14:00 恢复")
    assert place.hall.closures[0].text.zh == "系统升级，14:00 恢复"
    card.locator("[data-act=reopen]").click()
    expect(page.locator(".why")).to_have_count(0)
    assert place.hall.closures == []


def test_the_next_hour_of_a_queue_is_drawn_against_its_limit_and_told_as_a_table(
    place: Place,
) -> None:
    page = supervising(place)
    row = page.locator("[data-queue=B]")
    expect(row.locator(".spark")).to_be_visible()
    row.locator(".pick").click()
    card = page.locator("[data-card='queue:B']")
    expect(card.locator(".chart")).to_have_count(2)
    expect(card.locator("svg .limit")).to_have_count(1)
    expect(card).to_contain_text("分钟后超过限时")
    card.get_by_text("看数字").click()
    expect(card.locator("tbody tr")).to_have_count(5)
    expect(card.locator("tbody tr").last).to_contain_text("60 分后")


def test_queues_are_sorted_by_what_the_supervisor_asks(place: Place) -> None:
    people_waiting(place.hall, 1)
    page = supervising(place)
    first = page.locator("tr[data-queue]").first
    expect(first).to_contain_text("超时")
    page.locator("[data-sort=plan]").click()
    expect(first).to_have_attribute("data-queue", "A")
    page.locator("[data-sort=waiting]").click()
    most = max("ABCD", key=lambda queue: len(waiting_of(place.hall, queue)))
    expect(first).to_have_attribute("data-queue", most)
    expect(page.locator("[aria-sort=descending]")).to_contain_text("等候")


def test_one_item_is_stopped_after_being_found_by_name(place: Place) -> None:
    page = supervising(place)
    page.locator("[data-act=close-item]").click()
    page.keyboard.type("公交")
    page.keyboard.press("Enter")
    page.keyboard.type("今天号已取完")
    page.keyboard.press("Enter")
    expect(page.locator("[data-item='BM-001']")).to_contain_text("今天号已取完")


def test_the_card_of_a_window_says_why_and_pauses_it_and_sets_its_profile(place: Place) -> None:
    page = supervising(place)
    window = next(w for w in place.hall.windows.values() if place.hall.in_hand(w))
    page.locator(f".tile[data-window='{window.number}']").click()
    card = page.locator(f"[data-card='{window.number}']")
    expect(card).to_contain_text("等候最久")
    page.locator("[data-tab=journal]").click()
    card.locator("[data-act=profile]").select_option("files")
    expect(page.locator(".journal li").first).to_contain_text("改业务范围")
    card.locator("[data-act=pause]").click()
    page.locator("[data-choice=system]").click()
    expect(card.locator("[data-act=resume]")).to_be_visible()
    assert (window.profile, window.state) == ("files", WindowState.PAUSED)


def test_the_day_ends_after_a_question_and_tells_the_expired_numbers(place: Place) -> None:
    page = supervising(place)
    waiting = [stop.number for stop in place.hall.stops if stop.state is StopState.WAITING]
    page.locator("[data-act=day-close]").click()
    expect(page.locator("dialog")).to_contain_text(f"还有 {len(waiting)} 人在等候")
    page.locator("dialog [type=submit]").click()
    expect(page.get_by_role("alert")).to_contain_text(waiting[0])
    expect(page.locator("[data-day=closed]")).to_be_visible()


def test_the_journal_grows_at_its_head_and_older_entries_are_fetched(place: Place) -> None:
    page = supervising(place)
    page.locator("[data-tab=journal]").click()
    rows = page.locator(".journal li[data-seq]")
    expect(rows).to_have_count(40)
    people_waiting(place.hall, 1)
    expect(rows.first).to_have_attribute("data-seq", str(place.hall.version))
    page.locator("[data-act=older]").click()
    expect(rows).to_have_count(83)
    numbers = [int(row.get_attribute("data-seq") or 0) for row in rows.all()]
    assert numbers == list(range(numbers[0], numbers[0] - len(numbers), -1))


def test_a_lost_line_is_said_and_returns(place: Place) -> None:
    page = supervising(place)
    place.cable.cut()
    expect(page.locator("[data-banner=offline]")).to_be_visible()
    expect(page.locator("[data-act=day-close]")).to_be_disabled()
    place.cable.heal()
    expect(page.locator("[data-banner=offline]")).to_have_count(0)


def test_a_clerk_is_sent_to_a_window_instead(place: Place) -> None:
    place.log_in("1001")
    page = place.open("/hall")
    expect(page.get_by_text("大厅总览只对")).to_be_visible()
    expect(page.get_by_role("link", name="去我的窗口")).to_be_visible()
