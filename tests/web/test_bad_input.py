"""Whatever is sent to a route: a problem document with a code, and nothing has changed."""

import json
from itertools import product
from typing import Any

import pytest
from office import SEAT, Caller, Office, is_problem
from permissions import THROTTLED, UPLOADS, allowed
from test_doors import EXAMPLES

BODIES: dict[str, dict[str, Any]] = {
    "/tickets": {
        "items": ["ITEM"],
        "theme": None,
        "reason": None,
        "language": "zh-CN",
        "phone": "13800138000",
        "card": "E12345678",
    },  # fmt: skip
    "/tickets/find": {"q": "A017"},
    "/appointments": {
        "item": "ITEM",
        "date": "2026-11-24",
        "half": "am",
        "document": "E12345678",
        "name": "words",
        "phone": "13800138000",
    },
    "/appointments/find": {"document": "E12345678"},
    "/appointments/<appointment_id>/move": {"date": "2026-11-24", "half": "pm"},
    "/appointments/<appointment_id>/check-in": {
        "language": "en",
        "print_size": "large",
        "reason": "elder",
        "printer": "P1",
        "document": "E12345678",
    },
    "/booking-bans/find": {"document": "E12345678"},
    "/kiosk/lease": {"left": {"A": 3}},
    "/kiosk/offline-tickets": {
        "press": "press-1",
        "date": "2026-11-23",
        "queue": "A",
        "number": 999,
        "items": ["ITEM"],
        "theme": None,
        "card_mark": "ab" * 32,
        "phone_tail": "8000",
        "token": "t" * 24,
        "issued_at": "2026-11-23T09:00:00+08:00",
        "paper": "PRINTED",
    },
    "/tickets/<ticket_id>/stops": {"item": "ITEM"},
    "/sign-in": {"seat": SEAT},
    "/take-over": {"seat": SEAT},
    "/pause": {"reason": "lunch"},
    "/profile": {"profile": "any"},
    "/call": {"stop": 1},
    "/resume-held": {"stop": 1},
    "/finish": {"outcome": "done"},
    "/finish-and-call-next": {"outcome": "done"},
    "/transfer": {"queue": "A", "window": None, "place": "end", "note": "words"},
    "/requeue": {"note": "words"},
    "/no-show": {"note": "words"},
    "/hold": {"note": "words", "remind_minutes": 10},
    "/walk-in": {"item": "ITEM", "reason": None, "note": "words"},
    "/stops/<stop_id>/note": {"note": "words"},
    "/stops/<stop_id>/leave": {"note": "words"},
    "/report": {"state": "PRINTED", "trouble": "words"},
    "/status": {"troubles": ["paper_out"], "paper_low": True},
    "/reprint": {"printer": "P1"},
    "/claim": {"printer": "P1"},
    "/printer-status": {"troubles": ["paper_out"], "paper_low": True},
    "/closures": {"item": None, "queue": "A", "text": "words", "text_en": "words"},
    "/evacuation": {"text": "words", "text_en": "words"},
    "/messages": {"window": "1", "text": "words"},
    "/loan": {"queue": "E", "minutes": 60},
    "/admin/changes": {"edits": [], "summary": "words", "when": "now"},
    "/changes/preview": {"edits": []},
    "/preview/paper": {
        "template": "words =",
        "kind": "ticket",
        "language": "en",
        "print_size": "large",
    },
    "/preview/call": {"call_text": {"zh": "{"}, "number": "A003", "window": "1"},
    "/session": {"badge": "clerk", "password": "words"},
    "/session/card": {"card": "0012345678"},
    "/session/password": {"old": "words", "new": "other words"},
    "/admin/staff": {"badge": "1", "name": "words", "roles": ["clerk"]},
    "/staff/<badge>": {"name": "words", "roles": ["clerk"], "seen": "0" * 16},
    "/staff/<badge>/password": {"seen": "0" * 16},
    "/staff/<badge>/card": {"card": "0012345678", "seen": "0" * 16},
    "/staff/<badge>/deactivate": {"seen": "0" * 16},
    "/staff/<badge>/reactivate": {"seen": "0" * 16},
    "/pairing": {"kind": "kiosk", "version": "1"},
    "/device/health": {"version": "1", "components": [{"kind": "disk", "ok": True}]},
    "/devices/pair": {"code": "000000", "name": "D1", "place": "hall"},
    "/devices/<device>": {"name": "D", "place": "hall", "seen_name": "D", "seen_place": "hall"},
    "/devices/<device>/lock": {"text": "words", "text_en": "words"},
    "/admin/printers": {"name": "P", "place": "hall", "url": "file:/dev/null", "station": "S"},
    "/admin/printers/<code>": {
        "place": "hall",
        "url": "file:/dev/null",
        "seen_place": "hall",
        "seen_url": "file:/x",
    },
    "/check-lists": {"item": "ITEM"},
    "/pre-checks": {"item": "ITEM", "applicant": {"name": "words"}},
    "/pre-checks/find": {"ticket": 1},
    "/certificates": {"kind": "words", "number": "1", "identity": {"number": "11010519491231002X"}},
    "/certificates/find": {"identity": {"number": "11010519491231002X"}},
    "/cases": {"item": "ITEM", "applicant": {"name": "words"}},
    "/cases/find": {"q": "words"},
    "/cases/<number>/notice": {"reason": "words"},
    "/cases/<number>/refuse": {"ground": "not_needed", "reason": "words"},
    "/cases/<number>/decide-on-spot": {"result": "approved"},
    "/cases/<number>/decide": {"result": "approved"},
    "/cases/<number>/go-on": {"reason": "words"},
    "/cases/<number>/approve-channel": {"reason": "investment"},
    "/cases/<number>/steps/<position>/decide": {"result": "approved"},
    "/cases/<number>/steps/<position>/suspend": {"ground": "hearing", "expected_days": 5},
    "/cases/<number>/steps/<position>/resume": {"note": "words"},
    "/cases/<number>/steps/<position>/extend": {"days": 3, "reason": "words", "asked_by": "1001"},
    "/cases/<number>/steps/<position>/forward": {"reference": "words"},
    "/cases/<number>/documents/<document_id>/print": {"printer": None},
    "/cases/<number>/check": {"materials": [{"position": 0, "state": "PRESENT"}]},
    "/cases/<number>/correct": {"what": "words"},
    "/cases/<number>/supplement": {"materials": [{"position": 0, "state": "PRESENT"}]},
    "/cases/<number>/withdraw": {"reason": "words"},
    "/cases/<number>/join": {"ticket": 1},
    "/cases/<number>/ready": {"note": "words"},
    "/cases/<number>/deliver": {"way": "window", "agent": "words"},
}
CHANGES = sorted(
    route
    for route in allowed()
    if route[0] != "GET"
    and route not in THROTTLED | UPLOADS
    and route != ("DELETE", "/api/v1/session")
)
WITH_BODY = [(method, path) for method, path in CHANGES if method != "DELETE"]
HARMLESS = {("note", "''"), ("text_en", "''"), ("trouble", "''"), ("troubles", "[]"),
            ("paper_low", "True"), ("paper_low", "0"), ("edits", "[]"), ("summary", "''"),
            ("template", "''"), ("version", "''"), ("components", "[]"), ("left", "{}"),
            ("left", "{'a': 1}")}  # fmt: skip
"""A remark may be empty, a printer well, a kiosk without numbers."""
LOOKS = {
    "/api/v1/tickets/find",
    "/api/v1/cases/find",
    "/api/v1/check-lists",
    "/api/v1/pre-checks/find",
    "/api/v1/certificates/find",
    "/api/v1/appointments/find",
    "/api/v1/booking-bans/find",
    "/api/v1/admin/changes/preview",
    "/api/v1/admin/preview/paper",
    "/api/v1/admin/preview/call",
    "/api/v1/admin/legal-years/<year>",
}
"""They only look, so they need no key: sent by POST because what they are asked is long or private."""
ROOMY = {"/api/v1/admin/changes", "/api/v1/admin/changes/preview"}
"""A whole catalogue fits."""
DOORS = ("clerk", "supervisor", "admin", "kiosk", "station", "nobody")
RAW = {
    "broken": b'{"stop": 1',
    "empty": b"",
    "not json": b"stop=1",
    "a list": b"[]",
    "a word": b'"words"',
    "a number": b"1",
    "nan": b"NaN",
    "a field of nan": b'{"stop": NaN}',
    "null": b"null",
    "deep list": b"[" * 30_000,
    "deep object": b'{"a":' * 10_000,
    "lone surrogate as a key": b'{"\\ud800": 1}',
    "not utf-8": b'{"note": "\xff\xfe"}',
    "a thousand digits": b'{"stop": ' + b"9" * 9000 + b"}",
    "unknown field": b'{"surprise": 1}',
}
WORSE = ["\ud800", "\x00", "a\x00b", "x" * 5000, "", 10**30, -1, 0, 1.5, float("nan"), float("inf"),
         True, [], [[]], {}, {"a": 1}]  # fmt: skip


def _address(path: str) -> str:
    for name, example in EXAMPLES.items():
        path = path.replace(name, example)
    return path


def _body(path: str) -> dict[str, Any]:
    fits = [tail for tail in BODIES if path.endswith(tail)]
    return BODIES[max(fits, key=len)] if fits else {}


@pytest.fixture(scope="module")
def callers(shared_office: Office) -> dict[str, Caller]:
    """Someone who may use each door, so that the body itself is looked at."""
    return {who: shared_office.caller(who) for who in DOORS}


def _caller(callers: dict[str, Caller], method: str, path: str) -> Caller:
    may = allowed()[method, path]
    return callers[next(who for who in callers if who in may or "anybody" in may)]


@pytest.mark.parametrize(("method", "path"), WITH_BODY)
def test_a_body_that_makes_no_sense_is_refused(
    shared_office: Office, callers: dict[str, Caller], method: str, path: str
) -> None:
    caller, before = _caller(callers, method, path), shared_office.tables()
    for name, raw in RAW.items():
        response = caller.ask(method, _address(path), data=raw, content_type="application/json")
        assert is_problem(response), (name, response.status_code, response.data)
        assert response.status_code in (400, 404, 422), (name, response.data)
    assert shared_office.tables() == before


@pytest.mark.parametrize(("method", "path"), [route for route in WITH_BODY if _body(route[1])])
def test_a_field_that_makes_no_sense_is_refused(
    shared_office: Office, callers: dict[str, Caller], method: str, path: str
) -> None:
    caller, before, right = _caller(callers, method, path), shared_office.tables(), _body(path)
    for field, wrong in product(right, WORSE):
        if (field, repr(wrong)) in HARMLESS:
            continue
        sent = json.dumps(right | {field: wrong})
        response = caller.ask(method, _address(path), data=sent, content_type="application/json")
        assert is_problem(response), (sent[:200], response.status_code, response.data)
        assert response.status_code < 500
    assert shared_office.tables() == before


@pytest.mark.parametrize(("method", "path"), WITH_BODY)
def test_a_body_that_is_not_json_is_not_taken_for_an_empty_one(
    shared_office: Office, callers: dict[str, Caller], method: str, path: str
) -> None:
    before = shared_office.tables()
    for kind in ("text/plain", "application/xml", "multipart/form-data", None):
        response = _caller(callers, method, path).ask(
            method, _address(path), data=b'{"note": "words"}', content_type=kind
        )
        assert is_problem(response), (kind, response.status_code, response.data)
        assert response.status_code in (400, 415), (kind, response.data)
    assert shared_office.tables() == before


@pytest.mark.parametrize(("method", "path"), [route for route in CHANGES if route[1] not in ROOMY])
def test_a_body_larger_than_any_act_needs_is_refused(
    shared_office: Office, callers: dict[str, Caller], method: str, path: str
) -> None:
    before = shared_office.tables()
    large = json.dumps({"note": "x" * 70_000})
    response = _caller(callers, method, path).ask(
        method, _address(path), data=large, content_type="application/json"
    )
    assert is_problem(response)
    assert (response.status_code, response.get_json()["code"]) == (413, "body_too_large")
    assert shared_office.tables() == before


NAMES = {
    "<stop_id>": ["0", "-1", "abc", "1.5", "999999", str(2**63 - 1), str(2**63), "9" * 400, "%00"],
    "<window>": ["99", "%00", "%ED%A0%80", "x" * 5000, "%F0%9F%92%A9", "1%2F2", "..", "A\u4e00"],
    "<token>": ["x", "%00", "%ED%A0%80", "x" * 5000, "%25", "'%20OR%201=1", "A\u4e00"],
}
NAMES["<ticket_id>"] = NAMES["<closure>"] = NAMES["<job_id>"] = NAMES["<stop_id>"]
NAMES["<appointment_id>"] = NAMES["<ban_id>"] = NAMES["<stop_id>"]
NAMES["<alert>"] = NAMES["<certificate_id>"] = NAMES["<stop_id>"]
NAMES["<change>"] = NAMES["<stop_id>"]
NAMES["<year>"] = [name for name in NAMES["<stop_id>"] if name != "999999"] + ["1899", "2201"]
NAMES["<code>"] = NAMES["<badge>"] = NAMES["<device>"] = NAMES["<window>"]
NAMES["<number>"] = NAMES["<window>"]
NAMES["<sha256>"] = ["x", "%00", "../hall.db", "0" * 64, "A" * 64, "%2e%2e%2fhall.db", "é"]


@pytest.mark.parametrize(
    ("method", "path"),
    sorted(route for route in allowed() if "<" in route[1] and "/api/" in route[1]),
)
def test_something_that_does_not_exist_is_unknown(
    shared_office: Office, callers: dict[str, Caller], method: str, path: str
) -> None:
    caller, before = _caller(callers, method, path), shared_office.tables()
    place = next(name for name in NAMES if name in path)
    for name in NAMES[place]:
        body = _body(path) or ({} if method != "GET" else None)
        response = caller.ask(method, _address(path.replace(place, name)), json=body)
        assert is_problem(response), (name, response.status_code, response.data)
        assert response.status_code in (404, 405), (name, response.data)
    assert shared_office.tables() == before


NO_ACTS = {"/session/card", "/session/password", "/pairing", "/device/health"}
"""Not done to the hall, so not kept for a retry."""
UNUSABLE = [None, "", "x" * 101, "two words", "键".encode().decode("latin-1"), "tab\there"]


@pytest.mark.parametrize(
    ("method", "path"),
    # A visitor's link that leads nowhere is told first; test_keys has one that leads somewhere.
    [
        (method, path)
        for method, path in CHANGES
        if "<token>" not in path
        and path not in LOOKS
        and path.removeprefix("/api/v1") not in NO_ACTS
    ],
)
def test_a_change_without_a_usable_key_is_not_made(
    shared_office: Office, callers: dict[str, Caller], method: str, path: str
) -> None:
    before = shared_office.tables()
    body = _body(path) if method != "DELETE" else None
    for key in UNUSABLE:
        response = _caller(callers, method, path).ask(
            method, _address(path), json=body, headers={"Idempotency-Key": key}
        )
        assert is_problem(response), response.data
        told = response.get_json()
        assert (told["status"], told["code"]) == (400, "idempotency_key_missing")
    assert shared_office.tables() == before


@pytest.mark.parametrize(
    "query", ["before=abc", "before=-1", f"before={2**63}", "limit=0", "limit=x", "limit=99999999",
              "before=%00", "limit=" + "9" * 4000]
)  # fmt: skip
def test_a_journal_page_that_makes_no_sense_is_the_newest(
    callers: dict[str, Caller], query: str
) -> None:
    response = callers["supervisor"].ask("GET", f"/api/v1/journal?{query}")
    assert response.status_code == 200
    assert response.get_json()["entries"][0]["act"] == "open_day"


@pytest.mark.parametrize("path", ["/api/v1/", "/api/v1/nothing", "/api/v2/tickets", "/%00", "/api"])
def test_an_address_that_leads_nowhere_is_a_problem_document(
    callers: dict[str, Caller], path: str
) -> None:
    response = callers["supervisor"].ask("GET", path)
    assert is_problem(response)
    assert response.get_json()["code"] == "no_such_page"


def test_a_wrong_method_names_the_right_ones(callers: dict[str, Caller]) -> None:
    response = callers["supervisor"].ask("PATCH", "/api/v1/tickets", json={})
    assert is_problem(response)
    assert (response.status_code, response.get_json()["code"]) == (405, "method_not_allowed")
    assert "POST" in response.headers["Allow"]


@pytest.mark.parametrize(
    "path", ["/assets/../app.py", "/assets/%2e%2e/app.py", "/pages/..%2f..%2fdoors.py",
             "/assets/%2fetc/passwd", "/assets/%00", "/pages/nothing.js"]
)  # fmt: skip
def test_files_outside_the_pages_are_not_served(callers: dict[str, Caller], path: str) -> None:
    response = callers["nobody"].ask("GET", path, follow_redirects=True)
    assert response.status_code in (400, 404)
    assert is_problem(response)


@pytest.mark.parametrize(
    "at", ["", "abc", "2026-11-23", "2026-11-23T10:00:00", "1000-01-01T00:00:00Z", "%00",
           "9999-12-31T23:59:59-23:59", "2026-13-01T00:00:00Z", "1" * 4000]
)  # fmt: skip
def test_a_past_moment_that_is_none_is_refused(callers: dict[str, Caller], at: str) -> None:
    response = callers["supervisor"].ask("GET", f"/api/v1/past?at={at}")
    assert is_problem(response)
    assert (response.status_code, response.get_json()["code"]) == (400, "not_a_moment")


@pytest.mark.parametrize("at", ["2099-01-01T00:00:00Z", "2026-11-23T09:00:00+08:00"])
def test_a_moment_to_come_is_now(callers: dict[str, Caller], at: str) -> None:
    told = callers["supervisor"].ask("GET", f"/api/v1/past?at={at}").get_json()
    assert told["at"] in ("2026-11-23T01:00:00.000+00:00", "2026-11-23T09:00:00.000+08:00")
    assert told["day_open"] is True and told["journal"]
