"""wall.toml: which display's panels are simulated, where their page is, what hangs beside what."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from display.devices import Line, WindowNumber, Zone
from display.toml_file import load_model


class _Setting(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WallZone(_Setting):
    """Windows that hang together on the wall."""

    letter: Zone
    name: str = ""
    name_en: str = ""
    windows: tuple[WindowNumber, ...]


class WallSettings(_Setting):
    """Frozen. An unknown key is refused."""

    display: Path = Path("display.toml")
    """The settings whose `[[line]]` sections name the panels; from the folder of wall.toml."""
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8086
    framed_by: tuple[str, ...] = ()
    """Origins of pages that may show the wall inside them, such as http://127.0.0.1:8000."""
    zone: tuple[WallZone, ...] = ()
    """Panels of windows that no zone names hang at the end."""


class _Lines(BaseModel):
    """The one part of display.toml that says what hangs at the end of its cables."""

    line: tuple[Line, ...] = ()


def load_wall(file: Path) -> tuple[WallSettings, tuple[Line, ...]]:
    """A wall.toml and the lines of the display.toml it names. Raises display.faults.Refused."""
    settings = load_model(file, WallSettings)
    display = file.parent / settings.display
    return settings, load_lines(display)


def load_lines(display: Path) -> tuple[Line, ...]:
    """The lines of a display.toml, their template files from its folder. Raises Refused."""
    lines = load_model(display, _Lines).line
    return tuple(
        line
        if line.template is None
        else line.model_copy(update={"template": display.parent / line.template})
        for line in lines
    )
