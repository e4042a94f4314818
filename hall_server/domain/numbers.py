"""Ticket numbers: one series per queue and day, in order, wrapping past numbers still in use."""

from collections.abc import Container

from hall_server.domain.refusals import SeriesExhausted

DIGITS = 3


def next_number(last: int, capacity: int, live: Container[int], queue: str) -> int:
    """The number after `last`, from 1 to `capacity`, that no live ticket of the day carries.

    Raises SeriesExhausted when every number is live.
    """
    for step in range(1, capacity + 1):
        number = (last + step - 1) % capacity + 1
        if number not in live:
            return number
    raise SeriesExhausted(queue=queue)


def spoken(letter: str, number: int) -> str:
    """The number as printed, shown and spoken: A003."""
    return f"{letter}{number:0{DIGITS}d}"
