"""The ticket machine when the hall goes away: one press, one number, one sheet, told afterwards."""

import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from machine import Machine, running_machine
from playwright.sync_api import Page, expect
from simulated_hall import BEIJING, SimulatedHall, answer_lost, held_until, refused_with
from simulated_lending import CARD_KEY
from test_kiosk_access import AXE, RULES

from hall_server.wire.message import Text
from hall_server.wire.offline import card_mark
from printer.simulators.machine import Fault

CARD = "11010519491231002X"
ERRAND = {"items": ["SJ-001"], "language": "zh-CN"}
LONGEST_SWITCH_S = 2.0


@pytest.fixture
def lending_hall(simulated_hall: SimulatedHall) -> SimulatedHall:
    """A hall that lends numbers, today, round the clock."""
    now = datetime.now(BEIJING)
    simulated_hall.lending.lends = True
    simulated_hall.lending.at = now
    simulated_hall.lending.opening = (
        simulated_hall.lending.opening[0].model_copy(
            update={"begins": now - timedelta(hours=24), "ends": now + timedelta(hours=24)}
        ),
    )
    return simulated_hall


@pytest.fixture
def lent(lending_hall: SimulatedHall, tmp_path: Path) -> Iterator[Machine]:
    """A machine with the day's lease."""
    with running_machine(lending_hall, state_folder=tmp_path / "kiosk") as machine:
        until(lambda: machine.kiosk.standalone.alone.now().able)
        yield machine


@pytest.fixture
def machine(lent: Machine) -> Machine:
    """The machine behind the page."""
    return lent


def until(holds: Callable[[], Any], seconds: float = 10.0) -> None:
    """Wait until something holds, looking again and again."""
    again, deadline = threading.Event(), time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it never came"
        again.wait(0.02)


def press(machine: Machine, key: str, **changes: object) -> requests.Response:
    return requests.post(
        f"{machine.url}/api/tickets",
        json={**ERRAND, **changes},
        headers={"Idempotency-Key": key},
        timeout=30,
    )


def number(machine: Machine, key: str) -> str:
    """The number of a press that this machine answered alone."""
    answer = press(machine, key).json()
    assert answer["offline"], answer
    told: str = answer["ticket"]["number"]
    return told


def now(machine: Machine) -> dict[str, Any]:
    answer: dict[str, Any] = requests.get(f"{machine.url}/api/now", timeout=5).json()
    return answer


def cut(machine: Machine, hall: SimulatedHall) -> None:
    """The hall is gone, and the machine has noticed."""
    hall.go_away()
    machine.kiosk.link.wait_for(lambda view: view.status == "unreachable", 5)


def paper_of(machine: Machine, key: str) -> str:
    visit = machine.kiosk.visits.visit(key)
    assert visit is not None
    return visit.paper.wait_over(15).state


def test_without_the_hall_the_machine_gives_prints_and_tells_afterwards(
    lent: Machine, lending_hall: SimulatedHall
) -> None:
    assert press(lent, "before").json()["offline"] is False
    cut(lent, lending_hall)
    begun = time.monotonic()
    visit = press(lent, "press-1").json()
    assert time.monotonic() - begun < 1.0, "nobody is asked while the hall is known to be away"
    assert (visit["offline"], visit["ticket"]["number"]) == (True, "A980")
    assert paper_of(lent, "press-1") == "PRINTED"
    sheet = lent.sheets[-1]
    assert "A980" in sheet.lines
    assert any("网络" in line for line in sheet.lines)
    assert sheet.qr_codes == (lending_hall.catalogue.public_url + visit["ticket"]["link"],)
    present = now(lent)
    assert present["offline"] == {"able": True, "why": "", "waiting": 1}
    assert present["state"]["open"] and present["state"]["queues"][0]["wait"]["low"] is None
    lending_hall.come()
    until(lambda: lending_hall.lending.told)
    (told,) = lending_hall.lending.told
    assert (told.press, told.number, told.paper) == ("press-1", 980, "PRINTED")
    assert told.issued_at.isoformat(timespec="milliseconds") == visit["ticket"]["issued_at"]
    until(lambda: now(lent)["offline"]["waiting"] == 0)
    assert press(lent, "after").json()["offline"] is False


def test_a_cable_cut_in_mid_press_brings_the_number_within_two_seconds(
    lent: Machine, lending_hall: SimulatedHall
) -> None:
    gate = threading.Event()
    lending_hall.faults.append(held_until(gate))
    begun = time.monotonic()
    assert number(lent, "press-1") == "A980"
    assert time.monotonic() - begun < LONGEST_SWITCH_S
    gate.set()
    until(lambda: lending_hall.lending.told)
    until(lambda: "press-1" not in lending_hall.tickets)
    assert number(lent, "press-1") == "A980", "whoever asks again hears the same"
    assert paper_of(lent, "press-1") == "PRINTED"
    assert len(lent.sheets) == 1


def test_an_answer_that_was_lost_is_no_second_number(
    lent: Machine, lending_hall: SimulatedHall
) -> None:
    lending_hall.faults.extend([answer_lost, answer_lost])
    assert number(lent, "press-1") == "A980"
    assert paper_of(lent, "press-1") == "PRINTED"
    until(lambda: [ticket.press for ticket in lending_hall.lending.told] == ["press-1"])
    assert lending_hall.tickets == {}, "the number nobody was told is void"


def test_many_fingers_on_one_press_are_one_number(
    lent: Machine, lending_hall: SimulatedHall
) -> None:
    cut(lent, lending_hall)
    with ThreadPoolExecutor(8) as fingers:
        same = [fingers.submit(number, lent, "press-1") for _ in range(4)]
        others = [fingers.submit(number, lent, f"other-{n}") for n in range(4)]
        numbers = {each.result() for each in same}
        assert len(numbers) == 1
        assert len(numbers | {each.result() for each in others}) == 5


def test_a_refusal_of_the_hall_is_never_passed_by(
    lent: Machine, lending_hall: SimulatedHall
) -> None:
    lending_hall.faults.append(refused_with(409, "issuing_closed"))
    assert press(lent, "press-1").json()["code"] == "issuing_closed"
    lending_hall.close_item("SJ-002", Text(zh="系统升级", en="upgrade"))
    lent.kiosk.link.wait_for(lambda view: view.state == lending_hall.state, 5)
    cut(lent, lending_hall)
    answer = press(lent, "press-2", items=["SJ-002"])
    assert (answer.status_code, answer.json()["code"]) == (409, "issuing_closed")
    assert lent.kiosk.standalone.ledger.waiting() == 0


def test_without_paper_the_number_stands_and_the_hall_hears_it(
    lent: Machine, lending_hall: SimulatedHall
) -> None:
    lent.printer.load_paper(0)
    cut(lent, lending_hall)
    assert number(lent, "press-1") == "A980"
    assert paper_of(lent, "press-1") == "REFUSED"
    lent.printer.load_paper()
    lent.printer.begin(Fault.DROP_AT_ACKNOWLEDGEMENT)
    number(lent, "press-2")
    assert paper_of(lent, "press-2") == "UNCERTAIN"
    lending_hall.come()
    until(lambda: len(lending_hall.lending.told) == 2)
    assert [ticket.paper for ticket in lending_hall.lending.told] == ["REFUSED", "UNCERTAIN"]


def test_started_without_the_hall_it_shows_and_gives_what_it_kept(
    lending_hall: SimulatedHall, tmp_path: Path
) -> None:
    folder = tmp_path / "kiosk"
    lending_hall.close_item("SJ-002", Text(zh="系统升级", en="upgrade"))
    with running_machine(lending_hall, state_folder=folder) as machine:
        until(lambda: machine.kiosk.standalone.alone.now().able)
        cut(machine, lending_hall)
        first = number(machine, "press-1")
        paper_of(machine, "press-1")
    with running_machine(lending_hall, state_folder=folder) as machine:
        machine.kiosk.link.wait_for(lambda view: view.status == "unreachable", 5)
        page = now(machine)
        assert page["offline"]["able"] and page["state"]["open"]
        assert page["catalogue"] == lending_hall.catalogue.version
        assert press(machine, "press-2", items=["SJ-002"]).json()["code"] == "issuing_closed"
        again = press(machine, "press-1").json()
        assert (again["ticket"]["number"], again["paper"]) == (first, "PRINTED")
        assert number(machine, "press-3") == "A981"
        assert paper_of(machine, "press-3") == "PRINTED"
        assert len(machine.sheets) == 1, "the sheet of the first life is not printed again"
        lending_hall.come()
        until(lambda: len(lending_hall.lending.told) == 2)


def test_a_program_killed_before_the_paper_does_not_print_it_again(
    lending_hall: SimulatedHall, tmp_path: Path
) -> None:
    """The hall's own number too: its sheet may be on paper."""
    folder = tmp_path / "kiosk"
    with running_machine(lending_hall, state_folder=folder) as machine:
        until(lambda: machine.kiosk.standalone.alone.now().able)
        assert press(machine, "press-1").json()["ticket"]["number"] == "A001"
        assert paper_of(machine, "press-1") == "PRINTED"
    with running_machine(lending_hall, state_folder=folder) as machine:
        machine.kiosk.link.wait_for(lambda view: view.status == "reached", 5)
        again = press(machine, "press-1").json()
        assert (again["ticket"]["number"], again["paper"]) == ("A001", "UNCERTAIN")
        assert machine.sheets == []


def _ledger_word(machine: Machine) -> tuple[bool, str]:
    """How the machine finds its own ledger, as it tells the hall."""
    parts = machine.kiosk.standalone.components()
    (ledger,) = (each for each in parts if each.kind == "ledger")
    return ledger.ok, ledger.word


def test_a_refused_number_raises_an_alarm_and_holds_up_nobody(
    lent: Machine, lending_hall: SimulatedHall
) -> None:
    cut(lent, lending_hall)
    for key in ("press-1", "press-2"):
        number(lent, key)
        paper_of(lent, key)
    assert _ledger_word(lent) == (False, "untold")
    lending_hall.lending.refuse = {"press-1": "number_taken"}
    lending_hall.come()
    until(lambda: now(lent)["offline"]["waiting"] == 0)
    assert [ticket.press for ticket in lending_hall.lending.told] == ["press-2"]
    assert _ledger_word(lent) == (False, "A980: number_taken (1)")


def test_a_person_alone_leaves_a_mark_and_nothing_else(
    lent: Machine, lending_hall: SimulatedHall, tmp_path: Path
) -> None:
    cut(lent, lending_hall)
    said = {"document": CARD, "phone": "13912345678"}
    person = requests.post(f"{lent.url}/api/person", json=said, timeout=5).json()
    assert press(lent, "press-1", person=person["handle"]).status_code == 201
    again = press(lent, "press-2", person=person["handle"])
    assert (again.status_code, again.json()["code"]) == (409, "already_in_line")
    assert again.json()["facts"]["number"] == "A980"
    paper_of(lent, "press-1")
    requests.post(f"{lent.url}/api/farewell", timeout=5)
    lending_hall.come()
    until(lambda: lending_hall.lending.told)
    (told,) = lending_hall.lending.told
    assert told.card_mark == card_mark(CARD_KEY, CARD)
    assert told.phone_tail == "5678"
    kept = b"".join(file.read_bytes() for file in (tmp_path / "kiosk").iterdir())
    assert CARD.encode() not in kept and b"13912345678" not in kept


@pytest.mark.browser
def test_the_page_goes_on_and_says_what_is_not_known(
    page: Page, machine: Machine, lending_hall: SimulatedHall
) -> None:
    cut(machine, lending_hall)
    expect(page.locator(".notice.told")).to_contain_text("仍可取号")
    expect(page.locator(".zone .line").first).to_contain_text("暂不知道")
    page.locator(".zone").first.click()
    page.locator(".item:enabled").first.click()
    page.get_by_role("button", name="取号", exact=True).click()
    expect(page.locator(".hero")).to_have_text(re.compile(r"[A-Z]9[0-9]{2}"))
    expect(page.locator(".given")).to_contain_text("等候人数暂不知道")
    expect(page.locator(".phone")).to_contain_text("连上大厅系统后")
    expect(page.get_by_text("请取走号票")).to_be_visible()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    assert [violation["id"] for violation in found["violations"]] == []
    lending_hall.come()
    expect(page.locator(".hero")).to_be_visible()
    page.get_by_role("button", name="完成").click()
    expect(page.locator(".notice.told")).to_have_count(0)


@pytest.mark.browser
def test_a_machine_that_cannot_go_on_says_why(
    page: Page, machine: Machine, lending_hall: SimulatedHall
) -> None:
    ledger = machine.kiosk.standalone.ledger
    lease = ledger.lease()
    assert lease is not None
    ledger.keep_lease(lease.model_copy(update={"blocks": ()}))
    cut(machine, lending_hall)
    expect(page.get_by_role("heading", name="暂时不能取号")).to_be_visible()
    expect(page.locator("main")).to_contain_text("这台机器还没有备用号码")
