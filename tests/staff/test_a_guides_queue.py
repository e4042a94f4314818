"""A guide's queue: whoever comes to the desk is found, understood and helped, without leaving the keyboard."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from house import House, axe_findings, photograph
from playwright.sync_api import Page, expect

from hall_server.desk import call, closures, duty, evacuation, serve
from hall_server.desk.issue import issue_ticket
from hall_server.desk.lending import lend_numbers
from hall_server.desk.reconcile import reconcile_ticket
from hall_server.domain.actor import Actor
from hall_server.domain.identity import known_by
from hall_server.store.database import Key
from hall_server.store.people import add_device
from hall_server.store.transaction import Transaction
from hall_server.wire import acts as w
from hall_server.wire.offline import OfflineTicket, TakeLease

pytestmark = pytest.mark.browser

CARD = "11010519491231002X"
SEAT = "seat-0001"
SIZES = [(1280, 720), (1440, 900), (1920, 1080), (1024, 768)]


def at_the_desk(
    house: House, language: str = "zh-CN", width: int = 1440, height: int = 900
) -> Page:
    """A guide at the desk's page."""
    house.log_in("2001")
    page = house.open(f"/guide?lang={language}", width, height)
    expect(page.locator("#find")).to_be_focused()
    return page


def window_opens(house: House, window: str = "1") -> None:
    house.act(lambda tx: duty.sign_in(tx, window, w.SignIn(seat=SEAT)), "1001")
    house.act(lambda tx: duty.open_window(tx, window, SEAT), "1001")


def misses_the_call(house: House, number: str, window: str = "1") -> None:
    """A visitor is called by number, and does not come."""
    stop = w.CallStop(stop=_newest_stop(house, number))
    house.act(lambda tx: call.call_this(tx, window, SEAT, stop), "1001")
    house.clock.forward(minutes=2)
    house.act(lambda tx: serve.no_show(tx, window, SEAT, w.Note()), "1001")


def takes_number(house: House, item: str, phone: str | None = None, card: str | None = None) -> str:
    """A number for somebody who left a phone or a card."""
    key = house.server.app.extensions["hall"].todays_card_key(house.hall)
    visitor = known_by(key, phone, card)
    token = f"known-{house.clock().timestamp():.6f}"
    wanted = w.IssueTicket(items=(item,))
    issued = house.act(lambda tx: issue_ticket(tx, wanted, token, lambda _: None, visitor), "2001")
    return issued.number


def busy_morning(house: House) -> dict[str, str]:
    """People beyond the limit, one who missed the call, an item and a queue closed."""
    window_opens(house)
    numbers = {"missed": house.take_number("SJ-001").number}
    numbers["both"] = house.take_number("SJ-001", "GA-004", reason="elder").number
    for item in ("GA-004", "RS-008", "GA-004", "SJ-001", "RS-008"):
        numbers[item] = house.take_number(item).number
    house.clock.forward(minutes=2)
    misses_the_call(house, numbers["missed"])
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


def presses(page: Page, key: str) -> None:
    """A key that opens a dialog."""
    page.keyboard.press(key)
    expect(page.locator("dialog")).to_be_visible()


def asks_for_an_item(page: Page, key: str) -> None:
    """A key that opens a dialog where something is found by typing."""
    presses(page, key)
    expect(page.get_by_role("combobox")).to_be_focused()


def looks_for(page: Page, typed: str) -> None:
    # axe holds a page up for seconds, and the line with it.
    expect(page.locator("[data-act=find]")).to_be_enabled(timeout=15_000)
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_desk_fits_every_screen(house: House, language: str, width: int, height: int) -> None:
    numbers = busy_morning(house)
    page = at_the_desk(house, language, width, height)
    photograph(page, f"guide-{language}-{width}-rest")
    looks_for(page, numbers["both"])
    expect(page.locator("[data-ticket]")).to_be_visible()
    photograph(page, f"guide-{language}-{width}-ticket")
    beyond = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert beyond <= 0
    for target in page.locator(".acts button, .rows button, .find-row > *").all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 44


def test_a_visitors_number_is_found_and_its_story_told(house: House) -> None:
    numbers = busy_morning(house)
    page = at_the_desk(house)
    looks_for(page, numbers["missed"].lower())
    expect(page.locator("[data-ticket]")).to_contain_text(numbers["missed"])
    expect(page.locator(".standing")).to_contain_text("已过号")
    expect(page.locator(".standing")).to_contain_text("可找回")
    acts = page.locator(".story li").evaluate_all("rows => rows.map(row => row.dataset.act)")
    assert acts == ["issue", "call_this", "no_show"]
    expect(page.locator(".story [data-act=call_this]")).to_contain_text("1 号窗口")
    expect(page.locator(".story [data-act=call_this]")).to_contain_text("点名，等了 2 分钟")
    expect(page.locator(".story [data-act=no_show] .story-who")).to_have_text("王敏")


def gives_a_number_alone(house: House) -> tuple[str, str]:
    """A kiosk's press reaches the hall, the answer is lost; half an hour later it brings its number.

    Returns the paper's number and the one that is void.
    """
    added = house.act(lambda tx: add_device(tx, "kiosk", "kiosk-7", "hall"))
    kiosk = Actor("device", added.id, "kiosk-7", house.hall, frozenset({"kiosk"}), "hall")

    def act(done: Callable[[Transaction], Any], key: str) -> dict[str, Any]:
        once = Key.of(key, "POST", "/", b"")
        answer = house.store.act_once(
            kiosk, house.clock(), once, lambda tx: done(tx).model_dump_json()
        )
        return dict(json.loads(answer.body))

    lease = act(lambda tx: lend_numbers(tx, TakeLease(), "v", "00"), "lease")
    wish = w.IssueTicket(items=("SJ-001",))
    void = act(lambda tx: issue_ticket(tx, wish, "unheard", lambda _: None), "press-1")
    queue = void["number"][0]
    block = next(block for block in lease["blocks"] if block["queue"] == queue)
    ticket = OfflineTicket.model_validate(
        {"press": "press-1", "date": lease["date"], "queue": queue, "number": block["first"],
         "items": ["SJ-001"], "token": "t" * 24, "issued_at": house.clock()}
    )  # fmt: skip
    house.clock.forward(minutes=30)
    told = act(lambda tx: reconcile_ticket(tx, ticket), "offline:press-1")
    return told["number"], void["number"]


def test_a_number_that_a_kiosk_gave_alone_says_so(house: House) -> None:
    number, void = gives_a_number_alone(house)
    page = at_the_desk(house)
    looks_for(page, number)
    given = page.locator(".story [data-act=reconcile_ticket]")
    expect(given).to_contain_text("取号机离线取号")
    expect(given).to_contain_text(f"原先分配的 {void} 作废")
    expect(given.locator(".story-who")).to_have_text("kiosk-7")
    expect(page.locator("[data-ticket] .facts")).to_contain_text("kiosk-7 · 离线取号")
    photograph(page, "guide-alone")
    assert axe_findings(page) == []
    looks_for(page, void)
    expect(page.locator(".story [data-act=void_number]")).to_contain_text(f"纸上印的是 {number}")
    photograph(page, "guide-void")


def test_one_who_missed_the_call_comes_back_by_one_key(house: House) -> None:
    numbers = busy_morning(house)
    page = at_the_desk(house)
    expect(page.locator(f"[data-missed={numbers['missed']}]")).to_contain_text("还剩 2 分")
    looks_for(page, numbers["missed"][1:])
    page.locator(f"[data-hit={numbers['missed']}]").click()
    expect(page.locator("[data-ticket]")).to_contain_text(numbers["missed"])
    page.keyboard.press("Alt+r")
    expect(page.locator("[data-notice]")).to_contain_text(f"{numbers['missed']} 已回到队列")
    expect(page.locator("[data-ticket]")).to_have_attribute("data-state", "WAITING")
    expect(page.locator("[data-missed]")).to_have_count(0)


def test_a_number_shared_by_several_queues_lists_them_all(house: House) -> None:
    busy_morning(house)
    page = at_the_desk(house)
    looks_for(page, "1")
    expect(page.locator("[data-hit]")).to_have_count(3)
    expect(page.locator("[data-ticket]")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    second = page.locator("[data-hit]").nth(1)
    expect(second).to_have_class(re.compile("marked"))
    page.keyboard.press("Enter")
    found = page.locator("[data-ticket]")
    expect(found).to_have_attribute("data-ticket", second.get_attribute("data-hit") or "")


def test_a_card_laid_on_the_reader_finds_its_ticket_and_leaves_no_trace_on_the_page(
    house: House,
) -> None:
    number = takes_number(house, "SJ-001", card=CARD)
    takes_number(house, "GA-004", phone="138 0013 8000")
    page = at_the_desk(house)
    page.locator("header h1").click()  # wherever the keyboard is
    looks_for(page, CARD)
    expect(page.locator("[data-ticket]")).to_contain_text(number)
    expect(page.locator("[data-found='1']")).to_contain_text("证件")
    assert CARD not in page.content()
    assert page.locator("#find").input_value() == ""
    looks_for(page, "8000")
    expect(page.locator("[data-ticket=L001]")).to_be_visible()


def test_a_reader_whose_card_begins_with_a_key_of_an_act_does_no_act(house: House) -> None:
    number = takes_number(house, "SJ-001", card="N12345678")
    page = at_the_desk(house)
    looks_for(page, "N12345678")
    expect(page.locator("[data-ticket]")).to_contain_text(number)
    expect(page.locator("dialog")).to_have_count(0)


@pytest.mark.parametrize(
    ("typed", "said"), [("A999", "今天没有找到"), ("0000", "今天没有找到"), ("？！", "看不懂")]
)
def test_what_is_not_found_is_said_with_what_to_do(house: House, typed: str, said: str) -> None:
    page = at_the_desk(house)
    page.locator("#find").fill(typed)
    page.keyboard.press("Enter")
    expect(page.locator("[data-found='0']")).to_contain_text(said)
    expect(page.locator("[data-found='0']")).to_contain_text("A017")


def test_a_number_is_given_by_keyboard_and_taken_back_within_ten_seconds(house: House) -> None:
    page = at_the_desk(house)
    asks_for_an_item(page, "n")
    page.keyboard.type("gsbg")  # 公司变更
    expect(page.locator("[role=option]").first).to_contain_text("公司变更登记")
    page.keyboard.press("Enter")
    expect(page.locator("[name=reason]").first).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.locator("[name=phone]").fill("13800138000")
    page.keyboard.press("Enter")
    given = page.locator("[data-given]")
    expect(given).to_contain_text("A001")
    expect(given).to_contain_text("老年人")
    expect(given).to_contain_text("企业登记功能区")
    expect(given).to_contain_text("没有打印")
    expect(page.locator("#find")).to_be_focused()
    given.locator("[data-act=cancel_number]").click()
    expect(page.locator("[data-notice]")).to_contain_text("A001 已取消")
    expect(page.locator("[data-ticket]")).to_have_attribute("data-state", "LEFT")


def test_ten_seconds_later_the_number_can_only_leave(house: House) -> None:
    page = at_the_desk(house)
    asks_for_an_item(page, "n")
    page.keyboard.type("gsbg")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("[data-act=cancel_number]")).to_be_visible()
    house.clock.forward(seconds=11)
    house.take_number("RS-008")  # news, which carry the hall's clock
    expect(page.locator("[data-act=cancel_number]")).to_have_count(0)
    expect(page.locator("[data-given]")).to_be_visible()


def test_several_errands_and_a_wrong_card(house: House) -> None:
    page = at_the_desk(house)
    asks_for_an_item(page, "n")
    page.keyboard.type("gsbg")
    page.keyboard.press("Enter")
    page.locator("[name=print_size]").select_option("large")
    page.locator("[data-act=more]").click()
    page.keyboard.type("护照")
    page.keyboard.press("Enter")
    expect(page.locator(".errands li")).to_have_count(2)
    expect(page.locator("[name=print_size]")).to_have_value("large")
    page.keyboard.type("110105194912310021")  # the reader; the check digit is wrong
    expect(page.locator("[name=card]")).to_have_value("110105194912310021")
    page.keyboard.press("Enter")
    expect(page.locator("dialog [data-refusal]")).to_contain_text("证件号码不对")
    page.locator("[name=card]").fill("")
    page.keyboard.press("Enter")
    expect(page.locator("[data-given]")).to_contain_text("普通护照")


def test_a_closed_item_says_so_before_it_is_taken_and_when_it_is(house: House) -> None:
    busy_morning(house)
    page = at_the_desk(house)
    expect(page.locator("[data-closed='GA-004']")).to_contain_text("系统升级，14:00 恢复")
    asks_for_an_item(page, "n")
    page.keyboard.type("普通护照签发")
    expect(page.locator("[role=option]").first).to_contain_text("停止取号")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("dialog [data-refusal]")).to_contain_text("系统升级，14:00 恢复")


def test_a_ticket_is_moved_noted_added_to_and_ended(house: House) -> None:
    number = house.take_number("SJ-001").number
    page = at_the_desk(house)
    looks_for(page, number)
    expect(page.locator("[data-ticket]")).to_be_visible()
    asks_for_an_item(page, "t")
    page.keyboard.type("L")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("[data-notice]")).to_contain_text(f"{number} 已转走")
    expect(page.locator(".story [data-act=transfer]")).to_contain_text("转到 L 队列")
    presses(page, "Alt+k")
    page.keyboard.type("听力不好，请当面叫")
    page.keyboard.press("Enter")
    expect(page.locator(".facts")).to_contain_text("听力不好，请当面叫")
    asks_for_an_item(page, "Alt+j")
    page.keyboard.type("护照")
    page.keyboard.press("Enter")
    expect(page.locator(".head .chips")).to_contain_text("接着办")
    presses(page, "Alt+l")
    page.keyboard.type("明天再来")
    page.keyboard.press("Enter")
    expect(page.locator("[data-ticket]")).to_have_attribute("data-state", "LEFT")
    expect(page.locator(".story [data-act=leave]")).to_contain_text("明天再来")
    expect(page.locator(".acts button")).to_have_count(2)


def test_those_beyond_the_limit_are_listed_and_opened(house: House) -> None:
    numbers = busy_morning(house)
    page = at_the_desk(house)
    late = page.locator(f"[data-late={numbers['both']}]")
    expect(late).to_contain_text("32／30 分")
    late.click()
    expect(page.locator("[data-ticket]")).to_contain_text(numbers["both"])
    expect(page.locator(".standing .late")).to_contain_text("等了 32 分，限 30 分")


def test_what_happens_at_a_window_is_seen_while_the_ticket_is_open(house: House) -> None:
    window_opens(house)
    number = house.take_number("SJ-001").number
    page = at_the_desk(house)
    looks_for(page, number)
    expect(page.locator("[data-ticket]")).to_have_attribute("data-state", "WAITING")
    house.act(lambda tx: call.call_next(tx, "1", SEAT), "1001")
    expect(page.locator("[data-ticket]")).to_have_attribute("data-state", "CALLED")
    page.keyboard.press("Escape")
    expect(page.locator("[data-rest]")).to_be_visible()
    house.act(lambda tx: serve.start(tx, "1", SEAT), "1001")
    house.take_number("RS-008")
    expect(page.locator("[data-queue=C] b")).to_have_text("1")
    expect(page.locator("[data-rest]")).to_be_visible()


def test_a_lost_line_is_said_and_comes_back(house: House) -> None:
    page = at_the_desk(house)
    house.cable.cut()
    expect(page.locator("[data-banner=offline]")).to_be_visible()
    expect(page.locator("[data-act=issue]")).to_be_disabled()
    house.cable.heal()
    expect(page.locator("[data-banner=offline]")).to_have_count(0)
    expect(page.locator("[data-act=issue]")).to_be_enabled()


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_axe_finds_nothing_wrong(house: House, language: str) -> None:
    numbers = busy_morning(house)
    page = at_the_desk(house, language)
    assert axe_findings(page) == []
    looks_for(page, numbers["missed"])
    expect(page.locator("[data-ticket]")).to_be_visible()
    assert axe_findings(page) == []
    for key in ("n", "?"):
        presses(page, key)
        assert axe_findings(page) == []
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_have_count(0)
    looks_for(page, numbers["both"])
    for key in ("t", "Alt+k", "p"):
        expect(page.locator(f"[data-ticket={numbers['both']}]")).to_be_visible()
        presses(page, key)
        assert axe_findings(page) == []
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_have_count(0)


def test_everything_at_the_desk_is_reached_with_tab(house: House) -> None:
    busy_morning(house)
    page = at_the_desk(house)
    looks_for(page, "L001")
    expect(page.locator("[data-ticket]")).to_be_visible()
    expect(page.locator("ol.story li").first).to_be_visible()
    wanted = page.locator("button:enabled, a[href]").count()
    page.evaluate("window.reached = new Set()")
    for _ in range(wanted + 12):
        page.keyboard.press("Tab")
        page.evaluate("void window.reached.add(document.activeElement)")
    missed = page.evaluate(
        "[...document.querySelectorAll('button:enabled, a[href]')]"
        ".filter((element) => !window.reached.has(element)).map((element) => element.outerHTML)"
    )
    assert missed == []


def test_an_evacuation_is_said_above_everything_and_no_number_is_given(house: House) -> None:
    page = at_the_desk(house)
    house.act(lambda tx: evacuation.evacuate(tx, w.Evacuate(text="请从最近的出口离开")), "3001")
    expect(page.locator("[data-banner=evacuation]")).to_contain_text("请从最近的出口离开")
    expect(page.locator("[data-act=issue]")).to_be_disabled()
    page.keyboard.press("n")
    expect(page.locator("#find")).to_have_value("n")
    expect(page.locator("dialog")).to_have_count(0)


def test_two_guides_bring_back_the_same_number_once(house: House) -> None:
    numbers = busy_morning(house)
    page = at_the_desk(house)
    looks_for(page, numbers["missed"])
    expect(page.locator("[data-ticket]")).to_be_visible()
    house.server.newsroom.stop()  # the other guide was a moment faster than the news
    house.act(lambda tx: serve.come_back(tx, _newest_stop(house, numbers["missed"])), "3001")
    page.keyboard.press("Alt+r")
    expect(page.locator("[data-refusal]")).to_contain_text("号票等候，现在不能回到队列")
    page.keyboard.press("Escape")
    expect(page.locator("[data-refusal]")).to_have_count(0)


HOSTILE = "<img src=x onerror=alert(1)>\u202e\u0646\u0635 👨‍👩‍👧 𠮷"


def test_hostile_words_are_shown_as_words(house: House) -> None:
    number = house.take_number("SJ-001").number
    page = at_the_desk(house)
    looks_for(page, number)
    expect(page.locator("[data-ticket]")).to_be_visible()
    presses(page, "Alt+k")
    page.locator("[name=note]").fill(HOSTILE)
    page.keyboard.press("Enter")
    expect(page.locator(".facts")).to_contain_text(HOSTILE)
    expect(page.locator(".story q")).to_have_text(HOSTILE)
    assert page.locator("#screen img").count() == 0
    page.locator("#find").fill("<b>1</b>\u202e")
    page.keyboard.press("Enter")
    expect(page.locator("[data-found='0']")).to_be_visible()
    assert page.locator(".find b b").count() == 0


def test_a_clerk_is_told_that_the_desk_is_a_guides(house: House) -> None:
    house.log_in("1001")
    page = house.open("/guide")
    expect(page.get_by_role("heading", name="这一页不归您用")).to_be_visible()
