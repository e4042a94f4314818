"""The line to the hall server: authenticated, lost and found again, against the real protocol."""

import threading
import time
from collections.abc import Iterator

import pytest
import requests
from hall_states import board, call, utc_now
from running_hall import TOKEN, HallSimulator, answers, until

from display.feed import Feed
from hall_server.wire.sockets import DeviceAuth
from hall_server.wire.views import BoardState

BACK_WITHIN_S = 3.0


class Heard:
    """What a feed said, in order."""

    def __init__(self, hall: HallSimulator, token: str = TOKEN) -> None:
        self.states: list[BoardState] = []
        self.losses = threading.Semaphore(0)
        self.feed = Feed(
            hall.url,
            DeviceAuth(token=token),
            on_state=self.states.append,
            on_loss=self.losses.release,
        )

    def versions(self) -> list[int]:
        return [state.version for state in self.states]


@pytest.fixture
def heard(hall: HallSimulator) -> Iterator[Heard]:
    ears = Heard(hall)
    yield ears
    ears.feed.stop()


def test_the_whole_state_comes_at_the_connection_and_at_every_change(
    hall: HallSimulator, heard: Heard
) -> None:
    hall.send(board(1, utc_now()))
    heard.feed.start()
    until(lambda: heard.versions() == [1])
    state = board(2, utc_now(), [call(1, "A001", "5", utc_now())])
    hall.send(state)
    until(lambda: heard.versions() == [1, 2])
    assert heard.states[-1].calls[0].number == "A001"


def test_a_killed_server_is_heard_again_within_three_seconds_of_its_return(
    hall: HallSimulator, heard: Heard
) -> None:
    hall.send(board(1, utc_now()))
    heard.feed.start()
    until(lambda: heard.versions() == [1])
    hall.kill()
    assert heard.losses.acquire(timeout=BACK_WITHIN_S)
    hall.keep(board(2, utc_now()))
    hall.launch()
    until(lambda: answers(hall.url))
    returned = time.monotonic()
    until(lambda: heard.versions() == [1, 2])
    assert time.monotonic() - returned < BACK_WITHIN_S


def test_a_display_with_a_wrong_token_hears_nothing_and_keeps_asking(hall: HallSimulator) -> None:
    hall.send(board(1, utc_now()))
    ears = Heard(hall, token="revoked")
    ears.feed.start()
    try:
        for _ in range(2):
            assert ears.losses.acquire(timeout=5)
        assert ears.states == []
    finally:
        ears.feed.stop()


def test_a_state_that_cannot_be_read_is_a_loss_until_one_can(
    hall: HallSimulator, heard: Heard
) -> None:
    hall.send(board(1, utc_now()))
    heard.feed.start()
    until(lambda: heard.versions() == [1])
    requests.post(f"{hall.url}/raw", json={"version": "none"}, timeout=5).raise_for_status()
    assert heard.losses.acquire(timeout=BACK_WITHIN_S)
    until(lambda: heard.versions() == [1, 1])


def test_nothing_is_heard_after_the_end(hall: HallSimulator, heard: Heard) -> None:
    hall.send(board(1, utc_now()))
    heard.feed.start()
    until(lambda: heard.versions() == [1])
    heard.feed.stop()
    assert heard.losses.acquire(timeout=5)
    hall.send(board(2, utc_now()))
    assert heard.versions() == [1]
