"""What a line's master sends next: of each panel the newest only, calls before all else. Pure.

No queue is kept, so nothing can be late: whatever a panel should show now is compared with what it
was told last. Times are seconds of a monotonic clock.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import inf

from display.devices import Line, Panel
from display.led.driver import Driver, Look
from display.led.lettering import fits, pages
from display.led.saying import Face

PAGE_S = 3.0
"""For how long each page of a long text stands."""
MISSES = 3
"""So many frames without an answer, and a panel counts as down."""
PROBE_S = 1.0
"""One panel of those that are down is tried this often, so that they do not slow the others."""


_LEAST_WAIT_S = 0.001
"""What is due in less is due then: a sum of seconds may fall short of itself by a hair."""

_CALL, _CHANGE, _TURN, _AGAIN, _TRIAL = range(5)
"""What a frame is for, the most urgent first."""


@dataclass(frozen=True, slots=True)
class Job:
    """Tell a panel this; `prepares` first if its state is not known."""

    panel: Panel
    look: Look
    prepares: bool
    urgent: bool
    """Something changed; otherwise the panel is told again what it was told, or tried."""
    tries: bool
    """The panel is down, and most likely still is."""


@dataclass(slots=True)
class _State:
    """What is known of one panel."""

    panel: Panel
    face: Face | None = None
    since: float = 0.0
    """From when on it is to show the face."""
    began: float | None = None
    """When it was told the face; None: not yet. Turns of text and blank count from here."""
    told: Look | None = None
    told_at: float = -inf
    unknown: bool = True
    """Nobody can say what state it is in."""
    misses: int = 0
    word: str = ""
    """Why it was missed last."""
    tried_at: float = -inf

    @property
    def is_down(self) -> bool:
        return self.misses >= MISSES


@dataclass
class Agenda:
    """The panels of one line. Of one thread."""

    line: Line
    driver: Driver
    _states: dict[int, _State] = field(init=False)
    _next_resend: float = field(init=False, default=-inf)
    _next_probe: float = field(init=False, default=-inf)

    def __post_init__(self) -> None:
        self._states = {panel.address: _State(panel) for panel in self.line.panel}

    def want(self, faces: Mapping[int, Face], now: float) -> None:
        """From now on each panel is to show its face, by address."""
        for address, face in faces.items():
            state = self._states[address]
            if state.face != face:
                state.face, state.since, state.began = face, now, None
                if not state.unknown and self._look(state, now) == state.told:
                    state.began = now
                if face.flashes:
                    # A call is worth another try, whatever became of the last one.
                    state.tried_at = -inf

    def forget(self, now: float) -> None:
        """The line was opened anew: nothing is known of any panel, all are told everything."""
        for state in self._states.values():
            state.began, state.told, state.unknown = None, None, True
            state.since = now
        self._next_probe = now
        self._next_resend = now + self._apart_s

    def next(self, now: float) -> Job | None:
        """The most urgent job; None when there is none yet."""
        ranked = ((self._rank(state, now), state) for state in self._states.values())
        due = [(rank, state) for rank, state in ranked if rank is not None]
        if not due:
            return None
        rank, state = min(due, key=lambda each: each[0])
        look = self._look(state, now)
        urgent = rank[0] < _AGAIN
        # Of a panel that never answers nobody knows whether it was off meanwhile.
        prepares = state.unknown or not (urgent or self.line.answers)
        return None if look is None else Job(state.panel, look, prepares, urgent, state.is_down)

    def wait_s(self, now: float) -> float:
        """How long nothing will be due, if nothing else is wanted; never 0, may be infinite."""
        return max(_LEAST_WAIT_S, min(self._times(now), default=inf) - now)

    def done(self, job: Job, now: float) -> None:
        """The panel was told, and said yes if it can."""
        state = self._states[job.panel.address]
        self._was_told_again(job, now)
        if state.is_down:
            # What kept one away may have kept all away: try the others at once.
            self._next_probe = now
            for other in self._states.values():
                other.tried_at = -inf
        state.began = now if state.began is None else state.began
        state.told, state.told_at, state.tried_at = job.look, now, now
        state.unknown, state.misses, state.word = False, 0, ""

    def missed(self, job: Job, word: str, now: float) -> None:
        """The panel did not say yes; `word` tells what came of it."""
        state = self._states[job.panel.address]
        self._was_told_again(job, now)
        state.misses, state.word, state.tried_at = state.misses + 1, word, now
        if state.is_down:
            state.unknown = True
            self._next_probe = now + PROBE_S

    def down(self) -> Iterator[tuple[Panel, str]]:
        """The panels that are down, and the word of each."""
        for state in self._states.values():
            if state.is_down:
                yield state.panel, state.word

    @property
    def all_missed(self) -> bool:
        """Whether the last word of every panel was a miss."""
        return all(state.misses for state in self._states.values())

    @property
    def _apart_s(self) -> float:
        """Panels are told again one by one, evenly, each once in `resend_s`."""
        return self.line.resend_s / len(self._states)

    def _was_told_again(self, job: Job, now: float) -> None:
        # A trial is beside the turns: it would push all others' turns away, one a second.
        if not job.urgent and not job.tries:
            self._next_resend = max(self._next_resend + self._apart_s, now)

    def _rank(self, state: _State, now: float) -> tuple[int, bool, float] | None:
        """The smaller, the sooner; None: nothing to do. Waiting longest comes first."""
        if state.face is None:
            return None
        if state.is_down:
            return (_TRIAL, True, state.tried_at) if now >= self._next_probe else None
        missed = state.misses > 0
        if state.began is None:
            return _CALL if state.face.flashes else _CHANGE, missed, state.since
        if self._look(state, now) != state.told:
            return _TURN, missed, state.told_at
        if now >= self._next_resend or missed:
            return _AGAIN, missed, state.told_at
        return None

    def _times(self, now: float) -> Iterable[float]:
        """When something will be due."""
        for state in self._states.values():
            if state.face is None:
                continue
            if state.is_down:
                yield self._next_probe
            elif state.began is None or state.misses:
                yield now
            else:
                turn = self._turn_s(state)
                if turn < inf:
                    yield state.began + turn * (1 + self._step(state, now))
                yield self._next_resend

    def _look(self, state: _State, now: float) -> Look | None:
        """What the panel is to show at this moment."""
        face, cells = state.face, state.panel.cells
        if face is None:
            return None
        if not fits(face.text, cells):
            if self.driver.runs:
                return Look(face.text, face.colour, runs=True)
            found = pages(face.text, cells)
            return Look(found[self._step(state, now) % len(found)], face.colour)
        if face.flashes and not self.driver.flashes:
            return Look("" if self._step(state, now) % 2 else face.text, face.colour)
        return Look(face.text, face.colour, flashes=face.flashes)

    def _turn_s(self, state: _State) -> float:
        """For how long each step stands; infinite when there is one only."""
        if state.face is None:
            return inf
        if not fits(state.face.text, state.panel.cells):
            return inf if self.driver.runs else PAGE_S
        return self.driver.blink_s if state.face.flashes and not self.driver.flashes else inf

    def _step(self, state: _State, now: float) -> int:
        turn = self._turn_s(state)
        return 0 if state.began is None or turn == inf else int((now - state.began) / turn)
