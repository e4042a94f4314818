"""What a card's own words say of it: is its number right, is it still valid, how old is its holder."""

from datetime import date

from hall_server.visitor_numbers import birth_date, document_number
from kiosk.reader.layouts import IdCard


def number_is_right(card: IdCard) -> bool:
    """Whether the number can be one of its kind.

    Residents' numbers need their check digit and the card's own birthday (GB 11643). Foreigners'
    cards have had several forms of number; those of 18 digits follow the same rule.
    """
    if card.kind == "foreigner":
        return document_number(card.number) is not None
    return birth_date(card.number) == card.birth


def has_expired(card: IdCard, day: date) -> bool:
    """Whether the last day of validity lies before `day`.

    The first day is not looked at: no card is handed out before it, so only a machine with a wrong
    clock would ever meet one.
    """
    return card.valid_to is not None and card.valid_to < day


def age_on(birth: date, day: date) -> int:
    """Full years on `day`; who was born on a 29 February is a year older on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
