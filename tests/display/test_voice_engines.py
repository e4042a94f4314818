"""Engines for free text, and what they are not allowed to do to a call."""

import json
import shutil
import sys
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from display.devices import Voice
from display.voice.clip import Clip
from display.voice.engines import CannotSay, Command, Espeak, engine_of
from display.voice.programs import ProgramFailed, output_of
from display.voice.renderings import KEPT, Renderings
from display.voice.shaping import LEVEL_DB
from display.voice.shaping import level as speech_level

RECITE = """
import json, sys, wave
with open(sys.argv[1], "a", encoding="utf-8") as notes:
    notes.write(json.dumps(sys.argv[2:]) + "\\n")
with wave.open(sys.stdout.buffer, "wb") as sound:
    sound.setnchannels(1); sound.setsampwidth(2); sound.setframerate(16000)
    sound.setnframes(8000)
    sound.writeframes(bytes(range(1, 251)) * 64)
"""
HOSTILE = [
    "--help",
    "-w /etc/passwd",
    "$(touch broken); `touch broken` && touch broken | cat",
    "{language} {text}",
    "%s%n\r\n",
    "[[p@'OstI2]] <speak><audio src='file:///etc/passwd'/></speak>",
    "\ud800 \0 \u202e",
    "字" * 5000,
]


def python(code: str, *arguments: str) -> list[str]:
    return [sys.executable, "-S", "-c", code, *arguments]


@pytest.mark.parametrize(
    ("language", "text", "least", "most"),
    [
        ("zh-CN", "请 A零零三 号到 12 号窗口办理", 2.5, 6.0),
        ("en", "Ticket A zero zero three, please go to counter 12", 2.0, 6.0),
        ("ko", "번호는 A007", 0.5, 5.0),
    ],
)
def test_the_usual_engine_speaks_each_language(
    language: str, text: str, least: float, most: float
) -> None:
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng (apt install espeak-ng) is the usual engine")
    sound = Espeak().say(language, text)
    assert least < sound.seconds < most
    level = np.abs(sound.samples.astype(int))
    assert 5_000 < level.max() < 29_000, "too soft, or clipped"
    assert (level > 300).mean() > 0.3, "mostly silence"
    assert speech_level(sound) == pytest.approx(LEVEL_DB, abs=1.0), "not as loud as a pack"


def test_a_sentence_that_begins_with_a_dash_is_no_option(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    Command([*python(RECITE, str(notes)), "-x", "{text}"]).say("en", "--help")
    assert json.loads(notes.read_text(encoding="utf-8")) == ["-x", " --help"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_words_and_nothing_else(tmp_path: Path, text: str) -> None:
    notes = tmp_path / "notes"
    program = Command([*python(RECITE, str(notes)), "{language}", "text: {text}"])
    try:
        program.say("zh-CN", text)
    except CannotSay:
        assert "\ud800" in text
    else:
        (said,) = notes.read_text(encoding="utf-8").splitlines()
        language, words = json.loads(said)
        assert language == "zh-CN"
        assert words == f"text: {text[:500]}".replace("\0", "")
    if shutil.which("espeak-ng"):
        try:
            Espeak().say("en", text)
        except CannotSay as silent:
            assert "silence" in str(silent) or "no sound" in str(silent)
    assert not Path("broken").exists()


@pytest.mark.parametrize(
    ("command", "why"),
    [
        (["no-such-program", "{text}"], "not installed"),
        ([sys.executable, "-c", "print('hello')"], "no sound"),
        ([sys.executable, "-c", "import sys; sys.exit('no voice of that name')"], "no voice of"),
        ([], "no program"),
    ],
)
def test_a_program_that_cannot_says_why(command: list[str], why: str) -> None:
    with pytest.raises(CannotSay, match=why):
        Command(command).say("en", "hello")


@pytest.mark.parametrize(
    ("code", "patience_s", "why"),
    [
        ("import time; time.sleep(600)", 0.5, "too long"),
        ("import os; os.fork() or __import__('time').sleep(600)", 0.5, "too long"),
        ("while True: print('x' * 4096)", 60, "too much"),
        ("import sys\nwhile True: sys.stderr.write('x' * 4096)", 0.5, "too long"),
    ],
)
def test_a_program_that_does_not_end_is_ended(code: str, patience_s: float, why: str) -> None:
    with pytest.raises(ProgramFailed, match=why):
        output_of(python(code), b"words", patience_s, largest=100_000)


def test_without_an_engine_nothing_is_said() -> None:
    with pytest.raises(CannotSay, match="no engine"):
        engine_of(Voice(engine="none")).say("en", "hello")


class Slow:
    """An engine that takes its time until it is let."""

    def __init__(self) -> None:
        self.let = Event()
        self.asked: list[str] = []

    def say(self, language: str, text: str) -> Clip:
        self.asked.append(text)
        assert self.let.wait(10)
        if text == "fault":
            raise RuntimeError("a fault of the engine's own")
        return Clip(np.ones(10, np.int16), 8000)


def test_nobody_waits_for_a_slow_engine_and_what_is_late_is_there_the_next_time() -> None:
    engine = Slow()
    renderings = Renderings(engine)
    renderings.want("en", "hello")
    with pytest.raises(CannotSay, match="not ready"):
        renderings.get("en", "hello", 0)
    engine.let.set()
    assert len(renderings.get("en", "hello", 5).samples) == 10
    assert engine.asked == ["hello"]
    for _ in range(2):
        with pytest.raises(CannotSay, match="RuntimeError"):
            renderings.get("en", "fault", 5)
    assert engine.asked == ["hello", "fault", "fault"]
    renderings.stop()


def test_what_waits_for_the_engine_is_bounded_and_gives_way_to_what_is_urgent() -> None:
    engine = Slow()
    renderings = Renderings(engine)
    for number in range(10 * KEPT):
        renderings.want("en", str(number))
    renderings.make_room()
    renderings.want("en", "leave")
    engine.let.set()
    assert renderings.get("en", "leave", 5)
    assert len(engine.asked) <= 3
    renderings.stop()
