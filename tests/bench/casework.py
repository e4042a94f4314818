"""Cases: from the press that receives an application to its sheet at the printer.

The printer is simulated and draws nothing that is waited for: a sheet counts as there when its last
byte has arrived.
"""

import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from queue import Queue
from typing import Any

import requests

from hall_server.desk.devices import register_printer
from hall_server.domain.actor import system
from hall_server.store.database import Store
from printer.simulators.line_end import LineEnd
from printer.simulators.machine import VirtualPrinter
from printer.simulators.network import NetworkPrinter
from tests.bench import measuring as m
from tests.bench.bench_hall import BenchHall, Press, Presses

PATIENCE_S = 20.0
ITEM = "GA-004"
"""A passport: accepted with a notice of two dates."""


@dataclass
class Sheets:
    """Seconds from the press, case by case."""

    answered: list[float] = field(default_factory=list)
    printed: list[float] = field(default_factory=list)
    without_paper: list[float] = field(default_factory=list)


class Arrivals:
    """A printer that notes when the last byte of each sheet came."""

    def __init__(self) -> None:
        self._machine: LineEnd = VirtualPrinter(lambda _sheet: self._sheets.put(self._last))
        self._sheets: Queue[float] = Queue()
        self._last = 0.0

    def connect(self, *line: Any) -> None:
        self._machine.connect(*line)

    def disconnect(self) -> None:
        self._machine.disconnect()

    def receive(self, data: bytes) -> None:
        self._last = time.monotonic()
        self._machine.receive(data)

    def next(self) -> float:
        """When the next sheet was there. Raises queue.Empty."""
        return self._sheets.get(timeout=PATIENCE_S)


def receiving(folder: Path, hall: BenchHall, presses: Presses, scale: m.Scale, url: str) -> Sheets:
    """Applications received and accepted at a window, with paper and without; `url` is a copy's."""
    told, machine = Sheets(), Arrivals()
    with NetworkPrinter(machine) as line:
        with closing(Store(url)) as store:
            store.act(
                system(hall.id), m.now(),
                lambda tx: register_printer(tx, "bench", "hall", line.url, {}, None, None),
            )  # fmt: skip
        with m.serving(folder, url, sockets=20) as server, requests.Session() as driver:
            presses.sign_all_in(server.url)
            window = presses.windows[0]
            wanted = {"item": ITEM}
            asked = m.send(driver, server, presses.press(window, "/check-lists", wanted), "ask")
            count = len(asked["materials"])
            for turn in range(scale.samples + 5):
                for paper in (False, True):
                    press = _application(presses, window, count, paper)
                    begun = time.monotonic()
                    m.send(driver, server, press, f"case-{turn}-{paper}")
                    took = time.monotonic() - begun
                    there = machine.next() - begun if paper else 0.0
                    if turn < 5:
                        continue
                    (told.answered if paper else told.without_paper).append(took)
                    if paper:
                        told.printed.append(there)
    return told


def _application(presses: Presses, window: str, count: int, paper: bool) -> Press:
    materials = [{"position": place, "state": "PRESENT"} for place in range(count)]
    words = {
        "item": ITEM,
        "window": window,
        "applicant": {"name": "欧阳春", "phone": "13800138000"},
        "materials": materials,
        "then": {"act": "accept", "paper": paper},
        "paper": paper,
    }
    return presses.press(window, "/cases", words)
