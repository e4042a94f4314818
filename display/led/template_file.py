"""Reads the file that describes a panel's frames; every fault is told with its line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, get_args

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from display.faults import Fault, Refused
from display.led.lettering import Repertoire
from display.led.template import (
    CHECKSUMS,
    Address,
    Check,
    Checksum,
    Fixed,
    Ink,
    Length,
    Level,
    Manner,
    Number,
    Order,
    Part,
    Range,
    Template,
    Words,
    Written,
)
from display.toml_file import TomlFile, read_toml
from hall_server.toml_lines import TomlPath

Kind = Literal["bytes", "address", "length", "text", "checksum", "manner", "colour", "level"]
Frame = Literal["frame", "answer", "brightness"]


def _hexadecimal(text: str) -> str:
    try:
        if bytes.fromhex(text):
            return text
    except ValueError:
        pass
    raise ValueError('is not bytes: write them as in "AA 0D"')


Hex = Annotated[str, AfterValidator(_hexadecimal)]
PartName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,32}$")]

_NUMBER = frozenset({"size", "written", "order"})
_KEYS: Mapping[Kind, tuple[frozenset[str], frozenset[str]]] = MappingProxyType(
    {
        "bytes": (frozenset({"hex"}), frozenset()),
        "address": (frozenset(), _NUMBER),
        "length": (frozenset({"over"}), _NUMBER | {"add"}),
        "text": (frozenset({"encoding"}), frozenset({"bytes", "fill"})),
        "checksum": (frozenset({"by"}), _NUMBER | {"over"}),
        "manner": (frozenset({"steady"}), frozenset({"flash", "run"})),
        "colour": (frozenset({"red"}), frozenset({"green", "yellow"})),
        "level": (frozenset(), _NUMBER | {"most"}),
    }
)
"""Keys that each kind of part must have, and others that it may have."""

_BELONG: Mapping[Frame, frozenset[Kind]] = MappingProxyType(
    {
        "frame": frozenset(get_args(Kind)) - {"level"},
        "answer": frozenset({"bytes", "address", "checksum", "length"}),
        "brightness": frozenset({"bytes", "address", "checksum", "length", "level"}),
    }
)


class PartSetting(BaseModel):
    """One part of a frame as the file has it; which keys belong to which part is in _KEYS."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    part: Kind
    name: PartName | None = None
    hex: Hex | None = None
    size: Annotated[int, Field(ge=1, le=8)] | None = None
    written: Written | None = None
    order: Order | None = None
    over: Annotated[tuple[str, ...], Field(min_length=1, max_length=2)] | None = None
    add: Annotated[int, Field(ge=-255, le=255)] | None = None
    encoding: Repertoire | None = None
    bytes: Annotated[int, Field(ge=1, le=1024)] | None = None
    fill: Hex | None = None
    by: Checksum | None = None
    steady: Hex | None = None
    flash: Hex | None = None
    run: Hex | None = None
    red: Hex | None = None
    green: Hex | None = None
    yellow: Hex | None = None
    most: Annotated[int, Field(ge=1, le=255)] | None = None


class EscapeSetting(BaseModel):
    """Which bytes of a frame are sent as others."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    bytes: Mapping[Hex, Hex]
    over: Annotated[tuple[str, ...], Field(min_length=1, max_length=2)] | None = None


class TemplateSetting(BaseModel):
    """The file as it is written."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    frame: Annotated[tuple[PartSetting, ...], Field(max_length=64)]
    answer: Annotated[tuple[PartSetting, ...], Field(max_length=64)] = ()
    brightness: Annotated[tuple[PartSetting, ...], Field(max_length=64)] = ()
    escape: EscapeSetting | None = None


def load_template(path: Path) -> Template:
    """The template in the file. Raises Refused with every fault."""
    file = read_toml(path)
    try:
        setting = TemplateSetting.model_validate(file.values)
    except ValidationError as error:
        raise Refused(file.faults(error, TemplateSetting)) from error
    reading = _Reading(file)
    template = reading.template(setting)
    if reading.faults:
        raise Refused(sorted(dict.fromkeys(reading.faults), key=lambda fault: fault.line or 0))
    return template


@dataclass
class _Reading:
    """Turns settings into parts and gathers what does not hold together."""

    file: TomlFile
    faults: list[Fault] = field(default_factory=list)

    def template(self, setting: TemplateSetting) -> Template:
        frame = self.parts("frame", setting.frame)
        if not any(part.part == "text" for part in setting.frame):
            self.fault(("frame", 0), 'no part is the text: add one with part = "text"')
        if setting.brightness and not any(part.part == "level" for part in setting.brightness):
            self.fault(("brightness", 0), 'no part is the level: add one with part = "level"')
        escapes, over = self.escapes(setting)
        return Template(
            frame,
            self.parts("answer", setting.answer),
            self.parts("brightness", setting.brightness),
            escapes,
            over,
        )

    def fault(self, place: TomlPath, message: str) -> None:
        self.faults.append(self.file.fault(place, message))

    def parts(self, frame: Frame, settings: Sequence[PartSetting]) -> tuple[Part, ...]:
        names = self.names(frame, settings)
        found = [self.part(frame, at, settings, names) for at in range(len(settings))]
        return tuple(part for part in found if part is not None)

    def names(self, frame: Frame, settings: Sequence[PartSetting]) -> dict[str, int]:
        names: dict[str, int] = {}
        for at, setting in enumerate(settings):
            name = setting.name or setting.part
            if name not in names:
                names[name] = at
            elif setting.name is not None:
                self.fault((frame, at, "name"), f"a part before it has the name {name}")
        return names

    def part(
        self, frame: Frame, at: int, settings: Sequence[PartSetting], names: Mapping[str, int]
    ) -> Part | None:
        setting, place = settings[at], (frame, at)
        needed, allowed = _KEYS[setting.part]
        given = setting.model_fields_set - {"part", "name"}
        missing, strange = needed - given, given - needed - allowed
        for key in sorted(missing):
            self.fault(place, f'a part of the kind "{setting.part}" needs the key `{key}`')
        for key in sorted(strange):
            self.fault((*place, key), f'does not belong to a part of the kind "{setting.part}"')
        if setting.part not in _BELONG[frame]:
            known = ", ".join(sorted(_BELONG[frame]))
            self.fault((*place, "part"), f"does not belong here; there are: {known}")
        if missing or strange or setting.part not in _BELONG[frame]:
            return None
        return self.made(place, setting, names)

    def made(self, place: TomlPath, setting: PartSetting, names: Mapping[str, int]) -> Part:
        match setting.part:
            case "bytes":
                return Fixed(_data(setting.hex or ""))
            case "address":
                return Address(self.number(place, setting, 256))
            case "length":
                over = self.range(place, setting.over or (), names)
                return Length(self.number(place, setting, 256), over, setting.add or 0)
            case "checksum":
                return self.check(place, setting, names)
            case "level":
                return self.level(place, setting)
            case "text":
                return self.words(place, setting)
            case "colour":
                return _colours(setting)
            case "manner":
                steady = _data(setting.steady or "")
                return Manner(steady, _optional(setting.flash), _optional(setting.run))

    def number(self, place: TomlPath, setting: PartSetting, limit: int) -> Number:
        """`limit`: the first number that need not fit, if the file leaves the size open."""
        written = setting.written or "binary"
        size = setting.size or next(
            size for size in range(1, 9) if Number(size, written).limit >= limit
        )
        number = Number(size, written, setting.order or "big")
        if setting.part == "checksum" and number.limit < limit:
            self.fault((*place, "size"), "is less than the checksum has")
        return number

    def range(self, place: TomlPath, over: Sequence[str], names: Mapping[str, int]) -> Range:
        unknown = [name for name in over if name not in names]
        for name in unknown:
            known = ", ".join(names)
            self.fault((*place, "over"), f"no part has the name {name}; there are: {known}")
        first, last = (0, 0) if unknown else (names[over[0]], names[over[-1]])
        if first > last:
            self.fault((*place, "over"), f"{over[0]} stands behind {over[-1]}")
        return Range(first, last)

    def check(self, place: TomlPath, setting: PartSetting, names: Mapping[str, int]) -> Part:
        by = setting.by or "sum8"
        at = int(place[1])
        number = self.number(place, setting, 256 ** CHECKSUMS[by][1])
        if setting.over is None:
            return Check(number, by, Range(0, at - 1))
        over = self.range(place, setting.over, names)
        if over.last >= at:
            self.fault((*place, "over"), "must end before the checksum")
        return Check(number, by, over)

    def level(self, place: TomlPath, setting: PartSetting) -> Part:
        most = setting.most or 100
        number = self.number(place, setting, most + 1)
        if number.limit <= most:
            self.fault((*place, "most"), "does not fit into the size")
        return Level(number, most)

    def words(self, place: TomlPath, setting: PartSetting) -> Part:
        fill = _data(setting.fill) if setting.fill else b" "
        if len(fill) != 1:
            self.fault((*place, "fill"), "must be one byte")
        return Words(setting.encoding or "gb2312", setting.bytes, fill[:1])

    def escapes(self, setting: TemplateSetting) -> tuple[Mapping[int, bytes], Range | None]:
        if setting.escape is None:
            return {}, None
        found: dict[int, bytes] = {}
        for key, value in setting.escape.bytes.items():
            if len(_data(key)) != 1:
                self.fault(("escape", "bytes", key), "must be one byte")
            found[_data(key)[0]] = _data(value)
        for byte, sent in found.items():
            if sent[0] not in found:
                self.fault(
                    ("escape", "bytes"),
                    f"{byte:02X} is sent as what begins with {sent[0]:02X}, so {sent[0]:02X} "
                    "needs an escape, too",
                )
        names = self.names("frame", setting.frame) if setting.escape.over else {}
        over = setting.escape.over
        return found, self.range(("escape",), over, names) if over else None


def _data(text: str) -> bytes:
    return bytes.fromhex(text)


def _optional(text: str | None) -> bytes | None:
    return None if text is None else _data(text)


def _colours(setting: PartSetting) -> Part:
    given = {"red": setting.red, "green": setting.green, "yellow": setting.yellow}
    return Ink({name: _data(code) for name, code in given.items() if code})  # type: ignore[misc]
