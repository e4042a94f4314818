"""Who is called next: the rule against its slow re-statement, and what must hold in any history."""

from collections.abc import Mapping

from hypothesis import given, settings
from hypothesis import strategies as st
from lines import NOW, QUEUES, RATES, WINDOWS, limits, lines, profiles
from slow_rule import eligible, over, slow_choice

from hall_server.domain.discipline import Rule, Serves, Waiting, choose, in_turn, place_after

MANY = settings(max_examples=300, deadline=None)
ALL_QUEUES = Serves(11, frozenset(QUEUES), {})


@MANY
@given(lines(), profiles(), limits)
def test_the_rule_is_the_one_that_the_design_states(
    line: list[Waiting], serves: Serves, limits: Mapping[int, float]
) -> None:
    choice = choose(line, serves, limits, NOW)
    expected = slow_choice(line, serves, limits, NOW)
    assert (choice and (choice.stop, choice.rule.value)) == expected


@MANY
@given(lines(), profiles(), limits, st.randoms())
def test_the_order_in_which_the_line_is_told_does_not_matter(
    line: list[Waiting], serves: Serves, limits: Mapping[int, float], random: st.DataObject
) -> None:
    shuffled = list(line)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    assert choose(shuffled, serves, limits, NOW) == choose(line, serves, limits, NOW)


@MANY
@given(lines(), profiles(), limits)
def test_the_heads_of_the_lanes_are_enough(
    line: list[Waiting], serves: Serves, limits: Mapping[int, float]
) -> None:
    heads: dict[tuple[int, float], Waiting] = {}
    for each in sorted(line, key=lambda each: (each.basis, each.sequence)):
        if each.pinned_at is None:
            heads.setdefault((each.queue, each.rate), each)
    pinned = [each for each in line if each.pinned_at is not None]
    assert choose([*heads.values(), *pinned], serves, limits, NOW) == choose(
        line, serves, limits, NOW
    )


@MANY
@given(lines(), profiles(), limits)
def test_nobody_waits_past_the_limit_while_someone_younger_is_called(
    line: list[Waiting], serves: Serves, limits: Mapping[int, float]
) -> None:
    choice = choose(line, serves, limits, NOW)
    late = [each for each in eligible(line, serves, NOW) if over(each, limits, NOW) >= 0]
    if choice is None:
        assert not late
    elif late and choice.rule is not Rule.PINNED:
        called = next(each for each in line if each.stop == choice.stop)
        assert over(called, limits, NOW) == max(over(each, limits, NOW) for each in late)


arrivals = st.lists(
    st.tuples(st.integers(0, 900), st.sampled_from(QUEUES), st.sampled_from(RATES)),
    min_size=1,
    max_size=25,
)
calls = st.lists(st.tuples(st.integers(1, 400), st.sampled_from(WINDOWS)), max_size=40)


@settings(max_examples=150, deadline=None)
@given(arrivals, calls, profiles(), profiles(), limits)
def test_in_any_history_the_same_class_of_a_queue_is_called_in_the_order_it_came(
    came: list[tuple[int, int, float]],
    pressed: list[tuple[int, int]],
    first: Serves,
    second: Serves,
    limits: Mapping[int, float],
) -> None:
    serving = {11: first, 12: second}
    waiting, now = [], 0
    for place, (pause, queue, rate) in enumerate(came):
        now += pause
        waiting.append(Waiting(place, queue, rate, now, place))
    called: list[Waiting] = []
    for pause, window in pressed:
        now += pause
        present = [each for each in waiting if each.basis <= now]
        choice = choose(present, serving[window], limits, now)
        if choice is not None:
            (stop,) = [each for each in waiting if each.stop == choice.stop]
            waiting.remove(stop)
            called.append(stop)
    for lane in {(each.queue, each.rate) for each in called}:
        in_order = [each.sequence for each in called if (each.queue, each.rate) == lane]
        assert in_order == sorted(in_order)


@MANY
@given(lines(), profiles(), limits)
def test_playing_the_line_out_calls_each_whom_the_window_serves_once(
    line: list[Waiting], serves: Serves, limits: Mapping[int, float]
) -> None:
    order = [choice.stop for choice in in_turn(line, serves, limits, NOW)]
    mine = {
        each.stop
        for each in line
        if (
            each.pinned_window == serves.window
            if each.pinned_window is not None
            else each.queue in serves.queues
        )
    }
    assert len(order) == len(set(order))
    assert set(order) == mine


def test_a_window_with_its_own_line_helps_a_queue_whose_oldest_has_waited_long_enough() -> None:
    """Once the queue is helped, its priority visitors are called by their credit as anywhere."""
    serves = Serves(11, frozenset({1}), {2: 600.0})
    line = [
        Waiting(1, 1, 1.0, NOW - 500, 1),
        Waiting(2, 2, 1.0, NOW - 600, 2),
        Waiting(3, 2, 4.0, NOW - 300, 3),
    ]
    choice = choose(line, serves, {1: 9000.0, 2: 9000.0}, NOW)
    assert choice is not None
    assert (choice.stop, choice.rule) == (3, Rule.BACKUP)


def test_a_backup_queue_waits_while_the_window_has_its_own_people_and_help_is_not_due() -> None:
    serves = Serves(11, frozenset({1}), {2: 600.0})
    line = [Waiting(1, 1, 1.0, NOW - 5, 1), Waiting(2, 2, 1.0, NOW - 599, 2)]
    choice = choose(line, serves, {1: 9000.0, 2: 9000.0}, NOW)
    assert choice is not None
    assert (choice.stop, choice.rule) == (1, Rule.LONGEST)


bases = st.lists(st.integers(0, NOW), max_size=8, unique=True).map(sorted)


@given(bases, st.integers(0, 9))
def test_a_visitor_who_comes_back_stands_behind_as_many_as_the_hall_says(
    bases: list[int], places: int
) -> None:
    line = [Waiting(place, 1, 1.0, basis, 10 + place) for place, basis in enumerate(bases)]
    back = Waiting(99, 1, 1.0, place_after(map(float, bases), places, NOW), 1)
    order = in_turn([*line, back], ALL_QUEUES, {1: 1e9}, NOW)
    assert [choice.stop for choice in order].index(99) == min(places, len(bases))
