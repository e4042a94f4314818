"""The numbers that visitors give: documents and phones, whoever reads them (server or kiosk)."""

import re
import unicodedata
from datetime import date

from stdnum.cn import ric
from stdnum.exceptions import ValidationError

TAIL = 4
"""So many characters of a number may be shown or kept."""

_FILLERS = re.compile(r"[\s\-()·.]")
_DOCUMENT = re.compile(r"(?=.*[0-9])[A-Z0-9]{5,20}", re.ASCII)
_RESIDENT = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_MOBILE = re.compile(r"(?:\+?86)?(1[3-9][0-9]{9})", re.ASCII)
_LANDLINE = re.compile(r"(?:\+?86)?(0?(?:10|2[0-9]|[3-9][0-9]{2})[2-9][0-9]{6,7})", re.ASCII)


def compact(typed: str) -> str:
    """What a person or a reader typed, with one way to write it: half width, upper case, no fillers."""
    return _FILLERS.sub("", unicodedata.normalize("NFKC", typed)).upper()


def document_number(typed: str) -> str | None:
    """The number of an identity document, or None when it cannot be one.

    A resident's card (GB 11643, also the residence permits of the same form) must have its check
    digit and a date; passports and travel permits are 5 to 20 letters and digits.
    """
    number = compact(typed)
    if not _DOCUMENT.fullmatch(number):
        return None
    return number if not _RESIDENT.fullmatch(number) or birth_date(number) else None


def birth_date(number: str) -> date | None:
    """The date in a resident's number with a right check digit; None for any other document."""
    if not _RESIDENT.fullmatch(number) or ric.calc_check_digit(number) != number[-1]:
        return None
    # Not ric.validate: its list of counties is older than people's cards may be.
    try:
        return ric.get_birth_date(number)
    except ValidationError:
        return None


def phone_number(typed: str) -> str | None:
    """A Chinese mobile or landline number without its country, or None when it is none."""
    number = compact(typed)
    found = _MOBILE.fullmatch(number) or _LANDLINE.fullmatch(number)
    return found[1] if found else None


def phone_tail(typed: str) -> str | None:
    """The last four digits of a Chinese phone number, or None when it is none."""
    number = phone_number(typed)
    return number[-TAIL:] if number else None
