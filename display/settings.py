"""Reading the settings of a display, and what they lead to: everything in order, or every fault at once."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_settings import SettingsError

from display.config import PREFIX, DisplayConfig
from display.contradictions import contradictions
from display.devices import Devices
from display.fault_words import in_plain_words
from display.faults import Fault, Refused, gathered
from display.layouts import unknown_layouts
from display.led.drivers import undrivable
from display.named_files import NamedFile, named_files
from display.partly import right_part
from display.toml_file import TomlFile, read_toml
from hall_server.toml_lines import TomlPath, in_words

_FIELD = re.compile(r'field "(\w+)"')


def load(file: Path | None) -> DisplayConfig:
    """The settings of `file`, if any, with those of the environment on top.

    Relative paths of layouts, templates and packs start at the file's folder. Reads these files too.
    Raises Refused with everything that is wrong in all of them.
    """
    faults = list(_unknown_variables())
    try:
        settings = _Settings(read_toml(file) if file is not None else None)
    except Refused as unreadable:
        raise Refused([*faults, *unreadable.faults]) from unreadable
    return settings.checked(faults)


class _Settings:
    """The keys of a file that the environment does not name, and who says what is wrong."""

    def __init__(self, file: TomlFile | None) -> None:
        self._file = file
        self._named = {name.upper() for name in os.environ}
        written = {} if file is None else _from_folder(file.values, file.path.absolute().parent)
        self._written = {
            key: value for key, value in written.items() if _variable(key) not in self._named
        }

    def checked(self, faults: list[Fault]) -> DisplayConfig:
        """The settings, if they and all files they name are in order. Raises Refused."""
        config: DisplayConfig | None = None
        try:
            config = DisplayConfig(**self._written)
        except ValidationError as error:
            faults += self._said(error)
        except SettingsError as error:
            faults.append(_not_json(error))
        faults += self._of_devices(config)
        if config is None or faults:
            raise Refused(sorted(faults, key=self._order))
        return config

    def _of_devices(self, config: DisplayConfig | None) -> Iterator[Fault]:
        """What contradicts itself, and what is wrong in the files named, as far as it is known."""
        devices, faulty, home = right_part(Devices, self._only_devices())
        if config is not None:
            devices = config
        for place, message in contradictions(devices, faulty):
            yield self._fault(home(place), message)
        for named in named_files(devices):
            yield from self._of_file(named, home)
        for place, message in undrivable(devices.line):
            yield self._fault(home(place), message)
        for place, message in unknown_layouts(devices.screen, devices.layouts):
            yield self._fault(home(place), message)

    def _of_file(self, named: NamedFile, home: Callable[[TomlPath], TomlPath]) -> Iterator[Fault]:
        try:
            named.path.stat()
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            yield self._fault(home(named.place), f"{named.path}: {why}")
        else:
            yield from gathered([named.load])

    def _only_devices(self) -> dict[str, Any]:
        return {key: value for key, value in self._written.items() if key in Devices.model_fields}

    def _said(self, error: ValidationError) -> Iterator[Fault]:
        for each in error.errors(include_url=False, include_input=False):
            place = tuple(part for part in each["loc"] if part != "[key]")
            yield self._fault(place, in_plain_words(each, DisplayConfig))

    def _fault(self, place: TomlPath, message: str) -> Fault:
        variable = _variable(str(place[0]))
        if self._file is not None and variable not in self._named:
            return self._file.fault(place, message)
        inside = in_words(place).split(" ", 1)[1:]
        return Fault(None, None, ": ".join([variable, *inside, message]))

    def _order(self, fault: Fault) -> tuple[bool, str, int]:
        """The environment's first, then the settings' own file, then the others, each by line."""
        own = self._file is not None and fault.file == self._file.path
        return fault.file is not None, "" if own else str(fault.file), fault.line or 0


def _variable(key: str) -> str:
    return PREFIX + key.upper()


def _unknown_variables() -> Iterator[Fault]:
    known = {_variable(name) for name in DisplayConfig.model_fields}
    for name in sorted(os.environ):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            yield Fault(None, None, f"{name}: there is no such setting")


def _not_json(error: SettingsError) -> Fault:
    """Without the library's own sentence, which may show the value."""
    found = _FIELD.search(str(error))
    name = _variable(found[1]) if found else "the environment"
    return Fault(None, None, f'{name}: is not JSON: write a list as in ["zh-CN", "en"]')


def _from_folder(values: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The values with paths of files that people write starting at the folder of display.toml."""

    def start(table: Any, key: str) -> Any:
        named = table.get(key) if isinstance(table, dict) else None
        return {**table, key: str(folder / named)} if isinstance(named, str) else table

    values = start(values, "layouts")
    if isinstance(values.get("line"), list):
        values = {**values, "line": [start(line, "template") for line in values["line"]]}
    voice = values.get("voice")
    if isinstance(voice, dict) and isinstance(voice.get("packs"), dict):
        packs = voice["packs"]
        for language in packs:
            packs = start(packs, language)
        values = {**values, "voice": {**voice, "packs": packs}}
    return values
