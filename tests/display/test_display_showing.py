"""Who follows what is shown hears each change, the newest last, whatever another follower does."""

import threading
from datetime import UTC, datetime

from display import board
from display.board import Shown
from display.showing import Showing

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


def test_a_follower_hears_what_is_shown_at_once_and_after_each_change() -> None:
    heard: list[int] = []
    showing = Showing(board.start(NOON))
    showing.follow(lambda shown: heard.append(shown.seen))
    showing.change(lambda shown: shown)
    for seen in (1, 2):
        showing.change(lambda shown, seen=seen: shown.model_copy(update={"seen": seen}))
    assert heard == [0, 1, 2]


def test_a_follower_that_fails_keeps_nothing_from_the_others() -> None:
    heard: list[int] = []

    def failing(shown: Shown) -> None:
        raise RuntimeError(str(shown.seen))

    showing = Showing(board.start(NOON))
    showing.follow(failing)
    showing.follow(lambda shown: heard.append(shown.seen))
    showing.change(lambda shown: shown.model_copy(update={"seen": 7}))
    assert heard == [0, 7]


def test_many_threads_change_and_no_follower_hears_an_older_one_later() -> None:
    heard: list[int] = []
    showing = Showing(board.start(NOON))
    showing.follow(lambda shown: heard.append(shown.seen))

    def work() -> None:
        for _ in range(300):
            showing.change(lambda shown: shown.model_copy(update={"seen": shown.seen + 1}))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == sorted(set(heard))
    assert heard[-1] == 1200
