"""Telling systemd that this program is up and alive (sd_notify); nothing happens without systemd."""

import os
import socket
import threading
from collections.abc import Callable, Mapping

import structlog

log = structlog.get_logger(__name__)

AGAIN_S = 0.2
"""So soon a program that did not answer is asked again: one slow answer is no reason to end it."""


class ServiceManager:
    """Says READY once the program answers, then WATCHDOG at half the wanted interval while it does.

    `alive` is asked each time, from this thread: a program that does not answer itself is started
    anew by systemd. Source: sd_notify(3), sd_watchdog_enabled(3).
    """

    def __init__(
        self, alive: Callable[[], bool], environment: Mapping[str, str] = os.environ
    ) -> None:
        self._alive = alive
        self._address = environment.get("NOTIFY_SOCKET", "")
        micros = environment.get("WATCHDOG_USEC", "")
        self._every_s = int(micros) / 2e6 if micros.isdigit() and int(micros) else 10.0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="service-manager", daemon=True)

    def start(self) -> None:
        """Begin to tell, if there is somebody to tell."""
        if self._address:
            self._thread.start()

    def stop(self) -> None:
        """Say goodbye and end the thread."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()
            self._tell("STOPPING=1")

    def _run(self) -> None:
        ready = False
        while not self._stopping.is_set():
            alive = self._alive()
            if alive:
                self._tell("WATCHDOG=1" if ready else "READY=1")
                ready = True
            elif ready:
                log.warning("this program does not answer itself")
            self._stopping.wait(self._every_s if alive else AGAIN_S)

    def _tell(self, word: str) -> None:
        # A leading @ names an address without a file.
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            try:
                line.sendto(word.encode(), address)
            except OSError as error:
                log.warning("systemd not told", cause=str(error))
