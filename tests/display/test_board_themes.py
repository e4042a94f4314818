"""The colours of the boards, counted from the file itself: contrast, and what colour-blind eyes see."""

import itertools
import math
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import display as package

STATIC = Path(package.__file__).parent / "page" / "static"
THEMES = STATIC / "themes.css"
WORDS = 7.0
"""Least contrast of words on boards."""
SHAPES = 3.0
"""Least contrast of what is no word: an outline, the loud ground against the quiet one."""
ZONES = ("zone-A", "zone-B", "zone-C", "zone-D")

PROTANOPIA = (
    (0.152286, 1.052583, -0.204868),
    (0.114503, 0.786281, 0.099216),
    (-0.003882, -0.048116, 1.051998),
)
DEUTERANOPIA = (
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)
"""In linear RGB, severity 1.0: Machado, Oliveira and Fernandes (2009)."""
EYES = {
    "usual": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": PROTANOPIA,
    "deuteranopia": DEUTERANOPIA,
}

Colour = tuple[float, float, float]
Eye = tuple[Colour, Colour, Colour]


def themes() -> dict[str, Mapping[str, str]]:
    """Colours by role of each theme; what a theme leaves out is the dark one's."""
    text = re.sub(r"/\*.*?\*/", "", THEMES.read_text(), flags=re.DOTALL)
    blocks = re.findall(r':root(?:\[data-theme="(\w+)"\])?\s*\{(.*?)\}', text, flags=re.DOTALL)
    named = {
        name or "dark": dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", body))
        for name, body in blocks
    }
    return {name: named["dark"] | colours for name, colours in named.items()}


def linear(colour: str) -> Colour:
    """Light of red, green and blue, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def seen(light: Colour, eye: Eye) -> Colour:
    """The light as an eye sees it."""
    red, green, blue = (
        min(1.0, max(0.0, sum(factor * part for factor, part in zip(row, light, strict=True))))
        for row in eye
    )
    return red, green, blue


def luminance(light: Colour) -> float:
    """WCAG 2.2, relative luminance."""
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def contrast(one: str, other: str, eye: Eye) -> float:
    """WCAG 2.2, contrast ratio, of two colours as an eye sees them."""
    bright, dim = sorted((luminance(seen(linear(c), eye)) for c in (one, other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def distance(one: str, other: str, eye: Eye) -> float:
    """CIE 1976 colour difference as an eye sees it; about 2.3 is the least that is noticed."""
    return math.dist(_lab(seen(linear(one), eye)), _lab(seen(linear(other), eye)))


def _lab(light: Colour) -> Colour:
    red, green, blue = light
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = luminance(light)
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (
        part ** (1 / 3) if part > 216 / 24389 else part * 841 / 108 + 4 / 29 for part in (x, y, z)
    )
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def test_there_are_three_themes() -> None:
    assert set(themes()) == {"dark", "light", "colour_safe"}


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", ["dark", "light", "colour_safe"])
def test_all_words_stand_out_from_their_ground_for_every_eye(theme: str, eye: str) -> None:
    role = themes()[theme]
    words = [
        *itertools.product(("ink", "ink-2"), ("ground", "card")),
        ("on-civic", "civic"),
        ("on-civic-2", "civic"),
        ("on-calling", "calling"),
        ("on-calling", "pulse"),
        ("called", "card"),
        *(("on-zone", zone) for zone in (*ZONES, "zone-other")),
    ]
    poor = {
        f"{word} on {ground}": round(ratio, 2)
        for word, ground in words
        if (ratio := contrast(role[word], role[ground], EYES[eye])) < WORDS
    }
    assert poor == {}


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", ["dark", "light", "colour_safe"])
def test_the_call_is_the_loud_thing_for_every_eye(theme: str, eye: str) -> None:
    role = themes()[theme]
    for ground in ("ground", "card"):
        assert contrast(role["calling"], role[ground], EYES[eye]) >= SHAPES
        assert contrast(role["edge"], role[ground], EYES[eye]) >= SHAPES


@pytest.mark.parametrize("eye", EYES)
def test_the_zones_of_the_colour_safe_theme_are_told_apart_by_every_eye(eye: str) -> None:
    role = themes()["colour_safe"]
    near = {
        f"{one} {other}": round(apart, 1)
        for one, other in itertools.combinations((*ZONES, "calling"), 2)
        if (apart := distance(role[one], role[other], EYES[eye])) < 15
    }
    assert near == {}


def test_no_board_names_a_colour_of_its_own() -> None:
    for sheet in STATIC.glob("*.css"):
        if sheet != THEMES:
            assert not re.search(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", sheet.read_text()), sheet
