"""What may befall a display on a recorded day: news lost, repeated, late, in the wrong order; restarts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Literal

from recorded_day import RecordedDay, Summoned, Truth

from display.board import FIRST_START_RINGS
from hall_server.wire.views import BoardCall, BoardState, BoardWindow

What = Literal["state", "lost", "restart", "nothing"]
IDS_APART = 100_000


@dataclass(frozen=True)
class Step:
    """Something that happens at a moment of the hall's clock."""

    what: What
    at: datetime
    state: BoardState | None = None
    """Of `state`: what comes."""
    truth: Truth | None = None
    """What the journal tells of that state's version."""

    def names(self) -> dict[int, Summoned]:
        """The calls it tells of, by their ids."""
        calls = self.state.calls if self.state else ()
        return {each.call_id: Summoned(each.number, each.window, each.at) for each in calls}


class Walk:
    """A walk through a recorded day, its calls named anew so that no two walks share one."""

    def __init__(self, day: RecordedDay, place: int, length: int) -> None:
        self._day = day
        self._random = Random(place)
        self._length = length
        self.skew = timedelta(seconds=self._random.uniform(-5000, 5000))
        """How far the display's own clock is ahead of the hall's."""
        self._later = timedelta(days=place)
        self._named = NamedAnew(self._later, place * IDS_APART)
        self._next = self._random.randrange(len(day.states) - 1)
        self._at = day.states[0].at + self._later

    def steps(self) -> Iterator[Step]:
        """So many things and a few more, the last of them the hall's newest state."""
        yield self._news()
        for _ in range(self._length):
            yield from self._something()
        self._next += 1
        yield self._news()

    def _something(self) -> Iterator[Step]:
        chance = self._random.random()
        if chance < 0.5:
            self._next += 1
            yield self._news()
        elif chance < 0.68:
            # Much happened within one push, or pushes were lost.
            self._next += self._random.randint(2, 9)
            yield self._news()
        elif chance < 0.76:
            yield self._news(later_s=self._random.uniform(0.1, 5))
        elif chance < 0.84:
            yield self._old_news()
        elif chance < 0.93:
            yield from self._without_the_hall("lost", self._random.randint(0, 12))
        elif chance < 0.97:
            yield from self._without_the_hall("restart", self._random.randint(0, 6))
        else:
            yield Step("nothing", self._now(self._random.uniform(0.2, 6)))

    def _now(self, later_s: float) -> datetime:
        """The hall's clock goes on: to the newest state's moment, and so much further."""
        newest = self._state(self._next).at + self._later
        self._at = max(self._at, newest) + timedelta(seconds=later_s)
        return self._at

    def _state(self, place: int) -> BoardState:
        return self._day.states[min(place, len(self._day.states) - 1)]

    def _news(self, later_s: float = 0.01) -> Step:
        at = self._now(later_s)
        return self._step(self._state(self._next), at, at)

    def _old_news(self) -> Step:
        """An earlier state, or the same one as it was, comes once more."""
        old = self._state(max(0, self._next - self._random.randint(0, 6)))
        return self._step(old, old.at + self._later, self._now(0.05))

    def _without_the_hall(self, what: What, acts: int) -> Iterator[Step]:
        yield Step(what, self._now(0.1))
        self._next += acts
        yield self._news(later_s=self._random.uniform(0.2, 3))

    def _step(self, state: BoardState, said_at: datetime, comes_at: datetime) -> Step:
        truth = self._day.truth[state.version]
        return Step("state", comes_at, self._named.state(state, said_at), self._named.truth(truth))


class NamedAnew:
    """A recorded day at another time, its calls with ids of their own: to be heard after the first."""

    def __init__(self, later: timedelta, ids: int) -> None:
        self._later = later
        self._ids = ids

    def state(self, state: BoardState, at: datetime) -> BoardState:
        """What is told then, `at` being when it is told."""
        moved = {
            "at": at,
            "calls": tuple(self._call(each) for each in state.calls),
            "windows": tuple(self._window(each) for each in state.windows),
        }
        if state.evacuation is not None:
            since = state.evacuation.since + self._later
            moved["evacuation"] = state.evacuation.model_copy(update={"since": since})
        return state.model_copy(update=moved)

    def truth(self, truth: Truth) -> Truth:
        """What the journal tells then."""
        called = frozenset(each._replace(at=each.at + self._later) for each in truth.called)
        return truth._replace(called=called)

    def _call(self, call: BoardCall) -> BoardCall:
        named = {"call_id": call.call_id + self._ids, "at": call.at + self._later}
        return call.model_copy(update=named)

    def _window(self, window: BoardWindow) -> BoardWindow:
        if window.call_id is None or window.called_at is None:
            return window
        named = {
            "call_id": window.call_id + self._ids,
            "called_at": window.called_at + self._later,
        }
        return window.model_copy(update=named)


class Listener:
    """Somebody who hears what a display hears, knows the journal, and says what is to ring."""

    def __init__(self) -> None:
        self.truth: Truth | None = None
        """Of the newest state heard; None while the hall is not heard."""
        self.known: set[Summoned] = set()
        self._newest: tuple[int, datetime] | None = None
        self._is_first = True

    def hear(self, step: Step) -> frozenset[Summoned]:
        """The calls that ring at this step."""
        if step.what in ("lost", "restart"):
            self.truth = None
            self._is_first = self._is_first or step.what == "restart"
        if step.state is None or step.truth is None:
            return frozenset()
        said = step.state.version, step.state.at
        if self.truth is not None and self._newest is not None and said <= self._newest:
            return frozenset()
        self._newest, self.truth = said, step.truth
        due = frozenset(
            call
            for call in step.truth.called - self.known
            if not self._is_first or step.state.at - call.at <= FIRST_START_RINGS
        )
        # Who was met before a display heard of the call is not called by an undo that comes later.
        over = {
            Summoned(each.number, each.window, each.at)
            for each in step.state.calls
            if not each.live
        }
        self.known |= step.truth.called | over
        self._is_first = False
        return due
