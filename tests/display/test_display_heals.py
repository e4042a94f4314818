"""Either side is killed: within 3 s of its return strips and voice tell the truth, nothing twice, nothing stale."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hall_states import board, call, utc_now
from running_hall import DisplayProcess, HallSimulator, until

from display.devices import Line, Panel
from display.simulators.loudspeaker import command, heard
from display.simulators.wall import Wall

HEALS_S = 3.0


@pytest.fixture
def wall(tmp_path: Path) -> Iterator[Wall]:
    panels = tuple(Panel(address=int(window), window=window) for window in ("5", "6"))
    line = Line(name="north", url=str(tmp_path / "north"), protocol="onbon", panel=panels)
    with Wall((line,), lambda: datetime.now(UTC)) as hung:
        yield hung


@pytest.fixture
def display(hall: HallSimulator, wall: Wall, tmp_path: Path) -> Iterator[DisplayProcess]:
    line = wall.lines["north"].settings
    speaker = {
        "name": "hall",
        "out": "command",
        "command": command(tmp_path / "heard", "--speed", "0"),
    }
    own: dict[str, Any] = {
        "MEDIA": str(tmp_path / "media"),
        "RUNG_FILE": str(tmp_path / "rung.json"),
        "LINE": json.dumps([line.model_dump(mode="json")]),
        "LOUDSPEAKER": json.dumps([speaker]),
        "VOICE": json.dumps({"engine": "none", "chime": True}),
    }
    program = DisplayProcess(hall.url, own)
    program.start()
    yield program
    program.kill()


def test_a_killed_display_and_a_killed_server_leave_nothing_stale_and_nothing_twice(
    hall: HallSimulator, display: DisplayProcess, wall: Wall, tmp_path: Path
) -> None:
    def shows(window: str, words: str) -> bool:
        return words in wall.over(window)[0].face.text

    def said() -> list[str]:
        return [one.title for one in heard(tmp_path / "heard")]

    first = call(7, "A017", "5", utc_now())
    hall.send(board(1, utc_now(), [first]))
    until(lambda: shows("5", "A017") and said() == ["A017 → 5"])

    display.kill()
    second = call(8, "A018", "6", utc_now())
    over = first.model_copy(update={"live": False})
    hall.send(board(2, utc_now(), [over, second]))
    display.start()
    until(lambda: shows("6", "A018") and not shows("5", "A017"), HEALS_S)
    until(lambda: said() == ["A017 → 5", "A018 → 6"])

    hall.kill()
    until(lambda: not shows("6", "A018"), HEALS_S)
    third = call(9, "A019", "5", utc_now())
    hall.keep(board(3, utc_now(), [over, second, third]))
    hall.start()
    until(lambda: shows("6", "A018") and shows("5", "A019"), HEALS_S)
    until(lambda: said() == ["A017 → 5", "A018 → 6", "A019 → 5"])

    display.kill()
    display.start()
    until(lambda: shows("6", "A018") and shows("5", "A019"), HEALS_S)
    assert display.end() == 0
    assert said() == ["A017 → 5", "A018 → 6", "A019 → 5"]
    assert not shows("5", "A019"), "a display that ends leaves no number on a panel"
