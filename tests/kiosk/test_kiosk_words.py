"""The hall's own words on the ticket machine: notices in turn, and hostile words anywhere."""

import os
from pathlib import Path

import pytest
import requests
from machine import Machine, OpenPage
from playwright.sync_api import Page, expect
from simulated_hall import SimulatedHall
from test_kiosk_access import AXE, RULES

from hall_server.wire.message import Text

PICTURES = os.environ.get("PAGE_PICTURES")
HOME = ".ways .key >> nth=1"
WAYS_THERE_AND_BACK = [
    step for place in range(3) for step in (f".finding button >> nth={place}", HOME)
]
PARTS = ("zones", "departments", "queues", "items", "themes", "reasons")
HOSTILE = {
    "markup": '<img src=x onerror="document.title=1"><script>document.title=2</script>&lt;b&gt;',
    "right-to-left": "\u202e请到窗口\u202d \u2067שלום\u2069 مرحبا \u200f",
    "ten thousand": "长" * 10_000,
    "one long word": "x" * 10_000,
    "emoji": "👩‍👩‍👧‍👦🔥🇨🇳" * 30,
    "rare": "㛃𬭚𬬭𠮷 " * 20,
}


def photograph(page: Page, name: str) -> None:
    """Keep a picture of the page where PAGE_PICTURES says, if it says."""
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(PICTURES) / f"{name}.png")


@pytest.mark.browser
def test_the_welcome_tells_the_notices_of_the_day_in_turn(
    page: Page, simulated_hall: SimulatedHall, machine: Machine
) -> None:
    told = tuple(Text(zh=f"第{n}条通知", en=f"Notice number {n}") for n in (1, 2))
    simulated_hall.become(notices=told)
    machine.kiosk.link.wait_for(lambda view: view.state == simulated_hall.state, 5)
    line = page.locator(".told")
    expect(line).to_contain_text("条通知")
    photograph(page, "kiosk-notices")
    first = line.inner_text()
    page.clock.run_for(10_000)
    expect(line).not_to_have_text(first)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    assert [violation["id"] for violation in found["violations"]] == []


@pytest.mark.browser
@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_words_are_shown_as_text_and_break_no_page(
    open_page: OpenPage, simulated_hall: SimulatedHall, machine: Machine, name: str
) -> None:
    words = Text(zh=HOSTILE[name], en=HOSTILE[name] + " en")
    told = simulated_hall.catalogue
    renamed = {
        part: tuple(each.model_copy(update={"name": words}) for each in getattr(told, part))
        for part in (*PARTS, "life_events")
    }
    changed = told.model_copy(update={**renamed, "hall": words, "version": "hostile"})
    simulated_hall.offer(changed)
    simulated_hall.become(notices=(words,))
    simulated_hall.close_item(told.items[1].code, words)
    machine.kiosk.link.wait_for(
        lambda view: view.state == simulated_hall.state and view.catalogue == changed, 10
    )
    page = open_page()
    for step in (*WAYS_THERE_AND_BACK, ".zone", ".item:enabled", None):
        expect(page.locator(".bar.display")).to_be_in_viewport(ratio=1)
        expect(page.locator(".head .time")).to_be_in_viewport(ratio=1)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        main = "(e) => e.scrollWidth <= e.clientWidth"
        assert page.locator("main").evaluate(main)
        assert page.title() not in ("1", "2")
        photograph(page, f"kiosk-hostile-{name.replace(' ', '-')}-{(step or 'end')[:5].strip('.')}")
        if step:
            page.locator(step).first.click()


def test_a_report_of_the_content_policy_is_counted(machine: Machine) -> None:
    assert requests.get(f"{machine.url}/csp-reports", timeout=5).json() == {"count": 0}
    answer = requests.post(f"{machine.url}/csp-report", data=b"{" * 2000, timeout=5)
    assert answer.status_code == 204
    assert requests.get(f"{machine.url}/csp-reports", timeout=5).json() == {"count": 1}
