"""What the frames of any protocol tell a panel, and the frame as it was heard."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Protocol

from display.devices import Colour


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one colour, side by side; None is the panel's own colour."""

    text: str
    colour: Colour | None = None


Row = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a strip with text on it, in dots. Width and height 0: as large as the strip."""

    rows: tuple[Row, ...]
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0
    flashes: bool = False
    """By itself, as the frame told it; a master may also show text and blank in turn."""
    runs: bool = False
    """From right to left, without end."""
    timeout_s: int = 0
    """The panel takes it away when it was not told again for so long; 0: never."""

    @property
    def text(self) -> str:
        """The characters alone, rows parted by a line break."""
        return "\n".join("".join(run.text for run in row) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Write:
    """Show these areas, each by its number; the others stay as they are."""

    areas: tuple[tuple[int, Area], ...]
    delete: tuple[int, ...] | None = ()
    """Areas to take away first; None: all."""


@dataclass(frozen=True, slots=True)
class Segments:
    """Digits of a tube display from the left: bits 0 to 6 are segments a to g, bit 7 the point."""

    digits: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dim:
    """Brightness in percent."""

    percent: int


@dataclass(frozen=True, slots=True)
class Switch:
    """Light on or off; what is to be shown is kept."""

    on: bool


@dataclass(frozen=True, slots=True)
class SetClock:
    """The panel's own clock, without a zone."""

    moment: datetime


class Word(Enum):
    """Orders that say all by their name."""

    PING = "ping"
    """Are you there; also asking and setting of what is not shown."""
    UNKNOWN = "unknown"
    """Rightly framed, and not an order of this protocol as far as it is known here."""
    WRONG = "wrong"
    """An order of this protocol whose contents do not fit together."""


Order = Write | Segments | Dim | Switch | SetClock | Word


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame whose checksum fits."""

    address: int | None
    """Of which panel; None: of every one, and then none answers."""
    order: Order
    command: bytes
    """As the protocol's answer repeats it."""
    raw: bytes
    wants_answer: bool = True


@dataclass(frozen=True, slots=True)
class Damaged:
    """Bytes that began as a frame and were none. Panels pass over them in silence."""

    raw: bytes


class Outcome(Enum):
    """How a panel took an order."""

    DONE = "done"
    BUSY = "busy"
    REFUSED = "refused"


Heard = Frame | Damaged


class Decoder(Protocol):
    """The receiving side of one protocol. Takes any bytes, in any pieces; raises nothing."""

    def feed(self, data: bytes) -> Sequence[Heard]:
        """The next bytes of the line: what they completed."""

    def silence(self) -> Sequence[Heard]:
        """Nothing came for 3.5 characters: whatever was begun is over, where that means an end."""

    def answer(self, frame: Frame, address: int, outcome: Outcome) -> bytes | None:
        """What the panel of `address` says to `frame`; None where the protocol has no such word."""
