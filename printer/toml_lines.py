"""Where each key of a TOML file stands, which the standard library's reader does not tell."""

import re

Place = tuple[str, ...]

_PART = r'(?:"(?:[^"\\]|\\.)*"|\'[^\']*\'|[A-Za-z0-9_-]+)'
_KEY = rf"{_PART}(?:\s*\.\s*{_PART})*"
_TABLE = re.compile(rf"\s*\[\[?\s*({_KEY})\s*\]")
_PAIR = re.compile(rf"\s*({_KEY})\s*=(.*)")
_PARTS = re.compile(_PART)
_LONG_QUOTES = ('"""', "'''")


class TomlLines:
    """Lines of keys in a file that `tomllib` has accepted; lines count from 1."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Place, int] = {}
        self._scan(text)

    def of(self, place: Place) -> int:
        """The line of a key, or of the nearest table around it."""
        for length in range(len(place), 0, -1):
            if place[:length] in self._lines:
                return self._lines[place[:length]]
        return 1

    def _scan(self, text: str) -> None:
        table: Place = ()
        inside: str | None = None
        for number, line in enumerate(text.splitlines(), start=1):
            if inside is not None:
                inside = None if inside in line else inside
                continue
            if found := _TABLE.match(line):
                table = _parts(found.group(1))
                self._stands(table, number)
            elif found := _PAIR.match(line):
                self._stands(table + _parts(found.group(1)), number)
                inside = _left_open(found.group(2))

    def _stands(self, place: Place, number: int) -> None:
        """A key begins all tables around it that have not begun yet."""
        for length in range(1, len(place) + 1):
            self._lines.setdefault(place[:length], number)


def _parts(key: str) -> Place:
    return tuple(part.strip("\"'") for part in _PARTS.findall(key))


def _left_open(value: str) -> str | None:
    """The quotes of a text that goes on in the next line, or None."""
    for quotes in _LONG_QUOTES:
        if value.strip().startswith(quotes) and value.count(quotes) == 1:
            return quotes
    return None
