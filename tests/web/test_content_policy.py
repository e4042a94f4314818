"""Reports of a broken content policy: counted, logged, throttled; whatever is sent."""

import json

import pytest
from office import Office, is_problem

PATH = "/api/v1/csp-report"
REPORT = {
    "csp-report": {
        "document-uri": "http://hall/desk/1",
        "effective-directive": "script-src-elem",
        "blocked-uri": "inline",
    }
}


def count(office: Office) -> int:
    told: int = office.caller("admin").ask("GET", "/api/v1/csp-reports").get_json()["count"]
    return told


def test_a_browsers_report_is_counted(office: Office) -> None:
    assert count(office) == 0
    answer = office.caller("nobody").ask(
        "POST", PATH, data=json.dumps(REPORT), content_type="application/csp-report"
    )
    assert answer.status_code == 204
    assert count(office) == 1


def test_every_page_says_where_to_report(office: Office) -> None:
    for path in ("/login", "/desk", "/api/v1/health", "/nowhere"):
        policy = office.caller("clerk").ask("GET", path).headers["Content-Security-Policy"]
        assert f"report-uri {PATH}" in policy


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b'{"csp-report": 1}', b"\xff\xfe", b"[" * 8000, b'{"csp-report": {}}'],
)
def test_a_report_that_cannot_be_read_is_counted_all_the_same(office: Office, body: bytes) -> None:
    answer = office.caller("nobody").ask(
        "POST", PATH, data=body, content_type="application/csp-report"
    )
    assert answer.status_code == 204
    assert count(office) == 1


def test_a_large_report_and_a_flood_are_refused(office: Office) -> None:
    nobody = office.caller("nobody")
    large = nobody.ask("POST", PATH, data=b"x" * 9000, content_type="application/csp-report")
    assert is_problem(large) and large.status_code == 413
    answers = [nobody.ask("POST", PATH, data=b"{}").status_code for _ in range(31)]
    assert answers[-1] == 429
    assert count(office) <= 30


def test_a_report_changes_nothing_in_the_hall(office: Office) -> None:
    before = office.tables()
    office.caller("nobody").ask("POST", PATH, data=json.dumps(REPORT))
    assert office.tables() == before
