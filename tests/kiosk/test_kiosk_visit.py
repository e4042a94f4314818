"""Taking a number: one press is one ticket and one sheet, whatever breaks in between."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from machine import Machine, running_machine
from simulated_hall import SimulatedHall, answer_lost, held_until, refused_with, server_error

from printer.device import PrintState
from printer.simulators.machine import Fault

ERRAND = {"items": ["SJ-001"], "reason": None, "language": "zh-CN"}


def press(machine: Machine, key: str, **changes: object) -> requests.Response:
    return requests.post(
        f"{machine.url}/api/tickets",
        json={**ERRAND, **changes},
        headers={"Idempotency-Key": key},
        timeout=30,
    )


def paper_of(machine: Machine, key: str) -> tuple[str, str | None]:
    """How the visitor's paper ended."""
    visit = machine.kiosk.visits.visit(key)
    assert visit is not None
    now = visit.paper.wait_over(15)
    return now.state, now.trouble


def test_a_press_is_answered_with_the_number_and_printed(
    machine: Machine, simulated_hall: SimulatedHall
) -> None:
    answer = press(machine, "press-1", reason="elder")
    assert answer.status_code == 201
    visit = answer.json()
    assert visit["ticket"]["number"] == "A001"
    assert visit["ticket"]["reason"]["zh"].startswith("老年人")
    assert paper_of(machine, "press-1") == (PrintState.PRINTED, None)
    sheet = machine.sheets[0]
    assert "A001" in sheet.lines
    assert sheet.qr_codes == (simulated_hall.catalogue.public_url + visit["ticket"]["link"],)


def test_the_page_can_follow_the_paper_and_show_the_code(machine: Machine) -> None:
    visit = press(machine, "press-1").json()
    paper_of(machine, "press-1")
    now = requests.get(f"{machine.url}/api/visits/press-1", timeout=5).json()
    assert now["paper"] == "PRINTED"
    picture = requests.get(machine.url + visit["qr"], timeout=5)
    assert picture.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert "<svg" in picture.text


def test_the_same_press_again_is_the_same_number_and_no_second_sheet(
    machine: Machine, simulated_hall: SimulatedHall
) -> None:
    first, second = press(machine, "press-1").json(), press(machine, "press-1").json()
    assert first["ticket"] == second["ticket"]
    assert paper_of(machine, "press-1")[0] == PrintState.PRINTED
    assert press(machine, "press-2").json()["ticket"]["number"] == "A002"
    paper_of(machine, "press-2")
    assert len(machine.sheets) == 2
    assert simulated_hall.keys == ["press-1", "press-2"]


def test_impatient_presses_at_once_are_one_number(
    machine: Machine, simulated_hall: SimulatedHall
) -> None:
    gate = threading.Event()
    simulated_hall.faults.append(held_until(gate))
    with ThreadPoolExecutor(6) as fingers:
        presses = [fingers.submit(press, machine, "press-1") for _ in range(6)]
        gate.set()
        numbers = {each.result().json()["ticket"]["number"] for each in presses}
    assert numbers == {"A001"}
    assert len(simulated_hall.tickets) == 1
    paper_of(machine, "press-1")
    assert len(machine.sheets) == 1


def test_an_answer_lost_after_the_commit_is_fetched_with_the_same_key(
    machine: Machine, simulated_hall: SimulatedHall
) -> None:
    simulated_hall.faults.append(answer_lost)
    assert press(machine, "press-1").json()["ticket"]["number"] == "A001"
    assert simulated_hall.keys == ["press-1", "press-1"]
    assert len(simulated_hall.tickets) == 1
    paper_of(machine, "press-1")
    assert len(machine.sheets) == 1


def test_a_number_nobody_received_goes_to_the_next_press_for_the_same_errand(
    machine: Machine, simulated_hall: SimulatedHall
) -> None:
    simulated_hall.faults.extend([answer_lost, server_error])
    failed = press(machine, "press-1")
    assert (failed.status_code, failed.json()["code"]) == (503, "server_unreachable")
    assert press(machine, "press-2").json()["ticket"]["number"] == "A001"
    assert len(simulated_hall.tickets) == 1
    assert press(machine, "press-3").json()["ticket"]["number"] == "A002"


def test_a_refusal_reaches_the_page_with_its_code(
    machine: Machine, simulated_hall: SimulatedHall
) -> None:
    simulated_hall.faults.append(refused_with(409, "issuing_closed"))
    answer = press(machine, "press-1")
    assert (answer.status_code, answer.json()["code"]) == (409, "issuing_closed")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert machine.sheets == []


def test_without_paper_the_number_stands_and_the_reason_is_told(machine: Machine) -> None:
    machine.printer.load_paper(0)
    assert press(machine, "press-1").json()["ticket"]["number"] == "A001"
    assert paper_of(machine, "press-1") == (PrintState.REFUSED, "paper_out")


def test_a_sheet_cut_off_on_its_way_is_uncertain_and_not_repeated(machine: Machine) -> None:
    machine.printer.begin(Fault.DROP_AT_ACKNOWLEDGEMENT)
    press(machine, "press-1")
    assert paper_of(machine, "press-1")[0] == PrintState.UNCERTAIN
    press(machine, "press-1")
    assert len(machine.sheets) == 1


def test_a_machine_without_a_printer_gives_numbers(simulated_hall: SimulatedHall) -> None:
    with running_machine(simulated_hall, printer_url=None) as machine:
        machine.kiosk.link.wait_for(lambda view: view.status == "reached", 5)
        assert press(machine, "press-1").json()["ticket"]["number"] == "A001"
        assert paper_of(machine, "press-1") == (PrintState.REFUSED, None)


def test_without_an_address_for_phones_there_is_no_code(
    machine: Machine, simulated_hall: SimulatedHall
) -> None:
    simulated_hall.offer(
        simulated_hall.catalogue.model_copy(update={"public_url": "", "version": "no-phones"})
    )
    machine.kiosk.link.wait_for(
        lambda view: view.catalogue is not None and view.catalogue.version == "no-phones", 5
    )
    assert press(machine, "press-1").json()["qr"] is None
    assert requests.get(f"{machine.url}/api/visits/press-1/qr.svg", timeout=5).status_code == 404


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"items": []}, 422),
        ({"items": ["SJ-001"], "theme": "restaurant"}, 422),
        ({"items": ["SJ-001"], "nonsense": 1}, 422),
        ({"items": "x" * 20_000}, 413),
        ("{", 422),
    ],
)
def test_a_body_that_makes_no_sense_is_refused_and_nothing_is_asked(
    machine: Machine, simulated_hall: SimulatedHall, body: object, status: int
) -> None:
    key = {"Idempotency-Key": "press-1"}
    sent = {"data": body} if isinstance(body, str) else {"json": body}
    headers = {**key, "Content-Type": "application/json"}
    answer = requests.post(f"{machine.url}/api/tickets", headers=headers, timeout=5, **sent)
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert simulated_hall.keys == []


def test_a_press_without_a_key_is_refused(machine: Machine) -> None:
    answer = requests.post(f"{machine.url}/api/tickets", json=ERRAND, timeout=5)
    assert answer.status_code == 400


def test_a_key_that_comes_back_with_another_errand_is_refused(machine: Machine) -> None:
    press(machine, "press-1")
    assert press(machine, "press-1", items=["SJ-002"]).json()["code"] == "idempotency_key_reused"
