"""Settings of a display: display.toml, then HALL_DISPLAY_* of the environment on top."""

import os
import tomllib
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, Field, SecretStr, StringConstraints
from pydantic_settings import BaseSettings, SettingsConfigDict

from display.devices import Line, Loudspeaker, Screen, Voice
from hall_server.wire.message import Language

PREFIX = "HALL_DISPLAY_"


class UnknownSetting(ValueError):
    """A setting in the environment that this program does not have: likely a typing slip."""


def _known_timezone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"no such time zone: {name}")
    return ZoneInfo(name).key


def _each_once(languages: tuple[Language, ...]) -> tuple[Language, ...]:
    if len(set(languages)) != len(languages):
        raise ValueError("a language is named twice")
    return languages


class DisplayConfig(BaseSettings):
    """Frozen. An unknown key refuses to start."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    server_url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")]
    token: SecretStr | None = None
    """Given once by `hall-server device`; says which hall, zone or window this display may show.
    Without one the display makes its own and shows a code for the administrator to enter."""
    token_file: Path = Path("var/display.token")
    """Where the token of its own is kept, readable by its owner alone."""
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8082
    languages: Annotated[tuple[Language, ...], Field(min_length=1), AfterValidator(_each_once)] = (
        "zh-CN",
        "en",
    )
    """The first is written large, the second below it."""
    timezone: Annotated[str, AfterValidator(_known_timezone)] = "Asia/Shanghai"
    """Of the clock on the boards."""
    media: Path = Path("var/display-media")
    """Where this machine keeps the pictures and films it has fetched."""
    name: str = "display"
    """How the log and the browser's title call this display."""
    layouts: Path | None = None
    """The hall's own layouts; without it, those shipped."""
    screen: tuple[Screen, ...] = ()
    voice: Voice = Voice()
    loudspeaker: tuple[Loudspeaker, ...] = ()
    line: tuple[Line, ...] = ()


def load(file: Path | None) -> DisplayConfig:
    """Read the settings of `file`, if any, and of the environment.

    Raises FileNotFoundError, tomllib.TOMLDecodeError, UnknownSetting, or pydantic's ValidationError
    naming every wrong key.
    """
    written = {} if file is None else tomllib.loads(file.read_text(encoding="utf-8"))
    variables = _variables()
    below = {key: value for key, value in written.items() if PREFIX + key.upper() not in variables}
    return DisplayConfig(**below)


def _variables() -> set[str]:
    named = {name.upper() for name in os.environ if name.upper().startswith(PREFIX)}
    unknown = sorted(named - {PREFIX + name.upper() for name in DisplayConfig.model_fields})
    if unknown:
        raise UnknownSetting(f"unknown in the environment: {', '.join(unknown)}")
    return named
