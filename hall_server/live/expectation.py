"""The wait forecast, kept fresh: played forward again when the hall has changed, at bounded cost."""

import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from hall_server.domain.forecast import Forecast, Range, forecast
from hall_server.store.database import Store
from hall_server.store.line import live_line

SHORTEST_AGE_S = 0.5
COST_FACTOR = 20
"""A forecast that took a second is kept for twenty: forecasting takes at most a twentieth of a core."""


@dataclass(slots=True)
class _Kept:
    lock: threading.Lock = field(default_factory=threading.Lock)
    played: Forecast = field(default_factory=lambda: Forecast({}, {}))
    good_until: float = 0.0


class Expectation:
    """Forecasts per hall, shared by all threads. Ages by the steady clock."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._kept: dict[int, _Kept] = {}

    def of(self, hall: int, now: datetime) -> Forecast:
        """The newest forecast; one thread plays it anew when it is too old, others take the last."""
        kept = self._kept.setdefault(hall, _Kept())
        if time.monotonic() < kept.good_until or not kept.lock.acquire(
            blocking=not kept.good_until
        ):
            return kept.played
        try:
            if time.monotonic() >= kept.good_until:
                begun = time.monotonic()
                kept.played = self._play(hall, now)
                ended = time.monotonic()
                kept.good_until = ended + max(SHORTEST_AGE_S, COST_FACTOR * (ended - begun))
        finally:
            kept.lock.release()
        return kept.played

    def latest(self, hall: int, now: datetime) -> Forecast:
        """The last forecast, however old; played only when there is none yet.

        For requests: the newsroom's thread keeps the forecast fresh, so nobody waits for it.
        """
        kept = self._kept.get(hall)
        return kept.played if kept is not None and kept.good_until else self.of(hall, now)

    def _play(self, hall: int, now: datetime) -> Forecast:
        with self._store.reading() as connection:
            setup = self._store.setup(connection, hall, now)
            line = live_line(connection, setup, now.timestamp())
        return forecast(line, seed=len(line.waiting))


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
