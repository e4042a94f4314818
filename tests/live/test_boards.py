"""What the hall tells its screens on a day: notices and media between their dates."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from settable_clock import SettableClock

from hall_server.desk.load import load_hall
from hall_server.domain.plan import HallPlan, Medium, Notice, Text
from hall_server.live.expectation import Expectation
from hall_server.live.newsroom import Newsroom, Room
from hall_server.store.database import Store

TODAY = date(2026, 11, 23)
State = Callable[[str], dict[str, Any]]


def notice(code: str, begins: date | None = None, ends: date | None = None) -> Notice:
    return Notice(code, Text(code), Text(f"通知 {code}", f"Notice {code}"), begins, ends)


def medium(code: str, begins: date | None = None, ends: date | None = None) -> Medium:
    sha256 = code[0] * 64
    return Medium(code, Text(code), "image/png", 1000, sha256, begins, ends)


@pytest.fixture
def told(store: Store, demo_plan: HallPlan, clock: SettableClock) -> State:
    """The state of a view of a hall with notices and media of many dates."""
    plan = replace(
        demo_plan,
        notice=Text("请保持安静", "Please be quiet"),
        notices=(
            notice("always"),
            notice("past", ends=date(2026, 11, 22)),
            notice("last-day", ends=TODAY),
            notice("first-day", begins=TODAY),
            notice("future", begins=date(2026, 11, 24)),
        ),
        media=(
            medium("a-picture", begins=TODAY, ends=TODAY),
            medium("b-old", ends=date(2026, 11, 22)),
        ),
    )
    hall = load_hall(store, plan, clock.now)
    newsroom = Newsroom(store, Expectation(store), clock, lambda *_: None)
    return lambda view: newsroom.state_of(Room(hall, view))


def words(state: dict[str, Any]) -> list[str]:
    return [each["en"] for each in state["notices"]]


def test_boards_tell_the_notices_of_the_halls_own_day_in_their_order(
    told: State, clock: SettableClock
) -> None:
    board = told("board")
    assert words(board) == [
        "Please be quiet",
        "Notice always",
        "Notice last-day",
        "Notice first-day",
    ]
    assert board["notice"]["en"] == "Please be quiet"
    assert words(told("kiosk")) == words(board)
    clock.forward(hours=24)
    assert words(told("board")) == [
        "Please be quiet",
        "Notice always",
        "Notice first-day",
        "Notice future",
    ]


def test_boards_list_the_media_of_the_day(told: State, clock: SettableClock) -> None:
    assert [each["sha256"] for each in told("board")["media"]] == ["a" * 64]
    clock.forward(hours=24)
    assert told("board")["media"] == []
