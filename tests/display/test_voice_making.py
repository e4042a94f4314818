"""Making a pack: what lacks, an announcer in the booth, one even zip; it goes on where it stopped."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from display import cli
from display.voice.building import NotBuilt, build, fault_of, grouped, is_even
from display.voice.clip import Clip, joined, silence, to_wav
from display.voice.pack import RATE, open_pack
from display.voice.phrases import Pattern
from display.voice.recording import Booth, record
from display.voice.rendering import render

MANIFEST = """language = "zh-CN"
name = "our announcer"
pattern = ["请{letter}", "{digits}号", "到{window}号窗口办理"]
"""
PATTERN = Pattern("zh-CN", ("请{letter}", "{digits}号", "到{window}号窗口办理"))
RECORDER = """
import sys, wave, math, struct
place, loud = sys.argv[1], float(sys.argv[2])
with wave.open(place, "wb") as file:
    file.setnchannels(1); file.setsampwidth(2); file.setframerate(48000)
    file.writeframes(b"".join(struct.pack("<h", int(loud * math.sin(n / 20))) for n in range(24000)))
"""


def speech(seconds: float, peak: float, before: float = 0.3) -> Clip:
    """A noisy tone between two silences, as a recording has them."""
    at = np.arange(round(seconds * RATE)) / RATE
    wave = np.sin(2 * np.pi * 220 * at) * (0.6 + 0.4 * np.sin(2 * np.pi * 4 * at))
    said = Clip((wave * peak).astype(np.int16), RATE)
    return joined([silence(before, RATE), said, silence(0.5, RATE)], RATE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "ours"
    made.mkdir()
    (made / "pack.toml").write_text(MANIFEST, encoding="utf-8")
    return made


class Counting:
    """An engine that speaks tones and counts its breaths; it may be stopped in the middle."""

    def __init__(self, breaths: int = 10_000) -> None:
        self.said: list[Sequence[str]] = []
        self.left = breaths

    def say_all(self, texts: Sequence[str], *, last: bool) -> list[Clip]:
        if not self.left:
            raise KeyboardInterrupt
        self.left -= 1
        self.said.append(texts)
        return [speech(0.4, 9000) for _ in texts]


def nothing(done: int, of: int) -> None:
    """Nobody watches the progress."""


def test_rendering_goes_on_where_it_was_stopped_and_the_pack_is_even(folder: Path) -> None:
    wanted = tuple(PATTERN.every_key(3))
    with pytest.raises(KeyboardInterrupt):
        render(Counting(40), PATTERN, wanted, folder, nothing)
    pack = open_pack(folder)
    assert len(pack.keys) == 26 + 14 * 10
    missing = pack.missing(wanted)
    assert list(grouped(missing)) == ["digits 140 to 999", "window 1 to 3"]
    engine = Counting()
    render(engine, PATTERN, missing, folder, nothing)
    assert engine.said[-1] == ["到一号窗口办理", "到二号窗口办理", "到三号窗口办理"]
    assert not [file for file in folder.iterdir() if file.name.startswith(".")]

    out = folder.parent / "zh.zip"
    texts = {"LICENCE.txt": "ours"}
    built = build(
        open_pack(folder), MANIFEST, texts, out, windows=3, partly=False, progress=nothing
    )
    assert built.phrases == len(wanted)
    made = open_pack(out, "zh-CN")
    assert made.missing(wanted) == ()
    assert is_even(made.raw("digits-577"))
    assert made.raw("digits-577").seconds == pytest.approx(0.445, abs=0.03)


def test_a_pack_with_a_gap_is_not_built_and_nothing_is_left(folder: Path) -> None:
    (folder / "letter-A.wav").write_bytes(to_wav(speech(0.4, 9000)))
    (folder / "letter-B.wav").write_bytes(to_wav(silence(1, RATE)))
    out = folder.parent / "zh.zip"
    with pytest.raises(NotBuilt, match="missing: letter C to Z"):
        build(open_pack(folder), MANIFEST, {}, out, windows=1, partly=False, progress=nothing)
    with pytest.raises(NotBuilt, match="letter-B: nothing to hear"):
        build(open_pack(folder), MANIFEST, {}, out, windows=1, partly=True, progress=nothing)
    assert list(folder.parent.iterdir()) == [folder]


@pytest.mark.parametrize(
    ("clip", "says"),
    [
        (speech(0.5, 9000), None),
        (speech(0.5, 60), "nothing to hear"),
        (Clip(np.full(9000, 32767, np.int16), RATE), "too loud"),
        (speech(0.03, 9000), "too short"),
        (speech(8, 9000), "too long"),
    ],
)
def test_a_recording_is_judged_at_once(clip: Clip, says: str | None) -> None:
    fault = fault_of(clip)
    assert (fault is None) if says is None else says in str(fault)


def test_an_announcer_speaks_what_lacks_and_stops_when_tired(folder: Path, tmp_path: Path) -> None:
    program = tmp_path / "recorder.py"
    program.write_text(RECORDER)
    shown: list[str] = []
    answers: Iterator[str] = iter(["", "p", "a", "", "", "s", "", "", "q"])
    booth = Booth(
        [sys.executable, str(program), "{file}", "9000"],
        [sys.executable, "-c", "import sys; sys.exit('no loudspeaker')"],
        lambda _: next(answers),
        shown.append,
    )
    left = record(folder, PATTERN, ("letter-A", "letter-B", "letter-C", "letter-D"), booth)
    assert left == 2
    assert {file.stem for file in folder.glob("*.wav")} == {"letter-A", "letter-C"}
    assert "\n1 of 4:  请A" in shown
    assert any("no loudspeaker" in line for line in shown)


def test_a_soft_recording_is_told_and_taken_again(folder: Path, tmp_path: Path) -> None:
    program = tmp_path / "recorder.py"
    program.write_text(RECORDER)
    shown: list[str] = []
    answers = iter(["", "q"])
    quiet = [sys.executable, str(program), "{file}", "40"]
    booth = Booth(quiet, (), lambda _: next(answers), shown.append)
    assert record(folder, PATTERN, ("letter-A",), booth) == 1
    assert any("nothing to hear" in line for line in shown)
    assert list(folder.glob("*.wav")) == []


def test_the_command_begins_builds_and_says(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = tmp_path / "ours"
    cli.main(["voice", "begin", "zh-CN", str(ours)])
    for key in ("letter-A", "digits-003", "window-5"):
        (ours / f"{key}.wav").write_bytes(to_wav(speech(0.4, 9000)))
    cli.main(["voice", "missing", str(ours), "--windows", "5"])
    out, wav = tmp_path / "zh.zip", tmp_path / "call.wav"
    with pytest.raises(SystemExit):
        cli.main(["voice", "build", str(ours), "-o", str(out)])
    cli.main(["voice", "build", str(ours), "-o", str(out), "--partly"])
    cli.main(["voice", "say", str(out), "A003", "5", "-o", str(wav)])
    with pytest.raises(SystemExit):
        cli.main(["voice", "say", str(out), "B003", "5", "-o", str(wav)])
    said = capsys.readouterr()
    assert "digits 000 to 002" in said.out
    assert "3 of 1031 phrases are there" in said.out
    assert "请A零零三号到五号窗口办理" in said.out
    assert "missing: letter B to Z" in said.err
    assert "has no letter-B" in said.err
    assert wav.stat().st_size > 40_000
