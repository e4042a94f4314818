"""`hall-kiosk run` as a process beside a virtual printer, and the visitor who presses on its page."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests

from printer.simulators.machine import VirtualPrinter
from printer.simulators.network import NetworkPrinter
from printer.simulators.roll import Sheet
from tests.crash.server_process import ROOT, free_port

PATIENCE_S = 60.0
LOOK_S = 0.05
BETWEEN_VISITORS_S = 0.5
_NUMBER = re.compile(r"[A-Z]\d{3}")


@dataclass(frozen=True)
class Acknowledged:
    """A number that the page was answered with."""

    kiosk: str
    key: str
    number: str
    token: str
    issued_at: str
    offline: bool
    took: float
    """Seconds from the press to the number."""


class KioskProcess:
    """One ticket machine; the same port and folder in each of its lives."""

    def __init__(self, folder: Path, name: str, server_url: str, token: str) -> None:
        self.name = name
        self.sheets: list[Sheet] = []
        self.printer = VirtualPrinter(self.sheets.append)
        self._line = NetworkPrinter(self.printer)
        self._line.start()
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = folder
        folder.mkdir()
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("HALL_")},
            "HALL_KIOSK_SERVER_URL": server_url,
            "HALL_KIOSK_TOKEN": token,
            "HALL_KIOSK_NAME": name,
            "HALL_KIOSK_PORT": str(self.port),
            "HALL_KIOSK_PRINTER_URL": self._line.url,
            "HALL_KIOSK_STATE_FOLDER": str(folder / "state"),
            "PYTHONPATH": str(ROOT),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Begin a life; `wait_ready` waits until it answers."""
        with (self._folder / "kiosk.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "kiosk", "run"],
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """SIGKILL to all of it."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def close(self) -> None:
        """End it, and its printer."""
        if self._process is not None and self._process.poll() is None:
            self.kill()
        self._line.close()

    def hurt_ledger(self) -> None:
        """A disk that wrote nonsense into the newest ledger, while the program was off."""
        file = max((self._folder / "state").glob("ledger-*.db"))
        raw = bytearray(file.read_bytes())
        place = raw.index(b'{"hall":')
        raw[place : place + 40] = b"\xff" * 40
        file.write_bytes(raw)

    def has_set_aside(self) -> bool:
        """Whether it keeps a damaged ledger."""
        return any((self._folder / "state").glob("damaged-*.db"))

    def now(self) -> dict[str, Any]:
        """What its page hears; empty while it does not answer."""
        try:
            answer: dict[str, Any] = requests.get(f"{self.url}/api/now", timeout=5).json()
        except (requests.RequestException, ValueError):
            return {}
        return answer

    def said(self) -> str:
        """The end of its log."""
        return (self._folder / "kiosk.log").read_text(encoding="utf-8", errors="replace")[-4000:]

    def printed(self) -> list[str]:
        """Every number on paper."""
        lines = [line.strip() for sheet in list(self.sheets) for line in sheet.lines]
        return [line for line in lines if _NUMBER.fullmatch(line)]


class Visitors:
    """One visitor after the other at a kiosk, from a thread between `start` and `stop`.

    As the page does, a press that gets no answer is pressed again under the same key.
    """

    def __init__(self, kiosk: KioskProcess, items: list[str]) -> None:
        self.kiosk = kiosk
        self.items = items
        self.acknowledged: list[Acknowledged] = []
        self.refused: list[str] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        self._thread.join(PATIENCE_S)

    def _run(self) -> None:
        count = 0
        while not self._over.is_set():
            count += 1
            self._press(f"{self.kiosk.name}-{count}", self.items[count % len(self.items)])
            self._over.wait(BETWEEN_VISITORS_S)

    def _press(self, key: str, item: str) -> None:
        begun = time.monotonic()
        while not self._over.is_set():
            answer = self._asked(key, item)
            if answer is None or answer.status_code == 503:
                self._over.wait(LOOK_S)
                continue
            said = answer.json()
            if answer.status_code != 201:
                self.refused.append(said["code"])
                return
            ticket = said["ticket"]
            self.acknowledged.append(
                Acknowledged(
                    self.kiosk.name, key, ticket["number"], ticket["link"].removeprefix("/t/"),
                    ticket["issued_at"], said["offline"], time.monotonic() - begun,
                )
            )  # fmt: skip
            return

    def _asked(self, key: str, item: str) -> requests.Response | None:
        try:
            return requests.post(
                f"{self.kiosk.url}/api/tickets",
                json={"items": [item]},
                headers={"Idempotency-Key": key},
                timeout=20,
            )
        except requests.RequestException:
            return None
