"""Who may take how many numbers: one in line per person and item, and limits per person, agent, item.

Pure: what stands in line and what was given is counted by the caller, in the transaction that gives
the number.
"""

from collections.abc import Collection, Iterable
from typing import Literal, NamedTuple

from hall_server.domain.plan import HouseRules, Item
from hall_server.domain.refusals import Conflict

Half = Literal["am", "pm"]
Span = Literal["am", "pm", "day"]


class AlreadyInLine(Conflict):
    """The person has a number for the item, which is still to be called."""

    code = "already_in_line"
    sentence = "Number {number} is already in line for {item}."


class TooManyTickets(Conflict):
    """The person has as many numbers in line as the hall lets one have."""

    code = "too_many_tickets"
    sentence = "One person may have {limit} numbers at a time."


class AgentLimit(Conflict):
    """The person has taken as many numbers for others today as the hall lets one take."""

    code = "agent_limit"
    sentence = "One person may take {limit} numbers a day for others."


class ItemCapReached(Conflict):
    """No more numbers of the item today, or in this half of the day."""

    code = "item_cap_reached"
    sentence = "All numbers for {name} are taken ({half})."


class ReceiptNotHere(Conflict):
    """A receipt goes with an item for picking up, and such an item with a receipt."""

    code = "receipt_not_here"
    sentence = "{name} and a receipt do not go together, or the receipt is missing."


class InLine(NamedTuple):
    """An errand of somebody that is still to be done: the number, the ids of ticket and item."""

    ticket: int
    number: str
    item: int


def in_line_for(held: Iterable[InLine], wanted: Collection[int]) -> InLine | None:
    """The number a person already has for one of the items wanted, if there is one."""
    return next((errand for errand in held if errand.item in wanted), None)


def has_too_many(held: Iterable[InLine], rules: HouseRules) -> bool:
    """Whether a person has all the numbers one may have. Errands of one number count once."""
    numbers = {errand.number for errand in held}
    return 0 < rules.live_tickets_max <= len(numbers)


def is_beyond_agents(taken: int, rules: HouseRules) -> bool:
    """Whether a person has taken all the numbers one may take in a day for others."""
    return 0 < rules.agent_tickets_max <= taken


def cap_reached(item: Item, half: Half, given_in_half: int, given_in_day: int) -> Span | None:
    """The span in which no more numbers of an item are given; None while there are some."""
    if item.day_cap is not None and given_in_day >= item.day_cap:
        return "day"
    if item.half_day_cap is not None and given_in_half >= item.half_day_cap:
        return half
    return None


def is_capped(item: Item) -> bool:
    """Whether the item has a cap at all."""
    return item.day_cap is not None or item.half_day_cap is not None
