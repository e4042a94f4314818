"""`printers.toml`: which printers there are and how each wants to be spoken to.

[[printer]]
name = "window-5"
url = "/dev/ttyUSB0?baud=38400"
paper = 80                    # 80 or 58 mm
encoding = "gb18030"          # gb18030, gbk, big5 or utf-8: hall-printer probe --page shows
acknowledgement = "probe"     # gs_h, gs_r, none, or probe to find out
mode = "text"                 # text, or raster for printers without Chinese
stand_by = "zone-a"           # takes what this one refuses; may be left out
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from pathlib import Path
from typing import Any

from printer.acknowledgement import Acknowledgement
from printer.ports import BadPortUrl, check_port_url

PAPER_WIDTHS_MM = (80, 58)
ENCODINGS = ("gbk", "gb18030", "big5", "utf-8")
"""The first is safe on all that know Chinese: few print the four-byte characters of GB18030."""


class Mode(StrEnum):
    """How a document goes to the printer."""

    TEXT = "text"
    RASTER = "raster"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterSettings:
    """One printer. `paper` is its width in mm; `stand_by` the name of another printer."""

    name: str
    url: str
    paper: int = 80
    encoding: str = "gbk"
    acknowledgement: Acknowledgement = Acknowledgement.PROBE
    mode: Mode = Mode.TEXT
    stand_by: str | None = None

    def check(self) -> None:
        """Raises BadPortUrl if the URL names no port."""
        check_port_url(self.url)


class BadPrintersFile(ValueError):
    """The file cannot be used; `faults` names every reason, each with its printer and key."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


def load_printers(file: Path) -> dict[str, PrinterSettings]:
    """The printers of `file` by name, in its order. Raises OSError or BadPrintersFile."""
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadPrintersFile([f"{file}: {error}"]) from error
    tables = content.pop("printer", [])
    faults = [f"{key}: no such key" for key in content]
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise BadPrintersFile([*faults, "printer: each begins with [[printer]]"])
    for place, table in enumerate(tables, start=1):
        faults += _faults_of(table, f"printer {table.get('name', place)!s}")
    faults += _faults_between(tables)
    if faults:
        raise BadPrintersFile(faults)
    return {table["name"]: _settings(table) for table in tables}


def _settings(table: Mapping[str, Any]) -> PrinterSettings:
    """A table in which `_faults_of` found nothing."""
    named = {
        "acknowledgement": Acknowledgement(table.get("acknowledgement", Acknowledgement.PROBE)),
        "mode": Mode(table.get("mode", Mode.TEXT)),
    }
    return PrinterSettings(**{**table, **named})


def _faults_of(table: Mapping[str, object], where: str) -> list[str]:
    known = [field.name for field in fields(PrinterSettings)]
    faults = [f"{where}: {key}: no such key" for key in table if key not in known]
    for key in ("name", "url"):
        if not isinstance(table.get(key), str) or not table[key]:
            faults.append(f"{where}: {key}: must be given, as text")
    url = table.get("url")
    if isinstance(url, str) and url:
        try:
            check_port_url(url)
        except BadPortUrl as error:
            faults.append(f"{where}: url: {error}")
    choices: dict[str, Sequence[object]] = {
        "paper": PAPER_WIDTHS_MM,
        "encoding": ENCODINGS,
        "acknowledgement": tuple(Acknowledgement),
        "mode": tuple(Mode),
    }
    faults += [
        f"{where}: {key}: one of {', '.join(map(str, allowed))}"
        for key, allowed in choices.items()
        if key in table and table[key] not in allowed
    ]
    return faults


def _faults_between(tables: Sequence[Mapping[str, object]]) -> list[str]:
    names = [table.get("name") for table in tables]
    faults = [f"printer {name}: named twice" for name in sorted(map(str, _twice(names)))]
    for table in tables:
        stand_by, where = table.get("stand_by"), f"printer {table.get('name')}: stand_by"
        if "stand_by" in table and stand_by not in names:
            faults.append(f"{where}: no printer is named {stand_by}")
        elif "stand_by" in table and stand_by == table.get("name"):
            faults.append(f"{where}: a printer cannot stand by for itself")
    return faults


def _twice(names: Sequence[object]) -> set[object]:
    return {name for name in names if isinstance(name, str) and names.count(name) > 1}
