"""What the next hour is likely to bring, whatever the dice say."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from lines import NOW, QUEUES
from test_forecast import live_lines

from hall_server.domain.discipline import Serves, Waiting
from hall_server.domain.forecast import Busy, LiveLine
from hall_server.domain.outlook import POINTS_MINUTES, Expected, outlook

SERVICE_S = 300.0
SOME = settings(max_examples=60, deadline=None)
expected = st.dictionaries(
    st.sampled_from(QUEUES), st.lists(st.sampled_from((0.0, 0.5, 4.0)), min_size=4, max_size=4)
)


def one_queue(people: int, windows: int) -> LiveLine:
    """A queue of people who came within the last minutes, and windows that all serve it."""
    return LiveLine(
        waiting=[Waiting(1 + place, 1, 1.0, NOW - 60 + place, place) for place in range(people)],
        windows=[Busy(Serves(20 + each, frozenset({1}), {}), 0.0, None) for each in range(windows)],
        service={1 + place: SERVICE_S for place in range(people)},
        newcomer_service={1: SERVICE_S},
        limits={1: 1e9},
        now=NOW,
    )


def waiting_at(live: LiveLine, coming: Expected, seed: int = 1) -> list[float]:
    return [point.waiting for point in outlook(live, coming, seed)[1]]


@SOME
@given(live_lines(), expected, st.integers(0, 2**31))
def test_each_queue_of_which_arrivals_are_known_has_its_four_points(
    live: LiveLine, coming: Expected, seed: int
) -> None:
    told = outlook(live, coming, seed)
    assert told == outlook(live, coming, seed)
    assert told.keys() == coming.keys()
    for points in told.values():
        assert tuple(point.minutes for point in points) == POINTS_MINUTES
        for point in points:
            assert point.waiting >= 0 and point.longest_s >= 0
            assert (point.waiting == 0) == (point.longest_s == 0) or point.waiting > 0


@SOME
@given(st.integers(0, 12), st.integers(1, 4), st.integers(0, 2**31))
def test_a_line_to_which_nobody_comes_empties(people: int, windows: int, seed: int) -> None:
    line = waiting_at(one_queue(people, windows), {1: [0.0] * 4}, seed)
    assert line == sorted(line, reverse=True)
    # Twelve services of five minutes take an hour at one window, give or take the dice.
    assert line[-1] <= max(0, people - 8 * windows)


@SOME
@given(st.integers(0, 12), st.integers(0, 2**31))
def test_with_no_window_open_the_line_grows_by_those_who_come(people: int, seed: int) -> None:
    points = outlook(one_queue(people, 0), {1: [20.0] * 4}, seed)[1]
    line = [point.waiting for point in points]
    assert line == sorted(line) and line[0] > people
    assert abs(line[-1] - people - 80) < 40
    if people:
        assert [point.longest_s for point in points] == [
            minutes * 60 + 60 for minutes in POINTS_MINUTES
        ]


@SOME
@given(st.integers(0, 12), st.integers(1, 3), st.integers(0, 2**31))
def test_many_more_people_never_mean_a_shorter_line(people: int, windows: int, seed: int) -> None:
    """Windows that are busy all the time call as many either way: those who come more, wait."""
    busy = [12.0 * windows] * 4
    live = one_queue(people, windows)
    few = waiting_at(live, {1: busy}, seed)
    many = waiting_at(live, {1: [3 * count for count in busy]}, seed)
    assert sum(many) > sum(few)


@SOME
@given(st.integers(4, 20), st.integers(1, 3), st.integers(0, 2**31))
def test_one_more_window_shortens_the_line_on_average(people: int, windows: int, seed: int) -> None:
    coming = {1: [6.0 * windows] * 4}
    fewer = waiting_at(one_queue(people, windows), coming, seed)
    more = waiting_at(one_queue(people, windows + 1), coming, seed)
    assert sum(more) <= sum(fewer)


def test_a_free_window_calls_whoever_comes() -> None:
    """Few come and many windows are free: hardly anybody ever waits."""
    assert max(waiting_at(one_queue(0, 8), {1: [4.0] * 4})) < 0.5


def test_a_helping_window_takes_those_who_come_for_its_backup_queue() -> None:
    live = replace(
        one_queue(0, 0),
        windows=[
            Busy(Serves(20 + each, frozenset({2}), {1: 600.0}), 0.0, None) for each in range(8)
        ],
    )
    assert max(waiting_at(live, {1: [4.0] * 4})) < 0.5
