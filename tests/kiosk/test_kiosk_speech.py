"""Prompts as sound: how sentences are spelled, the voice program, what is kept, what is refused."""

import shutil
import sys
import wave
from io import BytesIO
from pathlib import Path

import pytest
import requests
from machine import running_machine
from simulated_hall import SimulatedHall

from hall_server.spelling import pinyin, spelled
from kiosk.config import ConfigError, KioskConfig, load_config
from kiosk.languages import page_languages
from kiosk.speech import KeptSounds, Voice

PROGRAM = str(Path(__file__).with_name("voice_program.py"))
HOSTILE = [
    "--help",
    "-w /etc/passwd",
    "$(touch broken); `touch broken` && touch broken | cat",
    "{voice} {text}",
    "%s%n %d",
    "<speak><audio src='file:///etc/passwd'/></speak>",
]


def voice(folder: Path, behaviour: str = "well") -> Voice:
    """A voice that speaks through the program of the tests."""
    notes = str(folder / "notes")
    command = (sys.executable, PROGRAM, notes, behaviour, "{voice}", "{text}")
    return Voice(command, folder / "kept", page_languages)


def said(folder: Path) -> list[str]:
    notes = folder / "notes"
    return notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []


@pytest.mark.parametrize(
    ("tag", "text", "read"),
    [
        ("zh-CN", "您的号码是 A007", "您的号码是 诶零零七"),
        ("zh-CN", "前面 12 人，约 15–25 分钟", "前面 十二 人，约 十五到二十五 分钟"),
        ("zh-CN", "前面 2 人", "前面 两 人"),
        ("zh-CN", "取号至 17:00，10:05 开始", "取号至 十七点整，十点零五分 开始"),
        ("zh-CN", "1005 110 20 0 007 12345", "一千零五 一百一十 二十 零 零零七 一二三四五"),
        ("zh-CN", "００１２３ １１０ ٠٠٠٠٠٥", "零零一二三 一百一十 零零零零零五"),
        (
            "en",
            "Your number is A007, about 15–25 min",
            "Your number is A 0 0 7, about 15 to 25 min",
        ),
        ("ko", "번호는 A007, 15–25분", "번호는 A 0 0 7, 15 에서 25분"),
    ],
)
def test_figures_are_spelled_out_as_they_are_said(tag: str, text: str, read: str) -> None:
    assert spelled(text, tag, page_languages()[tag].span) == read


def test_chinese_is_given_to_a_pinyin_voice_as_pinyin() -> None:
    assert pinyin("请到绿色通道") == "qing3 dao4 lv4 se4 tong1 dao4"


def test_a_sentence_is_rendered_once_and_then_heard_from_disk(tmp_path: Path) -> None:
    first = voice(tmp_path).sound("en", "Please wait here")
    assert first is not None
    assert wave.open(BytesIO(first)).getnframes() == 800
    assert voice(tmp_path).sound("en", "Please wait here") == first
    assert said(tmp_path) == ["en-gb|Please wait here"]


def test_what_one_visitor_alone_hears_is_not_kept(tmp_path: Path) -> None:
    for _ in range(2):
        assert voice(tmp_path).sound("en", "Your number is A007")
    assert len(said(tmp_path)) == 2
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_one_argument_and_nothing_else(tmp_path: Path, text: str) -> None:
    assert voice(tmp_path).sound("en", text)
    assert said(tmp_path) == [f"en-gb|{text}"]
    assert not Path("broken").exists()


@pytest.mark.parametrize("behaviour", ["fails", "noise", "never"])
def test_a_broken_voice_is_silent_and_keeps_nothing(tmp_path: Path, behaviour: str) -> None:
    assert voice(tmp_path, behaviour).sound("en", "Please wait here") is None
    assert not (tmp_path / "kept").exists()


@pytest.mark.parametrize("command", [(), ("no-such-program", "{text}")])
def test_a_machine_without_a_voice_is_silent(tmp_path: Path, command: tuple[str, ...]) -> None:
    assert Voice(command, tmp_path, page_languages).sound("en", "Please wait here") is None


def test_a_full_or_forbidden_disk_still_speaks(tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"a file where the folder should be")
    assert voice(tmp_path).sound("en", "Please wait here")


def test_a_damaged_sound_is_rendered_anew(tmp_path: Path) -> None:
    speaker = voice(tmp_path)
    first = speaker.sound("en", "Please wait here")
    (kept,) = (tmp_path / "kept").iterdir()
    kept.write_bytes(b"\0" * 100)
    assert speaker.sound("en", "Please wait here") == first


def test_what_was_not_heard_for_longest_makes_room(tmp_path: Path) -> None:
    sound = b"RIFF\0\0\0\0WAVE" + bytes(400)
    kept = KeptSounds(tmp_path, 3 * len(sound))
    for name in "abcde":
        kept.put(name, sound)
        assert kept.get("a") == sound
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 3 * len(sound)
    assert [kept.get(name) is not None for name in "abcde"] == [True, False, False, True, True]


def test_the_page_asks_for_a_prompt(simulated_hall: SimulatedHall, tmp_path: Path) -> None:
    command = (sys.executable, PROGRAM, str(tmp_path / "notes"), "well", "{voice}", "{text}")
    with running_machine(
        simulated_hall, voice_command=command, voice_folder=tmp_path / "kept"
    ) as machine:

        def asked(**query: str) -> requests.Response:
            return requests.get(f"{machine.url}/api/speech", params=query, timeout=10)

        answer = asked(language="zh-CN", text="您要办什么？")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "audio/wav")
        assert answer.content[:4] == b"RIFF"
        for bad in ("", "   ", "x" * 201, "a\0b", "a\u202eb"):
            assert asked(language="en", text=bad).status_code == 400, bad
        assert asked(language="../en", text="hello").status_code == 404
        assert asked(language="xx", text="hello").status_code == 404
    assert said(tmp_path) == ["cmn-latn-pinyin|nin2 yao4 ban4 shen2 me5 ？"]


@pytest.mark.parametrize("tag", sorted(page_languages()))
def test_the_usual_voice_speaks_each_language(tmp_path: Path, tag: str) -> None:
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng (apt install espeak-ng) is the usual voice")
    usual = KioskConfig.model_fields["voice_command"].default
    text = {"zh-CN": "请到这里等候", "en": "Please wait here", "ko": "여기서 기다려 주세요"}[tag]
    sound = Voice(usual, tmp_path, page_languages).sound(tag, text)
    assert sound is not None
    with wave.open(BytesIO(sound)) as heard:
        seconds = heard.getnframes() / heard.getframerate()
        loudest = max(heard.readframes(heard.getnframes()))
    assert 0.5 < seconds < 5
    assert loudest > 0


def test_a_command_that_says_no_text_refuses_to_start(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    whole = 'server_url = "http://hall:8000"\nname = "1"\nvoice_command = ["espeak-ng", "-q"]\n'
    file.write_text(whole, encoding="utf-8")
    with pytest.raises(ConfigError, match="voice_command"):
        load_config(file, {})
