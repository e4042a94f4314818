"""Before and after the visit over HTTP: a portal checks, one number finds it, the link tells how it fares."""

import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from office import Office

from hall_server.domain.plan import HallPlan
from hall_server.live.certificate_library import HttpLibrary
from hall_server.web.services import EXTENSION

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


SECRET = b"shared with the library"


@contextmanager
def certificate_library(answer: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """A library of the city on a port of its own: its address, and what it was asked with a right signature."""
    asked: list[dict[str, Any]] = []

    class Library(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            signed = f"{self.headers['Hall-Timestamp']}.".encode() + body
            right = f"sha256={hmac.new(SECRET, signed, 'sha256').hexdigest()}"
            self.send_response(200 if self.headers["Hall-Signature"] == right else 401)
            asked.append(json.loads(body))
            told = json.dumps(answer).encode()
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        def log_message(self, format: str, *words: Any) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Library)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/", asked
    finally:
        server.shutdown()
        server.server_close()


def test_what_the_citys_library_has_need_not_be_brought(
    office: Office, demo_plan: HallPlan
) -> None:
    item = next(
        each for each in demo_plan.items if any(m.certificate == "id_card" for m in each.materials)
    )
    wanted = {"item": item.code, "identity": {"number": ZHANG}}
    clerk, extensions = office.caller("clerk"), office.server.app.extensions
    held = {"kind": "id_card", "number": "420-1", "issuer": "公安局", "valid_until": "2030-01-01"}
    other = {"kind": "marriage", "number": "M-1"}

    def states() -> dict[str, str]:
        told = clerk.ask("POST", f"{BASE}/check-lists", json=wanted).get_json()["materials"]
        return {each["certificate"]: each["state"] for each in told if each["certificate"]}

    before = extensions[EXTENSION]
    with certificate_library({"certificates": [held, other]}) as (url, asked):
        extensions[EXTENSION] = replace(before, certificates=HttpLibrary(url, b"another's"))
        assert states()["id_card"] == "UNDECIDED"  # it does not know us: papers are brought
        extensions[EXTENSION] = replace(before, certificates=HttpLibrary(url, SECRET))
        assert states()["id_card"] == "HELD"
        assert states()["id_card"] == "HELD"
        assert asked[-1]["identity"] == {"kind": "id_card", "number": ZHANG}
    extensions[EXTENSION] = replace(before, certificates=HttpLibrary(url, SECRET))
    assert states()["id_card"] == "HELD"  # the library is gone, what it said is the hall's own
    rows = office.tables()["certificate"]
    assert len(rows) == 1 and ZHANG not in repr(rows)
