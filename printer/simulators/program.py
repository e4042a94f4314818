"""The virtual printer as a program: its lines, its page, and the pictures of its sheets."""

import logging
import math
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from printer.simulators.line_rate import LineRate
from printer.simulators.machine import VirtualPrinter
from printer.simulators.network import NetworkPrinter, Others
from printer.simulators.pseudo_terminal import SerialPrinter
from printer.simulators.roll import DOTS_58, DOTS_80
from printer.simulators.sheets import Tray
from printer.simulators.web import PrinterPage, create_app
from printer.stopping import until_told_to_stop

_USUAL_BAUD = 115200


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulation:
    """Which virtual printer to run. With `serial` it is there instead of on `port`."""

    host: str
    port: int
    sheets: Path
    http: int | None = None
    serial: Path | None = None
    baud: int | None = None
    paper: int = 80
    roll_mm: float | None = None
    others: str = "queued"


def run_simulation(wanted: Simulation, say: Callable[[str], None]) -> None:
    """Runs until SIGTERM or SIGINT. Each address is said on its own line once it answers.

    Raises OSError when a port is taken or a path cannot be made.
    """
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    stop = until_told_to_stop()
    with ExitStack() as running:
        tray = Tray(wanted.sheets, clock=lambda: datetime.now().astimezone())
        dots = DOTS_58 if wanted.paper == 58 else DOTS_80
        roll = math.inf if wanted.roll_mm is None else wanted.roll_mm
        machine = VirtualPrinter(tray.catch, roll, dots)
        line = _line(machine, wanted)
        line.start()
        running.callback(line.close)
        say(f"printer {line.url}")
        if wanted.http is not None:
            page = PrinterPage(create_app(machine, tray), wanted.host, wanted.http)
            page.start()
            running.callback(page.close)
            say(f"page {page.url}")
        stop.wait()


def _line(machine: VirtualPrinter, wanted: Simulation) -> NetworkPrinter | SerialPrinter:
    if wanted.serial is not None:
        return SerialPrinter(machine, wanted.serial, wanted.baud or _USUAL_BAUD)
    rate = LineRate(wanted.baud) if wanted.baud is not None else None
    return NetworkPrinter(machine, wanted.host, wanted.port, rate, Others(wanted.others))
