"""What is done to a phrase's sound before it goes into a pack: its edges, its level, its faults. Pure."""

from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from display.voice.clip import Clip

LEVEL_DB: Final = -20.0
"""Power of the speech in a phrase, against full scale."""
PEAK_DB: Final = -2.0
"""No sample is above this, so that Opus has room before -1."""
BEFORE_MS: Final = 15
AFTER_MS: Final = 30
"""Kept around the speech: a soft consonant begins and ends below what counts as speech."""

_FRAME_MS = 5
_FULL = 32767.0
_EDGE_DB = 36.0
"""Softer than the loudest moment by this is silence, at the edges."""
_SPEECH_DB = 25.0
"""Softer than the loudest moment by this does not count for the level."""
_PAUSE_DB = 30.0
_PAUSE_FRAMES = 6
_NOWHERE_DB = -100.0


def trimmed(clip: Clip) -> Clip:
    """The speech with a fixed breath before and after it; of silence, nothing."""
    power = _power(clip)
    heard = np.flatnonzero(power > power.max(initial=_NOWHERE_DB) - _EDGE_DB)
    if not len(heard) or power.max() <= _NOWHERE_DB:
        return Clip(clip.samples[:0], clip.rate)
    frame = _samples(_FRAME_MS, clip.rate)
    first = heard[0] * frame - _samples(BEFORE_MS, clip.rate)
    last = (heard[-1] + 1) * frame + _samples(AFTER_MS, clip.rate)
    return Clip(clip.samples[max(0, first) : last], clip.rate)


def level(clip: Clip) -> float:
    """Power of the speech in dB against full scale; the pauses in it do not count."""
    power = _power(clip)
    if not len(power):
        return _NOWHERE_DB
    speech = power[power > power.max() - _SPEECH_DB]
    return float(10 * np.log10(np.mean(10 ** (speech / 10))))


def peak(clip: Clip) -> float:
    """The loudest sample in dB against full scale."""
    if not len(clip.samples):
        return _NOWHERE_DB
    return float(20 * np.log10(max(1.0, np.abs(clip.samples.astype(np.int32)).max()) / _FULL))


def levelled(clip: Clip) -> Clip:
    """The same at the level of all phrases; its few highest peaks are rounded off, not the level."""
    if level(clip) <= _NOWHERE_DB:
        return clip
    ceiling = _FULL * 10 ** (PEAK_DB / 20)
    loud = clip.samples * 10 ** ((LEVEL_DB - level(clip)) / 20)
    knee = ceiling * 0.7
    over = np.abs(loud) > knee
    room = ceiling - knee
    loud[over] = np.sign(loud[over]) * (knee + room * np.tanh((np.abs(loud[over]) - knee) / room))
    return Clip(loud.round().astype(np.int16), clip.rate)


def faded(clip: Clip, in_ms: int = 4, out_ms: int = 8) -> Clip:
    """From silence and back to it, so that no join clicks."""
    samples = clip.samples.astype(np.float64)
    half = len(samples) // 2
    rising, falling = (min(half, _samples(ms, clip.rate)) for ms in (in_ms, out_ms))
    if rising and falling:
        samples[:rising] *= np.sin(np.linspace(0, np.pi / 2, rising)) ** 2
        samples[-falling:] *= np.cos(np.linspace(0, np.pi / 2, falling)) ** 2
    return Clip(samples.round().astype(np.int16), clip.rate)


def parted(clip: Clip, lengths: list[int]) -> list[Clip] | None:
    """Phrases spoken in one breath, cut in their pauses. `lengths` are how long they are to be,
    in any unit. None where a pause is not clear: such phrases are to be spoken one by one.
    """
    power = _power(clip)
    heard = np.flatnonzero(power > power.max() - _PAUSE_DB)
    begin, end = int(heard[0]), int(heard[-1]) + 1
    unit = (end - begin) / sum(lengths)
    pauses = [(a + 1, b) for a, b in pairwise(heard.tolist()) if b - a > _PAUSE_FRAMES]
    cuts = [0]
    for place in range(1, len(lengths)):
        where = begin + unit * sum(lengths[:place])
        reach = 0.3 * unit * min(lengths[place - 1 : place + 1])
        near = [pause for pause in pauses if abs(sum(pause) / 2 - where) < reach]
        if not near:
            return None
        opens, closes = max(near, key=lambda pause: pause[1] - pause[0])
        cuts.append((opens + closes) // 2)
    cuts.append(len(power))
    frame = _samples(_FRAME_MS, clip.rate)
    return [Clip(clip.samples[a * frame : b * frame], clip.rate) for a, b in pairwise(cuts)]


def _power(clip: Clip) -> NDArray[np.float64]:
    """Of each frame of 5 ms, in dB against full scale."""
    frame = _samples(_FRAME_MS, clip.rate)
    whole = clip.samples[: len(clip.samples) // frame * frame].astype(np.float64) / _FULL
    mean = np.square(whole.reshape(-1, frame)).mean(axis=1)
    power: NDArray[np.float64] = 10 * np.log10(np.maximum(mean, 10 ** (_NOWHERE_DB / 10)))
    return power


def _samples(milliseconds: int, rate: int) -> int:
    return milliseconds * rate // 1000
