"""Taking a number: from the hall or alone; answer the page, print in the background."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Protocol

from hall_server.wire.acts import IssueTicket, TicketIssued
from hall_server.wire.appointments import CheckIn
from kiosk.caps import CannotGive
from kiosk.hall_client import HallUnreachable
from kiosk.issuing import Taken
from kiosk.messages import CheckInHere, TakeTicket
from kiosk.paper import PaperNow, PrintDesk, PrintJob, ended_sheet

NamePerson = Callable[[TakeTicket], IssueTicket]
NameArrival = Callable[[CheckInHere], CheckIn]
"""What the hall is asked for, with the numbers of the person whose handle the press names."""
ComposeSheet = Callable[[str, Taken], bytes]
"""Called in the printing thread with the key under which the number was taken."""
TellEnd = Callable[[str, Taken, PaperNow], None]
"""Hears how a ticket's sheet ended, in the printing thread."""

FORGET_AFTER_S = 120.0
"""The kiosk keeps nothing of a visitor who has gone."""


class Numbers(Protocol):
    """Where numbers come from."""

    def before(self, key: str) -> Taken | None:
        """What the press was given before this program was started again."""

    def take(self, errand: IssueTicket, key: str) -> Taken:
        """The number of a press. Raises HallRefused, NotAdmitted, CannotGive, HallUnreachable."""

    def check_in(self, appointment: int, visitor: CheckIn, key: str) -> Taken:
        """The number of an appointment. Raises HallRefused, NotAdmitted, HallUnreachable."""


@dataclass(frozen=True, slots=True)
class Visit:
    """A number given at this kiosk and its paper. `key` is that of the page's press."""

    key: str
    ticket: TicketIssued
    alone: bool
    paper: PrintJob


@dataclass(frozen=True, slots=True)
class CheckInPress:
    """A press that checks an appointment in."""

    appointment: int
    wanted: CheckInHere


@dataclass(frozen=True, slots=True)
class _Entry:
    future: "Future[Visit]"
    press: TakeTicket | CheckInPress
    at: float


@dataclass(frozen=True, slots=True)
class _Unanswered:
    key: str
    at: float


class KeyOfAnotherPress(Exception):
    """The key came before with another errand, or its visit has been ended."""


class Visits:
    """The visits of the last two minutes. One key is one visit and one sheet, whoever asks again.

    `clock` counts seconds steadily. Any thread may call.
    """

    def __init__(
        self,
        numbers: Numbers,
        name_person: NamePerson,
        name_arrival: NameArrival,
        compose: ComposeSheet,
        paper: PrintDesk,
        tell_end: TellEnd,
        clock: Callable[[], float],
    ) -> None:
        self._tell_end = tell_end
        self._numbers = numbers
        self._name_person = name_person
        self._name_arrival = name_arrival
        self._compose = compose
        self._paper = paper
        self._clock = clock
        self._lock = threading.Lock()
        self._visits: dict[str, _Entry] = {}
        self._unanswered: dict[IssueTicket, _Unanswered] = {}
        self._ended: dict[str, float] = {}

    def take_ticket(self, key: str, press: TakeTicket | CheckInPress) -> Visit:
        """Get a number for `press` and hand in its paper; a repeated `key` gets the same visit.

        Raises HallRefused, CannotGive, NotAdmitted, HallUnreachable, PersonGone, KeyOfAnotherPress.
        """
        with self._lock:
            self._forget()
            if key in self._ended:
                raise KeyOfAnotherPress(key)
            entry = self._visits.get(key)
            first = entry is None
            if entry is None:
                entry = self._visits[key] = _Entry(Future(), press, self._clock())
        if entry.press != press:
            raise KeyOfAnotherPress(key)
        if first:
            self._carry_out(key, entry)
        return entry.future.result()

    def visit(self, key: str) -> Visit | None:
        """The visit that the press `key` made, or None if unknown or forgotten."""
        with self._lock:
            self._forget()
            entry = self._visits.get(key)
        return entry.future.result() if entry and entry.future.done() else None

    def end(self) -> None:
        """The visitor has gone: forget every visit that is not under way, and what got no answer.

        Their keys are known a while longer, so that none of them makes a second sheet.
        """
        with self._lock:
            for key, entry in list(self._visits.items()):
                if entry.future.done():
                    del self._visits[key]
                    self._ended[key] = self._clock()
            self._unanswered.clear()

    def forget_the_outlived(self) -> None:
        """Drop what is two minutes old; for a thread that calls now and then."""
        with self._lock:
            self._forget()

    def _carry_out(self, key: str, entry: _Entry) -> None:
        try:
            # A person whom this program knew before it was started again is no longer known.
            taken, taken_by = self._numbers.before(key), key
            if taken is None:
                taken, taken_by = self._taken(key, entry.press)
            paper = self._sheet(taken_by, taken)
            entry.future.set_result(Visit(key, taken.ticket, taken.alone, paper))
        except Exception as error:
            with self._lock:
                del self._visits[key]
            entry.future.set_exception(error)
            raise

    def _sheet(self, key: str, taken: Taken) -> PrintJob:
        """Print it, unless an earlier life of this program may have: that needs a person's word."""
        if taken.paper is None:
            return self._paper.hand_in(
                lambda: self._compose(key, taken), lambda end: self._tell_end(key, taken, end)
            )
        self._tell_end(key, taken, taken.paper)
        return ended_sheet(taken.paper)

    def _taken(self, key: str, press: TakeTicket | CheckInPress) -> tuple[Taken, str]:
        if isinstance(press, TakeTicket):
            return self._ask(key, self._name_person(press))
        # Asked again with another key, the hall tells that the appointment is checked in.
        return self._numbers.check_in(press.appointment, self._name_arrival(press.wanted), key), key

    def _ask(self, key: str, errand: IssueTicket) -> tuple[Taken, str]:
        """Ask with the key of an earlier press for the same errand, if that got no answer.

        Its number may have been committed. Then it is given now, instead of standing in the line
        for nobody. Returns the number and the key it was taken under.
        """
        with self._lock:
            earlier = self._unanswered.pop(errand, None)
            asked = earlier or _Unanswered(key, self._clock())
        try:
            return self._numbers.take(errand, asked.key), asked.key
        except (HallUnreachable, CannotGive):
            with self._lock:
                self._unanswered[errand] = asked
            raise

    def _forget(self) -> None:
        oldest = self._clock() - FORGET_AFTER_S
        for key, entry in list(self._visits.items()):
            if entry.at < oldest and entry.future.done():
                del self._visits[key]
        for errand, asked in list(self._unanswered.items()):
            if asked.at < oldest:
                del self._unanswered[errand]
        for key, at in list(self._ended.items()):
            if at < oldest:
                del self._ended[key]
