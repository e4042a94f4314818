"""What a model says of a wrong value, in words for who wrote the file."""

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic_core import ErrorDetails

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "missing": "the key is missing: add it",
        "string_type": "is not a text: put it in quotation marks",
        "path_type": "is not a path: put it in quotation marks",
        "int_type": "is not a whole number: write it without quotation marks",
        "int_parsing": "is not a whole number",
        "int_from_float": "is not a whole number",
        "bool_type": "is not true or false: write it without quotation marks",
        "bool_parsing": "is not true or false",
        "tuple_type": "is not a list: write it in [ ]; tables of one kind begin with [[ ]] each",
        "mapping_type": "is not a table: write its keys in { } or below a [ ] of its own",
        "dict_type": "is not a table: write its keys in { } or below a [ ] of its own",
        "model_type": "is not a table: write its keys in { } or below a [ ] of its own",
        "model_attributes_type": "is not a table: write its keys in { } or below a [ ] of its own",
        "time_parsing": 'is not an hour of the day: write it as in "08:30"',
    }
)


def in_plain_words(error: ErrorDetails, model: type[BaseModel]) -> str:
    """What one of the `model`'s errors says and, where that is known, what to do. Never the value."""
    kind, said = error["type"], error["msg"]
    if kind == "extra_forbidden":
        return _unknown(str(error["loc"][-1]), keys_at(model, error["loc"][:-1]))
    if kind == "literal_error":
        return f"must be one of {error['ctx']['expected']}"
    if kind == "value_error":
        return said.removeprefix("Value error, ")
    return _WORDS.get(kind) or said.replace("Input should", "must")


def keys_at(model: type[BaseModel], place: Sequence[str | int]) -> tuple[str, ...]:
    """The keys of the table at a place of a file that is read as `model`; none if it has any."""
    table: type[BaseModel] | None = model
    is_name = False
    for part in place:
        # In a table of tables, as [layout.usual] is one, the first part is a name, no key.
        if isinstance(part, str) and not is_name:
            field = table.model_fields.get(part) if table is not None else None
            table = _table_in(field.annotation) if field is not None else None
            is_name = field is not None and get_origin(field.annotation) is Mapping
        else:
            is_name = False
    return tuple(table.model_fields) if table is not None else ()


def _table_in(annotation: Any) -> type[BaseModel] | None:
    """The model somewhere in a type such as `tuple[Line, ...]` or `Voice | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next(filter(None, map(_table_in, get_args(annotation))), None)


def _unknown(key: str, known: Sequence[str]) -> str:
    near = get_close_matches(key, known, n=1)
    if near:
        return f"there is no such key: is it meant to be `{near[0]}`?"
    return f"there is no such key here; there are: {', '.join(known)}"
