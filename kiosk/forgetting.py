"""A thread that forgets in time, also when no page asks for anything any more."""

import threading
from collections.abc import Callable

import structlog

log = structlog.get_logger(__name__)

EVERY_S = 1.0


class Forgetting:
    """Calls each of `sweeps` every second from its own thread between `start` and `stop`."""

    def __init__(self, *sweeps: Callable[[], None]) -> None:
        self._sweeps = sweeps
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="forgetting", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.wait(EVERY_S):
            for sweep in self._sweeps:
                try:
                    sweep()
                except Exception:
                    # The other sweeps are not to suffer.
                    log.exception("could not forget")
