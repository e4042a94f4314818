"""Appointments over HTTP: a portal books for people, a kiosk checks them in, codes are not guessed."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from office import Caller, Office, is_problem
from werkzeug.test import TestResponse

CARD = "11010519491231002X"
PHONE = "+86 138 0013 8000"
ITEM = "GA-004"
TOMORROW = "2026-11-24"


@pytest.fixture
def portal(office: Office) -> Caller:
    return office.caller("portal")


def _book(caller: Caller, **words: Any) -> TestResponse:
    wanted = {
        "item": ITEM, "date": TOMORROW, "half": "am", "document": CARD, "name": "张三丰",
        "phone": PHONE,
    }  # fmt: skip
    return caller.ask("POST", "/api/v1/appointments", json=wanted | words)


def _booked(caller: Caller, **words: Any) -> dict[str, Any]:
    told = _book(caller, **words)
    assert told.status_code == 201, told.data
    return dict(told.get_json()["appointment"])


def _act(caller: Caller, appointment: dict[str, Any], act: str, **words: Any) -> TestResponse:
    path = f"/api/v1/appointments/{appointment['appointment_id']}/{act}"
    return caller.ask("POST", path, json=words)


def _find(caller: Caller, **sought: str) -> TestResponse:
    return caller.ask("POST", "/api/v1/appointments/find", json=sought)


def _codes(told: TestResponse) -> list[str]:
    assert told.status_code == 200, told.data
    assert told.headers["Cache-Control"] == "no-store"
    return [each["code"] for each in told.get_json()["appointments"]]


def _free(caller: Caller, query: str = "") -> dict[tuple[str, str], int]:
    told = caller.ask("GET", f"/api/v1/appointments/slots?item={ITEM}{query}")
    assert told.status_code == 200, told.data
    return {(each["date"], each["half"]): each["free"] for each in told.get_json()["slots"]}


def test_a_portals_session_books_moves_and_cancels(portal: Caller) -> None:
    free = _free(portal)
    assert len(free) == 10
    assert (free[TOMORROW, "am"], free[TOMORROW, "pm"]) == (20, 20)
    booked = _booked(portal)
    assert (booked["name"], booked["state"], booked["standing"]) == ("张*", "BOOKED", "other_day")
    assert _free(portal)[TOMORROW, "am"] == 19
    moved = _act(portal, booked, "move", date=TOMORROW, half="pm").get_json()["appointment"]
    assert (moved["code"], moved["half"]) == (booked["code"], "pm")
    assert _codes(_find(portal, document="11010519491231002x")) == [booked["code"]]
    assert _act(portal, booked, "cancel").get_json()["appointment"]["state"] == "CANCELLED"
    assert _codes(_find(portal, document=CARD)) == []
    assert _free(portal)[TOMORROW, "am"] == 20


def test_the_days_asked_for_bound_the_days_told(portal: Caller) -> None:
    assert {day for day, _ in _free(portal, f"&from={TOMORROW}&to=2026-11-25")} == {
        TOMORROW,
        "2026-11-25",
    }
    assert _free(portal, "&from=2027-01-01") == {}
    for wrong in ("from=tomorrow", "to=2026-13-01", "from=%00", "to=" + "9" * 500):
        told = portal.ask("GET", f"/api/v1/appointments/slots?item={ITEM}&{wrong}")
        assert is_problem(told)
        assert told.get_json()["code"] == "not_a_date"
    for item, code in (("SJ-002", "not_bookable"), ("nothing", "unknown"), ("%00", "unknown")):
        told = portal.ask("GET", f"/api/v1/appointments/slots?item={item}")
        assert (is_problem(told), told.get_json()["code"]) == (True, code)


def test_a_retried_booking_is_one_booking(portal: Caller) -> None:
    same = {"headers": {"Idempotency-Key": "press-1"}}
    wanted = {"item": ITEM, "date": TOMORROW, "half": "am", "document": CARD}
    first, again = (portal.ask("POST", "/api/v1/appointments", json=wanted, **same) for _ in "12")
    assert first.get_json() == again.get_json()
    assert again.headers["Idempotency-Replayed"] == "true"
    told = _book(portal)
    assert (told.status_code, told.get_json()["code"]) == (409, "already_booked")


def test_nobody_is_in_the_database_or_the_journal(office: Office, portal: Caller) -> None:
    code = _booked(portal)["code"]
    kept = {name: repr(rows) for name, rows in office.tables().items()}
    everything = "".join(kept.values())
    for personal in (CARD, "张三丰", "三丰", "13800138000", "138 0013 8000"):
        assert personal not in everything
    assert code not in kept["journal"]


@pytest.mark.parametrize(
    ("words", "code"),
    [({"document": "110105194912310021"}, "card_not_valid"), ({"phone": "12"}, "phone_not_valid")],
)
def test_what_is_no_document_or_phone_is_not_repeated(
    portal: Caller, words: dict[str, str], code: str
) -> None:
    told = _book(portal, **words)
    assert (told.status_code, told.get_json()["code"]) == (400, code)
    assert next(iter(words.values())) not in told.text
    assert _find(portal, **words).get_json()["code"] == code


def test_a_kiosk_checks_in_by_code_document_or_phone_and_prints_itself(
    office: Office, portal: Caller
) -> None:
    booked = _booked(portal, date=TOMORROW)
    kiosk = office.caller("kiosk")
    early = _act(kiosk, booked, "check-in")
    assert (early.status_code, early.get_json()["code"]) == (409, "not_your_day")
    office.clock.forward(days=1)
    office.server.keeper.look()
    written = f"{booked['code'][:4].lower()} {booked['code'][4:]}"
    for sought in ({"code": written}, {"document": CARD}, {"phone": "13800138000"}):
        assert _codes(_find(kiosk, **sought)) == [booked["code"]]
    told = _act(kiosk, booked, "check-in", language="en", print_size="large")
    assert told.status_code == 201, told.data
    issued = told.get_json()
    assert issued["appointment"] == {"half": "am", "due": True}
    (found,) = _find(kiosk, code=booked["code"]).get_json()["appointments"]
    assert (found["state"], found["number"]) == ("CHECKED_IN", issued["number"])
    again = _act(kiosk, booked, "check-in").get_json()
    assert (again["code"], again["facts"]) == ("appointment_over", {"state": "CHECKED_IN"})
    guide = office.caller("guide")
    story = guide.ask("GET", f"/api/v1/tickets/{issued['ticket_id']}/story").get_json()
    assert [entry["appointment"] for entry in story["entries"]] == [{"half": "am", "due": True}]


@pytest.mark.parametrize("known", [{}, {"document": CARD}])
def test_nobody_has_a_second_number_beside_an_appointments(
    office: Office, portal: Caller, known: dict[str, str]
) -> None:
    booked, other = _booked(portal), _booked(portal, document="E12345678")
    office.clock.forward(days=1)
    office.server.keeper.look()
    kiosk = office.caller("kiosk")
    number = _act(kiosk, booked, "check-in", **known).get_json()["number"]
    wanted = {"items": [ITEM], "card": CARD}
    told = kiosk.ask("POST", "/api/v1/tickets", json=wanted).get_json()
    assert (told["code"], told["facts"]["number"]) == ("already_in_line", number)
    assert (
        kiosk.ask("POST", "/api/v1/tickets", json=wanted | {"items": ["SJ-002"]}).status_code == 201
    )
    kiosk.ask("POST", "/api/v1/tickets", json=wanted | {"card": "E12345678"})
    told = _act(kiosk, other, "check-in", document="E12345678").get_json()
    assert told["code"] == "already_in_line"
    # Somebody else's document, read for another reason, is not taken for the visitor's.
    assert _act(kiosk, other, "check-in", document="M98765432").status_code == 201


def test_codes_cannot_be_tried_out_at_a_kiosk(office: Office, portal: Caller) -> None:
    booked = _booked(portal)
    guesser = office.caller("kiosk")
    for last in "23456789":
        assert _codes(_find(guesser, code=f"GUESSED{last}")) == []
    told = _find(guesser, code=booked["code"])
    assert (told.status_code, told.get_json()["code"]) == (429, "too_many_tries")
    assert _codes(_find(guesser, document=CARD)) == [booked["code"]]


def test_right_codes_are_asked_for_at_a_persons_pace(office: Office, portal: Caller) -> None:
    booked = _booked(portal)
    kiosk = office.caller("kiosk")
    for _ in range(10):
        assert _codes(_find(kiosk, code=booked["code"])) == [booked["code"]]
    assert _find(kiosk, code=booked["code"]).status_code == 429
    assert _codes(_find(kiosk, document=CARD)) == [booked["code"]]


def test_one_citizens_slips_do_not_shut_a_portal_for_a_city(portal: Caller) -> None:
    booked = _booked(portal)
    for _ in range(20):
        assert _codes(_find(portal, code="GUESSED2")) == []
    assert _codes(_find(portal, code=booked["code"])) == [booked["code"]]


def _local(office: Office) -> datetime:
    return office.clock().astimezone(ZoneInfo("Asia/Shanghai"))


def _next_day_opens(office: Office) -> None:
    """It is just past the hall's midnight, and the keeper has seen to it."""
    now = _local(office)
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=1)
    office.clock.forward(seconds=(midnight - now).total_seconds())
    office.server.keeper.look()


def test_a_ban_is_read_at_the_desk_and_lifted_by_a_supervisor(office: Office) -> None:
    portal, guide = office.caller("portal"), office.caller("guide")
    for _ in range(2):
        tomorrow = _local(office).date() + timedelta(days=1)
        _booked(portal, date=tomorrow.isoformat())
        for _ in range(2):
            _next_day_opens(office)
    asked = {"json": {"document": CARD}}
    (ban,) = guide.ask("POST", "/api/v1/booking-bans/find", **asked).get_json()["bans"]
    told = _book(portal, date="2026-11-30")
    assert (told.get_json()["code"], told.get_json()["facts"]) == (
        "booking_banned",
        {"until": ban["until"]},
    )
    path = f"/api/v1/booking-bans/{ban['ban_id']}/lift"
    assert guide.ask("POST", path, json={}).status_code == 403
    assert office.caller("supervisor").ask("POST", path, json={}).status_code == 200
    assert guide.ask("POST", "/api/v1/booking-bans/find", **asked).get_json()["bans"] == []
    _booked(portal, date="2026-11-30")
