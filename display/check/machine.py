"""This machine: fonts, the browser of the screens, the folders it writes to, its disk."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from display.check.finding import Finding
from display.config import DisplayConfig
from display.parts import LITTLE_DISK

FONTS = ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC")
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_S = 10.0


def look_at_machine(config: DisplayConfig) -> Iterator[Finding]:
    """Everything that does not need another device."""
    yield _fonts()
    yield _browser()
    folders = {path.absolute().parent for path in (config.token_file, config.rung_file)}
    for folder in sorted({*folders, config.media.absolute()}):
        if not _writable(folder):
            yield Finding("folder", False, "folder.not_writable", {"folder": folder})
    yield _disk(config.media.absolute())
    if config.layouts is not None:
        yield Finding("layouts", True, "layouts.ok", {"file": config.layouts})


def _fonts() -> Finding:
    try:
        listed = subprocess.run(
            ["fc-list", ":lang=zh-cn", "family"],
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return Finding("fonts", False, "fonts.unknown")
    found = next((name for name in FONTS if name in listed), None)
    if found is not None:
        return Finding("fonts", True, "fonts.ok", {"font": found})
    return Finding("fonts", False, "fonts.other" if listed.strip() else "fonts.none")


def _browser() -> Finding:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        return Finding("browser", False, "browser.none")
    return Finding("browser", True, "browser.ok", {"path": found})


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(_standing(folder)).free
    facts: Mapping[str, object] = {"free": f"{free / 1e9:.1f}"}
    right = free > LITTLE_DISK
    return Finding("disk", right, "disk.ok" if right else "disk.little", facts)


def _writable(folder: Path) -> bool:
    return os.access(_standing(folder), os.W_OK | os.X_OK)


def _standing(folder: Path) -> Path:
    """The folder, or the nearest around it that is there already: it will be made at the start."""
    while not folder.exists():
        folder = folder.parent
    return folder
