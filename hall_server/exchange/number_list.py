"""Short forms for several in a row: windows "1-8, 12" and days "mon-fri, sun"."""

import re
from collections.abc import Iterable, Iterator

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_RANGE = re.compile(r"([0-9]{1,3})(?:\s*-\s*([0-9]{1,3}))?")


def spelt_out(written: str) -> tuple[int, ...]:
    """Every number of "1-8, 12", in the order written. Raises ValueError for anything else."""
    numbers: list[int] = []
    for part in written.split(","):
        found = _RANGE.fullmatch(part.strip())
        if found is None:
            raise ValueError(part.strip())
        first, last = int(found[1]), int(found[2] or found[1])
        if last < first:
            raise ValueError(part.strip())
        numbers.extend(range(first, last + 1))
    return tuple(numbers)


def shortened(numbers: Iterable[int]) -> str:
    """The numbers in their order, runs as ranges: "1-8, 12"."""
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in _runs(numbers))


def days_spelt_out(written: str) -> tuple[int, ...]:
    """Every weekday of "mon-fri, sun", 0 being Monday. Raises ValueError for anything else."""
    if any(character.isdigit() for character in written):
        raise ValueError(written)
    for position, day in enumerate(DAYS):
        written = re.sub(rf"\b{day}\b", str(position), written, flags=re.IGNORECASE)
    return spelt_out(written)


def days_shortened(weekdays: Iterable[int]) -> str:
    """The weekdays in their order, runs as ranges: "mon-fri, sun"."""
    return ", ".join(DAYS[a] if a == b else f"{DAYS[a]}-{DAYS[b]}" for a, b in _runs(weekdays))


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for number in numbers:
        if first is None or last is None:
            first = last = number
        elif number == last + 1:
            last = number
        else:
            yield first, last
            first = last = number
    if first is not None and last is not None:
        yield first, last
