"""The applicant's phone page: each state says what happens and what to do now, in both languages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from case_hall import ZHANG, CaseDay
from case_pages import served
from playwright.sync_api import Page, expect
from sqlalchemy import insert, update
from windows import Windows

from hall_server.desk.cases.answer import accept_case
from hall_server.desk.cases.collect import deliver_case, ready_case
from hall_server.desk.cases.decide import decide_case, decide_step
from hall_server.desk.cases.supplement import supplement_case
from hall_server.desk.cases.withdraw import withdraw_case
from hall_server.store import schema as t
from hall_server.wire import cases as w

pytestmark = pytest.mark.browser
AXE = Path(
    os.environ.get("AXE_JS")
    or Path(__file__).parents[1] / "pages" / "node_modules" / "axe-core" / "axe.min.js"
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Phone:
    """A phone that follows a case in both languages, one page each."""

    url: str
    page: Page

    def reads(self, case: Any, state: str, *words: str, english: str) -> None:
        """Open the case's page and read it, then in English; nothing is wrong for a screen reader."""
        for language, wanted in (("zh-CN", words), ("en", (english,))):
            self.page.goto(f"{self.url}{case.link}?lang={language}")
            expect(self.page.locator(f"[data-now={state}]")).to_be_visible()
            for word in wanted:
                expect(self.page.locator("main")).to_contain_text(word)
            photograph(self.page, f"{state}-{english[:12]}-{language}")
            assert "张三" not in self.page.content() and ZHANG not in self.page.content()
            wide = self.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= 390, "nothing is cut off"
            if AXE.exists():
                self.page.evaluate(AXE.read_text(encoding="utf-8"))
                found = self.page.evaluate("(tags) => axe.run(document, {runOnly: tags})", RULES)
                assert [each["id"] for each in found["violations"]] == []


def photograph(page: Page, name: str) -> None:
    """Keep a picture where PHOTOGRAPHS names a folder."""
    if folder := os.environ.get("PHOTOGRAPHS"):
        page.screenshot(path=f"{folder}/{name.replace(' ', '-')}.png", full_page=True)


@pytest.fixture
def phone(cases: CaseDay, windows: Windows) -> Iterator[Phone]:
    """390 by 844."""
    with served(cases) as url, windows.borrow(locale="zh-CN") as context:
        context.set_default_timeout(10_000)
        page = context.new_page()
        page.set_viewport_size({"width": 390, "height": 844})
        yield Phone(url, page)


def test_a_passport_is_followed_from_the_first_paper_to_the_letter_box(
    cases: CaseDay, phone: Phone
) -> None:
    case = cases.receive(
        item="passport",
        states=["PRESENT", "WRONG", "MISSING"],
        applicant={"name": "张三", "phone": "13812345678", "identity": {"number": ZHANG}},
        then={"act": "notice"},
        delivery="mail",
        address="江畔路1号",
    ).case
    phone.reads(case, "SUPPLEMENT", "还需补 2 项材料", "再来一趟就够了", "近期照片", "2 份",
                "问题：看不清", "要求：白底，二寸", "从哪里取得：窗口领取",
                english="One more visit is enough")  # fmt: skip
    came = [{"position": at, "state": "PRESENT"} for at in (1, 2)]
    cases.do(supplement_case, case, w.SupplementCase.model_validate({"materials": came}))
    phone.reads(case, "RECEIVED", "答复期限", "11月30日 星期一", english="Monday, November 30")
    cases.do(accept_case, case, w.AcceptCase())
    phone.reads(case, "ACCEPTED", "正在办理", "11月30日 星期一", english="Decision by")
    cases.do(decide_case, case, w.DecideCase(result="approved"))
    phone.reads(case, "DECIDED", "已批准", "正在制作结果", english="Approved")
    cases.do(ready_case, case, w.ReadyCase())
    cases.do(deliver_case, case, w.DeliverCase(way="mail", carrier="EMS", tracking="1Z9999W9"))
    phone.reads(case, "DELIVERED", "已寄出", "EMS 1Z9999W9", english="Mailed")


def test_a_restaurant_shows_what_each_department_does(cases: CaseDay, phone: Phone) -> None:
    case = cases.receive(theme="construction", then={"act": "accept"}).case
    cases.do(decide_step, case, 0, w.DecideStep(result="approved"))
    _suspend(cases, 3)
    phone.reads(case, "ACCEPTED", "6 个环节办结 1 个", "暂停计时：鉴定", "消防救援大队",
                english="1 of 6 done")  # fmt: skip


def _suspend(cases: CaseDay, position: int) -> None:
    step = cases.rows(t.case_step)[position].id
    with cases.store.writing() as connection:
        connection.execute(
            update(t.case_step).where(t.case_step.c.id == step).values(state="SUSPENDED")
        )
        connection.execute(
            insert(t.step_suspension).values(
                step_id=step, ground="appraisal", began_on=date(2026, 11, 24), expected_days=10,
                note="", begun_by="staff:1001", ended_by="",
            )
        )  # fmt: skip


def test_what_is_ready_says_where_and_with_what(cases: CaseDay, phone: Phone) -> None:
    applicant = {"name": "张三", "identity": {"number": ZHANG}}
    case = cases.receive(
        item="teacher", applicant=applicant, then={"act": "decide", "handed_over": False}
    ).case
    cases.do(ready_case, case, w.ReadyCase())
    phone.reads(case, "DECIDED", "可以领取了", "江畔厅 · 综合区", "申请人身份证", case.number,
                english="Ready to collect")  # fmt: skip


def test_what_ends_otherwise_says_what_can_be_done(cases: CaseDay, phone: Phone) -> None:
    refused = {"act": "refuse", "ground": "not_competent", "reason": "户籍不在本市", "body": "乙市"}
    case = cases.receive(item="passport", then=refused).case
    phone.reads(case, "REFUSED", "不予受理", "六十日内申请行政复议", english="Not accepted")
    case = cases.receive(item="passport", applicant={"name": "李四"}).case
    cases.do(withdraw_case, case, w.WithdrawCase())
    phone.reads(case, "WITHDRAWN", "随时可以重新申请", english="apply again")
    phone.page.goto(f"{phone.url}/c/nobody-has-this?lang=zh-CN")
    expect(phone.page.locator("h1")).to_contain_text("没有找到")
    photograph(phone.page, "gone")


def test_the_number_leads_to_the_case(cases: CaseDay, phone: Phone) -> None:
    number = cases.take("passport")
    case = cases.receive(item="passport", ticket=number.ticket_id).case
    phone.page.goto(f"{phone.url}{number.link}")
    phone.page.locator("[data-act=case]").click()
    expect(phone.page.locator("[data-number]")).to_have_text(case.number)
