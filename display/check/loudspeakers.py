"""The loudspeakers: is there what plays them, and with a test sentence of its own, is each heard."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import datetime

from display.check.finding import Facts, Finding
from display.check.running import RunningDisplay, TriedOut, try_loudspeaker
from display.config import DisplayConfig
from display.devices import Loudspeaker
from display.levels import level_at
from display.voice.engines import engine_of
from display.voice.player import player_of
from display.voice.trial import Trial, loud, own_name

PATIENCE_S = 10.0
ALWAYS = 100


def look_at_loudspeakers(
    config: DisplayConfig, running: RunningDisplay | None, clock: Callable[[], datetime]
) -> Iterator[Finding]:
    """What plays each, without a sound. `clock` is aware."""
    for speaker in config.loudspeaker:
        level: Facts = {"level": _level(speaker, clock)}
        if speaker.out == "page":
            yield _of_page(speaker, running, level)
        elif speaker.out == "device":
            yield _of_device(speaker, level)
        else:
            program = speaker.command[0]
            said = "command.none" if shutil.which(program) is None else "command.ok"
            facts = {**level, "program": program}
            yield Finding("loudspeaker", said == "command.ok", said, facts, speaker.name)


def hear_loudspeakers(
    config: DisplayConfig, running: RunningDisplay | None, clock: Callable[[], datetime]
) -> Iterator[Finding]:
    """Let each say its own name: by the program that runs, or those of this machine from here."""
    engine = engine_of(config.voice)
    for speaker in config.loudspeaker:
        level = _level(speaker, clock)
        if running is not None:
            tried = try_loudspeaker(config, speaker.name)
            yield _heard(speaker, level, tried or TriedOut(outcome="", percent=0, trouble=""))
        elif (player := player_of(speaker)) is None:
            yield Finding("sound", False, "sound.page", {"name": speaker.name}, speaker.name)
        else:
            words, why = own_name(engine, speaker.name, speaker.say or config.voice.say)
            sound = Trial(words).sound(speaker.name, loud(level))
            outcome = player.play(sound, lambda: False)
            told = TriedOut(outcome=outcome, percent=loud(level), trouble=player.trouble() or why)
            yield _heard(speaker, level, told)


def _heard(speaker: Loudspeaker, level: int, tried: TriedOut) -> Finding:
    facts: Facts = {"percent": tried.percent, "out": _out(speaker), "word": tried.trouble}
    if tried.outcome != "heard":
        silent = "sound.no_page" if speaker.out == "page" else "sound.wrong"
        said = "sound.cut" if tried.outcome == "cut" else silent
        return Finding("sound", False, said, facts, speaker.name)
    if tried.trouble:
        return Finding("sound", False, "sound.no_words", facts, speaker.name)
    return Finding("sound", True, "sound.ok" if level else "sound.quiet_hour", facts, speaker.name)


def _out(speaker: Loudspeaker) -> str:
    outs = {"page": "page", "device": speaker.device}
    return outs[speaker.out] if speaker.out in outs else speaker.command[0]


def _level(speaker: Loudspeaker, clock: Callable[[], datetime]) -> int:
    return level_at(speaker.volume, clock().astimezone().time(), ALWAYS)


def _of_page(speaker: Loudspeaker, running: RunningDisplay | None, level: Facts) -> Finding:
    if running is None:
        return Finding("loudspeaker", False, "page.program_off", level, speaker.name)
    part = running.part("voice", speaker.name)
    if part is None or not part.ok:
        facts = {"word": part.word if part is not None else ""}
        return Finding("loudspeaker", False, "page.ill", facts, speaker.name)
    return Finding("loudspeaker", True, "page.ok", level, speaker.name)


def _of_device(speaker: Loudspeaker, level: Facts) -> Finding:
    if shutil.which("aplay") is None:
        return Finding("loudspeaker", False, "aplay.none", {}, speaker.name)
    listed = _listed()
    listed_some = ", ".join(listed[:8]) or "-"
    facts: Facts = {"device": speaker.device, "known": listed_some, **level}
    # A device such as plughw:1,0 is one of a listed card without being listed itself.
    known = speaker.device.split(":")[0] in {name.split(":")[0] for name in listed}
    if listed and known:
        return Finding("loudspeaker", True, "device.ok", facts, speaker.name)
    return Finding("loudspeaker", False, "device.unknown", facts, speaker.name)


def _listed() -> list[str]:
    """The names that ALSA knows."""
    try:
        said = subprocess.run(
            ["aplay", "-L"],
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return []
    return [line.strip() for line in said.splitlines() if line and not line[0].isspace()]
