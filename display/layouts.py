"""The layouts a display has: those shipped and the hall's own, read with every fault and its line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, ValidationError

from display.devices import BoardKind, Name, Screen
from display.faults import Fault, Refused
from display.layout import BoardLayout, Layout, PageLayout, Theme
from display.local_media import LocalMedium, NotShowable, look_at
from display.toml_file import TomlFile, read_toml
from hall_server.toml_lines import TomlPath
from hall_server.wire.message import Language

SHIPPED = Path(__file__).parent / "page" / "layouts.toml"
USUAL = "usual"
BOARDS: tuple[BoardKind, ...] = get_args(BoardKind)


class LayoutFile(BaseModel):
    """A layouts.toml."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    layout: Mapping[Name, Layout] = {}


@dataclass(frozen=True, slots=True)
class Layouts:
    """All layouts by name, and the files they show. Immutable."""

    named: Mapping[str, Layout]
    media: Mapping[Path, LocalMedium] = field(default_factory=dict)
    """By the path as a layout names it."""

    def board(self, name: str, board: BoardKind) -> BoardLayout:
        """What holds for a board in the layout of a name; an unknown name is the usual one."""
        return self.named.get(name, self.named[USUAL]).of(board)

    def page(
        self,
        name: str,
        board: BoardKind,
        languages: tuple[Language, ...],
        theme: Theme | None = None,
    ) -> PageLayout:
        """What a page is told: `languages` where the layout names none, `theme` instead of its own."""
        layout = self.board(name, board)
        said = layout.model_dump(include=set(PageLayout.model_fields))
        return PageLayout(
            **said
            | {
                "name": name if name in self.named else USUAL,
                "theme": theme or layout.theme,
                "languages": layout.languages or languages,
                "media": tuple(self.media[path].view for path in layout.media),
                "faults": None,
            }
        )

    def find(self, key: str) -> LocalMedium | None:
        """The picture or film with a key."""
        return next((one for one in self.media.values() if one.key == key), None)


def load_layouts(own: Path | None) -> Layouts:
    """The shipped layouts, with the hall's `own` over them. Raises Refused with all its faults."""
    named = dict(LayoutFile.model_validate(read_toml(SHIPPED).values).layout)
    media: dict[Path, LocalMedium] = {}
    if own is not None:
        file = read_toml(own)
        faults = [*_look(file, media)]
        try:
            named |= LayoutFile.model_validate(file.values).layout
        except ValidationError as error:
            faults += file.faults(error, LayoutFile)
        if faults:
            raise Refused(sorted(faults, key=lambda fault: fault.line or 0))
    return Layouts(MappingProxyType(named), MappingProxyType(media))


def unknown_layouts(screens: Sequence[Screen], own: Path | None) -> Iterator[tuple[TomlPath, str]]:
    """Screens with a layout that there is not, and what to do; none while `own` itself is wrong."""
    try:
        known = load_layouts(own).named
    except Refused:
        return
    for at, screen in enumerate(screens):
        if screen.layout not in known:
            there = f"there are {', '.join(known)}"
            yield ("screen", at, "layout"), f"there is no layout `{screen.layout}`: {there}"


def _look(file: TomlFile, media: dict[Path, LocalMedium]) -> Iterator[Fault]:
    """Put what the file names into `media`; what cannot be shown is a fault."""
    for place, name in _named_media(file.values):
        try:
            media[Path(name)] = look_at(file.path.parent / name)
        except NotShowable as reason:
            yield file.fault(place, str(reason))


def _named_media(values: Mapping[str, Any]) -> Iterator[tuple[TomlPath, str]]:
    """All files that the values name, whatever else may be wrong with them, and where."""
    for name, layout in _tables(values.get("layout")):
        boards = [(key, table) for key, table in _tables(layout) if key in BOARDS]
        for place, table in [((), layout), *(((key,), table) for key, table in boards)]:
            listed = table.get("media")
            for at, file in enumerate(listed if isinstance(listed, list) else ()):
                if isinstance(file, str):
                    yield ("layout", name, *place, "media", at), file


def _tables(value: Any) -> list[tuple[str, Mapping[str, Any]]]:
    within = value.items() if isinstance(value, dict) else ()
    return [(key, table) for key, table in within if isinstance(table, dict)]
