"""The 256 bytes of text on a card, as the card they describe. Address, nation and issuer are left.

Layouts are told apart by one character at byte 248: blank is a citizen's card, `I` a foreigner's
permanent residence card (`Y` its edition of 2023), `J` a residence permit for people of Hong Kong,
Macao and Taiwan. Text is UTF-16LE, filled up with blanks. Source: GA/T 467 and the readers' vendors'
descriptions of it; `Y` after a vendor's header file alone.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from kiosk.reader.frames import TEXT_BYTES

CardKind = Literal["citizen", "foreigner", "hkmt"]
Sex = Literal["male", "female", "unknown", "unstated"]

_KIND_AT = 248
_SEXES: dict[str, Sex] = {"1": "male", "2": "female", "0": "unknown", "9": "unstated"}
_FOR_EVER = "长期"
_DAY = re.compile(r"[0-9]{8}", re.ASCII)
_NUMBER = re.compile(r"[0-9A-Z]{5,18}", re.ASCII)
_FILLING = " \0\u3000"
_NO_NAME = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Categories of characters that no name holds. Private ones it may: rare characters stand there."""


@dataclass(frozen=True, slots=True)
class IdCard:
    """What a ticket machine takes from a card. `valid_to` None is 长期, without an end."""

    kind: CardKind
    name: str = field(repr=False)
    number: str = field(repr=False)
    birth: date = field(repr=False)
    sex: Sex
    valid_from: date
    valid_to: date | None


class Malformed(Exception):
    """The text is no card's. Says which field, never what stood in it."""


class _Layout(NamedTuple):
    """Byte offset, and length where it differs, of each field."""

    kind: CardKind
    names: tuple[tuple[int, int], ...]
    """Chinese first; the first that is not blank counts."""
    sex: int
    birth: int
    number: tuple[int, int]
    valid_from: int
    valid_to: int


_CITIZEN = _Layout(
    "citizen",
    names=((0, 30),),
    sex=30,
    birth=36,
    number=(122, 36),
    valid_from=188,
    valid_to=204,
)
_FOREIGNER = _Layout(
    "foreigner",
    names=((158, 30), (0, 120)),
    sex=120,
    birth=220,
    number=(122, 30),
    valid_from=188,
    valid_to=204,
)
_LAYOUTS = {
    "": _CITIZEN,
    "I": _FOREIGNER,
    # The English name stands where citizens have their address.
    "Y": _CITIZEN._replace(kind="foreigner", names=((0, 30), (52, 70))),
    # Pass number and count of issues stand where citizens have nothing.
    "J": _CITIZEN._replace(kind="hkmt"),
}


def read_card(text: bytes) -> IdCard:
    """The card that `text` describes. Raises Malformed."""
    if len(text) != TEXT_BYTES:
        raise Malformed(f"{len(text)} bytes of text instead of {TEXT_BYTES}")
    layout = _LAYOUTS.get(_field(text, _KIND_AT, 2, "kind"))
    if layout is None:
        raise Malformed("kind: not a known layout")
    return IdCard(
        kind=layout.kind,
        name=_name(text, layout),
        number=_number(text, layout),
        birth=_day(text, layout.birth, "birth"),
        sex=_sex(text, layout),
        valid_from=_day(text, layout.valid_from, "valid from"),
        valid_to=_end(text, layout),
    )


def _name(text: bytes, layout: _Layout) -> str:
    name = next(filter(None, (_field(text, *place, "name") for place in layout.names)), "")
    if not name or any(unicodedata.category(each) in _NO_NAME for each in name):
        raise Malformed("name: blank, or not of letters")
    return name


def _number(text: bytes, layout: _Layout) -> str:
    number = _field(text, *layout.number, "number")
    if not _NUMBER.fullmatch(number):
        raise Malformed("number: not of 5 to 18 digits and letters")
    return number


def _sex(text: bytes, layout: _Layout) -> Sex:
    sex = _SEXES.get(_field(text, layout.sex, 2, "sex"))
    if sex is None:
        raise Malformed("sex: none of 0, 1, 2, 9")
    return sex


def _end(text: bytes, layout: _Layout) -> date | None:
    if _field(text, layout.valid_to, 16, "valid to") == _FOR_EVER:
        return None
    return _day(text, layout.valid_to, "valid to")


def _day(text: bytes, offset: int, what: str) -> date:
    written = _field(text, offset, 16, what)
    if not _DAY.fullmatch(written):
        raise Malformed(f"{what}: not eight digits")
    try:
        return date(int(written[:4]), int(written[4:6]), int(written[6:]))
    except ValueError as error:
        raise Malformed(f"{what}: no such day") from error


def _field(text: bytes, offset: int, length: int, what: str) -> str:
    try:
        return text[offset : offset + length].decode("utf-16-le").strip(_FILLING)
    except UnicodeDecodeError:
        # Not chained: the error carries the bytes.
        raise Malformed(f"{what}: not UTF-16") from None
