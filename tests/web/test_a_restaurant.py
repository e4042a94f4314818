"""A restaurant opened over HTTP: one number, one application, four departments, one notice, one end."""

from typing import Any

from office import SEAT, Caller, Office


def _done(caller: Caller, path: str, status: int = 200, **body: Any) -> dict[str, Any]:
    answer = caller.ask("POST", f"/api/v1{path}", json=body)
    assert answer.status_code == status, answer.data
    told: dict[str, Any] = answer.get_json()
    return told


def _marks(list_: list[dict[str, Any]], *lacking: str) -> list[dict[str, Any]]:
    return [
        {"position": each["position"], "state": "MISSING" if each["name"] in lacking else "PRESENT"}
        for each in list_
    ]


def test_a_restaurant_is_one_application_of_several_departments(office: Office) -> None:
    clerk, supervisor, kiosk = (office.caller(w) for w in ("clerk", "supervisor", "kiosk"))
    asked = _done(clerk, "/check-lists", theme="restaurant")
    assert asked["kind"] == "joint" and len(asked["departments"]) >= 3
    names = [each["name"] for each in asked["materials"]]
    assert len(set(names)) == len(names)
    first, last = names[0], names[-1]

    ticket = _done(kiosk, "/tickets", 201, theme="restaurant")
    _done(clerk, "/windows/1/sign-in", seat=SEAT)
    received = _done(
        clerk,
        "/cases",
        201,
        theme="restaurant",
        ticket=ticket["ticket_id"],
        window="1",
        applicant={"name": "江畔小馆", "kind": "company", "phone": "13812345678"},
        materials=_marks(asked["materials"][:-1], first),
        channel={"kind": "project", "reason": "investment"},
    )["case"]
    case, steps = f"/cases/{received['number']}", received["steps"]
    assert received["ticket_number"] == ticket["number"]
    assert _done(clerk, f"{case}/notice", 409)["code"] == "material_undecided"
    _done(clerk, f"{case}/check", materials=_marks(asked["materials"], first, last)[-1:])
    told = _done(clerk, f"{case}/notice")["case"]
    assert [m["name"] for m in told["materials"] if m["state"] == "MISSING"] == [first, last]

    assert _done(clerk, f"{case}/approve-channel", 403, reason="investment")["code"] == (
        "not_allowed"
    )
    _done(supervisor, f"{case}/approve-channel", reason="investment")
    came = [{"position": at, "state": "PRESENT"} for at in (0, len(names) - 1)]
    now = _done(clerk, f"{case}/supplement", materials=came, then={"act": "accept"})["case"]
    assert (now["state"], now["channel_approver"]) == ("ACCEPTED", "staff:supervisor")
    assert {step["state"] for step in now["steps"] if step["stage"] > 1} == {"PLANNED"}
    assert all(step["expected_on"] for step in now["steps"] if step["stage"] > 1)

    for step in sorted(steps, key=lambda step: step["stage"]):
        early = _done(clerk, f"{case}/decide", 409, result="approved")
        assert early["code"] == "steps_open"
        position = step["position"]
        now = _done(clerk, f"{case}/steps/{position}/decide", result="approved")["case"]
    assert [step["state"] for step in now["steps"]] == ["DECIDED"] * len(steps)
    assert _done(clerk, f"{case}/decide", result="approved")["case"]["state"] == "DECIDED"
    _done(clerk, f"{case}/ready")
    over = _done(clerk, f"{case}/deliver", agent="李四")["case"]
    assert (over["state"], over["handed_to"]) == ("DELIVERED", "李四")
