"""A virtual printer on a desk: its machine, its line, and the tray its sheets fall into."""

from dataclasses import dataclass
from queue import Empty, Queue

from printer.simulators.machine import VirtualPrinter
from printer.simulators.network import NetworkPrinter
from printer.simulators.roll import Sheet

DEADLINE_S = 20.0


@dataclass
class Desk:
    """What a person at the printer has in hand."""

    machine: VirtualPrinter
    line: NetworkPrinter
    tray: "Queue[Sheet]"

    def next_sheet(self) -> Sheet:
        """The sheet that comes out now."""
        return self.tray.get(timeout=DEADLINE_S)

    def tray_is_empty(self) -> bool:
        """Whether nothing more has come out."""
        try:
            self.tray.get_nowait()
        except Empty:
            return True
        return False
