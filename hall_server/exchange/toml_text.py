"""TOML as text: a table of keys, for the few kinds of value that hall.toml has."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

Value = str | int | float | date | Sequence["Value"] | dict[str, "Value"]
Keys = Iterable[tuple[str, Value]]

_LINE = 100


def table(header: str, keys: Keys) -> Iterator[str]:
    """The lines of a table: a blank one, its header (with brackets), its keys."""
    yield ""
    yield header
    yield from assignments(keys)


def assignments(keys: Keys) -> Iterator[str]:
    """A line for each key, or several where its text has several."""
    for key, value in keys:
        if isinstance(value, str) and "\n" in value:
            yield f'{key} = """'
            yield "\n".join(_text(line)[1:-1] for line in value.split("\n")) + '"""'
        elif len(line := f"{key} = {_value(value)}") > _LINE and isinstance(value, (list, tuple)):
            yield f"{key} = ["
            yield from (f"    {_value(each)}," for each in value)
            yield "]"
        else:
            yield line


def _value(value: Value) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return "{ " + ", ".join(assignments(value.items())) + " }"
    if isinstance(value, Sequence):
        return "[" + ", ".join(_value(each) for each in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return repr(value)


def _text(text: str) -> str:
    """A basic string. JSON's escapes are among TOML's; control characters are no part of a plan."""
    return json.dumps(text, ensure_ascii=False)
