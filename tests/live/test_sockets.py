"""News by socket: who is let in, what they are told, and when."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask_socketio.test_client import SocketIOTestClient
from quick_password import quick_hash
from settable_clock import SettableClock

from hall_server.app import Server
from hall_server.config import Settings
from hall_server.desk.devices import register_device
from hall_server.desk.issue import issue_ticket
from hall_server.domain.actor import Actor, system
from hall_server.live.newsroom import LOBBY_COALESCE_S
from hall_server.store.people import add_staff
from hall_server.wire.acts import IssueTicket

PASSWORD = "a-good-password"
PATIENCE_S = 20.0


class Running:
    """A started server with a display, a kiosk and a supervisor known to it."""

    def __init__(self, server: Server, hall: int, clock: SettableClock) -> None:
        self.server = server
        self.hall = hall
        self.clock = clock
        self.sent = threading.Condition()
        self.tokens = {
            kind: self._act(lambda tx, kind=kind: register_device(tx, kind, kind, "hall")).token
            for kind in ("display", "kiosk", "station")
        }
        for name, place in (("window", "window:5"), ("zone", "zone:B")):
            self.tokens[name] = self._act(
                lambda tx, name=name, place=place: register_device(tx, "display", name, place)
            ).token
        roles = frozenset({"supervisor", "clerk"})
        self._act(lambda tx: add_staff(tx, "3001", "周静", quick_hash(PASSWORD), roles))

    def _act(self, act: Any) -> Any:
        return self.server.store.act(system(self.hall), self.clock.now, act)

    def connect(self, auth: Any, http: Any = None) -> SocketIOTestClient:
        return self.server.socketio.test_client(self.server.app, auth=auth, flask_test_client=http)

    def signed_in(self) -> Any:
        """A browser with the supervisor's session."""
        http = self.server.app.test_client()
        answer = http.post("/api/v1/session", json={"badge": "3001", "password": PASSWORD})
        assert answer.status_code == 200
        return http

    def issue(self) -> None:
        guide = Actor("staff", 1, "2001", self.hall, frozenset({"guide"}))
        token = f"token-{self.clock.forward(seconds=1).timestamp()}"
        wanted = IssueTicket(items=("GA-004",))
        self.server.store.act(
            guide, self.clock.now, lambda tx: issue_ticket(tx, wanted, token, lambda _: None)
        )


@pytest.fixture
def running(store: Any, hall: int, clock: SettableClock, tmp_path: Path) -> Iterator[Running]:
    server = Server(Settings(database=str(store.engine.url), secret_file=tmp_path / "key"), clock)
    server.start()
    yield Running(server, hall, clock)
    server.stop()


def states(client: SocketIOTestClient) -> list[dict[str, Any]]:
    return [message["args"][0] for message in client.get_received() if message["name"] == "state"]


def next_state(client: SocketIOTestClient) -> dict[str, Any]:
    """The next state pushed to a client."""
    ticking = threading.Event()
    for _ in range(int(PATIENCE_S / 0.05)):
        heard = states(client)
        if heard:
            return heard[-1]
        ticking.wait(0.05)
    raise AssertionError("nothing was pushed")


@pytest.mark.parametrize(
    "auth",
    [
        None,
        {},
        "token",
        {"token": "nobody's"},
        {"token": 5},
        {"view": "hall"},
        {"view": "guide"},
        {"view": "desk", "window": "5"},
        {"view": "everything"},
        {"token": "x", "extra": 1},
    ],
)
def test_a_stranger_is_not_let_in(running: Running, auth: Any) -> None:
    assert not running.connect(auth).is_connected()


def test_a_station_has_no_room(running: Running) -> None:
    assert not running.connect({"token": running.tokens["station"]}).is_connected()


def test_a_display_gets_its_whole_board_at_once(running: Running) -> None:
    (board,) = states(running.connect({"token": running.tokens["display"]}))
    assert (board["scope"], len(board["windows"])) == ("hall", 45)
    (window,) = states(running.connect({"token": running.tokens["window"]}))
    assert [each["window"] for each in window["windows"]] == ["5"]


def test_a_board_is_told_of_a_ticket_after_the_commit(running: Running) -> None:
    client = running.connect({"token": running.tokens["display"]})
    before = states(client)[-1]
    running.issue()
    after = next_state(client)
    assert after["version"] > before["version"]
    assert sum(zone["waiting"] for zone in after["zones"]) == 1


def test_staff_see_the_view_they_ask_for_and_no_window_that_is_not_there(
    running: Running,
) -> None:
    http = running.signed_in()
    (hall,) = states(running.connect({"view": "hall"}, http))
    assert hall["day_open"] is True
    (guide,) = states(running.connect({"view": "guide"}, http))
    assert (guide["late_total"], len(guide["queues"])) == (0, 17)
    (desk,) = states(running.connect({"view": "desk", "window": "5"}, http))
    assert desk["window"] == "5"
    assert not running.connect({"view": "desk", "window": "99"}, http).is_connected()


def lobbies(client: SocketIOTestClient) -> list[dict[str, Any]]:
    return [message["args"][0] for message in client.get_received() if message["name"] == "lobby"]


def test_a_display_that_asks_is_told_of_its_places_queues_and_nobody_else_is(
    running: Running,
) -> None:
    def told(device: str) -> list[list[str]]:
        client = running.connect({"token": running.tokens[device], "also": ["lobby"]})
        assert client.is_connected()
        return [[queue["queue"] for queue in each["queues"]] for each in lobbies(client)]

    (hall,) = told("display")
    (zone,) = told("zone")
    assert len(hall) == 17 and set(zone) < set(hall)
    assert told("window") == told("kiosk") == []
    assert lobbies(running.connect({"token": running.tokens["display"]})) == []
    assert not running.connect({"token": running.tokens["display"], "also": ["all"]}).is_connected()
    http = running.server.app.test_client()
    for device, status, queues in (
        ("zone", 200, zone),
        ("window", 403, []),
        ("display", 200, hall),
    ):
        bearer = {"Authorization": f"Bearer {running.tokens[device]}"}
        answer = http.get("/api/v1/lobby", headers=bearer)
        assert answer.status_code == status
        assert [queue["queue"] for queue in answer.get_json().get("queues", [])] == queues


def test_the_lobby_is_told_at_most_once_a_second_and_leaves_no_listener(running: Running) -> None:
    client = running.connect({"token": running.tokens["display"], "also": ["lobby"]})
    began = time.monotonic()
    heard = lobbies(client)
    ticking = threading.Event()
    for _ in range(12):
        running.issue()
        ticking.wait(0.05)
    while sum(queue["waiting"] for queue in heard[-1]["queues"]) < 12:
        assert time.monotonic() - began < PATIENCE_S
        ticking.wait(0.05)
        heard += lobbies(client)
    client.disconnect()
    assert len(heard) <= 2 + (time.monotonic() - began) / LOBBY_COALESCE_S
    assert not running.server.newsroom._listeners


def test_nobody_listens_to_a_room_that_all_have_left(running: Running) -> None:
    client = running.connect({"token": running.tokens["display"]})
    assert running.server.newsroom._listeners
    client.disconnect()
    assert not running.server.newsroom._listeners
