"""Making a phrase pack: which phrases there are to speak, what is wrong with a sound, and the pack as a zip."""

import io
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

import numpy as np
import soundfile

from display.voice.clip import Clip
from display.voice.pack import MANIFEST, Pack
from display.voice.phrases import PhraseMissing
from display.voice.shaping import LEVEL_DB, level, levelled, trimmed

SHORTEST_S: Final = 0.12
LONGEST_S: Final = 6.0
SOFTEST_DB: Final = -45.0
"""Below this there is no speech in a recording, only the room."""

_CLIPPED = 32_700
_CLIPPED_MOST = 20
"""Samples at the very end of the scale: fewer are chance, more are distortion."""
_OPUS_LEVEL = 0.96
"""Of libsndfile's scale for Opus: about 24 kbit/s of one channel."""
_TOLERANCE_DB = 1.5

Progress = Callable[[int, int], None]
"""How many phrases are done, of how many."""


class NotBuilt(Exception):
    """The pack cannot be made; `faults` are all reasons, a phrase each."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(self.faults))


@dataclass(frozen=True)
class Built:
    """What a pack was made of."""

    phrases: int
    seconds: float
    size: int
    """Bytes of the zip."""


def fault_of(clip: Clip) -> str | None:
    """Why a recording cannot be one phrase of a pack, in plain words; None if it can."""
    if np.count_nonzero(np.abs(clip.samples.astype(np.int32)) > _CLIPPED) > _CLIPPED_MOST:
        return "too loud: the recording is cut off at its peaks; speak softer or further away"
    if level(clip) < SOFTEST_DB:
        return "nothing to hear: speak louder or nearer, and look at the microphone"
    speech = trimmed(clip).seconds
    if speech < SHORTEST_S:
        return f"too short: {speech:.2f} s of speech"
    if speech > LONGEST_S:
        return f"too long: {speech:.1f} s; noise before or after the words counts as speech"
    return None


def shaped(clip: Clip) -> Clip:
    """A recording as it goes into the pack: trimmed, and as loud as all others."""
    return levelled(trimmed(clip))


def is_even(clip: Clip) -> bool:
    """Whether a phrase of a pack is as loud as it is to be."""
    return abs(level(clip) - LEVEL_DB) <= _TOLERANCE_DB


def build(
    source: Pack,
    manifest: str,
    texts: Mapping[str, str],
    out: Path,
    *,
    windows: int,
    partly: bool = False,
    progress: Progress,
) -> Built:
    """Make the zip `out` from a folder's sounds, as a whole or not at all.

    `manifest` is the text of its pack.toml, `texts` are files beside it, such as a licence. Raises
    NotBuilt for phrases that are missing (unless `partly`) or cannot be used.
    """
    wanted = tuple(source.pattern.every_key(windows, _zones(source)))
    missing = source.missing(wanted)
    if missing and not partly:
        raise NotBuilt(f"missing: {group}" for group in grouped(missing))
    keys = [key for key in wanted if key in source.keys]
    temporary = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        seconds = _write(source, keys, {MANIFEST: manifest, **texts}, temporary, progress)
        temporary.replace(out)
    finally:
        temporary.unlink(missing_ok=True)
    return Built(len(keys), seconds, out.stat().st_size)


def grouped(keys: Iterable[str]) -> Iterator[str]:
    """Phrases in few words: `digits-120` to `digits-139` are "digits 120 to 139"."""
    for slot, each in groupby(keys, lambda key: key.partition("-")[0]):
        values = [key.partition("-")[2] for key in each]
        for run in _runs(values):
            yield f"{slot} {run[0]}" if len(run) == 1 else f"{slot} {run[0]} to {run[-1]}"


def _runs(values: list[str]) -> Iterator[list[str]]:
    """Values one after another: 1, 2, 3 or A, B, C."""
    run = [values[0]]
    for before, value in zip(values, values[1:], strict=False):
        if _place(value) != _place(before) + 1:
            yield run
            run = []
        run.append(value)
    yield run


def _place(value: str) -> int:
    return int(value) if value.isdecimal() else ord(value)


def _zones(source: Pack) -> tuple[str, ...]:
    """The zones that a hall has recorded are those that it has."""
    return tuple(sorted(key[-1] for key in source.keys if key.startswith("zone-")))


def _write(
    source: Pack, keys: list[str], texts: Mapping[str, str], file: Path, progress: Progress
) -> float:
    seconds = 0.0
    faults: list[str] = []
    # Opus is packed already; a stored entry is read without unpacking.
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as pack:
        for name, text in texts.items():
            pack.writestr(_entry(name), text, zipfile.ZIP_DEFLATED)
        for done, key in enumerate(keys, 1):
            try:
                raw = source.raw(key)
            except PhraseMissing as error:
                faults.append(str(error))
                continue
            if fault := fault_of(raw):
                faults.append(f"{key}: {fault}")
                continue
            clip = shaped(raw)
            seconds += clip.seconds
            pack.writestr(_entry(f"{key}.opus"), opus(clip))
            progress(done, len(keys))
    if faults:
        raise NotBuilt(faults)
    return seconds


def opus(clip: Clip) -> bytes:
    """The sound as Ogg Opus."""
    kept = io.BytesIO()
    soundfile.write(
        kept, clip.samples, clip.rate, format="OGG", subtype="OPUS", compression_level=_OPUS_LEVEL
    )
    return kept.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry without the hour and the rights of whoever made it."""
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.external_attr = 0o644 << 16
    return entry
