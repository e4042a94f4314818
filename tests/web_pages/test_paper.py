"""Paper as staff see it: sheets that printed or did not, printers in trouble, reprints on a person's word."""

from __future__ import annotations

from datetime import timedelta

import pytest
from place import Place, photograph
from playwright.sync_api import Page, expect
from scenario import paper_troubles, people_waiting
from stand_in_paper import Job

from hall_server.domain.paper import PrintState

pytestmark = pytest.mark.browser


def at_desk(place: Place, window: str = "1") -> Page:
    """A clerk signed in at a window."""
    place.log_in()
    page = place.open(f"/desk/{window}")
    expect(page.locator("button[data-act=sign_in]:enabled")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator("button[data-act=open]:enabled")).to_be_visible()
    return page


def supervising(place: Place) -> Page:
    place.log_in("8001")
    page = place.open("/hall")
    expect(page.locator(".tile").first).to_be_visible()
    page.locator("[data-tab=printers]").click()
    return page


def sheet(place: Place, number: str) -> Job:
    return next(job for job in place.hall.paper.jobs if job.number == number)


def copies(place: Place, number: str) -> list[tuple[str, int]]:
    """Where each sheet of a number was ordered, and as which copy."""
    return [(job.printer, job.copy) for job in place.hall.paper.jobs if job.number == number]


def test_a_clerk_sees_each_sheet_with_its_state_in_words(place: Place) -> None:
    people_waiting(place.hall)
    paper_troubles(place.hall)
    page = at_desk(place)
    told = {"A010": "已打印", "A011": "不确定，请看打印机", "A012": "未打印（缺纸）"}
    for number, words in told.items():
        expect(page.locator(f"[data-sheet='{sheet(place, number).job_id}']")).to_contain_text(words)
    job = place.hall.paper.order("window-1", "A013")
    place.hall.on_change()
    row = page.locator(f"[data-sheet='{job.job_id}']")
    expect(row).to_contain_text("排队")
    place.hall.paper.claim(job)
    expect(row).to_contain_text("正在打印")
    expect(row.locator("button")).to_have_count(0)
    place.hall.paper.report(job, PrintState.PRINTED)
    expect(row).to_contain_text("已打印")
    photograph(page, "console-paper")


def test_an_uncertain_sheet_is_reprinted_only_after_a_confirmation(place: Place) -> None:
    paper_troubles(place.hall)
    page = at_desk(place)
    doubtful = page.locator(f"[data-sheet='{sheet(place, 'A011').job_id}']")
    doubtful.locator("[data-act=reprint]").click()
    expect(page.locator("dialog")).to_contain_text("可能已经打印出来，请先看打印机")
    expect(page.get_by_role("button", name="返回")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_have_count(0)
    assert copies(place, "A011") == [("window-1", 0)]
    doubtful.locator("[data-act=reprint]").click()
    page.locator("dialog [type=submit]").click()
    expect(page.locator("dialog")).to_have_count(0)
    expect(doubtful).to_contain_text("不确定，已补打")
    expect(doubtful.locator("button")).to_have_count(0)
    expect(page.locator("[data-print=QUEUED]")).to_contain_text("补打 1")
    assert copies(place, "A011") == [("window-1", 0), ("window-1", 1)]


def test_a_late_acknowledgement_is_told_while_the_clerk_still_looks(place: Place) -> None:
    paper_troubles(place.hall)
    page = at_desk(place)
    page.locator("[data-print=UNCERTAIN] [data-act=reprint]").click()
    expect(page.locator("[data-asked=UNCERTAIN]")).to_be_visible()
    place.hall.paper.report(sheet(place, "A011"), PrintState.PRINTED)
    expect(page.locator("dialog")).to_contain_text("这张已经打印")
    page.keyboard.press("Escape")
    assert copies(place, "A011") == [("window-1", 0)]


def test_a_refused_sheet_is_reprinted_and_given_up_by_keyboard_alone(place: Place) -> None:
    paper_troubles(place.hall)
    page = at_desk(place)
    refused = page.locator(f"[data-sheet='{sheet(place, 'A012').job_id}']")
    page.keyboard.press("j")
    expect(refused.locator("[data-act=reprint]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("[data-print=QUEUED]")).to_contain_text("A012")
    expect(refused.locator("[data-act=reprint]")).to_have_count(0)
    place.hall.paper.cancel(place.hall.paper.jobs[-1].job_id, "1001")
    page.locator("[data-print=REFUSED] [data-act=cancel]").press("Enter")
    expect(refused).to_contain_text("已取消")
    assert sheet(place, "A012").state is PrintState.CANCELLED


def test_a_printer_without_paper_is_seen_by_clerk_and_supervisor_until_it_is_refilled(
    place: Place,
) -> None:
    place.hall.paper.add_printer("window-1", "window:1")
    clerk = at_desk(place)
    supervisor = supervising(place)
    expect(clerk.locator("[data-shelf=paper] .printer")).to_have_count(0)
    expect(clerk.locator("[data-shelf=paper]")).to_contain_text("还没有打印的单据")
    expect(supervisor.locator(".printers")).to_contain_text("1 台，全部正常")
    place.hall.paper.say("window-1", "offline", "paper_out")
    at_window = clerk.locator("[data-shelf=paper] [data-printer=window-1]")
    in_hall = supervisor.locator(".printers [data-printer=window-1]")
    expect(at_window).to_contain_text("缺纸")
    expect(at_window).to_contain_text("请换一卷纸")
    expect(in_hall).to_contain_text("缺纸")
    expect(in_hall).to_contain_text("1 号窗口")
    expect(in_hall).to_have_attribute("data-level", "bad")
    supervisor.locator("[data-tab=journal]").click()
    expect(supervisor.locator(".journal li").first).to_contain_text("window-1 缺纸")
    supervisor.locator("[data-tab=printers]").click()
    place.hall.paper.say("window-1", paper_low=True)
    expect(at_window).to_contain_text("纸将尽")
    place.hall.paper.say("window-1")
    expect(at_window).to_have_count(0)
    expect(in_hall).to_contain_text("打印正常")
    expect(supervisor.locator(".printers")).to_contain_text("1 台，全部正常")


def test_a_window_without_a_printer_says_nothing_of_paper(place: Place) -> None:
    paper_troubles(place.hall)
    page = at_desk(place, "3")
    expect(page.locator("[data-shelf=missed]")).to_be_visible()
    expect(page.locator("[data-shelf=paper]")).to_have_count(0)


def test_a_supervisor_reprints_at_another_printer_and_gives_a_sheet_up(place: Place) -> None:
    paper_troubles(place.hall)
    page = supervising(place)
    refused = page.locator(f"[data-sheet='{sheet(place, 'A012').job_id}']")
    refused.locator("[data-act=reprint]").click()
    expect(page.locator("[data-choice]").first).to_contain_text("缺纸")
    expect(page.locator("dialog .warning")).to_have_count(0)
    photograph(page, "hall-reprint")
    page.locator("[data-choice=desk]").click()
    expect(page.locator("dialog")).to_have_count(0)
    expect(page.locator(".printers [data-printer=desk]")).to_contain_text("排队 1 张")
    assert copies(place, "A012") == [("window-1", 0), ("desk", 1)]
    refused.locator("[data-act=cancel]").click()
    expect(refused).to_have_count(0)
    page.locator("[data-print=UNCERTAIN] [data-act=reprint]").click()
    expect(page.locator("dialog .warning")).to_contain_text("请先看打印机")
    photograph(page, "hall-paper")


def test_a_sheet_that_is_already_printing_is_refused_in_the_clerks_words(place: Place) -> None:
    paper_troubles(place.hall)
    page = at_desk(place)
    button = page.locator(f"[data-sheet='{sheet(place, 'A012').job_id}'] [data-act=reprint]")
    expect(button).to_be_enabled()
    # A colleague was quicker, and the news of it is still on its way.
    sheet(place, "A012").state = PrintState.SENDING
    button.click()
    expect(page.locator("[data-refusal]")).to_contain_text("这张单据正在打印，现在不能补打。")


def test_the_journal_tells_the_paper_in_words(place: Place) -> None:
    paper_troubles(place.hall)
    place.clock.ahead += timedelta(minutes=1)
    page = supervising(place)
    page.locator("[data-tab=journal]").click()
    journal = page.locator(".journal")
    for words in ("A010 已打印", "A011 不确定", "A012 未打印", "window-1 缺纸", "添加打印机"):
        expect(journal).to_contain_text(words)
