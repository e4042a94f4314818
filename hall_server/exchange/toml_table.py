"""A table of hall.toml, asked key by key; what is wrong is added and a stand-in given back."""

import tomllib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hall_server.domain.plan import Text
from hall_server.exchange.problems import Place, Problems
from hall_server.exchange.source_file import read_bytes, utf8_text
from hall_server.toml_lines import (
    TomlPath,
    in_words,
    lines_of,
    nearest,
    syntax_error,
)

FILE_LIMIT = 1024 * 1024

NO_DATE = date(2000, 1, 1)
STAND_IN = "?"
"""Given for a text that is missing or wrong, so that what follows from it is no problem too."""


class TomlSource:
    """A parsed file and where in it things stand."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self._text = text
        self._lines: dict[TomlPath, int] | None = None

    def place(self, path: TomlPath) -> Place:
        if self._lines is None:
            self._lines = lines_of(self._text)
        return Place(self.file, nearest(self._lines, path), in_words(path))


class Table:
    """One table. `no_more` must come last: it adds a problem for each key nobody asked for."""

    def __init__(
        self, source: TomlSource, path: TomlPath, values: dict[str, Any], problems: Problems
    ) -> None:
        self.path = path
        self._source = source
        self._values = values
        self._problems = problems
        self._asked: set[str] = set()

    def has(self, key: str) -> bool:
        self._asked.add(key)
        return key in self._values

    def text(self, key: str) -> str:
        """A text that must be there, without the white space around it."""
        if self._missing(key):
            return STAND_IN
        return self.text_or(key, STAND_IN)

    def text_or(self, key: str, default: str) -> str:
        value = self._value(key, default)
        if isinstance(value, str):
            return value.strip()
        self.wrong(key, f"{value!r} is not a text: put it in quotation marks.")
        return STAND_IN

    def words(self, key: str) -> Text:
        """A text that must be there, and its English under `key_en`."""
        return Text(self.text(key), self.text_or(f"{key}_en", ""))

    def words_or_none(self, key: str) -> Text:
        return Text(self.text_or(key, ""), self.text_or(f"{key}_en", ""))

    def number_or(self, key: str, default: int) -> int:
        value = self._value(key, default)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self.wrong(key, f"{value!r} is not a whole number: write it without quotation marks.")
        return default

    def number(self, key: str) -> int:
        """A whole number that must be there; 1 stands in for it."""
        return 1 if self._missing(key) else self.number_or(key, 1)

    def flag(self, key: str) -> bool:
        """True or false, which must be there; False stands in for it."""
        value = False if self._missing(key) else self._value(key, False)
        if isinstance(value, bool):
            return value
        self.wrong(key, f"{value!r} is not true or false: write it without quotation marks.")
        return False

    def day(self, key: str) -> date:
        """A date that must be there; `NO_DATE` stands in for it."""
        return NO_DATE if self._missing(key) else self.day_or_none(key) or NO_DATE

    def day_or_none(self, key: str) -> date | None:
        """A date, if the key is there: 2026-10-01, with or without quotation marks."""
        value = self._value(key, None)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        try:
            if isinstance(value, str):
                return date.fromisoformat(value.strip())
        except ValueError:
            pass
        self.wrong(key, f"{value!r} is not a date: write it as in 2026-10-01.")
        return None

    def decimal(self, key: str) -> float:
        """A number that must be there; 1.0 stands in for it."""
        value = 1.0 if self._missing(key) else self._value(key, 1.0)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return float(value)
        self.wrong(key, f"{value!r} is not a number: write it as in 1.5.")
        return 1.0

    def array(self, key: str) -> list[Any]:
        """The elements of an array, none if the key is not there."""
        value = self._value(key, [])
        if isinstance(value, list):
            return value
        self.wrong(key, f"{value!r} is not a list: write it in [ ].")
        return []

    def texts(self, key: str) -> tuple[str, ...]:
        """The texts of an array, white space removed, none if the key is not there."""
        return self.texts_in(self.array(key), key)

    def texts_in(self, values: list[Any], *path: str | int) -> tuple[str, ...]:
        """`values`, which stand at `path` in this table, as texts; a stand-in for any other."""
        for position, value in enumerate(values):
            if not isinstance(value, str):
                self.wrong_at(
                    (*path, position), f"{value!r} is not a text: put it in quotation marks."
                )
        return tuple(v.strip() if isinstance(v, str) else STAND_IN for v in values)

    def table(self, key: str) -> "Table":
        """The table under the key, an empty one if it is not there."""
        value = self._value(key, {})
        if not isinstance(value, dict):
            self.wrong(key, f"This must be a table: write [{key}] on a line of its own.")
            value = {}
        return self.inner(value, key)

    def tables(self, key: str) -> tuple["Table", ...]:
        """The tables of an array of tables, none if the key is not there."""
        value = self._value(key, [])
        if isinstance(value, list) and all(isinstance(each, dict) for each in value):
            return tuple(self.inner(each, key, at) for at, each in enumerate(value))
        self.wrong(key, f"This must be a list of tables: write [[{key}]] before each of them.")
        return (self.inner(value, key, 0),) if isinstance(value, dict) else ()

    def inner(self, values: dict[str, Any], *path: str | int) -> "Table":
        """The table `values` that stands at `path` in this one."""
        return Table(self._source, (*self.path, *path), values, self._problems)

    def wrong(self, key: str, text: str) -> None:
        self.wrong_at((key,), text)

    def wrong_at(self, path: TomlPath, text: str) -> None:
        self._problems.add_unless_said(self._source.place((*self.path, *path)), text)

    def no_more(self) -> None:
        """Add a problem for each key that is not known here."""
        for key in self._values:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                self.wrong(
                    key, f"There is no such key here: correct or remove it (known: {known})."
                )

    def _value(self, key: str, default: object) -> Any:
        self._asked.add(key)
        return self._values.get(key, default)

    def _missing(self, key: str) -> bool:
        self._asked.add(key)
        if key not in self._values:
            self.wrong(key, "The key is missing: add it.")
        return key not in self._values


def read_toml(path: Path, problems: Problems) -> tuple[TomlSource, Table] | None:
    """The file's root table; None after adding why it cannot be read. Reads the file."""
    content = read_bytes(path, FILE_LIMIT, problems)
    text = None if content is None else utf8_text(path.name, content, problems)
    if text is None:
        return None
    text = text.replace("\r\n", "\n")
    try:
        values = tomllib.loads(text)
    except RecursionError:
        problems.add(Place(path.name), "Lists are nested too deeply: is it the right file?")
        return None
    except ValueError as error:
        # Not only TOMLDecodeError: a number of thousands of digits raises its parent.
        line, said = syntax_error(error)
        problems.add(Place(path.name, line), f"This is not TOML ({said}): correct the line.")
        return None
    source = TomlSource(path.name, text)
    return source, Table(source, (), values, problems)
