"""Where a ticket with several errands goes next."""

from hypothesis import given
from hypothesis import strategies as st

from hall_server.domain.itinerary import Planned, next_errand

plans = st.lists(st.tuples(st.integers(1, 3), st.integers(1, 4)), min_size=1, max_size=6).map(
    lambda errands: [
        Planned(10 + place, place, step, queue) for place, (step, queue) in enumerate(errands)
    ]
)
waits = st.dictionaries(st.integers(1, 4), st.sampled_from((0.0, 60.0, 600.0, float("inf"))))
here = st.frozensets(st.integers(1, 4), max_size=2)


def test_with_nothing_planned_the_visit_is_over() -> None:
    assert next_errand([], frozenset(), {}) is None


@given(plans, here, waits, st.randoms())
def test_the_next_errand_obeys_the_order_then_the_window_at_hand_then_the_shortest_wait(
    plan: list[Planned], here: frozenset[int], waits: dict[int, float], random: st.DataObject
) -> None:
    shuffled = list(plan)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random
    chosen = next_errand(shuffled, here, waits)
    assert chosen is not None
    assert chosen.step == min(each.step for each in plan)
    rivals = [each for each in plan if each.step == chosen.step]
    if any(each.queue in here for each in rivals):
        assert chosen.queue in here
        rivals = [each for each in rivals if each.queue in here]
    wait = waits.get(chosen.queue, float("inf"))
    assert all(wait <= waits.get(each.queue, float("inf")) for each in rivals)
    equal = [each for each in rivals if waits.get(each.queue, float("inf")) == wait]
    assert chosen.position == min(each.position for each in equal)


def test_a_visitor_stays_at_the_window_that_serves_the_next_errand_too() -> None:
    plan = [Planned(1, 0, 1, 7), Planned(2, 1, 1, 8)]
    assert next_errand(plan, frozenset({8}), {7: 0.0, 8: 3600.0}) == plan[1]


def test_a_queue_that_nobody_serves_is_left_for_later() -> None:
    plan = [Planned(1, 0, 1, 7), Planned(2, 1, 1, 8)]
    assert next_errand(plan, frozenset(), {8: 3600.0}) == plan[1]
