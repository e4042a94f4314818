"""Telling the hall twice a minute how this machine is: printer, reader, disk, clock, ledger."""

import shutil
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

import structlog

from hall_server.release import RELEASE
from hall_server.rounds import Rounds
from hall_server.wire.devices import Component, ReportHealth
from kiosk.hall_client import HallClient, HallRefused, HallUnreachable, NotAdmitted
from kiosk.page_watch import PageWatch
from printer.status import PrinterStatus

log = structlog.get_logger(__name__)

EVERY_S = 25.0
LITTLE_DISK = 500_000_000
LATE_S = 5.0
"""A clock that far off misleads whoever reads it."""


class Health:
    """Reports from its own thread between `start` and `stop`."""

    def __init__(
        self,
        client: HallClient,
        printer: Callable[[], PrinterStatus | None],
        reader_missing: Callable[[], bool | None],
        parts: Callable[[], Sequence[Component]],
        now: Callable[[], datetime],
        folder: Path,
        page: PageWatch,
    ) -> None:
        """`printer` and `reader_missing` tell None when the machine has none; `parts` the rest."""
        self._client = client
        self._printer = printer
        self._reader_missing = reader_missing
        self._parts = parts
        self._now = now
        self._folder = folder
        self._page = page
        self._clock: Component | None = None
        # A machine that cannot say how it is still gives numbers.
        self._rounds = Rounds("health", self.step, EVERY_S, at_once=True)

    def start(self) -> None:
        """Begin to report."""
        self._rounds.start()

    def stop(self) -> None:
        """End the thread, waiting for a report under way."""
        self._rounds.stop()

    def step(self) -> None:
        """Report once; a hall that does not answer hears it the next time."""
        asked = self._now()
        try:
            heard = self._client.report_health(self.report())
        except (HallUnreachable, NotAdmitted):
            return
        except HallRefused as refused:
            log.warning("health refused", code=refused.problem.code)
            return
        answered = self._now()
        off = (heard.at - (asked + (answered - asked) / 2)).total_seconds()
        self._clock = Component(kind="clock", ok=abs(off) < LATE_S, word=f"{off:+.0f} s")

    def report(self) -> ReportHealth:
        """What there is to say now."""
        parts = [_disk(self._folder), self._page.component()]
        printer = self._printer()
        if printer is not None:
            parts.append(_printing(printer))
        missing = self._reader_missing()
        if missing is not None:
            word = "no_answer" if missing else ""
            parts.append(Component(kind="reader", ok=not missing, word=word))
        if self._clock is not None:
            parts.append(self._clock)
        return ReportHealth(version=RELEASE, components=(*parts, *self._parts()))


def _disk(folder: Path) -> Component:
    free = shutil.disk_usage(folder).free
    return Component(kind="disk", ok=free > LITTLE_DISK, word=f"{free / 1e9:.1f} GB")


def _printing(status: PrinterStatus) -> Component:
    troubles = sorted(status.troubles)
    # Offline is what a printer also says when its paper is out or its cover is open.
    causes = [each for each in troubles if each not in ("offline", "error")] or troubles
    word = str(causes[0]) if causes else "paper_low" if status.paper_low else ""
    return Component(kind="printer", ok=not causes, word=word)
