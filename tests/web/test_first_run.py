"""The first run over HTTP: the code, the making of the hall, and everything that must not make one."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from office import is_problem
from permissions import routes
from settable_clock import SettableClock

from hall_server.app import Server
from hall_server.config import Settings
from hall_server.store.database import halls
from hall_server.store.migrations import migrate
from hall_server.store.verify import verify
from hall_server.web import session_routes

HALL = {
    "code": "riverside",
    "name": "江畔区政务服务中心",
    "weekdays": [0, 1, 2, 3, 4],
    "opening": ["09:00-12:00", "13:30-17:00"],
    "zones": [{"name": "综合服务", "windows": "1-3", "items": ["咨询", "收件"]}],
}
SOMEBODY = {"badge": "9001", "name": "陈涛", "password": "open sesame"}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server on an empty database."""
    settings = Settings(database=f"sqlite:///{tmp_path / 'hall.db'}", secret_file=tmp_path / "key")
    made = Server(settings, SettableClock())
    migrate(made.store.engine)
    session_routes.limiter.init_app(made.app)
    with made.app.app_context():
        session_routes.limiter.reset()
    yield made
    made.store.close()


@pytest.fixture
def browser(server: Server) -> FlaskClient:
    return server.app.test_client()


def asked(server: Server, **instead: Any) -> dict[str, Any]:
    """A right request, but for what is given instead."""
    return {"code": server.first_code(), "hall": HALL, "administrator": SOMEBODY} | instead


def known_halls(server: Server) -> list[str]:
    with server.store.reading() as connection:
        return list(halls(connection))


def test_the_founder_is_signed_in_as_administrator_and_the_journal_begins_with_the_plan(
    server: Server, browser: FlaskClient
) -> None:
    assert browser.get("/").headers["Location"] == "/first-run"
    made = browser.post("/api/v1/first-run", json=asked(server))
    assert made.status_code == 201
    assert set(made.get_json()["roles"]) == {"admin", "supervisor"}
    assert known_halls(server) == ["riverside"]
    entries = browser.get("/api/v1/journal").get_json()["entries"]
    assert [each["act"] for each in reversed(entries)][:2] == ["load_plan", "staff_added"]
    with server.store.reading() as connection:
        assert verify(connection).faults == []
    assert browser.get("/first-run").headers["Location"] == "/login"
    assert server.first_code() is None


def test_a_second_founder_is_told_that_there_is_a_hall(
    server: Server, browser: FlaskClient
) -> None:
    right = asked(server)
    assert browser.post("/api/v1/first-run", json=right).status_code == 201
    second = browser.post("/api/v1/first-run", json=right | {"hall": HALL | {"code": "other"}})
    assert (second.status_code, second.get_json()["code"]) == (409, "hall_founded")
    assert known_halls(server) == ["riverside"]


def test_ten_wrong_codes_a_minute_are_the_most(server: Server, browser: FlaskClient) -> None:
    answers = [
        browser.post("/api/v1/first-run/code", json={"code": f"0000-{each:04}"})
        for each in range(11)
    ]
    assert [answer.status_code for answer in answers] == [403] * 10 + [429]
    assert known_halls(server) == []


WRONG = [
    {"code": "0000-0000"},
    {"code": "x' OR 1=1"},
    {"hall": HALL | {"code": "Not a code"}},
    {"hall": HALL | {"name": ""}},
    {"hall": HALL | {"name": "两\n行"}},
    {"hall": HALL | {"timezone": "Moon/Base"}},
    {"hall": HALL | {"weekdays": [7]}},
    {"hall": HALL | {"opening": ["17:00-09:00"]}},
    {"hall": HALL | {"opening": ["25:00-26:00"]}},
    {"hall": HALL | {"opening": ["09:00-12:00", "11:00-13:00"]}},
    {"hall": HALL | {"zones": [HALL["zones"][0] | {"windows": "eins"}]}},  # type: ignore[index]
    {"hall": HALL | {"zones": [HALL["zones"][0] | {"windows": "3-1"}]}},  # type: ignore[index]
    {"hall": HALL | {"zones": HALL["zones"] * 2}},  # type: ignore[operator]
    {"hall": HALL | {"zones": []}},
    {"administrator": SOMEBODY | {"password": "short"}},
    {"administrator": SOMEBODY | {"badge": "with space"}},
    {"surprise": 1},
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: json.dumps(wrong)[:60])
def test_what_makes_no_sense_makes_no_hall(
    server: Server, browser: FlaskClient, wrong: dict[str, Any]
) -> None:
    response = browser.post("/api/v1/first-run", json=asked(server, **wrong))
    assert is_problem(response), response.data
    assert response.status_code < 500
    assert known_halls(server) == []


def test_what_cannot_open_is_told_in_both_languages(server: Server, browser: FlaskClient) -> None:
    overlapping = HALL | {"opening": ["09:00-12:00", "11:00-13:00"]}
    refused = browser.post("/api/v1/first-run", json=asked(server, hall=overlapping)).get_json()
    assert refused["code"] == "plan_refused"
    said = refused["facts"]["problems"][0]["text"]
    assert "11:00" in said["zh"] and "11:00" in said["en"] and said["zh"] != said["en"]


def test_a_server_without_a_hall_answers_at_every_door(
    server: Server, browser: FlaskClient
) -> None:
    for method, path in routes(server.app):
        address = re.sub(r"<\w+>", "1", path)
        response = browser.open(address, method=method, json={} if method != "GET" else None)
        assert response.status_code < 500, (method, path, response.data)
