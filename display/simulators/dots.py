"""What a panel shows as dots: two planes of bits, red and green, as a two-colour strip has them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from display.devices import Colour
from display.simulators.font import HEIGHT, glyph
from display.simulators.orders import Area, Row

_PLANES: dict[Colour, tuple[bool, bool]] = {
    "red": (True, False),
    "green": (False, True),
    "yellow": (True, True),
}


@dataclass(frozen=True, slots=True)
class Planes:
    """`height` rows of `width` dots from above, as bytes of the whole plane: the highest bit of a
    row's first byte is its leftmost dot. A dot lit in both planes is yellow."""

    width: int
    height: int
    red: bytes
    green: bytes

    def colour_at(self, x: int, y: int) -> Colour | None:
        """Which light a dot has; None: dark."""
        byte, bit = y * (self.width // 8) + x // 8, 0x80 >> x % 8
        lit = bool(self.red[byte] & bit), bool(self.green[byte] & bit)
        return next((name for name, planes in _PLANES.items() if planes == lit), None)


def drawn(areas: Iterable[Area], width: int, height: int, own: Colour) -> Planes:
    """The areas on a strip of `width` (a multiple of 8) by `height` dots, later ones on top."""
    red, green = [0] * height, [0] * height
    for area in areas:
        _draw(area, red, green, width, own)
    size = width // 8
    return Planes(
        width,
        height,
        b"".join(row.to_bytes(size, "big") for row in red),
        b"".join(row.to_bytes(size, "big") for row in green),
    )


def _draw(area: Area, red: list[int], green: list[int], width: int, own: Colour) -> None:
    """Text stands at the left in the middle of its area; what does not fit is cut off."""
    height = len(red)
    right = min(width, area.x + area.width) if area.width else width
    bottom = min(height, area.y + area.height) if area.height else height
    inside = _ones(width - min(area.x, width)) & ~_ones(width - right)
    for y in range(area.y, bottom):
        red[y] &= ~inside
        green[y] &= ~inside
    if not area.rows:
        return
    each = (bottom - area.y) // len(area.rows)
    scale = max(1, each // HEIGHT)
    for place, row in enumerate(area.rows):
        top = area.y + place * each + max(0, (each - HEIGHT * scale) // 2)
        for y, (lit_red, lit_green) in enumerate(_row(row, own, scale), start=top):
            if area.y <= y < bottom:
                red[y] |= _placed(lit_red, width - area.x) & inside
                green[y] |= _placed(lit_green, width - area.x) & inside


def _ones(count: int) -> int:
    return (1 << max(0, count)) - 1


def _placed(line: tuple[int, int], room: int) -> int:
    """A line of `(bits, length)` with its left end `room` dots from the right border."""
    bits, length = line
    return bits << (room - length) if room >= length else bits >> (length - room)


def _row(row: Row, own: Colour, scale: int) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The dots of one row of text: for each line from above the red and the green bits."""
    lines = [[0, 0, 0] for _ in range(HEIGHT * scale)]
    for run in row:
        red, green = _PLANES[run.colour or own]
        for char in run.text:
            width, dots = _scaled(char, scale)
            for line, bits in zip(lines, dots, strict=True):
                line[0] = line[0] << width | (bits if red else 0)
                line[1] = line[1] << width | (bits if green else 0)
                line[2] += width
    return [((red, length), (green, length)) for red, green, length in lines]


@cache
def _scaled(char: str, scale: int) -> tuple[int, tuple[int, ...]]:
    """A character with each dot made `scale` dots wide and high."""
    width, rows = glyph(char)
    if scale == 1:
        return width, rows
    wide = (
        sum(_ones(scale) << scale * place for place in range(width) if bits >> place & 1)
        for bits in rows
    )
    return width * scale, tuple(bits for bits in wide for _ in range(scale))
