"""The languages of the page: one text file each. Adding a file adds a language."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import structlog

from hall_server.wire.message import Language

TEXTS = Path(__file__).parent / "page" / "static" / "texts"

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class PageLanguage:
    """What this program needs to know of a text file; the rest is the page's."""

    tag: str
    """Name of the file without `.json`, a BCP 47 tag such as `ko`."""
    hall: Language
    """Which of the hall's languages its names, tickets and papers use for those who read this one."""
    voice: str
    """Name of the voice, as the voice program knows it; empty for a language without one."""
    span: str
    """How a range of figures is read: the word between `15` and `25`."""


def page_languages(folder: Path = TEXTS) -> dict[str, PageLanguage]:
    """By tag. A file that is no text file is left out with a word in the log: the page goes on."""
    found = {}
    for file in sorted(folder.glob("*.json")):
        try:
            found[file.stem] = _language(file)
        except (OSError, ValueError) as error:
            log.warning("a language is left out", file=file.name, why=str(error))
    return found


def _language(file: Path) -> PageLanguage:
    texts: Any = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(texts, dict) or not all(isinstance(words, str) for words in texts.values()):
        raise ValueError("not a table of sentences")
    if texts.get("hall") not in get_args(Language) or not texts.get("language"):
        raise ValueError(
            "`language` is the language's own name, `hall` one of the hall's languages"
        )
    return PageLanguage(
        file.stem, texts["hall"], texts.get("voice", ""), texts.get("voice.span", "–")
    )
