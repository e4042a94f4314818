"""A display without threads: what it shows and what one loudspeaker says, moment by moment."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from random_sequences import Step
from recorded_day import Summoned

from display import board
from display.devices import Panel
from display.led.flashes import Flashes
from display.led.saying import Face, on_strip, window_of
from display.voice import queue as voice
from hall_server.wire.views import BoardCall

SENTENCE_S = 6.0
"""Chime, Chinese and English."""


class DisplayInHand:
    """Follows steps as the program would, at a clock that is not the hall's."""

    def __init__(self, begun: datetime, ahead: timedelta) -> None:
        self._ahead = ahead
        self._begun = begun
        self.shown = board.start(begun + ahead)
        self.voice = _Voice()
        self._flashes = Flashes()

    def take(self, step: Step) -> None:
        """Something happens."""
        at = step.at + self._ahead
        self.voice.speak_until(self._seconds(step.at))
        if step.what == "lost":
            self.shown = board.lose(self.shown, at)
        elif step.what == "restart":
            self.shown = board.start(at, board.to_remember(self.shown))
        elif step.state is not None:
            self.shown = board.advance(self.shown, step.state, at)
        if step.what == "restart":
            self.voice.begin_anew()
            self._flashes = Flashes()
        self.voice.hear(self.shown, self._seconds(step.at))
        self._flashes.see(self.picture(step.at), self._seconds(step.at))

    def picture(self, at: datetime) -> board.Picture:
        """What the pages are told at a moment of the hall's clock."""
        return board.picture(self.shown, at + self._ahead)

    def strips(self, windows: Iterable[str], at: datetime) -> dict[str, Face]:
        """What the strips over windows show at a moment of the hall's clock."""
        picture, now = self.picture(at), self._seconds(at)
        panels = [Panel(address=1, window=each) for each in windows]
        return {
            each.window: on_strip(
                each, picture, self._flashes.rings(window_of(each, picture), now), "zh-CN"
            )
            for each in panels
        }

    def rings(self) -> set[Summoned]:
        """All calls that were decided to ring, of those it still knows."""
        calls = {(each.call_id, each.at): each for each in self._calls()}
        return {
            name_of(calls[ring.call_id, ring.call_at])
            for ring in self.shown.rings
            if (ring.call_id, ring.call_at) in calls
        }

    def _calls(self) -> tuple[BoardCall, ...]:
        return self.shown.state.calls if self.shown.state else ()

    def _seconds(self, at: datetime) -> float:
        return (at - self._begun).total_seconds()


class _Voice:
    """One loudspeaker of the whole hall. A sentence takes SENTENCE_S."""

    def __init__(self) -> None:
        self.said: list[tuple[Summoned, float]] = []
        self.dropped: dict[Summoned, str] = {}
        self._until: float | None = None
        self._now = 0.0
        self._queue = voice.Queue(late_s=60.0, fold_s=5.0)

    def begin_anew(self) -> None:
        """The program is started anew: what waited for its turn is not known any more."""
        for one in self._queue.waiting:
            self.dropped[name_of(one.call)] = "restart"
        self._queue = voice.Queue(late_s=60.0, fold_s=5.0)
        self._until = None

    def hear(self, shown: board.Shown, now: float) -> None:
        self._now = max(now, self._now)
        self._queue, dropped = voice.hear(self._queue, shown, now)
        self._drop(dropped)

    def speak_until(self, now: float) -> None:
        """Say what waits, one after another."""
        while self._until is None or self._until <= now:
            if self._until is not None:
                self._now = self._until
                self._queue = voice.end(self._queue, self._now)
                self._until = None
            self._queue, turn, dropped = voice.next_call(self._queue, self._now, 100)
            self._drop(dropped)
            if turn is None:
                break
            self.said.append((name_of(turn.call), self._now))
            self._queue = voice.begin(self._queue, turn.call)
            self._until = self._now + SENTENCE_S
        self._now = max(now, self._now)

    def _drop(self, dropped: tuple[voice.Dropped, ...]) -> None:
        for one in dropped:
            self.dropped[name_of(one.call)] = one.reason


def name_of(call: BoardCall) -> Summoned:
    """A call as a person in the hall would name it."""
    return Summoned(call.number, call.window, call.at)
