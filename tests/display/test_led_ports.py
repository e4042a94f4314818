"""The ends of real lines: pulled out and put back, held by another program, not there."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import serial
from hall_states import board, call, window

from display import board as boards
from display.devices import Line, Panel
from display.led.lights import Lights
from display.led.port import PortLost, open_port
from display.simulators.wall import Wall

PATIENCE_S = 20.0
FAST = 115200


def utc_now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def lines(tmp_path: Path) -> tuple[Line, ...]:
    panels = tuple(Panel(address=number, window=str(number)) for number in (1, 2))
    serial_line = Line(
        name="west", url=str(tmp_path / "west"), protocol="onbon", baud=FAST, panel=panels
    )
    return (
        serial_line,
        serial_line.model_copy(
            update={"name": "east", "url": "socket://127.0.0.1:0", "protocol": "cpower"}
        ),
    )


@pytest.fixture
def wall(lines: tuple[Line, ...]) -> Iterator[Wall]:
    with Wall(lines, utc_now) as hung:
        yield hung


@pytest.fixture
def lights(lines: tuple[Line, ...], wall: Wall) -> Iterator[Lights]:
    """On the addresses at which the wall listens."""
    found = [each.model_copy(update={"url": wall.lines[each.name].cable.url}) for each in lines]
    program = Lights(found, ["zh-CN"])
    program.start()
    yield program
    program.stop()


def a_hall(version: int, *calls: tuple[str, str]) -> boards.Shown:
    now = utc_now()
    made = [
        call(100 * version + at, number, where, now) for at, (number, where) in enumerate(calls)
    ]
    windows = (window("1", "A"), window("2", "A", "paused"))
    return boards.advance(boards.start(now), board(version, now, made, windows), now)


def until(wall: Wall, holds: Callable[[], bool]) -> None:
    assert wall.changes.wait_until(holds, PATIENCE_S)


def read(wall: Wall) -> list[str]:
    return [panel.face.text.strip() for panel in wall.panels.values()]


@pytest.mark.parametrize("name", ["west", "east"])
def test_a_cable_pulled_and_put_back_heals_and_meanwhile_the_line_is_ill(
    wall: Wall, lights: Lights, name: str
) -> None:
    lights.show(a_hall(1))
    until(wall, lambda: read(wall) == ["热情为您服务", "暂 停 服 务"] * 2)
    cable = wall.lines[name].cable
    cable.unplug()
    ill = eventually(lights, lambda: [part for part in lights.health() if not part.ok])
    assert [(part.name, part.word) for part in ill] == [(name, "unreachable")]
    lights.show(a_hall(2, ("A003", "1"), ("A004", "2")))
    cable.plug_in()
    until(
        wall,
        lambda: {"请A003号", "请A004号"} <= set(read(wall)) and "热情为您服务" not in read(wall),
    )
    eventually(lights, lambda: all(part.ok for part in lights.health()))


def test_a_line_that_another_program_holds_is_not_taken_from_it(wall: Wall) -> None:
    path = wall.lines["west"].cable.url
    with serial.Serial(path, FAST, exclusive=True):
        with pytest.raises(PortLost):
            open_port(path, FAST)


@pytest.mark.parametrize(
    "url", ["/nowhere/at/all", "socket://127.0.0.1:1", "socket://127.0.0.1", "socket://h:x", "loop"]
)
def test_a_line_that_cannot_be_opened_says_why(url: str) -> None:
    with pytest.raises(PortLost):
        open_port(url, FAST)


def eventually(lights: Lights, found: Callable[[], object]) -> list:
    """What `found` gives once it gives anything; a line tells of itself when it has tried."""
    pause = threading.Event()
    for _ in range(int(PATIENCE_S / 0.05)):
        if seen := found():
            return seen if isinstance(seen, list) else []
        pause.wait(0.05)
    raise AssertionError(lights.health())
