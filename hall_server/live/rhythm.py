"""When rooms are looked at: at once after quiet, and at a bounded pace however much news comes."""

import threading
import time
from collections.abc import Callable
from typing import Protocol

import structlog

log = structlog.get_logger()

SHORTEST_S = 0.025
COALESCE_S = 0.1
COST_FACTOR = 3
"""At most a quarter of a core goes to rendering what can wait."""


class Pace(Protocol):
    """How long to pause after each look. Used by one thread."""

    def pause(self, cost_s: float, hurried: bool, /) -> float:
        """Seconds. `cost_s` is the look's processor time; `hurried`: its news had come in the pause before."""


class Eager:
    """For what people stand waiting for: the pause is short, and longer while every look is hurried.

    So the second of two calls is soon seen as well, and a rush costs ten looks a second, no more.
    """

    def __init__(self) -> None:
        self._from_look_to_look_s = SHORTEST_S

    def pause(self, cost_s: float, hurried: bool, /) -> float:
        """Whatever a look costs, from SHORTEST_S to COALESCE_S."""
        longer = min(COALESCE_S, 2 * self._from_look_to_look_s)
        self._from_look_to_look_s = longer if hurried else SHORTEST_S
        return max(SHORTEST_S, self._from_look_to_look_s - cost_s)


class Considerate:
    """For what can wait: the pause grows with the cost, so that acts keep their speed."""

    def __init__(self, coalesce_s: float = COALESCE_S) -> None:
        self._coalesce_s = coalesce_s

    def pause(self, cost_s: float, _hurried: bool, /) -> float:
        """So that looks are `coalesce_s` apart, or further; see COST_FACTOR."""
        return max(self._coalesce_s - cost_s, COST_FACTOR * cost_s)


class Rhythm:
    """One thread that looks when there is news, once more when it has settled, and now and then."""

    def __init__(
        self, name: str, look: Callable[[bool], None], pace: Pace, settle_s: float, idle_s: float
    ) -> None:
        """`look` is told whether there was news. `settle_s` and `idle_s` count from the last look."""
        self._look = look
        self._pace = pace
        self._settle_s = settle_s
        self._idle_s = idle_s
        self._changed = threading.Event()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Stop looking; waits for the thread."""
        self._stopped.set()
        self._changed.set()
        self._thread.join()

    def note(self) -> None:
        """There is news. Returns at once."""
        self._changed.set()

    def _run(self) -> None:
        patience = self._idle_s
        while not self._stopped.is_set():
            hurried = self._changed.is_set()
            news = self._changed.wait(patience)
            self._changed.clear()
            patience = self._settle_s if news else self._idle_s
            # The thread's own time: a busy machine, or another's work, is no cost of this look.
            begun = time.thread_time()
            try:
                self._look(news)
            except Exception:
                # The next change is another chance; screens say themselves how old they are.
                log.exception("newsroom_failed", rhythm=self._thread.name)
            self._stopped.wait(self._pace.pause(time.thread_time() - begun, hurried))
