"""A virtual LED panel: what it shows, what it showed, the bytes it got, and what is wrong with it."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from threading import Lock

from display.devices import Panel
from display.simulators.changes import Changes
from display.simulators.face import Face, Moment, flashing
from display.simulators.orders import (
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


@dataclass(slots=True)
class VirtualPanel:
    """One panel of a line. Any thread may call."""

    settings: Panel
    clock: Callable[[], datetime]
    changes: Changes = field(default_factory=Changes)
    is_tubes: bool = False
    told: Face = field(default_factory=Face, init=False)
    told_at: datetime | None = field(default=None, init=False)
    history: tuple[Moment, ...] = field(default=(), init=False)
    frames: tuple[tuple[datetime, bytes], ...] = field(default=(), init=False)
    faults: frozenset[Fault] = field(default=frozenset(), init=False)
    _lock: Lock = field(default_factory=Lock, init=False)

    @property
    def columns(self) -> int:
        """Its width: digits, or dots in whole bytes, a cell being as wide as it is high."""
        if self.is_tubes:
            return self.settings.cells
        return -(-self.settings.cells * self.settings.dots // 8) * 8

    def hear(self, frame: Frame) -> Outcome | None:
        """Obey an order. None: it was not heard at all."""
        with self._lock:
            return self._heard(frame)

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
        with self._lock:
            self.faults |= {fault}
            if fault is Fault.OFF:
                self._show(self.face, Face())
        self.changes.note()

    def end(self, fault: Fault) -> None:
        """Recover from `fault`."""
        with self._lock:
            self.faults -= {fault}
        self.changes.note()

    def flashing_since(self, now: datetime) -> datetime | None:
        """Since when it flashes, by itself or as its master makes it; None while it is steady."""
        moments = self.history
        if moments and moments[-1].face.flashes:
            return moments[-1].at
        return flashing(moments, now)

    def _heard(self, frame: Frame) -> Outcome | None:
        if self.faults & {Fault.OFF, Fault.DEAF}:
            return None
        self.frames = (*self.frames, (self.clock(), frame.raw))[-_FRAMES_KEPT:]
        if Fault.BUSY in self.faults:
            return Outcome.BUSY
        if isinstance(frame.order, Word):
            return Outcome.DONE if frame.order is Word.PING else Outcome.REFUSED
        before = self.face
        if isinstance(frame.order, Write):
            self.told_at = self.clock()
        self._show(before, _after(before, frame, self.settings.cells))
        return Outcome.DONE

    def _show(self, before: Face, face: Face) -> None:
        self.told = face
        if face == before:
            return
        self.history = (*self.history, Moment(self.clock(), face))[-_FACES_KEPT:]
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
