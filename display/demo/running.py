"""Running the demo: hall, panels and loudspeakers played in this process, the real display beside it."""

import json
import logging
import threading
import urllib.request
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from werkzeug.serving import BaseWSGIServer, make_server

from display.demo.day import Day
from display.demo.hall import TOKEN, PlayedHall
from display.demo.plan import WINDOWS, ZONES
from display.demo.start_page import Stage, add_start_page
from display.simulators.loudspeaker import command
from display.simulators.settings import WallSettings, WallZone, load_lines
from display.simulators.wall import Wall
from display.simulators.web import WallPage
from display.stopping import until_told_to_stop
from hall_server.programs import Program

HOST = "127.0.0.1"
SEED = 20261123
READY_S = 60.0
LOOK_S = 0.3
SETTINGS = Path(__file__).parent / "display.toml"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Ports:
    """Four ports in a row."""

    first: int

    @property
    def hall(self) -> int:
        """Of the start page, which is the played hall's port too."""
        return self.first

    @property
    def display(self) -> int:
        return self.first + 1

    @property
    def wall(self) -> int:
        return self.first + 2

    @property
    def converter(self) -> int:
        return self.first + 3


def run_demo(data: Path, first_port: int, speed: float, say: Say) -> None:
    """Run until Ctrl-C or SIGTERM. Uses four ports in a row.

    Raises OSError when a port is taken, TimeoutError when the display does not answer.
    """
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    ports, stop = Ports(first_port), until_told_to_stop()
    heard = _empty(data.absolute() / "heard")
    settings = write_settings(data, ports, command(heard))
    with ExitStack() as running:
        hall = PlayedHall(Day(SEED), speed, utc_now)
        wall = running.enter_context(Wall(load_lines(settings), utc_now))
        running.enter_context(WallPage(wall, _wall_settings(ports)))
        display = Program(["display", "run", "--config", str(settings)], {}, data / "display.log")
        add_start_page(
            hall.app,
            Stage(
                hall,
                display,
                boards=f"http://{HOST}:{ports.display}",
                wall=f"http://{HOST}:{ports.wall}",
                heard=heard,
            ),
        )
        start = _serving(hall.app, ports.hall)
        running.callback(start.shutdown)
        hall.start()
        running.callback(hall.stop)
        running.callback(display.stop)
        display.start()
        _wait_for(f"http://{HOST}:{ports.display}/health", display, stop)
        say(f"\n  The lobby:  http://{HOST}:{ports.hall}/\n\n  Ctrl-C ends it.\n")
        stop.wait()
        say("ending ...")


def utc_now() -> datetime:
    """This machine's clock."""
    return datetime.now(UTC)


def write_settings(data: Path, ports: Ports, loudspeaker: Sequence[str]) -> Path:
    """Write the display.toml of the demo into a folder. `loudspeaker` is the simulated one's command."""
    home = data.absolute()
    lines = home / "lines"
    lines.mkdir(parents=True, exist_ok=True)
    paths = {"media": home / "media", "rung": home / "rung.json"}
    paths |= {name: lines / name for name in ("north", "south", "east")}
    written = SETTINGS.read_text(encoding="utf-8").format(
        hall=ports.hall,
        port=ports.display,
        converter=ports.converter,
        token=TOKEN,
        loudspeaker=json.dumps(list(loudspeaker)),
        # JSON's texts are TOML's.
        **{name: json.dumps(str(path)) for name, path in paths.items()},
    )
    file = home / "display.toml"
    file.write_text(written, encoding="utf-8")
    return file


def _empty(folder: Path) -> Path:
    """The folder, there and without what an earlier demo left in it."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    return folder


def _wall_settings(ports: Ports) -> WallSettings:
    zones = tuple(
        WallZone(
            letter=letter,
            name=name.zh,
            name_en=name.en,
            windows=tuple(each.number for each in WINDOWS if each.zone == letter),
        )
        for letter, name in ZONES.items()
    )
    start = f"http://{HOST}:{ports.hall}"
    return WallSettings(host=HOST, port=ports.wall, framed_by=(start,), zone=zones)


def _serving(app: Flask, port: int) -> BaseWSGIServer:
    server = make_server(HOST, port, app, threaded=True)
    # Its own thread for each listener ends with the process: a socket of the hall never ends itself.
    threading.Thread(target=server.serve_forever, name="hall", daemon=True).start()
    return server


def _wait_for(address: str, program: Program, stop: threading.Event) -> None:
    for _ in range(int(READY_S / LOOK_S)):
        if stop.is_set():
            return
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            if not program.runs:
                break
        stop.wait(LOOK_S)
    raise TimeoutError(f"{address} does not answer; display.log beside its data says why")
