"""In which words and by whose voice a call is said: a pack's phrases, or an engine for free text."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from display.voice.clip import Clip
from display.voice.engines import CannotSay
from display.voice.phrases import PhraseMissing, is_chinese, same_words
from display.voice.renderings import Renderings
from hall_server.wire.message import Text
from hall_server.wire.views import BoardCall

Left = Callable[[], float]
"""Seconds that are left until the words must be there."""


class Phrases(Protocol):
    """A pack: says a call in its usual words. Both raise PhraseMissing."""

    def sentence(self, number: str, window: str, zone: str = "") -> str:
        """What it says, written."""

    def splice(self, number: str, window: str, zone: str = "") -> Clip:
        """The call as sound, within milliseconds."""


class Speech(NamedTuple):
    """What is said, one clip for each language that can be, and what was wrong on the way."""

    clips: tuple[Clip, ...]
    troubles: tuple[str, ...]


class _Way(NamedTuple):
    """How a call can be said in one language."""

    phrases: Clip | None
    """In the pack's usual words; None where it has none for it, and `why`."""
    why: str
    words: str | None
    """For an engine; None where the phrases say just that."""


class Sentences:
    """Finds the words of all loudspeakers. Safe for any thread; raises nothing for a voice's sake."""

    def __init__(self, packs: Mapping[str, Phrases], renderings: Renderings) -> None:
        """`packs` by language tag."""
        self._packs = packs
        self._renderings = renderings

    def prepare(self, call: BoardCall, languages: Sequence[str]) -> None:
        """Begin what takes an engine its time. Returns within milliseconds."""
        for language in dict.fromkeys(languages):
            words = self._way(call, language).words
            if words:
                self._renderings.want(language, words)

    def has(self, call: BoardCall, languages: Sequence[str]) -> bool:
        """Whether all is there that the call is to be said with."""
        words = [(language, self._way(call, language).words) for language in languages]
        return all(not one or self._renderings.has(language, one) for language, one in words)

    def of_call(self, call: BoardCall, languages: Sequence[str], left: Left) -> Speech:
        """The call in these languages, in their order. No longer in the making than is left."""
        return _speech(languages, lambda language: self._call_in(call, language, left))

    def of_evacuation(self, text: Text, languages: Sequence[str], left: Left) -> Speech:
        """The hall's sentence that everybody is to leave; nothing else is made before it."""
        self._renderings.make_room()
        said = [language for language in languages if evacuation_words(text, language)]
        for language in said:
            self._renderings.want(language, evacuation_words(text, language))
        return _speech(
            said,
            lambda one: (self._renderings.get(one, evacuation_words(text, one), left()), ""),
        )

    def _call_in(self, call: BoardCall, language: str, left: Left) -> tuple[Clip, str]:
        """The call in one language, and what was wrong nevertheless. Raises CannotSay."""
        way = self._way(call, language)
        if way.words is None:
            if way.phrases is None:
                raise CannotSay(way.why)
            return way.phrases, ""
        try:
            return self._renderings.get(language, way.words, left()), ""
        except CannotSay as refusal:
            if way.phrases is None:
                raise
            return way.phrases, f"{refusal}; said in the usual words"

    def _way(self, call: BoardCall, language: str) -> _Way:
        own = _own_words(call, language)
        pack = self._packs.get(language)
        if pack is None:
            return _Way(None, "there is no phrase pack", own)
        try:
            usual = pack.sentence(call.number, call.window, call.zone)
        except PhraseMissing as strange:
            return _Way(None, str(strange), own)
        same = own is None or same_words(usual, own)
        try:
            phrases = pack.splice(call.number, call.window, call.zone)
        except PhraseMissing as missing:
            return _Way(None, str(missing), own or usual)
        return _Way(phrases, "", None if same else own)


def evacuation_words(text: Text, language: str) -> str:
    """What is said of an evacuation; empty where the hall has no words in this language."""
    if language.split("-")[0] == "en":
        return text.en if text.en != text.zh else ""
    return (text.zh or text.en) if is_chinese(language) else ""


def _own_words(call: BoardCall, language: str) -> str | None:
    """The hall's own sentence. A dialect has its pack's: the hall has no words of its own in it."""
    if call.spoken is None:
        return None
    base = language.split("-")[0]
    return {"zh": call.spoken.zh, "en": call.spoken.en}.get(base) or None


def _speech(languages: Sequence[str], say: Callable[[str], tuple[Clip, str]]) -> Speech:
    """Each language by itself: one that fails keeps no other from being heard."""
    clips, troubles = [], []
    for language in languages:
        try:
            clip, trouble = say(language)
            clips.append(clip)
        except CannotSay as refusal:
            trouble = str(refusal)
        if trouble:
            troubles.append(f"{language}: {trouble}")
    return Speech(tuple(clips), tuple(dict.fromkeys(troubles)))
