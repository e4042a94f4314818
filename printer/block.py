"""Blocks: pieces of a page with their marks, in millimetres, and how they are put together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from printer.fonts import ems
from printer.page import Mark


@dataclass(frozen=True, slots=True)
class Block:
    """A piece that is not divided; `marks` count from its top and the left margin, in mm."""

    height: float
    marks: tuple[Mark, ...] = ()
    keeps_next: bool = False

    @property
    def blank(self) -> bool:
        """Nothing but space, which no page begins with."""
        return not self.marks


def thousandths(text: str) -> int:
    """Width of `text` in thousandths of the letter size."""
    return round(ems(text) * 1000)


def stacked(blocks: Iterable[Block], top: float = 0.0) -> Block:
    """Blocks one below the other as one that is not divided."""
    marks: list[Mark] = []
    for block in blocks:
        marks += shifted(block.marks, 0, top)
        top += block.height
    return Block(top, tuple(marks))


def shifted(marks: Iterable[Mark], x: float, y: float = 0.0) -> Iterator[Mark]:
    """The marks further right and down."""
    for mark in marks:
        yield mark.moved(x, y)
