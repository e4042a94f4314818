"""The clerk's console: a morning by keyboard, a second tab, a lost line, hostile words."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from place import Place, photograph
from playwright.sync_api import Page, expect
from scenario import COMPANY, FOOD, people_waiting
from stand_in_hall import StandInHall

from hall_server.domain.states import StopState
from hall_server.wire.message import Text

pytestmark = pytest.mark.browser


KEYS = {
    "sign_in": "Space",
    "open": "Space",
    "call_next": "Space",
    "start": "Space",
    "finish_next": "Space",
    "take_over": "Space",
    "resume": "Space",
    "recall": "r",
    "no_show": "n",
    "requeue": "q",
    "hold": "h",
    "transfer": "t",
    "add": "a",
    "pause": "p",
    "close": "c",
    "sign_out": "x",
}


def press(page: Page, act: str) -> None:
    """Presses the key of an act, once the console offers it."""
    expect(page.locator(f"button[data-act={act}]:enabled").first).to_be_visible()
    page.keyboard.press(KEYS[act])


def at_work(place: Place, window: str = "1") -> Page:
    """A clerk signed in at an open window, people waiting."""
    place.log_in()
    page = place.open(f"/desk/{window}")
    press(page, "sign_in")
    press(page, "open")
    expect(page.locator("[data-rest=free], [data-rest=empty]")).to_be_visible()
    return page


def serving(page: Page, number: str) -> None:
    """Calls the next one, who is `number`, and starts."""
    press(page, "call_next")
    expect(page.locator(f"[data-ticket=CALLED] [data-number={number}]")).to_be_visible()
    press(page, "start")
    expect(page.locator("[data-ticket=SERVING]")).to_be_visible()


def states(hall: StandInHall) -> dict[str, StopState]:
    return {stop.number: stop.state for stop in hall.stops}


def test_a_clerk_works_a_morning_without_touching_the_mouse(place: Place) -> None:
    people_waiting(place.hall)
    page = at_work(place)
    press(page, "call_next")
    expect(page.locator("[data-ticket=CALLED] [data-number=A001]")).to_be_visible()
    press(page, "recall")
    expect(page.get_by_text("已重呼 1 次")).to_be_visible()
    press(page, "no_show")
    expect(page.locator("[data-shelf=missed] [data-number=A001]")).to_be_visible()
    serving(page, "A002")
    press(page, "hold")
    page.keyboard.type("去复印")
    page.keyboard.press("Enter")
    expect(page.locator("[data-shelf=held] [data-number=A002]")).to_contain_text("去复印")
    serving(page, "A003")
    press(page, "finish_next")
    expect(page.locator("[data-ticket=CALLED] [data-number=A004]")).to_be_visible()
    press(page, "requeue")
    expect(page.locator("[data-rest=free]")).to_be_visible()
    press(page, "pause")
    page.keyboard.press("2")
    expect(page.locator("[data-rest=paused]")).to_contain_text("开会")
    press(page, "resume")
    expect(page.locator("[data-rest=free]")).to_be_visible()
    press(page, "close")
    expect(page.locator("[data-rest=closed]")).to_be_visible()
    press(page, "sign_out")
    expect(page.locator("[data-rest=empty]")).to_be_visible()
    now = states(place.hall)
    assert (now["A001"], now["A002"]) == (StopState.NO_SHOW, StopState.HELD)
    assert (now["A003"], now["A004"]) == (StopState.DONE, StopState.WAITING)


def test_digits_and_enter_call_that_number_out_of_turn(place: Place) -> None:
    people_waiting(place.hall)
    page = at_work(place)
    expect(page.locator("[data-act=pause]")).to_be_enabled()
    page.keyboard.type("5")
    expect(page.locator(".stop-row.picked")).to_have_attribute("data-number", "A005")
    page.keyboard.press("Enter")
    expect(page.locator("[data-ticket=CALLED] [data-number=A005]")).to_be_visible()


def test_a_missed_and_a_held_visitor_come_back_from_the_keyboard(place: Place) -> None:
    people_waiting(place.hall)
    page = at_work(place)
    press(page, "call_next")
    expect(page.locator("[data-ticket=CALLED]")).to_be_visible()
    press(page, "no_show")
    expect(page.locator("[data-shelf=missed] [data-number=A001]")).to_be_visible()
    expect(page.locator("[data-act=pause]")).to_be_enabled()
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(page.locator(".line [data-number=A001]")).to_be_visible()
    serving(page, "A001")
    press(page, "hold")
    page.keyboard.press("Enter")
    expect(page.locator("[data-shelf=held] [data-number=A001]")).to_be_visible()
    expect(page.locator("[data-act=pause]")).to_be_enabled()
    page.keyboard.type("1")
    page.keyboard.press("Enter")
    expect(page.locator(".line [data-number=A001]")).to_contain_text("指定")


def test_a_transfer_goes_to_the_window_typed_with_its_note(place: Place) -> None:
    people_waiting(place.hall)
    page = at_work(place)
    serving(page, "A001")
    press(page, "transfer")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.get_by_label("按取号时间")).to_be_focused()
    page.get_by_label("排在最前").check()
    page.get_by_label("备注").fill("带上原件")
    page.keyboard.press("Enter")
    expect(page.locator("[data-rest=free]")).to_be_visible()
    moved = place.hall.stops[-1]
    assert (moved.number, moved.window, moved.note) == ("A001", "3", "带上原件")


def test_one_more_errand_is_found_by_its_pinyin_initials(place: Place) -> None:
    people_waiting(place.hall)
    page = at_work(place)
    serving(page, "A001")
    press(page, "add")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("gjk")
    expect(page.locator("[role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator(".ticket .chip")).to_have_text("第 1/2 站")


def test_a_second_tab_is_told_and_may_continue_in_place_of_the_first(place: Place) -> None:
    people_waiting(place.hall)
    first = at_work(place)
    second = place.open("/desk/1")
    expect(second.locator("[data-rest=other_tab]")).to_be_visible()
    press(second, "take_over")
    expect(second.locator("[data-rest=free]")).to_be_visible()
    expect(first.locator("[data-rest=other_tab]")).to_be_visible()


def test_a_duplicated_tab_does_not_inherit_the_seat(place: Place) -> None:
    first = at_work(place)
    with place.context.expect_page() as opened:
        # window.open copies sessionStorage into the new tab, as duplicating a tab does.
        first.evaluate("window.open(location.href)")
    expect(opened.value.locator("[data-rest=other_tab]")).to_be_visible()


def test_a_reload_keeps_the_seat_and_the_visitor_in_hand(place: Place) -> None:
    people_waiting(place.hall)
    page = at_work(place)
    serving(page, "A001")
    page.reload()
    expect(page.locator("[data-ticket=SERVING] [data-number=A001]")).to_be_visible()
    expect(page.locator("[data-act=finish_next]")).to_be_enabled()


def test_another_clerk_is_named_and_cannot_be_pushed_aside(place: Place) -> None:
    at_work(place)
    place.log_in("1002")
    page = place.open("/desk/1")
    expect(page.locator("[data-rest=other_clerk]")).to_contain_text("王敏（1001）")
    expect(page.locator(".acts .main")).to_have_count(0)


def test_a_lost_line_rests_the_keys_and_everything_returns_by_itself(place: Place) -> None:
    people_waiting(place.hall)
    page = at_work(place)
    place.cable.cut()
    expect(page.locator("[data-banner=offline]")).to_contain_text(
        re.compile(r"\d\d:\d\d 起连不上服务器")
    )
    page.keyboard.press("Space")
    expect(page.locator("[data-act=call_next]")).to_be_disabled()
    place.hall.take_number(FOOD.code)
    place.cable.heal()
    expect(page.locator("[data-banner=offline]")).to_have_count(0)
    expect(page.get_by_text("等候 7 人")).to_be_visible()
    assert states(place.hall)["A001"] is StopState.WAITING
    press(page, "call_next")
    expect(page.locator("[data-ticket=CALLED] [data-number=A001]")).to_be_visible()


def test_a_refused_act_is_told_in_the_clerks_language(place: Place) -> None:
    people_waiting(place.hall)
    page = at_work(place)
    serving(page, "A001")
    expect(page.locator("[data-act=pause]")).to_be_enabled()
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    expect(page.locator("[data-refusal]")).to_contain_text("1 号窗口还有 A001")
    page.locator("[data-act=language]").click()
    expect(page.locator("[data-act=pause]")).to_be_enabled()
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    expect(page.locator("[data-refusal]")).to_contain_text("Window 1 still has A001")


def test_a_refusal_the_page_does_not_know_is_shown_in_the_servers_words(place: Place) -> None:
    people_waiting(place.hall)
    page = at_work(place)
    place.server.guard.refuse_next = (409, "a_refusal_of_tomorrow")
    press(page, "call_next")
    expect(page.locator("[data-refusal]")).to_contain_text("The server says no.")


def test_hostile_words_are_shown_as_words(place: Place) -> None:
    evil = "<img src=x onerror=\"document.title='taken'\"><script>alert(1)</script>"
    place.hall.errands[COMPANY.code].name = Text(zh=evil, en=evil)
    try:
        stop = place.hall.take_number(COMPANY.code, waited=timedelta(minutes=3))
        stop.note = evil
        page = at_work(place)
        serving(page, stop.number)
        expect(page.locator(".about h2")).to_have_text(evil)
        expect(page.locator("[data-note]")).to_contain_text(evil)
        assert page.locator(".desk img, .desk script").count() == 0
    finally:
        place.hall.errands[COMPANY.code].name = Text(zh="有限责任公司设立登记", en="Company")


def test_a_line_of_hundreds_and_very_long_names_keep_the_buttons_in_view(place: Place) -> None:
    place.hall.errands[FOOD.code].name = Text(
        zh="跨境电子商务综合试验区" * 6, en="A very long name of an item " * 6
    )
    try:
        for minute in range(80):
            place.hall.take_number(FOOD.code, waited=timedelta(minutes=minute))
        page = at_work(place)
        page.set_viewport_size({"width": 1280, "height": 720})
        serving(page, "A080")
        expect(page.locator(".line .more")).to_contain_text("19")
        for name in ("finish_next", "leave", "pause"):
            expect(page.locator(f"[data-act={name}]")).to_be_in_viewport(ratio=1)
        photograph(page, "console-long")
    finally:
        place.hall.errands[FOOD.code].name = Text(
            zh="食品经营许可（新办）", en="Food business licence (new)"
        )


def test_a_refused_transfer_keeps_its_dialog_and_what_was_typed(place: Place) -> None:
    people_waiting(place.hall)
    page = at_work(place)
    serving(page, "A001")
    press(page, "transfer")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    page.get_by_label("备注").fill("带上原件")
    place.server.guard.refuse_next = (409, "window_not_open")
    page.keyboard.press("Enter")
    expect(page.locator("dialog [data-refusal]")).to_contain_text("请先开窗")
    expect(page.get_by_label("备注")).to_have_value("带上原件")
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_have_count(0)
    assert place.hall.stops[-1].note == "带上原件"


def test_a_pause_while_serving_takes_effect_after_the_visitor_in_hand(place: Place) -> None:
    people_waiting(place.hall)
    page = at_work(place)
    serving(page, "A001")
    press(page, "pause")
    page.keyboard.press("1")
    expect(page.locator("header .attention")).to_have_text("暂停服务：短暂休息")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator(".typed")).to_have_count(0)
    expect(page.locator(".acts .main")).to_have_attribute("data-act", "finish")
    page.keyboard.press("Space")
    expect(page.locator("[data-rest=paused]")).to_be_visible()
