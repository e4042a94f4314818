"""What became of each call at one loudspeaker: in the log, and counted."""

import threading
from collections import Counter
from collections.abc import Iterable, Mapping

import structlog

from display.voice.queue import Dropped
from display.voice.sounding import Outcome
from hall_server.wire.views import BoardCall

log = structlog.get_logger(__name__)


class Record:
    """Every call that concerns the loudspeaker ends up here once. Any thread."""

    def __init__(self, loudspeaker: str) -> None:
        self._loudspeaker = loudspeaker
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._troubles: tuple[str, ...] = ()

    def said(self, call: BoardCall, outcome: Outcome) -> None:
        """It sounded, to its end or not."""
        self._note(call, outcome)

    def dropped(self, dropped: Iterable[Dropped]) -> None:
        """These are not said."""
        for one in dropped:
            self._note(one.call, one.reason)

    def spoken(self, troubles: tuple[str, ...]) -> None:
        """What was wrong with the words of the last announcement; empty if nothing was."""
        with self._lock:
            new, self._troubles = troubles != self._troubles, troubles
        if new:
            log.warning("words", loudspeaker=self._loudspeaker, trouble=troubles or "none any more")

    def troubles(self) -> tuple[str, ...]:
        """Those of the last announcement."""
        return self._troubles

    def counts(self) -> Mapping[str, int]:
        """How many calls were `heard`, and how many were not, by the reason."""
        with self._lock:
            return dict(self._counts)

    def _note(self, call: BoardCall, what: str) -> None:
        with self._lock:
            self._counts[what] += 1
        log.info(
            "call",
            loudspeaker=self._loudspeaker,
            call_id=call.call_id,
            number=call.number,
            window=call.window,
            voice=what,
        )
