"""Settings of a display: what stands in display.toml, or in HALL_DISPLAY_* of the environment."""

from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from display.devices import Devices, like
from hall_server.wire.message import Language

PREFIX = "HALL_DISPLAY_"


def _known_timezone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError(f"no such time zone: {name}")
    return ZoneInfo(name).key


def _each_once(languages: tuple[Language, ...]) -> tuple[Language, ...]:
    if len(set(languages)) != len(languages):
        raise ValueError("a language is named twice")
    return languages


class DisplayConfig(Devices, BaseSettings):
    """Frozen. An unknown key refuses to start."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    server_url: Annotated[
        str, like(r"https?://[^\s]+", "the hall server's address, such as http://192.0.2.10:8000")
    ]
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
    rung_file: Path = Path("var/display-rung.json")
    """Which calls of the last minute it has rung, for its next start. One display, one file."""
    name: str = "display"
    """How the log and the browser's title call this display."""
