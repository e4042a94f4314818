"""A lobby board that is never restarted: the display program's own feed, and what it last showed."""

import threading
import time

from display.feed import Feed
from hall_server.wire.sockets import DeviceAuth
from hall_server.wire.views import BoardState


class WatchingBoard:
    """Keeps the newest state, and tells how long it takes to catch up."""

    def __init__(self, server_url: str, token: str) -> None:
        self._news = threading.Condition()
        self._state: BoardState | None = None
        self._connected = False
        self.losses = 0
        self._feed = Feed(server_url, DeviceAuth(token=token), self._show, self._lose)
        self._feed.start()

    @property
    def shown(self) -> BoardState | None:
        """What is on the screen; None while the line is lost."""
        with self._news:
            return self._state if self._connected else None

    def wait_for(self, version: int, deadline_s: float) -> float:
        """Until the board, connected, shows the hall as of `version` or newer. Returns the seconds.

        Raises AssertionError at the deadline.
        """
        begun = time.monotonic()
        with self._news:
            caught_up = self._news.wait_for(lambda: self._shows(version), deadline_s)
            seen = self._state.version if self._state else None
        assert caught_up, f"the board shows {seen} and not {version} after {deadline_s} s"
        return time.monotonic() - begun

    def wait_for_loss(self, losses: int, deadline_s: float) -> None:
        """Until the line has been lost so many times."""
        with self._news:
            assert self._news.wait_for(lambda: self.losses >= losses, deadline_s)

    def stop(self) -> None:
        self._feed.stop()

    def _shows(self, version: int) -> bool:
        return self._connected and self._state is not None and self._state.version >= version

    def _show(self, state: BoardState) -> None:
        with self._news:
            self._state, self._connected = state, True
            self._news.notify_all()

    def _lose(self) -> None:
        with self._news:
            self._connected = False
            self.losses += 1
            self._news.notify_all()
