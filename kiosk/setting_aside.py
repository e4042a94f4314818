"""A damaged ledger makes room for a new one that holds what could be read of it.

At no moment of a power cut is there a day without either of the two.
"""

import os
from datetime import date, datetime
from pathlib import Path

import structlog

from kiosk.day_file import DayFile
from kiosk.salvage import salvage

log = structlog.get_logger(__name__)


def set_aside(file: Path, day: date, now: datetime) -> None:
    """Write what can be read into a new file, then let it take the place of the damaged one.

    Raises Unwritable, OSError; the damaged file is then where it was.
    """
    beside = file.with_name(f"{file.name}.new")
    for leftover in (beside, beside.with_name(f"{beside.name}-journal")):
        leftover.unlink(missing_ok=True)
    kept = salvage(file)
    written = DayFile(beside, day)
    written.add(*kept)
    written.close()
    beside.with_name(f"{beside.name}-journal").unlink(missing_ok=True)
    aside = file.with_name(f"damaged-{day}-{now:%H%M%S%f}.db")
    journal = file.with_name(f"{file.name}-journal")
    file.replace(aside)
    if journal.exists():
        journal.replace(aside.with_name(f"{aside.name}-journal"))
    beside.replace(file)
    _settle(file.parent)
    log.warning("ledger set aside", as_file=aside.name, carried_over=len(kept))


def finish_setting_aside(file: Path) -> None:
    """After a power cut in the middle of it; `file` is anything in the ledger's folder."""
    if not file.name.endswith(".db.new"):
        return
    whole = file.with_name(file.name.removesuffix(".new"))
    if whole.exists():
        file.unlink()
        return
    # Its journal, if any, is of the damaged file and must not be played into the new one.
    whole.with_name(f"{whole.name}-journal").unlink(missing_ok=True)
    file.replace(whole)
    _settle(file.parent)


def _settle(folder: Path) -> None:
    """Have the folder's names on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
