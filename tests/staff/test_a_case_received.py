"""An application received at the window on the real server, by keyboard alone; and what becomes of it."""

from __future__ import annotations

import pytest
from house import House, axe_findings, photograph
from playwright.sync_api import Page, expect
from test_a_clerks_morning import press

from hall_server.desk.cases.pre_check import pre_check
from hall_server.desk.issue import issue_ticket
from hall_server.domain.cases.identity import kept_identity
from hall_server.web.services import EXTENSION
from hall_server.wire.acts import IssueTicket
from hall_server.wire.cases import PreCheck

pytestmark = pytest.mark.browser

ID_CARD = "11010519491231002X"


def serving(house: House, item: str, window: str = "32", language: str = "zh-CN") -> Page:
    """李静 at a window, with one visitor being served."""
    house.take_number(item)
    house.log_in("1002")
    page = house.open(f"/desk/{window}?lang={language}")
    return at_once(page)


def at_once(page: Page) -> Page:
    """From the empty window to the first one being served."""
    for act in ("sign_in", "open", "call_next", "start"):
        press(page, act)
    expect(page.locator("[data-ticket=SERVING]")).to_be_visible()
    return page


class Keys:
    """A clerk's hands; every key that is not plain typing is counted."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1

    def write(self, words: str) -> None:
        self.page.keyboard.insert_text(words)


def receives(page: Page, keys: Keys, name: str = "张三") -> None:
    """Open the check list and say who applies; the keyboard is on the list then."""
    expect(page.locator("[data-act=receive]")).to_be_enabled()
    keys.press("i")
    expect(page.locator("[data-material]").first).to_be_visible()
    keys.write(name)
    keys.press("Enter")
    keys.write("13812345678")
    keys.press("Enter")
    keys.write(ID_CARD)
    keys.press("Enter")
    expect(page.locator("[data-list]")).to_be_focused()


def hold_to_the_reader(page: Page, document: str) -> None:
    """Type as a document reader does: all keys in one burst, wherever the cursor stands."""
    page.evaluate(
        """(keys) => {
          for (const key of [...keys, "Enter"]) {
            const code = /\\d/.test(key) ? `Digit${key}` : key.length === 1 ? `Key${key}` : key;
            document.activeElement.dispatchEvent(
              new KeyboardEvent("keydown", { key, code, bubbles: true, cancelable: true }));
          }
        }""",
        document,
    )


def test_a_teachers_certificate_in_seven_keys(house: House) -> None:
    page = serving(house, "JY-002")
    keys = Keys(page)
    receives(page, keys)
    expect(page.locator("[data-count]")).to_have_text("已核对 0 / 4")
    expect(page.locator("[data-answer=decide]")).to_be_disabled()
    expect(page.locator("[data-why]")).to_contain_text("还有 4 项没有核对")
    photograph(page, "receive-open")
    assert axe_findings(page) == []
    keys.press("a")
    expect(page.locator("[data-answer=decide]")).to_be_enabled()
    photograph(page, "receive-all")
    keys.press("Enter")
    expect(page.locator("[data-done=DELIVERED]")).to_be_visible()
    expect(page.locator("[data-case-number]")).to_have_text("20261123-00001")
    expect(page.locator("[data-date=decided_on]")).to_contain_text("周一")
    photograph(page, "receive-done")
    assert axe_findings(page) == []
    keys.press("f")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("[data-rest]")).to_be_visible()
    assert keys.pressed == 7


def test_a_mistyped_document_is_said_until_it_is_put_right(house: House) -> None:
    page = serving(house, "JY-002")
    receives(page, Keys(page))
    number = page.locator("[name=number]")
    number.fill("11010119900307461X")
    page.keyboard.press("Enter")
    refused = page.locator("[data-refusal]").first
    expect(refused).to_contain_text("证件号码不对")
    page.keyboard.press("a")
    expect(page.locator(".receive-why")).to_contain_text("证件号码不对")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    page.keyboard.press("i")
    expect(page.locator("[data-material]").first).to_be_visible()
    expect(number).to_have_value("11010119900307461X")
    expect(number).to_have_attribute("aria-invalid", "true")
    number.fill(ID_CARD)
    expect(page.locator("[data-refusal]")).to_have_count(0)
    page.locator("[data-list]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-done=DELIVERED]")).to_be_visible()


def test_everything_lacking_is_told_at_once_and_what_comes_is_taken_on(house: House) -> None:
    page = serving(house, "GA-004", window="29")
    keys = Keys(page)
    receives(page, keys, "欧阳建国")
    keys.press("1", "2")
    expect(page.locator("[data-ask=wrong]")).to_be_visible()
    photograph(page, "receive-wrong")
    assert axe_findings(page) == []
    keys.press("2")
    expect(page.locator("[data-material='1'] [data-note]")).to_have_text("已过有效期")
    keys.press("3", "1", "Enter")
    expect(page.locator("[data-named]")).to_have_count(2)
    expect(page.locator("[data-ask=notice]")).to_contain_text("不再要求其他材料")
    photograph(page, "receive-notice")
    assert axe_findings(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("[data-done=SUPPLEMENT]")).to_be_visible()
    photograph(page, "receive-notified")
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator("[data-case-card=SUPPLEMENT]")).to_contain_text("20261123-00001")
    photograph(page, "receive-card")
    assert axe_findings(page) == []
    page.keyboard.press("i")
    expect(page.locator("[data-material]")).to_have_count(4)
    expect(page.locator(".check-row.here")).to_have_attribute("data-material", "1")
    page.keyboard.press("1")
    page.keyboard.press("a")
    photograph(page, "receive-supplement")
    assert axe_findings(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("[data-done=ACCEPTED]")).to_be_visible()
    expect(page.locator("[data-date=promised_due]")).to_contain_text("11月30日周一")
    photograph(page, "receive-accepted")
    decided(page)
    collected(house)


def decided(page: Page) -> None:
    """The accepted case in hand is decided, and its result made."""
    for state, act in (("ACCEPTED", "decide"), ("DECIDED", "ready")):
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_have_count(0)
        expect(page.locator(f"[data-case-card={state}]")).to_be_visible()
        page.keyboard.press("i")
        page.locator(f"[data-act={act}]").click()
        if act == "decide":
            page.keyboard.press("Enter")
        expect(page.locator("[data-done=DECIDED]")).to_be_visible()


def collected(house: House) -> None:
    """王敏 hands the result over at the window for collecting, to whoever shows the document."""
    wanted = IssueTicket(items=("QJ-001",), receipt="20261123-00001")
    house.act(lambda tx: issue_ticket(tx, wanted, "collects", lambda _: None), "2001")
    other = house.elsewhere()
    house.log_in("1001", other)
    page = at_once(house.open("/desk/9", context=other))
    expect(page.locator("[data-case-card=DECIDED]")).to_contain_text("可以领取")
    photograph(page, "collect-card")
    page.keyboard.press("i")
    expect(page.locator(".case-facts")).to_be_visible()
    photograph(page, "collect-case")
    page.keyboard.press("Enter")
    page.locator("input[name=number]").fill("110105194912310011")
    page.keyboard.press("Enter")
    expect(page.locator("[data-ask=collect] [data-refusal]")).to_be_visible()
    photograph(page, "collect-refused")
    assert axe_findings(page) == []
    page.locator("input[name=number]").fill(ID_CARD)
    page.keyboard.press("Enter")
    expect(page.locator("[data-done=DELIVERED]")).to_be_visible()
    photograph(page, "collect-done")


def test_what_is_typed_outlives_a_cut_line_and_a_lost_answer_is_one_case(house: House) -> None:
    checked_at_home(house, "110105194912310011")
    page = serving(house, "JY-002", language="en")
    keys = Keys(page)
    receives(page, keys)
    hold_to_the_reader(page, "M12345678")
    hold_to_the_reader(page, "110105194912310011")
    expect(page.locator("input[name=number]")).to_have_value("110105194912310011")
    expect(page.locator("[data-count]")).to_have_text("0 of 4 checked")
    expect(page.locator("[data-pre-check]")).to_contain_text("Missing or wrong then")
    keys.press("a", "3")
    house.cable.cut()
    expect(page.locator("[data-banner=receive]")).to_be_visible()
    expect(page.locator("[data-answer=notice]")).to_be_disabled()
    photograph(page, "receive-offline-en")
    assert axe_findings(page) == []
    house.cable.heal()
    expect(page.locator("[data-banner=receive]")).to_have_count(0)
    page.reload()
    expect(page.locator("[data-ticket=SERVING]")).to_be_visible()
    expect(page.locator("[data-act=receive]")).to_be_enabled()
    keys.press("i")
    expect(page.locator("[data-count]")).to_have_text("4 of 4 checked")
    expect(page.locator("input[name=name]")).to_have_value("张三")
    photograph(page, "receive-kept-en")
    page.locator("[data-say=present]").last.click()
    page.evaluate("for (const _ of [1, 2]) document.querySelector('[data-answer=decide]').click()")
    expect(page.locator("[data-done=DELIVERED]")).to_be_visible()
    photograph(page, "receive-done-en")
    with house.store.reading() as connection:
        assert connection.exec_driver_sql('SELECT count(*) FROM "case"').scalar() == 1
        became = connection.exec_driver_sql("SELECT case_id FROM pre_check").scalar()
        assert became is not None


def checked_at_home(house: House, document: str) -> None:
    """A portal's visitor has filled the check list of JY-002, and has not all of it yet."""
    wanted = PreCheck.model_validate(
        {
            "item": "JY-002",
            "applicant": {"name": "张三", "identity": {"number": document}},
            "materials": [{"position": 0, "state": "PRESENT"}],
        }
    )
    keys = house.server.app.extensions[EXTENSION].keys.applicant
    identity = kept_identity(keys, "id_card", document)
    house.act(lambda tx: pre_check(tx, wanted, "portal", iter(["HOME1234"]), identity), "2001")


def test_a_theme_of_many_papers_on_a_small_screen_and_a_department_gives_its_word(
    house: House,
) -> None:
    wanted = IssueTicket(theme="restaurant")
    house.act(lambda tx: issue_ticket(tx, wanted, "theme", lambda _: None), "2001")
    house.log_in("1001")
    page = house.open("/desk/1?lang=en", width=1366, height=768)
    at_once(page)
    keys = Keys(page)
    receives(page, keys, "湖北江畔世纪金源餐饮管理有限责任公司武汉光谷第二分公司")
    assert page.locator("[data-material]").count() > 15
    expect(page.locator("[data-subject=theme]")).to_have_attribute("aria-pressed", "true")
    for _ in range(14):
        keys.press("3")
    photograph(page, "receive-theme-en")
    assert axe_findings(page) == []
    keys.press("a", "n")
    expect(page.locator("[data-named]")).to_have_count(14)
    photograph(page, "receive-theme-notice-en")
    assert axe_findings(page) == []
    keys.press("Escape")
    for _ in range(14):
        page.locator("[data-state=MISSING] [data-say=present]").first.click()
    keys.press("Enter")
    expect(page.locator("[data-done=ACCEPTED]")).to_be_visible()
    photograph(page, "receive-theme-accepted-en")
    keys.press("Escape")
    expect(page.locator("[data-case-card=ACCEPTED]")).to_be_visible()
    keys.press("i")
    page.locator("[data-act=decide-step]").first.click()
    photograph(page, "receive-step-en")
    keys.press("Enter")
    expect(page.locator("[data-done=ACCEPTED]")).to_be_visible()
    keys.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    keys.press("i")
    expect(page.locator("[data-step-at='0']")).to_have_attribute("data-step-state", "DECIDED")
    expect(page.locator("[data-step-at='1']")).to_have_attribute("data-step-state", "OPEN")
    photograph(page, "receive-joint-en")
    assert axe_findings(page) == []
