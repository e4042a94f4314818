"""A ticket machine for the tests: the real program's parts in threads, beside a virtual printer."""

import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page
from pydantic import SecretStr
from simulated_hall import TOKEN, SimulatedHall
from werkzeug.serving import make_server

from kiosk.app import Kiosk, create_kiosk
from kiosk.config import KioskConfig
from printer.acknowledgement import Acknowledgement
from printer.simulators.machine import VirtualPrinter
from printer.simulators.network import NetworkPrinter
from printer.simulators.roll import Sheet

OpenPage = Callable[..., Page]
"""Opens the touch page at the welcome; `width` and `height` are those of the screen."""


@dataclass(frozen=True)
class Machine:
    """A running kiosk. `url` is its touch page."""

    url: str
    kiosk: Kiosk
    printer: VirtualPrinter
    sheets: list[Sheet]
    restarts: list[str]
    """One for each time the program was to be started anew."""


@contextmanager
def running_machine(hall: SimulatedHall, **settings: object) -> Iterator[Machine]:
    """A kiosk that talks to `hall`, from its start until the end of the block."""
    sheets: list[Sheet] = []
    folder = tempfile.TemporaryDirectory(prefix="kiosk-")
    printer = VirtualPrinter(sheets.append)
    with folder, NetworkPrinter(printer) as line:
        config = KioskConfig.model_construct(
            **{
                "server_url": hall.url,
                "token": SecretStr(TOKEN),
                "name": "1 号机",
                "host": "127.0.0.1",
                "port": 0,
                "printer_url": line.url,
                "acknowledgement": Acknowledgement.GS_H,
                "template": None,
                "state_folder": Path(folder.name),
                "language": "zh-CN",
                "keeper_pin": None,
                "idle_seconds": 60,
                "reader_url": None,
                "reader_baud": 115200,
                **settings,
            }
        )
        restarts: list[str] = []
        kiosk = create_kiosk(config, lambda: restarts.append("restart"))
        server = make_server("127.0.0.1", 0, kiosk.app, threaded=True)
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        kiosk.start()
        thread.start()
        try:
            yield Machine(f"http://127.0.0.1:{server.port}", kiosk, printer, sheets, restarts)
        finally:
            server.shutdown()
            thread.join()
            server.server_close()
            kiosk.stop()
