"""The wait forecast and the outlook, kept fresh: played forward again when the hall has changed, at bounded cost."""

import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Generic, TypeVar

from hall_server.domain.forecast import Forecast, Range, forecast
from hall_server.domain.outlook import Outlook, outlook
from hall_server.store.arrivals import expected_arrivals
from hall_server.store.database import Store
from hall_server.store.line import live_line

SHORTEST_AGE_S = 0.5
COST_FACTOR = 20
"""A forecast that took a second is kept for twenty: forecasting takes at most a twentieth of a core."""


OUTLOOK_AGE_S = 10.0
OUTLOOK_PATIENCE_S = 60.0
"""An outlook older than this is played again before it is told."""

T = TypeVar("T")


class _Kept(Generic[T]):
    """A value that costs time to make, shared by all threads. Ages by the steady clock."""

    def __init__(self, shortest_age_s: float) -> None:
        self._shortest_age_s = shortest_age_s
        self._lock = threading.Lock()
        self._made: T | None = None
        self._made_at = 0.0
        self._good_until = 0.0

    def fresh(self, make: Callable[[], T]) -> T:
        """One thread makes it anew when it is too old, others take the last; the first is awaited."""
        made = self._made
        if made is not None and time.monotonic() < self._good_until:
            return made
        if not self._lock.acquire(blocking=made is None):
            return self.last(make)
        try:
            if self._made is None or time.monotonic() >= self._good_until:
                begun = time.monotonic()
                self._made = make()
                self._made_at = ended = time.monotonic()
                cost = COST_FACTOR * (ended - begun)
                self._good_until = ended + max(self._shortest_age_s, cost)
            return self._made
        finally:
            self._lock.release()

    def last(self, make: Callable[[], T], patience_s: float = float("inf")) -> T:
        """The last one, unless there is none yet or it is older than `patience_s`."""
        made = self._made
        if made is not None and time.monotonic() - self._made_at < patience_s:
            return made
        return self.fresh(make)


class Expectation:
    """Forecasts and outlooks per hall."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._forecasts: dict[int, _Kept[Forecast]] = {}
        self._outlooks: dict[int, _Kept[Outlook]] = {}
        self._asked: dict[int, float] = {}

    def of(self, hall: int, now: datetime) -> Forecast:
        """The newest forecast; one thread plays it anew when it is too old, others take the last."""
        return self._forecast(hall).fresh(lambda: self._play(hall, now))

    def latest(self, hall: int, now: datetime) -> Forecast:
        """The last forecast, however old; played only when there is none yet.

        For requests: the newsroom's thread keeps the forecast fresh, so nobody waits for it.
        """
        return self._forecast(hall).last(lambda: self._play(hall, now))

    def outlook(self, hall: int, now: datetime) -> Outlook:
        """The last outlook; whoever asks has `look_ahead` keep it fresh for the next minute."""
        self._asked[hall] = time.monotonic()
        return self._outlook(hall).last(lambda: self._look_ahead(hall, now), OUTLOOK_PATIENCE_S)

    def look_ahead(self, hall: int, now: datetime) -> None:
        """Play the outlook anew if it is old and somebody has asked for it of late."""
        asked = self._asked.get(hall)
        if asked is not None and time.monotonic() - asked < OUTLOOK_PATIENCE_S:
            self._outlook(hall).fresh(lambda: self._look_ahead(hall, now))

    def _forecast(self, hall: int) -> "_Kept[Forecast]":
        return self._forecasts.setdefault(hall, _Kept(SHORTEST_AGE_S))

    def _outlook(self, hall: int) -> "_Kept[Outlook]":
        return self._outlooks.setdefault(hall, _Kept(OUTLOOK_AGE_S))

    def _play(self, hall: int, now: datetime) -> Forecast:
        with self._store.reading() as connection:
            setup = self._store.setup(connection, hall, now)
            line = live_line(connection, setup, now.timestamp())
        return forecast(line, seed=len(line.waiting))

    def _look_ahead(self, hall: int, now: datetime) -> Outlook:
        with self._store.reading() as connection:
            setup = self._store.setup(connection, hall, now)
            expected = expected_arrivals(connection, setup, now)
            line = live_line(connection, setup, now.timestamp())
        return outlook(line, expected, seed=len(line.waiting))


def widest(ranges: Iterable[Range | None]) -> Range | None:
    """One range for several queues together: from the shortest low to the longest high."""
    known = [each for each in ranges if each is not None and each.low is not None]
    if not known:
        return None
    return Range(
        sum(each.ahead for each in known),
        min(each.low for each in known if each.low is not None),
        max(each.high for each in known if each.high is not None),
    )
