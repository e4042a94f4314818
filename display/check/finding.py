"""What a trial found, and how it is told in the words of the administrator."""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

TEXTS = Path(__file__).parent / "texts"

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the table. `said` names its sentence in the texts, `<said>.do` what to do."""

    subject: str
    """What was looked at: `subject.<subject>` in the texts."""
    ok: bool
    said: str
    facts: Facts = field(default_factory=dict)
    """Filled into the sentence and the advice."""
    name: str = ""
    """Which one, where there are several."""


class Words:
    """The texts of one language, `zh-CN` or `en`."""

    def __init__(self, language: str) -> None:
        self._texts: Mapping[str, str] = json.loads(
            (TEXTS / f"{language}.json").read_text(encoding="utf-8")
        )

    def say(self, key: str, facts: Facts | None = None) -> str:
        """The sentence. A fact named `word` is one of a part's: a known one is said in this language.

        Raises KeyError for a sentence that there is not.
        """
        told = dict(facts or {})
        if "word" in told:
            told["word"] = self._texts.get(f"word.{told['word']}", told["word"])
        return self._texts[key].format(**told)

    def advice(self, finding: Finding) -> str | None:
        """What to do about it, if it is wrong and anything is known."""
        key = f"{finding.said}.do"
        return None if finding.ok or key not in self._texts else self.say(key, finding.facts)


def language_of(environment: Mapping[str, str]) -> str:
    """The language a terminal asks for: `zh-CN` or `en`; Chinese where it asks for none."""
    named = next(
        (environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)),
        "zh",
    )
    return "zh-CN" if named.startswith("zh") else "en"


def table(findings: Iterable[Finding], words: Words) -> Iterator[str]:
    """The lines of the table, each as soon as its finding is there, and one that sums up."""
    wrong = 0
    for finding in findings:
        wrong += not finding.ok
        mark = words.say("ok" if finding.ok else "wrong")
        subject = f"{words.say(f'subject.{finding.subject}')} {finding.name}".rstrip()
        yield _columns((mark, 6), (subject, 24)) + words.say(finding.said, finding.facts)
        advice = words.advice(finding)
        if advice is not None:
            yield _columns(("", 6), ("", 24)) + f"→ {advice}"
    yield ""
    yield words.say("all_well") if not wrong else words.say("some_wrong", {"count": wrong})


def _columns(*columns: tuple[str, int]) -> str:
    return "".join(text + " " * max(1, width - _width(text)) for text, width in columns)


def _width(text: str) -> int:
    """Columns of a terminal: a Chinese character has two."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
