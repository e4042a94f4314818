"""Knowing a visitor's number again without keeping who the visitor is: marks of cards, tails of phones.

A document's number has too little chance in it for a plain hash: whoever had the database could try
all of them. The mark is keyed, and the key lies outside the database.
"""

import hashlib
import hmac
import re
import unicodedata
from datetime import date
from typing import Literal, NamedTuple

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from hall_server.domain.refusals import CardNotValid, PhoneNotValid

Purpose = Literal["visitor's card", "staff card", "request fingerprint", "one-time password"]

_FILLERS = re.compile(r"[\s\-()·.]")
_DOCUMENT = re.compile(r"(?=.*[0-9])[A-Z0-9]{5,20}", re.ASCII)
_RESIDENT = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})", re.ASCII)
_LANDLINE = re.compile(r"(?:\+?86)?(0?(?:10|2[0-9]|[3-9][0-9]{2})[2-9][0-9]{6,7})", re.ASCII)
TAIL = 4


class KnownBy(NamedTuple):
    """What is kept of a visitor beside the number, until the day is over."""

    phone_tail: str | None = None
    card_mark: str | None = None


def derived_key(secret: bytes, purpose: Purpose) -> bytes:
    """A key of its own for each purpose, so that the marks of one say nothing in another."""
    return hmac.digest(secret, f"hall: {purpose}".encode(), hashlib.sha256)


def day_key(key: bytes, on: date) -> bytes:
    """The key for marks of visitors' cards on one date of the hall, made from the server's own.

    Whoever learns a day's key, such as a kiosk that gives numbers alone, learns nothing of others.
    """
    return hmac.digest(key, b"hall: " + on.isoformat().encode(), hashlib.sha256)


def compact(typed: str) -> str:
    """What a person or a reader typed, with one way to write it: half width, upper case, no fillers."""
    return _FILLERS.sub("", unicodedata.normalize("NFKC", typed)).upper()


def mark(key: bytes, number: str) -> str:
    """A number's mark: 64 hexadecimal digits, the same however the number was written."""
    return hmac.new(key, compact(number).encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def document_number(typed: str) -> str | None:
    """The number of an identity document, or None when it cannot be one.

    A resident's card (GB 11643, also the residence permits of the same form) must have its check
    digit and a date; passports and travel permits are 5 to 20 letters and digits.
    """
    number = compact(typed)
    if not _DOCUMENT.fullmatch(number):
        return None
    return number if not _RESIDENT.fullmatch(number) or _is_resident(number) else None


def _is_resident(number: str) -> bool:
    # Not ric.validate: its list of counties is older than people's cards may be.
    try:
        ric.get_birth_date(number)
    except ValidationError:
        return False
    return bool(ric.calc_check_digit(number) == number[-1])


def phone_tail(typed: str) -> str | None:
    """The last four digits of a Chinese mobile or landline number, or None when it is none."""
    number = compact(typed)
    found = _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number)
    return found[1][-TAIL:] if found else None


def known_by(key: bytes, phone: str | None, card: str | None) -> KnownBy:
    """What may be kept of a phone and a card. Raises PhoneNotValid, CardNotValid."""
    tail = phone_tail(phone) if phone is not None else None
    if phone is not None and tail is None:
        raise PhoneNotValid()
    number = document_number(card) if card is not None else None
    if card is not None and number is None:
        raise CardNotValid()
    return KnownBy(tail, mark(key, number) if number is not None else None)
