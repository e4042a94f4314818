"""The system's Chromium: where it is and how the tests start it."""

import os
import shutil

CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
]


def chromium_path() -> str | None:
    """Where the browser is: what CHROMIUM names, else the system's own."""
    named = os.environ.get("CHROMIUM")
    return named or shutil.which("chromium") or shutil.which("google-chrome")
