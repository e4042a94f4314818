"""Everybody is told to leave: the ticket machine says so, gives no number, and comes back by itself."""

import re

import pytest
import requests
from machine import Machine, OpenPage
from playwright.sync_api import Page, expect
from simulated_hall import MORNING, SimulatedHall, refused_with
from test_kiosk_access import AXE, RULES

from hall_server.wire.message import Text
from hall_server.wire.views import EvacuationView

TOLD = EvacuationView(
    text=Text(
        zh="请立即沿最近的安全出口离开大厅", en="Please leave the hall by the nearest exit now"
    ),
    since=MORNING,
    begun_by="3001",
)
ERRAND = {"items": ["SJ-001"], "theme": None, "reason": None, "language": "zh-CN"}


def evacuate(hall: SimulatedHall, machine: Machine, told: EvacuationView | None = TOLD) -> None:
    hall.become(evacuation=told)
    machine.kiosk.link.wait_for(lambda view: view.state == hall.state, 5)


@pytest.mark.browser
@pytest.mark.parametrize("screen", [(1080, 1920), (1920, 1080)])
def test_the_whole_screen_tells_people_to_leave_until_it_is_over(
    open_page: OpenPage, simulated_hall: SimulatedHall, machine: Machine, screen: tuple[int, int]
) -> None:
    page = open_page(width=screen[0], height=screen[1])
    page.locator(".zone").first.click()
    page.locator(".item").first.click()
    evacuate(simulated_hall, machine)
    told = page.locator("[data-evacuation]")
    expect(told).to_contain_text(TOLD.text.zh)
    expect(told).to_contain_text(TOLD.text.en)
    expect(told).to_contain_text("紧急疏散")
    expect(told).to_contain_text("自 10:24 起")
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator("[aria-live=assertive]")).to_contain_text(TOLD.text.zh)
    expect(page.get_by_role("heading")).to_be_focused()
    evacuate(simulated_hall, machine, None)
    expect(told).to_have_count(0)
    expect(page.locator(".zone").first).to_be_visible()


@pytest.mark.browser
def test_a_machine_that_loses_the_hall_goes_on_telling_people_to_leave(
    page: Page, simulated_hall: SimulatedHall, machine: Machine
) -> None:
    evacuate(simulated_hall, machine)
    expect(page.locator("[data-evacuation]")).to_be_visible()
    simulated_hall.go_away()
    expect(page.locator(".evacuation-stale")).to_contain_text("显示未更新")
    expect(page.locator("[data-evacuation]")).to_contain_text(TOLD.text.zh)


def test_no_number_is_asked_of_a_hall_that_is_evacuated(
    simulated_hall: SimulatedHall, machine: Machine
) -> None:
    evacuate(simulated_hall, machine)
    answer = requests.post(
        f"{machine.url}/api/tickets", json=ERRAND, headers={"Idempotency-Key": "press"}, timeout=5
    )
    assert (answer.status_code, answer.json()["code"]) == (409, "hall_evacuated")
    assert answer.json()["detail"] == TOLD.text.zh
    assert simulated_hall.keys == []
    evacuate(simulated_hall, machine, None)
    again = {"Idempotency-Key": "press-again"}
    answer = requests.post(f"{machine.url}/api/tickets", json=ERRAND, headers=again, timeout=5)
    assert answer.status_code == 201


@pytest.mark.browser
def test_a_number_refused_because_people_are_leaving_is_told_in_words(
    page: Page, simulated_hall: SimulatedHall
) -> None:
    simulated_hall.faults.append(refused_with(409, "hall_evacuated"))
    page.locator(".zone").first.click()
    page.locator(".item").first.click()
    page.get_by_role("button", name=re.compile("^取号$")).click()
    expect(page.get_by_role("alert").filter(has_text="正在疏散")).to_be_visible()


@pytest.mark.browser
@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not here: set AXE_JS to axe.min.js")
def test_the_screen_is_accessible(
    page: Page, simulated_hall: SimulatedHall, machine: Machine
) -> None:
    evacuate(simulated_hall, machine)
    expect(page.locator("[data-evacuation]")).to_be_visible()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(
        "rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES
    )
    assert [violation["id"] for violation in found["violations"]] == []
