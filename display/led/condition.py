"""How a line and its panels are, for the hall and for the log: trouble is told once, recovery once."""

from collections.abc import Iterable

import structlog

from display.devices import Line, Panel
from hall_server.wire.devices import Component

log = structlog.get_logger(__name__)

Ill = Iterable[tuple[Panel, str]]
"""Panels that are not well, each with the word for it."""

_LONGEST_WORD = 100


class Condition:
    """Of one line. Its master tells; any thread may ask."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._lost: str | None = None
        self._down: tuple[Component, ...] = ()
        self._strange: tuple[Component, ...] = ()

    def health(self) -> tuple[Component, ...]:
        """The line if it is not there, else its panels that do not answer, or that name no window;
        one part that is well if there are none.
        """
        if self._lost is not None:
            return (Component(kind="led", name=self._line.name, ok=False, word="unreachable"),)
        ill = self._down + self._strange
        if ill:
            return ill
        count = len(self._line.panel)
        return (Component(kind="led", name=self._line.name, ok=True, word=str(count)),)

    def lost(self, why: str) -> None:
        """The line could not be opened, or broke."""
        self._tell_line(why)

    def open(self) -> None:
        """The line is there."""
        self._tell_line(None)

    def down(self, panels: Ill) -> None:
        """These panels do not answer, or not with yes; the others do."""
        down = self._parts(panels)
        for part in set(self._down) ^ set(down):
            news = part.word if part in down else "answers again"
            log.warning("led panel", panel=part.name, news=news)
        self._down = down

    def strange(self, panels: Ill) -> None:
        """These panels are of windows that the hall does not have."""
        self._strange = self._parts(panels)

    def _parts(self, panels: Ill) -> tuple[Component, ...]:
        return tuple(
            Component(
                kind="led",
                name=f"{panel.window} ({self._line.name}/{panel.address})",
                ok=False,
                word=word[:_LONGEST_WORD],
            )
            for panel, word in panels
        )

    def _tell_line(self, lost: str | None) -> None:
        if lost != self._lost:
            self._lost = lost
            log.warning("led line", line=self._line.name, url=self._line.url, news=lost or "open")
