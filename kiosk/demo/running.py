"""Running the demo: simulated printer, reader and cable in this process, server and machine beside it."""

import json
import logging
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from hall_server.programs import Program
from kiosk.demo.panel import Panel, Stage, create_app
from kiosk.simulators.cable import Cable
from kiosk.simulators.cards import SAMPLES
from kiosk.simulators.reader import VirtualReader
from printer.simulators.machine import VirtualPrinter
from printer.simulators.network import NetworkPrinter
from printer.simulators.pseudo_terminal import SerialPrinter
from printer.simulators.sheets import Tray
from printer.simulators.web import PrinterPage
from printer.simulators.web import create_app as create_printer_app
from printer.stopping import until_told_to_stop

HOST = "127.0.0.1"
READY_S = 60.0
LOOK_S = 0.3
PIN = "2468"
"""The keeper's, in the demo."""

Say = Callable[[str], None]


def run_demo(data: Path, first_port: int, speed: float, say: Say) -> None:
    """Run until Ctrl-C or SIGTERM. Uses five ports in a row: panel, page, printer, cable, server.

    Raises OSError when a port is taken, TimeoutError when a program does not answer.
    """
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    data.mkdir(parents=True, exist_ok=True)
    stop = until_told_to_stop()
    with ExitStack() as running:
        reader = VirtualReader()
        line = running.enter_context(SerialPrinter(reader, (data / "reader").absolute()))
        tray = Tray(data / "sheets", clock=lambda: datetime.now().astimezone())
        printer = VirtualPrinter(tray.catch)
        paper = running.enter_context(NetworkPrinter(printer, HOST))
        sheets = PrinterPage(create_printer_app(printer, tray), HOST, first_port + 2)
        sheets.start()
        running.callback(sheets.close)
        cable = Cable(HOST, first_port + 4, first_port + 3)
        cable.start()
        running.callback(cable.close)
        say("preparing the demo hall ...")
        server = _hall(data / "hall", first_port + 4)
        running.callback(server.stop)
        server.start()
        _wait_for(f"http://{HOST}:{first_port + 4}/api/v1/health", server, stop)
        if speed:
            people = _people(data / "hall", speed)
            running.callback(people.stop)
            people.start()
        machine = _machine(data, first_port + 1, cable.address, paper.url, data / "reader")
        running.callback(machine.stop)
        page = f"http://{HOST}:{first_port + 1}/"
        links = {"page": page, "keeper": f"{page}keeper", "sheets": sheets.url}
        machine.start()
        _wait_for(f"{page}api/page", machine, stop)

        def plug_reader(into: bool) -> None:
            line.plug_in() if into else line.unplug()

        panel = Panel(Stage(cable, server, machine, reader, SAMPLES, plug_reader, links))
        board = PrinterPage(create_app(panel), HOST, first_port)
        board.start()
        running.callback(board.close)
        say(f"\n  The machine:  {page}\n  Its panel:    {board.url}\n\n  Ctrl-C ends it.\n")
        stop.wait()
        say("ending ...")


def _hall(data: Path, port: int) -> Program:
    """The hall's server over the demo hall, which the server's own demo makes."""
    subprocess.run(
        [sys.executable, "-m", "hall_server.cli", "demo", "--prepare", "--data", str(data),
         "--port", str(port)],
        check=True,
    )  # fmt: skip
    settings = {
        "DATABASE": f"sqlite:///{data / 'hall.db'}",
        "SECRET_FILE": str(data / "secret.key"),
        "MEDIA": str(data / "media"),
        "HOST": HOST,
        "PORT": str(port),
    }
    return Program(
        ["hall_server.cli", "run"],
        {f"HALL_{name}": value for name, value in settings.items()},
        data / "server.log",
    )


def _people(data: Path, speed: float) -> Program:
    return Program(
        ["hall_server.cli", "simulate", str(data / "demo.json"), "--speed", str(speed)],
        {},
        data / "people.log",
    )


def _machine(data: Path, port: int, server: str, printer: str, reader: Path) -> Program:
    told = json.loads((data / "hall" / "demo.json").read_text(encoding="utf-8"))
    settings = {
        "SERVER_URL": server,
        "TOKEN": told["kiosk_token"],
        "NAME": "1号取号机",
        "PORT": str(port),
        "PRINTER_URL": printer,
        "READER_URL": str(reader.absolute()),
        "KEEPER_PIN": PIN,
        "STATE_FOLDER": str(data / "kiosk"),
        "VOICE_FOLDER": str(data / "voice"),
    }
    return Program(
        ["kiosk", "run"],
        {f"HALL_KIOSK_{name}": value for name, value in settings.items()},
        data / "machine.log",
    )


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
    raise TimeoutError(f"{address} does not answer; the log files beside the data say why")
