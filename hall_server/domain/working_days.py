"""Counting the days of the law: working days by the legal calendar, or calendar days.

行政许可法 82: periods are working days. The day something begins is not counted (民法典 201); day 1 is
the next one. A calendar-day period that would end on a day off ends on the next working day
(民法典 203).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from hall_server.domain.plan import LegalDay

_FIXED_HOLIDAYS = ((1, 1), (5, 1), (10, 1), (10, 2), (10, 3))
"""Off in every notice of the State Council: a calendar without them has not had its notice."""


class Due(NamedTuple):
    """A day by which something is due. Provisional: it rests on a year without its notice yet."""

    on: date
    provisional: bool


class LegalCalendar:
    """Working days. Immutable; made once per version of the plan, asked at any rate."""

    def __init__(
        self,
        legal_days: Iterable[LegalDay],
        computed: Callable[[int], frozenset[date]] = lambda _year: frozenset(),
    ) -> None:
        """`computed` gives the days off of a year that has had no notice, as far as they are known."""
        self._exceptions = {each.date: each.working for each in legal_days}
        self._computed = computed
        off = {on for on, working in self._exceptions.items() if not working}
        self.confirmed = frozenset(
            year
            for year in {on.year for on in self._exceptions}
            if all(date(year, *on) in off for on in _FIXED_HOLIDAYS)
        )
        """Years that have had their notice."""
        self._years: dict[int, list[int]] = {}

    def is_working(self, on: date) -> bool:
        """Whether it is a legal working day, as far as is known."""
        entered = self._exceptions.get(on)
        if entered is not None:
            return entered
        closed = on.year not in self.confirmed and on in self._computed(on.year)
        return on.weekday() < 5 and not closed

    def after(self, on: date, days: int) -> Due:
        """The `days`-th working day after `on`, which is not counted itself. `days` is at least 0."""
        if days == 0:
            return Due(on, False)
        left, year, seen = days, on.year, bisect_right(self._working(on.year), on.toordinal())
        while left > len(self._working(year)) - seen:
            left -= len(self._working(year)) - seen
            year, seen = year + 1, 0
        due = date.fromordinal(self._working(year)[seen + left - 1])
        return Due(due, self.rests_on_unannounced(on, due))

    def calendar_after(self, on: date, days: int) -> Due:
        """`days` calendar days after `on`, or the next working day when that is a day off."""
        due = on + timedelta(days=days)
        while not self.is_working(due):
            due += timedelta(days=1)
        return Due(due, self.rests_on_unannounced(on, due))

    def due(self, on: date, days: int, kind: str) -> Due:
        """By the kind of day an item counts: `working` or `calendar`."""
        return self.after(on, days) if kind == "working" else self.calendar_after(on, days)

    def between(self, on: date, until: date) -> int:
        """Working days after `on` up to and with `until`; negative when `until` is earlier."""
        if until < on:
            return -self.between(until, on)
        count = 0
        for year in range(on.year, until.year + 1):
            working = self._working(year)
            low = bisect_right(working, on.toordinal()) if year == on.year else 0
            high = bisect_right(working, until.toordinal()) if year == until.year else len(working)
            count += high - low
        return count

    def next_working(self, on: date) -> date:
        """`on` itself or the first working day after it."""
        working = self._working(on.year)
        at = bisect_left(working, on.toordinal())
        return (
            date.fromordinal(working[at])
            if at < len(working)
            else self.next_working(date(on.year + 1, 1, 1))
        )

    def rests_on_unannounced(self, on: date, due: date) -> bool:
        """Whether counting from one day to another touches a year whose notice is not out."""
        return any(year not in self.confirmed for year in range(on.year, due.year + 1))

    def _working(self, year: int) -> list[int]:
        known = self._years.get(year)
        if known is None:
            first = date(year, 1, 1).toordinal()
            last = date(year, 12, 31).toordinal()
            known = self._years[year] = [
                day for day in range(first, last + 1) if self.is_working(date.fromordinal(day))
            ]
        return known
