"""A virtual LED panel: what it shows, what it showed, the bytes it got, and what is wrong with it."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from threading import Condition

from display.devices import Panel
from display.simulators.orders import (
    Area,
    Dim,
    Frame,
    Outcome,
    Segments,
    Switch,
    Word,
    Write,
)

_FACES_KEPT = 240
_FRAMES_KEPT = 60
_BLINK = timedelta(seconds=1.5)
"""Two changes closer than this may be a flashing that the master makes."""


class Fault(StrEnum):
    """What happens to panels."""

    OFF = "off"
    """Without current: dark, and forgets what it was told."""
    DEAF = "deaf"
    """Its receiver is dead: it goes on showing what it showed and says nothing."""
    MUTE = "mute"
    """It obeys and never answers."""
    BUSY = "busy"
    """It answers that it cannot now."""
    LATE = "late"
    """It answers when nobody waits for it any more."""
    WRONG_CHECKSUM = "wrong_checksum"
    GARBAGE = "garbage"
    """It answers noise."""


@dataclass(frozen=True, slots=True)
class Face:
    """What a panel shows. Strips have areas by number, tubes have digits."""

    areas: tuple[tuple[int, Area], ...] = ()
    digits: tuple[int, ...] = ()
    lit: bool = True
    brightness: int = 100

    @property
    def text(self) -> str:
        """What can be read on a strip, area by area; "" when it is dark."""
        if not self.lit:
            return ""
        return "\n".join(area.text for _, area in self.areas).strip()

    @property
    def runs(self) -> bool:
        """Whether some of it moves from right to left."""
        return self.lit and any(area.runs for _, area in self.areas)

    @property
    def flashes(self) -> bool:
        """Whether the panel makes some of it flash by itself."""
        return self.lit and any(area.flashes for _, area in self.areas)

    @property
    def is_dark(self) -> bool:
        """Whether nothing can be seen on it."""
        return not (self.text or (self.lit and any(self.digits))) or self.brightness == 0


@dataclass(frozen=True, slots=True)
class Moment:
    """Since when a panel showed something."""

    at: datetime
    face: Face


class Changes:
    """Counts changes of any panel or line, for those who wait for the next. Thread-safe."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._revision = 0

    @property
    def revision(self) -> int:
        """How many changes there were."""
        return self._revision

    def note(self) -> int:
        """Something is different now: the revision of that."""
        with self._changed:
            self._revision += 1
            self._changed.notify_all()
            return self._revision

    def wait(self, known: int, seconds: float) -> int:
        """The revision, once it is above `known` or `seconds` are over."""
        with self._changed:
            self._changed.wait_for(lambda: self._revision > known, seconds)
            return self._revision

    def wait_until(self, holds: Callable[[], bool], seconds: float) -> bool:
        """Until something holds, looked at with each change; False after `seconds`."""
        with self._changed:
            return self._changed.wait_for(holds, seconds)


@dataclass(slots=True)
class VirtualPanel:
    """One panel of a line. Its line calls it from one thread at a time; anyone may read."""

    settings: Panel
    clock: Callable[[], datetime]
    changes: Changes = field(default_factory=Changes)
    is_tubes: bool = False
    told: Face = field(default_factory=Face, init=False)
    told_at: datetime | None = field(default=None, init=False)
    history: deque[Moment] = field(default_factory=lambda: deque(maxlen=_FACES_KEPT), init=False)
    frames: deque[tuple[datetime, bytes]] = field(
        default_factory=lambda: deque(maxlen=_FRAMES_KEPT), init=False
    )
    faults: frozenset[Fault] = field(default=frozenset(), init=False)

    def hear(self, frame: Frame) -> Outcome | None:
        """Obey an order. None: it was not heard at all."""
        if self.faults & {Fault.OFF, Fault.DEAF}:
            return None
        self.frames.append((self.clock(), frame.raw))
        if Fault.BUSY in self.faults:
            return Outcome.BUSY
        if isinstance(frame.order, Word):
            return Outcome.DONE if frame.order is Word.PING else Outcome.REFUSED
        told = _after(self.face, frame, self.settings.cells)
        if isinstance(frame.order, Write):
            self.told_at = self.clock()
        self._show(told)
        return Outcome.DONE

    @property
    def face(self) -> Face:
        """What it shows now: what it was told, without what it took away for not being told again."""
        if self.told_at is None or not any(area.timeout_s for _, area in self.told.areas):
            return self.told
        silent_s = (self.clock() - self.told_at).total_seconds()
        kept = (each for each in self.told.areas if not 0 < each[1].timeout_s <= silent_s)
        return replace(self.told, areas=tuple(kept))

    def begin(self, fault: Fault) -> None:
        """Suffer `fault` from now on."""
        self.faults |= {fault}
        if fault is Fault.OFF:
            self._show(Face())
        self.changes.note()

    def end(self, fault: Fault) -> None:
        """Recover from `fault`."""
        self.faults -= {fault}
        self.changes.note()

    def flashing_since(self, now: datetime) -> datetime | None:
        """Since when it flashes, by itself or as its master makes it; None while it is steady."""
        moments = tuple(self.history)
        if moments and moments[-1].face.flashes:
            return moments[-1].at
        return flashing(moments, now)

    def _show(self, face: Face) -> None:
        if face == self.told:
            return
        self.told = face
        self.history.append(Moment(self.clock(), face))
        self.changes.note()


def _after(face: Face, frame: Frame, cells: int) -> Face:
    match frame.order:
        case Write(areas, delete):
            kept = {} if delete is None else dict(face.areas)
            for number in delete or ():
                kept.pop(number, None)
            return replace(face, areas=tuple(sorted((kept | dict(areas)).items())))
        case Segments(digits):
            return replace(face, digits=digits[:cells])
        case Dim(percent):
            return replace(face, brightness=percent)
        case Switch(on):
            return replace(face, lit=on)
        case _:
            return face


def flashing(history: Sequence[Moment], now: datetime) -> datetime | None:
    """Since when the newest two things are shown in turn, each for a moment; None: they are not."""
    since = None
    newest = now
    for at in range(len(history) - 1, -1, -1):
        if newest - history[at].at > _BLINK:
            break
        newest = history[at].at
        if at + 2 < len(history):
            if history[at].face != history[at + 2].face:
                break
            since = newest
    return since
