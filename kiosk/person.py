"""Who stands at the machine: what a card or typed numbers say, in memory, while the page is touched."""

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from hall_server.visitor_numbers import TAIL, birth_date, document_number, phone_number
from hall_server.wire.acts import IssueTicket
from hall_server.wire.appointments import CheckIn, FindAppointments
from kiosk.messages import CheckInHere, FindHere, PersonNow, PresentPerson, TakeTicket
from kiosk.reader.checks import age_on, has_expired
from kiosk.reader.layouts import IdCard
from printer.masking import masked_name

FORGET_AFTER_S = 120.0
"""So long after the last touch of the page nobody is there any more."""
LONGEST_S = 600.0
"""Nobody is known for longer, however often the page is touched: it may be somebody else by then."""
_HANDLE_BYTES = 16

Offers = Callable[[int], tuple[str, ...]]
"""Codes of the priority reasons that an age allows."""


class DocumentNotValid(Exception):
    """What was typed is no document's number. Does not repeat it."""


class PhoneNotValid(Exception):
    """What was typed is no phone's number. Does not repeat it."""


class PersonGone(Exception):
    """The handle is unknown, or what it stood for is forgotten."""


@dataclass(frozen=True, slots=True)
class Person:
    """What is known of a person. Only `now` may leave the machine's memory for its page."""

    now: PersonNow
    document: str | None = field(repr=False)
    phone: str | None = field(repr=False)
    since: float
    touched: float


class People:
    """The person at the machine: one at a time, the newest. Any thread may call.

    `clock` counts seconds steadily, `today` is the hall's day.
    """

    def __init__(
        self, clock: Callable[[], float], today: Callable[[], date], offers: Offers
    ) -> None:
        self._clock = clock
        self._today = today
        self._offers = offers
        self._lock = threading.Lock()
        self._person: Person | None = None

    def present_card(self, card: IdCard) -> PersonNow:
        """A card was read whose number is right; whoever was known before is forgotten."""
        now = PersonNow(
            handle=_new_handle(),
            source="card",
            kind=card.kind,
            name=masked_name(card.name),
            tail=card.number[-TAIL:],
            reasons=self._offers(age_on(card.birth, self._today())),
            expired=has_expired(card, self._today()),
        )
        return self._keep(now, card.number, None)

    def typed(self, said: PresentPerson) -> PersonNow:
        """Numbers were typed; whoever was known before is forgotten.

        Raises DocumentNotValid, PhoneNotValid.
        """
        document = document_number(said.document) if said.document is not None else None
        phone = phone_number(said.phone) if said.phone is not None else None
        if said.document is not None and document is None:
            raise DocumentNotValid()
        if said.phone is not None and phone is None:
            raise PhoneNotValid()
        birth = birth_date(document) if document else None
        now = PersonNow(
            handle=_new_handle(),
            source="typed",
            kind="document" if document else "phone",
            name="",
            tail=(document or phone or "")[-TAIL:],
            reasons=self._offers(age_on(birth, self._today())) if birth else (),
        )
        return self._keep(now, document, phone)

    def get(self, handle: str) -> Person | None:
        """The person behind `handle`, or None if unknown or forgotten."""
        with self._lock:
            self._sweep()
            person = self._person
        return person if person is not None and person.now.handle == handle else None

    def touch(self, handle: str) -> None:
        """The person behind `handle` is there still. Raises PersonGone."""
        with self._lock:
            self._sweep()
            if self._person is None or self._person.now.handle != handle:
                raise PersonGone()
            self._person = replace(self._person, touched=self._clock())

    def errand(self, wanted: TakeTicket) -> IssueTicket:
        """What the hall is asked for when `wanted` is pressed. Raises PersonGone."""
        person = None
        if wanted.person is not None:
            person = self.get(wanted.person)
            if person is None:
                raise PersonGone()
        return IssueTicket(
            items=wanted.items,
            theme=wanted.theme,
            reason=wanted.reason,
            language=wanted.language,
            print_size=wanted.print_size,
            card=person.document if person else None,
            phone=person.phone if person else None,
            agent=wanted.agent,
            receipt=wanted.receipt,
        )

    def arriving(self, wanted: CheckInHere) -> CheckIn:
        """What the hall is told when somebody checks in; whoever was forgotten checks in unknown."""
        person = self.get(wanted.person) if wanted.person is not None else None
        return CheckIn(
            language=wanted.language,
            print_size=wanted.print_size,
            reason=wanted.reason,
            document=person.document if person else None,
        )

    def sought(self, wanted: FindHere) -> FindAppointments:
        """What the hall is asked for when `wanted` are looked for. Raises PersonGone."""
        if wanted.person is None:
            return FindAppointments(code=wanted.code)
        person = self.get(wanted.person)
        if person is None:
            raise PersonGone()
        if person.document is not None:
            return FindAppointments(document=person.document)
        return FindAppointments(phone=person.phone)

    def forget(self) -> None:
        """The visitor has gone."""
        with self._lock:
            self._person = None

    def forget_the_outlived(self) -> None:
        """Drop who has been known for too long; for a thread that calls now and then."""
        with self._lock:
            self._sweep()

    def _keep(self, now: PersonNow, document: str | None, phone: str | None) -> PersonNow:
        with self._lock:
            at = self._clock()
            self._person = Person(now, document, phone, since=at, touched=at)
        return now

    def _sweep(self) -> None:
        person, at = self._person, self._clock()
        if person and (at - person.touched > FORGET_AFTER_S or at - person.since > LONGEST_S):
            self._person = None


def _new_handle() -> str:
    return secrets.token_urlsafe(_HANDLE_BYTES)
