"""A device comes into the hall by the code it shows, says how it is, and goes when it is revoked."""

import secrets
from typing import Any

import pytest
from office import Caller, Office
from werkzeug.test import TestResponse

DEVICES = "/api/v1/admin/devices"


class Device:
    """A device with a token of its own making."""

    def __init__(self, office: Office, kind: str) -> None:
        self.kind = kind
        self.token = secrets.token_urlsafe(32)
        self.caller = office.caller("nobody")
        self.caller.headers["Authorization"] = f"Bearer {self.token}"

    def ask(self) -> TestResponse:
        return self.caller.ask("POST", "/api/v1/pairing", json={"kind": self.kind, "version": "1"})

    def look(self) -> TestResponse:
        return self.caller.ask("GET", "/api/v1/pairing")

    def code(self) -> str:
        return str(self.ask().get_json()["code"])

    def report(self, *components: dict[str, Any]) -> TestResponse:
        body = {"version": "1.2", "components": list(components)}
        return self.caller.ask("POST", "/api/v1/device/health", json=body)


def _pair(admin: Caller, code: str, name: str, place: str = "hall") -> TestResponse:
    return admin.ask("POST", f"{DEVICES}/pair", json={"code": code, "name": name, "place": place})


def _listed(admin: Caller) -> dict[str, Any]:
    answer: dict[str, Any] = admin.ask("GET", DEVICES).get_json()
    return answer


def _named(admin: Caller, name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in _listed(admin)["devices"] if each["name"] == name)
    return found


def _code(response: TestResponse) -> str:
    return str(response.get_json()["code"])


def test_a_display_shows_a_code_and_belongs_to_its_zone_once_it_is_entered(office: Office) -> None:
    device, admin = Device(office, "display"), office.caller("admin")
    asked = device.ask().get_json()
    assert (asked["state"], len(asked["code"])) == ("waiting", 6)
    assert device.caller.ask("GET", "/api/v1/board").status_code == 401
    assert device.ask().get_json()["code"] == asked["code"]
    assert _pair(admin, asked["code"], "A区屏", "zone:A").status_code == 201
    paired = device.look().get_json()
    assert (paired["state"], paired["name"], paired["place"]) == ("paired", "A区屏", "zone:A")
    office.a_second_later()
    board = device.caller.ask("GET", "/api/v1/board").get_json()
    assert (board["scope"], board["place"]) == ("zone", "A")
    assert _named(admin, "A区屏")["version"] == "1"


def test_the_server_keeps_a_hash_and_not_the_token(office: Office) -> None:
    device = Device(office, "kiosk")
    _pair(office.caller("admin"), device.code(), "取号机9")
    assert device.token not in repr(office.tables())


def test_a_code_lasts_ten_minutes(office: Office) -> None:
    device, admin = Device(office, "display"), office.caller("admin")
    code = device.code()
    office.clock.forward(minutes=10)
    assert _code(_pair(admin, code, "迟到")) == "pairing_code_unknown"
    assert device.look().status_code == 404
    assert _pair(admin, device.code(), "再来").status_code == 201


def test_a_code_is_used_once(office: Office) -> None:
    device, admin = Device(office, "display"), office.caller("admin")
    code = device.code()
    assert _pair(admin, code, "一").status_code == 201
    assert _code(_pair(admin, code, "二")) == "pairing_code_unknown"


def test_guessing_codes_is_slowed_down_for_one_administrator(office: Office) -> None:
    admin = office.caller("admin")
    answers = [_pair(admin, f"{n:06}", "猜").status_code for n in range(12)]
    assert answers[:5] == [404] * 5
    assert 429 in answers


def test_twenty_devices_may_wait_and_no_more(office: Office) -> None:
    with office.store.writing() as connection:
        connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20)"
            " INSERT INTO pairing (kind, code, token_hash, version, address, asked_at)"
            " SELECT 'kiosk', 'c' || i, 'h' || i, '', '', ? FROM n",
            (round(office.clock.now.timestamp() * 1000),),
        )
    assert _code(Device(office, "kiosk").ask()) == "too_many_pairings"
    office.clock.forward(minutes=10)
    assert Device(office, "kiosk").ask().status_code == 200


@pytest.mark.parametrize("token", [None, "", "short", "x" * 39, "<" * 50, "x" * 5000])
def test_a_device_without_a_token_worth_the_name_gets_no_code(
    office: Office, token: str | None
) -> None:
    device = Device(office, "kiosk")
    device.caller.headers["Authorization"] = f"Bearer {token}" if token is not None else ""
    assert (device.ask().status_code, device.look().status_code) == (401, 404)


def test_a_revoked_device_is_out_and_comes_back_under_its_name(office: Office) -> None:
    device, admin = Device(office, "kiosk"), office.caller("admin")
    _pair(admin, device.code(), "取号机9", "zone:A")
    assert admin.ask("POST", f"{DEVICES}/取号机9/revoke", json={}).status_code == 200
    again = admin.ask("POST", f"{DEVICES}/取号机9/revoke", json={})
    assert _code(again) == "device_revoked"
    office.a_second_later()
    assert device.caller.ask("GET", "/api/v1/kiosk").status_code == 401
    fresh = Device(office, "kiosk")
    assert _pair(admin, fresh.code(), "取号机9", "zone:B").status_code == 201
    assert (_named(admin, "取号机9")["place"], _named(admin, "取号机9")["revoked_at"]) == (
        "zone:B",
        None,
    )
    office.a_second_later()
    look = fresh.caller.ask("GET", "/api/v1/kiosk")
    assert (look.status_code, look.get_json()["zone"]) == (200, "B")
    assert office.caller("kiosk").ask("GET", "/api/v1/kiosk").get_json()["zone"] is None
    assert device.caller.ask("GET", "/api/v1/kiosk").status_code == 401


def test_a_revoked_device_that_kept_its_token_can_be_paired_under_another_name(
    office: Office,
) -> None:
    device, admin = Device(office, "display"), office.caller("admin")
    _pair(admin, device.code(), "旧屏")
    admin.ask("POST", f"{DEVICES}/旧屏/revoke", json={})
    assert _pair(admin, device.code(), "新屏").status_code == 201


def test_a_name_in_use_is_not_given_again(office: Office) -> None:
    admin = office.caller("admin")
    assert _code(_pair(admin, Device(office, "kiosk").code(), "display")) == "device_name_taken"


def test_a_tablet_stands_at_a_window_and_sees_it_alone(office: Office) -> None:
    device, admin = Device(office, "tablet"), office.caller("admin")
    code = device.code()
    assert _code(_pair(admin, code, "评价器5")) == "tablet_needs_window"
    portal = Device(office, "portal").code()
    assert _code(_pair(admin, portal, "市平台", "window:5")) == "portal_needs_hall"
    assert _pair(admin, portal, "市平台").status_code == 201
    assert _pair(admin, code, "评价器5", "window:5").status_code == 201
    board = device.caller.ask("GET", "/api/v1/board").get_json()
    assert [each["window"] for each in board["windows"]] == ["5"]


def test_a_device_is_renamed_and_moved_as_it_was_seen(office: Office) -> None:
    admin = office.caller("admin")
    words = {"name": "大屏", "place": "zone:B", "seen_name": "display", "seen_place": "hall"}
    assert admin.ask("PUT", f"{DEVICES}/display", json=words).status_code == 200
    late = {"name": "别的", "place": "hall", "seen_name": "大屏", "seen_place": "hall"}
    assert _code(admin.ask("PUT", f"{DEVICES}/大屏", json=late)) == "changed_meanwhile"


def test_a_device_says_how_it_is_and_only_trouble_is_journaled(office: Office) -> None:
    device, admin = Device(office, "kiosk"), office.caller("admin")
    _pair(admin, device.code(), "取号机9")
    disk = {"kind": "disk", "ok": True, "word": "12 GB"}
    before = len(office.tables()["journal"])
    device.report(disk)
    device.report(disk)
    assert len(office.tables()["journal"]) == before
    assert _named(admin, "取号机9")["components"][0]["word"] == "12 GB"
    device.report(disk, {"kind": "printer", "ok": False, "word": "paper_out"})
    device.report(disk, {"kind": "printer", "ok": False, "word": "paper_out"})
    device.report(disk, {"kind": "printer", "ok": True})
    acts = [row[3] for row in sorted(office.tables()["journal"], key=lambda row: row[1])[before:]]
    assert acts == ["device_trouble", "device_well"]


def test_a_report_that_says_nothing_new_is_written_every_twenty_seconds(office: Office) -> None:
    device, admin = Device(office, "kiosk"), office.caller("admin")
    _pair(admin, device.code(), "取号机9")
    device.report()
    first = _named(admin, "取号机9")["seen_at"]
    office.clock.forward(seconds=5)
    device.report()
    assert _named(admin, "取号机9")["seen_at"] == first
    office.clock.forward(seconds=20)
    device.report()
    assert _named(admin, "取号机9")["seen_at"] > first


PRINTER = {"name": "窗口5", "place": "window:5", "url": "socket://192.0.2.5:9100"}


def test_a_printer_is_registered_moved_and_removed(office: Office) -> None:
    admin = office.caller("admin")
    assert admin.ask("POST", "/api/v1/admin/printers", json=PRINTER).status_code == 201
    again = admin.ask("POST", "/api/v1/admin/printers", json=PRINTER)
    assert _code(again) == "printer_name_taken"
    seen = {"seen_place": "window:5", "seen_url": PRINTER["url"]}
    moved = {"place": "window:6", "url": "socket://192.0.2.6:9100"} | seen
    path = "/api/v1/admin/printers/窗口5"
    assert admin.ask("PUT", path, json=moved).status_code == 200
    assert _code(admin.ask("PUT", path, json=moved)) == "changed_meanwhile"
    assert admin.ask("DELETE", path).status_code == 200
    assert _listed(admin)["printers"] == []
    assert admin.ask("POST", "/api/v1/admin/printers", json=PRINTER).status_code == 201


@pytest.mark.parametrize("url", ["carrier-pigeon://roof", "socket://", "http://192.0.2.5"])
def test_an_address_of_no_printer_is_refused(office: Office, url: str) -> None:
    refused = office.caller("admin").ask(
        "POST", "/api/v1/admin/printers", json=PRINTER | {"url": url}
    )
    assert (refused.status_code, _code(refused)) == (400, "printer_address_refused")


def test_two_printers_at_one_address_and_two_displays_at_one_window_are_warned_of(
    office: Office,
) -> None:
    admin = office.caller("admin")
    for name in ("一", "二"):
        admin.ask("POST", "/api/v1/admin/printers", json=PRINTER | {"name": name})
        _pair(admin, Device(office, "display").code(), f"屏{name}", "window:5")
    warned = {each["kind"]: each["names"] for each in _listed(admin)["warnings"]}
    assert warned == {"same_address": ["一", "二"], "same_window": ["屏一", "屏二"]}
