"""What a service guide tells of an item beyond its limits, as cells of the catalogue and keys of hall.toml."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from hall_server.domain.plan import Item
from hall_server.exchange.problems import Place, Problems

TEXTS = ("subject", "conditions", "basis", "fee_basis", "procedure", "result", "higher_body")
GUIDE_COLUMNS = (
    "day_kind",
    "subject",
    "conditions",
    "basis",
    "fee_basis",
    "procedure",
    "result",
    "delivery",
    "deemed_approval",
    "higher_body",
    "higher_days",
)
"""Named as the fields of an item that they hold."""

DAY_KINDS: Mapping[str, str] = MappingProxyType({"工作日": "working", "自然日": "calendar"})
DELIVERIES: Mapping[str, str] = MappingProxyType({"窗口": "window", "邮寄": "mail"})
FLAGS: Mapping[str, bool] = MappingProxyType(
    {"yes": True, "是": True, "true": True, "": False, "no": False, "否": False, "false": False}
)

_NUMBER = re.compile(r"[0-9]{1,6}")
_SEPARATOR = re.compile("[;；]")


def guide_fields(place: Place, cell: Mapping[str, str], problems: Problems) -> dict[str, Any]:
    """The item's fields that stand in a row's cells of GUIDE_COLUMNS; what is wrong is added."""
    return {
        **{name: cell[name] for name in TEXTS},
        "day_kind": one_of(
            at(place, "day_kind"), cell["day_kind"] or "工作日", DAY_KINDS, problems
        ),
        "delivery": tuple(
            one_of(at(place, "delivery"), each, DELIVERIES, problems)
            for each in several(cell["delivery"] or "窗口")
        ),
        "deemed_approval": flag(at(place, "deemed_approval"), cell["deemed_approval"], problems),
        "higher_days": optional_number(at(place, "higher_days"), cell["higher_days"], problems),
    }


def guide_cells(item: Item) -> Iterator[str | int | None]:
    """An item's cells of GUIDE_COLUMNS, blank where it is as usual."""
    for name in GUIDE_COLUMNS:
        value = getattr(item, name)
        if name == "day_kind":
            yield None if value == "working" else word_of(value, DAY_KINDS)
        elif name == "delivery":
            yield None if value == ("window",) else written_ways(value)
        elif name == "deemed_approval":
            yield "yes" if value else None
        else:
            yield value


def written_ways(ways: tuple[str, ...]) -> str:
    return ";".join(word_of(way, DELIVERIES) for way in ways)


def word_of(value: str, words: Mapping[str, str]) -> str:
    """The word that a file has for a value."""
    return next(word for word, meant in words.items() if meant == value)


def at(place: Place, column: str) -> Place:
    return Place(place.file, place.row, column)


def one_of(place: Place, written: str, words: Mapping[str, str], problems: Problems) -> str:
    """The value that a word means; the value itself is a word, too. The first one stands in."""
    meant = words.get(written, written)
    if meant not in words.values():
        known = "、".join(word for word in words if word)
        problems.add_unless_said(place, f"{written[:40]!r} is not known here: use {known}.")
        return next(iter(words.values()))
    return meant


def flag(place: Place, written: str, problems: Problems) -> bool:
    if written.lower() not in FLAGS:
        problems.add_unless_said(place, f"{written!r} is neither: write yes or leave it empty.")
    return FLAGS.get(written.lower(), False)


def optional_number(place: Place, written: str, problems: Problems) -> int | None:
    if not written:
        return None
    return number(place, written, "write a whole number or leave it empty", problems)


def number(place: Place, written: str, remedy: str, problems: Problems) -> int | None:
    """A cell's whole number; None after adding the problem."""
    if _NUMBER.fullmatch(written):
        return int(written)
    problems.add_unless_said(place, f"{written!r} is not a number: {remedy}.")
    return None


def several(written: str) -> tuple[str, ...]:
    """The parts of a cell between its semicolons."""
    return tuple(part.strip() for part in _SEPARATOR.split(written)) if written else ()
