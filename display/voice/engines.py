"""Engines that say free text: espeak-ng, any other program, or none. Each takes its time."""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

import numpy as np

from display.devices import Voice
from display.voice.clip import Clip, NotASound, from_wav
from display.voice.programs import ProgramFailed, output_of
from display.voice.shaping import levelled, trimmed
from hall_server.spelling import pinyin, spelled

PATIENCE_S = 8.0
"""A program that needs longer for one sentence is ended: its call is long over."""
MOST_CHARACTERS = 500
LARGEST = 16 * 1024 * 1024
"""Bytes of one sentence, some minutes of sound."""
_SPAN = MappingProxyType({"zh": "到", "en": "to"})
"""The word for the dash of a span such as 15–25."""
_HEARD = 100
"""A sound whose loudest sample is below this is none."""
_PLACE = re.compile(r"\{(language|text)\}")


class CannotSay(Exception):
    """This engine cannot say this sentence; why, in plain words."""


class Engine(Protocol):
    """Says a sentence in a language. Any thread may ask."""

    def say(self, language: str, text: str) -> Clip:
        """The sentence as sound. Raises CannotSay."""


class Espeak:
    """espeak-ng of this machine, which needs about a tenth of a second for a sentence."""

    def __init__(self, program: str = "espeak-ng", words_a_minute: int = 150) -> None:
        self._program = program
        self._pace = str(words_a_minute)

    def say(self, language: str, text: str) -> Clip:
        """Chinese goes as pinyin: by itself the program reads letters as English, digits wrong."""
        base = language.split("-")[0].lower()
        words = spelled(text[:MOST_CHARACTERS], language, _SPAN.get(base, "–"))
        voice = base
        if base == "zh":
            voice, words = "cmn-latn-pinyin", pinyin(words)
        # By its input, so that no word of the text can be an option; [[ would begin phonemes.
        asked = (self._program, "-v", voice, "-s", self._pace, "-b", "1", "--stdin", "--stdout")
        return _sound_of(asked, words.replace("[", " ").encode(errors="replace"))


class Command:
    """Another program, as display.toml names it: {language} and {text} within its arguments.

    The text comes spelled as the hall wrote it, numbers read out, and no shell sees it.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._command = tuple(command)

    def say(self, language: str, text: str) -> Clip:
        """Run the program, which writes a WAV to its output."""
        values = {"language": language, "text": text[:MOST_CHARACTERS].replace("\0", "")}
        # In one pass: what the text contains is no place for another value.
        asked = [_PLACE.sub(lambda found: values[found[1]], part) for part in self._command]
        # A sentence that begins with a dash is not to be taken for an option.
        no_option = [
            f" {said}" if part.startswith("{") and said.startswith("-") else said
            for part, said in zip(self._command, asked, strict=True)
        ]
        return _sound_of(no_option, b"")


class NoEngine:
    """For halls that let packs alone speak."""

    def say(self, language: str, text: str) -> Clip:  # noqa: ARG002  the port's
        """Never."""
        raise CannotSay("no engine for free text is set")


def engine_of(voice: Voice) -> Engine:
    """The engine that the settings name."""
    making: Mapping[str, Callable[[], Engine]] = {
        "espeak": Espeak,
        "command": lambda: Command(voice.command),
        "none": NoEngine,
    }
    return making[voice.engine]()


def _sound_of(arguments: Sequence[str], words: bytes) -> Clip:
    try:
        sound = from_wav(output_of(arguments, words, PATIENCE_S, LARGEST))
    except ProgramFailed as failed:
        raise CannotSay(str(failed)) from failed
    except NotASound as error:
        raise CannotSay(f"{arguments[0]}: no sound: {error}") from error
    if np.abs(sound.samples.astype(np.int32)).max(initial=0) < _HEARD:
        raise CannotSay(f"{arguments[0]}: silence")
    # As loud as the phrases of packs, whatever the engine thinks is right.
    return levelled(trimmed(sound))
