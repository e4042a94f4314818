"""What a panel says of its window. Pure; all a line's panels ask the same picture.

A number is whole or not there: where it does not fit, its digits alone stand, and where these do not
fit, dashes. Whoever does not hear the hall says nothing of anybody's number: the window's name is
always true.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from display.board import Picture
from display.devices import Colour, Panel
from display.led.lettering import first_that_fits, plain, width
from hall_server.wire.message import Language, Text
from hall_server.wire.views import BoardWindow

Situation = Literal["idle", "calling", "serving", "paused", "window"]
"""`window` is the window's name alone: closed, or the hall is not heard."""

Wordings = Mapping[Situation, Sequence[str]]
"""For each situation sentences from the longest to the shortest."""


@dataclass(frozen=True, slots=True)
class Face:
    """What a panel shows until something changes. A `text` wider than the panel runs or is paged."""

    text: str
    colour: Colour
    flashes: bool = False
    """For as long as a call is new."""


Saying = Callable[[Panel, Picture, bool], Face]
"""The face of a panel at a picture; the flag tells that the window's call rings now."""


@cache
def wordings(language: Language) -> Wordings:
    """The shipped sentences."""
    file = resources.files(__package__) / "texts" / f"{language}.json"
    sentences: Wordings = json.loads(file.read_text(encoding="utf-8"))
    return sentences


def window_of(panel: Panel, picture: Picture) -> BoardWindow | None:
    """The panel's window as the hall tells it; None when it tells of none."""
    if picture.state is None:
        return None
    return next((each for each in picture.state.windows if each.window == panel.window), None)


def on_strip(panel: Panel, picture: Picture, rings: bool, language: Language) -> Face:
    """Of a strip that shows words."""
    evacuation = _evacuation(picture)
    if evacuation is not None:
        words = evacuation.zh if language == "zh-CN" else evacuation.en
        return Face(plain(words), panel.colour)
    situation, number = _situation(panel, picture)
    sentences = [
        sentence.format(number=number, window=panel.window)
        for sentence in wordings(language)[situation]
    ]
    text = first_that_fits(sentences, panel.cells) or _whole(number, 2 * panel.cells)
    return Face(text, panel.colour, flashes=rings and situation == "calling")


def on_tubes(panel: Panel, picture: Picture, rings: bool) -> Face:
    """Of digit tubes: the number alone; dashes for a pause or an evacuation; else nothing."""
    situation, number = _situation(panel, picture)
    if situation in ("calling", "serving") and _evacuation(picture) is None:
        text = _whole(number, panel.cells)
        return Face(text, panel.colour, flashes=rings and situation == "calling")
    dashed = situation == "paused" or _evacuation(picture) is not None
    return Face("-" * panel.cells if dashed else "", panel.colour)


def _situation(panel: Panel, picture: Picture) -> tuple[Situation, str]:
    """The situation of the panel's window and the number in hand, "" where there is none."""
    window = window_of(panel, picture)
    if window is None or picture.state is None or not _is_heard(picture):
        return "window", ""
    number = plain(window.number or "")
    if number and window.state == "calling":
        return "calling", number
    if number and window.state == "serving":
        return "serving", number
    if window.state == "closed" or not picture.state.day_open:
        return "window", ""
    return ("paused" if window.state == "paused" else "idle"), ""


def _is_heard(picture: Picture) -> bool:
    return picture.lost_since is None and picture.pairing is None


def _evacuation(picture: Picture) -> Text | None:
    """Stands also while the hall is not heard: whoever leaves goes on leaving."""
    if picture.state is None or picture.state.evacuation is None or picture.pairing is not None:
        return None
    return picture.state.evacuation.text


def _whole(number: str, half_cells: int) -> str:
    """The number if it fits, else its digits, else dashes for what is not shown."""
    digits = "".join(each for each in number if each.isascii() and each.isdigit())
    for text in (number, digits):
        if text and width(text) <= half_cells:
            return text
    return "-" * min(half_cells, len(number))
