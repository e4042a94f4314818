"""A program of the product run as a process of a demo: started, ended, killed as the power does it."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

STOP_S = 10.0


class Program:
    """One process, in a session of its own; it can be killed and started again."""

    def __init__(self, arguments: list[str], settings: Mapping[str, str], log: Path) -> None:
        self._arguments = [sys.executable, "-m", *arguments]
        own = {name: value for name, value in os.environ.items() if not name.startswith("HALL_")}
        self._environment = own | dict(settings)
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it unless it runs."""
        if self.runs:
            return
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._arguments,
                env=self._environment,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def stop(self) -> None:
        """Ask it to end, and see that it does, with all it has started."""
        if self._process is None or not self.runs:
            return
        os.killpg(self._process.pid, signal.SIGTERM)
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """As a power cut does it."""
        if self._process is None or not self.runs:
            return
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
