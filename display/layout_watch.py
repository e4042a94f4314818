"""The layouts in force, read anew when a file of theirs changes; a wrong file changes nothing."""

from pathlib import Path
from typing import NamedTuple

import structlog

from display.faults import Refused
from display.layouts import Layouts, load_layouts
from hall_server.rounds import Rounds

EVERY_S = 1.0

log = structlog.get_logger(__name__)

Stamp = tuple[int, int] | None
"""When a file was changed (ns) and how long it is; None when it is not there."""


class InForce(NamedTuple):
    """What holds now. `revision` grows with every look that found a change, also a wrong one."""

    revision: int
    layouts: Layouts
    faults: tuple[str, ...]
    """What is wrong in the newest file, so that those of an older one hold."""


class LayoutWatch:
    """Keeps the layouts of one file in force. `now` may be called by any thread."""

    def __init__(self, own: Path | None) -> None:
        """`own` is the hall's file, if it has one. Raises Refused: a display starts with a right one."""
        self._own = own
        self._now = InForce(1, load_layouts(own), ())
        self._seen = self._stamps()
        self._rounds = Rounds("layouts", self.look, EVERY_S)

    def start(self) -> None:
        """Look every second, in a thread of its own."""
        self._rounds.start()

    def stop(self) -> None:
        """No more looks."""
        self._rounds.stop()

    def now(self) -> InForce:
        """What holds."""
        return self._now

    def look(self) -> None:
        """Read the file anew if it, or a picture or film that it names, has changed.

        A wrong file is read at each look: what it misses may come without a change of its own.
        """
        seen = self._stamps()
        revision, layouts, faults = self._now
        if self._own is None or (seen == self._seen and not faults):
            return
        try:
            self._now = InForce(revision + 1, load_layouts(self._own), ())
            log.info("layouts", file=str(self._own), news="in force")
        except Refused as wrong:
            found = tuple(map(str, wrong.faults))
            if found != faults:
                self._now = InForce(revision + 1, layouts, found)
                log.warning("layouts not used", faults=found)
        # The file as it was before it was read: what is written meanwhile is a change.
        self._seen = self._stamps() | {self._own: seen[self._own]}

    def _stamps(self) -> dict[Path, Stamp]:
        if self._own is None:
            return {}
        media = (one.path for one in self._now.layouts.media.values())
        return {path: _stamp(path) for path in (self._own, *media)}


def _stamp(path: Path) -> Stamp:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size
