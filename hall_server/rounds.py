"""A thread that makes its round again and again, whatever happens in one of them."""

import threading
from collections.abc import Callable

import structlog

log = structlog.get_logger()


class Rounds:
    """Calls `step` every `every_s` seconds from a thread of its own between `start` and `stop`.

    A round that fails is logged, and the next one comes in its time.
    """

    def __init__(
        self, name: str, step: Callable[[], object], every_s: float, *, at_once: bool = False
    ) -> None:
        """The first round comes after `every_s` seconds, or `at_once`."""
        self._name = name
        self._step = step
        self._every_s = every_s
        self._first_s = 0.0 if at_once else every_s
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End the thread, waiting for a round under way."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        pause = self._first_s
        while not self._stopping.wait(pause):
            pause = self._every_s
            try:
                self._step()
            except Exception:
                # The next round is another chance; a thread that ended would be none.
                log.exception("round_failed", rounds=self._name)
