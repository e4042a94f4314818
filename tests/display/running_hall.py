"""The hall's simulator and the real display program as processes, and how to wait for them."""

import hashlib
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

import requests
from hall_simulator import main as hall_simulator
from warm_process import WarmProcess

from display.cli import main as hall_display
from hall_server.wire.lobby import LobbyState
from hall_server.wire.views import BoardState

TOKEN = "board-token"
DEADLINE_S = 15.0


def free_port() -> int:
    """A port of the loopback that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(true: Callable[[], bool], deadline_s: float = DEADLINE_S) -> None:
    """Return as soon as a condition holds; AssertionError at the deadline."""
    waiting = Event()
    for _ in range(int(deadline_s / 0.02)):
        if true():
            return
        waiting.wait(0.02)
    raise AssertionError(f"not within {deadline_s} s")


def answers(url: str) -> bool:
    """Whether a program answers there."""
    try:
        return requests.get(f"{url}/health", timeout=1).ok
    except requests.ConnectionError:
        return False


@dataclass
class HallSimulator:
    """The simulator as a process of its own."""

    file: Path
    port: int = field(default_factory=free_port)
    _process: WarmProcess | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def launch(self) -> None:
        """Start it, without waiting for it to answer."""
        self._process = WarmProcess(hall_simulator, [str(self.port), TOKEN, str(self.file)])

    def start(self) -> None:
        self.launch()
        until(lambda: answers(self.url))

    def kill(self) -> None:
        """As the power does."""
        if self._process is not None:
            self._process.signal(signal.SIGKILL)
            self._process.wait()
            self._process = None

    def send(self, state: BoardState) -> None:
        requests.post(
            f"{self.url}/state", data=state.model_dump_json(), timeout=5
        ).raise_for_status()

    def tell_lobby(self, second: LobbyState) -> None:
        requests.post(
            f"{self.url}/lobby", data=second.model_dump_json(), timeout=5
        ).raise_for_status()

    def shelve(self, body: bytes) -> str:
        """A picture or film it has from now on; its hash."""
        sha256 = hashlib.sha256(body).hexdigest()
        folder = self.file.parent / "hall-media"
        folder.mkdir(exist_ok=True)
        (folder / sha256).write_bytes(body)
        return sha256

    def keep(self, state: BoardState) -> None:
        """What it sends from its next start on."""
        self.file.write_text(state.model_dump_json())


@dataclass
class DisplayProcess:
    """The real program, `hall-display run`."""

    server_url: str
    settings: dict[str, str | None] = field(default_factory=dict)
    """Beside those every display has; None takes one away."""
    port: int = field(default_factory=free_port)
    _process: WarmProcess | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        named = {"SERVER_URL": self.server_url, "TOKEN": TOKEN, "PORT": str(self.port)}
        environment = {
            f"HALL_DISPLAY_{name}": value
            for name, value in (named | self.settings).items()
            if value is not None
        }
        self._process = WarmProcess(hall_display, ["run"], environment)
        until(lambda: answers(self.url))

    def end(self) -> int:
        """Ask it to end; its exit status."""
        if self._process is None:
            return 0
        self._process.signal(signal.SIGTERM)
        status = self._process.wait(DEADLINE_S)
        self._process = None
        return status

    def hears_the_hall(self) -> bool:
        return bool(requests.get(f"{self.url}/health", timeout=5).json()["hall_heard"])

    def kill(self) -> None:
        """As the power does."""
        self._signal(signal.SIGKILL)
        if self._process is not None:
            self._process.wait()
            self._process = None

    def freeze(self) -> None:
        """All its processes stand still; its connections stay open."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            self._process.signal_group(number)
