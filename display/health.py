"""Telling the hall twice a minute how this display is: pages that are open, disk, clock."""

import shutil
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import structlog

from display.hall import Hall, NotHeard
from display.viewers import Viewers
from hall_server.release import RELEASE
from hall_server.wire.devices import Component, ReportHealth

log = structlog.get_logger(__name__)

EVERY_S = 25.0
LITTLE_DISK = 500_000_000
LATE_S = 5.0
"""A clock that far off misleads whoever reads it."""


class Health:
    """Reports from a thread of its own that does not keep the process alive."""

    def __init__(
        self, hall: Hall, token: Callable[[], str], viewers: Viewers, now: Callable[[], datetime]
    ) -> None:
        self._hall = hall
        self._token = token
        self._viewers = viewers
        self._now = now
        self._clock: Component | None = None
        self._was_open = False
        self._stopped = threading.Event()

    def start(self) -> None:
        """Begin to report."""
        threading.Thread(target=self._run, name="health", daemon=True).start()

    def stop(self) -> None:
        """No more reports after the one under way."""
        self._stopped.set()

    def step(self) -> None:
        """Report once; a hall that does not answer hears it the next time."""
        asked = self._now()
        try:
            heard = self._hall.report_health(self._token(), self.report())
        except NotHeard:
            return
        answered = self._now()
        off = (heard.at - (asked + (answered - asked) / 2)).total_seconds()
        self._clock = Component(kind="clock", ok=abs(off) < LATE_S, word=f"{off:+.0f} s")

    def report(self) -> ReportHealth:
        """What there is to say now. Pages that were open and are gone show nothing to anybody."""
        open_pages = self._viewers.count()
        self._was_open = self._was_open or open_pages > 0
        gone = self._was_open and not open_pages
        free = shutil.disk_usage(Path.cwd()).free
        parts = [
            Component(kind="screen", ok=not gone, word="no_page" if gone else str(open_pages)),
            Component(kind="disk", ok=free > LITTLE_DISK, word=f"{free / 1e9:.1f} GB"),
        ]
        if self._clock is not None:
            parts.append(self._clock)
        return ReportHealth(version=RELEASE, components=tuple(parts))

    def _run(self) -> None:
        # The pages of a display that has just started need a moment to open.
        while not self._stopped.wait(EVERY_S):
            try:
                self.step()
            except Exception:
                # A display that cannot say how it is still shows the calls.
                log.exception("health not told")
