"""Real programs as real processes, forked from one that has imported what they need.

An interpreter with the server's or the display's imports takes a second of processor time to
start; a fork of it takes some hundredths. Signals, process groups and ends are those of a program
started by its command.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import get_context

_context = get_context("forkserver")
_context.set_forkserver_preload(
    ["display.cli", "flask_socketio", "gunicorn.workers.gthread", "hall_server.wire.views"]
)


class WarmProcess:
    """A running `target`, which leads a process group of its own."""

    def __init__(
        self,
        target: Callable[[], object],
        arguments: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start it, with `sys.argv` and these variables beside those of the tests."""
        self._process = _context.Process(
            target=_begin, args=(target, [*arguments], {**(environment or {})}), daemon=True
        )
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to it alone."""
        os.kill(self.pid, number)

    def signal_group(self, number: signal.Signals) -> None:
        """Send a signal to it and its children."""
        os.killpg(self.pid, number)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end; the exit status. Raises AssertionError when the time is up."""
        self._process.join(timeout)
        status = self._process.exitcode
        assert status is not None, f"not ended within {timeout} s"
        return status


def _begin(
    target: Callable[[], object], arguments: Sequence[str], environment: Mapping[str, str]
) -> None:
    os.setsid()
    os.environ.update(environment)
    sys.argv = [target.__module__, *arguments]
    target()
