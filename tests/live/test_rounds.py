"""A thread that makes rounds outlives a round that fails, and ends when it is told."""

import threading

from hall_server.rounds import Rounds


def test_a_round_that_fails_is_followed_by_the_next() -> None:
    made: list[int] = []
    third = threading.Event()

    def step() -> None:
        made.append(len(made))
        if len(made) == 3:
            third.set()
        if len(made) == 1:
            raise OSError("the disk was full")

    rounds = Rounds("test", step, 0.001, at_once=True)
    rounds.start()
    assert third.wait(10)
    rounds.stop()
    ended = len(made)
    assert made == list(range(ended))


def test_a_thread_that_waits_for_its_first_round_ends_at_once() -> None:
    made: list[int] = []
    rounds = Rounds("test", lambda: made.append(1), 3600)
    rounds.start()
    rounds.stop()
    assert made == []
