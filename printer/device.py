"""One printer, used by one program a sheet at a time: print, ask how it is, give the line back.

Programs that keep a queue use `printer.line.PrinterLine`, which also hears late acknowledgements.
"""

from threading import Lock

from printer.acknowledgement import Acknowledgement, random_name
from printer.conversation import Conversation, Sheet, after_remains, open_conversation
from printer.replies import Reply
from printer.status import UNREACHABLE, PrinterStatus, PrintState, Trouble
from printer.timing import USUAL, Timing

__all__ = ["PrintState", "Printer", "PrinterStatus", "Trouble"]


class Printer:
    """A printer behind a port URL. Safe for many threads; they wait for each other.

    The line is opened when first needed and kept. `timing` says how long to wait for answers and
    for the acknowledgement.
    """

    def __init__(
        self,
        url: str,
        timing: Timing = USUAL,
        acknowledgement: Acknowledgement = Acknowledgement.GS_H,
    ) -> None:
        self._url = url
        self._timing = timing
        self._method = acknowledgement
        self._lock = Lock()
        self._line: Conversation | None = None
        self._interrupted: int | None = None

    def print(self, sheet: bytes) -> PrintState:
        """Print `sheet` (from `encode`) once and say how it ended; never tries twice.

        Blocks up to about `timing.patience` plus the write. Raises BadPortUrl only.
        """
        with self._lock:
            line, status = self._ask()
            if line is None or not status.ready:
                return PrintState.REFUSED
            line.settle()
            return self._deliver(line, Sheet(sheet, random_name()))

    def status(self) -> PrinterStatus:
        """Ask the printer how it is. Blocks at most a few seconds. Raises BadPortUrl only."""
        with self._lock:
            return self._ask()[1]

    def close(self) -> None:
        """Give the line back; the next job opens it again."""
        with self._lock:
            if self._line is not None:
                self._line.hang_up()

    def _deliver(self, line: Conversation, sheet: Sheet) -> PrintState:
        if self._interrupted is not None:
            sheet = after_remains(sheet, self._interrupted)
        state = line.deliver(sheet, self._known_method(line))
        if state is not PrintState.REFUSED:
            self._interrupted = None if line.alive else len(sheet.data)
        return state

    def _ask(self) -> tuple[Conversation | None, PrinterStatus]:
        """The line and how the printer is.

        A line kept from an earlier job may have died while idle; nothing was sent then, so the
        question is put once more on a new line.
        """
        if self._line is not None and self._line.alive:
            status = self._line.ask()
            if status != UNREACHABLE:
                return self._line, status
        owed = self._line is not None and self._line.owes_answer
        line = open_conversation(self._url, self._timing, _let_pass)
        if line is None:
            return None, UNREACHABLE
        if owed:
            line.expect_answer()
        self._line = line
        return line, line.ask()

    def _known_method(self, line: Conversation) -> Acknowledgement:
        """A printer that answered no probe is probed again for the next sheet."""
        if self._method is not Acknowledgement.PROBE:
            return self._method
        found = line.probe() if line.answers else Acknowledgement.NONE
        if found is not Acknowledgement.NONE:
            self._method = found
        return found


def _let_pass(_: Reply) -> None:
    """Late acknowledgements of sheets already reported as UNCERTAIN: nobody waits for them here."""
