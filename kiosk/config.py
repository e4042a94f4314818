"""The kiosk's settings: `kiosk.toml`, then `HALL_KIOSK_*`; an unknown key refuses to start."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    Field,
    SecretStr,
    StringConstraints,
    ValidationError,
    field_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from kiosk.languages import page_languages
from kiosk.reader.urls import BAUD_RATES, URL_PATTERN
from printer.acknowledgement import Acknowledgement

ENV_PREFIX = "HALL_KIOSK_"


class ConfigError(Exception):
    """The settings cannot be used; the message names every fault."""


def _known_rate(baud: int) -> int:
    if baud not in BAUD_RATES:
        raise ValueError(f"one of {', '.join(map(str, BAUD_RATES))}")
    return baud


def _known_language(tag: str) -> str:
    known = page_languages()
    if tag not in known:
        raise ValueError(f"one of {', '.join(known)}")
    return tag


def _says_a_text(command: tuple[str, ...]) -> tuple[str, ...]:
    if command and "{text}" not in command[1:]:
        raise ValueError("the program's arguments need one that is {text}")
    return command


class KioskConfig(BaseSettings):
    """Settings of one ticket machine."""

    model_config = SettingsConfigDict(env_prefix=ENV_PREFIX, extra="forbid", frozen=True)

    server_url: Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+[^/\s]$")]
    """Address of the hall server, without a slash at the end."""
    token: SecretStr | None = None
    """The device token that the hall server gave this machine. Without one the machine makes its own,
    shows a code, and is let in once an administrator has entered it."""
    token_file: Path = Path("var/kiosk.token")
    """Where the token of its own is kept, readable by its owner alone."""
    state_folder: Path = Path("var/kiosk")
    """Where the day's lease and the numbers given alone are kept, and what the hall last told. A disk
    of this machine alone; no two kiosk programs may share it."""
    name: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    """What the ticket calls this machine."""
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8101
    printer_url: str | None = None
    """The printer's port; a machine without one shows the number and its QR on the screen only."""
    acknowledgement: Acknowledgement = Acknowledgement.GS_H
    """How the printer says that a sheet is out; `hall-printer probe` finds it."""
    template: Path | None = None
    """Wording, logo and fields of the ticket (docs/paper.md); without it, as shipped."""
    reader_url: Annotated[str, StringConstraints(pattern=URL_PATTERN)] | None = None
    """The ID-card reader's line, such as `/dev/serial/by-id/...` or `socket://host:port`; a machine
    without one lets visitors type."""
    reader_baud: Annotated[int, AfterValidator(_known_rate)] = BAUD_RATES[-1]
    """Of a serial line; readers come with 115200."""
    language: Annotated[str, AfterValidator(_known_language)] = "zh-CN"
    """The language the page returns to when a visitor has gone; any that has a text file."""
    keeper_pin: Annotated[SecretStr, Field(min_length=4, max_length=12)] | None = None
    """Digits that open the keeper's page; without them there is none."""
    idle_seconds: Annotated[int, Field(ge=10, le=600)] = 60
    """So long nobody touches the page before it asks whether the visitor is still there."""
    voice_command: Annotated[tuple[str, ...], AfterValidator(_says_a_text)] = (
        "espeak-ng",
        "-v",
        "{voice}",
        "--stdout",
        "--",
        "{text}",
    )
    """The program that renders a prompt to a WAV (docs/kiosk.md); empty, or not installed: the browser's
    voice only."""
    voice_folder: Path = Path("var/voice")
    """Where prompts once rendered are kept, at most 32 MB."""

    @field_validator("keeper_pin")
    @classmethod
    def _pin_of_digits(cls, pin: SecretStr | None) -> SecretStr | None:
        if pin is not None and not (
            pin.get_secret_value().isascii() and pin.get_secret_value().isdigit()
        ):
            raise ValueError("a PIN has digits only")
        return pin


def load_config(file: Path | None, environment: Mapping[str, str] = os.environ) -> KioskConfig:
    """Read `file` (if any) and the environment, which wins.

    Raises ConfigError when the file is missing or not TOML, a key is unknown, or a value is wrong.
    """
    faults = _unknown_variables(environment)
    if file is not None and not file.is_file():
        faults.append(f"{file}: no such file")
    if faults:
        raise ConfigError("\n".join(faults))
    try:
        return _from_file(file)()
    except ValidationError as error:
        raise ConfigError("\n".join(_sentences(error))) from error
    except ValueError as error:
        raise ConfigError(f"{file}: {error}") from error


def _from_file(file: Path | None) -> type[KioskConfig]:
    """The settings model bound to its file: pydantic-settings takes the file with the class."""

    class FromFile(KioskConfig):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the library's signature
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - same
            file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - same
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            if file is None:
                return (env_settings,)
            return env_settings, TomlConfigSettingsSource(settings_cls, toml_file=file)

    return FromFile


def _unknown_variables(environment: Mapping[str, str]) -> list[str]:
    known = {f"{ENV_PREFIX}{field}".upper() for field in KioskConfig.model_fields}
    return [
        f"{name}: no such setting"
        for name in sorted(environment)
        if name.upper().startswith(ENV_PREFIX) and name.upper() not in known
    ]


def _sentences(error: ValidationError) -> list[str]:
    faults: list[Any] = error.errors(include_input=False)
    return [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in faults]
