"""Numbers lent to kiosks: blocks from the top of a queue's series, above the server's own numbers.

A series has one border, `lent_from`: the lowest number lent on its day. What the server gives stays
below it, and each block is cut from just below it, so no two blocks meet, nor a block and the server.
"""

from collections.abc import Container
from typing import NamedTuple

SHARE = 50
"""A block is this part of a series, within the two sizes below."""
SMALLEST, LARGEST = 2, 20


class Span(NamedTuple):
    """Numbers from `first` to `last`, both of them too."""

    first: int
    last: int

    def __contains__(self, number: object) -> bool:
        return isinstance(number, int) and self.first <= number <= self.last


def block_size(capacity: int) -> int:
    """How many numbers a block of a series with so many numbers has."""
    return min(LARGEST, max(SMALLEST, round(capacity / SHARE)))


def own_numbers(capacity: int, lent_from: int | None) -> int:
    """The highest number the server may give itself; from 1 to it all are its own."""
    return capacity if lent_from is None else min(capacity, lent_from - 1)


def next_block(capacity: int, lent_from: int | None) -> Span | None:
    """The block to lend next, or None when less than half of the series would be left.

    It may be lent only when nobody carries one of its numbers: see `is_free`.
    """
    last = own_numbers(capacity, lent_from)
    first = last - block_size(capacity) + 1
    return Span(first, last) if 2 * (first - 1) >= capacity else None


def is_free(block: Span, carried: Container[int]) -> bool:
    """Whether nobody carries a number of the block."""
    return not any(number in carried for number in range(block.first, block.last + 1))


def wants_block(capacity: int, unused: int | None) -> bool:
    """Whether a kiosk with so many unused numbers needs another block; None: it has told of none."""
    return unused is None or 2 * unused < block_size(capacity)
