"""Giving a number without the hall: by the day's lease, into the ledger, with the hall's own refusals."""

import secrets
import threading
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from hall_server.visitor_numbers import document_number, phone_tail
from hall_server.wire.acts import IssueTicket, TicketIssued
from hall_server.wire.catalogue import Catalogue, ItemEntry
from hall_server.wire.message import Wait
from hall_server.wire.offline import Lease, OfflineTicket, card_mark, is_sealed
from hall_server.wire.views import KioskState, QueueNow
from kiosk.caps import CannotGive, check_caps, check_person, number_label
from kiosk.clock import ClockWrong, TrustedClock
from kiosk.day_rows import Given
from kiosk.ledger import Ledger, LedgerTrouble, NoNumbers
from kiosk.messages import AloneWhy, OfflineNow
from kiosk.server_link import LinkView

_TOKEN_BYTES = 16
_NO_WAIT = Wait(ahead=0)


class NotAble(Exception):
    """This machine gives no numbers alone now; `why` is the word for the page."""

    def __init__(self, why: AloneWhy) -> None:
        super().__init__(why)
        self.why: AloneWhy = why


class Alone:
    """Any thread may call. `token_hash` is of the token this machine has now."""

    def __init__(
        self,
        ledger: Ledger,
        clock: TrustedClock,
        view: Callable[[], LinkView],
        token_hash: Callable[[], str],
    ) -> None:
        self._ledger = ledger
        self._clock = clock
        self._view = view
        self._token_hash = token_hash
        self._giving = threading.Lock()

    def give(self, errand: IssueTicket, press: str) -> TicketIssued:
        """A number for `errand`, on disk before it is told; a press that has one gets no other.

        Raises NotAble, CannotGive.
        """
        with self._giving:
            before = self.find(press)
            if before is not None:
                return before[0]
            lease, catalogue, now = self._ready()
            items = _items(errand, catalogue)
            self._require_open(lease, items, now)
            given = self._ledger.given_on(lease.date)
            check_caps(items, lease, given, catalogue, now)
            mark, tail = _known_by(errand, lease)
            if mark is not None:
                check_person(errand, items, mark, lease, given, catalogue)
            ticket = self._written(errand, press, lease, catalogue, now, mark, tail)
            self._clock.hold(now)
        return issued(ticket, catalogue)

    def find(self, press: str) -> tuple[TicketIssued, Given] | None:
        """What this press was given here before, whatever happened to the program since.

        Raises NotAble when it was given a number whose names are not known yet: it must not get another.
        """
        given = self._ledger.find(press)
        if given is None:
            return None
        catalogue = self._view().catalogue
        if catalogue is None:
            raise NotAble("no_lease")
        return issued(given.ticket, catalogue), given

    def now(self) -> OfflineNow:
        """Whether this machine gives numbers though the hall does not answer."""
        waiting = self._ledger.waiting()
        try:
            self._ready()
        except NotAble as unable:
            return OfflineNow(able=False, why=unable.why, waiting=waiting)
        if not any((self._ledger.held() or {}).values()):
            return OfflineNow(able=False, why="no_numbers", waiting=waiting)
        return OfflineNow(able=True, why="", waiting=waiting)

    def state(self) -> KioskState | None:
        """The hall as this machine knows it alone: open by the lease, lines unknown; None without one."""
        known = self._view().state
        try:
            lease, catalogue, now = self._ready()
        except NotAble:
            return known
        spans = sorted(lease.opening, key=lambda span: span.begins)
        until = next((span.ends for span in spans if span.begins <= now < span.ends), None)
        opens = next((span.begins for span in spans if span.begins > now), None)
        closed = {queue.queue: queue.closed for queue in known.queues} if known else {}
        base = known or KioskState(
            version=0, at=lease.issued_at, open=False, queues=(), items_closed=(), catalogue=""
        )
        return base.model_copy(
            update={
                "open": until is not None,
                "until": until,
                "opens": None if until else opens,
                "catalogue": catalogue.version,
                "queues": tuple(
                    QueueNow(
                        queue=each.queue,
                        wait=_NO_WAIT,
                        windows_open=0,
                        closed=closed.get(each.queue),
                    )
                    for each in catalogue.queues
                ),
            }
        )

    def _ready(self) -> tuple[Lease, Catalogue, datetime]:
        """What is needed to give a number at all. Raises NotAble."""
        lease, catalogue = self._ledger.lease(), self._view().catalogue
        if self._ledger.trouble == "disk_full":
            raise NotAble("disk_full")
        if lease is None and (self._ledger.trouble or self._ledger.set_aside):
            raise NotAble("ledger_damaged")
        if lease is None or catalogue is None or not is_sealed(lease, self._token_hash()):
            raise NotAble("no_lease")
        newest = self._ledger.newest_moment() or lease.issued_at
        try:
            now = self._clock.now(max(newest, lease.issued_at))
        except ClockWrong as error:
            raise NotAble("clock") from error
        if now.astimezone(ZoneInfo(catalogue.timezone)).date() != lease.date or now >= lease.ends:
            raise NotAble("other_day")
        return lease, catalogue, now

    def _require_open(self, lease: Lease, items: list[ItemEntry], now: datetime) -> None:
        state = self._view().state
        if state is not None and state.evacuation is not None:
            raise CannotGive("hall_evacuated")
        if not any(span.begins <= now < span.ends for span in lease.opening):
            raise CannotGive("hall_closed")
        if state is None:
            return
        closed = {each.item for each in state.items_closed}
        queues = {each.queue for each in state.queues if each.closed is not None}
        for item in items:
            if item.code in closed or item.queue in queues:
                raise CannotGive("issuing_closed", name=item.name.zh)

    def _written(
        self,
        errand: IssueTicket,
        press: str,
        lease: Lease,
        catalogue: Catalogue,
        now: datetime,
        mark: str | None,
        tail: str | None,
    ) -> OfflineTicket:
        def written(queue: str, number: int) -> OfflineTicket:
            return OfflineTicket(
                press=press,
                date=lease.date,
                queue=queue,
                number=number,
                items=errand.items,
                theme=errand.theme,
                reason=errand.reason,
                language=errand.language,
                print_size=errand.print_size,
                agent=errand.agent,
                receipt=errand.receipt,
                card_mark=mark,
                phone_tail=tail,
                token=secrets.token_urlsafe(_TOKEN_BYTES),
                issued_at=now.astimezone(ZoneInfo(catalogue.timezone)),
            )

        try:
            return self._ledger.give(lease.date, _queues(errand, catalogue), written)
        except NoNumbers as error:
            raise CannotGive("no_numbers") from error
        except LedgerTrouble as error:
            raise NotAble("disk_full" if error.why == "disk_full" else "ledger_damaged") from error


def issued(ticket: OfflineTicket, catalogue: Catalogue) -> TicketIssued:
    """The number as the hall would tell it, with the names of the catalogue and an unknown wait."""
    items = {item.code: item for item in catalogue.items}
    queue = next((each for each in catalogue.queues if each.queue == ticket.queue), None)
    zone = next((each for each in catalogue.zones if queue and each.code == queue.zone), None)
    reason = next((each for each in catalogue.reasons if each.code == ticket.reason), None)
    codes = _first_in_line(_codes(ticket, catalogue), ticket.queue, items)
    return TicketIssued(
        ticket_id=0,
        number=number_label(ticket.queue, ticket.number),
        link=f"/t/{ticket.token}",
        issued_at=ticket.issued_at,
        language=ticket.language,
        print_size=ticket.print_size,
        hall=catalogue.hall,
        zone=zone.name if zone else catalogue.hall,
        zone_code=zone.code if zone else "",
        queue=queue.name if queue else catalogue.hall,
        items=tuple(items[code].name for code in codes if code in items),
        windows=queue.windows if queue else (),
        wait=_NO_WAIT,
        reason=reason.name if reason else None,
    )


def _known_by(errand: IssueTicket, lease: Lease) -> tuple[str | None, str | None]:
    """What may be kept of card and phone. Raises CannotGive for numbers that are none."""
    number = document_number(errand.card) if errand.card is not None else None
    if errand.card is not None and number is None:
        raise CannotGive("card_not_valid")
    tail = phone_tail(errand.phone) if errand.phone is not None else None
    if errand.phone is not None and tail is None:
        raise CannotGive("phone_not_valid")
    return card_mark(lease.card_key, number) if number is not None else None, tail


def _items(errand: IssueTicket, catalogue: Catalogue) -> list[ItemEntry]:
    """The items of an errand. Raises CannotGive when the catalogue does not have one of them."""
    items = {item.code: item for item in catalogue.items}
    codes = _codes(errand, catalogue)
    reasons = {reason.code for reason in catalogue.reasons}
    unknown = [code for code in codes if code not in items]
    if not codes or unknown or (errand.reason is not None and errand.reason not in reasons):
        raise CannotGive("unknown")
    collects = next((items[code] for code in codes if items[code].pick_up), None)
    if (collects is not None) != (errand.receipt is not None):
        raise CannotGive("receipt_not_here", name=(collects or items[codes[0]]).name.zh)
    return [items[code] for code in codes]


def _queues(errand: IssueTicket, catalogue: Catalogue) -> list[str]:
    """Where the number may stand in line first: of a theme, wherever its first step may begin."""
    queue_of = {item.code: item.queue for item in catalogue.items}
    if errand.theme is None:
        return [queue_of[errand.items[0]]]
    (theme,) = (each for each in catalogue.themes if each.code == errand.theme)
    first = min(step.step for step in theme.items)
    return list(dict.fromkeys(queue_of[s.item] for s in theme.items if s.step == first))


def _codes(errand: IssueTicket | OfflineTicket, catalogue: Catalogue) -> list[str]:
    if errand.theme is None:
        return [*errand.items]
    themes = (theme for theme in catalogue.themes if theme.code == errand.theme)
    steps = sorted((step.step, step.item) for theme in themes for step in theme.items)
    return [item for _, item in steps]


def _first_in_line(codes: list[str], queue: str, items: dict[str, ItemEntry]) -> list[str]:
    """The errand that is in line first, then the others as planned."""
    first = next((code for code in codes if code in items and items[code].queue == queue), None)
    return codes if first is None else [first, *(code for code in codes if code != first)]
