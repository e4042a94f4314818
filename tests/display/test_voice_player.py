"""A sound on its way to a loudspeaker's program, and programs and devices that fail."""

import shutil
import sys
import time
import wave
from pathlib import Path

import numpy as np
import pytest
from heard_sounds import RATE, heard, simulated, tone

from display.devices import Loudspeaker
from display.voice.chime import chime, leave_chime
from display.voice.clip import Clip, from_wav
from display.voice.player import Player, player_of
from display.voice.sounding import Sound
from display.voice.wav_header import title_of


def sound(opening: Clip, rest: Clip, volume: int = 100) -> Sound:
    return Sound("A003 → 5", opening, lambda: rest, volume)


def never() -> bool:
    return False


def player(loudspeaker: Loudspeaker) -> Player:
    made = player_of(loudspeaker)
    assert made is not None
    return made


def test_the_words_follow_the_chime_without_a_gap_at_the_volume_of_the_hour(
    tmp_path: Path,
) -> None:
    output = player(simulated(tmp_path, "--speed", "4"))
    opening, rest = tone(600, 0.6), tone(900, 1.0)
    assert output.play(sound(opening, rest, volume=50), never) == "heard"
    (one,) = heard(tmp_path)
    assert (one.title, one.seconds) == ("A003 → 5", pytest.approx(1.6, abs=0.001))
    assert np.abs(one.sound.samples).max() == pytest.approx(6_000, rel=0.01)
    assert one.has(600)
    assert one.has(900)
    assert one.silences(longer_than=0.01) == 0
    assert output.trouble() == ""


@pytest.mark.parametrize("samples", [None, 24_000])
def test_a_program_reads_the_sound_as_a_wav(tmp_path: Path, samples: int | None) -> None:
    file = tmp_path / "heard.wav"
    copy = "import sys; open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())"
    output = Player("hall", (sys.executable, "-S", "-c", copy, str(file)))
    given = Sound("请A003号", tone(600, 0.6), lambda: tone(900, 0.4), 100, samples)
    assert output.play(given, never) == "heard"
    assert from_wav(file.read_bytes()).seconds == pytest.approx(1.0)
    assert title_of(file.read_bytes()) == "请A003号"
    if samples:
        with wave.open(str(file)) as known:
            assert known.getnframes() == samples


def test_the_first_sound_leaves_before_the_words_are_known(tmp_path: Path) -> None:
    asked: list[bool] = []

    def rest() -> Clip:
        asked.append(bool(list(tmp_path.glob("begun"))))
        return tone(900, 0.1)

    program = "import sys, pathlib; sys.stdin.buffer.read(4096); pathlib.Path(sys.argv[1]).touch();"
    program += " sys.stdin.buffer.read()"
    output = Player("hall", (sys.executable, "-S", "-c", program, str(tmp_path / "begun")))
    assert output.play(Sound("A003", tone(600, 1.0), rest, 100), never) == "heard"
    assert asked == [True]


@pytest.mark.parametrize(
    ("options", "outcome", "why"),
    [
        (("--trouble", "refuses"), "refused", "Device or resource busy"),
        (("--trouble", "breaks"), "broken", "No such device"),
        (("--trouble", "hangs"), "broken", "hangs"),
    ],
)
def test_a_device_that_fails_is_told_and_never_waited_for(
    tmp_path: Path, options: tuple[str, ...], outcome: str, why: str
) -> None:
    output = player(simulated(tmp_path, *options))
    begun = time.monotonic()
    assert output.play(sound(chime(RATE), tone(900, 0.3)), never) == outcome
    assert time.monotonic() - begun < 25
    assert why in output.trouble()
    assert heard(tmp_path) == []


def test_a_program_that_is_missing_is_refused(tmp_path: Path) -> None:
    output = Player("hall", ("no-such-player",))
    assert output.play(sound(chime(RATE), tone(900, 0.3)), never) == "refused"
    assert output.trouble() == "no-such-player: not installed"


def test_what_is_more_urgent_cuts_it_off_at_once(tmp_path: Path) -> None:
    output = player(simulated(tmp_path))
    begun = time.monotonic()
    stop = iter([False] * 10 + [True] * 1000)
    assert output.play(sound(chime(RATE), tone(900, 30)), lambda: next(stop)) == "cut"
    assert time.monotonic() - begun < 25


def test_aplay_takes_a_sound_and_says_what_is_wrong_with_a_device() -> None:
    if shutil.which("aplay") is None:
        pytest.skip("aplay (apt install alsa-utils) plays on a sound device")
    loudspeaker = Loudspeaker(name="hall", out="device", device="null")
    assert player(loudspeaker).play(sound(chime(RATE), tone(900, 0.3)), never) == "heard"
    missing = player(loudspeaker.model_copy(update={"device": "no_such_device"}))
    assert missing.play(sound(chime(RATE), tone(900, 0.3)), never) == "refused"
    assert missing.trouble().startswith("aplay: ")


def test_aplay_gets_every_sample(tmp_path: Path) -> None:
    if shutil.which("aplay") is None:
        pytest.skip("aplay (apt install alsa-utils) plays on a sound device")
    file = tmp_path / "heard.raw"
    loudspeaker = Loudspeaker(name="hall", out="device", device=f"file:{file},raw")
    opening, rest = chime(RATE), tone(900, 0.5)
    assert player(loudspeaker).play(sound(opening, rest), never) == "heard"
    played = np.fromfile(file, "<i2")
    given = np.concatenate([opening.samples, rest.samples])
    assert np.array_equal(played[: len(given)], given)
    assert not played[len(given) :].any()


def test_the_chime_is_short_soft_and_never_clipped() -> None:
    one, three = chime(RATE), leave_chime(RATE)
    assert 0.5 < one.seconds < 1.0
    assert three.seconds == pytest.approx(3 * 1.3, abs=0.01)
    level = np.abs(one.samples.astype(int))
    assert 0.3 * 32768 < level.max() < 0.75 * 32768
    assert level[-200:].max() < 100
