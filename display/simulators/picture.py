"""A panel's picture: round dots, or tubes of seven segments, in the light they have."""

from collections.abc import Sequence

from PIL import Image, ImageDraw

from display.devices import Colour
from display.simulators.dots import drawn
from display.simulators.face import Face
from display.simulators.panel import VirtualPanel

_PITCH = 6
"""Pixels from dot to dot."""
_BORDER = 8
_FINE = 4
"""Drawn so many times larger and then made small, for smooth edges."""
_GROUND = (11, 10, 12)
_DARK_DOT = (34, 24, 26)
_LIGHT: dict[Colour | None, tuple[int, int, int]] = {
    None: _DARK_DOT,
    "red": (255, 59, 43),
    "green": (57, 222, 98),
    "yellow": (255, 183, 51),
}
_DIGIT_WIDTH, _DIGIT_HEIGHT = 60, 96


def picture(panel: VirtualPanel, face: Face | None = None) -> Image.Image:
    """What the panel shows, or would show as `face`."""
    face = panel.face if face is None else face
    shown = face if face.lit else Face()
    if panel.is_tubes:
        return _tubes(shown.digits, panel.settings.cells, panel.settings.colour, face.brightness)
    return _strip(panel, shown)


def _strip(panel: VirtualPanel, face: Face) -> Image.Image:
    settings = panel.settings
    planes = drawn((area for _, area in face.areas), panel.columns, settings.dots, settings.colour)
    size = (planes.width * _PITCH + 2 * _BORDER, planes.height * _PITCH + 2 * _BORDER)
    whole = Image.new("RGB", size, _GROUND)
    stamps = {colour: _dot(light) for colour, light in _lights(face.brightness).items()}
    for y in range(planes.height):
        for x in range(planes.width):
            place = (_BORDER + x * _PITCH, _BORDER + y * _PITCH)
            whole.paste(stamps[planes.colour_at(x, y)], place)
    return whole


def _lights(brightness: int) -> dict[Colour | None, tuple[int, int, int]]:
    """The colours at a brightness in percent; half the light looks brighter than half."""
    part = (brightness / 100) ** 0.5
    return {colour: _dimmed(light, part) for colour, light in _LIGHT.items()}


def _dimmed(light: tuple[int, int, int], part: float) -> tuple[int, int, int]:
    red, green, blue = (
        round(dark + (bright - dark) * part) for dark, bright in zip(_DARK_DOT, light, strict=True)
    )
    return red, green, blue


def _dot(light: tuple[int, int, int]) -> Image.Image:
    side = _PITCH * _FINE
    large = Image.new("RGB", (side, side), _GROUND)
    ImageDraw.Draw(large).ellipse((_FINE // 2, _FINE // 2, side - _FINE, side - _FINE), light)
    return large.resize((_PITCH, _PITCH), Image.Resampling.LANCZOS)


def _tubes(digits: Sequence[int], count: int, colour: Colour, brightness: int) -> Image.Image:
    width, height = count * _DIGIT_WIDTH + 2 * _BORDER, _DIGIT_HEIGHT + 2 * _BORDER
    large = Image.new("RGB", (width * _FINE, height * _FINE), _GROUND)
    pen = ImageDraw.Draw(large)
    lights = _lights(brightness)
    for place in range(count):
        segments = digits[place] if place < len(digits) else 0
        for bit, outline in enumerate(_outlines(_BORDER + place * _DIGIT_WIDTH, _BORDER)):
            light = lights[colour] if segments >> bit & 1 else lights[None]
            pen.polygon([(x * _FINE, y * _FINE) for x, y in outline], fill=light)
    return large.resize((width, height), Image.Resampling.LANCZOS)


def _outlines(left: int, top: int) -> list[list[tuple[int, int]]]:
    """Segments a to g and the point of one digit, in pixels."""
    x0, x1, y0, y1, y2 = left + 12, left + 44, top + 8, top + 46, top + 84
    flat = [(x0, y0), (x0, y2), (x0, y1)]
    a, d, g = ([(x0 + 3, y), (x0 + 7, y - 4), (x1 - 7, y - 4), (x1 - 3, y), (x1 - 7, y + 4),
                (x0 + 7, y + 4)] for _, y in flat)  # fmt: skip
    b, c, e, f = ([(x, low + 3), (x + 4, low + 7), (x + 4, high - 7), (x, high - 3),
                   (x - 4, high - 7), (x - 4, low + 7)]
                  for x, low, high in ((x1, y0, y1), (x1, y1, y2), (x0, y1, y2), (x0, y0, y1)))  # fmt: skip
    point = [(x1 + 7, y2 - 3), (x1 + 13, y2 - 3), (x1 + 13, y2 + 3), (x1 + 7, y2 + 3)]
    return [a, b, c, d, e, f, g, point]
