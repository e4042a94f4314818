"""A visitor's ways to a number at a machine with a reader: who one is, appointments, collecting, finding."""

import re
from collections.abc import Iterator

import pytest
from machine import Machine, running_machine
from playwright.sync_api import Locator, Page, expect
from simulated_hall import SimulatedHall, refused_with

from kiosk.reader.reader import Reader
from kiosk.simulators.cards import CITIZEN, ELDER, EXPIRED
from kiosk.simulators.reader import VirtualReader
from printer.simulators.network import NetworkPrinter as NetworkLine

pytestmark = pytest.mark.browser

ELDER_NUMBER = "11010519491231002X"


@pytest.fixture
def reader() -> VirtualReader:
    """The machine's card reader, nothing on it."""
    return VirtualReader()


@pytest.fixture
def machine(simulated_hall: SimulatedHall, reader: VirtualReader) -> Iterator[Machine]:
    """A kiosk with a card reader."""
    with (
        NetworkLine(reader) as line,
        running_machine(simulated_hall, reader_url=line.url) as running,
    ):
        running.kiosk.link.wait_for(lambda view: view.status == "reached", 5)
        yield running


def button(page: Page, name: str | re.Pattern[str]) -> Locator:
    return page.get_by_role("button", name=name)


def to_passport(page: Page) -> None:
    """By life event, the way of somebody who does not know departments."""
    button(page, "人生大事").click()
    button(page, re.compile("^上学")).click()
    button(page, re.compile("^居民身份证")).first.click()


def to_item(page: Page) -> None:
    button(page, re.compile("企业登记功能区")).click()
    page.locator(".item").first.click()


def driver_of(machine: Machine) -> Reader:
    """What reads the machine's cards."""
    assert machine.kiosk.reader is not None
    return machine.kiosk.reader


def issued(hall: SimulatedHall) -> list[tuple[str | None, str | None, str | None, bool]]:
    """Whose numbers the hall has given: document, phone, reason, for somebody else."""
    return [(each.card, each.phone, each.reason, each.agent) for each in hall.bodies.values()]


def scan(page: Page, text: str) -> None:
    """A code scanner types it and presses Enter, faster than any finger."""
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def test_a_card_is_masked_priority_is_asked_and_nothing_of_it_stays(
    page: Page, simulated_hall: SimulatedHall, machine: Machine, reader: VirtualReader
) -> None:
    reader.place(ELDER)
    expect(page.locator(".person")).to_contain_text("欧阳* 证件尾号 002X")
    to_item(page)
    expect(page.locator(".asked-pair").first).to_contain_text("老年人")
    expect(button(page, "需要优先")).to_have_attribute("aria-pressed", "false")
    expect(button(page, "不需要")).to_have_attribute("aria-pressed", "false")
    button(page, "需要优先").click()
    assert ELDER_NUMBER[:17] not in page.content()
    assert "淑芬" not in page.content()
    button(page, "取号").click()
    expect(page.locator(".paper")).to_contain_text("请收好您的证件")
    assert issued(simulated_hall) == [(ELDER_NUMBER, None, "elder", False)]
    button(page, "完成").click()
    expect(page.locator(".zones")).to_be_visible()
    page.clock.run_for(2_000)
    assert "欧阳" not in page.content()
    driver_of(machine).wait_for(lambda view: view.state != "card", 5)
    to_item(page)
    button(page, "取号").click()
    expect(page.locator(".hero")).to_have_text("A002")
    assert issued(simulated_hall)[1] == (None, None, None, False)


def test_who_says_no_to_priority_waits_like_everybody_and_may_clear_the_card(
    page: Page, simulated_hall: SimulatedHall, reader: VirtualReader
) -> None:
    to_item(page)
    reader.place(ELDER)
    button(page, "不需要").click()
    expect(button(page, "不需要")).to_have_attribute("aria-pressed", "true")
    button(page, "清除").click()
    expect(page.locator(".person")).to_have_count(0)
    page.clock.run_for(2_000)
    expect(button(page, "输入手机号")).to_be_visible()
    button(page, "取号").click()
    expect(page.locator(".hero")).to_have_text("A001")
    assert issued(simulated_hall) == [(None, None, None, False)]


def test_an_expired_card_takes_a_number_and_is_told_to_be_expired(
    page: Page, simulated_hall: SimulatedHall, reader: VirtualReader
) -> None:
    reader.place(EXPIRED)
    expect(page.locator(".person")).to_contain_text("已过有效期。可以取号")
    to_item(page)
    button(page, "取号").click()
    expect(page.locator(".hero")).to_have_text("A001")
    assert issued(simulated_hall)[0][0] == "110105197205050015"


def test_a_typed_number_with_a_slip_is_told_and_the_right_one_is_masked(
    page: Page, simulated_hall: SimulatedHall
) -> None:
    to_item(page)
    button(page, "孕妇").click()
    button(page, "输入证件号").click()
    for key in ELDER_NUMBER.replace("12", "21", 1):
        button(page, re.compile(f"^{key}$")).click()
    expect(page.locator(".hint")).to_contain_text("有一位不对")
    expect(button(page, re.compile("^登记$"))).to_be_disabled()
    page.get_by_role("textbox").fill(ELDER_NUMBER.lower())
    button(page, re.compile("^登记$")).click()
    expect(page.locator(".person")).to_contain_text("证件尾号 002X")
    assert ELDER_NUMBER[:17] not in page.content()
    expect(button(page, "孕妇")).to_have_attribute("aria-pressed", "true")
    button(page, "为别人办").click()
    button(page, "取号").click()
    expect(page.locator(".hero")).to_have_text("A001")
    assert issued(simulated_hall) == [(ELDER_NUMBER, None, "pregnant", True)]


def test_a_phone_is_enough_and_who_types_may_turn_back(
    page: Page, simulated_hall: SimulatedHall
) -> None:
    to_item(page)
    button(page, "输入手机号").click()
    button(page, "不登记，直接取号").click()
    button(page, "输入手机号").click()
    page.get_by_role("textbox").fill("13800135678")
    button(page, re.compile("^登记$")).click()
    expect(page.locator(".person")).to_contain_text("手机尾号 5678")
    expect(button(page, "为别人办")).to_have_count(0)
    button(page, "取号").click()
    expect(page.locator(".hero")).to_have_text("A001")
    assert issued(simulated_hall) == [(None, "13800135678", None, False)]


@pytest.mark.parametrize(
    ("code", "facts", "words"),
    [
        ("already_in_line", {"number": "A007", "item": "SJ-001"}, "您今天已经为这件事取了号：A007"),
        ("too_many_tickets", {"limit": 3}, "您手里已有 3 个号"),
        ("item_cap_reached", {"name": "x", "half": "am"}, "上午的号已取完，下午可以再来"),
        (
            "result_not_ready",
            {"number": "20261123-00001", "state": "DELIVERED"},
            "办件 20261123-00001 的结果已经领走或寄出",
        ),
    ],
)
def test_a_refusal_names_its_values_and_what_to_do(
    page: Page, simulated_hall: SimulatedHall, code: str, facts: dict[str, object], words: str
) -> None:
    to_item(page)
    simulated_hall.faults.append(refused_with(409, code, **facts))
    button(page, "取号").click()
    expect(page.get_by_role("alert")).to_contain_text(words)


def test_a_person_the_kiosk_forgot_may_go_on_without(
    page: Page, simulated_hall: SimulatedHall, machine: Machine
) -> None:
    to_item(page)
    button(page, "输入手机号").click()
    page.get_by_role("textbox").fill("13800135678")
    button(page, re.compile("^登记$")).click()
    expect(page.locator(".person")).to_be_visible()
    machine.kiosk.people.forget()
    button(page, "取号").click()
    expect(page.get_by_role("alert")).to_contain_text("登记已清除")
    expect(page.locator(".person")).to_have_count(0)
    button(page, "取号").click()
    expect(page.locator(".hero")).to_have_text("A001")
    assert issued(simulated_hall) == [(None, None, None, False)]


def test_appointments_are_found_by_card_told_apart_and_one_is_checked_in(
    page: Page, simulated_hall: SimulatedHall, reader: VirtualReader
) -> None:
    items = {item.code: item for item in simulated_hall.catalogue.items}
    for code, standing in (("GA-004", "due"), ("SJ-001", "late"), ("MZ-001", "other_day")):
        simulated_hall.bookings.book(items[code], standing)  # type: ignore[arg-type]
    simulated_hall.bookings.book(items["BD-001"], "over", "CHECKED_IN", "C012")
    button(page, "我有预约").click()
    reader.place(CITIZEN)
    expect(page.get_by_role("heading", level=1)).to_have_text("找到 4 个预约")
    standings = page.locator(".standing")
    expect(standings.nth(1)).to_contain_text("已过预约时间")
    expect(standings.nth(2)).to_contain_text("不是今天的预约")
    expect(standings.nth(3)).to_contain_text("已签到，号码 C012")
    expect(page.locator(".primary")).to_be_disabled()
    button(page, re.compile("普通护照签发")).click()
    button(page, "签到取号").click()
    expect(page.locator(".hero")).to_have_text(re.compile(r"^[A-Z]001$"))
    expect(page.get_by_text("请取走号票")).to_be_visible()
    (asked,) = simulated_hall.bookings.asked
    assert (asked.document, asked.phone, asked.code) == ("110105198603170017", None, None)
    ((appointment, visitor),) = simulated_hall.bookings.checked_in
    assert (appointment, visitor.document) == (1, "110105198603170017")
    expect(page.locator(".chip").first).to_have_text("预约")


def test_a_booking_code_is_scanned_on_any_page(page: Page, simulated_hall: SimulatedHall) -> None:
    items = {item.code: item for item in simulated_hall.catalogue.items}
    simulated_hall.bookings.book(items["GA-004"])
    button(page, re.compile("企业登记功能区")).click()
    scan(page, "https://booking.example/a/ABCDEFG2")
    expect(page.get_by_role("heading", level=1)).to_have_text("您的预约")
    assert simulated_hall.bookings.asked[0].code == "ABCDEFG2"
    button(page, "签到取号").click()
    expect(page.locator(".hero")).to_be_visible()


def test_who_comes_early_or_has_no_appointment_is_shown_the_ordinary_way(
    page: Page, simulated_hall: SimulatedHall
) -> None:
    button(page, "我有预约").click()
    button(page, "输入预约码").click()
    page.get_by_role("textbox").fill("abcd efg2")
    expect(page.get_by_role("textbox")).to_have_value("ABCDEFG2")
    button(page, "查预约").click()
    expect(page.locator(".notice")).to_contain_text("没有找到预约")
    items = {item.code: item for item in simulated_hall.catalogue.items}
    simulated_hall.bookings.book(items["GA-004"], "early")
    button(page, "查预约").click()
    expect(page.locator(".standing")).to_contain_text("来得早了，08:30 起可以签到")
    expect(page.locator(".primary")).to_have_count(0)
    button(page, "去取普通号").click()
    expect(page.locator(".zones")).to_be_visible()


def test_without_the_hall_the_check_in_says_so_and_who_helps(
    page: Page, simulated_hall: SimulatedHall, machine: Machine
) -> None:
    button(page, "我有预约").click()
    button(page, "输入手机号").click()
    page.get_by_role("textbox").fill("13800135678")
    simulated_hall.go_away()
    button(page, re.compile("^登记$")).click()
    expect(page.locator("main .notice").first).to_contain_text("咨询台")
    expect(button(page, "去取普通号")).to_be_visible()


def test_a_receipt_is_scanned_and_gives_a_number_for_collecting(
    page: Page, simulated_hall: SimulatedHall
) -> None:
    button(page, re.compile("社会事务功能区")).click()
    scan(page, "SL2026-00123")
    expect(page.get_by_role("textbox")).to_have_value("SL2026-00123")
    button(page, "取号").click()
    expect(page.locator(".errand")).to_have_text("证照、批文领取")
    (body,) = simulated_hall.bodies.values()
    assert (body.items, body.receipt) == (("QJ-001",), "SL2026-00123")


def test_a_receipt_can_be_typed_and_nothing_is_taken_without_one(
    page: Page, simulated_hall: SimulatedHall
) -> None:
    button(page, "领取证件").click()
    expect(page.locator(".primary")).to_have_text("请先扫码或输入编号")
    for key in "SL-7":
        button(page, re.compile(f"^{key}$")).click()
    simulated_hall.faults.append(refused_with(409, "receipt_not_here"))
    button(page, "取号").click()
    expect(page.get_by_role("alert")).to_contain_text("请核对编号")
    expect(page.get_by_role("textbox")).to_have_value("SL-7")


def test_what_to_bring_is_printed_and_is_no_number(
    page: Page, simulated_hall: SimulatedHall, machine: Machine
) -> None:
    to_item(page)
    button(page, "打印材料清单").click()
    expect(page.locator(".print-list")).to_contain_text("请取走清单")
    (sheet,) = machine.sheets
    assert sheet.lines[0] == "材料清单"
    assert "这不是号票，办理时请取号" in sheet.lines
    assert simulated_hall.bodies == {}
    machine.printer.load_paper(0)
    button(page, "打印材料清单").click()
    expect(page.locator(".print-list")).to_contain_text("没有纸。请抄下")


def test_a_theme_is_found_by_its_initials_and_opened(page: Page) -> None:
    page.keyboard.type("wykcg")
    theme = page.get_by_role("button", name="我要开餐馆")
    expect(theme).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="一件事")).to_be_visible()
    theme.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("我要开餐馆")


def test_an_everyday_word_finds_the_item_and_is_shown(page: Page) -> None:
    page.keyboard.type("bhz")
    expect(page.locator(".item").first).to_contain_text("普通护照签发")
    expect(page.locator(".item").first).to_contain_text("也叫“办护照”")
    page.get_by_role("textbox").fill("qqqq")
    expect(page.get_by_text("没有找到“qqqq”")).to_be_visible()
    button(page, "按部门找").click()
    button(page, re.compile("^公安局")).click()
    expect(page.locator(".item").first).to_be_visible()


def test_the_map_opens_a_zone_and_an_item_shows_its_windows_on_its_floor(
    page: Page, simulated_hall: SimulatedHall
) -> None:
    simulated_hall.become(zone="C")
    button(page, "楼层图").click()
    expect(page.locator(".storey")).to_have_count(2)
    expect(page.locator(".here")).to_have_count(1)
    expect(button(page, re.compile("社会事务功能区"))).to_contain_text("您在这里")
    expect(page.locator(".storey .counter")).to_have_count(45)
    button(page, re.compile("社会事务功能区")).click()
    page.locator(".item").first.click()
    expect(page.locator(".fact").first).to_contain_text("现在开")
    marked = page.locator(".way .meant .counter.marked text").all_inner_texts()
    assert marked
    expect(page.locator(".way .meant")).to_contain_text("社会事务功能区")
    button(page, "取号").click()
    expect(page.locator(".hero")).to_be_visible()
    assert page.locator(".fact .counter.marked text").all_inner_texts() == marked


def test_the_next_visitor_finds_nothing_of_the_last(
    page: Page, machine: Machine, reader: VirtualReader
) -> None:
    to_passport(page)
    reader.place(ELDER)
    button(page, "为别人办").click()
    page.clock.fast_forward(76_000)
    expect(page.locator(".zones")).to_be_visible()
    expect(page.locator(".person")).to_have_count(0)
    driver_of(machine).wait_for(lambda view: view.state != "card", 5)
    page.clock.run_for(3_000)
    expect(page.locator(".person")).to_have_count(0)
    reader.remove()
    reader.place(CITIZEN)
    expect(page.locator(".person")).to_contain_text("王*")
    to_passport(page)
    expect(button(page, "为别人办")).to_have_attribute("aria-pressed", "false")
