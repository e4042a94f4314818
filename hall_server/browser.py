"""Chromium over the whole screen, watched: started anew when it ends or its page falls silent."""

import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import structlog

log = structlog.get_logger(__name__)

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--kiosk",
    "--incognito",
    "--no-first-run",
    "--noerrdialogs",
    "--disable-infobars",
    "--disable-session-crashed-bubble",
    "--disable-translate",
    "--disable-features=Translate,TouchpadOverscrollHistoryNavigation",
    "--disable-pinch",
    "--overscroll-history-navigation=0",
    "--autoplay-policy=no-user-gesture-required",
    "--check-for-update-interval=31536000",
    "--password-store=basic",
)
LOOK_EVERY_S = 2.0
SILENT_S = 60.0
"""So long without a question the page is taken for dead."""
PATIENCE_S = 5.0
"""A program that does not answer for so long hangs."""
RESTART_AFTER_S = 2.0


class NoBrowser(Exception):
    """Chromium is not on this machine."""


def find_browser(wanted: str | None = None) -> str:
    """The browser's path. Raises NoBrowser, which says what to install."""
    for name in (wanted,) if wanted else BROWSERS:
        found = shutil.which(name)
        if found:
            return found
    raise NoBrowser(f"{wanted or 'Chromium'} is not installed: apt install chromium")


class Screen:
    """One browser on one page. `silence` says how long the page has not asked, None: not known."""

    def __init__(
        self,
        command: list[str],
        silence: Callable[[], float | None],
        clock: Callable[[], float] = time.monotonic,
        silent_s: float = SILENT_S,
    ) -> None:
        self._command = command
        self._silence = silence
        self._clock = clock
        self._silent_s = silent_s
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0

    def look(self) -> None:
        """Start the browser if it is not there; end one whose page is silent."""
        if self._process is None or self._process.poll() is not None:
            if self._process is not None:
                log.warning("the browser ended", status=self._process.returncode)
            self._start()
        elif self._is_dead():
            log.warning("the page is silent: the browser is started anew")
            self.close()
            self._start()

    def close(self) -> None:
        """End the browser."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _start(self) -> None:
        self._process = subprocess.Popen(self._command, stdin=subprocess.DEVNULL)
        self._started = self._clock()

    def _is_dead(self) -> bool:
        age = self._clock() - self._started
        silence = self._silence()
        # A page that has just been opened is given the same time to ask for the first time.
        return silence is not None and min(silence, age) > self._silent_s


def browser_command(
    browser: str, address: str, profile: Path, flags: Sequence[str] = ()
) -> list[str]:
    """The browser over the whole screen; `profile` is a folder of its own."""
    return [browser, *FLAGS, *flags, f"--user-data-dir={profile}", address]


def keep(screen: Screen, stop: threading.Event) -> None:
    """Look after the screen until `stop` is set, then close it."""
    try:
        while not stop.is_set():
            screen.look()
            stop.wait(LOOK_EVERY_S)
    finally:
        screen.close()
