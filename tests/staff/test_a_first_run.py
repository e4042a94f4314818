"""A new hall: from a server that knows nothing to the first printed ticket, in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from house import House, axe_findings, photograph
from playwright.sync_api import Browser, Page, expect

from hall_server.store.verify import verify
from printer.simulators.machine import VirtualPrinter
from printer.simulators.network import NetworkPrinter
from printer.simulators.roll import Sheet

PASSWORD = "open sesame 1"


@pytest.fixture
def empty_house(chromium: Browser, tmp_path: Path) -> Iterator[House]:
    """A server without a hall, and a browser."""
    context = chromium.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(10_000)
    opened = House(None, tmp_path, context)
    opened.start()
    yield opened
    context.close()
    opened.stop()
    assert opened.slips == []


def answer_the_wizard(house: House, page: Page, name: str = "江畔区政务服务中心") -> None:
    """Everything up to the last look, by the keyboard."""
    page.get_by_label("启动码").fill(house.server.first_code() or "")
    page.keyboard.press("Enter")
    page.get_by_label("大厅名称").fill(name)
    page.keyboard.press("Enter")
    page.get_by_role("button", name="填入示例").click()
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("姓名").fill("陈涛")
    page.get_by_label("密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输一次").fill(PASSWORD)
    page.keyboard.press("Enter")


@pytest.mark.browser
def test_a_new_hall_goes_from_nothing_to_its_first_printed_ticket(empty_house: House) -> None:
    house = empty_house
    page = house.open("/", 1280, 720)
    expect(page).to_have_url(f"{house.address}/first-run")
    page.get_by_label("启动码").fill("1234-5678")
    page.keyboard.press("Enter")
    expect(page.locator("[data-refusal]")).to_contain_text("启动码不对")
    assert axe_findings(page) == []
    answer_the_wizard(house, page)
    expect(page.get_by_text("3 个功能区，12 个窗口")).to_be_visible()
    photograph(page, "first-run-check")
    page.get_by_role("button", name="建立大厅").click()
    expect(page.get_by_role("heading", name="大厅建好了")).to_be_visible()
    sheets: list[Sheet] = []
    with NetworkPrinter(VirtualPrinter(sheets.append)) as printer:
        page.get_by_label("网络打印机地址").fill(printer.url)
        page.keyboard.press("Enter")
        expect(page.locator("[data-job=PRINTED]")).to_contain_text("A001")
        assert axe_findings(page) == []
        photograph(page, "first-run-done")
        assert len(sheets) == 1
    with house.store.reading() as connection:
        assert verify(connection).faults == []
    page.get_by_role("link", name="大厅总览").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.browser
def test_what_was_typed_outlives_a_reload_and_slips_are_told_at_their_step(
    empty_house: House,
) -> None:
    page = empty_house.open("/first-run")
    page.get_by_label("启动码").fill(empty_house.server.first_code() or "")
    page.keyboard.press("Enter")
    expect(page.get_by_label("大厅名称")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-refusal]")).to_contain_text("请填写大厅名称")
    page.get_by_label("大厅名称").fill('<img src=x onerror="boom()"> 㛃𬭚')
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="办什么")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("[data-refusal]")).to_contain_text("每个功能区都要有名称")
    page.reload()
    page.get_by_label("启动码").fill(empty_house.server.first_code() or "")
    page.keyboard.press("Enter")
    expect(page.get_by_label("大厅名称")).to_have_value('<img src=x onerror="boom()"> 㛃𬭚')


@pytest.mark.browser
def test_the_wizard_speaks_english_and_closes_behind_the_founder(empty_house: House) -> None:
    page = empty_house.open("/first-run?lang=en", 1440, 900)
    expect(page.get_by_role("heading", name="Show that you can see the server")).to_be_visible()
    assert axe_findings(page) == []
    photograph(page, "first-run-en")
    page.get_by_role("button", name="中文").click()
    answer_the_wizard(empty_house, page)
    page.get_by_role("button", name="建立大厅").click()
    expect(page.get_by_role("heading", name="大厅建好了")).to_be_visible()
    other = empty_house.open("/first-run")
    expect(other).to_have_url(f"{empty_house.address}/login")
    second = empty_house.context.request.post(
        f"{empty_house.address}/api/v1/first-run/code", data={"code": "0000-0000"}
    )
    assert (second.status, second.json()["code"]) == (409, "hall_founded")
