"""A display started anew within a minute rings no call a second time."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import requests
from hall_states import MORNING, board, call, utc_now
from running_hall import DisplayProcess, HallSimulator, until

from display.board import FIRST_START_RINGS, Shown, advance, start
from display.rung import Rung


def rung(shown: Shown) -> list[int]:
    return [ring.call_id for ring in shown.rings]


def after_a_call(file: Path) -> Shown:
    """A display that rang call 7 and wrote it down."""
    kept = Rung(file)
    kept.start()
    shown = advance(
        start(MORNING, kept.rings), board(1, MORNING, [call(7, "A017", "5", MORNING)]), MORNING
    )
    kept.show(shown)
    kept.stop()
    return shown


def test_what_was_rung_before_the_end_is_not_rung_after_it(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "rung.json"
    before = after_a_call(file)
    again = start(MORNING, Rung(file).rings)
    later = MORNING + timedelta(seconds=9)
    calls = [call(7, "A017", "5", MORNING), call(8, "A018", "6", later)]
    after = advance(again, board(2, later, calls), later)
    assert rung(after) == [7, 8]
    assert after.rings[0] == before.rings[0], "the moment it was rung is still the first"


def test_a_call_of_another_history_with_the_same_id_rings(tmp_path: Path) -> None:
    after_a_call(tmp_path / "rung.json")
    restored = MORNING + timedelta(seconds=20)
    shown = advance(
        start(MORNING, Rung(tmp_path / "rung.json").rings),
        board(1, restored, [call(7, "B001", "9", restored)]),
        restored,
    )
    assert [ring.call_at for ring in shown.rings] == [MORNING, restored]


def test_only_what_could_ring_again_is_kept(tmp_path: Path) -> None:
    shown = after_a_call(tmp_path / "rung.json")
    later = MORNING + FIRST_START_RINGS + timedelta(seconds=1)
    kept = Rung(tmp_path / "rung.json")
    kept.start()
    kept.show(advance(shown, board(2, later, []), later))
    kept.stop()
    assert Rung(tmp_path / "rung.json").rings == ()


@pytest.mark.parametrize("damage", [b"", b"[", b"\x00" * 4096, b"[7]", b'{"a": 1}'])
def test_a_damaged_file_says_nothing_and_is_replaced(tmp_path: Path, damage: bytes) -> None:
    file = tmp_path / "rung.json"
    file.write_bytes(damage)
    assert Rung(file).rings == ()
    after_a_call(file)
    assert [ring.call_id for ring in Rung(file).rings] == [7]


def test_a_file_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert rung(after_a_call(tmp_path / "file" / "rung.json")) == [7]


def test_a_killed_display_comes_back_within_three_seconds_and_rings_nothing_twice(
    hall: HallSimulator, display: DisplayProcess
) -> None:
    now = utc_now()
    hall.send(board(1, now, [call(7, "A017", "5", now)]))
    until(lambda: bool(picture(display)["rings"]))
    before = picture(display)["rings"]
    kept = Path(str(display.settings["RUNG_FILE"]))
    until(kept.exists)
    display.kill()
    # Its port answers again when it is up; from then on the hall is to be heard.
    display.start()
    until(display.hears_the_hall, deadline_s=3)
    assert picture(display)["rings"] == before


def picture(display: DisplayProcess) -> dict[str, Any]:
    """What a page that opens now is told first of the hall."""
    with requests.get(f"{display.url}/stream", stream=True, timeout=5) as stream:
        told = next(line for line in stream.iter_lines() if line.startswith(b'data: {"now":'))
    parsed: dict[str, Any] = json.loads(told.removeprefix(b"data: "))
    return parsed
