"""A sheet laid out: where every line of text, stroke and code stands, in millimetres.

The same pages are drawn as PDF, as PNG and as the dots of a thermal printer.
"""

from dataclasses import dataclass, replace

from printer.document import Size

_PT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Letters:
    """Heights of the letters in mm (the em of the typeface)."""

    small: float
    body: float
    large: float
    heading: float
    title: float
    number: float
    """At most; a number is as large as its line allows."""

    def of(self, size: Size) -> float:
        """The height of a paragraph's letters."""
        return {Size.SMALL: self.small, Size.BODY: self.body, Size.LARGE: self.large}[size]

    def grown(self, factor: float) -> "Letters":
        """All letters larger, but the number, which its line already limits."""
        return Letters(
            self.small * factor,
            self.body * factor,
            self.large * factor,
            self.heading * factor,
            self.title * factor,
            self.number,
        )


@dataclass(frozen=True, slots=True)
class Form:
    """A kind of paper. `height` is None for a roll, which is as long as its text. All in mm."""

    width: float
    height: float | None
    left: float
    right: float
    top: float
    bottom: float
    letters: Letters
    gap: float = 1.0
    """How much wider the blanks between parts are than on a roll."""

    @property
    def room(self) -> float:
        """Width between the margins."""
        return self.width - self.left - self.right


_ROLL_LETTERS = Letters(small=2.625, body=3, large=5.25, heading=3.5, title=5.25, number=24)
A4 = Form(
    width=210,
    height=297,
    left=28,
    right=24,
    top=18,
    bottom=20,
    letters=Letters(
        small=9.5 * _PT,
        body=12 * _PT,
        large=17 * _PT,
        heading=13 * _PT,
        title=24 * _PT,
        number=36,
    ),
    gap=1.25,
)
"""Room for binding on the left; letters of 12 pt."""
ROLL_80 = Form(width=80, height=None, left=4, right=4, top=6, bottom=8, letters=_ROLL_LETTERS)
"""A roll of 80 mm, as it falls out of the printer: 72 mm of it are printed."""


def print_head(dots: int) -> Form:
    """What a thermal print head of so many dots of 1/8 mm reaches, without any margin."""
    return Form(dots / 8, None, 0, 0, 0, 0, _ROLL_LETTERS)


@dataclass(frozen=True, slots=True)
class Text:
    """Letters `em` high on one line, from `x` on the `baseline`."""

    x: float
    baseline: float
    em: float
    text: str
    bold: bool = False

    def moved(self, x: float, y: float) -> "Text":
        """The same further right and down."""
        return replace(self, x=self.x + x, baseline=self.baseline + y)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A level line."""

    x: float
    y: float
    length: float
    thickness: float

    def moved(self, x: float, y: float) -> "Stroke":
        """The same further right and down."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True, slots=True)
class Frame:
    """The outline of a box."""

    x: float
    y: float
    width: float
    height: float
    thickness: float

    def moved(self, x: float, y: float) -> "Frame":
        """The same further right and down."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of `side` mm."""

    x: float
    y: float
    side: float
    content: str

    def moved(self, x: float, y: float) -> "Code":
        """The same further right and down."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG file's bytes in a box."""

    x: float
    y: float
    width: float
    height: float
    png: bytes

    def moved(self, x: float, y: float) -> "Picture":
        """The same further right and down."""
        return replace(self, x=self.x + x, y=self.y + y)


Mark = Text | Stroke | Frame | Code | Picture


@dataclass(frozen=True, slots=True)
class Page:
    """One page or one length of roll, in mm."""

    width: float
    height: float
    marks: tuple[Mark, ...]
