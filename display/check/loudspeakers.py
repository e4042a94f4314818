"""The loudspeakers: is there what plays them, and with a test sentence of its own, is each heard."""

import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from display.check.finding import Facts, Finding
from display.check.running import RunningDisplay
from display.config import DisplayConfig
from display.devices import Loudspeaker
from display.levels import level_at
from display.voice.chime import chime
from display.voice.clip import Clip, joined, silence
from display.voice.engines import CannotSay, Engine, engine_of
from display.voice.player import Player, player_of
from display.voice.sounding import Sound

RATE = 24000
PATIENCE_S = 10.0
ALWAYS = 100
QUIET_TEST = 50
"""At an hour when a loudspeaker is quiet, a trial is heard so loud."""
NAMES = {"zh-CN": "这里是 {name}", "en": "This is {name}"}


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


def hear_loudspeakers(config: DisplayConfig, clock: Callable[[], datetime]) -> Iterator[Finding]:
    """Let each that this machine plays say its own name; a page speaks while its board is open."""
    engine = engine_of(config.voice)
    for speaker in config.loudspeaker:
        player = player_of(speaker)
        if player is None:
            yield Finding("sound", True, "sound.page", {"name": speaker.name}, speaker.name)
            continue
        words, why = _own_name(engine, speaker.name, speaker.say or config.voice.say)
        if why:
            yield Finding("sound", False, "sound.no_words", {"why": why}, speaker.name)
        yield _heard(speaker, player, words, _level(speaker, clock))


def _heard(speaker: Loudspeaker, player: Player, words: Clip, level: int) -> Finding:
    out = speaker.device if speaker.out == "device" else speaker.command[0]
    percent = level or QUIET_TEST
    sound = Sound(speaker.name, chime(RATE), lambda: words, percent)
    if player.play(sound, lambda: False) != "heard":
        facts: Facts = {"why": player.trouble(), "out": out}
        return Finding("sound", False, "sound.wrong", facts, speaker.name)
    said = "sound.ok" if level else "sound.quiet_hour"
    return Finding("sound", True, said, {"percent": percent, "out": out}, speaker.name)


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


def _own_name(engine: Engine, name: str, languages: Sequence[str]) -> tuple[Clip, str]:
    """The loudspeaker's name in each of its languages once; silence, and why it cannot be said."""
    known = [language for language in dict.fromkeys(languages) if language in NAMES] or ["zh-CN"]
    try:
        said = [engine.say(language, NAMES[language].format(name=name)) for language in known]
    except CannotSay as error:
        return silence(0.1, RATE), str(error)
    return joined(said, RATE), ""
