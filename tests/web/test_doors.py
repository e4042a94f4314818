"""Every route of the app, knocked at by everybody: each role, each device kind, strangers."""

import pytest
from office import DEVICES, ROLES, STRANGERS, Office
from permissions import PAGE, THROTTLED, allowed, permissions_page, routes
from werkzeug.test import TestResponse

EVERYBODY = (*ROLES, *DEVICES, *STRANGERS)
EXAMPLES = {
    "<window>": "1",
    "<number>": "20261123-00001",
    "<position>": "0",
    "<document_id>": "1",
    "<stop_id>": "1",
    "<ticket_id>": "1",
    "<closure>": "1",
    "<appointment_id>": "1",
    "<ban_id>": "1",
    "<message>": "1",
    "<alert>": "1",
    "<change>": "1",
    "<year>": "2026",
    "<job_id>": "1",
    "<certificate_id>": "1",
    "<code>": "no-such-printer",
    "<sha256>": "0" * 64,
    "<token>": "no-such-ticket",
    "<name>": "roles.css",
    "<badge>": "no-such-badge",
    "<device>": "no-such-device",
}
PAGES = {"/desk", "/desk/<window>", "/guide", "/hall", "/hall/past", "/admin", "/api/docs",
         "/cases", "/cases/<number>"}  # fmt: skip
CSP_WORDS = ("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'")


def _address(path: str) -> str:
    for name, example in EXAMPLES.items():
        path = path.replace(name, example)
    return path


def _verdict(response: TestResponse) -> str:
    if response.status_code == 303 and "/login?next=" in response.headers["Location"]:
        return "log-in"
    if response.status_code == 403 and response.mimetype == "text/html":
        assert b'class="not_yours"' in response.data
        return "not_allowed"
    if response.status_code in (401, 403):
        assert response.content_type == "application/problem+json"
        return str(response.get_json()["code"])
    return "admitted"


def _expected(who: str, path: str, may: frozenset[str]) -> str:
    if "anybody" in may or who in may:
        return "admitted"
    if who in STRANGERS:
        return "log-in" if path in PAGES else "not_signed_in"
    return "not_allowed"


def test_the_table_names_every_route_and_no_other(shared_office: Office) -> None:
    assert set(routes(shared_office.server.app)) == set(allowed())


@pytest.mark.parametrize("who", EVERYBODY)
def test_each_door_opens_to_whom_the_table_says(shared_office: Office, who: str) -> None:
    verdicts, expected = {}, {}
    caller = shared_office.caller(who)
    for (method, path), may in allowed().items():
        # Log-in refuses everybody's empty body as such; it is tried by name elsewhere.
        if (method, path) in THROTTLED:
            continue
        response = caller.ask(method, _address(path), json={} if method != "GET" else None)
        verdicts[method, path] = _verdict(response)
        expected[method, path] = _expected(who, path, may)
        assert response.status_code < 500, (method, path, response.data)
        policy = response.headers["Content-Security-Policy"]
        assert all(words in policy for words in CSP_WORDS) and "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        if (method, path) == ("DELETE", "/api/v1/session"):
            caller = shared_office.caller(who)
    assert verdicts == expected


@pytest.mark.parametrize("role", ROLES)
def test_no_change_is_made_without_the_csrf_token(shared_office: Office, role: str) -> None:
    caller = shared_office.caller(role)
    before = shared_office.tables()
    for (method, path), may in allowed().items():
        if method == "GET" or "anybody" in may:
            continue
        for token in (None, "", "forged"):
            response = caller.ask(method, _address(path), json={}, headers={"X-CSRFToken": token})
            assert response.status_code == 403, (method, path)
            assert response.get_json()["code"] == "csrf_missing"
    assert shared_office.tables() == before


def test_a_csrf_token_of_another_session_is_no_good(shared_office: Office) -> None:
    one, other = shared_office.caller("supervisor"), shared_office.caller("clerk")
    response = one.ask(
        "POST", "/api/v1/day/close", json={}, headers={"X-CSRFToken": other.headers["X-CSRFToken"]}
    )
    assert response.get_json()["code"] == "csrf_missing"


def test_a_devices_token_counts_even_in_a_signed_in_browser(shared_office: Office) -> None:
    """A wrong token is not papered over by a cookie that happens to be there."""
    supervisor = shared_office.caller("supervisor")
    response = supervisor.ask("GET", "/api/v1/hall", headers={"Authorization": "Bearer wrong"})
    assert response.status_code == 401


@pytest.mark.parametrize("header", ["Bearer", "Bearer ", "Basic a2lvc2s6eA==", "Bearer \xe9", "x"])
def test_a_malformed_token_is_nobodys(shared_office: Office, header: str) -> None:
    response = shared_office.caller("nobody").ask(
        "POST", "/api/v1/tickets", json={}, headers={"Authorization": header}
    )
    assert (response.status_code, response.get_json()["code"]) == (401, "not_signed_in")


@pytest.mark.parametrize("cookie", ["x", "a.b.c", ".", "eyJfdXNlcl9pZCI6IjEifQ.x.y"])
def test_a_forged_session_cookie_is_nobodys(shared_office: Office, cookie: str) -> None:
    nobody = shared_office.caller("nobody")
    nobody.client.set_cookie("session", cookie)
    assert nobody.ask("GET", "/api/v1/hall").status_code == 401


def test_the_page_of_permissions_is_current(shared_office: Office) -> None:
    assert PAGE.read_text(encoding="utf-8") == permissions_page(shared_office.server.app), (
        "run: python tests/web/permissions.py"
    )
