"""Sounds in memory: in and out of WAVs, levels, rates."""

import numpy as np
import pytest

from display.voice.clip import (
    Clip,
    NotASound,
    at_rate,
    at_volume,
    from_wav,
    joined,
    silence,
    to_wav,
)


def tone(hertz: float, rate: int, seconds: float = 0.5, peak: float = 20_000) -> Clip:
    moments = np.arange(round(seconds * rate)) / rate
    return Clip((peak * np.sin(2 * np.pi * hertz * moments)).astype(np.int16), rate)


def test_a_sound_comes_back_from_its_wav() -> None:
    sound = tone(440, 22050)
    again = from_wav(to_wav(sound))
    assert again.rate == 22050
    assert np.array_equal(again.samples, sound.samples)


def test_a_wav_from_a_pipe_is_as_long_as_it_is_whatever_its_header_claims() -> None:
    data = bytearray(to_wav(tone(440, 22050)))
    data[40:44] = (0x7FFF_F000).to_bytes(4, "little")
    assert from_wav(bytes(data)).seconds == pytest.approx(0.5)
    assert from_wav(bytes(data[:-1001])).seconds == pytest.approx(0.477, abs=0.001)


@pytest.mark.parametrize(
    "data", [b"", b"RIFF", b"no sound at all" * 10, to_wav(tone(9, 8000))[:20]]
)
def test_what_is_no_sound_is_refused(data: bytes) -> None:
    with pytest.raises(NotASound):
        from_wav(data)


@pytest.mark.parametrize("rate", [16_000, 24_000, 48_000])
def test_another_rate_keeps_length_pitch_and_level(rate: int) -> None:
    changed = at_rate(tone(440, 22050), rate)
    assert changed.seconds == pytest.approx(0.5, abs=0.001)
    spectrum = np.abs(np.fft.rfft(changed.samples.astype(float)))
    assert np.argmax(spectrum) * rate / len(changed.samples) == pytest.approx(440, abs=2)
    assert np.abs(changed.samples).max() == pytest.approx(20_000, rel=0.03)


def test_a_level_is_a_share_of_the_amplitude_and_never_wraps() -> None:
    assert np.abs(at_volume(tone(440, 22050), 50).samples).max() == pytest.approx(10_000, abs=2)
    assert np.abs(at_volume(tone(440, 22050), 400).samples).max() <= 32_768
    assert not at_volume(tone(440, 22050), 0).samples.any()


def test_pieces_of_any_rate_become_one() -> None:
    whole = joined([silence(0.25, 24_000), tone(440, 16_000), silence(0.25, 22_050)], 22_050)
    assert (whole.rate, whole.seconds) == (22_050, pytest.approx(1.0, abs=0.001))
