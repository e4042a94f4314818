"""The staff's pages of cases in a browser: found, sent up and answered, late ones seen, more time approved."""

from collections.abc import Callable, Iterator

import pytest
from case_hall import ZHANG, CaseDay
from case_pages import axe_findings, served
from playwright.sync_api import Page, expect
from windows import Windows

from hall_server.desk.cases.decide import decide_step
from hall_server.desk.cases.work import suspend_step
from hall_server.wire import cases as w

pytestmark = pytest.mark.browser

Opened = Callable[..., Page]


@pytest.fixture
def opened(cases: CaseDay, windows: Windows) -> Iterator[Opened]:
    """Opens a page of the case hall in the name of a badge."""
    slips: list[str] = []
    with (
        served(cases) as url,
        windows.borrow(locale="zh-CN", timezone_id="Asia/Shanghai") as context,
    ):

        def opened_as(badge: str, path: str) -> Page:
            page = context.new_page()
            page.on("pageerror", lambda error: slips.append(str(error)))
            page.goto(
                f"{url}/demo/enter/{badge}?next={path.replace('&', '%26').replace('?', '%3F')}"
            )
            return page

        yield opened_as
    assert slips == []


def do(page: Page, act: str, **said: str) -> None:
    """Press an act's button, fill in its dialog, send it."""
    page.locator(f"main [data-act={act}], .acts [data-act={act}]").first.click()
    for field, words in said.items():
        page.locator(f"dialog [name={field}]").fill(words)
    page.locator("dialog [data-act=send]").click()
    expect(page.locator("dialog")).to_have_count(0)


def test_a_forwarded_case_is_sent_up_and_answered(cases: CaseDay, opened: Opened) -> None:
    number = cases.receive(item="lawyer", then={"act": "accept"}).case.number
    page = opened("1001", f"/cases/{number}")
    expect(page.locator(".acts .main")).to_have_text("上报")
    do(page, "forward", reference="鄂司〔2026〕7号")
    step = page.locator("[data-step='0']")
    expect(step.locator(".state")).to_have_text("已上报")
    expect(step).to_contain_text("省司法厅")
    cases.forward(days=3)
    page.locator("[data-act=decide]").first.click()
    page.keyboard.press("Enter")  # nothing is chosen for the clerk: nothing is decided
    expect(page.locator("dialog[open] [data-act=send]")).to_be_visible()
    assert cases.acts()[-1] == "forward_step"
    page.locator("dialog[open]").get_by_label("批准", exact=True).check()
    page.locator("dialog[open] [data-act=send]").click()
    expect(page.locator(".head .state")).to_have_text("已办结")
    do(page, "ready")
    expect(page.locator(".acts .main")).to_have_text("送达")
    assert [each.act for each in cases.rows_of_journal()][-3:] == [
        "forward_step", "decide_case", "ready_case",
    ]  # fmt: skip
    expect(page.locator("[data-happened=forward_step]")).to_contain_text("上报")
    paper = page.locator("[data-document=acceptance] a")
    assert page.request.get(page.url.split("/cases")[0] + str(paper.get_attribute("href"))).ok


def test_a_case_is_found_by_name_and_a_late_one_in_its_list(cases: CaseDay, opened: Opened) -> None:
    late = cases.receive(item="passport", then={"act": "accept"}).case.number
    cases.receive(item="licence", applicant={"name": "欧阳修远"})
    cases.on("2026-12-02")
    page = opened("2001", "/cases?list=late")
    row = page.locator("tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("逾期 2 个工作日")
    expect(row).to_contain_text("张*")
    expect(page.locator("[data-tab=answer] .count")).to_have_text("1")
    page.keyboard.press("/")
    page.keyboard.type("欧阳")
    page.keyboard.press("Enter")
    expect(row.locator("bdi")).to_have_text("欧阳*")
    page.keyboard.press("Escape")
    expect(page.locator(f"[data-case='{late}']")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(late)
    expect(page.locator(".acts")).to_have_count(0)


def test_a_supervisor_approves_more_time_that_somebody_else_asks_for(
    cases: CaseDay, opened: Opened
) -> None:
    number = cases.receive(item="licence", then={"act": "accept"}).case.number
    page = opened("3001", f"/cases/{number}")
    page.locator("[data-step='0'] [data-act=extend]").click()
    page.locator("dialog [name=reason]").fill("现场核查")
    page.locator("dialog [name=asked_by]").fill("3001")
    page.locator("dialog [data-act=send]").click()
    expect(page.locator("dialog [data-refusal]")).to_be_visible()
    page.locator("dialog [name=asked_by]").fill("1002")
    page.locator("dialog [data-act=send]").click()
    expect(page.locator("[data-step='0']")).to_contain_text("延长 10 天，3001 批准")
    page.goto(page.url.split("/cases")[0] + "/cases?events")
    expect(page.locator(".event")).to_contain_text(number)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_everybody_can_read_the_pages_of_cases(
    cases: CaseDay, opened: Opened, language: str
) -> None:
    identity = {"kind": "id_card", "number": ZHANG}
    joint = cases.receive(
        theme="construction",
        applicant={"name": "江畔建设", "kind": "company", "identity": identity},
        then={"act": "accept"},
    ).case.number
    cases.act("1001", suspend_step, joint, 2, w.SuspendStep(ground="hearing", expected_days=9))
    cases.act("1001", decide_step, joint, 0, w.DecideStep(result="approved"))
    received = cases.receive(item="passport", states=["PRESENT", "WRONG", "MISSING"]).case.number
    page = opened("3001", f"/cases?list=all&lang={language}")
    expect(page.locator("tbody tr")).to_have_count(2)
    assert axe_findings(page) == []
    page.goto(page.url.split("/cases")[0] + f"/cases/{joint}?lang={language}")
    expect(page.locator(".step")).to_have_count(6)
    assert axe_findings(page) == []
    page.goto(page.url.split("/cases")[0] + f"/cases/{received}?lang={language}")
    for act in ("notice", "check", "refuse"):
        page.locator(f".acts [data-act={act}]").click()
        expect(page.locator("dialog")).to_be_visible()
        assert axe_findings(page) == []
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).to_have_count(0)
