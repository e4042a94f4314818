"""A day of a hall, played from chance numbers: whoever gives the same seed and steps sees the same day."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from heapq import heappop, heappush
from itertools import count
from random import Random

from display.demo.plan import PAUSES, QUEUES, WINDOWS, Queue, Window
from hall_server.wire.message import Text
from hall_server.wire.views import BoardWindowState

CALLS_KEPT = 24
COMES, RECALLS_MOST = 0.75, 2
PAUSES_OFTEN, CLOSES_OFTEN = 0.05, 0.02
AT_OPENING = 6
"""So many wait at each queue when the day begins."""


@dataclass(slots=True)
class Visitor:
    """Somebody with a number. `since` is the day's second of its issue."""

    number: str
    queue: str
    since: float


@dataclass(slots=True)
class Counter:
    """A window at work."""

    window: Window
    clerk: str
    state: BoardWindowState = "closed"
    visitor: Visitor | None = None
    recall: int = 0
    call_id: int | None = None
    called_at: datetime | None = None
    pause: Text | None = None


@dataclass(slots=True)
class Call:
    """One summons; live while its visitor is expected by it."""

    call_id: int
    visitor: Visitor
    counter: Counter
    at: datetime
    recall: int


@dataclass
class Day:
    """The hall's windows, lines and calls. Not safe for several threads."""

    seed: int
    version: int = 0
    """Grows with every change."""
    elapsed: float = 0.0
    """Seconds of the day."""
    counters: list[Counter] = field(default_factory=list)
    lines: dict[str, deque[Visitor]] = field(default_factory=dict)
    served: dict[str, int] = field(default_factory=dict)
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=CALLS_KEPT))
    """Newest last."""

    def __post_init__(self) -> None:
        self._chance = Random(self.seed)
        self._order = count()
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._now = datetime.min.replace(tzinfo=UTC)
        self._issued = {queue.letter: count(1) for queue in QUEUES}
        self._call_ids = count(1)
        self.counters = [
            Counter(window, f"1{position:03d}") for position, window in enumerate(WINDOWS, start=1)
        ]
        for queue in QUEUES:
            self.lines[queue.letter], self.served[queue.letter] = deque(), 0
            for _ in range(AT_OPENING):
                self._join(queue)
            self._after(self._chance.expovariate(1 / queue.every_s), partial(self._arrive, queue))
        for counter in self.counters:
            self._after(self._chance.uniform(0, 240), partial(self._come_back, counter))

    def step(self, seconds: float, now: datetime) -> bool:
        """Play on for so many seconds of the day, at `now` (aware). Whether anything changed."""
        before, self._now = self.version, now
        until = self.elapsed + seconds
        while self._due and self._due[0][0] <= until:
            self.elapsed, _, act = heappop(self._due)
            act()
            self.version += 1
        self.elapsed = until
        return self.version != before

    def is_live(self, call: Call) -> bool:
        """Whether its visitor is expected by this very call."""
        return call.counter.state == "calling" and call.counter.call_id == call.call_id

    def _after(self, seconds: float, act: Callable[[], None]) -> None:
        heappush(self._due, (self.elapsed + seconds, next(self._order), act))

    def _join(self, queue: Queue) -> None:
        number = (next(self._issued[queue.letter]) - 1) % 999 + 1
        visitor = Visitor(f"{queue.letter}{number:03d}", queue.letter, self.elapsed)
        self.lines[queue.letter].append(visitor)

    def _arrive(self, queue: Queue) -> None:
        self._join(queue)
        free = [
            each
            for each in self.counters
            if each.state == "idle" and queue.letter in each.window.queues
        ]
        if free:
            self._summon(self._chance.choice(free))
        self._after(self._chance.expovariate(1 / queue.every_s), partial(self._arrive, queue))

    def _next(self, counter: Counter) -> None:
        """The window is free: it goes on, pauses or closes for a while."""
        counter.visitor, counter.call_id, counter.called_at = None, None, None
        fate = self._chance.random()
        if fate < PAUSES_OFTEN + CLOSES_OFTEN:
            closes = fate < CLOSES_OFTEN
            counter.state = "closed" if closes else "paused"
            counter.pause = None if closes else self._chance.choice(PAUSES)
            back = self._chance.uniform(120, 420)
            self._after(back, partial(self._come_back, counter))
        else:
            self._summon(counter)

    def _come_back(self, counter: Counter) -> None:
        counter.pause = None
        self._summon(counter)

    def _summon(self, counter: Counter) -> None:
        """Call who is next in the first of the window's queues that has somebody."""
        counter.state = "idle"
        for letter in counter.window.queues:
            if self.lines[letter]:
                counter.visitor, counter.recall = self.lines[letter].popleft(), 0
                self._call(counter, counter.visitor)
                return

    def _call(self, counter: Counter, visitor: Visitor) -> None:
        counter.state, counter.call_id = "calling", next(self._call_ids)
        counter.called_at = self._now
        self.calls.append(Call(counter.call_id, visitor, counter, self._now, counter.recall))
        self._after(self._chance.uniform(25, 80), partial(self._answer, counter, visitor))

    def _answer(self, counter: Counter, visitor: Visitor) -> None:
        """The visitor comes, is called again, or is given up."""
        if self._chance.random() < COMES:
            counter.state = "serving"
            serve_s = next(each.serve_s for each in QUEUES if each.letter == visitor.queue)
            self._after(serve_s * self._chance.uniform(0.4, 1.6), partial(self._finish, counter))
        elif counter.recall < RECALLS_MOST:
            counter.recall += 1
            self._call(counter, visitor)
        else:
            self._next(counter)

    def _finish(self, counter: Counter) -> None:
        if counter.visitor is not None:
            self.served[counter.visitor.queue] += 1
        self._next(counter)
