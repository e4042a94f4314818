"""The time that numbers are given at: the hall's, carried on by a steady clock.

Once the server has told its time, the machine's own clock may be set to anything. A machine that was
started without the server has only its own, and trusts it as far as its ledger and lease allow.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog

from hall_server.wire.devices import Component

log = structlog.get_logger(__name__)

TOLERANCE = timedelta(minutes=2)
"""A clock that is back by more is wrong; by less, times are levelled."""
JUMP_TOLD_S = 3600.0


class ClockWrong(Exception):
    """The machine's clock is behind what the ledger has already seen."""


@dataclass(frozen=True, slots=True)
class _Anchor:
    moment: datetime
    steady: float


def steady_seconds() -> float:
    """Seconds that also pass while the machine sleeps."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class TrustedClock:
    """Any thread may call. `wall` is the machine's own clock, `steady` counts seconds and is never set."""

    def __init__(self, wall: Callable[[], datetime], steady: Callable[[], float]) -> None:
        self._wall = wall
        self._steady = steady
        self._lock = threading.Lock()
        self._hall: _Anchor | None = None
        self._own: _Anchor | None = None
        self._seen = _Anchor(wall(), steady())
        self._jump: tuple[float, float] | None = None

    def heard(self, at: datetime, asked: float) -> None:
        """The hall says it is `at`; `asked` is the steady time when it was asked."""
        now = self._steady()
        middle = at + timedelta(seconds=(now - asked) / 2)
        with self._lock:
            self._hall = _Anchor(middle, now)

    def steady(self) -> float:
        """The steady clock, for `heard`."""
        return self._steady()

    def now(self, newest: datetime | None = None) -> datetime:
        """The moment to give a number at, never before `newest`. Raises ClockWrong."""
        with self._lock:
            self._look_for_jump()
            anchor = self._hall or self._own
            now = self._since(anchor) if anchor is not None else self._wall().astimezone(UTC)
            if newest is None or now >= newest:
                return now
            if newest - now <= TOLERANCE:
                return newest
            if self._hall is not None:
                # The hall knows better than whatever this machine wrote down before.
                return now
        raise ClockWrong(f"{now.isoformat()} is before {newest.isoformat()}")

    def hold(self, moment: datetime) -> None:
        """A number was given at `moment`: without the hall time goes on from there.

        From then on it does not matter how the machine's clock is set.
        """
        with self._lock:
            if self._hall is None and self._own is None:
                self._own = _Anchor(moment, self._steady())

    def component(self) -> Component | None:
        """A jump of the machine's clock in the last hour, for the hall's eyes."""
        with self._lock:
            self._look_for_jump()
            if self._jump is None or self._steady() - self._jump[0] > JUMP_TOLD_S:
                return None
            return Component(kind="clock", name="jump", ok=False, word=f"{self._jump[1]:+.0f} s")

    def _since(self, anchor: _Anchor) -> datetime:
        passed = timedelta(seconds=self._steady() - anchor.steady)
        return (anchor.moment + passed).astimezone(UTC)

    def _look_for_jump(self) -> None:
        wall = self._wall()
        jump = (wall - self._since(self._seen)).total_seconds()
        self._seen = _Anchor(wall, self._steady())
        if abs(jump) > TOLERANCE.total_seconds():
            self._jump = (self._steady(), jump)
            log.warning("the machine's clock has jumped", seconds=round(jump))
