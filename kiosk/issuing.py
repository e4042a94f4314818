"""One press, one budget: the hall is asked once; without an answer in time this machine gives the number."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass
from typing import Protocol

import structlog

from hall_server.wire.acts import IssueTicket, TicketIssued
from hall_server.wire.appointments import CheckIn
from kiosk.alone import Alone, NotAble
from kiosk.caps import CannotGive
from kiosk.hall_client import HallUnreachable
from kiosk.ledger import Ledger
from kiosk.paper import PaperNow
from kiosk.server_link import LinkView
from printer.device import PrintState

log = structlog.get_logger(__name__)

BUDGET_S = 1.5
"""From the press to giving up on the hall, whatever it is that takes long: name, line or answer."""

Ask = Callable[[IssueTicket, str], TicketIssued]
AskCheckIn = Callable[[int, CheckIn, str], TicketIssued]


class Link(Protocol):
    """What is known of the line to the hall."""

    def view(self) -> LinkView:
        """The newest view."""

    def lost(self, cause: str) -> None:
        """Somebody else has found that the hall does not answer."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A number for a press. `alone`: this machine gave it.

    `paper` is how its sheet ended in an earlier life of this program, which is not printed again.
    """

    ticket: TicketIssued
    alone: bool
    paper: PaperNow | None = None


class Issuing:
    """Gives numbers; any thread may call."""

    def __init__(
        self, ask: Ask, ask_check_in: AskCheckIn, link: Link, alone: Alone, ledger: Ledger
    ) -> None:
        self._ask = ask
        self._ask_check_in = ask_check_in
        self._link = link
        self._alone = alone
        self._ledger = ledger

    def before(self, key: str) -> Taken | None:
        """What the press was given before this program was started again: alone, or by the hall.

        Raises HallUnreachable when that cannot be told yet.
        """
        try:
            found = self._alone.find(key)
        except NotAble as unable:
            raise HallUnreachable("given before, its names are not known yet") from unable
        if found is not None:
            ticket, given = found
            return Taken(ticket, True, PaperNow(PrintState(given.paper or "UNCERTAIN")))
        begun = self._ledger.begun_sheet(key)
        return Taken(begun, False, PaperNow(PrintState.UNCERTAIN)) if begun is not None else None

    def take(self, errand: IssueTicket, key: str) -> Taken:
        """The number of the press `key`: the one it was given before, the hall's, or this machine's own.

        Raises HallRefused, NotAdmitted, CannotGive; HallUnreachable when neither hall nor machine
        can give one: then only the same key is safe.
        """
        before = self.before(key)
        if before is not None:
            return before
        if self._link.view().status == "unreachable":
            try:
                return self._take_alone(errand, key, "the hall is known to be away")
            except HallUnreachable:
                pass  # better to ask a hall that seems away than to turn the visitor away
            except CannotGive as refusal:
                if refusal.problem.code != "no_numbers":
                    raise
        try:
            ticket = self._ask_in_time(errand, key)
        except HallUnreachable as error:
            self._link.lost(str(error))
            return self._take_alone(errand, key, str(error))
        return Taken(ticket, False)

    def check_in(self, appointment: int, visitor: CheckIn, key: str) -> Taken:
        """The number of an appointment: nobody but the hall knows those, so that it is not hurried.

        Raises HallRefused, NotAdmitted, HallUnreachable.
        """
        return Taken(self._ask_check_in(appointment, visitor, key), False)

    def _take_alone(self, errand: IssueTicket, key: str, cause: str) -> Taken:
        try:
            ticket = self._alone.give(errand, key)
        except NotAble as unable:
            raise HallUnreachable(f"{cause}; alone: {unable.why}") from unable
        log.info("number given alone", number=ticket.number, cause=cause)
        return Taken(ticket, True)

    def _ask_in_time(self, errand: IssueTicket, key: str) -> TicketIssued:
        """Ask in a thread of its own: no timeout of a library covers looking up a name, too.

        An answer that comes later is dropped; the hall hears of the press again with our number.
        """
        answer: Future[TicketIssued] = Future()

        def ask() -> None:
            try:
                answer.set_result(self._ask(errand, key))
            except BaseException as error:  # noqa: BLE001 - handed to whoever waits
                answer.set_exception(error)

        threading.Thread(target=ask, name="asking", daemon=True).start()
        try:
            return answer.result(BUDGET_S)
        except TooLate as error:
            raise HallUnreachable(f"no answer within {BUDGET_S} s") from error
