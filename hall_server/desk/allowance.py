"""Whether this person may have this number now: asked in the transaction that gives it.

The hall's lock is held, so what is counted here is still true when the number is written. A number
without a card and without a capped item costs no query.
"""

from datetime import date, datetime, timedelta

from hall_server.domain import allowance as rules
from hall_server.domain import plan as p
from hall_server.domain.identity import KnownBy
from hall_server.domain.refusals import Conflict
from hall_server.store.caps import Given, given_on, noon_of
from hall_server.store.held import agent_tickets, errands_booked, errands_held
from hall_server.store.transaction import Transaction
from hall_server.wire.acts import IssueTicket

Beyond = tuple[str, ...]
"""Codes of the limits that a member of staff went beyond; the journal keeps them."""


def require_allowed(
    tx: Transaction, wanted: IssueTicket, items: list[p.Item], visitor: KnownBy, today: date
) -> Beyond:
    """Hold a wish against the hall's limits; returns those that staff may and do go beyond.

    Nobody gets a second place in a line they stand in. Raises AlreadyInLine, ReceiptNotHere, and
    from machines TooManyTickets, AgentLimit, ItemCapReached.
    """
    _require_receipt(tx, wanted, items)
    reached = [*_of_person(tx, wanted, items, visitor, today), *_of_items(tx, items, today)]
    if reached and tx.actor.kind != "staff":
        raise reached[0]
    return tuple(dict.fromkeys(limit.code for limit in reached))


def _require_receipt(tx: Transaction, wanted: IssueTicket, items: list[p.Item]) -> None:
    collects = next((item for item in items if item.pick_up), None)
    if wanted.receipt is not None and collects is None:
        raise rules.ReceiptNotHere(name=items[0].name.zh)
    # Staff help those who lost theirs; a machine cannot know what to look for.
    if collects is not None and wanted.receipt is None and tx.actor.kind != "staff":
        raise rules.ReceiptNotHere(name=collects.name.zh)


def _of_person(
    tx: Transaction, wanted: IssueTicket, items: list[p.Item], visitor: KnownBy, today: date
) -> list[Conflict]:
    if visitor.card_mark is None:
        return []
    house = tx.setup.plan.rules
    if wanted.agent:
        taken = agent_tickets(tx, visitor.card_mark, today)
        beyond = rules.is_beyond_agents(taken, house)
        return [rules.AgentLimit(limit=house.agent_tickets_max)] if beyond else []
    too_many = rules.has_too_many(require_not_in_line(tx, items, visitor, today), house)
    return [rules.TooManyTickets(limit=house.live_tickets_max)] if too_many else []


def require_not_in_line(
    tx: Transaction, items: list[p.Item], visitor: KnownBy, today: date
) -> list[rules.InLine]:
    """What the card's holder has in line; nobody gets a second place there. Raises AlreadyInLine."""
    if visitor.card_mark is None:
        return []
    held = still_to_be_done(tx, visitor.card_mark, today)
    if visitor.booking_mark is not None:
        held += errands_booked(tx, visitor.booking_mark, today)
    same = rules.in_line_for(held, {tx.setup.item_ids[item.code] for item in items})
    if same is not None:
        name = tx.setup.items[same.item].name.zh
        raise rules.AlreadyInLine(number=same.number, item=name)
    return held


def still_to_be_done(tx: Transaction, card_mark: str, on: date) -> list[rules.InLine]:
    """What the card's holder is here for on a date. A number missed too long ago is no more."""
    missed_since = tx.now - timedelta(minutes=tx.setup.plan.rules.come_back_minutes)
    return errands_held(tx, card_mark, on, missed_since)


def _of_items(tx: Transaction, items: list[p.Item], today: date) -> list[Conflict]:
    capped = {tx.setup.item_ids[item.code]: item for item in items if rules.is_capped(item)}
    if not capped:
        return []
    given = given_on(tx.connection, tx.setup, today, capped)
    half = half_of(tx, today, tx.now)
    reached: list[Conflict] = []
    for id, item in capped.items():
        so_far = given.get(id, Given())
        in_half = so_far.am if half == "am" else so_far.pm
        span = rules.cap_reached(item, half, in_half, so_far.day)
        if span is not None:
            reached.append(rules.ItemCapReached(name=item.name.zh, half=span))
    return reached


def beyond_caps(tx: Transaction, item: p.Item, today: date) -> Beyond:
    """What a member of staff goes beyond who gives one more of an item."""
    return tuple(limit.code for limit in _of_items(tx, [item], today))


def half_of(tx: Transaction, today: date, at: datetime) -> rules.Half:
    """The half of the hall's day in which a moment lies; noon of its own time zone divides."""
    return "am" if at < noon_of(tx.setup, today) else "pm"
