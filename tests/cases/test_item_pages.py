"""The catalogue for anybody: found, read on a phone and a desk, in both languages, and as a sheet."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from case_hall import CaseDay
from case_pages import served
from playwright.sync_api import Page, expect
from windows import Windows

from hall_server.desk.administration import make_change
from hall_server.domain.plan_entries import part_entries
from hall_server.wire.setup import MakeChange

pytestmark = pytest.mark.browser
AXE = Path(
    os.environ.get("AXE_JS")
    or Path(__file__).parents[1] / "pages" / "node_modules" / "axe-core" / "axe.min.js"
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def server(cases: CaseDay) -> Iterator[str]:
    """The address of the case hall."""
    with served(cases) as url:
        yield url


def _sound(page: Page) -> None:
    """Nothing is cut off, and nothing is wrong for a screen reader."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("innerWidth")
    if AXE.exists():
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("(tags) => axe.run(document, {runOnly: tags})", RULES)
        assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []


def test_a_service_is_found_and_its_guide_read(server: str, windows: Windows) -> None:
    with windows.borrow(locale="zh-CN") as context:
        page = context.new_page()
        for width, height in ((390, 844), (1440, 900)):
            page.set_viewport_size({"width": width, "height": height})
            page.goto(f"{server}/items?lang=zh-CN")
            expect(page.locator("section.group")).to_have_count(7)
            page.get_by_role("button", name="按功能区").click()
            expect(page.locator("section.group")).to_have_count(1)
            _sound(page)
            page.get_by_role("searchbox").fill("pthz")
            expect(page.locator("li .kind")).to_have_text("承诺件")
            page.locator("li a").click()
            expect(page.locator("h1")).to_have_text("普通护照签发")
            for words in ("请带好这 3 样材料", "要求：白底，二寸", "7 个自然日", "法定时限：15 个自然日",
                          "120元", "1–3 号窗口", "027-85550100", "12345", "可以邮寄",
                          "护照法 第六条", "第 1 版，从 2026-11-23 起有效"):  # fmt: skip
                expect(page.locator("main")).to_contain_text(words)
            expect(page.locator(".bring li").nth(1)).to_contain_text("2 份")
            _sound(page)
        page.get_by_role("button", name="English").click()
        expect(page.locator("h1")).to_have_text("Passport")
        expect(page.locator("main")).to_contain_text("7 calendar days")
        _sound(page)
        page.goto(f"{server}/items/fire?lang=en")
        for words in ("approved", "Not on record", "Not stated"):
            expect(page.locator("main")).to_contain_text(words)


def test_the_sheet_is_the_same_for_everybody_and_what_is_not_there_is_told(server: str) -> None:
    address = f"{server}/api/v1/items/passport"
    with requests.Session() as anybody:
        sheets = [anybody.get(f"{address}/guide.pdf") for _ in range(2)]
        assert sheets[0].content.startswith(b"%PDF") and sheets[0].content == sheets[1].content
        assert anybody.get(f"{address}/guide.pdf?lang=en").content != sheets[0].content
        assert anybody.get(f"{address}/guide?on=2026-11-23").json()["version"] == 1
        for path, status, code in (
            ("guide?on=yesterday", 400, "not_a_day"),
            ("guide?on=2020-01-01", 409, "item_has_no_version"),
            ("guide?hall=elsewhere", 404, "unknown"),
            ("../nothing/guide.pdf", 404, "unknown"),
        ):
            answer = anybody.get(f"{address}/{path}")
            assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert anybody.get(f"{server}/items/nothing").status_code == 404
        assert anybody.get(f"{server}/items?hall=elsewhere").status_code == 404


def test_what_will_change_is_told_before_it_does(cases: CaseDay, windows: Windows) -> None:
    with cases.store.reading() as connection:
        plan = cases.store.setup(connection, cases.hall, cases.now).plan
    before = next(each for each in part_entries(plan, "items") if each["code"] == "passport")
    after = {**before, "fee": "80元", "materials": before["materials"][:2]}
    edit = {"part": "items", "code": "passport", "before": before, "after": after}
    words = {"edits": [edit], "when": "2026-11-30", "summary": "降费"}
    cases.act("4001", make_change, MakeChange.model_validate(words))
    with served(cases) as url, windows.borrow(locale="zh-CN") as context:
        page = context.new_page()
        page.goto(f"{url}/items/passport?lang=zh-CN")
        expect(page.locator(".warning")).to_contain_text("这份指南有效到 2026-11-29")
        page.get_by_text("全部 2 个版本").click()
        for said in ("第 2 版，2026-11-30 起（已安排）", "费用：120元 → 80元", "不再要 申请书"):
            expect(page.locator(".versions")).to_contain_text(said)
        _sound(page)
        page.get_by_role("link", name="已安排").click()
        expect(page.locator("main")).to_contain_text("80元")
        expect(page.locator(".warning")).to_contain_text("这是 2026-11-30 那天的内容")
