"""Orders to one kiosk: who may give them, and that the kiosk hears them at its next look."""

from typing import Any

import pytest
from office import Caller, Office
from werkzeug.test import TestResponse

ORDERS = "/api/v1/admin/devices/kiosk"


@pytest.fixture
def kiosk(office: Office) -> Caller:
    return office.caller("kiosk")


def _look(kiosk: Caller, tag: str | None = None) -> TestResponse:
    return kiosk.ask("GET", "/api/v1/kiosk", headers={"If-None-Match": tag})


def _order(caller: Caller, order: str, device: str = "kiosk", **words: Any) -> TestResponse:
    return caller.ask("POST", f"/api/v1/admin/devices/{device}/{order}", json=words)


def test_a_locked_kiosk_hears_it_at_its_next_look_and_nobody_else_does(
    office: Office, kiosk: Caller
) -> None:
    supervisor = office.caller("supervisor")
    before = _look(kiosk)
    assert before.get_json()["orders"] == {"lock": None, "reloads": 0, "restarts": 0}
    tag = before.headers["ETag"]
    assert _look(kiosk, tag).status_code == 304
    told = _order(supervisor, "lock", text="机器检修", text_en="").get_json()["device"]
    assert (told["locked"], told["lock_text"]) == (True, {"zh": "机器检修", "en": "机器检修"})
    locked = _look(kiosk, tag)
    assert locked.get_json()["orders"]["lock"]["zh"] == "机器检修"
    assert locked.headers["ETag"] != tag
    seen = supervisor.ask("GET", "/api/v1/kiosk").get_json()
    assert seen["orders"]["lock"] is None
    listed = supervisor.ask("GET", "/api/v1/admin/devices").get_json()["devices"]
    assert {each["name"] for each in listed if each["locked"]} == {"kiosk"}
    assert _order(supervisor, "lock").get_json()["device"]["lock_text"] == {"zh": "", "en": ""}
    assert _look(kiosk).get_json()["orders"]["lock"] == {"zh": "", "en": ""}
    assert _order(supervisor, "unlock").get_json()["device"]["lock_text"] is None
    assert _look(kiosk).headers["ETag"] == tag
    assert _order(supervisor, "unlock").get_json()["code"] == "nothing_changed"


def test_each_order_counts_once_however_often_it_is_pressed(office: Office, kiosk: Caller) -> None:
    admin = office.caller("admin")
    for key in ("one", "one", "two"):
        headers = {"Idempotency-Key": key}
        admin.ask("POST", f"{ORDERS}/reload", json={}, headers=headers)
    _order(admin, "restart")
    assert _look(kiosk).get_json()["orders"] == {"lock": None, "reloads": 2, "restarts": 1}
    entries = admin.ask("GET", "/api/v1/journal").get_json()["entries"]
    told = [entry["act"] for entry in entries if entry["act"].startswith("device_re")]
    assert told == ["device_restart", "device_reload", "device_reload", "device_revoked"]


@pytest.mark.parametrize("order", ["lock", "unlock", "reload", "restart"])
def test_only_a_kiosk_of_the_hall_takes_orders(office: Office, order: str) -> None:
    admin = office.caller("admin")
    codes = {
        name: _order(admin, order, name).get_json()["code"]
        for name in ("display", "revoked", "nobody", "%00")
    }
    assert codes == {
        "display": "not_a_kiosk",
        "revoked": "device_revoked",
        "nobody": "unknown",
        "%00": "unknown",
    }
