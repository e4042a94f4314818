"""The shape of a template's frames: which bytes are which part, if they are such a frame at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from display.simulators.template_file import CHECKSUMS, Escape, Part


@dataclass(frozen=True, slots=True)
class Shape:
    """Parts of known lengths around at most one text."""

    parts: tuple[Part, ...]
    names: tuple[str, ...]
    escapes: Mapping[bytes, bytes]
    """What is sent, and what it stands for."""
    escaped: range
    """In which parts, by their place."""

    def read(self, raw: bytes) -> dict[str, bytes] | None:
        """The bytes of each part by its name; None: these bytes are no such frame."""
        alternatives = [
            tuple(part.choices.values()) if part.part in ("manner", "colour") else (None,)
            for part in self.parts
        ]
        for chosen in product(*alternatives):
            found = self._with(raw, chosen)
            if found is not None and self._holds(found):
                return found
        return None

    def _with(self, raw: bytes, chosen: Sequence[bytes | None]) -> dict[str, bytes] | None:
        sizes = [
            len(choice) if choice is not None else size_of(part)
            for part, choice in zip(self.parts, chosen, strict=True)
        ]
        before = sum(size or 0 for size in sizes[: self.escaped.start])
        after = sum(size or 0 for size in sizes[self.escaped.stop :])
        middle = self._plain(raw[before : len(raw) - after])
        if middle is None or before + after > len(raw):
            return None
        whole = raw[:before] + middle + raw[len(raw) - after :]
        room = len(whole) - sum(size or 0 for size in sizes)
        if room < 0 or (room and None not in sizes):
            return None
        found, at = {}, 0
        for name, size in zip(self.names, sizes, strict=True):
            end = at + (room if size is None else size)
            found[name], at = whole[at:end], end
        return found

    def _plain(self, sent: bytes) -> bytes | None:
        """Without escapes; None: something stands there that would have been escaped."""
        plain, at = bytearray(), 0
        while at < len(sent):
            escape = next((one for one in self.escapes if sent.startswith(one, at)), None)
            if escape is None and sent[at : at + 1] in self.escapes.values():
                return None
            plain += self.escapes[escape] if escape is not None else sent[at : at + 1]
            at += len(escape) if escape is not None else 1
        return bytes(plain)

    def _holds(self, found: Mapping[str, bytes]) -> bool:
        try:
            return all(
                self._fits(part, found[name], found)
                for part, name in zip(self.parts, self.names, strict=True)
            )
        except ValueError:
            return False

    def _fits(self, part: Part, data: bytes, found: Mapping[str, bytes]) -> bool:
        match part.part:
            case "bytes":
                return data == bytes.fromhex(part.hex)
            case "manner" | "colour":
                return data in part.choices.values()
            case "length":
                return part.number(data) == len(self.over(part, found)) + part.add
            case "checksum":
                return part.number(data) == CHECKSUMS[part.by][1](self.over(part, found))
            case "level":
                return part.number(data) <= part.most
            case _:
                return True

    def over(self, part: Part, found: Mapping[str, bytes]) -> bytes:
        """The bytes that a length or checksum is of: without `over` all that come before it."""
        last = next(place for place, each in enumerate(self.parts) if each is part)
        first = 0
        if part.over is not None:
            first, last = self.names.index(part.over[0]), self.names.index(part.over[-1]) + 1
        return b"".join(found[name] for name in self.names[first:last] if name in found)


def shape_of(parts: tuple[Part, ...], escape: Escape | None) -> Shape:
    """A part without a name is called by its kind; of several of a kind, by kind and place."""
    names: list[str] = []
    for part in parts:
        name = part.name or part.part
        names.append(name if name not in names else f"{name} {len(names)}")
    inside = range(1, len(parts) - 1)
    if escape is not None and escape.over is not None:
        inside = range(names.index(escape.over[0]), names.index(escape.over[-1]) + 1)
    pairs = escape.pairs.items() if escape is not None else ()
    escapes = {bytes.fromhex(sent): bytes.fromhex(plain) for plain, sent in pairs}
    return Shape(parts, tuple(names), escapes, inside)


def size_of(part: Part) -> int | None:
    """How many bytes a part has; None of a text of any length."""
    match part.part:
        case "bytes":
            return len(bytes.fromhex(part.hex))
        case "text":
            return part.room
        case _:
            return part.width
