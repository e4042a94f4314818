"""A TOML file read into a model, with every fault, the line it stands on, and plain words for it."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from display.fault_words import in_plain_words
from display.faults import Fault, Refused
from hall_server.toml_lines import TomlPath, in_words, lines_of, nearest, syntax_error

LARGEST = 1024 * 1024
"""Bytes of a file that people write."""

M = TypeVar("M", bound=BaseModel)


class TomlFile:
    """A file that is TOML: its `values`, and the line of each of them."""

    def __init__(self, path: Path, text: str, values: dict[str, Any]) -> None:
        self.path = path
        self.values = values
        self._text = text
        self._lines: dict[TomlPath, int] | None = None

    def fault(self, place: TomlPath, message: str) -> Fault:
        """What is wrong at a place, such as ("line", 0, "panel", 2, "address")."""
        if self._lines is None:
            self._lines = lines_of(self._text)
        where = in_words(place)
        return Fault(
            self.path, nearest(self._lines, place), f"{where}: {message}" if where else message
        )

    def faults(self, error: ValidationError, model: type[BaseModel]) -> tuple[Fault, ...]:
        """What the `model` said of the values, in the order of the lines."""
        found = []
        for each in error.errors(include_url=False, include_input=False):
            place = tuple(part for part in each["loc"] if part != "[key]")
            found.append(self.fault(place, in_plain_words(each, model)))
        return tuple(sorted(found, key=lambda fault: fault.line or 0))


def read_toml(path: Path) -> TomlFile:
    """The file's values as they stand in it. Raises Refused when it is missing or not TOML."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refused([Fault(path, None, f"cannot be read: {error.strerror or error}")]) from error
    if len(content) > LARGEST:
        raise Refused([Fault(path, None, "is too large: is it the right file?")])
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Refused([Fault(path, line, "is not UTF-8: save it as UTF-8")]) from error
    try:
        return TomlFile(path, text, tomllib.loads(text))
    except RecursionError as error:
        raise Refused([Fault(path, None, "is nested too deeply: is it the right file?")]) from error
    except ValueError as error:
        # Not only TOMLDecodeError: a number of thousands of digits raises its parent.
        at, said = syntax_error(error)
        line = at or text.count("\n") + 1
        raise Refused([Fault(path, line, f"this is not TOML: {said}")]) from error


def load_model(path: Path, model: type[M]) -> M:
    """The file as a `model`, whose names of fields are the file's keys. Raises Refused."""
    file = read_toml(path)
    try:
        return model.model_validate(file.values)
    except ValidationError as error:
        raise Refused(file.faults(error, model)) from error
