"""A clerk's morning at window 1 on the real server: by keyboard, by keypad, in a bar, and when things go wrong."""

from __future__ import annotations

import re

import pytest
from house import PASSWORD, House, axe_findings, photograph
from playwright.sync_api import Page, expect

from hall_server.desk import day, duty, evacuation, loans, messages, serve, staff
from hall_server.domain.identity import mark
from hall_server.store import roster
from hall_server.store.transaction import Transaction
from hall_server.web.services import EXTENSION
from hall_server.wire import acts as w

pytestmark = pytest.mark.browser

EVIL = "<img src=x onerror=\"document.title='taken'\"><b>粗</b>\u202e\U0001f600𠮷"
KEYS = {
    "sign_in": "Space",
    "open": "Space",
    "call_next": "Space",
    "start": "Space",
    "finish_next": "Space",
    "finish": "Space",
    "take_over": "Space",
    "resume": "Space",
    "recall": "r",
    "no_show": "n",
    "hold": "h",
    "transfer": "t",
    "add": "a",
    "pause": "p",
    "undo": "z",
    "walk_in": "w",
    "read_message": "m",
    "my_day": "y",
    "bar": "b",
}


def press(page: Page, act: str, key: str | None = None) -> None:
    """Press the key of an act once the page offers it."""
    expect(page.locator(f"button[data-act={act}]:enabled").first).to_be_visible()
    page.keyboard.press(key or KEYS[act])


def in_hand(page: Page, state: str) -> str:
    """The number in hand, once its state is so."""
    number = page.locator(f"[data-ticket={state}] .number")
    expect(number).to_be_visible()
    return str(number.get_attribute("data-number"))


def at_work(house: House, people: int = 5, language: str = "zh-CN", **size: int) -> Page:
    """王敏 at the open window 1 with people waiting."""
    numbers = [
        house.take_number("SJ-001", reason="elder" if n == 2 else None) for n in range(people)
    ]
    assert len(numbers) == people
    house.log_in("1001")
    page = house.open(f"/desk/1?lang={language}", **size)
    press(page, "sign_in")
    press(page, "open")
    expect(page.locator("[data-rest=free], [data-rest=empty]")).to_be_visible()
    return page


def test_a_clerks_morning_by_keyboard_alone(house: House) -> None:
    page = at_work(house)
    house.act(
        lambda tx: messages.send_message(tx, w.SendMessage(text="十点半请到 3 楼开会")), "3001"
    )
    expect(page.locator("[data-message]")).to_contain_text("周静")
    expect(page.locator("[data-message]")).to_contain_text("十点半请到 3 楼开会")
    press(page, "read_message")
    expect(page.locator("[data-message]")).to_have_count(0)
    press(page, "call_next")
    first = in_hand(page, "CALLED")
    house.clock.forward(seconds=6)
    press(page, "recall")
    expect(page.get_by_text("已重呼 1 次")).to_be_visible()
    press(page, "no_show")
    expect(page.locator("[data-undo=no_show]")).to_contain_text(f"过号 {first}")
    photograph(page, "morning-undo")
    press(page, "undo")
    assert in_hand(page, "CALLED") == first
    expect(page.locator("[data-undo]")).to_have_count(0)
    press(page, "start")
    assert in_hand(page, "SERVING") == first
    press(page, "hold")
    page.keyboard.type("去复印身份证")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    photograph(page, "morning-hold")
    page.keyboard.press("Enter")
    held = page.locator(f"[data-shelf=held] [data-number={first}]")
    expect(held).to_contain_text("去复印身份证")
    expect(held).to_contain_text("提醒")
    house.clock.forward(minutes=6)
    press(page, "call_next")
    expect(held).to_contain_text("该处理了")
    press(page, "start")
    second = in_hand(page, "SERVING")
    press(page, "add")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("SJ-002")
    page.keyboard.press("Enter")
    expect(page.locator(".ticket .chip").filter(has_text="第 1/2 站")).to_be_visible()
    press(page, "transfer")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("C")
    page.keyboard.press("Enter")
    page.get_by_label("排在最前").press("Space")
    page.get_by_label("备注").fill("材料已看过")
    page.keyboard.press("Enter")
    expect(page.locator("[data-undo=transfer]")).to_contain_text(second)
    press(page, "walk_in")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("SJ-003")
    page.keyboard.press("Enter")
    walked_in = in_hand(page, "SERVING")
    assert walked_in not in (first, second)
    house.clock.forward(minutes=9)
    press(page, "finish_next")
    expect(page.locator("[data-ticket=CALLED]")).to_be_visible()
    expect(page.get_by_text("今日已办 1")).to_be_visible()
    press(page, "no_show")
    press(page, "pause")
    page.keyboard.press("1")
    expect(page.locator("[data-rest=paused]")).to_be_visible()
    house.clock.forward(minutes=11)
    press(page, "my_day")
    expect(page.locator("dialog")).to_contain_text(f"最久的一次：{walked_in}")
    expect(page.locator("dialog")).to_contain_text("1 次，共 11 分钟")
    photograph(page, "morning-my-day")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    press(page, "resume")
    expect(page.locator("[data-rest=free]")).to_be_visible()


def test_the_number_pad_does_the_acts_of_every_minute(house: House) -> None:
    page = at_work(house)
    press(page, "call_next", "NumpadEnter")
    first = in_hand(page, "CALLED")
    house.clock.forward(seconds=6)
    press(page, "recall", "NumpadAdd")
    expect(page.get_by_text("已重呼 1 次")).to_be_visible()
    press(page, "no_show", "NumpadSubtract")
    expect(page.locator("[data-rest=free]")).to_be_visible()
    press(page, "undo", "NumpadDecimal")
    assert in_hand(page, "CALLED") == first
    press(page, "start", "NumpadEnter")
    expect(page.locator("[data-ticket=SERVING]")).to_be_visible()
    press(page, "transfer", "NumpadDivide")
    expect(page.locator("[data-dialog=transfer]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    press(page, "hold", "NumpadMultiply")
    expect(page.locator("[data-dialog=hold]")).to_be_visible()
    page.keyboard.press("NumpadEnter")
    expect(page.locator(f"[data-shelf=held] [data-number={first}]")).to_be_visible()
    expect(page.locator("[data-act=pause]")).to_be_enabled()
    for digit in "5":
        page.keyboard.press(f"Numpad{digit}")
    page.keyboard.press("NumpadEnter")
    assert in_hand(page, "CALLED") == "A005"


def test_a_number_is_found_with_its_letter_where_digits_alone_are_not_enough(house: House) -> None:
    page = at_work(house, people=2)
    expect(page.locator("[data-act=pause]")).to_be_enabled()
    last = page.locator(".line .stop-row").last
    number = str(last.get_attribute("data-number"))
    page.keyboard.press("Slash")
    expect(page.locator(".typed")).to_contain_text("输入字母和号码")
    page.keyboard.type(number.lower())
    expect(page.locator(".stop-row.picked")).to_have_attribute("data-number", number)
    page.keyboard.press("Escape")
    expect(page.locator(".typed")).to_have_count(0)
    page.keyboard.type(str(int(number[1:])) + number[0].lower())
    expect(page.locator(".typed")).to_contain_text(number[0])
    page.keyboard.press("Enter")
    assert in_hand(page, "CALLED") == number


def test_a_note_before_the_call_is_seen_in_the_line_and_at_the_call_as_plain_text(
    house: House,
) -> None:
    page = at_work(house, people=2)
    expect(page.locator("[data-act=pause]")).to_be_enabled()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("e")
    page.get_by_role("textbox", name="备注").fill(EVIL)
    page.keyboard.press("Enter")
    expect(page.locator(".line .said-short")).to_have_text(EVIL)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("e")
    expect(page.get_by_role("textbox", name="备注")).to_have_value(EVIL)
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("Escape")
    press(page, "call_next")
    expect(page.locator("[data-note]")).to_contain_text(EVIL)
    assert page.locator(".desk img, .desk .said b").count() == 0
    assert "taken" not in page.title()


def test_the_line_says_why_each_would_be_next_and_the_wait_against_its_limit(house: House) -> None:
    page = at_work(house, people=3)
    house.clock.forward(minutes=12)
    house.take_number("SJ-001")
    rows = page.locator(".line .stop-row")
    expect(rows.first).to_contain_text("优先")
    expect(rows.first).to_contain_text(re.compile(r"12／\d+ 分"))
    expect(rows.last).to_contain_text("按序")
    house.clock.forward(minutes=120)
    house.take_number("SJ-001")
    expect(rows.first.locator(".wait.late")).to_contain_text("超时")


def at_once(page: Page, *codes: str) -> None:
    """Keys pressed faster than any answer comes."""
    page.evaluate(
        """(codes) => { for (const code of codes)
             document.body.dispatchEvent(new KeyboardEvent("keydown", {code, key: code, bubbles: true})); }""",
        codes,
    )


def test_a_press_of_another_key_while_one_is_under_way_is_not_lost(house: House) -> None:
    page = at_work(house)
    press(page, "call_next")
    in_hand(page, "CALLED")
    house.clock.forward(seconds=6)
    expect(page.locator("[data-act=recall]")).to_be_enabled()
    at_once(page, "KeyR", "Space", "Space")
    expect(page.locator("[data-ticket=SERVING]")).to_be_visible()
    expect(page.get_by_text("已重呼 1 次")).to_be_visible()


def test_the_same_key_pressed_twice_in_impatience_is_one_act(house: House) -> None:
    page = at_work(house)
    press(page, "call_next")
    in_hand(page, "CALLED")
    expect(page.locator("[data-act=start]")).to_be_enabled()
    at_once(page, "Space", "Space", "Space")
    expect(page.locator("[data-ticket=SERVING]")).to_be_visible()
    expect(page.locator("[data-act=finish_next]")).to_be_enabled()


def test_what_was_pressed_after_a_refused_act_is_not_done(house: House) -> None:
    page = at_work(house)
    press(page, "call_next")
    in_hand(page, "CALLED")
    expect(page.locator("[data-act=recall]")).to_be_enabled()
    at_once(page, "KeyR", "Space")
    expect(page.locator("[data-refusal]")).to_contain_text("刚刚叫过")
    expect(page.locator("[data-act=start]")).to_be_enabled()
    in_hand(page, "CALLED")


def test_the_bar_takes_the_seat_works_and_gives_it_back(house: House) -> None:
    page = at_work(house)
    with page.expect_popup() as opened:
        press(page, "bar")
    bar = opened.value
    bar.set_viewport_size({"width": 1280, "height": 72})
    expect(page.locator("[data-rest=other_tab]")).to_contain_text("小条")
    press(bar, "call_next")
    number = bar.locator(".strip-number")
    expect(number).to_have_class(re.compile("called"))
    photograph(bar, "bar-called")
    assert axe_findings(bar) == []
    press(bar, "no_show")
    press(bar, "undo")
    press(bar, "start")
    expect(bar.get_by_text("办理中")).to_be_visible()
    photograph(bar, "bar-serving")
    bar.set_viewport_size({"width": 320, "height": 520})
    photograph(bar, "bar-column")
    bar.set_viewport_size({"width": 1280, "height": 72})
    press(bar, "hold")
    expect(bar.get_by_text("空闲")).to_be_visible()
    bar.keyboard.press("t")
    # The window is gone before the key is up, so the press is made inside it.
    bar.evaluate(
        "setTimeout(() => dispatchEvent(new KeyboardEvent('keydown', {code: 'KeyB', key: 'b'})))"
    )
    expect(page.locator("[data-rest=free]")).to_be_visible()
    expect(page.locator("[data-shelf=held] .stop-row")).to_have_count(1)


def test_taking_the_window_back_in_the_console_closes_the_bar(house: House) -> None:
    page = at_work(house)
    with page.expect_popup() as opened:
        press(page, "bar")
    press(opened.value, "call_next")
    with opened.value.expect_event("close"):
        press(page, "take_over")
    in_hand(page, "CALLED")


def test_a_card_at_the_reader_logs_in_wherever_the_cursor_stands(house: House) -> None:
    house.act(lambda tx: _give_card(house, tx, "0012345678"), "9001")
    page = house.open("/login")
    badge = page.get_by_label("工号")
    badge.fill("10")
    _hold_to_the_reader(page, "0087654321")
    expect(page.locator("[data-refusal]")).to_contain_text("这张卡没有登记")
    expect(badge).to_have_value("10")
    _hold_to_the_reader(page, "0012345678")
    page.wait_for_url(f"{house.address}/desk")
    expect(page.locator("header")).to_contain_text("王敏")


def test_a_person_who_types_is_not_taken_for_a_card(house: House) -> None:
    page = house.open("/login")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_label("工号").focus()
    page.keyboard.type("1001", delay=80)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{house.address}/desk")


def _hold_to_the_reader(page: Page, card: str) -> None:
    """Type as a reader does, all keys in one burst: key by key over the wire a busy machine is slower."""
    page.evaluate(
        """(keys) => {
          for (const key of [...keys, "Enter"]) {
            const field = document.activeElement ?? document.body;
            const down = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
            if (field.dispatchEvent(down) && key !== "Enter") {
              document.execCommand("insertText", false, key);
            }
          }
        }""",
        card,
    )


def _give_card(house: House, tx: Transaction, number: str) -> object:
    key = house.server.app.extensions[EXTENSION].keys.staff_card
    seen = roster.seen_mark(roster.member(tx, "1001"))
    return staff.set_card(tx, "1001", seen, mark(key, number))


def test_this_computers_window_is_offered_with_one_key(house: House) -> None:
    page = at_work(house, people=0)
    house.act(lambda tx: duty.sign_out(tx, "1", None), "3001")
    expect(page.locator("[data-rest=empty]")).to_be_visible()
    page.goto(f"{house.address}/desk")
    expect(page.locator("[data-here='1']")).to_contain_text("这台电脑是 1 号窗口")
    photograph(page, "chooser")
    assert axe_findings(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("[data-rest=closed]")).to_be_visible()


def test_a_window_on_loan_says_to_which_queue_and_until_when(house: House) -> None:
    page = at_work(house)
    house.act(lambda tx: loans.lend_window(tx, "1", w.Lend(queue="C", minutes=60)), "3001")
    expect(page.locator("[data-loan=C]")).to_contain_text(re.compile(r"借调 C 队列至 \d\d:\d\d"))
    photograph(page, "loan")


def test_an_evacuation_covers_the_console_until_it_is_over(house: House) -> None:
    page = at_work(house)
    words = w.Evacuate(text="请立即从最近的出口离开大厅", text_en="Leave by the nearest exit now")
    house.act(lambda tx: evacuation.evacuate(tx, words), "3001")
    expect(page.locator("[data-evacuation]")).to_contain_text("请立即从最近的出口离开大厅")
    expect(page.locator("[data-evacuation]")).to_contain_text("3001")
    page.keyboard.press("Space")
    photograph(page, "evacuation")
    house.act(evacuation.end_evacuation, "3002")
    expect(page.locator("[data-rest=free]")).to_be_visible()


def test_a_tab_asleep_for_an_hour_wakes_to_the_truth(house: House) -> None:
    page = at_work(house)
    press(page, "call_next")
    number = in_hand(page, "CALLED")
    house.cable.cut()
    expect(page.locator("[data-banner=offline]")).to_be_visible()
    house.clock.forward(hours=1)
    house.act(lambda tx: serve.no_show(tx, "1", _seat(house), w.Note()), "1001")
    house.cable.heal()
    expect(page.locator("[data-rest=free]")).to_be_visible()
    expect(page.locator(f"[data-shelf=missed] [data-number={number}]")).to_be_visible()
    expect(page.locator(".line .wait.late").first).to_contain_text("超时")


def test_a_tab_that_slept_over_the_days_end_says_that_nobody_sits_there(house: House) -> None:
    page = at_work(house)
    house.cable.cut()
    expect(page.locator("[data-banner=offline]")).to_be_visible()
    house.act(day.close_day, "3001")
    house.cable.heal()
    expect(page.locator("[data-rest=empty]")).to_be_visible()
    expect(page.locator("header")).to_contain_text("大厅今天未开放")
    expect(page.locator(".line .stop-row")).to_have_count(0)


def _seat(house: House) -> str:
    with house.store.reading() as connection:
        return str(connection.exec_driver_sql("SELECT seat FROM window WHERE code = '1'").scalar())


def _offered(page: Page, *acts: str) -> None:
    for act in acts:
        expect(page.locator(f"[data-act={act}]").first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1440, 900), (1920, 1080)])
def test_the_console_in_three_sizes_and_two_languages(
    house: House, language: str, width: int, height: int
) -> None:
    page = at_work(house, people=12, language=language, width=width, height=height)
    house.clock.forward(minutes=31)
    house.act(
        lambda tx: messages.send_message(tx, w.SendMessage(text="中午轮流吃饭，窗口不断人")), "3001"
    )
    press(page, "call_next")
    in_hand(page, "CALLED")
    press(page, "hold")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    press(page, "call_next")
    in_hand(page, "CALLED")
    house.clock.forward(minutes=6)
    _offered(page, "start", "recall", "no_show", "hold", "transfer", "leave", "pause")
    photograph(page, f"console-called-{language}-{width}")
    assert axe_findings(page) == []
    press(page, "start")
    in_hand(page, "SERVING")
    photograph(page, f"console-serving-{language}-{width}")
    _offered(page, "finish_next", "hold", "transfer", "add", "finish", "outcome", "leave", "pause")
    assert axe_findings(page) == []
    page.keyboard.press("?")
    expect(page.locator("[data-dialog=help]")).to_be_visible()
    photograph(page, f"console-keys-{language}-{width}")
    assert axe_findings(page) == []


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_dialog_of_the_console_is_sound(house: House, language: str) -> None:
    page = at_work(house, people=2, language=language, width=1280, height=720)
    for key, name in (("w", "walk_in"), ("y", "my_day"), ("p", "pause")):
        _opens(page, key, name, language)
    page.keyboard.press("ArrowDown")
    expect(page.locator(".row-acts")).to_be_visible()
    assert axe_findings(page) == []
    _opens(page, "e", "note", language)
    page.keyboard.press("Escape")
    press(page, "call_next")
    in_hand(page, "CALLED")
    for key, name in (("h", "hold"), ("t", "transfer"), ("a", "add"), ("l", "leave")):
        _opens(page, key, name, language)


def _opens(page: Page, key: str, name: str, language: str) -> None:
    """A key opens its dialog, which is sound, and Escape leaves it."""
    expect(page.locator("[data-act=pause]")).to_be_enabled()
    page.keyboard.press(key)
    expect(page.locator(f"[data-dialog={name}]")).to_be_visible()
    expect(page.locator(f"[data-dialog={name}] [role=status]:not(.second)")).to_have_count(0)
    photograph(page, f"dialog-{name}-{language}")
    assert axe_findings(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)


def test_a_clerk_who_reads_english_works_the_same_way(house: House) -> None:
    page = at_work(house, language="en")
    press(page, "call_next")
    first = in_hand(page, "CALLED")
    press(page, "no_show")
    expect(page.locator("[data-undo]")).to_contain_text(f"Just now: missed {first}")
    press(page, "undo")
    press(page, "start")
    in_hand(page, "SERVING")
    with page.expect_popup() as opened:
        press(page, "bar")
    bar = opened.value
    bar.set_viewport_size({"width": 1280, "height": 72})
    expect(bar.get_by_text("Being served")).to_be_visible()
    photograph(bar, "bar-serving-en")
    press(bar, "finish_next")
    expect(bar.locator(".strip-number.called")).to_be_visible()
    photograph(bar, "bar-called-en")
    for act in ("start", "recall", "no_show", "hold", "undo", "bar"):
        expect(bar.locator(f"[data-act={act}]")).to_be_in_viewport(ratio=1)


def test_a_slip_that_others_have_built_upon_is_no_longer_offered(house: House) -> None:
    page = at_work(house)
    press(page, "call_next")
    in_hand(page, "CALLED")
    press(page, "no_show")
    expect(page.locator("[data-undo=no_show]")).to_be_visible()
    stop = page.locator("[data-shelf=missed] .stop-row").get_attribute("data-number")
    house.act(lambda tx: serve.come_back(tx, _stop(house, str(stop))), "2001")
    expect(page.locator("[data-undo]")).to_have_count(0)


def _stop(house: House, number: str) -> int:
    with house.store.reading() as connection:
        found = connection.exec_driver_sql(
            "SELECT id FROM stop WHERE label = ? ORDER BY id DESC", (number,)
        )
        return int(found.scalar())
