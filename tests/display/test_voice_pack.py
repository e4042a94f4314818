"""Phrase packs: what a call is spliced from, in a zip or a folder; wrong ones refused in plain words."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from display.devices import Voice
from display.faults import Refused
from display.voice.clip import Clip, to_wav
from display.voice.pack import RATE, open_pack, packs_of
from display.voice.phrases import USUAL, Pattern, PhraseMissing, same_words

MANIFEST = """
language = "zh-CN"
name = "test"
pattern = ["请{letter}", "{digits}号", "到{window}号窗口办理"]
gaps_ms = [20, 100]
"""


def tone(seconds: float, rate: int = RATE) -> Clip:
    wave = np.sin(2 * np.pi * 440 * np.arange(round(seconds * rate)) / rate)
    return Clip((wave * 8000).astype(np.int16), rate)


def opus(clip: Clip) -> bytes:
    kept = io.BytesIO()
    soundfile.write(kept, clip.samples, clip.rate, format="OGG", subtype="OPUS")
    return kept.getvalue()


def zipped(where: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(where, "w") as pack:
        for name, data in files.items():
            pack.writestr(name, data)
    return where


def files() -> dict[str, bytes]:
    return {
        "pack.toml": MANIFEST.encode(),
        "letter-A.opus": opus(tone(0.3)),
        "digits-003.wav": to_wav(tone(0.6)),
        "window-5.wav": to_wav(tone(0.9, 16_000)),
        "../digits-004.wav": to_wav(tone(0.1)),
        "notes.txt": b"not a phrase",
    }


def test_a_call_is_spliced_from_its_phrases_with_the_packs_gaps(tmp_path: Path) -> None:
    pack = open_pack(zipped(tmp_path / "zh.zip", files()), "zh-CN")
    assert pack.keys == {"letter-A", "digits-003", "window-5"}
    said = pack.splice("A003", "5")
    assert said.rate == RATE
    assert said.seconds == pytest.approx(0.3 + 0.02 + 0.6 + 0.1 + 0.9, abs=0.03)
    assert pack.sentence("A003", "5") == "请A零零三号到五号窗口办理"
    assert np.abs(np.diff(said.samples.astype(int))).max() < 1500, "a join that clicks"


def test_the_halls_usual_sentence_is_the_packs(tmp_path: Path) -> None:
    pack = open_pack(zipped(tmp_path / "zh.zip", files()))
    assert same_words(pack.sentence("A003", "12"), "请 A零零三 号到 12 号窗口办理")
    assert not same_words(pack.sentence("A003", "12"), "请 A零零三 号到 2 号窗口办理")
    english = USUAL["en"].sentence("A003", "5")
    assert same_words(english, "Ticket A zero zero three, please go to counter 5")


@pytest.mark.parametrize(
    ("number", "window", "says"),
    [
        ("A004", "5", "digits-004"),
        ("A003", "501", "window-501"),
        ("VIP-7", "5", "VIP-7"),
        ("A003", "../5", "../5"),
    ],
)
def test_what_a_pack_lacks_is_named(tmp_path: Path, number: str, window: str, says: str) -> None:
    pack = open_pack(zipped(tmp_path / "zh.zip", files()))
    with pytest.raises(PhraseMissing, match=says.replace(".", r"\.")):
        pack.splice(number, window)


def test_a_hall_records_into_a_folder(tmp_path: Path) -> None:
    for name, data in files().items():
        (tmp_path / Path(name).name).write_bytes(data)
    pack = open_pack(tmp_path)
    assert pack.missing(USUAL["zh-CN"].every_key(500))[:2] == ("letter-B", "letter-C")
    assert pack.splice("A004", "5").seconds > 1


def test_a_damaged_sound_is_a_phrase_that_is_missing(tmp_path: Path) -> None:
    pack = open_pack(zipped(tmp_path / "zh.zip", files() | {"window-5.wav": b"RIFF and no more"}))
    with pytest.raises(PhraseMissing, match=r"zh\.zip/window-5\.wav"):
        pack.splice("A003", "5")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"pack.toml": b"language = "}, "pack.toml"),
        ({"pack.toml": MANIFEST.replace("name", "nmae").encode()}, "nmae"),
        ({"pack.toml": MANIFEST.replace("{digits}", "{number}").encode()}, "{number}"),
        ({"pack.toml": b"\xff\xfe"}, "no phrase pack"),
        ({"pack.toml": MANIFEST.replace("zh-CN", "en").encode()}, "speaks en, not zh-CN"),
    ],
)
def test_a_wrong_pack_is_refused_with_its_fault(
    tmp_path: Path, wrong: dict[str, bytes], says: str
) -> None:
    with pytest.raises(Refused) as refused:
        open_pack(zipped(tmp_path / "zh.zip", files() | wrong), "zh-CN")
    assert says in str(refused.value)


def test_no_zip_and_no_pack_in_it_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "zh.zip").write_bytes(b"no zip")
    with pytest.raises(Refused, match="not a zip"):
        open_pack(tmp_path / "zh.zip")
    with pytest.raises(Refused, match=r"no pack\.toml"):
        open_pack(zipped(tmp_path / "other.zip", {"readme": b""}))
    with pytest.raises(Refused, match="no phrase, such as"):
        open_pack(zipped(tmp_path / "empty.zip", {"pack.toml": MANIFEST.encode()}))


def test_a_halls_own_pack_goes_before_the_shipped_one(tmp_path: Path) -> None:
    own = zipped(tmp_path / "zh.zip", files())
    packs = packs_of(Voice(packs={"zh-CN": own}), ["zh-CN", "yue"])
    assert packs.keys() == {"zh-CN"}
    assert packs["zh-CN"].where == own


@given(st.text(max_size=8), st.text(max_size=6), st.text(max_size=3))
def test_any_number_is_said_or_refused(number: str, window: str, zone: str) -> None:
    for pattern in (*USUAL.values(), Pattern("yue", ("{letter}", "{digits}", "{window}"))):
        try:
            said = pattern.sentence(number, window, zone)
        except ValueError:
            continue
        assert said
