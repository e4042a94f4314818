"""Administration in the browser: a new window from the form to the boards, two administrators, files, hostile words."""

from __future__ import annotations

from pathlib import Path

import pytest
from house import PASSWORD, House, axe_findings, photograph
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect
from sqlalchemy import select

from hall_server.store import schema as t

pytestmark = pytest.mark.browser

CHECKED_MS = 5_000


def administration(house: House, section: str, badge: str = "9001", **place: int) -> Page:
    """Someone's administration page, open at a section."""
    house.log_in(badge)
    page = house.open(f"/admin#{section}", **place)
    expect(page.locator(".purpose h2")).to_be_visible()
    return page


def field(page: Page, name: str) -> Locator:
    return page.locator(f"[data-form] [data-field={name}]")


def choose(page: Page, name: str, typed: str) -> None:
    """Find an entry by a few keys and take the first."""
    box = field(page, name).get_by_role("combobox")
    box.click()
    box.fill(typed)
    box.press("Enter")


def add_window(page: Page, number: str, profile: str) -> None:
    page.locator("[data-act=new]").click()
    page.get_by_label("窗口号").fill(number)
    choose(page, "zone", "A")
    choose(page, "profile", profile)


def apply_now(page: Page, summary: str) -> None:
    """Look the tray through and have it take effect."""
    page.evaluate("location.hash = '#review'")
    page.get_by_label("为什么改").fill(summary)
    page.locator("[data-act=apply]").click()
    expect(page.locator("[data-tray=applied]")).to_contain_text(summary)


@pytest.fixture
def elsewhere(house: House) -> BrowserContext:
    """A second browser in the same hall."""
    context = house.elsewhere()
    context.set_default_timeout(CHECKED_MS)
    return context


def test_an_administrator_adds_window_46_and_the_hall_knows_it_at_once(
    house: House, elsewhere: BrowserContext
) -> None:
    house.log_in("1001", elsewhere)
    chooser = house.open("/desk", context=elsewhere)
    page = administration(house, "windows")
    add_window(page, "46", "tax")
    expect(page.locator("[data-row='+1'] [data-mark=added]")).to_have_text("新增")
    expect(page.locator("[data-tray] [data-problems]")).to_have_attribute("data-problems", "0")
    page.locator("[data-act=review]").click()
    expect(page.locator("[data-difference='windows/46']")).to_contain_text("tax 税务窗口")
    photograph(page, "admin-review-zh")
    apply_now(page, "开 46 号窗口")
    chooser.reload()
    expect(chooser.locator("[data-window='46']")).to_contain_text("空闲")
    board = elsewhere.request.get(f"{house.address}/api/v1/board").json()
    assert "46" in [window["window"] for window in board["windows"]]

    page.locator("[data-act=undo]").click()
    expect(page.locator("main .refusal")).to_contain_text("已撤销：开 46 号窗口")
    chooser.reload()
    expect(chooser.locator("[data-window='1']")).to_be_visible()
    expect(chooser.locator("[data-window='46']")).to_have_count(0)


def test_a_fault_is_told_at_its_field_and_nothing_takes_effect_before_it_is_mended(
    house: House,
) -> None:
    page = administration(house, "queues")
    page.locator("[data-act=new]").click()
    expect(field(page, "code").locator("[data-problem]")).to_contain_text("A 到 Z 的一个字母")
    page.get_by_label("字母").fill("u")
    field(page, "name").get_by_label("名称 中文").fill("试办")
    choose(page, "zone", "A")
    field(page, "max_wait_minutes").get_by_role("textbox").fill("500")
    expect(field(page, "max_wait_minutes").locator("[data-problem]")).to_contain_text(
        "1 到 480 的整数"
    )
    field(page, "max_wait_minutes").get_by_role("textbox").fill("20")
    expect(page.locator("[data-form] [data-problem]")).to_contain_text("U")  # no window serves it
    page.locator("[data-act=review]").click()
    expect(page.locator("[data-act=apply]")).to_be_disabled()
    photograph(page, "admin-problem-zh")
    page.locator(".problems [data-problem=U] a").click()
    expect(page.locator("[data-form='+1']")).to_be_visible()

    page.goto(f"{house.address}/admin#profiles/tax")
    field(page, "own").get_by_role("combobox").click()
    field(page, "own").get_by_role("combobox").fill("试办")
    page.keyboard.press("Enter")
    expect(page.locator("[data-tray] [data-problems='0']")).to_be_visible()
    page.locator("[data-act=review]").click()
    expect(page.locator("[data-act=apply]")).to_be_enabled()


def test_a_change_for_tomorrow_takes_effect_when_the_hall_opens(house: House) -> None:
    page = administration(house, "queues/C")
    field(page, "max_wait_minutes").get_by_role("textbox").fill("25")
    page.locator("[data-act=review]").click()
    page.get_by_label("为什么改").fill("少等一会")
    page.get_by_label("下次开门时").check()
    page.locator("[data-act=apply]").click()
    expect(page.locator("[data-tray=applied]")).to_contain_text("2026-11-24")
    page.goto(f"{house.address}/admin#waiting")
    expect(page.locator("[data-change][data-state=SCHEDULED]")).to_contain_text("少等一会")
    photograph(page, "admin-waiting-zh")
    page.goto(f"{house.address}/admin#queues/C")
    expect(field(page, "max_wait_minutes").get_by_role("textbox")).to_have_value("30")
    expect(page.locator("[data-scheduled]")).to_contain_text("少等一会")

    house.clock.forward(hours=24)
    page.goto(f"{house.address}/admin#history")
    applied = page.locator("[data-change][data-state=APPLIED]").filter(has_text="少等一会")
    expect(page.locator("[data-change]").first).to_be_visible()
    looked_again(page, applied)
    page.goto(f"{house.address}/admin#queues/C")
    page.reload()  # the page may have read the setup just before the change came into force
    expect(field(page, "max_wait_minutes").get_by_role("textbox")).to_have_value("25")


def looked_again(page: Page, wanted: Locator) -> None:
    """Read the page anew until what the hall's own thread does is seen."""
    for _ in range(20):
        page.reload()
        expect(page.locator("[data-change]").first).to_be_visible()
        if wanted.count():
            return
    raise AssertionError(f"never seen: {wanted}")


def test_two_administrators_edit_one_item_and_the_second_is_told(
    house: House, elsewhere: BrowserContext
) -> None:
    first = administration(house, "items/SJ-001")
    house.log_in("9002", elsewhere)
    second = house.open("/admin#items/SJ-001", context=elsewhere)
    field(second, "fee").get_by_role("textbox").fill("10 元")
    field(first, "fee").get_by_role("textbox").fill("20 元")
    apply_now(first, "收费")
    second.locator("[data-act=review]").click()
    second.locator("[data-act=apply]").click()
    conflict = second.locator("[data-conflict='SJ-001']")
    expect(conflict).to_contain_text("陈涛")
    expect(conflict).to_contain_text("20 元")
    expect(conflict).to_contain_text("10 元")
    photograph(second, "admin-conflict-zh")
    assert axe_findings(second) == []
    second.locator("[data-act=mine]").click()
    expect(second.locator("[data-tray] [data-problems='0']")).to_be_visible()
    expect(second.locator("[data-difference='items/SJ-001'] del")).to_have_text("20 元")
    second.locator("[data-act=apply]").click()
    expect(second.locator("[data-tray=applied]")).to_be_visible()
    second.goto(f"{house.address}/admin#items/SJ-001")
    expect(field(second, "fee").get_by_role("textbox")).to_have_value("10 元")


def test_edits_outlive_a_reload_and_can_be_dropped_one_by_one(house: House) -> None:
    page = administration(house, "items/SJ-001")
    field(page, "fee").get_by_role("textbox").fill("5 元")
    page.goto(f"{house.address}/admin#zones/A")
    field(page, "floor").get_by_role("textbox").fill("三楼")
    expect(page.locator("[data-tray='2']")).to_be_visible()
    page.reload()
    expect(page.locator("[data-tray='2']")).to_be_visible()
    expect(field(page, "floor").locator(".was")).to_contain_text("原来")
    field(page, "floor").locator("[data-act=put-back]").click()
    expect(page.locator("[data-tray='1']")).to_be_visible()
    page.locator("[data-act=review]").click()
    page.locator("[data-act=discard-all]").click()
    page.locator("[data-act=have-back]").click()
    page.locator("[data-edit='items/SJ-001'] [data-act=discard]").click()
    expect(page.locator("[data-tray]")).to_have_count(0)


def test_what_somebody_else_removed_can_be_kept_all_the_same(
    house: House, elsewhere: BrowserContext
) -> None:
    first = administration(house, "pause_reasons/break")
    house.log_in("9002", elsewhere)
    second = house.open("/admin#pause_reasons/break", context=elsewhere)
    field(second, "name").get_by_label("名称 中文").fill("休息一下")
    expect(second.locator("[data-tray] [data-problems='0']")).to_be_visible()
    first.locator("[data-act=remove]").click()
    apply_now(first, "不再用")
    second.evaluate("location.hash = '#review'")
    second.locator("[data-act=apply]").click()
    expect(second.locator("[data-conflict=break]")).to_contain_text("已删除")
    second.locator("[data-act=mine]").click()
    apply_now(second, "还要用")
    second.goto(f"{house.address}/admin#pause_reasons/break")
    expect(field(second, "name").get_by_label("名称 中文")).to_have_value("休息一下")


def test_order_is_changed_by_two_buttons_and_back_is_no_change(house: House) -> None:
    page = administration(house, "priority_reasons/disabled")
    page.locator("[data-act=up]").click()
    expect(page.locator("[data-row]").first).to_contain_text("disabled")
    expect(page.locator("[data-row=disabled] [data-mark=moved]")).to_be_visible()
    page.locator("[data-act=down]").click()
    expect(page.locator("[data-tray]")).to_have_count(0)
    page.locator("[data-act=up]").click()
    apply_now(page, "残疾人放第一")
    page.goto(f"{house.address}/admin#priority_reasons")
    expect(page.locator("[data-row]").first).to_contain_text("disabled")


def test_an_ended_session_costs_no_edit(house: House) -> None:
    page = administration(house, "items/SJ-001")
    field(page, "fee").get_by_role("textbox").fill("9 元")
    expect(page.locator("[data-tray] [data-problems='0']")).to_be_visible()
    house.context.clear_cookies()
    field(page, "fee").get_by_role("textbox").fill("19 元")
    page.get_by_label("工号").fill("9001")
    page.get_by_label("密码").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("[data-tray='1']")).to_be_visible()
    page.goto(f"{house.address}/admin#items/SJ-001")
    expect(field(page, "fee").get_by_role("textbox")).to_have_value("19 元")


def test_a_lost_connection_is_told_and_the_edit_is_checked_once_it_is_back(house: House) -> None:
    page = administration(house, "items/SJ-001")
    page.wait_for_load_state("networkidle")
    house.cable.cut()
    field(page, "fee").get_by_role("textbox").fill("8 元")
    expect(page.locator("main .refusal")).to_be_visible()
    house.cable.heal()
    expect(page.locator("[data-tray='1'] [data-problems='0']")).to_be_visible()
    expect(page.locator("main .refusal")).to_have_count(0)


def test_the_setup_goes_out_as_files_and_comes_back_the_same(house: House, tmp_path: Path) -> None:
    page = administration(house, "exchange")
    for form in ("zip", "xlsx"):
        with page.expect_download() as downloading:
            page.locator(f"[data-export={form}]").click()
        file = tmp_path / f"hall.{form}"
        downloading.value.save_as(file)
        page.locator("[data-act=import]").set_input_files(file)
        expect(page.locator("[data-proposal='0']")).to_contain_text("没有差别")
        page.locator("[data-act=leave]").click()
    with page.expect_download() as downloading:
        page.locator("[data-export=csv]").click()
    catalogue = tmp_path / "catalogue.csv"
    downloading.value.save_as(catalogue)
    text = catalogue.read_text(encoding="utf-8-sig")
    catalogue.write_text(text.replace("即办件", "胡乱件", 1), "utf-8")
    page.locator("[data-act=import]").set_input_files(catalogue)
    expect(page.locator("[data-faults] tbody tr").first).to_contain_text("type")
    assert axe_findings(page) == []
    photograph(page, "admin-faults-zh")
    catalogue.write_text(text.replace("有限责任公司设立登记", "公司设立登记（有限责任）"), "utf-8")
    page.locator("[data-act=import]").set_input_files(catalogue)
    expect(page.locator("[data-difference='items/SJ-001']")).to_contain_text(
        "公司设立登记（有限责任）"
    )
    photograph(page, "admin-import-zh")
    page.locator("[data-act=take]").click()
    apply_now(page, "改名")
    page.goto(f"{house.address}/admin#items/SJ-001")
    expect(field(page, "name").get_by_label("名称 中文")).to_have_value("公司设立登记（有限责任）")


def test_an_auditor_reads_everything_and_changes_nothing(house: House) -> None:
    page = administration(house, "items/SJ-001", "7001")
    expect(field(page, "fee").get_by_role("textbox")).to_be_disabled()
    for section in ("windows/1", "hours", "special_days/2026-11-25", "legal_days/2026-10-01"):
        page.goto(f"{house.address}/admin#{section}")
        expect(page.locator(".purpose h2")).to_be_visible()
        acts = "new remove up several close-day other-hours toggle-day bring-year".split()
        for act in acts:
            expect(page.locator(f"[data-act={act}]")).to_have_count(0)
    expect(page.locator("nav a[href='#review']")).to_have_count(0)
    expect(page.locator("nav a[href='#history']")).to_be_visible()


def test_a_supervisor_edits_announcements_and_holidays_alone(house: House) -> None:
    page = administration(house, "items/SJ-001", "3001")
    expect(field(page, "fee").get_by_role("textbox")).to_be_disabled()
    page.goto(f"{house.address}/admin#special_days/2026-12-31")
    page.locator("[data-act=close-day]").click()
    field(page, "name").get_by_label("名称 中文").fill("年终盘点")
    expect(page.locator("[data-tray] [data-problems='0']")).to_be_visible()
    photograph(page, "admin-special-day-zh")
    apply_now(page, "年终盘点")


def test_a_picture_is_sent_looked_at_and_shown_on_the_boards(house: House, tmp_path: Path) -> None:
    page = administration(house, "media", "3001")
    picture = tmp_path / "国庆海报.png"
    Image.new("RGB", (320, 180), "red").save(picture)
    page.locator("[data-act=send-file]").set_input_files(picture)
    # Not wait_for_function: it evaluates a string in the page, which its CSP forbids.
    expect(page.locator("[data-form] .medium img")).to_have_js_property("naturalWidth", 320)
    expect(field(page, "name").get_by_label("名称 中文")).to_have_value("国庆海报")
    field(page, "ends").locator("input").fill("2026-12-31")
    expect(page.locator("[data-tray] [data-problems='0']")).to_be_visible()
    photograph(page, "admin-medium-zh")
    apply_now(page, "国庆海报")
    board = page.request.get(f"{house.address}/api/v1/board").json()
    assert [medium["name"]["zh"] for medium in board["media"]] == ["国庆海报"]
    fake = tmp_path / "假的.png"
    fake.write_bytes(b"<svg onload=alert(1)>")
    page.goto(f"{house.address}/admin#media")
    page.locator("[data-act=send-file]").set_input_files(fake)
    expect(page.locator("main .refusal")).to_be_visible()
    expect(page.locator("[data-row]")).to_have_count(1)


def test_a_notice_is_on_the_boards_within_its_dates(house: House) -> None:
    page = administration(house, "notices")
    page.locator("[data-act=new]").click()
    page.get_by_label("代码").fill("water")
    field(page, "name").get_by_label("名称 中文").fill("停水")
    field(page, "text").get_by_label("内容 中文").fill("今天下午停水。")
    field(page, "begins").locator("input").fill("2026-11-24")
    apply_now(page, "停水通知")
    board = f"{house.address}/api/v1/board"
    assert "停水" not in page.request.get(board).text()
    page.goto(f"{house.address}/admin#notices/water")
    field(page, "begins").locator("input").fill("2026-11-23")
    apply_now(page, "今天就停水")
    assert "今天下午停水" in page.request.get(board).text()


def test_the_official_holidays_are_seen_before_they_are_taken_over(house: House) -> None:
    page = administration(house, "legal_days/2025-01-01")
    expect(page.locator("[data-provisional]")).to_contain_text("2025 年还没有放假安排")
    page.locator("[data-act=bring-year]").click()
    expect(page.locator("[data-difference='legal_days/2025-10-11']")).to_be_visible()
    page.locator("[data-act=take]").click()
    expect(page.locator("[data-provisional]")).to_have_count(0)
    expect(page.locator("[data-date='2025-10-11']")).to_have_attribute("data-mark", "make-up")
    expect(page.locator("[data-date='2025-10-01']")).to_have_attribute("data-mark", "holiday")
    photograph(page, "admin-legal-zh")
    page.goto(f"{house.address}/admin#legal_days/2031-01-01")
    page.locator("[data-act=bring-year]").click()
    expect(page.locator("main .refusal")).to_contain_text("2031")


def test_a_year_to_come_shows_what_is_computed_of_it(house: House) -> None:
    page = administration(house, "legal_days/2027-02-08")
    expect(page.locator("[data-date='2027-02-08']")).to_have_attribute("data-mark", "computed")
    expect(page.locator("[data-provisional]")).to_contain_text("暂定")
    expect(page.locator(".tools .mark")).to_have_text("尚未公布，按法定节假日推算")
    photograph(page, "admin-legal-computed-zh")


def test_the_call_is_heard_and_the_ticket_seen_before_they_are_changed(house: House) -> None:
    page = administration(house, "voice")
    expect(page.locator("[data-heard=zh]")).to_contain_text("5 号窗口")
    field(page, "call_text").get_by_label("叫号用语 中文").fill("{number} 请到 {window} 号")
    expect(page.locator("[data-heard=zh]")).to_have_text("A零零三 请到 5 号")
    field(page, "call_text").get_by_label("叫号用语 中文").fill("请到 {windows}")
    expect(page.locator("[data-wrong]")).to_contain_text("{windows}")
    photograph(page, "admin-voice-zh")
    page.goto(f"{house.address}/admin#paper")
    expect(page.get_by_role("img", name="单据预览")).to_be_visible()
    page.get_by_label("单据模板").fill('[ticket.zh-CN]\nheader = "欢迎"\nfooter = 12')
    expect(page.locator("[data-fault='3']")).to_be_visible()
    photograph(page, "admin-paper-zh")


HOSTILE = {
    "markup": "<img src=x onerror=alert(1)><script>alert(2)</script>",
    "right to left": "\u202eעברית مرحبا\u202c",
    "rare": "㛃与𬭚 🎫👩‍👩‍👧",
    "long": "长" * 10_000,
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_words_are_text_or_refused_at_their_field(house: House, words: str) -> None:
    page = administration(house, "items/SJ-001")
    for part, key, names in (
        ("items", "SJ-001", ("name", "fee", "materials")),
        ("zones", "A", ("name", "floor", "way")),
        ("hall", None, ("name", "notice", "public_url", "timezone")),
    ):
        page.goto(f"{house.address}/admin#{part}" + (f"/{key}" if key else ""))
        for name in names:
            box = field(page, name).locator("input, textarea").first
            box.fill(words)
            if len(words) > 1000:
                expect(field(page, name).locator("[data-problem]")).to_contain_text("个字")
    if len(words) <= 1000:
        expect(page.locator("[data-row]").or_(page.locator("[data-form]")).first).to_be_visible()
        page.goto(f"{house.address}/admin#items/SJ-001")
        expect(page.locator("[data-row='SJ-001']")).to_contain_text(words.strip("\u202e\u202c"))
    page.goto(f"{house.address}/admin#review")
    expect(page.locator("[data-edit='items/SJ-001']")).to_be_visible()
    assert page.locator("main script, main img[src=x]").count() == 0


def test_a_queue_that_is_still_served_cannot_simply_go(house: House) -> None:
    page = administration(house, "queues/H")
    page.locator("[data-act=remove]").click()
    expect(page.locator("[data-row=H] [data-mark=removed]")).to_have_text("将删除")
    page.locator("[data-act=review]").click()
    expect(page.locator(".problems [data-problem=bank]").first).to_contain_text("H")
    page.locator(".problems [data-problem=bank] a").first.click()
    expect(field(page, "own").locator("[data-problem]")).to_be_visible()
    page.goto(f"{house.address}/admin#queues/H")
    page.locator("[data-act=revert]").click()
    expect(page.locator("[data-tray]")).to_have_count(0)


def test_several_windows_are_added_at_once_and_those_there_are_left_alone(house: House) -> None:
    page = administration(house, "windows")
    page.locator("[data-act=several]").click()
    page.get_by_label("从几号").fill("44")
    page.get_by_label("到几号").fill("49")
    for name, typed in (("功能区", "A"), ("业务范围", "tax")):
        box = page.get_by_role("combobox", name=name)
        box.click()
        box.fill(typed)
        box.press("Enter")
    expect(page.locator("[data-form=several]")).to_contain_text("其中 2 个号已经有了")
    page.locator("[data-act=make-several]").click()
    expect(page.locator("[data-tray='4'] [data-problems='0']")).to_be_visible()
    page.locator("[data-act=grid]").click()
    expect(page.locator("[data-window='49']")).to_have_attribute("data-state", "added")


@pytest.mark.parametrize("code", ["<b>", "a b", "\u202e", "46" * 30, "𬭚", "I"])
def test_a_hostile_code_is_refused_at_its_field(house: House, code: str) -> None:
    page = administration(house, "windows")
    page.locator("[data-act=new]").click()
    page.get_by_label("窗口号").fill(code)
    expect(field(page, "code").locator("[data-problem]")).to_contain_text("1 到 999")
    page.goto(f"{house.address}/admin#queues")
    page.locator("[data-act=new]").click()
    page.get_by_label("字母").fill(code)
    expect(field(page, "code").locator("[data-problem]")).to_contain_text("A 到 Z")


def test_everything_is_reached_by_keyboard(house: House) -> None:
    page = administration(house, "items")
    page.locator("body").press("/")
    page.keyboard.type("hz")
    page.keyboard.press("Escape")
    page.locator("[data-find]").fill("SJ-00")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[data-form='SJ-002']")).to_be_visible()
    expect(page.get_by_label("名称 中文")).to_be_focused()
    names = field(page, "materials").locator("[data-material=name]")
    last = names.last
    last.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("新的材料")
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Escape")
    expect(page.locator("[data-find]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(names.nth(-2)).to_have_value("新的材料")
    page.keyboard.press("Escape")
    page.locator("nav.places a").first.focus()
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_contain_text("整个大厅的设置")


SECTIONS = (
    "hall hours special_days/2026-11-25 legal_days/2026-10-01 zones/A windows/1 windows/several"
    " profiles/registration queues/A departments items/SJ-011 themes priority_reasons"
    " pause_reasons notices media voice paper review waiting history exchange"
).split()


@pytest.mark.parametrize(
    ("language", "width", "height"),
    [("zh-CN", 1280, 720), ("en", 1440, 900), ("zh-CN", 1920, 1080)],
)
def test_every_section_is_sound_to_axe_and_looked_at(
    house: House, language: str, width: int, height: int
) -> None:
    house.log_in("9001")
    page = house.open(f"/admin?lang={language}#hall", width, height)
    for section in SECTIONS:
        page.goto(f"{house.address}/admin?lang={language}#{section}")
        expect(page.locator(".purpose h2")).to_be_visible()
        expect(page.locator("main .refusal")).to_have_count(0)
        assert axe_findings(page) == [], section
        photograph(page, f"admin-{section.split('/')[0]}-{language}-{width}")
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, section


def test_everyday_words_a_cap_and_a_life_event_are_given_and_the_guide_finds_by_them(
    house: House, elsewhere: BrowserContext
) -> None:
    page = administration(house, "items/GA-006")
    words = field(page, "synonyms")
    words.locator("[data-act=row-add]").click()
    words.get_by_role("textbox").last.fill("驾照过期")
    field(page, "day_cap").get_by_role("checkbox").click()
    field(page, "day_cap").get_by_role("textbox").fill("30")
    field(page, "slots").get_by_role("textbox").fill("501")
    expect(field(page, "slots").locator("[data-problem]")).to_contain_text("0 到 500")
    field(page, "slots").get_by_role("textbox").fill("6")
    assert axe_findings(page) == []
    photograph(page, "admin-item-zh")

    page.evaluate("location.hash = '#life_events'")
    page.locator("[data-act=new]").click()
    page.get_by_label("代码").fill("move")
    field(page, "name").get_by_label("名称 中文").fill("搬家")
    expect(page.locator("[data-form] [data-problem]")).to_contain_text("move")  # nothing in it yet
    choose(page, "themes", "move-in")
    choose(page, "items", "DX-001")
    expect(page.locator("[data-tray] [data-problems]")).to_have_attribute("data-problems", "0")
    photograph(page, "admin-life-events-zh")

    page.evaluate("location.hash = '#taking'")
    field(page, "live_tickets_max").get_by_role("textbox").fill("2")
    assert axe_findings(page) == []
    photograph(page, "admin-taking-zh")
    apply_now(page, "换驾照限号")

    house.log_in("2001", elsewhere)
    guide = house.open("/guide", context=elsewhere)
    guide.locator("[data-act=issue]").click()
    guide.get_by_role("combobox").fill("驾照过期")
    expect(guide.locator("[data-key='GA-006']")).to_be_visible()
    guide.get_by_role("combobox").fill("quzheng")
    guide.get_by_role("combobox").press("Enter")
    guide.get_by_label("受理回执号").fill("JP2026000123")
    guide.get_by_label("证件号").fill("E12345678")
    guide.get_by_label("替他人办理").check()
    assert axe_findings(guide) == []
    photograph(guide, "guide-receipt-zh")
    guide.get_by_label("受理回执号").press("Enter")
    expect(guide.locator("body")).to_contain_text("Z001")
    told = house.act(lambda tx: tx.execute(select(t.ticket.c.receipt, t.ticket.c.agent)).all())
    assert told == [("JP2026000123", True)]
