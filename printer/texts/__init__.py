"""The sentences on paper: one JSON file per language, all with the same keys."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


class UnknownLanguage(LookupError):
    """There is no language file of that name."""


class Sentences:
    """The sentences of one language."""

    def __init__(self, language: str, by_key: Mapping[str, str]) -> None:
        self.language = language
        self._by_key = by_key

    def __call__(self, key: str, **values: str | int) -> str:
        """The sentence of that key with `{name}` filled from `values`; KeyError if either lacks."""
        return self._by_key[key].format_map(values)

    @property
    def by_key(self) -> Mapping[str, str]:
        """The sentences unfilled."""
        return self._by_key

    def replaced(self, words: Mapping[str, str]) -> "Sentences":
        """These sentences with some in other words."""
        return Sentences(self.language, {**self._by_key, **words}) if words else self


@cache
def languages() -> tuple[str, ...]:
    """Names of the languages that have a file, sorted."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.json")))


@cache
def sentences(language: str) -> Sentences:
    """The sentences of `language` ("zh-CN", "en"), read once. Raises UnknownLanguage."""
    if language not in languages():
        raise UnknownLanguage(language)
    text = (_FOLDER / f"{language}.json").read_text(encoding="utf-8")
    return Sentences(language, json.loads(text))
