"""Strips that a template file describes, as such a strip hears them (docs/led-template.toml).

A frame is its parts one after another; only the text among them has any length. So the bytes from
some place to the newest one either are a frame in exactly one way or are none, and each new byte is
looked at as the last one.
"""

from collections.abc import Iterator, Mapping

from display.simulators.orders import (
    Area,
    Damaged,
    Dim,
    Frame,
    Heard,
    Order,
    Outcome,
    Run,
    Word,
    Write,
)
from display.simulators.template_file import CHECKSUMS, COLOURS, Part, Template
from display.simulators.template_shape import Shape, shape_of

_LONGEST = 1024
_ACKNOWLEDGED = b"\x06"
"""Said by a strip of which the template does not tell what it says."""


class TemplateDecoder:
    """Finds frames of a template's shape among whatever comes."""

    def __init__(self, template: Template) -> None:
        self._frame = shape_of(template.frame, template.escape)
        self._brightness = shape_of(template.brightness, None) if template.brightness else None
        self._answer = shape_of(template.answer, None) if template.answer else None
        self._openings = {_opening(shape) for shape in (self._frame, self._brightness) if shape}
        self._bytes = bytearray()

    def feed(self, data: bytes) -> list[Heard]:
        """The next bytes of the line."""
        return [heard for byte in data for heard in self._take(byte)]

    def silence(self) -> list[Heard]:
        """Whatever was begun is no frame."""
        begun, self._bytes = bytes(self._bytes), bytearray()
        return [Damaged(begun)] if begun else []

    def answer(self, frame: Frame, address: int, outcome: Outcome) -> bytes | None:
        """What the template says; strips of whose words nothing is known say nothing else."""
        if outcome is not Outcome.DONE or not frame.wants_answer:
            return None
        return _said(self._answer, address) if self._answer else _ACKNOWLEDGED

    def _take(self, byte: int) -> Iterator[Heard]:
        self._bytes.append(byte)
        for start in sorted({at for opening in self._openings for at in self._found(opening)}):
            if (frame := self._parsed(bytes(self._bytes[start:]))) is not None:
                if start:
                    yield Damaged(bytes(self._bytes[:start]))
                yield frame
                self._bytes.clear()
                return
        if len(self._bytes) > _LONGEST:
            yield Damaged(bytes((self._bytes.pop(0),)))

    def _found(self, opening: bytes) -> Iterator[int]:
        at = self._bytes.find(opening)
        while 0 <= at < len(self._bytes):
            yield at
            at = self._bytes.find(opening, at + 1)

    def _parsed(self, raw: bytes) -> Frame | None:
        if self._brightness is not None and (found := self._brightness.read(raw)) is not None:
            return Frame(_address(self._brightness, found), _dim(self._brightness, found), b"", raw)
        found = self._frame.read(raw)
        if found is None:
            return None
        return Frame(_address(self._frame, found), _write(self._frame, found), b"", raw)


def _opening(shape: Shape) -> bytes:
    first = shape.parts[0]
    return bytes.fromhex(first.hex) if first.part == "bytes" else b""


def _one(shape: Shape, kind: str) -> tuple[Part, str] | None:
    pairs = zip(shape.parts, shape.names, strict=True)
    return next((pair for pair in pairs if pair[0].part == kind), None)


def _address(shape: Shape, found: Mapping[str, bytes]) -> int | None:
    named = _one(shape, "address")
    return None if named is None else named[0].number(found[named[1]])


def _dim(shape: Shape, found: Mapping[str, bytes]) -> Order:
    named = _one(shape, "level")
    if named is None:
        return Word.WRONG
    return Dim(round(100 * named[0].number(found[named[1]]) / named[0].most))


def _write(shape: Shape, found: Mapping[str, bytes]) -> Order:
    part, name = _one(shape, "text") or (None, "")
    if part is None:
        return Word.WRONG
    said = found[name]
    if part.room is not None:
        fill = bytes.fromhex(part.fill)
        while said.endswith(fill):
            said = said.removesuffix(fill)
    try:
        text = said.decode(part.encoding)
    except UnicodeDecodeError:
        return Word.WRONG
    colour = next((name for name in COLOURS if _chosen(shape, found, "colour") == name), None)
    flashes = _chosen(shape, found, "manner") == "flash"
    return Write(((0, Area(((Run(text, colour),),), flashes=flashes)),))


def _chosen(shape: Shape, found: Mapping[str, bytes], kind: str) -> str | None:
    named = _one(shape, kind)
    if named is None:
        return None
    return next(key for key, data in named[0].choices.items() if data == found[named[1]])


def _said(shape: Shape, address: int) -> bytes:
    """An answer: its parts one after another."""
    found: dict[str, bytes] = {}
    for part, name in zip(shape.parts, shape.names, strict=True):
        match part.part:
            case "bytes":
                found[name] = bytes.fromhex(part.hex)
            case "address":
                found[name] = part.numbered(address)
            case "checksum":
                found[name] = part.numbered(CHECKSUMS[part.by][1](shape.over(part, found)))
            case _:
                found[name] = part.numbered(0)
    return b"".join(found.values())
