"""The fields of an entry as cells of a sheet, and back: what a spreadsheet can carry, as text."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from hall_server.domain.entry_values import WORDS, Kind
from hall_server.domain.plan_entries import Entry, fields_of

Cell = str | int | float | None
_NUMBER = re.compile(r"-?[0-9]{1,9}")
_RATE = re.compile(r"[0-9]{1,4}(\.[0-9]{1,20})?(e-?[0-9]{1,3})?")
_SEPARATOR = re.compile("[;；]")
_PERIODS = re.compile("[,，]")
_FLAGS = {"yes": True, "no": False, "是": True, "否": False, "true": True, "false": False}


class CellWrong(ValueError):
    """A cell cannot be what its column holds; the message says how to write it."""


class Column(NamedTuple):
    """A column of a part's sheet: the entry's field, and `zh` or `en` of it."""

    heading: str
    field: str
    side: str = ""


def columns(part: str) -> tuple[Column, ...]:
    """The columns of a part's sheet, in order."""
    return tuple(_columns(fields_of(part)))


def _columns(fields: Mapping[str, Kind]) -> Iterator[Column]:
    yield Column("code", "code")
    for name, kind in fields.items():
        if kind is WORDS:
            yield Column(name, name, "zh")
            yield Column(f"{name}_en", name, "en")
        else:
            yield Column(name, name)


def written(part: str, column: Column, entry: Entry) -> Cell:
    """What stands in a cell."""
    value = entry[column.field]
    if column.side:
        text: str = value[column.side]
        return text
    kind = "text" if column.field == "code" else fields_of(part)[column.field].name
    return _WRITE.get(kind, _as_it_is)(value)


def read(part: str, column: Column, cell: str) -> Any:
    """The value of a cell for `column.field` (or its side). Raises CellWrong."""
    if column.side or column.field == "code":
        return cell
    return _READ[fields_of(part)[column.field].name](cell)


def _as_it_is(value: Any) -> Cell:
    cell: Cell = value
    return cell


def _steps(steps: Any) -> str:
    return " ".join(f"{each['step']}:{each['item']}" for each in steps)


def _backups(backups: Any) -> str:
    after = ((each["queue"], each["help_after_minutes"]) for each in backups)
    return " ".join(queue if minutes is None else f"{queue}:{minutes}" for queue, minutes in after)


_WRITE: Mapping[str, Callable[[Any], Cell]] = {
    "flag": lambda flag: "yes" if flag else "no",
    "codes": ";".join,
    "materials": lambda materials: ";".join(each["name"] for each in materials),
    "periods": ", ".join,
    "steps": _steps,
    "backups": _backups,
}


def _number(cell: str) -> int:
    if not _NUMBER.fullmatch(cell):
        raise CellWrong("write a whole number")
    return int(cell)


def _optional_number(cell: str) -> int | None:
    return _number(cell) if cell else None


def _rate(cell: str) -> float:
    if not _RATE.fullmatch(cell):
        raise CellWrong("write a number as in 1.5")
    return float(cell)


def _flag(cell: str) -> bool:
    if cell.lower() not in _FLAGS:
        raise CellWrong("write yes or no")
    return _FLAGS[cell.lower()]


def _codes(cell: str) -> list[str]:
    return [each.strip() for each in _SEPARATOR.split(cell)] if cell else []


def _periods_read(cell: str) -> list[str]:
    return [each.strip() for each in _PERIODS.split(cell)] if cell else []


def _steps_read(cell: str) -> list[dict[str, Any]]:
    steps = []
    for each in cell.split():
        step, colon, item = each.partition(":")
        if not colon or not _NUMBER.fullmatch(step):
            raise CellWrong("write steps as in 1:SJ-001 2:SW-003")
        steps.append({"item": item, "step": int(step)})
    return steps


def _backups_read(cell: str) -> list[dict[str, Any]]:
    backups = []
    for each in cell.split():
        queue, colon, after = each.partition(":")
        if colon and not _NUMBER.fullmatch(after):
            raise CellWrong("write queues helped as in B C:10")
        backups.append({"queue": queue, "help_after_minutes": int(after) if colon else None})
    return backups


_READ: Mapping[str, Callable[[str], Any]] = {
    "text": str,
    "number": _number,
    "optional number": _optional_number,
    "rate": _rate,
    "flag": _flag,
    "optional date": lambda cell: cell or None,
    "codes": _codes,
    "materials": _codes,
    "periods": _periods_read,
    "steps": _steps_read,
    "backups": _backups_read,
}
