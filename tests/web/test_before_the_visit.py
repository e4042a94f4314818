"""Before and after the visit over HTTP: a portal checks, one number finds it, the link tells how it fares."""

from office import Office

from hall_server.domain.plan import HallPlan

ZHANG = "11010519491231002X"
BASE = "/api/v1"


def test_a_portals_pre_check_becomes_the_case_of_one_number(
    office: Office, demo_plan: HallPlan
) -> None:
    item = next(each for each in demo_plan.items if each.kind == "promised" and each.materials)
    portal, guide, clerk = (office.caller(who) for who in ("portal", "guide", "clerk"))
    asked = portal.ask("POST", f"{BASE}/check-lists", json={"item": item.code}).get_json()
    whole = [{"position": each["position"], "state": "PRESENT"} for each in asked["materials"]]
    applicant = {"name": "张三", "phone": "13812345678", "identity": {"number": ZHANG}}
    body = {"item": item.code, "applicant": applicant, "materials": whole[1:]}
    first = portal.ask("POST", f"{BASE}/pre-checks", json=body)
    assert first.status_code == 201 and first.get_json()["lacking"] == [0]
    notice = f"{BASE}/pre-checks/{first.get_json()['code']}/notice.pdf"
    paper = portal.ask("GET", notice)
    assert (paper.status_code, paper.data[:5]) == (200, b"%PDF-")
    told = portal.ask("POST", f"{BASE}/pre-checks", json=body | {"materials": whole}).get_json()
    assert told["complete"] and told["link"] == "" and "张三" not in str(told)
    assert portal.ask("GET", f"{BASE}/pre-checks/{told['code']}/notice.pdf").status_code == 409
    wanted = {"items": [item.code], "pre_check": told["code"]}
    ticket = guide.ask("POST", f"{BASE}/tickets", json=wanted).get_json()["ticket_id"]
    by_ticket = clerk.ask("POST", f"{BASE}/pre-checks/find", json={"ticket": ticket}).get_json()
    assert [each["code"] for each in by_ticket["pre_checks"]] == [told["code"]]
    by_card = {"identity": {"number": ZHANG}}
    found = clerk.ask("POST", f"{BASE}/pre-checks/find", json=by_card).get_json()["pre_checks"]
    assert [each["applicant"] for each in found] == ["张三", "张三"] and ZHANG not in str(found)
    received = clerk.ask(
        "POST",
        f"{BASE}/cases",
        json={
            "item": item.code,
            "ticket": ticket,
            "pre_check": told["code"],
            "applicant": {"name": "张三", "phone": "13812345678"},
            "then": {"act": "accept"},
        },
    )
    case = received.get_json()["case"]
    assert (received.status_code, case["state"]) == (201, "ACCEPTED")
    after = portal.ask("GET", f"{BASE}/pre-checks/{told['code'].lower()}").get_json()
    assert after["link"] == case["link"]
    progress = office.caller("nobody").ask("GET", f"{BASE}/case-progress{case['link'][2:]}")
    assert progress.get_json()["applicant"] == "张*" and "13812345678" not in str(progress.data)
    fares = office.caller("supervisor").ask("GET", f"{BASE}/case-messages").get_json()
    assert (fares["queued"], fares["given_up"]) == (1, 0)


def test_a_certificate_is_kept_without_its_holder(office: Office) -> None:
    admin = office.caller("admin")
    holder = {"identity": {"number": ZHANG}}
    body = {"kind": "id_card", "number": "E-77", "issuer": "公安局", **holder}
    added = admin.ask("POST", f"{BASE}/certificates", json=body).get_json()
    found = admin.ask("POST", f"{BASE}/certificates/find", json=holder).get_json()["certificates"]
    assert [each["number"] for each in found] == ["E-77"]
    path = f"{BASE}/certificates/{added['certificate_id']}"
    assert admin.ask("DELETE", path).status_code == 200
    again = admin.ask("POST", f"{BASE}/certificates/find", json=holder).get_json()
    assert again["certificates"] == []
    assert all(ZHANG not in repr(rows) for rows in office.tables().values())
