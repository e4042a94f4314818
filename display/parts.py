"""The parts of a display that are no device of their own: its screens, its disk, its clock."""

import shutil
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

from display.devices import Screen
from display.viewers import Viewers
from hall_server.wire.devices import Component

LITTLE_DISK = 500_000_000
CLOCK_OFF = timedelta(seconds=5)
"""A clock that far off misleads whoever reads it."""
OPENING_S = 120.0
"""So long the browsers of a PC that has just been switched on may take to open their pages."""


class Screens:
    """Whether the pages are open that should be. A page that is gone shows nothing to anybody."""

    def __init__(
        self,
        screens: Sequence[Screen],
        viewers: Viewers,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._screens = screens
        self._viewers = viewers
        self._clock = clock
        self._since = clock()
        self._was_open = False

    def health(self) -> tuple[Component, ...]:
        """One part for each configured screen; without any, one for all pages together."""
        pages = self._viewers.open()
        if not self._screens:
            count = sum(pages.values())
            self._was_open = self._was_open or count > 0
            return (_screen("", count, late=self._was_open),)
        late = self._clock() - self._since > OPENING_S
        return tuple(
            _screen(screen.name, pages.get(screen.name, 0), late=late) for screen in self._screens
        )


def disk(folder: Path) -> Component:
    """The disk that holds a folder."""
    free = shutil.disk_usage(folder).free
    return Component(kind="disk", ok=free > LITTLE_DISK, word=f"{free / 1e9:.1f} GB")


def clock(ahead: timedelta) -> Component:
    """This machine's clock, the hall's being so far ahead of it."""
    return Component(
        kind="clock", ok=abs(ahead) < CLOCK_OFF, word=f"{ahead.total_seconds():+.0f} s"
    )


def _screen(name: str, pages: int, *, late: bool) -> Component:
    gone = late and not pages
    return Component(kind="screen", name=name, ok=not gone, word="no_page" if gone else str(pages))
