"""Pressing twice is pressing once: idempotency keys through the real doors."""

import json
from typing import Any

import pytest
from office import Caller, Office, is_problem
from werkzeug.test import TestResponse

from hall_server.domain.plan import HallPlan


def _item(plan: HallPlan) -> str:
    return plan.items[0].code


def _take(caller: Caller, item: str, key: str) -> TestResponse:
    return caller.ask(
        "POST", "/api/v1/tickets", json={"items": [item]}, headers={"Idempotency-Key": key}
    )


@pytest.fixture
def kiosk(office: Office) -> Caller:
    return office.caller("kiosk")


def test_a_press_that_was_not_answered_is_repeated_and_gives_the_same_ticket(
    office: Office, kiosk: Caller, demo_plan: HallPlan
) -> None:
    first = _take(kiosk, _item(demo_plan), "press-1")
    assert first.status_code == 201 and "Idempotency-Replayed" not in first.headers
    before = office.tables()
    office.clock.forward(minutes=5)
    again = _take(kiosk, _item(demo_plan), "press-1")
    assert again.status_code == 201
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.get_json() == first.get_json()
    assert office.tables() == before


def test_a_key_that_comes_back_with_another_wish_is_refused(
    office: Office, kiosk: Caller, demo_plan: HallPlan
) -> None:
    _take(kiosk, _item(demo_plan), "press-1")
    before = office.tables()
    other = _take(kiosk, demo_plan.items[1].code, "press-1")
    assert is_problem(other)
    assert (other.status_code, other.get_json()["code"]) == (422, "idempotency_key_reused")
    assert office.tables() == before


def test_two_people_may_happen_to_have_the_same_key(
    office: Office, kiosk: Caller, demo_plan: HallPlan
) -> None:
    one = _take(kiosk, _item(demo_plan), "press-1").get_json()
    other = _take(office.caller("guide"), _item(demo_plan), "press-1").get_json()
    assert one["ticket_id"] != other["ticket_id"]


def test_a_refusal_is_not_kept_so_the_same_press_may_succeed_later(
    office: Office, kiosk: Caller, demo_plan: HallPlan
) -> None:
    item = _item(demo_plan)
    supervisor = office.caller("supervisor")
    supervisor.ask("POST", "/api/v1/day/close", json={})
    assert _take(kiosk, item, "press-1").get_json()["code"] == "day_not_open"
    supervisor.ask("POST", "/api/v1/day/open", json={})
    assert _take(kiosk, item, "press-1").status_code == 201


def _leave(office: Office, link: str, **headers: Any) -> TestResponse:
    return office.caller("nobody").ask(
        "POST", f"/api/v1/visits/{link.removeprefix('/t/')}/leave", json={}, headers=headers
    )


def test_a_visitor_leaves_once_however_often_the_phone_asks(
    office: Office, kiosk: Caller, demo_plan: HallPlan
) -> None:
    link = _take(kiosk, _item(demo_plan), "press-1").get_json()["link"]
    refused = _leave(office, link, **{"Idempotency-Key": None})
    assert refused.get_json()["code"] == "idempotency_key_missing"
    left = _leave(office, link, **{"Idempotency-Key": "bye"})
    assert (left.status_code, left.get_json()["state"]) == (200, "LEFT")
    before = office.tables()
    again = _leave(office, link, **{"Idempotency-Key": "bye"})
    assert again.get_json()["state"] == "LEFT"
    assert again.headers["Idempotency-Replayed"] == "true"
    over = _leave(office, link, **{"Idempotency-Key": "bye-bye"})
    assert (over.status_code, over.get_json()["code"]) == (409, "ticket_over")
    assert office.tables() == before


def test_the_phone_page_and_its_answers_name_no_person(
    office: Office, kiosk: Caller, demo_plan: HallPlan
) -> None:
    link = _take(kiosk, _item(demo_plan), "press-1").get_json()["link"]
    told = office.caller("nobody").ask("GET", f"/api/v1/visits/{link.removeprefix('/t/')}")
    assert told.status_code == 200
    assert "issued_by" not in json.dumps(told.get_json())
    unchanged = office.caller("nobody").ask(
        "GET",
        f"/api/v1/visits/{link.removeprefix('/t/')}",
        headers={"If-None-Match": told.headers["ETag"]},
    )
    assert unchanged.status_code == 304
