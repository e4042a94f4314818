"""Signing in: the right password alone, not too often, with a cookie that scripts cannot read."""

from pathlib import Path

import pytest
from office import PASSWORD, Office, Template, is_problem

from hall_server.app import Server
from hall_server.config import Settings
from hall_server.web.page_routes import local_path


def _try(office: Office, badge: str, password: str) -> tuple[int, str]:
    response = office.caller("nobody").ask(
        "POST", "/api/v1/session", json={"badge": badge, "password": password}
    )
    assert response.status_code == 200 or is_problem(response)
    return response.status_code, response.get_json().get("code", "")


def test_a_clerk_signs_in_and_out_again(office: Office) -> None:
    clerk = office.caller("clerk")
    session = clerk.ask("GET", "/api/v1/session").get_json()
    assert (session["badge"], session["roles"]) == ("clerk", ["clerk"])
    assert clerk.ask("DELETE", "/api/v1/session").status_code == 204
    assert clerk.ask("GET", "/api/v1/session").status_code == 401


@pytest.mark.parametrize(
    ("badge", "password"),
    [
        ("clerk", "wrong"),
        ("clerk", PASSWORD.upper()),
        ("nobody-here", PASSWORD),
        ("clerk ", PASSWORD),
    ],
)
def test_a_wrong_badge_and_a_wrong_password_are_told_alike(
    office: Office, badge: str, password: str
) -> None:
    assert _try(office, badge, password) == (401, "wrong_badge_or_password")


def test_guessing_a_password_is_slowed_down_and_others_still_get_in(office: Office) -> None:
    """Windows of the throttle are clock minutes: twenty-two tries exceed ten in one of any two."""
    answers = [_try(office, "clerk", f"guess-{place}") for place in range(22)]
    assert answers[0] == (401, "wrong_badge_or_password")
    assert (429, "too_many_tries") in answers
    assert _try(office, "guide", PASSWORD)[0] == 200


def test_a_throttled_browser_is_told_when_to_try_again(office: Office) -> None:
    nobody = office.caller("nobody")
    words = {"badge": "clerk", "password": "guess"}
    answers = [nobody.ask("POST", "/api/v1/session", json=words) for _ in range(22)]
    throttled = next(answer for answer in answers if answer.status_code == 429)
    assert 0 <= int(throttled.headers["Retry-After"]) <= 61


def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(office: Office) -> None:
    response = office.caller("nobody").ask(
        "POST", "/api/v1/session", json={"badge": "clerk", "password": PASSWORD}
    )
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie
    assert response.headers["Cache-Control"] == "no-store"


def test_behind_tls_the_cookie_never_travels_in_the_clear(
    template: Template, tmp_path: Path
) -> None:
    file = tmp_path / "hall.db"
    file.write_bytes(template.database.read_bytes())
    server = Server(
        Settings(database=f"sqlite:///{file}", secret_file=tmp_path / "key", secure_cookies=True)
    )
    response = server.app.test_client().post(
        "/api/v1/session",
        json={"badge": "guide", "password": PASSWORD},
        base_url="https://hall.example",
    )
    assert "Secure" in response.headers["Set-Cookie"]
    server.store.close()


def test_a_staff_page_sends_a_stranger_to_the_log_in_page_and_back(office: Office) -> None:
    nobody = office.caller("nobody")
    response = nobody.ask("GET", "/desk/5?view=line")
    assert response.status_code == 303
    assert response.headers["Location"] == "/login?next=/desk/5%3Fview%3Dline"
    page = nobody.ask("GET", response.headers["Location"])
    assert 'data-next="/desk/5?view=line"' in page.get_data(as_text=True)


ELSEWHERE = [
    "https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example",
    "evil.example", "/\t/evil.example", "/\n/evil.example", "\t//evil.example",
    "javascript:alert(1)", " //evil.example", "/%09/evil.example\r\nSet-Cookie: a=b",
]  # fmt: skip


@pytest.mark.parametrize("goal", ELSEWHERE)
def test_the_log_in_page_leads_to_no_other_site(office: Office, goal: str) -> None:
    page = office.caller("nobody").ask("GET", "/login", query_string={"next": goal})
    assert page.status_code == 200
    assert 'data-next="/desk"' in page.get_data(as_text=True)
    assert local_path(goal) == "/desk"


@pytest.mark.parametrize("goal", ["/desk", "/desk/5", "/hall?tab=journal", "/t/abc-_1", "/"])
def test_the_log_in_page_leads_back_to_a_page_of_the_hall(goal: str) -> None:
    assert local_path(goal) == goal


def test_a_script_in_the_way_back_stays_words(office: Office) -> None:
    page = office.caller("nobody").ask(
        "GET", "/login", query_string={"next": '/desk"><script>alert(1)</script>'}
    )
    assert "<script>alert" not in page.get_data(as_text=True)


def test_without_the_demo_nobody_walks_in_without_a_password(office: Office) -> None:
    assert office.caller("nobody").ask("GET", "/demo/enter/clerk").status_code == 404
    assert office.caller("nobody").ask("GET", "/").headers["Location"] == "/login"
