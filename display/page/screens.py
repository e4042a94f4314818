"""Which board an address opens, in which layout: the page of it, and what its stream says of that."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Self, get_args
from urllib.parse import urlencode

from display.devices import BoardKind, Screen
from display.layout import PageLayout, Theme
from display.layout_watch import InForce
from display.layouts import BOARDS, USUAL
from hall_server import assets
from hall_server.release import RELEASE
from hall_server.wire.message import Language

VIEWS: Mapping[BoardKind, str] = MappingProxyType(
    {
        "main": "board",
        "zone": "zone",
        "window": "window",
        "next_up": "next",
        "overview": "overview",
        "staff": "staff",
    }
)
"""The script and the style sheet of each kind of board."""

SHEETS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "board": ("calls", "beside", "medium", "notice", "board"),
        "next": ("notice", "queues", "next"),
        "overview": ("notice", "queues", "overview"),
        "staff": ("notice", "queues", "staff"),
    }
)
"""The style sheets of a view that has more than its own, in their order."""

WITH_LOBBY: tuple[BoardKind, ...] = ("next_up", "overview", "staff")
"""Boards that draw the hall's second view."""


@dataclass(frozen=True, slots=True)
class Opened:
    """One board in one layout, as an address names it."""

    board: BoardKind = "main"
    place: str = ""
    layout: str = USUAL
    theme: Theme | None = None
    """Instead of the layout's own."""
    preview: bool = False
    """Whether the page says what is wrong in the hall's file."""
    loudspeaker: str = ""
    """Whose announcements the page plays, if any."""
    screen: str = ""
    """The name of the configured screen, if it is one."""

    @classmethod
    def of(cls, screen: Screen) -> Self:
        """The board that display.toml gives a screen."""
        return cls(
            screen.board,
            screen.place,
            screen.layout,
            loudspeaker=screen.loudspeaker or "",
            screen=screen.name,
        )

    def asked(self, query: Mapping[str, str]) -> "Opened":
        """The same board with what the address asks for; what is no theme or board is not heard.

        A preview is nobody's screen and nobody's loudspeaker: who edits a layout elsewhere takes no
        announcement away from the hall, and does not count for a screen that is gone.
        """
        theme = query.get("theme")
        board = query.get("board")
        preview = query.get("preview") == "1"
        return Opened(
            board=next((one for one in BOARDS if one == board), self.board),
            place=self.place,
            layout=query.get("layout") or self.layout,
            theme=next((one for one in get_args(Theme) if one == theme), self.theme),
            preview=preview,
            loudspeaker="" if preview else query.get("loudspeaker") or self.loudspeaker,
            screen="" if preview else query.get("screen") or self.screen,
        )

    @property
    def stream(self) -> str:
        """The address of the page's stream."""
        query = {"board": self.board, "layout": self.layout}
        query |= {"theme": self.theme} if self.theme else {}
        query |= {"preview": "1"} if self.preview else {}
        query |= {"lobby": "1"} if self.board in WITH_LOBBY else {}
        query |= {"loudspeaker": self.loudspeaker} if self.loudspeaker else {}
        query |= {"screen": self.screen} if self.screen else {}
        return f"/stream?{urlencode(query)}"

    def layout_now(self, now: InForce, languages: tuple[Language, ...]) -> PageLayout:
        """What the page is told of its layout; `languages` are those of display.toml."""
        page = now.layouts.page(self.layout, self.board, languages, self.theme)
        if not self.preview:
            return page
        return page.model_copy(update={"faults": tuple(self._faults(now))})

    def _faults(self, now: InForce) -> Iterator[str]:
        if self.layout not in now.layouts.named:
            known = ", ".join(now.layouts.named)
            yield f"there is no layout `{self.layout}`; there are: {known}"
        yield from now.faults


HERE = Path(__file__).parent
SENT = (".js", ".css", ".html", ".json", ".svg")
"""Endings of the files that make up a page."""


def edition() -> str:
    """Names the release and the pages' files as they are: a page of another one is to be reloaded."""
    digest = hashlib.sha256()
    for folder in (HERE / "static", HERE / "texts", HERE / "templates", assets.DIRECTORY):
        for file in sorted(path for path in folder.rglob("*") if path.suffix in SENT):
            digest.update(f"{file.relative_to(folder)}\n".encode())
            digest.update(file.read_bytes())
    return f"{RELEASE}+{digest.hexdigest()[:12]}"
