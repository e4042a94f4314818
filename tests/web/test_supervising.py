"""The hall from above through the real doors: two people, kiosks and phones see the same."""

import json
from typing import Any

from office import SEAT, Office
from sqlalchemy import update

from hall_server.domain.plan import HallPlan
from hall_server.store import schema as t

LEAVE = {"text": "请立即离开大厅", "text_en": "Leave the hall now"}


def told(response: Any, status: int = 200) -> Any:
    """The answer's JSON; its status must be the one expected."""
    assert response.status_code == status, response.data
    return response.get_json()


def test_an_evacuation_reaches_every_screen_and_needs_a_second_person(
    office: Office, demo_plan: HallPlan
) -> None:
    supervisor, admin, kiosk = (office.caller(who) for who in ("supervisor", "admin", "kiosk"))
    wish = {"items": [demo_plan.items[0].code]}
    link = told(kiosk.ask("POST", "/api/v1/tickets", json=wish), 201)["link"]
    told(supervisor.ask("POST", "/api/v1/evacuation", json=LEAVE), 201)
    refused = told(kiosk.ask("POST", "/api/v1/tickets", json=wish), 409)
    assert (refused["code"], refused["facts"]) == ("hall_evacuated", LEAVE)
    screens = (
        ("kiosk", "/api/v1/kiosk"),
        ("display", "/api/v1/board"),
        ("clerk", "/api/v1/windows/1/desk"),
        ("auditor", "/api/v1/hall"),
        ("nobody", f"/api/v1/visits/{link.removeprefix('/t/')}"),
    )
    for who, path in screens:
        evacuation = told(office.caller(who).ask("GET", path))["evacuation"]
        assert evacuation["text"] == {"zh": LEAVE["text"], "en": LEAVE["text_en"]}
        assert evacuation["begun_by"] == "supervisor"
    alone = told(supervisor.ask("DELETE", "/api/v1/evacuation"), 409)
    assert (alone["code"], alone["facts"]) == ("needs_second_person", {"by": "supervisor"})
    told(admin.ask("DELETE", "/api/v1/evacuation"))
    for who, path in screens:
        assert told(office.caller(who).ask("GET", path))["evacuation"] is None
    told(kiosk.ask("POST", "/api/v1/tickets", json=wish), 201)


def test_a_press_repeated_is_one_evacuation_and_one_message(office: Office) -> None:
    supervisor = office.caller("supervisor")
    for path, words in (("/api/v1/evacuation", LEAVE), ("/api/v1/messages", {"text": "集合"})):
        key = {"Idempotency-Key": f"press-{path}"}
        first = told(supervisor.ask("POST", path, json=words, headers=key), 201)
        assert told(supervisor.ask("POST", path, json=words, headers=key), 201) == first
    tables = office.tables()
    assert (len(tables["evacuation"]), len(tables["message"])) == (1, 1)


def test_a_clerk_reads_a_message_and_the_supervisor_sees_it(office: Office) -> None:
    supervisor, clerk = office.caller("supervisor"), office.caller("clerk")
    seat = {"Hall-Seat": SEAT}
    told(clerk.ask("POST", "/api/v1/windows/1/sign-in", json={"seat": SEAT}))
    sent = told(supervisor.ask("POST", "/api/v1/messages", json={"text": "请核对印章"}), 201)
    path = f"/api/v1/windows/1/messages/{sent['message_id']}/read"
    assert told(clerk.ask("GET", "/api/v1/windows/1/desk"))["messages"][0]["text"] == "请核对印章"
    wrong_tab = told(clerk.ask("POST", path, json={}, headers={"Hall-Seat": "another-tab"}), 409)
    assert wrong_tab["code"] == "window_held_elsewhere"
    told(clerk.ask("POST", path, json={}, headers=seat))
    assert told(clerk.ask("GET", "/api/v1/windows/1/desk"))["messages"] == []
    assert told(supervisor.ask("GET", "/api/v1/hall"))["messages"][0]["read_by"] == ["1"]


def test_a_panel_that_went_dark_is_taken_by_one_supervisor(office: Office) -> None:
    supervisor = office.caller("supervisor")
    health = [{"kind": "led", "name": "5 号条屏", "ok": False, "word": "no_answer"}]
    with office.store.engine.begin() as connection:
        connection.execute(
            update(t.device)
            .where(t.device.c.kind == "display")
            .values(seen_at=office.clock.now, health=json.dumps(health))
        )
    for _ in range(4):
        office.server.watch.step()
        office.clock.forward(seconds=2)
    (alert,) = told(supervisor.ask("GET", "/api/v1/hall"))["alerts"]
    assert (alert["kind"], alert["subject"]) == ("led", "device:display")
    path = f"/api/v1/alerts/{alert['alert_id']}"
    told(supervisor.ask("POST", f"{path}/take", json={}))
    second = told(supervisor.ask("POST", f"{path}/take", json={}), 409)
    assert (second["code"], second["facts"]) == ("alert_taken", {"by": "supervisor"})
    (alert,) = told(supervisor.ask("GET", "/api/v1/hall"))["alerts"]
    assert alert["taken_by"] == "supervisor"
    told(supervisor.ask("POST", f"{path}/release", json={}))
    assert (
        told(supervisor.ask("POST", f"{path}/release", json={}), 409)["code"] == "alert_not_taken"
    )


def test_the_auditor_looks_back_and_a_clerk_does_not(office: Office, demo_plan: HallPlan) -> None:
    kiosk = office.caller("kiosk")
    before = office.clock.now.isoformat()
    office.clock.forward(minutes=10)
    wish = {"items": [demo_plan.items[0].code]}
    number = told(kiosk.ask("POST", "/api/v1/tickets", json=wish), 201)["number"]
    auditor = office.caller("auditor")

    def waiting(at: str) -> list[str]:
        state = told(auditor.ask("GET", "/api/v1/past", query_string={"at": at}))
        return [each for queue in state["queues"] for each in queue["numbers"]]

    assert waiting(before) == [] and waiting(office.clock.now.isoformat()) == [number]
    assert office.caller("clerk").ask("GET", f"/api/v1/past?at={before}").status_code == 403
