"""How long people will wait: what any forecast must promise, whatever the dice say."""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from lines import NOW, QUEUES, limits, lines, profiles
from slow_rule import slow_choice

from hall_server.domain.discipline import Serves, Waiting, choose
from hall_server.domain.forecast import (
    LEAST_SERVICE_S,
    Busy,
    LiveLine,
    calling_order,
    forecast,
)

SERVICE_S = 300.0
SOME = settings(max_examples=120, deadline=None)

windows = st.lists(
    st.builds(Busy, profiles(), st.sampled_from((0.0, 300.0, 900.0)), st.none()), max_size=4
)

any_time = st.floats(0.0, 2000.0)


@st.composite
def live_lines(draw: st.DrawFn, elapsed: st.SearchStrategy[float] = any_time) -> LiveLine:
    """A line and windows at work; each window its own id. Of `elapsed` are their services."""
    waiting = draw(lines())
    expected = st.sampled_from((120.0, 900.0))
    busy_windows = st.lists(st.builds(Busy, profiles(), expected, st.none() | elapsed), max_size=4)
    opened = draw(busy_windows)
    return LiveLine(
        waiting=waiting,
        windows=[
            busy._replace(serves=replace(busy.serves, window=11 + place))
            for place, busy in enumerate(opened)
        ],
        service={each.stop: draw(st.sampled_from((60.0, 300.0, 1200.0))) for each in waiting},
        newcomer_service=dict.fromkeys(QUEUES, SERVICE_S),
        limits=draw(limits),
        now=NOW,
    )


@SOME
@given(live_lines(), st.integers(0, 2**31))
def test_the_same_seed_tells_the_same_whatever_the_order_of_the_line(
    live: LiveLine, seed: int
) -> None:
    backwards = replace(live, waiting=list(reversed(live.waiting)))
    assert forecast(live, seed) == forecast(live, seed) == forecast(backwards, seed)


@SOME
@given(live_lines(), st.integers(0, 2**31))
def test_the_range_goes_up_and_counts_people_and_knows_every_stop_and_queue(
    live: LiveLine, seed: int
) -> None:
    told = forecast(live, seed)
    assert set(told.stops) == {each.stop for each in live.waiting}
    assert set(told.newcomers) == set(QUEUES)
    in_queue = Counter(each.queue for each in live.waiting)
    for each in live.waiting:
        assert 0 <= told.stops[each.stop].ahead < in_queue[each.queue]
    for wait in [*told.stops.values(), *told.newcomers.values()]:
        assert (wait.low is None) == (wait.high is None)
        if wait.low is not None and wait.high is not None:
            assert 0 <= wait.low <= wait.high


@SOME
@given(live_lines(), st.integers(0, 2**31))
def test_a_queue_that_no_open_window_serves_is_told_so(live: LiveLine, seed: int) -> None:
    served = {queue for window in live.windows for queue in window.serves.queues}
    told = forecast(live, seed)
    for queue in QUEUES:
        assert (told.newcomers[queue].low is None) == (queue not in served)


def _idle_hall(people: int, count: int) -> LiveLine:
    return LiveLine(
        waiting=[Waiting(1 + place, 1, 1.0, NOW - 600 + place, place) for place in range(people)],
        windows=[Busy(Serves(20 + place, frozenset({1}), {}), 0.0, None) for place in range(count)],
        service={1 + place: SERVICE_S for place in range(people)},
        newcomer_service={1: SERVICE_S},
        limits={1: 1e9},
        now=NOW,
    )


@SOME
@given(st.integers(0, 30), st.integers(1, 6), st.integers(0, 2**31))
def test_one_more_window_never_makes_the_wait_longer(people: int, count: int, seed: int) -> None:
    fewer = forecast(_idle_hall(people, count), seed)
    more = forecast(_idle_hall(people, count + 1), seed)
    assert more.newcomers[1].mean_s <= fewer.newcomers[1].mean_s
    for stop, wait in more.stops.items():
        assert wait.mean_s <= fewer.stops[stop].mean_s


@SOME
@given(lines(), profiles(), limits, st.integers(0, 2**31))
def test_one_window_is_played_by_the_rule_that_calls(
    line: list[Waiting], serves: Serves, limits: dict[int, float], seed: int
) -> None:
    """People ahead are counted in the replication without dice: they follow from the rule alone."""
    live = LiveLine(line, [Busy(serves, 0.0, None)], {each.stop: SERVICE_S for each in line},
                    {}, limits, NOW)  # fmt: skip
    told = forecast(live, seed)
    left = {each.stop: each for each in line}
    before: Counter[int] = Counter()
    now = float(NOW)
    while (choice := choose(left.values(), serves, limits, now)) is not None:
        stop = left.pop(choice.stop)
        assert told.stops[stop.stop].ahead == before[stop.queue]
        before[stop.queue] += 1
        now += SERVICE_S
    assert all(told.stops[stop].low is None for stop in left)


def _slow_order(live: LiveLine) -> list[int]:
    """Windows in the order in which they become free; each calls whom the slow rule names."""
    left = list(live.waiting)
    free = {
        place: 0.0 if busy.elapsed is None else max(busy.expected - busy.elapsed, busy.expected / 5)
        for place, busy in enumerate(live.windows)
    }
    order: list[int] = []
    while free:
        place = min(free, key=lambda each: (free[each], each))
        serves = live.windows[place].serves
        expected = slow_choice(left, serves, live.limits, live.now + free[place])
        if expected is None:
            del free[place]  # nobody comes any more
            continue
        left = [each for each in left if each.stop != expected.stop]
        order.append(expected.stop)
        free[place] += max(live.service[expected.stop], LEAST_SERVICE_S)
    return order


@SOME
@given(live_lines(st.integers(0, 2000)))
def test_the_order_of_calling_is_the_slow_rule_window_by_window(live: LiveLine) -> None:
    assert calling_order(live) == _slow_order(live)


def test_an_empty_queue_with_a_free_window_means_no_wait() -> None:
    told = forecast(_idle_hall(0, 1), seed=1).newcomers[1]
    assert (told.ahead, told.low, told.high) == (0, 0, 0)


def test_a_window_that_is_busy_makes_a_newcomer_wait_for_what_is_left() -> None:
    live = replace(_idle_hall(0, 0), windows=[Busy(Serves(1, frozenset({1}), {}), 600.0, 300.0)])
    told = forecast(live, seed=1).newcomers[1]
    assert told.low is not None and told.high is not None
    assert 120 <= told.mean_s <= 900
    assert told.low <= 5 <= told.high
