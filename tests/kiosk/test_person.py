"""Who stands at the machine: known for a moment, told masked, gone without a trace."""

import re
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import requests
from machine import Machine, running_machine
from playwright.sync_api import Page, expect
from simulated_hall import SimulatedHall, answer_lost, held_until, server_error

from hall_server.wire.appointments import CheckIn
from hall_server.wire.devices import Component
from kiosk.messages import CheckInHere, PresentPerson, TakeTicket
from kiosk.person import (
    FORGET_AFTER_S,
    LONGEST_S,
    DocumentNotValid,
    People,
    PersonGone,
    PhoneNotValid,
)
from kiosk.reader.frames import Command
from kiosk.reader.layouts import read_card
from kiosk.simulators.cards import CITIZEN, ELDER, SimulatedCard
from kiosk.simulators.reader import Fault, VirtualReader
from printer.simulators.pseudo_terminal import SerialPrinter as SerialLine

ELDERS_NUMBER = "11010519491231002X"
ELDEST = 65


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Seconds:
    return Seconds()


@pytest.fixture
def people(clock: Seconds) -> People:
    offers = lambda age: ("elder",) if age >= ELDEST else ()  # noqa: E731
    return People(clock, lambda: date(2026, 11, 25), offers)


def press_of(handle: str | None) -> TakeTicket:
    return TakeTicket(items=("SJ-001",), person=handle)


def test_a_card_is_told_masked_with_what_its_age_allows(people: People) -> None:
    told = people.present_card(read_card(ELDER.text))
    assert (told.source, told.kind, told.name, told.tail) == ("card", "citizen", "欧阳*", "002X")
    assert told.reasons == ("elder",)
    assert ELDERS_NUMBER[:-4] not in repr(people.get(told.handle))


def test_who_checks_in_is_known_by_the_card_and_may_be_forgotten_meanwhile(
    people: People, clock: Seconds
) -> None:
    handle = people.present_card(read_card(ELDER.text)).handle
    wanted = CheckInHere(language="en", person=handle)
    assert people.arriving(wanted).document == ELDERS_NUMBER
    assert people.arriving(CheckInHere()).document is None
    clock.now += FORGET_AFTER_S + 1
    assert people.arriving(wanted) == CheckIn(language="en")


@pytest.mark.parametrize(
    ("typed", "kind", "tail", "reasons"),
    [
        ({"document": " 110105 19491231 002x"}, "document", "002X", ("elder",)),
        ({"document": "１１０１０５１９８６０３１７００１７"}, "document", "0017", ()),
        ({"document": "e12345678"}, "document", "5678", ()),
        ({"phone": "+86 138-1234-5678"}, "phone", "5678", ()),
        ({"phone": "0571 8765 4321"}, "phone", "4321", ()),
        ({"document": "E12345678", "phone": "13812349999"}, "document", "5678", ()),
    ],
)
def test_typed_numbers_are_taken_however_they_are_written(
    people: People, typed: dict[str, str], kind: str, tail: str, reasons: tuple[str, ...]
) -> None:
    told = people.typed(PresentPerson(**typed))
    assert (told.source, told.kind, told.name, told.tail) == ("typed", kind, "", tail)
    assert told.reasons == reasons


@pytest.mark.parametrize("number", ["110105194912310021", "110105194913310027", "1234", "李四"])
def test_a_wrong_document_is_refused_and_not_repeated(people: People, number: str) -> None:
    with pytest.raises(DocumentNotValid) as refused:
        people.typed(PresentPerson(document=number))
    assert number not in str(refused.value)


def test_a_wrong_phone_is_refused_also_beside_a_right_document(people: People) -> None:
    with pytest.raises(PhoneNotValid):
        people.typed(PresentPerson(document="E12345678", phone="12345"))


def test_the_hall_is_asked_with_the_whole_number_and_by_whom(people: People) -> None:
    told = people.typed(PresentPerson(document=ELDERS_NUMBER, phone="138 1234 5678"))
    asked = people.errand(
        TakeTicket(items=("SJ-001",), person=told.handle, agent=True, reason="elder")
    )
    assert (asked.card, asked.phone) == (ELDERS_NUMBER, "13812345678")
    assert (asked.agent, asked.reason) == (True, "elder")


def test_a_number_may_be_taken_by_nobody_in_particular(people: People) -> None:
    asked = people.errand(press_of(None))
    assert (asked.card, asked.phone) == (None, None)


def test_a_person_is_forgotten_two_minutes_after_the_last_touch(
    people: People, clock: Seconds
) -> None:
    handle = people.present_card(read_card(CITIZEN.text)).handle
    clock.now = FORGET_AFTER_S
    assert people.errand(press_of(handle)).card
    clock.now += 1
    people.forget_the_outlived()
    assert "0017" not in repr(vars(people))
    with pytest.raises(PersonGone):
        people.errand(press_of(handle))


def test_who_touches_the_page_stays_known_for_ten_minutes_at_most(
    people: People, clock: Seconds
) -> None:
    handle = people.present_card(read_card(CITIZEN.text)).handle
    while clock.now < LONGEST_S:
        people.touch(handle)
        clock.now += FORGET_AFTER_S
    people.touch(handle)
    clock.now += 1
    people.forget_the_outlived()
    assert "0017" not in repr(vars(people)), "a ceiling that no touch lifts"
    with pytest.raises(PersonGone):
        people.touch(handle)


def test_a_touch_does_not_bring_back_who_is_forgotten_nor_keep_another(
    people: People, clock: Seconds
) -> None:
    first = people.present_card(read_card(CITIZEN.text)).handle
    second = people.present_card(read_card(ELDER.text)).handle
    clock.now += FORGET_AFTER_S
    with pytest.raises(PersonGone):
        people.touch(first)
    clock.now += 1
    with pytest.raises(PersonGone):
        people.touch(second)


def test_a_person_is_forgotten_at_the_farewell_and_when_another_comes(people: People) -> None:
    first = people.present_card(read_card(CITIZEN.text)).handle
    second = people.present_card(read_card(ELDER.text)).handle
    assert people.get(first) is None
    people.forget()
    assert people.get(second) is None
    assert first != second


@pytest.fixture
def device() -> VirtualReader:
    return VirtualReader()


@pytest.fixture
def machine(
    simulated_hall: SimulatedHall, device: VirtualReader, tmp_path: Path
) -> Iterator[Machine]:
    """A kiosk with a reader, both found."""
    path = tmp_path / "reader"
    elder = simulated_hall.catalogue.reasons[0].model_copy(update={"from_age": ELDEST})
    reasons = (elder, *simulated_hall.catalogue.reasons[1:])
    simulated_hall.offer(simulated_hall.catalogue.model_copy(update={"reasons": reasons}))
    with (
        SerialLine(device, path),
        running_machine(simulated_hall, reader_url=str(path)) as running,
    ):
        running.kiosk.link.wait_for(lambda view: view.catalogue is not None, 5)
        wait_for_reader(running, "ready")
        yield running


def wait_for_reader(machine: Machine, state: str) -> None:
    assert machine.kiosk.reader is not None
    machine.kiosk.reader.wait_for(lambda view: view.state == state, 10)


def lay(machine: Machine, device: VirtualReader, card: SimulatedCard) -> dict[str, object]:
    """Lay a card down; what the page then hears of the reader."""
    device.place(card)
    wait_for_reader(machine, "card")
    heard: dict[str, object] = now(machine)
    return heard


def now(machine: Machine) -> dict[str, object]:
    reader: dict[str, object] = requests.get(f"{machine.url}/api/now", timeout=5).json()["reader"]
    return reader


def say(machine: Machine, **typed: object) -> requests.Response:
    return requests.post(f"{machine.url}/api/person", json=typed, timeout=5)


def take(machine: Machine, key: str, **press: object) -> requests.Response:
    return requests.post(
        f"{machine.url}/api/tickets",
        json={"items": ["SJ-001"], **press},
        headers={"Idempotency-Key": key},
        timeout=30,
    )


def leave(machine: Machine) -> None:
    own = {"Idempotency-Key": "of-the-farewell"}
    answer = requests.post(f"{machine.url}/api/farewell", headers=own, timeout=5)
    assert (answer.status_code, answer.content) == (204, b"")


def test_from_the_card_to_the_number(
    machine: Machine, device: VirtualReader, simulated_hall: SimulatedHall
) -> None:
    heard = lay(machine, device, ELDER)
    person = heard["person"]
    assert isinstance(person, dict)
    assert heard["state"] == "card"
    assert (person["name"], person["tail"], person["kind"]) == ("欧阳*", "002X", "citizen")
    assert person["reasons"] == [simulated_hall.catalogue.reasons[0].code]
    answer = take(machine, "press-1", person=person["handle"], reason=person["reasons"][0])
    assert answer.status_code == 201
    (asked,) = simulated_hall.bodies.values()
    assert (asked.card, asked.phone) == (ELDERS_NUMBER, None)
    # Nothing of the card is in anything that the page was told.
    assert ELDERS_NUMBER[:-4] not in answer.text + repr(heard)


def test_what_is_typed_is_answered_with_a_handle_and_goes_to_the_hall(
    machine: Machine, simulated_hall: SimulatedHall
) -> None:
    person = say(machine, document=ELDERS_NUMBER, phone="13812345678").json()
    assert now(machine)["person"] is None
    assert take(machine, "press-1", person=person["handle"], agent=True).status_code == 201
    (asked,) = simulated_hall.bodies.values()
    assert (asked.card, asked.phone, asked.agent) == (ELDERS_NUMBER, "13812345678", True)


def test_a_typed_number_finds_the_appointment_and_goes_with_the_check_in(
    machine: Machine, simulated_hall: SimulatedHall
) -> None:
    booked = simulated_hall.bookings.book(simulated_hall.catalogue.items[0])
    handle = say(machine, document=ELDERS_NUMBER).json()["handle"]
    found = requests.post(
        f"{machine.url}/api/appointments/find", json={"person": handle}, timeout=5
    ).json()
    assert [each["code"] for each in found["appointments"]] == [booked.code]
    answer = requests.post(
        f"{machine.url}/api/appointments/{booked.appointment_id}/check-in",
        json={"person": handle, "language": "en"},
        headers={"Idempotency-Key": "press-1"},
        timeout=30,
    )
    assert answer.status_code == 201
    ((_, visitor),) = simulated_hall.bookings.checked_in
    assert (visitor.document, visitor.language) == (ELDERS_NUMBER, "en")
    assert ELDERS_NUMBER[:-4] not in answer.text


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"document": "110105194912310021"}, 422, "card_not_valid"),
        ({"document": "'; DROP TABLE tickets"}, 422, "card_not_valid"),
        ({"phone": "12345"}, 422, "phone_not_valid"),
        ({"document": "ＡＢ"}, 422, "card_not_valid"),
        ({}, 422, "malformed"),
        ({"document": "1" * 41}, 422, "malformed"),
        ({"document": "E12345678", "name": "张三"}, 422, "malformed"),
        ({"document": "x" * 20_000}, 413, "request_entity_too_large"),
        ({"document": 7}, 422, "malformed"),
    ],
)
def test_what_cannot_be_typed_is_refused_and_not_repeated(
    machine: Machine, body: dict[str, object], status: int, code: str
) -> None:
    answer = say(machine, **body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert not any(isinstance(word, str) and word in answer.text for word in body.values())


@pytest.mark.parametrize("path", ["/api/person", "/api/person/touched", "/api/farewell"])
def test_a_form_of_another_site_is_not_heard(machine: Machine, path: str) -> None:
    known = say(machine, phone="13812345678").json()
    foreign = {"phone": "13812340000", "person": known["handle"]}
    assert requests.post(f"{machine.url}{path}", data=foreign, timeout=5).status_code == 400
    assert machine.kiosk.people.get(known["handle"]) is not None


def test_the_page_says_that_who_is_known_is_there_still(machine: Machine) -> None:
    handle = say(machine, phone="13812345678").json()["handle"]
    there = f"{machine.url}/api/person/touched"
    answer = requests.post(there, json={"person": handle}, timeout=5)
    assert (answer.status_code, answer.content) == (204, b"")
    machine.kiosk.people.forget()
    assert requests.post(there, json={"person": handle}, timeout=5).json()["code"] == "person_gone"


@pytest.mark.parametrize(
    ("handle", "status", "code"),
    [("A" * 22, 409, "person_gone"), ("../etc/passwd", 422, "malformed")],
)
def test_an_unknown_handle_takes_no_number(
    machine: Machine, simulated_hall: SimulatedHall, handle: str, status: int, code: str
) -> None:
    answer = take(machine, "press-1", person=handle)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert simulated_hall.keys == []


def test_the_farewell_leaves_no_trace_and_no_second_sheet(
    machine: Machine, device: VirtualReader
) -> None:
    heard = lay(machine, device, CITIZEN)
    person = heard["person"]
    assert isinstance(person, dict)
    take(machine, "press-1", person=person["handle"])
    visit = machine.kiosk.visits.visit("press-1")
    assert visit is not None
    visit.paper.wait_over(15)
    leave(machine)
    left = {"state": "ready", "trouble": "", "seq": heard["seq"], "person": None}
    assert now(machine) == left
    assert requests.get(f"{machine.url}/api/visits/press-1", timeout=5).status_code == 404
    assert take(machine, "press-2", person=person["handle"]).json()["code"] == "person_gone"
    assert take(machine, "press-1").json()["code"] == "idempotency_key_reused"
    assert len(machine.sheets) == 1
    assert "0017" not in repr(vars(machine.kiosk.people)) + repr(vars(machine.kiosk.visits))


def test_a_press_repeated_after_the_person_is_forgotten_is_still_the_same_number(
    machine: Machine,
) -> None:
    person = say(machine, phone="13812345678").json()
    first = take(machine, "press-1", person=person["handle"]).json()
    machine.kiosk.people.forget()
    assert take(machine, "press-1", person=person["handle"]).json()["ticket"] == first["ticket"]


def test_a_press_under_way_outlives_the_farewell(
    machine: Machine, simulated_hall: SimulatedHall
) -> None:
    gate = threading.Event()
    simulated_hall.faults.append(held_until(gate))
    answers: list[requests.Response] = []
    finger = threading.Thread(target=lambda: answers.append(take(machine, "press-1")))
    finger.start()
    leave(machine)
    gate.set()
    finger.join(20)
    assert answers[0].status_code == 201


def test_a_number_that_nobody_received_goes_to_the_same_person_only(
    machine: Machine, device: VirtualReader, simulated_hall: SimulatedHall
) -> None:
    simulated_hall.faults.extend([answer_lost, server_error])
    first = say(machine, document=ELDERS_NUMBER).json()["handle"]
    assert take(machine, "press-1", person=first).json()["code"] == "server_unreachable"
    other = say(machine, document="E12345678").json()["handle"]
    assert take(machine, "press-2", person=other).json()["ticket"]["number"] == "A002"
    again = say(machine, document=ELDERS_NUMBER).json()["handle"]
    assert take(machine, "press-3", person=again).json()["ticket"]["number"] == "A001"


def test_the_page_hears_at_once_that_the_reader_is_away(
    machine: Machine, device: VirtualReader
) -> None:
    device.begin(Fault.SILENT)
    wait_for_reader(machine, "away")
    assert now(machine)["state"] == "away"
    assert [part.ok for part in parts(machine, "reader")] == [True]


def parts(machine: Machine, kind: str) -> list[Component]:
    return [part for part in machine.kiosk.health.report().components if part.kind == kind]


def test_a_machine_without_a_reader_says_so_and_takes_what_is_typed(
    simulated_hall: SimulatedHall,
) -> None:
    with running_machine(simulated_hall) as machine:
        assert now(machine)["state"] == "none"
        assert say(machine, phone="13812345678").json()["tail"] == "5678"
        assert parts(machine, "reader") == []


@pytest.mark.browser
def test_an_elder_lays_the_card_down_takes_the_offer_and_leaves_nothing(
    page: Page, machine: Machine, device: VirtualReader, simulated_hall: SimulatedHall
) -> None:
    device.once(Fault.TAKEN_AWAY, Command.READ)
    device.place(ELDER)
    expect(page.get_by_role("status").filter(has_text="拿开得早了")).to_be_visible()
    device.place(ELDER)
    expect(page.get_by_role("status").filter(has_text="欧阳* 证件尾号 002X")).to_be_visible()
    page.get_by_role("button", name=re.compile("企业登记功能区")).click()
    page.get_by_role("button", name=re.compile("^个体工商户设立登记")).click()
    with page.expect_request("**/api/person/touched"):
        page.clock.run_for(20_000)
    page.get_by_role("group", name=re.compile("老年人")).get_by_role("button").first.click()
    page.get_by_role("button", name="取号").click()
    expect(page.locator(".hero")).to_have_text("A001")
    (asked,) = simulated_hall.bodies.values()
    assert (asked.card, asked.reason) == (ELDERS_NUMBER, simulated_hall.catalogue.reasons[0].code)
    with page.expect_request("**/api/farewell"):
        page.locator(".primary").click()
    expect(page.locator(".person")).to_have_count(0)
    assert ELDERS_NUMBER[:-4] not in page.content()
