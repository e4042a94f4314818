"""The hall's second view on its way through a display: in any order with the first, to who asks."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from hall_states import MORNING, board, utc_now
from hypothesis import given
from hypothesis import strategies as st
from lobby_states import lobby
from running_hall import TOKEN, HallSimulator, until

from display.app import create_voice
from display.board import Shown, advance, advance_lobby, lose, picture, start
from display.config import DisplayConfig
from display.feed import Feed
from display.layout_watch import LayoutWatch
from display.page.screens import Opened
from display.page.stream import Source, events
from display.showing import Showing
from display.viewers import Viewers
from hall_server.wire.lobby import LobbyState
from hall_server.wire.sockets import DeviceAuth


def at(second: int) -> datetime:
    return MORNING + timedelta(seconds=second)


def told(shown: Shown) -> int | None:
    second = picture(shown, MORNING).lobby
    return second.version if second is not None else None


def test_a_second_view_that_comes_late_changes_nothing() -> None:
    shown = advance(start(MORNING), board(5, at(1)), at(1))
    shown = advance_lobby(shown, lobby(5, at(2)))
    assert advance_lobby(shown, lobby(4, at(3))) is shown
    assert advance_lobby(shown, lobby(5, at(1))) is shown
    assert told(advance_lobby(shown, lobby(5, at(3)))) == 5


@given(st.permutations(["state", "second"]))
def test_the_first_of_a_line_is_the_truth_whichever_comes_first(order: list[str]) -> None:
    """Also that of a hall put back from a backup, whose version is lower."""
    shown = advance_lobby(advance(start(MORNING), board(90, at(1)), at(1)), lobby(90, at(1)))
    shown = lose(shown, at(2))
    for each in order:
        if each == "state":
            shown = advance(shown, board(40, at(9)), at(9))
        else:
            shown = advance_lobby(shown, lobby(40, at(9)))
    assert (told(shown), shown.lost_since) == (40, None)


def test_a_line_that_breaks_before_its_first_state_is_forgotten() -> None:
    shown = advance_lobby(lose(start(MORNING), at(1)), lobby(9, at(1)))
    assert told(advance_lobby(lose(shown, at(2)), lobby(3, at(3)))) == 3


@pytest.fixture
def opened() -> Iterator[Callable[[bool], tuple[Showing, Iterator[str]]]]:
    """Opens a page's stream that asks for the second view or does not."""
    is_open = [True]

    def open_stream(asks: bool) -> tuple[Showing, Iterator[str]]:
        showing = Showing(advance(start(MORNING), board(1, at(0)), at(0)))
        source = Source(
            showing,
            LayoutWatch(None),
            Viewers(),
            lambda: is_open[0],
            lambda: at(0),
            "edition",
            create_voice(DisplayConfig(server_url="http://hall"), showing),
        )
        return showing, events(
            source,
            lambda now: Opened().layout_now(now, ("zh-CN",)),
            screen="",
            loudspeaker="",
            lobby=asks,
        )

    yield open_stream
    is_open[0] = False


def kinds(stream: Iterator[str], wanted: str) -> list[str]:
    """The names of the events up to the first of a kind."""
    seen: list[str] = []
    for event in stream:
        seen += [line.removeprefix("event: ") for line in event.splitlines() if "event: " in line]
        if wanted in seen:
            break
    return seen


@pytest.mark.parametrize("asks", [True, False])
def test_only_a_page_that_asks_is_told(
    opened: Callable[[bool], tuple[Showing, Iterator[str]]], asks: bool
) -> None:
    showing, stream = opened(asks)
    kinds(stream, "picture")
    showing.change(lambda shown: advance_lobby(shown, lobby(1, at(1))))
    event = next(stream)
    assert event.startswith("event: picture" if asks else "event: beat")
    assert ('"lobby":{' in event) is asks


def test_a_feed_hears_both_views(hall: HallSimulator) -> None:
    heard: list[LobbyState] = []
    feed = Feed(
        hall.url,
        DeviceAuth(token=TOKEN, also=("lobby",)),
        on_state=lambda _: None,
        on_loss=lambda: None,
        on_lobby=heard.append,
    )
    hall.tell_lobby(lobby(1, utc_now()))
    hall.send(board(1, utc_now()))
    feed.start()
    until(lambda: [each.version for each in heard] == [1])
    hall.tell_lobby(lobby(2, utc_now()))
    until(lambda: [each.version for each in heard] == [1, 2])
    feed.stop()
