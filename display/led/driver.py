"""What every kind of panel can do: its frames as bytes, and its answers as words. Pure.

A driver knows nothing of lines and time. It is asked for the frames of a panel and handed what came
back; the master of the line does the rest.
"""

from dataclasses import dataclass
from typing import Protocol

from display.devices import Colour, Panel


@dataclass(frozen=True, slots=True)
class Look:
    """What a panel is told at a moment. `text` fits the panel's cells unless it `runs`."""

    text: str
    colour: Colour
    flashes: bool = False
    """By the panel itself; asked only of a driver that `flashes`."""
    runs: bool = False
    """From right to left without end, by the panel itself; only of a driver that `runs`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a panel said to a frame. `word` tells what it refused, if it did."""

    ok: bool
    word: str = ""


YES = Answer(True)


class Driver(Protocol):
    """The protocol of all panels of one line."""

    @property
    def flashes(self) -> bool:
        """Whether the panel can flash by itself. Otherwise the master shows text and blank in turn."""

    @property
    def runs(self) -> bool:
        """Whether the panel can let a long text run. Otherwise the master turns its pages."""

    @property
    def blink_s(self) -> float:
        """For how long text and blank are shown in turn; no faster than the panel can follow."""

    @property
    def answer_bytes(self) -> int:
        """Length of the longest usual answer, for the time it takes on the line."""

    def prepare(self, panel: Panel, /) -> tuple[bytes, ...]:
        """Frames for a panel whose state is not known, before its first look. None wants an answer."""

    def show(self, panel: Panel, look: Look) -> bytes:
        """The frame that shows `look`."""

    def dim(self, percent: int) -> bytes | None:
        """The frame that sets the brightness of all panels of the line; none wants an answer.

        None when no such frame is known.
        """

    def answer(self, panel: Panel, received: bytes) -> Answer | None:
        """What of `received` answers `show`; None while nothing does."""

    def faults(self, panel: Panel) -> list[str]:
        """What the protocol does not allow of the panel's settings, in words."""
