"""The server's settings: `server.toml` and `HALL_*`, frozen; an unknown key refuses to start."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

PREFIX = "HALL_"
PROGRAMS = ("HALL_KIOSK_", "HALL_DISPLAY_", "HALL_PRINTER_")
"""Other programs of the product keep their settings under their own prefixes."""


class Settings(BaseSettings):
    """All settings of the server. Environment wins over the file."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    database: str = "sqlite:///var/hall.db"
    """SQLAlchemy URL: `sqlite:///path` or `postgresql://user:password@host/name`."""
    host: str = "0.0.0.0"
    port: int = Field(default=8000, ge=1, le=65535)
    secret_file: Path = Path("var/secret.key")
    """Signs session cookies; made at the first start, readable by its owner alone."""
    media: Path = Path("var/media")
    """Pictures and films for the boards."""
    sockets: int = Field(default=600, ge=1, le=5000)
    """Boards, consoles and kiosks connected at once; each takes a thread."""
    secure_cookies: bool = False
    """Set behind TLS: the session cookie is then sent over https alone."""
    template: Path | None = None
    """Wording, logo and fields of printed sheets (docs/paper.md); without it, as shipped."""
    messages: str = Field(default="", pattern=r"^$|^file:.+$|^https?://[^\s]+$")
    """Where messages to applicants go: `file:directory` or a gateway's URL; empty: nowhere yet."""
    message_secret: Path = Path("var/message.key")
    """Signs what is sent to the gateway's URL; made when missing, as text to give to the gateway."""
    certificates: str = Field(default="", pattern=r"^$|^https?://[^\s]+$")
    """URL of a certificate library (docs/api.md); empty: the hall's own table alone."""
    certificate_secret: Path = Path("var/certificate.key")
    """Signs what that library is asked; made when missing, as text to give to its operator."""
    demo_links: Path | None = None
    """Only `hall-server demo` sets it: the start page's links, and staff pages without a password."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        del dotenv_settings, file_secret_settings
        file = TomlConfigSettingsSource(settings_cls, toml_file=cls.model_config.get("toml_file"))
        return init_settings, env_settings, file


class UnknownSetting(ValueError):
    """An environment variable looks like a setting and is none."""


def load_settings(file: Path | None, **given: Any) -> Settings:
    """Settings from an optional TOML file, the environment and `given` (which wins).

    Raises UnknownSetting, FileNotFoundError, or pydantic's ValidationError naming each bad key.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in os.environ:
        if name.startswith(PREFIX) and not name.startswith(PROGRAMS) and name not in known:
            raise UnknownSetting(f"{name} is not a setting of hall-server")
    if file is not None and not file.is_file():
        raise FileNotFoundError(f"no settings file {file}")

    class FromFile(Settings):
        model_config = SettingsConfigDict(toml_file=file)

    return Settings.model_validate(FromFile(**given).model_dump())


def secret_key(file: Path) -> bytes:
    """The signing key of a server, made when missing."""
    return _kept(file, lambda: secrets.token_bytes(32))


def shared_secret(file: Path) -> bytes:
    """A secret that another program must know as well, made when missing: 64 hexadecimal digits."""
    return _kept(file, lambda: secrets.token_hex(32).encode()).strip()


def _kept(file: Path, make: Callable[[], bytes]) -> bytes:
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(make())
    return file.read_bytes()
