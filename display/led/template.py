"""Panels whose frames a hall describes itself, part by part, in a template file. Bytes only.

`display.led.template_file` reads the file and says what is wrong with it; docs/led.md explains it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from display.devices import Colour, Panel
from display.led import checksums
from display.led.driver import YES, Answer, Look
from display.led.escapes import Escapes, escaped
from display.led.lettering import Repertoire, centred, encoded

Checksum = Literal["sum8", "sum16", "xor8", "crc16-arc", "crc16-modbus"]
Written = Literal["binary", "decimal", "hex"]
Order = Literal["big", "little"]

CHECKSUMS: Mapping[str, tuple[Callable[[bytes], int], int]] = MappingProxyType(
    {
        "sum8": (checksums.sum8, 1),
        "sum16": (checksums.sum16, 2),
        "xor8": (checksums.xor8, 1),
        "crc16-arc": (checksums.crc16_arc, 2),
        "crc16-modbus": (checksums.crc16_modbus, 2),
    }
)
"""How each is reckoned, and its bytes."""

_WIDEST = "暂"
"""A character with as many bytes as any that panels show."""

LONGEST_TEXT = 1000
"""Bytes of a text that runs: whatever an administrator can have typed."""


@dataclass(frozen=True, slots=True)
class Number:
    """How a number stands in a frame, in `size` bytes."""

    size: int
    written: Written = "binary"
    order: Order = "big"

    @property
    def limit(self) -> int:
        """The first number that does not fit."""
        base = {"binary": 256, "decimal": 10, "hex": 16}[self.written]
        return int(base**self.size)

    def data(self, number: int) -> bytes:
        """The bytes of a number. Raises OverflowError when it is negative or not below `limit`."""
        if not 0 <= number < self.limit:
            raise OverflowError(number)
        if self.written == "binary":
            return number.to_bytes(self.size, self.order)
        digits = f"{number:0{self.size}{'X' if self.written == 'hex' else 'd'}}".encode()
        return digits if self.order == "big" else digits[::-1]


@dataclass(frozen=True, slots=True)
class Range:
    """Parts of a frame from one to another, both within."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Fixed:
    """Always the same bytes."""

    data: bytes


@dataclass(frozen=True, slots=True)
class Address:
    """The panel's address."""

    number: Number


@dataclass(frozen=True, slots=True)
class Length:
    """How many bytes a range has before its escapes, and `add` more."""

    number: Number
    over: Range
    add: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """The checksum of a range that ends before it, before its escapes."""

    number: Number
    checksum: Checksum
    over: Range


@dataclass(frozen=True, slots=True)
class Words:
    """The text; filled up with `fill` to `room` bytes where that is told."""

    repertoire: Repertoire
    room: int | None = None
    fill: bytes = b" "

    def overflows(self, cells: int) -> bool:
        """Whether so many full-width characters are more than the room has."""
        return self.room is not None and len(encoded(_WIDEST * cells, self.repertoire)) > self.room


@dataclass(frozen=True, slots=True)
class Manner:
    """Bytes that tell how the text is shown; None where the panel cannot."""

    steady: bytes
    flash: bytes | None = None
    run: bytes | None = None


@dataclass(frozen=True, slots=True)
class Ink:
    """Bytes that tell the colour."""

    colours: Mapping[Colour, bytes]


@dataclass(frozen=True, slots=True)
class Level:
    """The brightness, from 0 to `most`."""

    number: Number
    most: int


Part = Fixed | Address | Length | Check | Words | Manner | Ink | Level


@dataclass(frozen=True, slots=True)
class Template:
    """Frames of one kind of panel. `escapes` hold in the parts of `escaped`."""

    frame: tuple[Part, ...]
    answer: tuple[Part, ...] = ()
    """What comes back when a panel has understood; none: whatever comes back."""
    brightness: tuple[Part, ...] = ()
    escapes: Escapes = field(default_factory=dict)
    escaped: Range | None = None
    """Of `frame`; None, and in the other frames: from the second part to the last but one."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a frame tells."""

    address: int
    look: Look | None = None
    cells: int = 0
    percent: int = 0


def built(parts: Sequence[Part], told: Told) -> list[bytes]:
    """The bytes of each part, not yet escaped."""
    data = [_known(part, told) for part in parts]
    for at, part in enumerate(parts):
        if isinstance(part, Length):
            length = sum(map(len, data[part.over.first : part.over.last + 1])) + part.add
            data[at] = part.number.data(length)
    for at, part in enumerate(parts):
        if isinstance(part, Check):
            reckon, _ = CHECKSUMS[part.checksum]
            over = b"".join(data[part.over.first : part.over.last + 1])
            data[at] = part.number.data(reckon(over))
    return data


class TemplateDriver:
    """All panels of a line that has a template."""

    blink_s = 0.5

    def __init__(self, template: Template) -> None:
        self._template = template
        manners = [part for part in template.frame if isinstance(part, Manner)]
        self.flashes = any(part.flash is not None for part in manners)
        self.runs = any(part.run is not None for part in manners) and _holds_long(template.frame)
        self.answer_bytes = sum(map(len, built(template.answer, Told(0)))) or 16

    def prepare(self, _: Panel, /) -> tuple[bytes, ...]:
        """A template has no such frames."""
        return ()

    def show(self, panel: Panel, look: Look) -> bytes:
        """The frame of a text."""
        told = Told(panel.address, look, panel.cells)
        return self._sent(self._template.frame, told, self._template.escaped)

    def dim(self, percent: int) -> bytes | None:
        """The frame of a brightness, if the template has one; its address is 0."""
        return self._sent(self._template.brightness, Told(0, percent=percent)) or None

    def answer(self, panel: Panel, received: bytes) -> Answer | None:
        """Yes when the answer stands anywhere in what came; there is no no."""
        expected = self._sent(self._template.answer, Told(panel.address))
        return YES if received and expected in received else None

    def _sent(self, parts: Sequence[Part], told: Told, over: Range | None = None) -> bytes:
        """The bytes as they stand on the line, escaped from the second part to the last but one."""
        data = built(parts, told)
        over = over or Range(1, len(data) - 2)
        return b"".join(
            escaped(part, self._template.escapes) if over.first <= at <= over.last else part
            for at, part in enumerate(data)
        )

    def faults(self, panel: Panel) -> list[str]:
        """Addresses, colours and cells that have no place in the frames."""
        found = []
        for part in (*self._template.frame, *self._template.answer):
            if isinstance(part, Address) and panel.address >= part.number.limit:
                found.append("address: does not fit into the template's address")
            if isinstance(part, Ink) and panel.colour not in part.colours:
                found.append(f"colour: the template has no {panel.colour}")
            if isinstance(part, Words) and part.overflows(panel.cells):
                found.append("cells: more than fit into the bytes of the template's text")
        if not found and not self._fits_lengths(panel):
            found.append("cells: the length does not fit into its bytes")
        return list(dict.fromkeys(found))

    def _fits_lengths(self, panel: Panel) -> bool:
        try:
            self.show(panel, Look(_WIDEST * panel.cells, panel.colour))
        except OverflowError:
            return False
        return True


def _holds_long(frame: Sequence[Part]) -> bool:
    """Whether the frames have room for a text that is longer than the panel."""
    return all(
        part.room is None if isinstance(part, Words) else part.number.limit > LONGEST_TEXT
        for part in frame
        if isinstance(part, Words | Length)
    )


def _known(part: Part, told: Told) -> bytes:
    """Lengths and checksums are zeros of the right size as yet."""
    look = told.look
    match part:
        case Fixed():
            return part.data
        case Address():
            return part.number.data(told.address)
        case Length() | Check():
            return part.number.data(0)
        case Level():
            return part.number.data(round(told.percent * part.most / 100))
        case Words():
            return b"" if look is None else _words(part, look, told.cells)
        case Manner():
            return b"" if look is None else _manner(part, look)
        case Ink():
            return b"" if look is None else part.colours[look.colour]


def _words(part: Words, look: Look, cells: int) -> bytes:
    shown = look.text if look.runs or part.room is not None else centred(look.text, cells)
    text = encoded(shown, part.repertoire)
    return text if part.room is None else text.ljust(part.room, part.fill)


def _manner(part: Manner, look: Look) -> bytes:
    told = part.run if look.runs else part.flash if look.flashes else part.steady
    return part.steady if told is None else told
