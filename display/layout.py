"""How a board looks: the words with which a hall says it in layouts.toml. No CSS, no pixels."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from display.devices import BoardKind, Name, WindowNumber, Zone
from hall_server.wire.message import Language, State
from hall_server.wire.views import MediumView

Theme = Literal["dark", "light", "colour_safe"]
Part = Literal["media", "waiting", "recent"]
Side = Literal["left", "right", "above", "below"]
Share = Literal["narrow", "usual", "half"]
Notices = Literal["pages", "ticker", "none"]
Speed = Literal["slow", "usual", "fast"]
Direction = Literal["left", "right", "up", "down", "up_left", "up_right"]

T = TypeVar("T")


def _each_once(named: tuple[T, ...]) -> tuple[T, ...]:
    twice = [one for at, one in enumerate(named) if one in named[:at]]
    if twice:
        raise ValueError(f"{twice[0]} is named twice")
    return named


class BoardLayout(BaseModel):
    """What can be said of one board. Keys that a kind of board has no part for change nothing on it."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    theme: Theme = "dark"
    languages: Annotated[tuple[Language, ...], AfterValidator(_each_once)] = ()
    """The first large, the others below it; none: those of display.toml."""
    clock: bool = True
    zones: Annotated[tuple[Zone, ...], AfterValidator(_each_once)] = ()
    """The main board shows calls and queues of these; none: of every zone."""
    beside: Annotated[tuple[Part, ...], AfterValidator(_each_once)] = ("media", "waiting", "recent")
    """What stands beside the calls, from above; () gives them the whole screen."""
    side: Side | None = None
    """Where that stands; None: right of the calls, and below them on a tall screen."""
    share: Share = "usual"
    """How much of the screen that has."""
    rows: Annotated[int, Field(ge=1, le=20)] | None = None
    """At most so many calls below the newest; None: as many as fit. More than fit come in turn."""
    recent: Annotated[int, Field(ge=5, le=8)] = 6
    """How many of the calls that are over."""
    page_s: Annotated[int, Field(ge=4, le=60)] = 8
    """How long a page of what does not fit at once stands."""
    notices: Notices = "pages"
    ticker: Speed = "usual"
    """How fast a notice moves that does not fit; others stand still."""
    media: tuple[Path, ...] = ()
    """Pictures and films of this machine, from the file's folder, before those of the hall."""
    hall_media: bool = True
    """Whether those of the hall server are shown too."""
    picture_s: Annotated[int, Field(ge=3, le=600)] = 12
    """How long a picture stands; a film runs to its end."""
    arrows: Mapping[WindowNumber, Direction] = {}
    """On a zone's board: where somebody who stands before it goes to reach a window."""


class Layout(BoardLayout):
    """A named layout: what holds for all boards, and what else for some of them."""

    main: BoardLayout | None = None
    zone: BoardLayout | None = None
    window: BoardLayout | None = None
    next_up: BoardLayout | None = None
    overview: BoardLayout | None = None
    staff: BoardLayout | None = None

    def of(self, board: BoardKind) -> BoardLayout:
        """What holds for one kind of board."""
        own: BoardLayout | None = getattr(self, board)
        said = {} if own is None else {key: getattr(own, key) for key in own.model_fields_set}
        return self.model_copy(update=said)


class PageLayout(State):
    """What a page is told of its layout; the meaning is that of `BoardLayout`."""

    name: Name
    theme: Theme
    languages: tuple[Language, ...]
    clock: bool
    zones: tuple[Zone, ...]
    beside: tuple[Part, ...]
    side: Side | None
    share: Share
    rows: int | None
    recent: int
    page_s: int
    notices: Notices
    ticker: Speed
    media: tuple[MediumView, ...]
    hall_media: bool
    picture_s: int
    arrows: Mapping[WindowNumber, Direction]
    faults: tuple[str, ...] | None
    """Of a preview: what is wrong in the newest file, so that an older one holds; else None."""
