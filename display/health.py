"""Telling the hall twice a minute how this display is: its parts, and its clock beside the hall's."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

import structlog

from display.hall import Hall, NotHeard
from display.parts import clock
from hall_server.release import RELEASE
from hall_server.rounds import Rounds
from hall_server.wire.devices import MOST_PARTS, Component, ReportHealth

log = structlog.get_logger(__name__)

EVERY_S = 25.0

Part = Callable[[], Iterable[Component]]
"""Says how one part of the display is; called from any thread, returns at once."""


class Health:
    """Reports from a thread of its own that does not keep the process alive."""

    def __init__(
        self,
        hall: Hall,
        token: Callable[[], str],
        parts: Sequence[Part],
        now: Callable[[], datetime],
    ) -> None:
        self._hall = hall
        self._token = token
        self._parts = parts
        self._now = now
        self._ahead: timedelta | None = None
        self._rounds = Rounds("health", self.step, EVERY_S)

    def start(self) -> None:
        """Begin to report; the first comes after EVERY_S, when the pages have had time to open."""
        self._rounds.start()

    def stop(self) -> None:
        """No more reports after the one under way."""
        self._rounds.stop()

    def step(self) -> None:
        """Report once; a hall that does not answer hears it the next time."""
        asked = self._now()
        try:
            heard = self._hall.report_health(self._token(), self.report())
        except NotHeard:
            return
        self._ahead = heard.at - (asked + (self._now() - asked) / 2)

    def report(self) -> ReportHealth:
        """What there is to say now, what is wrong first: a report has room for MOST_PARTS."""
        found = sorted(self.components(), key=lambda part: part.ok)
        return ReportHealth(version=RELEASE, components=tuple(found[:MOST_PARTS]))

    def components(self) -> tuple[Component, ...]:
        """How each part is now. One that cannot say it keeps nothing from the others."""
        found: list[Component] = []
        for part in self._parts:
            try:
                found += part()
            except Exception:
                log.exception("part not asked", part=repr(part))
        if self._ahead is not None:
            found.append(clock(self._ahead))
        return tuple(found)
