"""Spans of a day as people write them: `09:00-12:00`. Midnight at the end is 24:00."""

from collections.abc import Iterable
from datetime import time

from hall_server.domain.plan import Hours, Period

_MIDNIGHT = time()


def period_written(period: Period) -> str:
    """The period as people write it."""
    ends = "24:00" if period.ends == _MIDNIGHT else f"{period.ends:%H:%M}"
    return f"{period.begins:%H:%M}-{ends}"


def period_read(written: str) -> Period:
    """The period behind `09:00-12:00`. Raises ValueError."""
    begins, dash, ends = written.partition("-")
    if not dash:
        raise ValueError(written)
    return Period(_moment(begins), _MIDNIGHT if ends.strip() == "24:00" else _moment(ends))


def _moment(written: str) -> time:
    hour, colon, minute = written.strip().partition(":")
    if not (colon and len(minute) == 2 and 1 <= len(hour) <= 2):
        raise ValueError(written)
    if not (hour + minute).isascii() or not (hour + minute).isdigit():
        raise ValueError(written)
    return time(int(hour), int(minute))


def periods_written(periods: Iterable[Period]) -> str:
    """Several periods on one line."""
    return ", ".join(map(period_written, periods))


def periods_read(written: str) -> tuple[Period, ...]:
    """The periods of a line, none if it is empty. Raises ValueError."""
    return tuple(period_read(each) for each in written.split(",") if each.strip())


def begin_minute(period: Period | Hours) -> int:
    """Minutes from the day's midnight to the beginning."""
    return period.begins.hour * 60 + period.begins.minute


def end_minute(period: Period | Hours) -> int:
    """Minutes from the day's midnight to the end; 00:00 is the next midnight, 1440."""
    return period.ends.hour * 60 + period.ends.minute or 1440
