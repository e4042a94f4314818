"""The phrases a call is spliced from: which ones a number and a window need, and what each says. Pure.

Digits of a ticket are read one by one, 0 as 零; a window's number is read as a number (HALL.md 5).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Final

SLOTS: Final = ("letter", "digits", "window", "zone")
"""What a piece can say; at most one of them each."""
MOST_WINDOWS: Final = 200
"""The shipped packs say windows from 1 to here; others are left to an engine for free text."""
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

_KEY = re.compile(
    r"(?:letter-[A-Z]|digits-\d{1,6}|window-[1-9]\d{0,3}|zone-[A-Z]|words-\d)\Z", re.A
)
_NUMBER = re.compile(r"([A-Z])(\d{1,6})\Z", re.A)
_WINDOW = re.compile(r"[1-9]\d{0,3}\Z", re.A)
_CHINESE = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


class PatternUnsound(ValueError):
    """A pack's pattern cannot be spoken from; the message says which piece and why."""


class PhraseMissing(Exception):
    """A pack has no phrases for this number or window; which, in plain words."""


class NotACall(ValueError):
    """The number or the window is none that phrases can be made of, such as VIP-7."""


@dataclass(frozen=True)
class Phrase:
    """One piece of sound: its `key` names the file, `says` is the text an announcer speaks."""

    key: str
    says: str


@dataclass(frozen=True)
class Pattern:
    """The pieces of a call in one language, e.g. 请{letter} / {digits}号 / 到{window}号窗口办理."""

    language: str
    pieces: tuple[str, ...]

    def __post_init__(self) -> None:
        """Raises PatternUnsound."""
        seen = [slot for slot in map(_slot, self.pieces) if slot]
        for slot in ("letter", "digits", "window"):
            if seen.count(slot) != 1:
                raise PatternUnsound(f"the pattern must say {{{slot}}} in exactly one piece")
        if seen.count("zone") > 1:
            raise PatternUnsound("the pattern says {zone} twice")
        if len(self.pieces) > 10:
            raise PatternUnsound("the pattern has more than 10 pieces")

    @property
    def by_zone(self) -> bool:
        """Whether the call names the zone, whose phrases only a hall can record."""
        return any(_slot(piece) == "zone" for piece in self.pieces)

    def phrases(self, number: str, window: str, zone: str = "") -> tuple[Phrase, ...]:
        """The phrases in order for ticket `number` ("A003"), `window` ("5"), `zone` ("A").

        Raises NotACall. Whether a pack has them is the pack's to say.
        """
        ticket = _NUMBER.match(number)
        if ticket is None or not _WINDOW.match(window):
            raise NotACall(f"ticket {number!r} at window {window!r} is not made of phrases")
        if self.by_zone and zone not in tuple(LETTERS):
            raise NotACall(f"zone {zone!r} is not a letter")
        values = {"letter": ticket[1], "digits": ticket[2], "window": window, "zone": zone}
        return tuple(self._phrase(place, values) for place in range(len(self.pieces)))

    def says(self, key: str) -> str:
        """What the phrase of `key` says: `digits-003` is 零零三号. Raises NotACall."""
        if not is_key(key):
            raise NotACall(f"{key!r} is no phrase's name")
        slot, _, value = key.partition("-")
        if slot == "words":
            place = int(value)
            if place < len(self.pieces) and not _slot(self.pieces[place]):
                return self.pieces[place]
        for piece in self.pieces:
            if _slot(piece) == slot:
                return piece.format(**{slot: self._spelled(slot, value)})
        raise NotACall(f"{key!r} is not in the pattern")

    def sentence(self, number: str, window: str, zone: str = "") -> str:
        """The whole call in words, to be compared by `same_words` with the hall's own sentence."""
        between = "" if self.chinese else " "
        return between.join(phrase.says for phrase in self.phrases(number, window, zone))

    def every_key(self, windows: int, zones: Sequence[str] = ()) -> Iterator[str]:
        """All phrases of a full pack: letters, 000 to 999, windows from 1, and the hall's zones."""
        for place, piece in enumerate(self.pieces):
            slot = _slot(piece)
            if slot == "letter":
                yield from (f"letter-{letter}" for letter in LETTERS)
            elif slot == "digits":
                yield from (f"digits-{digits:03d}" for digits in range(1000))
            elif slot == "window":
                yield from (f"window-{window}" for window in range(1, windows + 1))
            elif slot == "zone":
                yield from (f"zone-{zone}" for zone in zones)
            else:
                yield f"words-{place}"

    def ends_with(self, key: str) -> bool:
        """Whether this phrase ends the sentence: there the voice falls."""
        slot = key.partition("-")[0]
        return (_slot(self.pieces[-1]) or f"words-{len(self.pieces) - 1}") in (slot, key)

    @property
    def chinese(self) -> bool:
        """Whether digits and windows are written in Chinese (also for dialects: yue, nan, wuu)."""
        return is_chinese(self.language)

    def _phrase(self, place: int, values: dict[str, str]) -> Phrase:
        slot = _slot(self.pieces[place])
        key = f"{slot}-{values[slot]}" if slot else f"words-{place}"
        return Phrase(key, self.says(key))

    def _spelled(self, slot: str, value: str) -> str:
        if slot in ("letter", "zone"):
            return value
        spell = _SPELLED[slot, self.chinese]
        return spell(value)


def is_chinese(language: str) -> bool:
    """Whether a language is written in Chinese characters: Mandarin and its sisters."""
    return language.split("-")[0] in ("zh", "yue", "nan", "wuu", "hak", "cmn")


def is_key(key: str) -> bool:
    """Whether `key` can name a phrase, and therefore a file: `letter-A`, `digits-003`, `window-5`."""
    return _KEY.match(key) is not None


def same_words(ours: str, sentence: str) -> bool:
    """Whether two sentences are the same said aloud: spaces, commas and case do not count."""
    return _heard(ours) == _heard(sentence)


def spelled_chinese(amount: int) -> str:
    """A number from 0 to 9999 in Chinese: 12 is 十二, 105 is 一百零五, 2 is 二 (ordinal)."""
    if amount == 0:
        return _CHINESE[0]
    figures = str(amount)
    read = ""
    for place, digit in zip(range(len(figures) - 1, -1, -1), figures, strict=True):
        read += _CHINESE[int(digit)] + (_PLACES[place] if digit != "0" else "")
    read = re.sub("零+", "零", read).rstrip("零")
    return read.removeprefix("一") if read.startswith("一十") else read


def spelled_english(amount: int) -> str:
    """A number from 0 to 9999 in English: 105 is "one hundred and five"."""
    if amount < 20:
        return _ENGLISH[amount]
    if amount < 100:
        tens, ones = divmod(amount, 10)
        return f"{_TENS[tens - 2]} {_ENGLISH[ones]}" if ones else _TENS[tens - 2]
    size, name = (100, "hundred") if amount < 1000 else (1000, "thousand")
    count, rest = divmod(amount, size)
    joint = " and " if size == 100 or rest < 100 else " "
    return f"{spelled_english(count)} {name}" + (joint + spelled_english(rest) if rest else "")


def _slot(piece: str) -> str:
    """The slot a piece says, "" for fixed words. Raises PatternUnsound."""
    try:
        fields = [(name, shape, conv) for _, name, shape, conv in Formatter().parse(piece)]
    except ValueError as wrong:
        raise PatternUnsound(f"{piece!r}: braces do not match") from wrong
    named = [(name, shape, conv) for name, shape, conv in fields if name is not None]
    if not piece.strip() or len(piece) > 80:
        raise PatternUnsound(f"{piece!r}: a piece is 1 to 80 characters")
    if not named:
        return ""
    if len(named) > 1:
        raise PatternUnsound(f"{piece!r}: a piece says at most one of {', '.join(SLOTS)}")
    name, shape, conversion = named[0]
    if name not in SLOTS or shape or conversion:
        raise PatternUnsound(f"{piece!r}: {{{name}}} is none of {', '.join(SLOTS)}")
    return name


def _digits_chinese(digits: str) -> str:
    return "".join(_CHINESE[int(digit)] for digit in digits)


def _digits_english(digits: str) -> str:
    return " ".join(_ENGLISH[int(digit)] for digit in digits)


_SPELLED: Final[dict[tuple[str, bool], Callable[[str], str]]] = {
    ("digits", True): _digits_chinese,
    ("digits", False): _digits_english,
    ("window", True): lambda window: spelled_chinese(int(window)),
    ("window", False): lambda window: spelled_english(int(window)),
}
_PAUSES = re.compile(r"[\s,.;:!?，。；：！？、-]+")
_FIGURES = re.compile(r"\d+", re.A)


def _heard(sentence: str) -> str:
    chinese = re.search(r"[\u4e00-\u9fff]", sentence) is not None
    spell = spelled_chinese if chinese else spelled_english

    def figure(found: re.Match[str]) -> str:
        sound = len(found[0]) <= 4 and not found[0].startswith("0")
        return spell(int(found[0])) if sound else found[0]

    return _PAUSES.sub("", _FIGURES.sub(figure, sentence)).lower()


USUAL: Final = {
    "zh-CN": Pattern("zh-CN", ("请{letter}", "{digits}号", "到{window}号窗口办理")),
    "en": Pattern("en", ("Ticket {letter}", "{digits}", "please go to counter {window}")),
}
"""What the shipped packs say: the hall's usual sentences in pieces."""
GAPS_MS: Final = {"zh-CN": (20, 130), "en": (40, 110)}
"""Silence between these pieces."""
