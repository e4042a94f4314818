"""Running the demo: server, kiosk, display, virtual machines and simulated people, each a process."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from hall_server.app import utc_now
from hall_server.demo.founding import DemoHall, demo_plan, found
from hall_server.demo.lights import write_lights
from hall_server.demo.links import start_links

HOST = "127.0.0.1"
READY_S = 60.0
STOP_S = 8.0
LOOK_EVERY_S = 0.5

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Ports:
    """Eight ports in a row."""

    first: int

    @property
    def server(self) -> int:
        return self.first

    @property
    def kiosk(self) -> int:
        return self.first + 1

    @property
    def display(self) -> int:
        return self.first + 2

    @property
    def printer(self) -> int:
        return self.first + 3

    @property
    def sheets(self) -> int:
        return self.first + 4

    @property
    def desk_printer(self) -> int:
        return self.first + 5

    @property
    def desk_sheets(self) -> int:
        return self.first + 6

    @property
    def wall(self) -> int:
        return self.first + 7

    def all(self) -> range:
        return range(self.first, self.first + 8)


class Program:
    """One program of the demo as a process; restarted when it ends by itself."""

    def __init__(self, name: str, arguments: list[str], settings: Mapping[str, str], log: Path):
        self.name = name
        self._arguments = [sys.executable, "-m", *arguments]
        self._environment = _environment() | dict(settings)
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the process in a session of its own, so that Ctrl-C reaches only the demo."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._arguments,
                env=self._environment,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )

    def has_ended(self) -> bool:
        return self._process is not None and self._process.poll() is not None

    def ask_to_stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGTERM)

    def wait(self) -> None:
        """Wait for the end; after the patience is over, end it for good."""
        if self._process is None:
            return
        try:
            self._process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


def _environment() -> dict[str, str]:
    """This process's environment without settings of the product, which the demo sets itself."""
    return {name: value for name, value in os.environ.items() if not name.startswith("HALL_")}


def prepare_demo(data: Path, first_port: int) -> DemoHall:
    """Make the demo hall in a data folder, or find it there, for a server on the first port."""
    ports = Ports(first_port)
    server = f"http://{HOST}:{ports.server}"
    return found(data, server, f"socket://{HOST}:{ports.desk_printer}", utc_now())


def run_demo(data: Path, first_port: int, speed: float, say: Say) -> int:
    """Run the demo until Ctrl-C or SIGTERM. Returns an exit status."""
    if speed != 0 and not 0.1 <= speed <= 200:
        raise ValueError("--speed lies between 0.1 and 200; 0 leaves the hall to you alone")
    ports = Ports(first_port)
    _require_free(ports)
    server = f"http://{HOST}:{ports.server}"
    say("preparing the demo hall ...")
    demo = prepare_demo(data, first_port)
    links = data / "links.json"
    links.write_text(json.dumps(start_links(ports, demo), ensure_ascii=False), encoding="utf-8")
    lights = write_lights(data, demo_plan(server), ports.wall, server)
    programs = _programs(data, ports, demo, links, lights, speed)
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    try:
        for program in programs:
            if not stop.is_set():
                program.start()
                if program.name == "server":
                    _wait_ready(f"{server}/api/v1/health", program, stop)
        if not stop.is_set():
            say(
                f"\n  The hall is open:  {server}/\n\n  Ctrl-C closes it; its data stay in {data}.\n"
            )
        _watch(programs, stop, say)
    finally:
        say("closing the hall ...")
        for program in reversed(programs):
            program.ask_to_stop()
        for program in programs:
            program.wait()
    return 0


def _programs(
    data: Path,
    ports: Ports,
    demo: DemoHall,
    links: Path,
    lights: tuple[Path, Path],
    speed: float,
) -> list[Program]:
    display, wall = lights
    logs = data / "logs"
    logs.mkdir(exist_ok=True)
    people = Program(
        "simulated people",
        ["hall_server.cli", "simulate", str(data / "demo.json"), "--speed", str(speed),
         "--kiosk", f"http://{HOST}:{ports.kiosk}"],
        {},
        logs / "people.log",
    )  # fmt: skip
    printer = f"socket://{HOST}:{ports.printer}"
    return [
        Program(
            "server",
            ["hall_server.cli", "run"],
            {
                "HALL_DATABASE": f"sqlite:///{data / 'hall.db'}",
                "HALL_SECRET_FILE": str(data / "secret.key"),
                "HALL_MEDIA": str(data / "media"),
                "HALL_MESSAGES": f"file:{data / 'messages'}",
                "HALL_HOST": HOST,
                "HALL_PORT": str(ports.server),
                "HALL_DEMO_LINKS": str(links),
            },
            logs / "server.log",
        ),
        _virtual_printer("printer", ports.printer, ports.sheets, data / "sheets", logs),
        _virtual_printer(
            "desk printer", ports.desk_printer, ports.desk_sheets, data / "desk-sheets", logs
        ),
        Program(
            "kiosk",
            ["kiosk", "run"],
            {
                "HALL_KIOSK_SERVER_URL": demo.server,
                "HALL_KIOSK_TOKEN": demo.kiosk_token,
                "HALL_KIOSK_NAME": "1号取号机",
                "HALL_KIOSK_PORT": str(ports.kiosk),
                "HALL_KIOSK_PRINTER_URL": printer,
                "HALL_KIOSK_STATE_FOLDER": str(data / "kiosk"),
            },
            logs / "kiosk.log",
        ),
        Program(
            "LED panels",
            ["display.simulators", "--config", str(wall)],
            {},
            logs / "panels.log",
        ),
        Program(
            "display",
            ["display", "run", "--config", str(display)],
            {
                "HALL_DISPLAY_SERVER_URL": demo.server,
                "HALL_DISPLAY_TOKEN": demo.display_token,
                "HALL_DISPLAY_PORT": str(ports.display),
                "HALL_DISPLAY_MEDIA": str(data / "display-media"),
            },
            logs / "display.log",
        ),
        *([people] if speed else []),
    ]  # fmt: skip


def _virtual_printer(name: str, port: int, page: int, sheets: Path, logs: Path) -> Program:
    arguments = ["printer.cli", "simulate", "--port", str(port), "--http", str(page)]
    return Program(name, [*arguments, "--sheets", str(sheets)], {}, logs / f"{name}.log")


def _require_free(ports: Ports) -> None:
    for port in ports.all():
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, port))
            except OSError as error:
                raise ValueError(
                    f"port {port} is in use (another demo?); choose others with --port"
                ) from error


def _wait_ready(url: str, program: Program, stop: threading.Event) -> None:
    """Wait until the server answers. Raises OSError with the way to its log when it ends first."""
    for _ in range(int(READY_S / LOOK_EVERY_S)):
        if program.has_ended():
            break
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            if stop.wait(LOOK_EVERY_S):
                return
    raise OSError("the server did not start; its log is server.log in the data folder's logs")


def _watch(programs: list[Program], stop: threading.Event, say: Say) -> None:
    """Until told to stop: a program that ends is started again, as systemd does in a real hall."""
    while not stop.wait(LOOK_EVERY_S):
        for program in programs:
            if program.has_ended():
                say(f"{program.name} ended by itself and is started again; see its log")
                program.start()
                stop.wait(2.0)
