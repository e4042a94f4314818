"""An administrator looks after people and devices: seen in real browsers on the real server."""

from __future__ import annotations

import secrets

import pytest
from house import House, axe_findings, photograph
from playwright.sync_api import Page, expect

OUT_MS = 3000
"""Two seconds to be out, and one to be looked at."""


def _administration(house: House, section: str, width: int = 1440, height: int = 900) -> Page:
    context = house.elsewhere()
    house.log_in("9001", context)
    return house.open(f"/admin#{section}", width, height, context)


def _ask_for_code(house: House, kind: str) -> tuple[str, str]:
    """A device's own request. Returns its token and the code it shows."""
    token = secrets.token_urlsafe(32)
    answer = house.context.request.post(
        f"{house.address}/api/v1/pairing",
        data={"kind": kind, "version": "0.2.0"},
        headers={"Authorization": f"Bearer {token}"},
    )
    return token, answer.json()["code"]


@pytest.mark.browser
def test_a_new_clerk_gets_a_slip_and_chooses_a_password_of_her_own(house: House) -> None:
    admin = _administration(house, "staff")
    admin.locator("[data-act=new]").click()
    admin.get_by_label("工号", exact=True).fill("1009")
    admin.get_by_label("姓名", exact=True).fill("何静")
    admin.get_by_role("button", name="添加", exact=True).click()
    slip = admin.locator("[data-password]").inner_text()
    photograph(admin, "people-told")
    admin.get_by_role("button", name="已经抄好").click()
    expect(admin.locator("[data-person='1009']")).to_contain_text("还没改初始密码")
    page = house.open("/desk")
    page.get_by_label("工号").fill("1009")
    page.get_by_label("密码").fill(slip)
    page.keyboard.press("Enter")
    expect(page.locator("[data-change]")).to_be_visible()
    expect(page.get_by_label("新密码", exact=True)).to_be_focused()
    assert axe_findings(page) == []
    photograph(page, "people-change-password")
    page.get_by_label("新密码", exact=True).fill("my own words")
    page.get_by_label("再输一遍新密码").fill("my own word")
    page.keyboard.press("Enter")
    expect(page.locator("[data-refusal]")).to_contain_text("不一样")
    page.get_by_label("再输一遍新密码").fill("my own words")
    page.keyboard.press("Enter")
    expect(page.locator("[data-window='7']")).to_be_visible()


@pytest.mark.browser
def test_a_clerk_sent_away_is_out_of_her_console_within_two_seconds(house: House) -> None:
    house.log_in("1001")
    number = house.take_number("SJ-001").number
    console = house.open("/desk/1")
    for _ in range(3):
        console.locator(".acts .main:enabled, [data-rest] .main:enabled").first.click()
    expect(console.locator("[data-ticket]")).to_contain_text(number)
    admin = _administration(house, "staff/1001")
    expect(admin.locator("[data-person-form='1001']")).to_contain_text("1 号窗口")
    admin.locator("[data-act=deactivate]").click()
    expect(admin.locator("dialog")).to_contain_text("排到队首")
    photograph(admin, "people-deactivate")
    admin.locator("dialog .primary").click()
    console.wait_for_url("**/login?**", timeout=OUT_MS)
    expect(admin.locator("main")).to_contain_text(f"手上的 {number} 排到了队首")
    expect(admin.locator("[data-person='1001']")).to_contain_text("已停用")


@pytest.mark.browser
def test_two_administrators_at_one_person_the_second_is_told(house: House) -> None:
    one, other = _administration(house, "staff/1002"), _administration(house, "staff/1002")
    other.get_by_label("姓名", exact=True).fill("李晶")
    one.get_by_label("姓名", exact=True).fill("李静芳")
    one.get_by_role("button", name="保存").click()
    expect(one.locator("[data-person='1002']")).to_contain_text("李静芳")
    expect(other.locator("[data-person='1002']")).to_contain_text("李静芳")
    other.get_by_role("button", name="保存").click()
    expect(other.locator("[data-refusal]")).to_be_visible()
    expect(other.get_by_label("姓名", exact=True)).to_have_value("李静芳")


@pytest.mark.browser
def test_a_display_is_paired_by_its_code_and_revoked_by_keyboard_alone(house: House) -> None:
    _, code = _ask_for_code(house, "display")
    admin = _administration(house, "devices")
    admin.locator("[data-act=new]").press("Enter")
    expect(admin.get_by_label("配对码")).to_be_focused()
    admin.keyboard.type(f"{code[:3]} {code[3:]}")
    photograph(admin, "devices-pair")
    admin.keyboard.press("Tab")
    admin.keyboard.type("A区屏")
    admin.keyboard.press("Tab")
    admin.keyboard.press("ArrowDown")
    admin.keyboard.press("Tab")
    admin.keyboard.press("Enter")
    row = admin.locator("[data-device='A区屏']")
    expect(row).to_contain_text("A 区")
    expect(row).to_contain_text("正常")
    expect(row).to_contain_text("秒前")
    photograph(admin, "devices-paired")
    admin.locator("[data-act=revoke]").press("Enter")
    admin.locator("dialog .primary").press("Enter")
    expect(row).to_contain_text("已停用")


@pytest.mark.browser
def test_a_kiosk_is_locked_with_words_and_unlocked(house: House) -> None:
    token, code = _ask_for_code(house, "kiosk")
    _pair(_administration(house, "devices"), code, "kiosk-9", "hall")
    house.log_in("3001")
    page = house.open("/admin#devices/kiosk-9", 1440, 900)
    expect(page.locator("[data-device-form='kiosk-9']")).to_be_visible()
    headers = {"Authorization": f"Bearer {token}"}
    ledger = {"kind": "ledger", "ok": True, "word": "38"}
    told = house.context.request.post(
        f"{house.address}/api/v1/device/health", data={"components": [ledger]}, headers=headers
    )
    assert told.ok
    expect(page.locator("[data-part=ledger]")).to_contain_text("还能发 38 个")
    expect(page.locator("[data-act=revoke]")).to_have_count(0)
    page.locator("[data-act=lock]").click()
    page.get_by_label("屏幕上的话（中文）").fill(f"机器检修 {HOSTILE}")
    page.get_by_label("屏幕上的话（英文）").fill("Under repair")
    photograph(page, "devices-lock")
    assert axe_findings(page) == []
    page.locator("dialog .primary").click()
    expect(page.locator("[data-device='kiosk-9']")).to_contain_text("已锁定")
    expect(page.locator("[data-locked]")).to_contain_text("Under repair")
    photograph(page, "devices-locked")
    assert axe_findings(page) == []
    seen = house.context.request.get(f"{house.address}/api/v1/kiosk", headers=headers).json()
    assert seen["orders"]["lock"]["zh"] == f"机器检修 {HOSTILE}"
    for order in ("reload", "restart", "unlock"):
        page.locator(f"[data-act={order}]").click()
        expect(page.locator("[data-locked]")).to_have_count(0 if order == "unlock" else 1)
    page.goto(f"{house.address}/admin?lang=en#devices/kiosk-9")
    page.set_viewport_size({"width": 1280, "height": 720})
    page.locator("[data-act=lock]").click()
    photograph(page, "devices-lock-en")
    assert axe_findings(page) == []
    seen = house.context.request.get(f"{house.address}/api/v1/kiosk", headers=headers).json()
    assert seen["orders"] == {"lock": None, "reloads": 1, "restarts": 1}


@pytest.mark.browser
def test_a_wrong_code_is_said_kindly(house: House) -> None:
    admin = _administration(house, "devices/+")
    admin.get_by_label("配对码").fill("000000")
    admin.get_by_label("名称", exact=True).fill("屏")
    admin.locator("form .primary").click()
    expect(admin.locator("[data-refusal]")).to_contain_text("没有设备显示配对码 000000")


@pytest.mark.browser
def test_a_printer_is_registered_and_one_at_the_same_address_is_warned_of(house: House) -> None:
    admin = _administration(house, "printers")
    for name in ("导办台", "窗口1"):
        admin.locator("[data-act=new]").click()
        admin.get_by_label("名称", exact=True).fill(name)
        admin.get_by_label("地址", exact=True).fill("socket://127.0.0.1:9")
        admin.locator("form .primary").click()
        expect(admin.locator(f"[data-printer='{name}']")).to_be_visible()
    expect(admin.locator("[data-warning=same_address]")).to_contain_text("导办台")
    photograph(admin, "printers")
    assert axe_findings(admin) == []


HOSTILE = '<img src=x onerror="alert(1)">‮עברית'


@pytest.mark.browser
def test_hostile_names_are_shown_as_text(house: House) -> None:
    admin = _administration(house, "staff/1002")
    admin.get_by_label("姓名", exact=True).fill(HOSTILE)
    admin.get_by_role("button", name="保存").click()
    expect(admin.locator("[data-person='1002'] .what .clip").first).to_have_text(HOSTILE)
    assert admin.locator("main img").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1440, 900), (1920, 1080)])
def test_the_sections_fit_and_axe_finds_nothing(
    house: House, language: str, width: int, height: int
) -> None:
    for kind in ("kiosk", "tablet"):
        _ask_for_code(house, kind)
    for section in ("staff/1001", "staff/+", "devices/+", "printers/+"):
        admin = _administration(house, section, width, height)
        admin.goto(f"{house.address}/admin?lang={language}#{section}")
        expect(admin.locator(".people .form")).to_be_visible()
        photograph(admin, f"{section.replace('/', '-')}-{language}-{width}")
        assert axe_findings(admin) == []
        assert admin.evaluate("document.documentElement.scrollWidth <= innerWidth")
        admin.close()


@pytest.mark.browser
def test_an_auditor_reads_and_changes_nothing(house: House) -> None:
    house.log_in("7001")
    page = house.open("/admin#staff/1001")
    expect(page.locator("[data-person-form='1001']")).to_be_visible()
    expect(page.get_by_label("姓名", exact=True)).to_be_disabled()
    expect(page.locator("[data-act=new], [data-act=deactivate]")).to_have_count(0)


def _tablet(house: House, width: int = 1024, height: int = 768) -> Page:
    return house.open("/tablet", width, height, house.elsewhere())


def _pair(admin: Page, code: str, name: str, place: str) -> None:
    admin.goto(admin.url.split("#")[0] + "#devices/+")
    admin.get_by_label("配对码").fill(code)
    admin.get_by_label("名称", exact=True).fill(name)
    admin.get_by_label("位置", exact=True).select_option(place)
    admin.locator("form .primary").click()


@pytest.mark.browser
def test_a_tablet_pairs_itself_and_shows_its_window_until_it_is_revoked(house: House) -> None:
    tablet = _tablet(house)
    code = tablet.locator("[data-code]").get_attribute("data-code") or ""
    photograph(tablet, "tablet-code")
    assert axe_findings(tablet) == []
    admin = _administration(house, "devices")
    _pair(admin, code, "评价器1", "window:1")
    expect(tablet.locator("h1 b")).to_have_text("1")
    expect(tablet.locator(".officer")).to_contain_text("本窗口未开放")
    house.log_in("1001")
    number = house.take_number("SJ-001").number
    console = house.open("/desk/1")
    for _ in range(3):
        console.locator(".acts .main:enabled, [data-rest] .main:enabled").first.click()
    expect(tablet.locator("[data-number]")).to_have_text(number)
    expect(tablet.locator(".clerk")).to_contain_text("1001")
    photograph(tablet, "tablet-window")
    assert axe_findings(tablet) == []
    tablet.reload()
    expect(tablet.locator("[data-number]")).to_have_text(number)
    admin.locator("[data-device='评价器1']").click()
    admin.locator("[data-act=revoke]").click()
    admin.locator("dialog .primary").click()
    expect(tablet.locator("h1")).to_contain_text("这台平板已不再登记", timeout=OUT_MS)
    expect(tablet.locator("[data-code]")).not_to_have_attribute("data-code", code)
    photograph(tablet, "tablet-lost")


@pytest.mark.browser
def test_a_tablet_that_loses_the_hall_says_since_when(house: House) -> None:
    tablet = _tablet(house, 600, 960)
    code = tablet.locator("[data-code]").get_attribute("data-code") or ""
    _pair(_administration(house, "devices"), code, "评价器2", "window:2")
    expect(tablet.locator("h1 b")).to_have_text("2")
    house.cable.cut()
    expect(tablet.locator(".stale")).to_contain_text("显示未更新", timeout=15_000)
    photograph(tablet, "tablet-lost-hall")
