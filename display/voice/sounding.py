"""What a loudspeaker is given to sound, and the port behind which it is heard."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, Protocol

from display.voice.clip import Clip

AGAIN_S = 0.05
"""How often whoever plays asks whether to go on."""

Outcome = Literal["heard", "cut", "broken", "refused"]
"""Heard to its end; cut off because something else is more urgent; broken off by a fault; refused
before anything was heard, so that it may be tried again."""


@dataclass(frozen=True, slots=True)
class Sound:
    """One announcement: what is heard at once, and what follows it without a gap."""

    title: str
    """What it says, in short: a number and a window, for whoever reads along."""
    opening: Clip
    rest: Callable[[], Clip]
    """Called once, after the opening has begun; returns before the opening ends."""
    volume: int
    """Percent."""
    samples: int | None = None
    """Of it all, where that is known before it begins."""


class Output(Protocol):
    """Where one loudspeaker is heard. `play` is called by one thread, the rest by any."""

    patience_s: float
    """How long a call may wait for an output that is not ready."""

    def is_ready(self) -> bool:
        """Whether there is anything to be heard by now, as far as is known."""

    def trouble(self) -> str:
        """Why nothing is heard, a known word or plain text; empty while all is well."""

    def play(self, sound: Sound, stop: Callable[[], bool]) -> Outcome:
        """Sound it and return when it has been heard, or soon after `stop` says so. Never raises
        for a fault of the device or program: `trouble` tells it."""
