"""Whoever loses the right to be connected is out at the next look of the gatekeeper, one a second."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask_socketio.test_client import SocketIOTestClient
from quick_password import quick_hash
from settable_clock import SettableClock

from hall_server.app import Server
from hall_server.config import Settings
from hall_server.desk import machines, staff
from hall_server.desk.devices import register_device
from hall_server.domain.actor import system
from hall_server.store.people import add_staff
from hall_server.store.roster import everybody, seen_mark
from hall_server.wire.devices import MoveDevice
from hall_server.wire.people import ChangeStaff, SeenStaff

PASSWORD = "a-good-password"


class House:
    """A server with a clerk and a display, whose gatekeeper looks when it is told to."""

    def __init__(self, server: Server, hall: int, clock: SettableClock) -> None:
        self.server = server
        self.hall = hall
        self.clock = clock
        roles = frozenset({"clerk", "supervisor"})
        self.act(lambda tx: add_staff(tx, "1001", "王敏", quick_hash(PASSWORD), roles))
        self.token = self.act(lambda tx: register_device(tx, "display", "大屏", "hall")).token

    def act(self, act: Any) -> Any:
        return self.server.store.act(system(self.hall), self.clock.now, act)

    def browser(self) -> Any:
        """A browser with the clerk's session."""
        http = self.server.app.test_client()
        answer = http.post("/api/v1/session", json={"badge": "1001", "password": PASSWORD})
        http.csrf = answer.get_json()["csrf"]
        return http

    def console(self, http: Any) -> SocketIOTestClient:
        return self._connect({"view": "desk", "window": "5"}, http)

    def board(self) -> SocketIOTestClient:
        return self._connect({"token": self.token}, None)

    def _connect(self, auth: Any, http: Any) -> SocketIOTestClient:
        client = self.server.socketio.test_client(
            self.server.app, auth=auth, flask_test_client=http
        )
        assert client.is_connected()
        return client

    def seen(self) -> str:
        with self.server.store.reading() as connection:
            return seen_mark(everybody(connection, self.hall)[0])

    def look(self) -> None:
        self.server.gatekeeper.step()


@pytest.fixture
def house(store: Any, hall: int, clock: SettableClock, tmp_path: Path) -> Iterator[House]:
    server = Server(Settings(database=str(store.engine.url), secret_file=tmp_path / "key"), clock)
    yield House(server, hall, clock)
    server.store.close()


def test_nobody_who_may_be_here_is_disturbed(house: House) -> None:
    console, board = house.console(house.browser()), house.board()
    house.look()
    assert console.is_connected() and board.is_connected()


def test_a_clerk_sent_away_is_out(house: House) -> None:
    console, board = house.console(house.browser()), house.board()
    house.act(lambda tx: staff.deactivate(tx, "1001", SeenStaff(seen=house.seen())))
    house.look()
    assert not console.is_connected()
    assert board.is_connected()


def test_a_clerk_with_other_roles_is_out_and_signs_in_anew(house: House) -> None:
    console = house.console(house.browser())
    wanted = ChangeStaff(name="王敏", roles=("clerk",), seen=house.seen())
    house.act(lambda tx: staff.change(tx, "1001", wanted))
    house.look()
    assert not console.is_connected()
    assert house.console(house.browser()).is_connected()


def test_another_name_disturbs_nobody(house: House) -> None:
    console = house.console(house.browser())
    wanted = ChangeStaff(name="王 敏", roles=("clerk", "supervisor"), seen=house.seen())
    house.act(lambda tx: staff.change(tx, "1001", wanted))
    house.look()
    assert console.is_connected()


def test_the_sign_out_of_one_browser_ends_its_consoles_alone(house: House) -> None:
    one, other = house.browser(), house.browser()
    here, there = house.console(one), house.console(other)
    answer = one.delete("/api/v1/session", headers={"X-CSRFToken": one.csrf})
    assert answer.status_code == 204
    house.look()
    assert not here.is_connected()
    assert there.is_connected()


def test_a_revoked_display_is_out_and_not_let_in_again(house: House) -> None:
    console, board = house.console(house.browser()), house.board()
    house.act(lambda tx: machines.revoke(tx, "大屏"))
    house.look()
    assert not board.is_connected()
    assert console.is_connected()


def test_a_display_that_was_moved_comes_back_at_its_new_place(house: House) -> None:
    board = house.board()
    wanted = MoveDevice(name="大屏", place="zone:A", seen_name="大屏", seen_place="hall")
    house.act(lambda tx: machines.move(tx, "大屏", wanted))
    house.look()
    assert not board.is_connected()


def test_somebody_who_left_by_themselves_is_forgotten(house: House) -> None:
    console = house.console(house.browser())
    console.disconnect()
    house.act(lambda tx: staff.deactivate(tx, "1001", SeenStaff(seen=house.seen())))
    house.look()
    assert not house.server.gatekeeper._connected
