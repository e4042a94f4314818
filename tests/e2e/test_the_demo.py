"""`make demo`: it opens, shows a busy hall, closes cleanly, and goes on where it stopped."""

import json
import sqlite3
import urllib.request
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from open_hall import OpenHall, answers, until

pytestmark = pytest.mark.slow


def rows(hall: OpenHall, question: str) -> int:
    """A count from the demo's database."""
    with closing(sqlite3.connect(hall.data / "hall.db", timeout=10)) as database:
        (count,) = database.execute(question).fetchone()
    return int(count)


def called(hall: OpenHall) -> set[tuple[str, str]]:
    """Window and number of every call so far."""
    with closing(sqlite3.connect(hall.data / "hall.db", timeout=10)) as database:
        return set(
            database.execute(
                "SELECT window.code, stop.label FROM call JOIN stop ON stop.id = call.stop_id"
                " JOIN window ON window.id = call.window_id"
            )
        )


def lit(hall: OpenHall) -> dict[str, set[tuple[str, str]]]:
    """By line, window and number of the calls that its panels have shown lately."""
    layout = asked(f"{hall.wall}/layout")
    calls = called(hall)
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for key, panel in layout["panels"].items():
        shown = {each["text"] for each in asked(f"{hall.wall}/panels/{key}")["shown"]}
        for window, number in calls:
            # On seven segments an S is a 5.
            if window == panel["window"] and shown & {f"请{number}号", number.replace("S", "5")}:
                found[key.split("/")[0]].add((window, number))
    return found


def asked(url: str) -> Any:
    """What an address answers."""
    with urllib.request.urlopen(url, timeout=5) as answer:
        return json.load(answer)


def test_the_demo_fills_with_people_closes_cleanly_and_goes_on(tmp_path: Path) -> None:
    hall = OpenHall(tmp_path / "data", speed=100)
    hall.open()
    try:
        assert rows(hall, 'SELECT count(*) FROM "case" WHERE ticket_id IS NULL') >= 100
        served = "SELECT count(*) FROM stop WHERE state = 'DONE'"
        until("people have been served", lambda: rows(hall, served) >= 5)
        booked = "SELECT count(*) FROM appointment WHERE made_by LIKE 'device:%'"
        until("citizens have booked", lambda: rows(hall, booked) >= 1)
        assert rows(hall, "SELECT count(*) FROM appointment WHERE made_by = 'system'") > 1
        received = 'SELECT count(*) FROM "case" WHERE ticket_id IS NOT NULL'
        until("clerks receive applications", lambda: rows(hall, received) >= 2)
        lines = {line["name"] for line in asked(f"{hall.wall}/layout")["lines"]}
        assert len(lines) == 4
        until(
            "a called number has lit over its window on each line",
            lambda: lit(hall).keys() == lines,
        )
        links = json.loads((hall.data / "links.json").read_text(encoding="utf-8"))
        for link in links:
            assert answers(link["url"]), link["url"]
        with urllib.request.urlopen(f"{hall.server}/") as start:
            assert "data-links" in start.read().decode()
    finally:
        said = hall.close()
    assert "The hall is open" in said
    assert not answers(f"{hall.server}/api/v1/health")
    assert hall.server_processes() == []

    issued = rows(hall, "SELECT count(*) FROM ticket")
    again = OpenHall(tmp_path / "data", speed=0)
    again.open()
    again.close()
    assert rows(again, "SELECT count(*) FROM ticket") == issued
