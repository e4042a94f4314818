"""Acts on cases over HTTP: tied to the version that was read, and an identity seen but never kept."""

import json
import re
from typing import Any

import pytest
from office import Caller, Office
from permissions import allowed
from test_bad_input import BODIES

from hall_server.domain.plan import HallPlan

ZHANG = "11010519491231002X"
ACTS = sorted(
    path
    for method, path in allowed()
    if method == "POST" and path.startswith("/api/v1/cases/<number>/")
)


def _received(clerk: Caller, plan: HallPlan, **words: Any) -> dict[str, Any]:
    wanted = {
        "item": next(item.code for item in plan.items if item.kind == "promised"),
        "applicant": {"name": "张三", "identity": {"number": ZHANG}},
    }
    response = clerk.ask("POST", "/api/v1/cases", json=wanted | words)
    assert response.status_code == 201, response.data
    case: dict[str, Any] = response.get_json()["case"]
    return case


def test_a_stale_page_changes_nothing_whichever_act_it_asks_for(
    office: Office, demo_plan: HallPlan
) -> None:
    clerk, supervisor = office.caller("clerk"), office.caller("supervisor")
    case = _received(clerk, demo_plan)
    base, words = f"/api/v1/cases/{case['number']}", {"what": "姓名写错一字"}
    seen = {"If-Match": f'"{case["version"]}"'}
    assert clerk.ask("POST", f"{base}/correct", json=words, headers=seen).status_code == 200
    before = office.tables()
    for path in ACTS:
        body = BODIES.get(path.removeprefix("/api/v1"), {})
        address = re.sub("<[a-z_]+>", "1", path.replace("<number>", case["number"]))
        asks = [who.ask("POST", address, json=body, headers=seen) for who in (clerk, supervisor)]
        codes = {answer.get_json()["code"] for answer in asks} - {"not_allowed"}
        assert codes == {"case_changed"}, (path, codes)
    assert office.tables() == before
    for now in (f'"{case["version"] + 1}"', f"{case['version'] + 2}", "*"):
        answer = clerk.ask("POST", f"{base}/correct", json=words, headers={"If-Match": now})
        assert answer.status_code == 200, now


def test_the_same_press_again_is_the_same_act_though_the_case_has_moved_on(
    office: Office, demo_plan: HallPlan
) -> None:
    clerk = office.caller("clerk")
    case = _received(clerk, demo_plan)
    path, press = f"/api/v1/cases/{case['number']}/correct", {"If-Match": str(case["version"])}
    press |= {"Idempotency-Key": "correct-once"}
    first, second = (
        clerk.ask("POST", path, json={"what": "错字"}, headers=press) for _ in range(2)
    )
    assert first.get_json() == second.get_json()
    assert second.headers["Idempotency-Replayed"] == "true"


def test_an_identity_is_seen_by_its_handlers_and_kept_nowhere_in_clear(
    office: Office, demo_plan: HallPlan
) -> None:
    clerk = office.caller("clerk")
    case = _received(clerk, demo_plan)
    path = f"/api/v1/cases/{case['number']}/reveal"
    shown = clerk.ask("POST", path, json={})
    assert shown.get_json() == {"kind": "id_card", "number": ZHANG}
    assert shown.headers["Cache-Control"] == "no-store"
    assert ZHANG not in json.dumps(office.tables(), default=str)
    assert office.caller("auditor").ask("POST", path, json={}).status_code == 403
    nameless = _received(clerk, demo_plan, applicant={"name": "李四"})
    refused = clerk.ask("POST", f"/api/v1/cases/{nameless['number']}/reveal", json={})
    assert refused.get_json()["code"] == "no_identity_kept"


@pytest.mark.parametrize("number", ["11010519491231002Y", "E12345678", "?"])
def test_a_document_that_cannot_be_right_is_refused(
    office: Office, demo_plan: HallPlan, number: str
) -> None:
    clerk = office.caller("clerk")
    item = next(item.code for item in demo_plan.items if item.kind == "promised")
    wanted = {"item": item, "applicant": {"name": "张三", "identity": {"number": number}}}
    refused = clerk.ask("POST", "/api/v1/cases", json=wanted).get_json()
    assert refused["code"] == "wrong_document"
    assert number not in json.dumps(refused)


def test_an_application_from_the_called_number_to_the_hand_over(
    office: Office, demo_plan: HallPlan
) -> None:
    clerk, kiosk = office.caller("clerk"), office.caller("kiosk")
    item = next(each for each in demo_plan.items if each.kind == "promised" and each.materials)
    collect = next(each.code for each in demo_plan.items if each.pick_up)
    taken = kiosk.ask("POST", "/api/v1/tickets", json={"items": [item.code]}).get_json()
    here = [{"position": at, "state": "PRESENT"} for at in range(len(item.materials))]
    case = _received(
        clerk,
        demo_plan,
        item=item.code,
        ticket=taken["ticket_id"],
        materials=[{"position": 0, "state": "MISSING"}, *here[1:]],
        then={"act": "notice"},
    )
    assert (case["state"], case["ticket_number"]) == ("SUPPLEMENT", taken["number"])

    def act(name: str, **words: Any) -> dict[str, Any]:
        seen = {"If-Match": str(case["version"])}
        path = f"/api/v1/cases/{case['number']}/{name}"
        answer = clerk.ask("POST", path, json=words, headers=seen)
        assert answer.status_code == 200, answer.data
        now: dict[str, Any] = answer.get_json()["case"]
        return now

    case = act("supplement", materials=here[:1], then={"act": "accept"})
    case = act("decide", result="approved")
    case = act("ready")
    errand = {"items": [collect], "receipt": case["number"]}
    number = kiosk.ask("POST", "/api/v1/tickets", json=errand).get_json()
    case = act("deliver", ticket=number["ticket_id"], identity={"number": ZHANG})
    assert (case["state"], case["handed_tail"]) == ("DELIVERED", "002X")
    assert case["ticket_number"] == number["number"]
    path = f"/api/v1/cases/{case['number']}/withdraw"
    late = clerk.ask("POST", path, json={"reason": "不要了"})
    assert (late.status_code, late.get_json()["code"]) == (409, "case_not_ready")
