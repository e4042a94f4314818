"""What a display says of itself: its screens one by one, what is wrong first, and never more than there is room for."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from display.devices import Screen
from display.hall import Hall
from display.health import Health
from display.parts import OPENING_S, Screens, disk
from display.viewers import Viewers
from hall_server.wire.devices import MOST_PARTS, Component, ReportHealth

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


def part(name: str, *, ok: bool = True) -> Component:
    return Component(kind="led", name=name, ok=ok)


def asked(*parts: object) -> Health:
    return Health(Hall("http://127.0.0.1:9"), lambda: "", parts, lambda: NOON)  # type: ignore[arg-type]


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_each_screen_is_a_part_of_its_own_and_a_page_not_opened_is_told() -> None:
    viewers, clock = Viewers(), Clock()
    screens = (Screen(name="hall", board="main"), Screen(name="side", board="zone", place="A"))
    health = Screens(screens, viewers, clock).health
    with ExitStack() as pages:
        for screen in ("hall", "hall", "unknown"):
            pages.enter_context(viewers.one(screen))
        assert [(each.name, each.ok, each.word) for each in health()] == [
            ("hall", True, "2"),
            ("side", True, "0"),
        ], "browsers have time to open"
        clock.now = OPENING_S + 1
        assert [(each.name, each.ok, each.word) for each in health()] == [
            ("hall", True, "2"),
            ("side", False, "no_page"),
        ]
    assert [each.word for each in health()] == ["no_page", "no_page"]
    assert viewers.open() == {}


def test_without_screens_it_tells_pages_that_were_open_and_are_gone() -> None:
    viewers = Viewers()
    health = Screens((), viewers).health
    assert [(each.ok, each.word) for each in health()] == [(True, "0")]
    with viewers.one():
        assert [(each.ok, each.word) for each in health()] == [(True, "1")]
    assert [(each.ok, each.word) for each in health()] == [(False, "no_page")]


def test_a_part_that_cannot_say_how_it_is_keeps_nothing_from_the_others() -> None:
    def broken() -> tuple[Component, ...]:
        raise OSError("no such folder")

    assert asked(broken, lambda: (part("north"),)).components() == (part("north"),)


def test_of_too_many_parts_those_that_are_wrong_are_told() -> None:
    many = [part(str(number), ok=number != MOST_PARTS + 5) for number in range(MOST_PARTS + 9)]
    told = asked(lambda: many).report().components
    assert (len(told), told[0].name) == (MOST_PARTS, str(MOST_PARTS + 5))


class HallThreeMinutesAhead(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        ReportHealth.model_validate_json(self.rfile.read(int(self.headers["Content-Length"])))
        body = f'{{"at": "{(NOON + timedelta(minutes=3)).isoformat()}"}}'.encode()
        self.send_response(200)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def hall_ahead() -> Iterator[Hall]:
    server = HTTPServer(("127.0.0.1", 0), HallThreeMinutesAhead)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Hall(f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    server.server_close()


def test_a_clock_that_is_off_is_told_after_the_first_report(hall_ahead: Hall) -> None:
    health = Health(hall_ahead, lambda: "", (), lambda: NOON)
    health.step()
    assert health.components() == (Component(kind="clock", ok=False, word="+180 s"),)


def test_the_disk_is_told_in_gigabytes(tmp_path: object) -> None:
    assert disk(tmp_path).word.endswith(" GB")  # type: ignore[arg-type]
