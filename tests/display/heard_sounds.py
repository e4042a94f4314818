"""What simulated loudspeakers heard, and a voice of plain tones that needs no pack on disk."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from display.devices import Loudspeaker
from display.simulators import loudspeaker
from display.voice.clip import Clip, from_wav
from display.voice.phrases import PhraseMissing
from hall_server.domain.announcing import USUAL, spoken
from hall_server.domain.plan import Text as HallText

RATE = 24000


def tone(hertz: float, seconds: float, rate: int = RATE) -> Clip:
    moments = np.arange(round(seconds * rate)) / rate
    return Clip((12_000 * np.sin(2 * np.pi * hertz * moments)).astype(np.int16), rate)


@dataclass
class TonePack:
    """A pack whose every sentence is one tone."""

    language: str
    hertz: float
    seconds: float = 0.3
    missing: str = ""
    """A window that it has no phrase for."""

    def sentence(self, number: str, window: str, zone: str = "") -> str:
        usual = spoken(USUAL, number, window, HallText(zone, zone))
        return usual.english if self.language == "en" else usual.zh

    def splice(self, number: str, window: str, zone: str = "") -> Clip:
        if window == self.missing:
            raise PhraseMissing(f"window-{window}")
        return tone(self.hertz, self.seconds)


@dataclass
class Heard:
    """One sound as a simulated loudspeaker kept it."""

    title: str
    seconds: float
    at: str
    sound: Clip

    def has(self, hertz: float) -> bool:
        """Whether a tone of this pitch is in it, for a tenth of a second at least."""
        samples = self.sound.samples.astype(float) / 32768
        moments = np.arange(len(samples)) / self.sound.rate
        mixed = samples * np.exp(-2j * np.pi * hertz * moments)
        window = round(0.1 * self.sound.rate)
        strength = np.abs(np.convolve(mixed, np.ones(window) / window, "valid"))
        return bool(strength.max(initial=0) > 0.05)

    def silences(self, longer_than: float) -> int:
        """How many pauses inside it last longer than that."""
        loud = np.flatnonzero(np.abs(self.sound.samples.astype(int)) > 100)
        return int((np.diff(loud) > longer_than * self.sound.rate).sum())


def simulated(folder: Path, *options: str, name: str = "hall", **more: object) -> Loudspeaker:
    """A loudspeaker whose program keeps what it hears in the folder."""
    program = loudspeaker.command(folder, *options)
    return Loudspeaker.model_validate({"name": name, "out": "command", "command": program} | more)


def heard(folder: Path) -> list[Heard]:
    """What was heard to its end, in the order of its beginning."""
    return [
        Heard(one.title, one.seconds, one.at, from_wav((folder / one.file).read_bytes()))
        for one in loudspeaker.heard(folder)
    ]
