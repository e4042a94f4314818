"""The touch page in a real Chromium: what a visitor sees, presses and gets."""

import re
import shutil
import subprocess
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from machine import Machine, OpenPage
from playwright.sync_api import Locator, Page, expect
from simulated_hall import (
    MORNING,
    SimulatedHall,
    answer_lost,
    held_until,
    refused_with,
    server_error,
)

from hall_server.wire.message import Text, Wait
from printer.simulators.machine import Fault

pytestmark = pytest.mark.browser


def button(page: Page, name: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("button", name=name)


def test_three_touches_lead_to_a_number_and_a_sheet(page: Page, machine: Machine) -> None:
    button(page, re.compile("企业登记功能区")).click()
    button(page, re.compile("^个体工商户设立登记")).click()
    button(page, "取号").click()
    expect(page.locator(".hero")).to_have_text("A001")
    expect(page.get_by_text("请取走号票")).to_be_visible()
    expect(page.locator(".given")).to_contain_text("约 15–25 分钟")
    expect(page.locator(".given")).to_contain_text("前面 12 人")
    expect(page.locator(".fact").first).to_contain_text("企业登记功能区")
    assert "A001" in machine.sheets[0].lines


def test_a_screen_reader_is_told_the_number_at_once(page: Page) -> None:
    button(page, re.compile("便民服务功能区")).click()
    page.locator(".item").first.click()
    button(page, "取号").click()
    spoken = page.get_by_role("status").filter(has_text="您的号码是")
    expect(spoken).to_contain_text(page.locator(".hero").inner_text())


def test_the_keyboard_alone_takes_a_number(page: Page) -> None:
    page.keyboard.type("gtgs")
    expect(page.get_by_role("textbox")).to_be_focused()
    expect(page.get_by_role("textbox")).to_have_value("gtgs")
    page.keyboard.press("Tab")
    expect(page.locator(".item").first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("个体工商户设立登记")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.locator(".primary:focus").count():
            break
    page.keyboard.press("Enter")
    expect(page.locator(".hero")).to_have_text("A001")


def test_escape_goes_back_one_page(page: Page) -> None:
    button(page, re.compile("社会事务功能区")).click()
    button(page, re.compile("^公安局")).click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_have_text("社会事务功能区")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("yyzz", "营业执照补领、换领"),
        ("营业执照", "营业执照补领、换领"),
        ("huzhao", "普通护照签发"),
    ],
)
def test_an_item_is_found_by_initials_name_and_pinyin(page: Page, query: str, first: str) -> None:
    button(page, re.compile("输入名称或拼音首字母")).click()
    page.get_by_role("textbox").fill(query)
    expect(page.locator(".item .title").first).to_have_text(first)


def test_letters_can_be_typed_and_taken_back_on_the_screen(page: Page) -> None:
    button(page, re.compile("输入名称或拼音首字母")).click()
    for letter in ("y", "y", "x"):
        button(page, letter).click()
    expect(page.get_by_text("没有找到“yyx”")).to_be_visible()
    button(page, "删除").click()
    expect(page.get_by_role("textbox")).to_have_value("yy")
    expect(page.locator(".item .title").first).to_have_text("营业执照补领、换领")
    button(page, "清空").click()
    expect(page.get_by_text("大家常办的事项")).to_be_visible()


def test_a_theme_gives_one_number_for_all_its_errands(
    page: Page, simulated_hall: SimulatedHall
) -> None:
    button(page, re.compile("我要开餐馆")).click()
    expect(page.locator(".stop")).to_have_count(5)
    button(page, "取号").click()
    expect(page.locator(".errand")).to_contain_text("依次办 5 件事")
    (body,) = simulated_hall.bodies.values()
    assert (body.theme, body.items) == ("restaurant", ())


def test_a_visitor_may_claim_a_reason_and_take_it_back(
    page: Page, simulated_hall: SimulatedHall
) -> None:
    button(page, re.compile("企业登记功能区")).click()
    page.locator(".item").first.click()
    button(page, "孕妇").click()
    expect(button(page, "孕妇")).to_have_attribute("aria-pressed", "true")
    button(page, "孕妇").click()
    expect(button(page, "孕妇")).to_have_attribute("aria-pressed", "false")
    button(page, "残疾人").click()
    button(page, "取号").click()
    expect(page.locator(".chip")).to_have_text("残疾人")
    (body,) = simulated_hall.bodies.values()
    assert body.reason == "disabled"


def test_a_closed_item_says_why_and_cannot_be_taken(
    page: Page, simulated_hall: SimulatedHall
) -> None:
    simulated_hall.close_item("SJ-001", Text(zh="系统升级", en="system upgrade"))
    button(page, re.compile("企业登记功能区")).click()
    closed = button(page, re.compile("有限责任公司设立登记"))
    expect(closed).to_contain_text("暂停取号：系统升级")
    expect(closed).to_be_disabled()
    expect(button(page, re.compile("个体工商户设立登记"))).to_be_enabled()


def test_an_item_that_closes_while_it_is_read_cannot_be_taken(
    page: Page, simulated_hall: SimulatedHall
) -> None:
    button(page, re.compile("企业登记功能区")).click()
    button(page, re.compile("个体工商户设立登记")).click()
    simulated_hall.queue("A", closed=Text(zh="今天的号已满", en="full today"))
    expect(button(page, "暂停取号：今天的号已满")).to_be_disabled()


def test_a_closed_hall_says_when_it_opens(page: Page, simulated_hall: SimulatedHall) -> None:
    simulated_hall.become(open=False, until=None, opens=MORNING.replace(hour=13, minute=30))
    expect(page.locator(".notice")).to_contain_text("今天 13:30 开始取号")
    simulated_hall.become(opens=MORNING + timedelta(days=1))
    expect(page.locator(".notice")).to_contain_text("11月24日星期二 10:24 开始取号")
    button(page, re.compile("企业登记功能区")).click()
    page.locator(".item").first.click()
    expect(page.locator(".primary")).to_be_disabled()
    expect(page.locator(".primary")).to_contain_text("开始取号")


def test_a_queue_without_an_open_window_says_so(page: Page, simulated_hall: SimulatedHall) -> None:
    simulated_hall.queue("A", wait=Wait(ahead=4), windows_open=0)
    button(page, re.compile("企业登记功能区")).click()
    expect(button(page, re.compile("个体工商户设立登记"))).to_contain_text("现在没有窗口办理")


def test_the_lines_on_the_page_follow_the_hall(page: Page, simulated_hall: SimulatedHall) -> None:
    button(page, re.compile("企业登记功能区")).click()
    simulated_hall.queue("A", wait=Wait(ahead=999, low=240, high=480))
    item = button(page, re.compile("个体工商户设立登记"))
    expect(item).to_contain_text("前面 999 人，约 240–480 分钟")


def test_a_hall_out_of_reach_is_told_calmly_and_comes_back_by_itself(
    page: Page, simulated_hall: SimulatedHall
) -> None:
    simulated_hall.go_away()
    expect(page.get_by_role("heading", name="暂时不能取号")).to_be_visible()
    expect(page.locator(".alone")).to_contain_text(re.compile(r"从 \d\d:\d\d 起"))
    expect(page.locator(".alone")).to_contain_text("咨询台")
    simulated_hall.come()
    expect(page.locator(".zones")).to_be_visible(timeout=2_000)


def test_losing_the_hall_does_not_throw_a_visitor_out(
    page: Page, simulated_hall: SimulatedHall
) -> None:
    button(page, re.compile("企业登记功能区")).click()
    button(page, re.compile("个体工商户设立登记")).click()
    simulated_hall.go_away()
    expect(page.locator(".notice")).to_contain_text("暂时不能取号")
    expect(page.locator(".primary")).to_be_disabled()
    expect(page.get_by_text("个体工商户登记申请书")).to_be_visible()
    simulated_hall.come()
    expect(button(page, "取号")).to_be_enabled(timeout=2_000)


def test_an_answer_lost_after_the_commit_still_shows_one_number(
    page: Page, simulated_hall: SimulatedHall, machine: Machine
) -> None:
    simulated_hall.faults.extend([answer_lost, server_error])
    button(page, re.compile("企业登记功能区")).click()
    page.locator(".item").first.click()
    button(page, "取号").click()
    page.clock.run_for(2_000)
    expect(page.locator(".hero")).to_have_text("A001")
    expect(page.get_by_text("请取走号票")).to_be_visible()
    assert len(simulated_hall.tickets) == 1
    assert len(machine.sheets) == 1


def test_a_refusal_is_told_kindly_and_the_visitor_stays(
    page: Page, simulated_hall: SimulatedHall
) -> None:
    simulated_hall.faults.append(refused_with(409, "series_exhausted"))
    button(page, re.compile("企业登记功能区")).click()
    page.locator(".item").first.click()
    button(page, "取号").click()
    expect(page.get_by_role("alert")).to_contain_text("请到咨询台")
    expect(page.get_by_role("alert")).to_be_focused()
    button(page, "取号").click()
    expect(page.locator(".hero")).to_have_text("A001")


def test_an_impatient_finger_takes_one_number(page: Page, simulated_hall: SimulatedHall) -> None:
    gate = threading.Event()
    simulated_hall.faults.append(held_until(gate))
    button(page, re.compile("企业登记功能区")).click()
    page.locator(".item").first.click()
    page.locator(".primary").dblclick()
    expect(page.locator(".primary")).to_have_text("正在取号，请稍候")
    expect(page.locator(".primary")).to_be_disabled()
    gate.set()
    expect(page.locator(".hero")).to_have_text("A001")
    assert len(simulated_hall.tickets) == 1


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (None, "打印机没有纸，号码已经有效。 请记下号码，或扫码。"),
        (Fault.COVER_OPEN, "打印机暂时不能用，号码已经有效。"),
        (Fault.DROP_AT_ACKNOWLEDGEMENT, "号票可能没有打印完整，号码已经有效。"),
    ],
)
def test_without_a_sheet_the_number_stands_and_the_page_says_what_to_do(
    page: Page, machine: Machine, fault: Fault | None, words: str
) -> None:
    if fault:
        machine.printer.begin(fault)
    else:
        machine.printer.load_paper(0)
    button(page, re.compile("企业登记功能区")).click()
    page.locator(".item").first.click()
    button(page, "取号").click()
    expect(page.locator(".hero")).to_have_text("A001")
    expect(page.locator(".paper")).to_contain_text(words)


@pytest.mark.parametrize("layout", ["标准", "高对比", "低位"])
def test_the_code_on_the_screen_leads_to_the_visitors_page(
    page: Page, layout: str, simulated_hall: SimulatedHall, tmp_path: Path
) -> None:
    if shutil.which("zbarimg") is None:
        pytest.skip("zbarimg (apt install zbar-tools) reads the code")
    button(page, re.compile("企业登记功能区")).click()
    page.locator(".item").first.click()
    button(page, "取号").click()
    button(page, layout).click()
    picture = tmp_path / "code.png"
    page.locator(".phone img").screenshot(path=picture)
    read = subprocess.run(
        ["zbarimg", "--raw", "-q", str(picture)], capture_output=True, text=True, check=True
    )
    (ticket,) = simulated_hall.tickets.values()
    assert read.stdout.strip() == simulated_hall.catalogue.public_url + ticket.link


def test_an_untouched_page_asks_and_then_forgets_the_visitor(page: Page) -> None:
    button(page, "English").click()
    button(page, "Large").click()
    button(page, re.compile("Name or pinyin initials")).click()
    page.get_by_role("textbox").fill("passport")
    page.clock.fast_forward(121_000)
    expect(page.get_by_role("alertdialog")).to_contain_text("Are you still there?")
    expect(button(page, "Continue")).to_be_focused()
    page.clock.fast_forward(16_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("您要办什么？")
    expect(page.locator("html")).not_to_have_class("large")
    button(page, re.compile("输入名称或拼音首字母")).click()
    expect(page.get_by_role("textbox")).to_have_value("")


def test_a_visitor_who_is_still_there_goes_on(page: Page) -> None:
    button(page, re.compile("企业登记功能区")).click()
    page.clock.fast_forward(61_000)
    button(page, "继续").click()
    expect(page.get_by_role("alertdialog")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("企业登记功能区")
    page.clock.fast_forward(50_000)
    expect(page.get_by_role("alertdialog")).to_have_count(0)


def test_the_number_page_makes_room_for_the_next_visitor(page: Page) -> None:
    button(page, re.compile("企业登记功能区")).click()
    page.locator(".item").first.click()
    button(page, "孕妇").click()
    button(page, "取号").click()
    expect(page.get_by_text("请取走号票")).to_be_visible()
    page.clock.fast_forward(17_000)
    expect(page.locator(".zones")).to_be_visible()
    assert "A001" not in page.content()
    button(page, re.compile("企业登记功能区")).click()
    page.locator(".item").first.click()
    expect(button(page, "孕妇")).to_have_attribute("aria-pressed", "false")


def test_a_page_in_another_zone_shows_the_halls_time(open_page: OpenPage) -> None:
    page = open_page()
    assert page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") != "Asia/Shanghai"
    expect(page.locator(".time")).to_have_text(re.compile("10:2"))
    expect(page.locator(".when")).to_contain_text("取号至 17:00")


@pytest.mark.parametrize("viewport", [(1080, 1920), (1920, 1080)], ids=["portrait", "landscape"])
@pytest.mark.parametrize("language", ["中文", "English"])
def test_sizes_are_those_of_a_kiosk(
    open_page: OpenPage, viewport: tuple[int, int], language: str
) -> None:
    page = open_page(width=viewport[0], height=viewport[1])
    if language == "English":
        button(page, "English").click()
    everywhere = [".zone >> nth=0", ".item >> nth=0", ".primary"]
    for step in [*everywhere, None]:
        if page.locator(".paper").count():
            expect(page.locator(".paper.done")).to_be_visible()
        assert smallest(page, "button", "height") >= 96
        assert smallest(page, "main p, main span:not(.unseen), main li, main button", "font") >= 28
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if step:
            page.locator(step).click()
            expect(page.locator(".hero" if step == ".primary" else "h1")).to_be_visible()
    assert smallest(page, ".hero", "font") >= 200


def test_large_print_is_half_as_large_again(page: Page) -> None:
    line = page.locator(".zone .line span").first
    expect(line).to_have_css("font-size", "28px")
    button(page, "大字").click()
    expect(line).to_have_css("font-size", "42px")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def smallest(page: Page, selector: str, what: str) -> float:
    """The least height or type size, in px, among what is shown."""
    size: float = page.evaluate(
        """([selector, what]) => Math.min(...[...document.querySelectorAll(selector)]
            .filter((one) => one.getClientRects().length)
            .map((one) => what === "font" ? parseFloat(getComputedStyle(one).fontSize)
                                          : one.getBoundingClientRect().height))""",
        [selector, what],
    )
    return size
