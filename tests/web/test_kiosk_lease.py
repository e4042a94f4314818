"""A kiosk's lease and what it brings back, over HTTP."""

import hashlib
import json
from datetime import date
from typing import Any

import pytest
from office import Caller, Office

from hall_server.domain.identity import day_key
from hall_server.store.database import Key
from hall_server.store.people import token_hash
from hall_server.wire import offline as w

ITEM = "SJ-001"
CARD = "11010519491231002X"
LEASE = "/api/v1/kiosk/lease"
BRING = "/api/v1/kiosk/offline-tickets"


@pytest.fixture
def kiosk(office: Office) -> Caller:
    return office.caller("kiosk")


def _lease(kiosk: Caller, key: str = "lease-1", **left: int) -> w.Lease:
    told = kiosk.ask("POST", LEASE, json={"left": left}, headers={"Idempotency-Key": key})
    assert told.status_code == 200, told.data
    return w.Lease.model_validate_json(told.data)


def _ticket(kiosk: Caller, lease: w.Lease, **more: Any) -> dict[str, Any]:
    catalogue = kiosk.ask("GET", "/api/v1/catalogue").get_json()
    queue = next(item["queue"] for item in catalogue["items"] if item["code"] == ITEM)
    block = next(block for block in lease.blocks if block.queue == queue)
    return {
        "press": "press-1",
        "date": lease.date.isoformat(),
        "queue": queue,
        "number": block.first,
        "items": [ITEM],
        "token": "t" * 24,
        "issued_at": lease.issued_at.isoformat(),
        **more,
    }


def _bring(kiosk: Caller, ticket: dict[str, Any]) -> Any:
    key = {"Idempotency-Key": f"offline:{ticket['press']}"}
    return kiosk.ask("POST", BRING, json=ticket, headers=key)


def test_a_lease_is_sealed_for_its_kiosk_and_goes_with_the_catalogue_as_sent(
    office: Office, kiosk: Caller
) -> None:
    lease = _lease(kiosk)
    hashed = token_hash(office.tokens["kiosk"])
    assert w.is_sealed(lease, hashed)
    assert not w.is_sealed(lease, token_hash(office.tokens["display"]))
    forged = lease.model_copy(update={"ends": lease.ends.replace(day=25)})
    assert not w.is_sealed(forged, hashed)
    assert not w.is_sealed(lease.model_copy(update={"seal": "印"}), hashed)
    sent = kiosk.ask("GET", "/api/v1/catalogue")
    assert lease.catalogue_sha256 == hashlib.sha256(sent.data).hexdigest()
    assert lease.catalogue == sent.get_json()["version"]
    assert (lease.device, lease.date, lease.ends.isoformat()) == (
        "kiosk", date(2026, 11, 23), "2026-11-24T00:00:00+08:00",
    )  # fmt: skip
    assert [span.ends for span in lease.opening] == [lease.ends], "the demo hall never closes"
    assert all(block.first <= block.last for block in lease.blocks) and lease.blocks


def test_an_older_kiosk_takes_the_lease_of_a_newer_server(office: Office, kiosk: Caller) -> None:
    class NewerBlock(w.Block):
        since: str = "09:00"

    class NewerLease(w.Lease):
        closed: tuple[str, ...] = ("SJ-001",)
        blocks: tuple[NewerBlock, ...]

    newer = w.sealed(NewerLease.model_validate_json(_lease(kiosk).model_dump_json()), "token")
    kept = w.Lease.model_validate_json(newer.model_dump_json())
    assert w.is_sealed(w.Lease.model_validate_json(kept.model_dump_json()), "token")
    assert not w.is_sealed(kept.model_copy(update={"closed": []}), "token")


def test_a_lease_asked_for_twice_is_the_same_and_the_days_key_is_kept_nowhere(
    office: Office, kiosk: Caller
) -> None:
    first = _lease(kiosk)
    office.clock.forward(minutes=1)
    assert _lease(kiosk) == first
    again = _lease(kiosk, "lease-2", **{block.queue: 20 for block in first.blocks})
    assert again.blocks == first.blocks and again.seal != first.seal
    keys = office.server.app.extensions["hall"].keys
    assert first.card_key == day_key(keys.visitor_card, first.date).hex()
    assert first.card_key not in json.dumps(office.tables(), default=str)


def test_a_card_marked_by_the_kiosk_is_found_at_the_guide_desk(
    office: Office, kiosk: Caller
) -> None:
    lease = _lease(kiosk)
    mark = w.card_mark(lease.card_key, CARD)
    told = _bring(kiosk, _ticket(kiosk, lease, card_mark=mark)).get_json()
    guide = office.caller("guide")
    (found,) = guide.ask("POST", "/api/v1/tickets/find", json={"q": CARD}).get_json()["found"]
    assert (found["by"], found["ticket"]["number"]) == ("card", told["number"])
    assert found["ticket"]["offline"] and found["ticket"]["wait"]["ahead"] == 0
    visit = office.caller("nobody").ask("GET", f"/api/v1/visits/{'t' * 24}").get_json()
    assert (visit["number"], visit["state"]) == (told["number"], "WAITING")


def test_a_phone_brought_by_a_kiosk_cannot_be_guessed_from_what_is_kept(
    office: Office, kiosk: Caller
) -> None:
    ticket = _ticket(kiosk, _lease(kiosk), phone_tail="8000")
    assert _bring(kiosk, ticket).status_code == 200
    body = w.OfflineTicket.model_validate_json(json.dumps(ticket))
    said = body.model_dump_json(exclude={"paper"}).encode()
    guess = Key.of("offline:press-1", "POST", BRING, said).fingerprint
    assert guess not in json.dumps(office.tables(), default=str)


def test_a_press_that_was_answered_by_nobody_is_one_number_in_either_order(
    office: Office, kiosk: Caller
) -> None:
    lease = _lease(kiosk)
    issue = {"json": {"items": [ITEM]}, "headers": {"Idempotency-Key": "press-1"}}
    unheard = kiosk.ask("POST", "/api/v1/tickets", **issue).get_json()["number"]
    ticket = _ticket(kiosk, lease)
    assert _bring(kiosk, ticket).get_json()["replaced"] == unheard
    again = _bring(kiosk, ticket | {"paper": "PRINTED"})
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.get_json()["replaced"] == unheard

    late = _ticket(kiosk, lease, press="press-2", token="u" * 24)
    late["number"] += 1
    assert _bring(kiosk, late).status_code == 200
    before = office.tables()
    issue["headers"] = {"Idempotency-Key": "press-2"}
    refused = kiosk.ask("POST", "/api/v1/tickets", **issue)
    assert (refused.status_code, refused.get_json()["code"]) == (422, "idempotency_key_reused")
    other = _bring(kiosk, late | {"press": "press-3", "token": "v" * 24})
    assert (other.status_code, other.get_json()["code"]) == (409, "number_taken")
    assert office.tables() == before


@pytest.mark.parametrize("issued_at", ["2026-11-23T09:00:00", "0001-01-01T00:00:00+14:00", "now"])
def test_a_time_that_is_none_is_refused_or_put_right(
    office: Office, kiosk: Caller, issued_at: str
) -> None:
    lease = _lease(kiosk)
    told = _bring(kiosk, _ticket(kiosk, lease, issued_at=issued_at))
    assert told.status_code == (200 if issued_at.startswith("0001") else 422), told.data
