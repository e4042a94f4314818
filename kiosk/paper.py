"""The printing thread: one sheet at a time, each with a state that the page shows."""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import structlog

from printer.device import Printer, PrinterStatus, PrintState, Trouble

log = structlog.get_logger(__name__)

Sheet = Callable[[], bytes]
"""Composes the sheet's bytes; called in the printing thread, because it may take a while."""

Over = Callable[["PaperNow"], None]
"""Called in the printing thread with how a sheet ended; quick."""

LOOK_EVERY_S = 10.0
"""How often an idle printer is asked how it is."""

_UNDER_WAY = (PrintState.QUEUED, PrintState.SENDING)


@dataclass(frozen=True, slots=True)
class PaperNow:
    """Where a sheet is, and the printer's trouble if it was refused."""

    state: PrintState
    trouble: Trouble | None = None


class Paper(Protocol):
    """What prints."""

    def print(self, sheet: bytes) -> PaperNow:
        """Print once and say how it ended. Raises nothing that belongs to the device."""

    def status(self) -> PrinterStatus | None:
        """How the printer is, None when there is none. Raises nothing that belongs to the device."""


class TicketPrinter:
    """The machine's printer."""

    def __init__(self, printer: Printer) -> None:
        self._printer = printer

    def print(self, sheet: bytes) -> PaperNow:
        """Print; on a refusal ask the printer why, so that the page can say it."""
        state = self._printer.print(sheet)
        if state is not PrintState.REFUSED:
            return PaperNow(state)
        troubles = self._printer.status().troubles
        # Offline is what a printer also says when its paper is out or its cover is open.
        told = sorted(troubles, key=lambda trouble: trouble is Trouble.OFFLINE)
        return PaperNow(state, told[0] if told else None)

    def status(self) -> PrinterStatus:
        """Ask the printer how it is."""
        return self._printer.status()


class NoPrinter:
    """A machine without a printer: the number stays on the screen."""

    def print(self, sheet: bytes) -> PaperNow:  # noqa: ARG002 - there is nothing to put it on
        """Refuse."""
        return PaperNow(PrintState.REFUSED)

    def status(self) -> None:
        """There is nothing to ask."""


class PrintJob:
    """One visitor's sheet. Written by the printing thread, read by any.

    `over` is called once, in the printing thread, with how it ended.
    """

    def __init__(self, sheet: Sheet, over: Over) -> None:
        self.sheet = sheet
        self.over = over
        self._now = PaperNow(PrintState.QUEUED)
        self._changed = threading.Condition()

    @property
    def now(self) -> PaperNow:
        """Where the sheet is."""
        return self._now

    def become(self, now: PaperNow) -> None:
        """Note the new state and wake whoever waits."""
        with self._changed:
            self._now = now
            self._changed.notify_all()

    def wait_over(self, seconds: float) -> PaperNow:
        """How it ended. Raises TimeoutError when it has not within `seconds`."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._now.state not in _UNDER_WAY, seconds):
                raise TimeoutError(f"still {self._now.state} after {seconds} s")
            return self._now


def ended_sheet(end: PaperNow) -> PrintJob:
    """A sheet that an earlier life of this program has printed, or not; it is not printed again."""

    def never() -> bytes:
        raise AssertionError("this sheet is over")

    job = PrintJob(never, lambda _end: None)
    job.become(end)
    return job


class PrintDesk:
    """Prints sheets in the order they were handed in, from its own thread."""

    def __init__(self, paper: Paper, tell_status: Callable[[PrinterStatus], None]) -> None:
        self._paper = paper
        self._tell_status = tell_status
        self._status: PrinterStatus | None = None
        self._jobs: queue.SimpleQueue[PrintJob | threading.Event | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="printer", daemon=True)

    def start(self) -> None:
        """Begin to print."""
        self._thread.start()

    def stop(self) -> None:
        """Print what was handed in, then end the thread."""
        self._jobs.put(None)
        self._thread.join()

    def status(self) -> PrinterStatus | None:
        """How the printer was when it was last asked; None when there is none, or not yet."""
        return self._status

    def look(self, seconds: float) -> None:
        """Ask the printer how it is, after the sheets before; returns when it was, or time ran out."""
        looked = threading.Event()
        self._jobs.put(looked)
        looked.wait(seconds)

    def hand_in(self, sheet: Sheet, over: Over) -> PrintJob:
        """Queue a sheet; returns at once."""
        job = PrintJob(sheet, over)
        self._jobs.put(job)
        return job

    def _run(self) -> None:
        self._look()
        while True:
            try:
                job = self._jobs.get(timeout=LOOK_EVERY_S)
            except queue.Empty:
                self._look()
                continue
            if job is None:
                return
            if isinstance(job, PrintJob):
                self._print(job)
            self._look()
            if isinstance(job, threading.Event):
                job.set()

    def _look(self) -> None:
        """Tell how the printer is, when that is news."""
        try:
            status = self._paper.status()
            if status is not None and status != self._status:
                self._status = status
                self._tell_status(status)
        except Exception:
            # The thread must outlive it: the next sheet is somebody's number.
            log.exception("printer not asked")

    def _print(self, job: PrintJob) -> None:
        self._carry_out(job)
        try:
            job.over(job.now)
        except Exception:
            log.exception("the end of a sheet was not taken")

    def _carry_out(self, job: PrintJob) -> None:
        try:
            sheet = job.sheet()
        except Exception:
            # A sheet that cannot be composed must not stop the next visitor's.
            log.exception("sheet not composed")
            job.become(PaperNow(PrintState.REFUSED))
            return
        job.become(PaperNow(PrintState.SENDING))
        try:
            end = self._paper.print(sheet)
        except Exception:
            log.exception("printer failed")
            end = PaperNow(PrintState.UNCERTAIN)
        job.become(end)
        log.info("paper", state=str(end.state), trouble=str(end.trouble or ""))
