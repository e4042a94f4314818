"""The real server as a process group: started, asked how it is, and cut off."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event

DEADLINE_S = 30.0
LOOK_EVERY_S = 0.01
RUN = ("-m", "hall_server.cli", "run")
ROOT = Path(__file__).parents[2]


def free_port() -> int:
    """A port of the loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class ServerProcess:
    """`hall-server run` on a database; the same port each time it is started."""

    def __init__(
        self, folder: Path, *, sockets: int = 40, program: Sequence[str] = RUN, database: str = ""
    ) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.database = database or f"sqlite:///{folder / 'hall.db'}"
        self.log = folder / "server.log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("HALL_")},
            "HALL_DATABASE": self.database,
            "HALL_HOST": "127.0.0.1",
            "HALL_PORT": str(self.port),
            "HALL_SECRET_FILE": str(folder / "secret.key"),
            "HALL_SOCKETS": str(sockets),
            "PYTHONPATH": str(ROOT),
        }
        self._program = program
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process that was started; its worker is a child."""
        assert self._process is not None
        return self._process.pid

    def start(self) -> float:
        """Start, and wait for the first good health answer. Returns how long that took, in seconds."""
        begun = time.monotonic()
        with self.log.open("ab") as log:
            # A session of its own, so that a kill takes the worker along.
            self._process = subprocess.Popen(
                [sys.executable, *self._program],
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self._wait_until_healthy()
        return time.monotonic() - begun

    def kill(self) -> None:
        """SIGKILL to master and worker at once, as a power cut would."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        """End it, if it runs."""
        if self._process is not None and self._process.poll() is None:
            self.kill()

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run another command of hall-server on the same database."""
        return subprocess.run(
            [sys.executable, "-m", "hall_server.cli", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def _wait_until_healthy(self) -> None:
        assert self._process is not None
        look_again = Event()
        deadline = time.monotonic() + DEADLINE_S
        while time.monotonic() < deadline:
            if self._is_healthy():
                return
            if self._process.poll() is not None:
                break
            look_again.wait(LOOK_EVERY_S)
        raise AssertionError(f"the server does not answer:\n{self.log.read_text()[-4000:]}")

    def _is_healthy(self) -> bool:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/api/v1/health")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()
