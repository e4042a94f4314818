"""The keeper's page: a PIN, how the machine is, a look after a paper change, a test page."""

from collections.abc import Iterator

import pytest
import requests
from machine import Machine, running_machine
from playwright.sync_api import Browser, Page, expect
from pydantic import SecretStr
from simulated_hall import SimulatedHall
from test_kiosk_access import AXE, RULES

from kiosk.config import ConfigError, load_config
from kiosk.keeper import LASTS_S, TRIES, WAIT_S, Keeper, TooManyTries, WrongPin

PIN = "4711"
PATIENCE_S = 30.0


def axe_findings(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    return [
        f"{each['id']}: {node['target']}" for each in found["violations"] for node in each["nodes"]
    ]


class _Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_pin_lets_in_and_the_door_closes_by_itself() -> None:
    clock = _Clock()
    keeper = Keeper(PIN, clock)
    key = keeper.let_in(PIN)
    clock.now += LASTS_S
    assert keeper.knows(key), "used in time"
    clock.now += LASTS_S + 1
    assert not keeper.knows(key)
    assert not keeper.knows("")


def test_a_second_keeper_ends_the_first_and_leaving_ends_both() -> None:
    keeper = Keeper(PIN, _Clock())
    first, second = keeper.let_in(PIN), keeper.let_in(PIN)
    assert not keeper.knows(first)
    assert keeper.knows(second)
    keeper.leave()
    assert not keeper.knows(second)


def test_guessing_is_stopped_also_for_the_right_pin() -> None:
    clock = _Clock()
    keeper = Keeper(PIN, clock)
    for left in range(TRIES - 1, 0, -1):
        with pytest.raises(WrongPin) as wrong:
            keeper.let_in("0000")
        assert wrong.value.left == left
    with pytest.raises(TooManyTries):
        keeper.let_in("0000")
    with pytest.raises(TooManyTries):
        keeper.let_in(PIN)
    clock.now += WAIT_S
    assert keeper.knows(keeper.let_in(PIN))


@pytest.mark.parametrize("pin", ["123", "12a4", "一二三四", "1234567890123"])
def test_a_pin_is_4_to_12_digits(pin: str) -> None:
    settings = {
        "HALL_KIOSK_SERVER_URL": "http://h",
        "HALL_KIOSK_NAME": "k",
        "HALL_KIOSK_KEEPER_PIN": pin,
    }
    with pytest.MonkeyPatch.context() as environment:
        for name, value in settings.items():
            environment.setenv(name, value)
        with pytest.raises(ConfigError, match="keeper_pin") as refused:
            load_config(None)
        assert pin not in str(refused.value), "no secret in a message"


@pytest.fixture
def kept(simulated_hall: SimulatedHall) -> Iterator[Machine]:
    with running_machine(simulated_hall, keeper_pin=SecretStr(PIN)) as machine:
        machine.kiosk.link.wait_for(lambda view: view.status == "reached", PATIENCE_S)
        yield machine


def test_nothing_inside_answers_without_a_pass(kept: Machine) -> None:
    for method, path in (("GET", ""), ("POST", "/printer"), ("POST", "/test-page"),
                         ("POST", "/restart"), ("POST", "/leave")):  # fmt: skip
        for headers in ({}, {"Keeper-Pass": "guess"}):
            answer = requests.request(
                method, f"{kept.url}/api/keeper{path}", headers=headers, timeout=PATIENCE_S
            )
            assert (answer.status_code, answer.json()["code"]) == (403, "no_pass"), path
    assert kept.sheets == []
    assert kept.restarts == []


@pytest.mark.parametrize("body", [b"", b"{}", b'{"pin": 4711}', b'{"pin": "\xff"}', b"[" * 9000])
def test_a_pin_that_is_none_is_refused(kept: Machine, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = requests.post(
        f"{kept.url}/api/keeper/enter", data=body, headers=headers, timeout=PATIENCE_S
    )
    assert answer.status_code == 422


def test_a_page_of_another_site_cannot_try_pins(kept: Machine) -> None:
    for _ in range(TRIES + 1):
        plain = requests.post(
            f"{kept.url}/api/keeper/enter", data=b'{"pin": "0000"}', timeout=PATIENCE_S
        )
        assert plain.status_code == 400
    own = requests.post(f"{kept.url}/api/keeper/enter", json={"pin": PIN}, timeout=PATIENCE_S)
    assert own.status_code == 200, "the door was not shut by them"


def test_the_keepers_page_is_no_dead_page(kept: Machine) -> None:
    requests.get(f"{kept.url}/keeper", timeout=PATIENCE_S)
    (page,) = (each for each in kept.kiosk.health.report().components if each.kind == "page")
    assert page.ok, "the browser that shows it is not to be started anew"


def test_a_machine_without_a_pin_has_no_keepers_page(machine: Machine) -> None:
    assert requests.get(f"{machine.url}/keeper", timeout=PATIENCE_S).status_code == 404


@pytest.mark.browser
def test_a_keeper_changes_the_paper_and_prints_a_test_page(
    chromium: Browser, kept: Machine
) -> None:
    context = chromium.new_context(viewport={"width": 1080, "height": 1920})
    page: Page = context.new_page()
    page.goto(kept.url)
    page.locator(".zone .line span").first.wait_for()
    for _ in range(5):
        page.locator(".head").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("设备维护")
    page.keyboard.type("0000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("还可以试 4 次")
    assert axe_findings(page) == []
    kept.printer.load_paper(0)
    for digit in PIN:
        page.get_by_role("button", name=digit, exact=True).click()
    page.get_by_role("button", name="进入").click()
    page.get_by_role("button", name="换好纸了").click()
    printer = page.locator(".parts li", has_text="打印机")
    expect(printer).to_contain_text("没有纸")
    assert axe_findings(page) == []
    kept.printer.load_paper()
    page.get_by_role("button", name="换好纸了").click()
    expect(printer).to_contain_text("正常")
    page.get_by_role("button", name="打印测试页").click()
    expect(page.get_by_role("status")).to_have_text("测试页已打出。")
    assert len(kept.sheets) == 1
    page.get_by_role("button", name="重启程序").click()
    page.get_by_role("button", name="不重启").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("button", name="Print a test page")).to_be_visible()
    page.get_by_role("button", name="Back to the ticket page").click()
    page.locator(".zone .line span").first.wait_for()
    assert kept.restarts == []
    context.close()
