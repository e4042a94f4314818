"""The screens, loudspeakers and LED lines of a display, as display.toml names them."""

import re
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

BoardKind = Literal["main", "zone", "window", "next_up", "overview", "staff"]
Protocol = Literal["onbon", "cpower", "tubes", "template"]
Colour = Literal["red", "green", "yellow"]

_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:00)?")


def like(pattern: str, words: str) -> AfterValidator:
    """A text of this form; `words` tell the form to who wrote another."""
    form = re.compile(pattern)

    def check(text: str) -> str:
        if form.fullmatch(text) is None:
            raise ValueError(f"must be {words}")
        return text

    return AfterValidator(check)


def _hour(written: Any) -> Any:
    if isinstance(written, str) and _HOUR.fullmatch(written) is None:
        raise ValueError('is not an hour of the day: write it as in "08:30"')
    return written


Name = Annotated[str, like("[A-Za-z0-9_-]{1,32}", "up to 32 of A-Z, a-z, 0-9, - and _")]
Zone = Annotated[str, like("[A-Za-z0-9]{1,8}", "a zone's letter, such as A")]
WindowNumber = Annotated[str, like("[A-Za-z0-9]{1,8}", "a window's number, such as 5")]
LanguageTag = Annotated[
    str, like("[a-zA-Z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language's tag, such as zh-CN")
]
Percent = Annotated[int, Field(ge=0, le=100)]
ByHour = Mapping[Annotated[time, BeforeValidator(_hour)], Percent]
"""A level from each hour on, such as {"08:30" = 80, "18:00" = 0}; before the first, the last one's."""


class _Setting(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Screen(_Setting):
    """A page with a name of its own, at /screen/<name>."""

    name: Name
    board: BoardKind
    place: str = ""
    """The zone's letter or the window's number, where the board is of one."""
    layout: Name = "usual"
    """One of the shipped layouts or of the hall's own file."""
    loudspeaker: Name | None = None
    """Whose announcements this page plays; that loudspeaker's `out` is "page"."""


class Voice(_Setting):
    """What is said, and in which order."""

    say: tuple[LanguageTag, ...] = ("zh-CN", "en")
    """A language may come twice: ("zh-CN", "zh-CN", "en") says the Chinese sentence two times."""
    packs: Mapping[LanguageTag, Path] = {}
    """The hall's own phrase packs; a language without one has the shipped pack."""
    engine: Literal["espeak", "command", "none"] = "espeak"
    """Says what no pack can: a sentence of the hall's own, an evacuation, a window of 1000."""
    command: tuple[str, ...] = ()
    """For `engine = "command"`: program and arguments with {language} and {text}; writes a WAV."""
    chime: bool = True
    late_s: Annotated[int, Field(ge=5, le=600)] = 60
    """A call that has waited longer for its turn is not said any more."""
    fold_s: Annotated[int, Field(ge=0, le=60)] = 5
    """A second call of the same number to the same window within this is not said again."""


class Loudspeaker(_Setting):
    """One place where calls are heard, with one queue."""

    name: Name
    zones: tuple[Zone, ...] = ()
    """Calls to windows of these zones; none: of every zone."""
    out: Literal["page", "device", "command"] = "page"
    """Played by a page, by this machine's sound device, or by a program."""
    device: str = "default"
    """For `out = "device"`: the ALSA name, as `aplay -L` lists it."""
    command: tuple[str, ...] = ()
    """For `out = "command"`: reads one WAV on its standard input and ends when it is heard."""
    volume: ByHour = {}
    """Percent by hour; none: 100 always. 0 is quiet: calls flash and are not said."""
    say: tuple[LanguageTag, ...] | None = None
    """Instead of the voice's own order."""


class Panel(_Setting):
    """One LED panel of a line: a window's strip, or a strip with words of the hall's own."""

    address: Annotated[int, Field(ge=0, le=65534)]
    window: WindowNumber
    cells: Annotated[int, Field(ge=1, le=64)] = 8
    """How many full-width characters it shows; of digit tubes, how many digits."""
    dots: Annotated[int, Field(ge=8, le=128)] = 16
    """Height of a character in dots."""
    colour: Colour = "red"


class Line(_Setting):
    """One serial line or network converter with the panels behind it; this program is its master."""

    name: Name
    url: str
    """What pyserial opens: /dev/serial/by-id/..., COM3, socket://10.0.0.5:5005."""
    protocol: Protocol
    baud: Literal[1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200] = 9600
    template: Path | None = None
    """For `protocol = "template"`: the file that describes the frames."""
    answers: bool = True
    """Whether the panels answer what they are sent; those that never do cannot be seen to be down."""
    gap_ms: Annotated[int, Field(ge=0, le=2000)] = 20
    """Silence between two frames on the line."""
    resend_s: Annotated[int, Field(ge=5, le=3600)] = 40
    """Each panel's whole state is sent again after this, so that one that was off heals."""
    brightness: ByHour = {}
    """Percent by hour; none: the panels are left as they are."""
    panel: Annotated[tuple[Panel, ...], Field(min_length=1, max_length=247)]


class Devices(BaseModel):
    """All that a display shows, says and lights by: the part of its settings that names devices."""

    layouts: Path | None = None
    """The hall's own layouts; without it, those shipped."""
    screen: tuple[Screen, ...] = ()
    voice: Voice = Voice()
    loudspeaker: tuple[Loudspeaker, ...] = ()
    line: tuple[Line, ...] = ()
