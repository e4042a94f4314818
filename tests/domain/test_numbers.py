"""Ticket numbers: in order, without gap, past those still in use, until none is left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_server.domain.numbers import next_number, spoken
from hall_server.domain.refusals import SeriesExhausted


def test_a_day_begins_at_one_and_goes_up_by_one() -> None:
    given_out = [0]
    for _ in range(50):
        given_out.append(next_number(given_out[-1], 999, frozenset(), "A"))
    assert given_out[1:] == list(range(1, 51))


@given(st.integers(1, 30), st.data())
def test_the_next_number_is_the_first_free_one_going_round(
    capacity: int, data: st.DataObject
) -> None:
    last = data.draw(st.integers(0, capacity))
    live = data.draw(st.frozensets(st.integers(1, capacity), max_size=capacity))
    going_round = [*range(last + 1, capacity + 1), *range(1, last + 1)]
    free = [number for number in going_round if number not in live]
    if free:
        assert next_number(last, capacity, live, "A") == free[0]
    else:
        with pytest.raises(SeriesExhausted) as refused:
            next_number(last, capacity, live, "A")
        assert refused.value.facts == {"queue": "A"}


def test_after_the_last_number_comes_the_first_that_nobody_holds() -> None:
    assert next_number(999, 999, frozenset({1, 2}), "A") == 3


@pytest.mark.parametrize(
    ("number", "printed"), [(1, "A001"), (42, "A042"), (999, "A999"), (1000, "A1000")]
)
def test_a_number_is_spoken_with_its_letter_and_three_digits(number: int, printed: str) -> None:
    assert spoken("A", number) == printed
