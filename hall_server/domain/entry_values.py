"""The kinds of value an entry's fields have: as JSON, as the plan's own, and as text of a sheet."""

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from hall_server.domain import plan as p
from hall_server.domain.periods import period_read, period_written

LONGEST_LIST = 1000
LARGEST_NUMBER = 2**31 - 1
"""What a column of the database holds."""


class NotOfKind(ValueError):
    """A JSON value is not of the kind its field has."""


@dataclass(frozen=True)
class Kind:
    """A kind of value. `write` never fails; `read` raises NotOfKind."""

    name: str
    write: Callable[[Any], Any]
    read: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\x00" in value:
        raise NotOfKind("text")
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise NotOfKind("text") from error
    return value


def _words(value: Any) -> p.Text:
    if not isinstance(value, dict) or not {"zh"} <= value.keys() <= {"zh", "en"}:
        raise NotOfKind("words")
    return p.Text(_text(value["zh"]), _text(value.get("en", "")))


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > LARGEST_NUMBER:
        raise NotOfKind("number")
    return value


def _rate(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise NotOfKind("rate")
    if abs(value) > LARGEST_NUMBER or not math.isfinite(value):
        raise NotOfKind("rate")
    return float(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise NotOfKind("flag")
    return value


def _date(value: Any) -> date:
    # Also 20261001 and 2026-W40-4 are ISO dates; only what is written back alike is taken.
    try:
        read = date.fromisoformat(_text(value))
    except ValueError as error:
        raise NotOfKind("date") from error
    if read.isoformat() != value:
        raise NotOfKind("date")
    return read


def _list(value: Any) -> list[Any]:
    if not isinstance(value, (list, tuple)) or len(value) > LONGEST_LIST:
        raise NotOfKind("list")
    return list(value)


def _period(value: Any) -> p.Period:
    try:
        return period_read(_text(value))
    except ValueError as error:
        raise NotOfKind("period") from error


def _of(value: Any, *names: str) -> list[Any]:
    if not isinstance(value, dict) or value.keys() != set(names):
        raise NotOfKind("object")
    return [value[name] for name in names]


def _step(value: Any) -> p.ThemeStep:
    item, step = _of(value, "item", "step")
    return p.ThemeStep(_text(item), _number(step))


def _backup(value: Any) -> p.Backup:
    queue, after = _of(value, "queue", "help_after_minutes")
    return p.Backup(_text(queue), None if after is None else _number(after))


_MATERIAL_FIELDS: Mapping[str, Callable[[Any], Any]] = {
    "name": _text,
    "kind": _text,
    "copies": _number,
    "medium": _text,
    "source": _text,
    "standard": _text,
    "deferrable": _flag,
    "certificate": _text,
}


def _material(value: Any) -> p.Material:
    """Also a name alone, as entries had it before a material was more than that."""
    if isinstance(value, str):
        return p.Material(_text(value))
    if not isinstance(value, dict) or not {"name"} <= value.keys() <= _MATERIAL_FIELDS.keys():
        raise NotOfKind("material")
    return p.Material(**{name: _MATERIAL_FIELDS[name](each) for name, each in value.items()})


def _optional(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else read(value)


def _each(read: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: tuple(read(each) for each in _list(value))


TEXT = Kind("text", _same, _text)
WORDS = Kind("words", lambda words: {"zh": words.zh, "en": words.en}, _words)
NUMBER = Kind("number", _same, _number)
OPTIONAL_NUMBER = Kind("optional number", _same, _optional(_number))
RATE = Kind("rate", _same, _rate)
FLAG = Kind("flag", _same, _flag)
DATE = Kind("date", date.isoformat, _date)
OPTIONAL_DATE = Kind(
    "optional date", lambda on: None if on is None else on.isoformat(), _optional(_date)
)
CODES = Kind("codes", list, _each(_text))
MATERIALS = Kind("materials", lambda each: [asdict(one) for one in each], _each(_material))
PERIODS = Kind(
    "periods", lambda periods: [period_written(each) for each in periods], _each(_period)
)
STEPS = Kind(
    "steps",
    lambda steps: [{"item": each.item, "step": each.step} for each in steps],
    _each(_step),
)
BACKUPS = Kind(
    "backups",
    lambda backups: [
        {"queue": each.queue, "help_after_minutes": each.help_after_minutes} for each in backups
    ],
    _each(_backup),
)
