"""Numbers lent to kiosks: no block meets another, nor any number the server gives itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall_server.domain.blocks import (
    Span,
    block_size,
    is_free,
    next_block,
    own_numbers,
    wants_block,
)
from hall_server.domain.numbers import next_number
from hall_server.domain.refusals import SeriesExhausted

ACTS = st.lists(st.sampled_from(("take", "take", "take", "lend", "use", "end")), max_size=120)


@pytest.mark.parametrize(
    ("capacity", "size"), [(1, 2), (5, 2), (100, 2), (500, 10), (999, 20), (9999, 20)]
)
def test_a_block_is_a_fiftieth_of_the_series_within_limits(capacity: int, size: int) -> None:
    assert block_size(capacity) == size


def test_blocks_are_cut_from_the_top_until_half_is_left() -> None:
    border, lent = None, []
    while (block := next_block(999, border)) is not None:
        lent.append(block)
        border = block.first
    assert lent[:2] == [Span(980, 999), Span(960, 979)]
    assert own_numbers(999, border) == 519
    assert next_block(1, None) is None


def test_a_kiosk_with_half_a_block_is_lent_no_more() -> None:
    assert not wants_block(999, 10) and wants_block(999, 9)
    assert wants_block(999, 0) and wants_block(999, None)


@given(st.integers(1, 40), ACTS, st.data())
def test_no_number_is_ever_carried_twice_and_none_lent_is_the_servers(
    capacity: int, acts: list[str], data: st.DataObject
) -> None:
    """A day of one series: the server gives, lends and wraps, a kiosk gives what it was lent."""
    last, border = 0, None
    live: set[int] = set()
    lent: list[Span] = []
    unused: list[int] = []
    for act in acts:
        if act == "take":
            own = own_numbers(capacity, border)
            try:
                number = next_number(min(last, own), own, live, "A")
            except SeriesExhausted:
                assert live >= set(range(1, own + 1))
                continue
            assert number not in live and not any(number in block for block in lent)
            live.add(number)
            last = number
        elif act == "lend":
            block = next_block(capacity, border)
            if block is None or not is_free(block, live):
                continue
            assert not any(number in live for number in range(block.first, block.last + 1))
            assert all(block.last < other.first for other in lent)
            assert 1 <= block.first and block.last <= capacity
            lent.append(block)
            border = block.first
            unused += range(block.first, block.last + 1)
            assert 2 * own_numbers(capacity, border) >= capacity
        elif act == "use" and unused:
            number = unused.pop(data.draw(st.integers(0, len(unused) - 1)))
            assert number not in live
            live.add(number)
        elif act == "end" and live:
            live.discard(data.draw(st.sampled_from(sorted(live))))
