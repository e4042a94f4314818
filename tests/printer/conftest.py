"""The desk that the tests of the printer share."""

from collections.abc import Iterator
from queue import Queue

import pytest
from printer_desk import Desk

from printer.simulators.machine import VirtualPrinter
from printer.simulators.network import NetworkPrinter
from printer.simulators.roll import Sheet


@pytest.fixture
def desk() -> Iterator[Desk]:
    tray: Queue[Sheet] = Queue()
    machine = VirtualPrinter(tray.put)
    with NetworkPrinter(machine) as line:
        yield Desk(machine, line, tray)
