"""Knowing a visitor's number again without keeping who the visitor is: marks of cards, tails of phones.

A document's number has too little chance in it for a plain hash: whoever had the database could try
all of them. The mark is keyed, and the key lies outside the database.
"""

import hashlib
import hmac
from datetime import date
from typing import Literal, NamedTuple

from hall_server.domain.refusals import CardNotValid, PhoneNotValid
from hall_server.visitor_numbers import compact, document_number, phone_number, phone_tail

Purpose = Literal[
    "visitor's card",
    "visitor's appointment",
    "staff card",
    "request fingerprint",
    "one-time password",
    "applicant's document",
    "applicant's document, sealed",
]


class KnownBy(NamedTuple):
    """What is kept of a visitor beside the number, until the day is over."""

    phone_tail: str | None = None
    card_mark: str | None = None
    booking_mark: str | None = None
    """The card's mark among appointments: looked for, not kept with the number."""


class BookedBy(NamedTuple):
    """What is kept of a person with an appointment, until it is long over."""

    card_mark: str
    phone_mark: str | None


def derived_key(secret: bytes, purpose: Purpose) -> bytes:
    """A key of its own for each purpose, so that the marks of one say nothing in another."""
    return hmac.digest(secret, f"hall: {purpose}".encode(), hashlib.sha256)


def day_key(key: bytes, on: date) -> bytes:
    """The key for marks of visitors' cards on one date of the hall, made from the server's own.

    Whoever learns a day's key, such as a kiosk that gives numbers alone, learns nothing of others.
    """
    return hmac.digest(key, b"hall: " + on.isoformat().encode(), hashlib.sha256)


def mark(key: bytes, number: str) -> str:
    """A number's mark: 64 hexadecimal digits, the same however the number was written."""
    return hmac.new(key, compact(number).encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def known_by(
    key: bytes, phone: str | None, card: str | None, booking_key: bytes | None = None
) -> KnownBy:
    """What may be kept of a phone and a card. Raises PhoneNotValid, CardNotValid.

    With `booking_key`, which marks documents among appointments, also what finds those of the card.
    """
    tail = phone_tail(phone) if phone is not None else None
    if phone is not None and tail is None:
        raise PhoneNotValid()
    number = document_number(card) if card is not None else None
    if card is not None and number is None:
        raise CardNotValid()
    if number is None:
        return KnownBy(tail)
    booked = mark(booking_key, number) if booking_key is not None else None
    return KnownBy(tail, mark(key, number), booked)


def booked_by(key: bytes, document: str, phone: str | None) -> BookedBy:
    """What may be kept of who books. Raises CardNotValid, PhoneNotValid."""
    return BookedBy(
        document_mark(key, document), phone_mark(key, phone) if phone is not None else None
    )


def document_mark(key: bytes, document: str) -> str:
    """The mark of an identity document. Raises CardNotValid."""
    number = document_number(document)
    if number is None:
        raise CardNotValid()
    return mark(key, number)


def phone_mark(key: bytes, phone: str) -> str:
    """The mark of a phone, the same with and without its country. Raises PhoneNotValid."""
    number = phone_number(phone)
    if number is None:
        raise PhoneNotValid()
    return mark(key, number)
