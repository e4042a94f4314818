"""Speaking the phrases of a pack by an engine: it goes on where it was stopped, whenever that was."""

import os
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final, Protocol

from display.voice.building import Progress
from display.voice.clip import Clip, to_wav
from display.voice.phrases import Pattern

BREATH: Final = {"digits": 10, "window": 5}
"""So many phrases are spoken in one breath; others one by one."""


class Engine(Protocol):
    """Speaks phrases that are alike. `last`: the sentence ends with them."""

    def say_all(self, texts: Sequence[str], *, last: bool) -> list[Clip]:
        """One clip for each text."""


def render(
    engine: Engine, pattern: Pattern, keys: Sequence[str], folder: Path, progress: Progress
) -> None:
    """Speak these phrases into `folder`, a WAV each, written whole or not at all."""
    done = 0
    for breath in breaths(keys):
        last = pattern.ends_with(breath[0])
        clips = engine.say_all([pattern.says(key) for key in breath], last=last)
        for key, clip in zip(breath, clips, strict=True):
            temporary = folder / f".{key}.{os.getpid()}"
            temporary.write_bytes(to_wav(clip))
            temporary.replace(folder / f"{key}.wav")
        done += len(breath)
        progress(done, len(keys))


def breaths(keys: Sequence[str]) -> Iterator[list[str]]:
    """The phrases in their order, a few of one kind at a time."""
    for slot, each in groupby(keys, lambda key: key.partition("-")[0]):
        alike = list(each)
        size = BREATH.get(slot, 1)
        for first in range(0, len(alike), size):
            yield alike[first : first + size]
