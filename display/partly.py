"""A model of what is right in values that are partly wrong, so that the rest can be looked at too. Pure."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from hall_server.toml_lines import TomlPath

M = TypeVar("M", bound=BaseModel)
Homes = dict[TomlPath, list[int]]
"""Of each list of the values: where the elements that were kept had stood."""


def right_part(
    model: type[M], values: dict[str, Any]
) -> tuple[M, frozenset[str], Callable[[TomlPath], TomlPath]]:
    """A model that is right with any of its keys missing, made of `values` without what is wrong.

    Of a list of tables a wrong one is left out, of anything else the whole top key. Also: the top
    keys of which something was left out, and a function from places in the model to places in
    `values`.
    """
    wrong: set[TomlPath] = set()
    while True:
        homes: Homes = {}
        try:
            part = model.model_validate(_without(values, (), wrong, homes))
            faulty = frozenset(str(place[0]) for place in wrong)
            return part, faulty, partial(_home, homes)
        except ValidationError as error:
            # Each turn leaves out more, and without any key the model is right.
            wrong |= {_outermost(values, _home(homes, each["loc"])) for each in error.errors()}


def _without(value: Any, place: TomlPath, wrong: set[TomlPath], homes: Homes) -> Any:
    if isinstance(value, dict):
        return {
            key: _without(each, (*place, key), wrong, homes)
            for key, each in value.items()
            if (*place, key) not in wrong
        }
    if isinstance(value, list):
        kept = [at for at in range(len(value)) if (*place, at) not in wrong]
        homes[place] = kept
        return [_without(value[at], (*place, at), wrong, homes) for at in kept]
    return value


def _home(homes: Homes, place: TomlPath) -> TomlPath:
    home: TomlPath = ()
    for part in place:
        kept = homes.get(home)
        inside = kept is not None and isinstance(part, int) and part < len(kept)
        home = (*home, kept[part] if inside else part)  # type: ignore[index]  # inside says so
    return home


def _outermost(values: Any, place: TomlPath) -> TomlPath:
    """The innermost table of a list of tables that holds the place, or else its top key."""
    found: TomlPath = place[:1]
    for length, part in enumerate(place, start=1):
        try:
            values = values[part]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(part, int) and isinstance(values, dict):
            found = place[:length]
    return found
