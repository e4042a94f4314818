"""Telling the hall which numbers this machine gave alone, oldest first, until it has answered."""

import threading
from collections.abc import Callable
from datetime import datetime

import structlog

from hall_server.wire.offline import OfflineTicket, Reconciled
from kiosk.caps import number_label
from kiosk.day_rows import Answer
from kiosk.hall_client import HallFailed, HallRefused, HallUnreachable, NotAdmitted
from kiosk.ledger import Ledger, LedgerTrouble
from kiosk.server_link import LinkView

log = structlog.get_logger(__name__)

LOOK_EVERY_S = 0.5
AGAIN_AFTER_S = 5.0
NEVER = ("number_not_lent", "number_taken", "unknown", "offline_day_unknown", "malformed")
"""The hall has decided: asking again brings the same."""
ALREADY = "idempotency_key_reused"
"""The hall has taken this number before; a power cut has swallowed its answer, and a word of ours."""

Tell = Callable[[OfflineTicket], Reconciled]


class Reconciling:
    """Tells from its own thread between `start` and `stop`."""

    def __init__(
        self,
        ledger: Ledger,
        tell: Tell,
        view: Callable[[], LinkView],
        now: Callable[[], datetime],
    ) -> None:
        """`now` is the moment by the hall's clock, as well as it is known."""
        self._ledger = ledger
        self._tell = tell
        self._view = view
        self._now = now
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="reconciling", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread, waiting for a number under way."""
        self._stopping.set()
        self._thread.join()

    def step(self) -> bool:
        """Tell all there is to tell; whether the hall took it all. One number does not hold up others.

        Raises HallUnreachable, NotAdmitted, LedgerTrouble.
        """
        done = True
        for ticket in self._ledger.untold(self._now()):
            if self._stopping.is_set():
                return done
            try:
                done = self._told(ticket) and done
            except (HallFailed, LedgerTrouble) as error:
                # A number that is told again, because a full disk takes no answer, changes nothing.
                number = number_label(ticket.queue, ticket.number)
                log.warning("number not settled", number=number, cause=str(error))
                done = False
        return done

    def _told(self, ticket: OfflineTicket) -> bool:
        number = number_label(ticket.queue, ticket.number)
        try:
            answer = self._tell(ticket)
        except HallRefused as refused:
            code = refused.problem.code
            if code != ALREADY and code not in NEVER:
                log.warning("number not taken yet", number=number, code=code)
                return False
            if code != ALREADY:
                log.error("number refused by the hall", number=number, code=code)
            self._ledger.told(ticket.press, Answer(self._now(), "" if code == ALREADY else code))
            return True
        if answer.replaced or answer.duplicate_of:
            log.info(
                "number merged", number=number, replaced=answer.replaced, like=answer.duplicate_of
            )
        self._ledger.told(ticket.press, Answer(self._now()))
        return True

    def _run(self) -> None:
        pause = LOOK_EVERY_S
        while not self._stopping.wait(pause):
            pause = LOOK_EVERY_S
            if self._view().status != "reached":
                continue
            try:
                pause = LOOK_EVERY_S if self.step() else AGAIN_AFTER_S
            except (HallUnreachable, NotAdmitted, LedgerTrouble) as error:
                log.info("numbers not told yet", cause=str(error))
                pause = AGAIN_AFTER_S
            except Exception:
                log.exception("reconciling failed")
                pause = AGAIN_AFTER_S
