"""A thread that forgets in time, also when no page asks for anything any more."""

from collections.abc import Callable

import structlog

from hall_server.rounds import Rounds

log = structlog.get_logger(__name__)

EVERY_S = 1.0


class Forgetting(Rounds):
    """Calls each of `sweeps` every second from its own thread between `start` and `stop`."""

    def __init__(self, *sweeps: Callable[[], None]) -> None:
        super().__init__("forgetting", self._sweep, EVERY_S)
        self._sweeps = sweeps

    def _sweep(self) -> None:
        for sweep in self._sweeps:
            try:
                sweep()
            except Exception:
                # The other sweeps are not to suffer.
                log.exception("could not forget")
