"""What is shown now, kept for the pages that wait for the next and told to who follows it."""

import threading
from collections.abc import Callable

import structlog

from display.board import Shown

log = structlog.get_logger(__name__)

Follower = Callable[[Shown], None]


class Showing:
    """The newest `Shown` and its revision. Safe for any number of threads; keeps no history."""

    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._revision = 1
        self._changed = threading.Condition()
        self._followers: list[Follower] = []
        self._told = 0
        self._telling = threading.Lock()

    def change(self, step: Callable[[Shown], Shown]) -> None:
        """Replace what is shown by `step` of it, and tell who waits or follows if that is another."""
        with self._changed:
            shown = step(self._shown)
            if shown is self._shown:
                return
            self._shown = shown
            self._revision += 1
            self._changed.notify_all()
        self._tell()

    def wait(
        self, known: int, timeout: float, other: Callable[[], bool] = lambda: False
    ) -> tuple[int, Shown]:
        """The revision and what is shown, once it is not `known` or `timeout` seconds are over.

        Or once there is `other` news, at which whoever waits looks again at `nudge`.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._revision != known or other(), timeout)
            return self._revision, self._shown

    def nudge(self) -> None:
        """Have who waits look whether there is other news for them."""
        with self._changed:
            self._changed.notify_all()

    def follow(self, on_shown: Follower) -> None:
        """Call `on_shown` with what is shown, now and after each change, never with an older one.

        It is called from the thread that changes, which waits for it: it must return at once and
        change nothing here. One that comes while another is told may be left out.
        """
        with self._telling:
            self._followers.append(on_shown)
            self._tell_one(on_shown, self.wait(0, 0)[1])

    def _tell(self) -> None:
        # Not under the lock of what is shown: a follower may ask for it.
        with self._telling:
            revision, shown = self.wait(0, 0)
            if revision == self._told:
                return
            self._told = revision
            for follower in self._followers:
                self._tell_one(follower, shown)

    def _tell_one(self, follower: Follower, shown: Shown) -> None:
        try:
            follower(shown)
        except Exception:
            # One sense that fails must not silence the others, nor end the thread that hears.
            log.exception("not followed", follower=repr(follower))
