"""The chime as sound: the two soft notes of the boards' pages, and three of them to leave. Pure."""

import numpy as np

from display.voice.clip import Clip, joined, silence

NOTES = ((659.26, 0.0), (523.25, 0.25))
"""Hertz, and seconds after the first."""
NOTE_S = 0.6
SECONDS = NOTES[-1][1] + NOTE_S
_LOUDNESS = 0.35
_RISE_S = 0.02
_FADED = 0.001
_FULL = 32767

TO_LEAVE = 3
APART_S = 1.3
"""From one chime to the next when people are told to leave."""


def chime(rate: int) -> Clip:
    """Heard before a call; it ends nearly silent, so that words may follow at once."""
    whole = np.zeros(round(SECONDS * rate))
    for hertz, after in NOTES:
        begin = round(after * rate)
        note = _note(hertz, rate)[: len(whole) - begin]
        whole[begin : begin + len(note)] += note
    return Clip((whole * _FULL).astype(np.int16), rate)


def leave_chime(rate: int) -> Clip:
    """Heard before everybody is told to leave."""
    pause = silence(APART_S - SECONDS, rate)
    return joined([chime(rate), pause] * TO_LEAVE, rate)


def _note(hertz: float, rate: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    moments = np.arange(round(NOTE_S * rate)) / rate
    rise = np.minimum(moments / _RISE_S, 1.0)
    decay = _FADED ** (np.maximum(moments - _RISE_S, 0.0) / (NOTE_S - _RISE_S))
    tone: np.ndarray[tuple[int], np.dtype[np.float64]]
    tone = _LOUDNESS * rise * decay * np.sin(2 * np.pi * hertz * moments)
    return tone
