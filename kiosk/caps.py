"""The hall's limits as this machine can keep them alone: by what it gave itself.

The hall decides again when it hears of the numbers; these rules keep a machine from giving what would
certainly be too much.
"""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from hall_server.wire.acts import IssueTicket
from hall_server.wire.catalogue import Catalogue, ItemEntry
from hall_server.wire.offline import Lease, Left
from hall_server.wire.problem import Problem
from kiosk.day_rows import Given

_NOON = 12


class CannotGive(Exception):
    """This machine alone says no, with the words the hall would use. Nothing was done."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.problem = Problem(
            type="about:blank", title="Conflict", status=409, code=code, detail=code, facts=facts
        )


def check_caps(
    items: list[ItemEntry], lease: Lease, given: list[Given], catalogue: Catalogue, now: datetime
) -> None:
    """Whether every item still has numbers. Raises CannotGive."""
    left = {each.item: each for each in lease.left}
    for item in items:
        taken = sum(item.code in _codes(each, catalogue) for each in _unknown_to(lease, given))
        half = _exhausted(
            left.get(item.code), taken, _half(lease.issued_at, catalogue), _half(now, catalogue)
        )
        if half is not None:
            raise CannotGive("item_cap_reached", name=item.name.zh, half=half)


def check_person(
    errand: IssueTicket,
    items: list[ItemEntry],
    mark: str,
    lease: Lease,
    given: list[Given],
    catalogue: Catalogue,
) -> None:
    """Whether the person behind `mark` may take one more number. Raises CannotGive.

    A number that the hall has taken may be served by now: only the others count as live.
    """
    own = [each for each in given if each.ticket.card_mark == mark]
    if errand.agent:
        taken = sum(each.ticket.agent for each in own)
        if 0 < lease.agent_tickets_max <= taken:
            raise CannotGive("agent_limit", limit=lease.agent_tickets_max)
        return
    live = [each for each in own if each.answer is None and not each.ticket.agent]
    for each in live:
        codes = _codes(each, catalogue)
        same = next((item for item in items if item.code in codes), None)
        if same is not None:
            number = number_label(each.ticket.queue, each.ticket.number)
            raise CannotGive("already_in_line", number=number, item=same.name.zh)
    if 0 < lease.live_tickets_max <= len(live):
        raise CannotGive("too_many_tickets", limit=lease.live_tickets_max)


def number_label(queue: str, number: int) -> str:
    """The number as the hall writes it: A003."""
    return f"{queue}{number:03d}"


def _exhausted(left: Left | None, taken: int, then: str, now: str) -> str | None:
    """Which cap leaves nothing; what was left of the morning says nothing about the afternoon."""
    if left is None:
        return None
    if left.day is not None and taken >= left.day:
        return "day"
    if left.half_day is not None and then == now and taken >= left.half_day:
        return now
    return None


def _half(moment: datetime, catalogue: Catalogue) -> str:
    return "am" if moment.astimezone(ZoneInfo(catalogue.timezone)).hour < _NOON else "pm"


def _unknown_to(lease: Lease, given: list[Given]) -> Iterable[Given]:
    """What the hall had not heard of when it said what is left."""
    return (each for each in given if each.answer is None or each.answer.at > lease.issued_at)


def _codes(given: Given, catalogue: Catalogue) -> set[str]:
    ticket = given.ticket
    if ticket.theme is None:
        return set(ticket.items)
    themes = (theme for theme in catalogue.themes if theme.code == ticket.theme)
    return {step.item for theme in themes for step in theme.items}
