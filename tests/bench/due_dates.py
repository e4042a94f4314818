"""What a due date costs: counted in the legal calendar, beside the addition of days that a date needs anyway."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from hall_server.domain.cases.standstill import Span, due_after
from hall_server.domain.official_days import computed_days_off, official_days
from hall_server.domain.working_days import LegalCalendar

YEARS = range(2020, 2027)
LONGEST = 60


@dataclass
class DueDates:
    """Microseconds for one date, the median and the worst of the rounds."""

    counted: tuple[float, float]
    """A limit of so many working days."""
    stood: tuple[float, float]
    """The same with a clock that stood twice."""
    floor: tuple[float, float]


def due_dates(rounds: int, dates: int = 20_000) -> DueDates:
    """Dates of random days of two years, some of which reach into a year that is computed."""
    calendar = LegalCalendar(
        (day for year in YEARS for day in official_days(year)), computed_days_off
    )
    # A year's working days are listed once, when it is first asked for.
    calendar.between(date(2024, 1, 1), date(2028, 12, 31))
    random = Random(7)
    asked = [
        (date(2025, 1, 1) + timedelta(days=random.randrange(720)), random.randrange(1, LONGEST))
        for _ in range(dates)
    ]
    spans = {
        on: (
            Span(on + timedelta(days=2), on + timedelta(days=9)),
            Span(on + timedelta(days=12), on + timedelta(days=15)),
        )
        for on, _ in asked
    }
    return DueDates(
        counted=_each(rounds, asked, lambda on, days: calendar.after(on, days)),
        stood=_each(
            rounds, asked, lambda on, days: due_after(calendar, on, days, "working", spans[on])
        ),
        floor=_each(rounds, asked, lambda on, days: on + timedelta(days=days)),
    )


def _each(
    rounds: int, asked: list[tuple[date, int]], count: Callable[[date, int], object]
) -> tuple[float, float]:
    took = []
    for _ in range(max(rounds, 3)):
        begun = time.perf_counter()
        for on, days in asked:
            count(on, days)
        took.append((time.perf_counter() - begun) / len(asked) * 1e6)
    return sorted(took)[len(took) // 2], max(took)
