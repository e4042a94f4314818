"""Telling the hall how the paper is: each sheet's end, and the printer's state when it changes.

Reports go out in order from their own thread and are repeated until the hall has taken them; what a
power cut swallows, the hall itself calls uncertain after a while.
"""

import queue
import threading
from collections.abc import Callable
from typing import Protocol

import structlog

from hall_server.wire.paper import ReportJob, ReportPrinter
from kiosk.hall_client import HallRefused, HallUnreachable, NotAdmitted
from kiosk.paper import PaperNow
from printer.status import PrinterStatus

log = structlog.get_logger(__name__)

AGAIN_AFTER_S = 2.0


class Hall(Protocol):
    """Who hears the reports. Raises HallUnreachable, HallRefused or NotAdmitted."""

    def report_job(self, job: int, report: ReportJob) -> None:
        """How a sheet ended."""

    def report_printer(self, report: ReportPrinter) -> None:
        """How the machine's printer is."""


class Reports:
    """Reports between `start` and `stop`. Any thread may tell; telling returns at once."""

    def __init__(self, hall: Hall) -> None:
        self._hall = hall
        self._told: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reports", daemon=True)

    def start(self) -> None:
        """Begin to report."""
        self._thread.start()

    def stop(self) -> None:
        """Report what can be reported at once, and end."""
        self._stopping.set()
        self._told.put(None)
        self._thread.join()

    def sheet(self, job: int, end: PaperNow) -> None:
        """How the sheet of the hall's job `job` ended."""
        report = ReportJob.model_validate(
            {"state": end.state.value, "trouble": str(end.trouble or "")}
        )
        self._told.put(lambda: self._hall.report_job(job, report))

    def printer(self, status: PrinterStatus) -> None:
        """How the printer is now."""
        report = ReportPrinter.model_validate(
            {"troubles": sorted(status.troubles), "paper_low": status.paper_low}
        )
        self._told.put(lambda: self._hall.report_printer(report))

    def _run(self) -> None:
        while (report := self._told.get()) is not None:
            while not self._sent(report):
                if self._stopping.wait(AGAIN_AFTER_S):
                    return

    def _sent(self, report: Callable[[], None]) -> bool:
        try:
            report()
        except (HallUnreachable, NotAdmitted):
            return False
        except HallRefused as refused:
            log.warning("report refused", code=refused.problem.code)
        except Exception:
            # The thread must outlive a fault of ours: the next report is of another sheet.
            log.exception("report lost")
        return True
