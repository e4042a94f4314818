"""The shipped phrase packs: whole, heard, evenly loud, quick to splice; and the sentences they make."""

import random
from statistics import median
from time import perf_counter

import numpy as np
import pytest

from display.voice.pack import RATE, SHIPPED, Pack, open_pack
from display.voice.shaping import LEVEL_DB, level, peak

LANGUAGES = ["zh-CN", "en"]
WINDOWS = 200
SECONDS = {"letter": (0.4, 1.4), "digits": (0.55, 2.0), "window": (0.9, 3.2)}


@pytest.fixture(params=LANGUAGES, scope="module")
def pack(request: pytest.FixtureRequest) -> Pack:
    return open_pack(SHIPPED / f"{request.param}.zip", request.param)


def heard(pack: Pack, keys: list[str]) -> None:
    for key in keys:
        clip = pack.clip(key)
        shortest, longest = SECONDS[key.partition("-")[0]]
        assert shortest < clip.seconds < longest, key
        assert abs(level(clip) - LEVEL_DB) < 1.5, key
        assert peak(clip) < -1.0, key


def test_a_shipped_pack_has_every_phrase_and_says_under_which_licence(pack: Pack) -> None:
    assert not pack.missing(pack.pattern.every_key(WINDOWS))
    assert "Apache-2.0" in pack.manifest.licence
    assert (SHIPPED / f"{pack.language}.zip").stat().st_size < 8_000_000


def test_phrases_are_evenly_loud_not_clipped_and_as_long_as_speech(pack: Pack) -> None:
    heard(pack, random.Random(6).sample(sorted(pack.keys), 60))


@pytest.mark.slow
def test_so_is_every_phrase(pack: Pack) -> None:
    heard(pack, sorted(pack.keys))


def test_a_spoken_sentence_has_no_long_silence_and_begins_and_ends_in_it(pack: Pack) -> None:
    for number, window in (("A003", "5"), ("B999", "12"), ("Z417", "200")):
        said = pack.splice(number, window)
        assert 2.4 < said.seconds < 6.0
        samples = said.samples.astype(np.int32)
        loud = np.flatnonzero(np.abs(samples) > 300)
        assert np.diff(loud).max() < 0.45 * RATE
        assert not samples[0] and not samples[-1]
        assert peak(said) < -1.0


def test_splicing_takes_a_moment(pack: Pack) -> None:
    def ms(number: str, window: str) -> float:
        begun = perf_counter()
        pack.splice(number, window)
        return (perf_counter() - begun) * 1000

    cold = median(ms(f"C{100 + each}", str(30 + each)) for each in range(5))
    warm = median(ms("C100", "30") for _ in range(5))
    assert cold < 60
    assert warm < 20
