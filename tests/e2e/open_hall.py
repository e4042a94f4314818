"""The demo's four programs as real processes, for tests that follow a person through them."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

PATIENCE_S = 60.0
LOOK_S = 0.1


def free_ports() -> int:
    """The first of eight free ports in a row, from a range of this worker's own.

    Two workers that look at the same moment would both find the same ports free.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    begin = 20000 + 1400 * (worker % 8)
    for first in range(begin + os.getpid() % 100 * 8, begin + 1392, 8):
        try:
            for port in range(first, first + 8):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        return first
    raise RuntimeError("no eight free ports in a row")


def until(what: str, holds: Callable[[], bool]) -> None:
    """Wait until something holds; fail by name when it does not within the patience."""
    deadline = time.monotonic() + PATIENCE_S
    while not holds():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {PATIENCE_S:.0f} s: {what}")
        select_nothing()


def select_nothing() -> None:
    """Give the processor away for a moment between two looks."""
    import select

    select.select([], [], [], LOOK_S)


def answers(url: str) -> bool:
    """Whether an address answers at all."""
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


class OpenHall:
    """`hall-server demo` in a folder of its own; `close` presses Ctrl-C."""

    def __init__(self, data: Path, speed: float = 0) -> None:
        self.data = data
        self.speed = speed
        self.first = free_ports()
        self._process: subprocess.Popen[str] | None = None

    @property
    def server(self) -> str:
        return f"http://127.0.0.1:{self.first}"

    @property
    def kiosk(self) -> str:
        return f"http://127.0.0.1:{self.first + 1}"

    @property
    def boards(self) -> str:
        return f"http://127.0.0.1:{self.first + 2}"

    @property
    def sheets(self) -> str:
        return f"http://127.0.0.1:{self.first + 4}"

    @property
    def wall(self) -> str:
        return f"http://127.0.0.1:{self.first + 7}"

    def staff_page(self, path: str) -> str:
        """A staff page, already signed in."""
        return f"{self.server}/demo/enter/demo?next={path}"

    def open(self) -> None:
        """Start, and wait until all programs answer."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "hall_server.cli", "demo", "--data", str(self.data),
             "--port", str(self.first), "--speed", str(self.speed)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )  # fmt: skip
        for url in (f"{self.server}/api/v1/health", self.kiosk, f"{self.boards}/health",
                    self.sheets, self.wall):  # fmt: skip
            until(f"{url} answers", lambda url=url: answers(url))

    def close(self) -> str:
        """Ctrl-C; waits for the end and returns what was said."""
        if self._process is None:
            return ""
        self._process.send_signal(signal.SIGINT)
        said, _ = self._process.communicate(timeout=PATIENCE_S)
        self._process = None
        return said

    def server_processes(self) -> list[int]:
        """The processes of the server program: gunicorn and its worker."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
                environment = (entry / "environ").read_bytes()
            except OSError:
                continue
            ours = f"HALL_PORT={self.first}\0".encode()
            if b"hall_server.cli" in words and b"run" in words and ours in environment:
                found.append(int(entry.name))
        return found

    def kill_server(self) -> None:
        """SIGKILL to the whole server; the demo starts it again."""
        for process in self.server_processes():
            os.kill(process, signal.SIGKILL)
