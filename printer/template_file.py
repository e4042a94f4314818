"""A hall's template file: TOML, checked whole when it is loaded, every fault with its line.

logo = "emblem.png"

[ticket.zh-CN]
header = "..."
footer = "..."
hide = ["kiosk"]

[ticket.zh-CN.words]
"ticket.go" = "请到{code}区等候"
"""

import logging
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from threading import Lock

from printer.kinds import KINDS
from printer.raster import logo_image
from printer.station import SpoolAway, SpoolRefused
from printer.template import AS_SHIPPED, Page, Template
from printer.texts import languages, sentences
from printer.toml_lines import Place, TomlLines

log = logging.getLogger(__name__)

_PAGE_KEYS = ("header", "footer", "hide", "words")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)$")
_MAX_LOGO_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a template file; `line` counts from 1."""

    line: int
    message: str


class TemplateRefused(ValueError):
    """The file is not used. `faults` are all that is wrong with it, by line."""

    def __init__(self, file: Path, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(f"{file}:{fault.line}: {fault.message}" for fault in faults))
        self.file = file
        self.faults = faults


def load_template(file: Path) -> Template:
    """The template in `file`; a logo's path starts at its folder. Raises TemplateRefused."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise TemplateRefused(file, (Fault(1, str(error)),)) from error
    return _read(text, file, file.parent)


def read_template(text: str) -> Template:
    """The template that a hall keeps itself, which has no folder and so no logo.

    Raises TemplateRefused.
    """
    return _read(text, Path("template"), None)


def _read(text: str, file: Path, folder: Path | None) -> Template:
    try:
        values = tomllib.loads(text.replace("\r\n", "\n"))
    except (ValueError, RecursionError) as error:
        # Not only TOMLDecodeError: a number of thousands of digits raises its parent.
        raise TemplateRefused(file, (_syntax_fault(text, error),)) from error
    reading = _Reading(folder, TomlLines(text))
    template = reading.template(values)
    if reading.faults:
        faults = sorted(reading.faults, key=lambda fault: fault.line)
        raise TemplateRefused(file, tuple(faults))
    return template


class TemplateKeeper:
    """The hall's template as it was when it was last in order. Safe for many threads."""

    def __init__(self, file: Path | None) -> None:
        """Reads the file; without one, or while it is refused, papers are as shipped."""
        self._file = file
        self._lock = Lock()
        self._stamp: tuple[int, int] | None = None
        self._template = AS_SHIPPED
        self._fault: TemplateRefused | None = None
        self.refresh()

    @property
    def template(self) -> Template:
        """The last good one."""
        return self._template

    @property
    def fault(self) -> TemplateRefused | None:
        """Why the file as it is now is not used, or None."""
        return self._fault

    def refresh(self) -> Template:
        """Read the file again if it has changed; the template to use. Never raises."""
        with self._lock:
            stamp = self._stamp_now()
            if self._file is not None and (stamp is None or stamp != self._stamp):
                self._stamp = stamp
                try:
                    self._template, self._fault = load_template(self._file), None
                except TemplateRefused as refused:
                    self._fault = refused
            return self._template

    def _stamp_now(self) -> tuple[int, int] | None:
        if self._file is None:
            return None
        try:
            status = self._file.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_size


class HallTemplate:
    """The template that the hall keeps itself, as it was when it was last in order.

    `ask` tells its text, or raises SpoolAway or SpoolRefused. Safe for many threads.
    """

    def __init__(self, ask: Callable[[], str]) -> None:
        self._ask = ask
        self._lock = Lock()
        self._text = ""
        self._template = AS_SHIPPED
        self._fault: TemplateRefused | None = None

    @property
    def fault(self) -> TemplateRefused | None:
        """Why the text as it is now is not used, or None."""
        return self._fault

    def refresh(self) -> Template:
        """Ask again; the template to use."""
        with self._lock:
            try:
                text = self._ask()
            except (SpoolAway, SpoolRefused):
                log.info("the hall's template was not heard; the last one stays")
                return self._template
            if text != self._text:
                self._text = text
                try:
                    self._template = read_template(text) if text.strip() else AS_SHIPPED
                    self._fault = None
                except TemplateRefused as refused:
                    self._fault = refused
            return self._template


class _Reading:
    """One pass over a file's values, collecting what is wrong."""

    def __init__(self, folder: Path | None, lines: TomlLines) -> None:
        self.faults: list[Fault] = []
        self._folder = folder
        self._lines = lines

    def template(self, values: Mapping[str, object]) -> Template:
        logo: bytes | None = None
        pages: dict[tuple[str, str], Page] = {}
        for key, value in values.items():
            if key == "logo":
                logo = self._logo(value)
            elif key in KINDS:
                pages.update(self._kind(key, value))
            else:
                self._fault((key,), f"unknown key {key!r}; known: logo, {', '.join(KINDS)}")
        return Template(logo, pages)

    def _fault(self, place: Place, message: str) -> None:
        self.faults.append(Fault(self._lines.of(place), message))

    def _logo(self, value: object) -> bytes | None:
        path = self._text(("logo",), value)
        if not path:
            return None
        if self._folder is None:
            self._fault(("logo",), "a logo goes into the template file of a machine, not here")
            return None
        try:
            png = (self._folder / path).read_bytes()
            if len(png) > _MAX_LOGO_BYTES:
                self._fault(("logo",), f"{path} is larger than {_MAX_LOGO_BYTES} bytes")
                return None
            logo_image(png)
        except OSError as error:
            self._fault(("logo",), f"{path} is no picture that can be read: {error}")
            return None
        return png

    def _kind(self, kind: str, value: object) -> Iterator[tuple[tuple[str, str], Page]]:
        if not isinstance(value, dict):
            self._fault((kind,), f"{kind!r} is a table of languages")
            return
        for language, page in value.items():
            if language not in languages():
                known = ", ".join(languages())
                self._fault((kind, language), f"unknown language {language!r}; known: {known}")
            elif not isinstance(page, dict):
                self._fault((kind, language), f"{language!r} is a table")
            else:
                yield (kind, language), self._page((kind, language), page)

    def _page(self, place: Place, values: Mapping[str, object]) -> Page:
        for key in values.keys() - set(_PAGE_KEYS):
            self._fault((*place, key), f"unknown key {key!r}; known: {', '.join(_PAGE_KEYS)}")
        return Page(
            header=self._text((*place, "header"), values.get("header", "")),
            footer=self._text((*place, "footer"), values.get("footer", "")),
            hidden=frozenset(self._hidden((*place, "hide"), values.get("hide", []))),
            words=dict(self._words((*place, "words"), values.get("words", {}))),
        )

    def _text(self, place: Place, value: object) -> str:
        if isinstance(value, str):
            return value
        self._fault(place, f"{place[-1]!r} is a text")
        return ""

    def _hidden(self, place: Place, value: object) -> Iterator[str]:
        kind = KINDS[place[0]]
        if not isinstance(value, list):
            self._fault(place, "'hide' is a list of fields")
            return
        for name in value:
            if not isinstance(name, str):
                self._fault(place, "'hide' is a list of fields")
            elif name in kind.optional:
                yield name
            elif name in kind.required:
                rule = kind.required[name]
                self._fault(place, f"field {name!r} cannot be left out: {rule}")
            else:
                known = ", ".join(sorted(kind.optional)) or "none"
                self._fault(place, f"unknown field {name!r}; may be left out: {known}")

    def _words(self, place: Place, value: object) -> Iterator[tuple[str, str]]:
        kind, language = place[0], place[1]
        if not isinstance(value, dict):
            self._fault(place, "'words' is a table of sentences")
            return
        shipped = sentences(language).by_key
        for key, text in value.items():
            if key not in shipped or not key.startswith(f"{kind}."):
                self._fault((*place, key), f"no sentence {key!r} on this paper")
            elif not isinstance(text, str):
                self._fault((*place, key), f"{key!r} is a text")
            elif wrong := _placeholder_fault(shipped[key], text):
                self._fault((*place, key), f"{key!r}: {wrong}")
            else:
                yield key, text


def _placeholder_fault(shipped: str, text: str) -> str:
    try:
        wanted, given = _placeholders(shipped), _placeholders(text)
    except ValueError as error:
        return str(error)
    if missing := wanted.keys() - given.keys():
        return "missing " + ", ".join(f"{{{name}}}" for name in sorted(missing))
    if unknown := given.keys() - wanted.keys():
        return "unknown " + ", ".join(f"{{{name}}}" for name in sorted(unknown))
    if reshaped := [name for name in given if given[name] not in ("", wanted[name])]:
        return "no format is allowed in " + ", ".join(f"{{{name}}}" for name in reshaped)
    return ""


def _placeholders(text: str) -> dict[str, str]:
    """Names in braces, and the format that follows each. Raises ValueError on a lone brace."""
    return {
        name: f"{conversion or ''}{shape or ''}"
        for _, name, shape, conversion in Formatter().parse(text)
        if name is not None
    }


def _syntax_fault(text: str, error: Exception) -> Fault:
    found = _AT_LINE.search(str(error))
    line = int(found.group(1)) if found else text.count("\n") + 1
    return Fault(line, str(error))
