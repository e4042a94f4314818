"""The line interface of a spooler: one printer, one connection, one thread; states as they happen.

What a caller may count on:

- Sheets come out in the order of `submit`. Each ends PRINTED, REFUSED or UNCERTAIN, told once by
  `on_state`; UNCERTAIN may turn PRINTED later, for as long as the line lives.
- SENDING is told, and `on_state` has returned, before the first byte leaves: a caller that keeps it
  on disk knows after a crash which one sheet may have come out.
- REFUSED means that not one byte left; the caller may offer the sheet to a stand-by printer.
- No sheet is ever sent twice.
- `on_status` is told how the printer is whenever that changes, from the first connection on, and
  before the REFUSED that it explains.
- Both are called in the line's own thread, one after the other, and should be quick. An exception
  from `on_state` at SENDING refuses the sheet; any other is logged.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Event, Thread

from printer.acknowledgement import Acknowledgement, name_of
from printer.config import PrinterSettings
from printer.conversation import (
    LONGEST_COMMAND,
    Conversation,
    Sheet,
    after_remains,
    open_conversation,
)
from printer.replies import AutomaticStatus, InTurn, Printed, Reply
from printer.status import UNREACHABLE, PrinterStatus, PrintState, from_automatic
from printer.timing import LONG_SHEET_MM, USUAL, Timing

log = logging.getLogger(__name__)

OnState = Callable[[str, PrintState], None]
OnStatus = Callable[[PrinterStatus], None]

_MOST_AWAITED = 500
"""UNCERTAIN sheets whose late acknowledgement is still listened for; the oldest go first."""


@dataclass(frozen=True, slots=True)
class _Job:
    job_id: str
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class _Awaited:
    job_id: str


@dataclass(frozen=True, slots=True)
class _Wake:
    """Nothing to do but to look whether the line is closing."""


class PrinterLine:
    """One printer's line, from `start` to `close`. All methods are safe from any thread."""

    def __init__(
        self,
        settings: PrinterSettings,
        on_state: OnState,
        on_status: OnStatus,
        timing: Timing = USUAL,
    ) -> None:
        """Raises BadPortUrl. Opens nothing yet."""
        settings.check()
        self._settings = settings
        self._on_state = on_state
        self._on_status = on_status
        self._timing = timing
        self._orders: SimpleQueue[_Job | _Awaited | _Wake] = SimpleQueue()
        self._closing = Event()
        self._thread = Thread(target=self._run, name=f"printer {settings.name}", daemon=True)
        self._line: Conversation | None = None
        self._status: PrinterStatus | None = None
        self._method = settings.acknowledgement
        self._awaited: dict[bytes, str] = {}
        self._in_turn: str | None = None
        self._worked_off = False
        self._interrupted: int | None = None
        self._next_try = self._next_poll = 0.0

    def start(self) -> None:
        """Connect, and print what is handed in."""
        self._thread.start()

    def submit(self, job_id: str, sheet: bytes, mm: float = LONG_SHEET_MM) -> None:
        """Print `sheet`, which takes `mm` of paper, as the job `job_id`; returns at once.

        `job_id` is unique among all jobs of this printer, a reprint's too.
        """
        self._orders.put(_Job(job_id, Sheet(sheet, name_of(job_id), mm)))

    def await_late(self, job_id: str) -> None:
        """Listen for the acknowledgement of a job that an earlier line, perhaps of a program that
        crashed, left UNCERTAIN. What of it is in the printer is cut off before the next sheet.
        """
        self._orders.put(_Awaited(job_id))

    @property
    def status(self) -> PrinterStatus | None:
        """How the printer was last; None before the first answer or failure."""
        return self._status

    def close(self) -> None:
        """End with the sheet in hand, wait for it, and give the connection back.

        Sheets behind it are not begun, and nothing more is told of them.
        """
        self._closing.set()
        self._orders.put(_Wake())
        if self._thread.ident is not None:
            self._thread.join()

    def _run(self) -> None:
        self._guarded(self._watch)
        while not self._closing.is_set():
            self._guarded(self._step)
        if self._line is not None:
            self._line.hang_up()

    def _guarded(self, step: Callable[[], None]) -> None:
        try:
            step()
        except Exception:
            log.exception("printer %s: the line goes on", self._settings.name)

    def _step(self) -> None:
        try:
            order = self._orders.get(timeout=self._timing.tick_s)
        except Empty:
            self._watch()
            return
        if self._closing.is_set():
            return
        match order:
            case _Job():
                self._print(order)
            case _Awaited(job_id):
                self._await_name(job_id)
                self._interrupted = LONGEST_COMMAND

    def _print(self, job: _Job) -> None:
        line = self._ready_line()
        method = Acknowledgement.NONE if line is None else self._known_method(line)
        if line is not None:
            self._settle(line)
        if line is None or not line.alive or not self._tell(job.job_id, PrintState.SENDING):
            self._tell(job.job_id, PrintState.REFUSED)
            return
        state = self._deliver(line, job.sheet, method)
        if state is PrintState.UNCERTAIN:
            self._await_name(job.job_id)
            if method is Acknowledgement.GS_R:
                self._in_turn, self._worked_off = job.job_id, not line.owes_answer
        self._tell(job.job_id, state)
        self._look_after(line)
        self._poll_soon()

    def _deliver(self, line: Conversation, sheet: Sheet, method: Acknowledgement) -> PrintState:
        if self._interrupted is not None:
            sheet = after_remains(sheet, self._interrupted)
        state = line.deliver(sheet, method)
        if state is not PrintState.REFUSED:
            self._interrupted = None if line.alive else len(sheet.data)
        return state

    def _ready_line(self) -> Conversation | None:
        """The line, if a sheet may be sent now. A line that died while idle is opened anew."""
        if self._line is not None and self._line.alive:
            self._note(self._line.ask())
        if self._line is None or not self._line.alive:
            self._connect()
        ready = self._line is not None and self._line.alive and self._status is not None
        return self._line if ready and self._status and self._status.ready else None

    def _known_method(self, line: Conversation) -> Acknowledgement:
        if not line.answers:
            return Acknowledgement.NONE
        if self._method is Acknowledgement.PROBE:
            self._method = line.probe()
            log.info("printer %s acknowledges by %s", self._settings.name, self._method)
        return self._method

    def _watch(self) -> None:
        now = time.monotonic()
        if self._line is None or not self._line.alive:
            if now >= self._next_try:
                self._connect()
            return
        line = self._line
        line.listen()
        if line.alive and now >= self._next_poll:
            self._note(line.ask())
            self._poll_later(line)
        self._confirm_late(line)
        self._look_after(line)

    def _connect(self) -> None:
        owed = self._line is not None and self._line.owes_answer
        self._line = open_conversation(self._settings.url, self._timing, self._heard)
        self._next_try = time.monotonic() + self._timing.reconnect_s
        if self._line is None:
            self._note(UNREACHABLE)
            return
        if owed:
            self._line.expect_answer()
        if (
            self._method is Acknowledgement.NONE
            and self._settings.acknowledgement is Acknowledgement.PROBE
        ):
            # It may have been another printer, or one that was busy.
            self._method = Acknowledgement.PROBE
        self._note(self._line.ask())
        if self._line.alive and self._line.answers:
            self._line.subscribe()
            self._poll_later(self._line)

    def _heard(self, reply: Reply) -> None:
        match reply:
            case Printed(name) if name in self._awaited:
                self._tell(self._awaited.pop(name), PrintState.PRINTED)
            case AutomaticStatus(value):
                if self._line is not None:
                    self._line.note_own_report()
                self._note(from_automatic(value))
            case InTurn():
                self._worked_off = True

    def _settle(self, line: Conversation) -> None:
        """No sheet goes out while an earlier one's nameless answer may still come."""
        if self._in_turn is None:
            return
        line.settle()
        self._confirm_late(line)
        self._in_turn = None

    def _confirm_late(self, line: Conversation) -> None:
        ready = self._status is not None and self._status.ready
        if self._in_turn is None or not self._worked_off or not ready or not line.alive:
            return
        status = line.confirm()
        self._note(status)
        if status.ready:
            job_id, self._in_turn = self._in_turn, None
            self._awaited.pop(name_of(job_id), None)
            self._tell(job_id, PrintState.PRINTED)

    def _await_name(self, job_id: str) -> None:
        self._awaited[name_of(job_id)] = job_id
        if len(self._awaited) > _MOST_AWAITED:
            del self._awaited[next(iter(self._awaited))]

    def _look_after(self, line: Conversation) -> None:
        if not line.alive and self._status is not None and self._status.ready:
            self._note(UNREACHABLE)
            self._next_try = 0.0

    def _poll_soon(self) -> None:
        self._next_poll = 0.0

    def _poll_later(self, line: Conversation) -> None:
        interval = self._timing.check_s if line.reports_by_itself else self._timing.poll_s
        self._next_poll = time.monotonic() + interval

    def _note(self, status: PrinterStatus) -> None:
        if status == self._status:
            return
        self._status = status
        said = ", ".join(sorted(status.troubles)) or ("paper low" if status.paper_low else "ready")
        log.log(
            logging.INFO if status.ready else logging.WARNING,
            "printer %s: %s",
            self._settings.name,
            said,
        )
        try:
            self._on_status(status)
        except Exception:
            log.exception("printer %s: status not taken", self._settings.name)

    def _tell(self, job_id: str, state: PrintState) -> bool:
        try:
            self._on_state(job_id, state)
        except Exception:
            log.exception("job %s: %s not taken", job_id, state)
            return False
        return True
