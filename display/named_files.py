"""The files that the settings name, and who finds out whether each is in order."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from display.devices import Devices
from display.layouts import load_layouts
from display.led.template_file import load_template
from display.voice.pack import open_pack
from hall_server.toml_lines import TomlPath


@dataclass(frozen=True, slots=True)
class NamedFile:
    """One file or folder: where it is named, and a load that raises Refused if it is wrong."""

    place: TomlPath
    path: Path
    load: Callable[[], object]


def named_files(devices: Devices) -> Iterator[NamedFile]:
    """All of them, in the order of the keys."""
    if devices.layouts is not None:
        yield NamedFile(("layouts",), devices.layouts, partial(load_layouts, devices.layouts))
    for language, pack in devices.voice.packs.items():
        yield NamedFile(("voice", "packs", language), pack, partial(open_pack, pack, language))
    for at, line in enumerate(devices.line):
        if line.template is not None:
            load = partial(load_template, line.template)
            yield NamedFile(("line", at, "template"), line.template, load)
