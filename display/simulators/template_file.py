"""The parts of a strip's frames as a template file names them (docs/led-template.toml)."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from display.devices import Colour
from display.simulators.checksums import crc16, xor8
from display.toml_file import load_model

CHECKSUMS: Mapping[str, tuple[int, Callable[[bytes], int]]] = {
    "sum8": (1, lambda data: sum(data) & 0xFF),
    "sum16": (2, lambda data: sum(data) & 0xFFFF),
    "xor8": (1, xor8),
    "crc16-arc": (2, lambda data: crc16(data, 0)),
    "crc16-modbus": (2, lambda data: crc16(data, 0xFFFF)),
}
COLOURS: tuple[Colour, ...] = ("red", "green", "yellow")


class Part(BaseModel):
    """One part as the file has it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    part: Literal["bytes", "address", "length", "manner", "colour", "text", "checksum", "level"]
    name: str | None = None
    hex: str = ""
    size: int | None = None
    written: Literal["binary", "decimal", "hex"] = "binary"
    order: Literal["big", "little"] = "big"
    over: tuple[str, ...] | None = None
    add: int = 0
    encoding: str = "gb2312"
    room: int | None = Field(default=None, alias="bytes")
    """Of a text that always has so many."""
    fill: str = "20"
    by: str = "sum8"
    steady: str = ""
    flash: str | None = None
    run: str | None = None
    red: str | None = None
    green: str | None = None
    yellow: str | None = None
    most: int = 100

    @property
    def choices(self) -> Mapping[str, bytes]:
        """What the bytes of a manner or colour may be, by their meaning."""
        keys = ("steady", "flash", "run") if self.part == "manner" else COLOURS
        told = {key: getattr(self, key) for key in keys}
        return {key: bytes.fromhex(digits) for key, digits in told.items() if digits is not None}

    @property
    def width(self) -> int:
        """How many bytes a number has, or characters."""
        natural = CHECKSUMS[self.by][0] if self.part == "checksum" else 1
        return self.size or (2 * natural if self.written == "hex" else natural)

    def number(self, data: bytes) -> int:
        """Raises ValueError when that is no number."""
        if self.written == "binary":
            return int.from_bytes(data, self.order)
        if not data.isalnum():
            raise ValueError("not a number")
        return int(data, 10 if self.written == "decimal" else 16)

    def numbered(self, number: int) -> bytes:
        """The bytes of a number."""
        if self.written == "binary":
            return number.to_bytes(self.width, self.order)
        return f"{number:0{self.width}{'d' if self.written == 'decimal' else 'X'}}".encode()


class Escape(BaseModel):
    """Which bytes are sent as which others, and in which parts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    pairs: Mapping[str, str] = Field(alias="bytes")
    over: tuple[str, ...] | None = None


class Template(BaseModel):
    """The file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    frame: tuple[Part, ...]
    answer: tuple[Part, ...] = ()
    brightness: tuple[Part, ...] = ()
    escape: Escape | None = None


def read_template(file: Path) -> Template:
    """Raises display.faults.Refused."""
    return load_model(file, Template)
