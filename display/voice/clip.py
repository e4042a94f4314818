"""A sound in memory, and the little arithmetic that announcements need. Pure."""

import io
import wave
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int16]

_FULL = 32767


class NotASound(ValueError):
    """These bytes are no WAV of 16-bit samples."""


class Clip(NamedTuple):
    """Mono samples of 16 bits at `rate` a second."""

    samples: Samples
    rate: int

    @property
    def seconds(self) -> float:
        """How long it sounds."""
        return len(self.samples) / self.rate


def silence(seconds: float, rate: int) -> Clip:
    """Nothing to hear for so long."""
    return Clip(np.zeros(round(seconds * rate), np.int16), rate)


def to_wav(clip: Clip) -> bytes:
    """The sound as a WAV."""
    kept = io.BytesIO()
    with wave.open(kept, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(clip.rate)
        file.writeframes(to_bytes(clip))
    return kept.getvalue()


def to_bytes(clip: Clip) -> bytes:
    """The samples alone, as a WAV has them: 16 bits, little end first."""
    return clip.samples.astype("<i2").tobytes()


def from_wav(data: bytes) -> Clip:
    """The sound of a WAV; several channels become one. Raises NotASound.

    A program that writes to a pipe claims any length in its header: what is there counts.
    """
    try:
        with wave.open(io.BytesIO(data)) as file:
            channels, width, rate = file.getnchannels(), file.getsampwidth(), file.getframerate()
            frames = file.readframes(file.getnframes())
    except (wave.Error, EOFError) as error:
        raise NotASound(str(error) or "it ends too early") from error
    if width != 2 or not 1 <= channels <= 8 or not 4000 <= rate <= 192_000:
        raise NotASound(f"{8 * width} bits, {channels} channels, {rate} a second")
    whole = len(frames) // (2 * channels) * channels
    heard = np.frombuffer(frames, "<i2", count=whole).reshape(-1, channels)
    return Clip(heard.mean(axis=1).round().astype(np.int16), rate)


def joined(clips: Iterable[Clip], rate: int) -> Clip:
    """One after another, all at one rate."""
    pieces = [at_rate(clip, rate).samples for clip in clips]
    return Clip(np.concatenate(pieces) if pieces else np.zeros(0, np.int16), rate)


def at_volume(clip: Clip, percent: float) -> Clip:
    """The same at so much of its amplitude. Never distorted: what would be too loud is cut off."""
    return Clip(_whole(clip.samples.astype(np.float64) * (percent / 100)), clip.rate)


def at_rate(clip: Clip, rate: int) -> Clip:
    """The same sound in samples of another rate, its spectrum kept as far as the lower rate has it."""
    if clip.rate == rate or not len(clip.samples):
        return Clip(clip.samples, rate)
    length = round(len(clip.samples) * rate / clip.rate)
    spectrum = np.fft.rfft(clip.samples.astype(np.float64))
    changed = np.fft.irfft(spectrum[: length // 2 + 1], length)
    return Clip(_whole(changed * (length / len(clip.samples))), rate)


def _whole(samples: NDArray[np.float64]) -> Samples:
    return np.clip(samples.round(), -_FULL - 1, _FULL).astype(np.int16)
