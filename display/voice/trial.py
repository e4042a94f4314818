"""A loudspeaker tried: it says its own name, so that whoever stands there hears which one it is."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from display.voice.chime import chime
from display.voice.clip import Clip, joined, silence
from display.voice.engines import CannotSay, Engine, NoEngine
from display.voice.sounding import Outcome, Sound

RATE = 24000
QUIET_TEST = 50
"""Percent at an hour when the loudspeaker is quiet."""
NAMES = MappingProxyType({"zh-CN": "这里是 {name}", "en": "This is {name}"})


@dataclass(frozen=True, slots=True)
class Tried:
    """How a trial went."""

    outcome: Outcome
    percent: int
    trouble: str = ""
    """Why it was not heard, or its name not said; a known word or plain text."""


@dataclass(slots=True)
class Trial:
    """A trial that waits for its turn, and whoever asked for it."""

    words: Clip
    outcome: Outcome = "refused"
    done: threading.Event = field(default_factory=threading.Event)

    def sound(self, name: str, percent: int) -> Sound:
        """What is heard: the chime and the name."""
        return Sound(name, chime(RATE), lambda: self.words, percent)


def loud(level: int) -> int:
    """The percent of a trial at an hour of this level."""
    return level or QUIET_TEST


def own_name(engine: Engine, name: str, languages: Sequence[str]) -> tuple[Clip, str]:
    """The name in each of its languages once; or silence, and why it cannot be said.

    Where the hall wants no engine the chime alone is the trial.
    """
    if isinstance(engine, NoEngine):
        return silence(0.1, RATE), ""
    known = [language for language in dict.fromkeys(languages) if language in NAMES] or ["zh-CN"]
    try:
        said = [engine.say(language, NAMES[language].format(name=name)) for language in known]
    except CannotSay as error:
        return silence(0.1, RATE), str(error)
    return joined(said, RATE), ""
