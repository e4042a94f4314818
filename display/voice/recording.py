"""A hall's own announcer: phrase by phrase the text is shown, recorded, judged, heard again and kept."""

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from display.voice.building import fault_of
from display.voice.pack import SoundUnreadable, decoded
from display.voice.phrases import Pattern
from display.voice.shaping import level, trimmed

SECONDS: Final = 4
"""That a recording lasts: the longest phrase takes less than three."""
PATIENCE_S: Final = 30.0


@dataclass(frozen=True)
class Booth:
    """The programs that record and play, and who speaks: `ask` shows a line and returns the answer."""

    recorder: Sequence[str]
    player: Sequence[str]
    ask: Callable[[str], str]
    say: Callable[[str], None]


def record(folder: Path, pattern: Pattern, keys: Sequence[str], booth: Booth) -> int:
    """Go through these phrases; returns how many are still to be spoken. What is kept is kept."""
    kept = 0
    for place, key in enumerate(keys, 1):
        booth.say(f"\n{place} of {len(keys)}:  {pattern.says(key)}")
        answer = _one(folder / f"{key}.wav", booth)
        if answer == "quit":
            break
        kept += answer == "keep"
    return len(keys) - kept


def _one(file: Path, booth: Booth) -> str:
    """Record one phrase until it is kept, passed over, or the speaker has enough."""
    while True:
        answer = booth.ask("Enter records, s passes it over, q ends: ").strip().lower()
        if answer in ("s", "q"):
            return "skip" if answer == "s" else "quit"
        taken = file.with_name(f".{file.name}")
        try:
            if _take(taken, booth) and _is_kept(taken, booth):
                taken.replace(file)
                return "keep"
        finally:
            taken.unlink(missing_ok=True)


def _take(taken: Path, booth: Booth) -> bool:
    """Whether there is a recording that can be used; says what is wrong with it."""
    booth.say("speak now")
    if trouble := _run(booth.recorder, taken):
        booth.say(trouble)
        return False
    try:
        clip = decoded(taken.read_bytes())
    except (OSError, SoundUnreadable) as error:
        booth.say(f"the recorder wrote no sound: {error}")
        return False
    fault = fault_of(clip)
    booth.say(fault or f"{trimmed(clip).seconds:.2f} s, {level(clip):.0f} dB")
    return fault is None


def _is_kept(taken: Path, booth: Booth) -> bool:
    while True:
        answer = booth.ask("Enter keeps it, p plays it, a records again: ").strip().lower()
        if answer == "p":
            if trouble := _run(booth.player, taken):
                booth.say(trouble)
        elif answer in ("", "a"):
            return answer == ""


def _run(command: Sequence[str], file: Path) -> str:
    """Run a program on a file; what went wrong, or nothing."""
    arguments = [part.format(file=file, seconds=SECONDS) for part in command]
    try:
        ended = subprocess.run(
            arguments, capture_output=True, text=True, timeout=PATIENCE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{arguments[0]}: {error}"
    if ended.returncode != 0:
        return f"{arguments[0]}: {ended.stderr.strip()[:200] or f'ended with {ended.returncode}'}"
    return ""
