"""Word of every change on the wall, for those who wait for the next."""

from collections.abc import Callable
from threading import Condition


class Changes:
    """Counts changes of any panel or line. Thread-safe."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._revision = 0

    @property
    def revision(self) -> int:
        """How many changes there were."""
        return self._revision

    def note(self) -> int:
        """Something is different now: the revision of that."""
        with self._changed:
            self._revision += 1
            self._changed.notify_all()
            return self._revision

    def wait(self, known: int, seconds: float) -> int:
        """The revision, once it is above `known` or `seconds` are over."""
        with self._changed:
            self._changed.wait_for(lambda: self._revision > known, seconds)
            return self._revision

    def wait_until(self, holds: Callable[[], bool], seconds: float) -> bool:
        """Until something holds, looked at with each change; False after `seconds`."""
        with self._changed:
            return self._changed.wait_for(holds, seconds)
