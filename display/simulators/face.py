"""What a panel shows at a moment, and whether it flashes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from display.simulators.orders import Area
from display.simulators.segments import read

_BLINK = timedelta(seconds=2)
"""Two changes closer than this may be a flashing that the master makes."""


@dataclass(frozen=True, slots=True)
class Face:
    """What a panel shows. Strips have areas by number, tubes have digits."""

    areas: tuple[tuple[int, Area], ...] = ()
    digits: tuple[int, ...] = ()
    lit: bool = True
    brightness: int = 100

    @property
    def text(self) -> str:
        """What can be read on it, area by area; "" when it is dark."""
        if not self.lit:
            return ""
        if self.digits:
            return read(self.digits)
        return "\n".join(area.text for _, area in self.areas).strip()

    @property
    def runs(self) -> bool:
        """Whether some of it moves from right to left."""
        return self.lit and any(area.runs for _, area in self.areas)

    @property
    def flashes(self) -> bool:
        """Whether the panel makes some of it flash by itself."""
        return self.lit and any(area.flashes for _, area in self.areas)

    @property
    def is_dark(self) -> bool:
        """Whether nothing can be seen on it."""
        return not self.text or self.brightness == 0


@dataclass(frozen=True, slots=True)
class Moment:
    """Since when a panel showed something."""

    at: datetime
    face: Face


def flashing(history: Sequence[Moment], now: datetime) -> datetime | None:
    """Since when the newest two things are shown in turn, each for a moment; None: they are not."""
    since = None
    newest = now
    for at in range(len(history) - 1, -1, -1):
        if newest - history[at].at > _BLINK:
            break
        newest = history[at].at
        if at + 2 < len(history):
            if history[at].face != history[at + 2].face:
                break
            since = newest
    return since
