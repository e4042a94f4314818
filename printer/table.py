"""How a table stands: in columns, or one cell below the other where the paper is too narrow.

Widths are in any unit: half columns, or thousandths of the letter size.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from printer.document import Table
from printer.layout import Width


@dataclass(frozen=True, slots=True)
class StackedRow:
    """A row on narrow paper: the main cell behind what stands left of it, the rest below."""

    mark: str
    main: str
    rest: str


def column_widths(table: Table, room: int, gap: int, width: Width) -> list[int] | None:
    """Widths that fill `room` with `gap` between; the widest share takes what the others leave.

    The others are as wide as their longest cell needs. None where that would leave the main
    column less than two fifths.
    """
    main = _main(table)
    inner = room - gap * (len(table.columns) - 1)
    widths = [
        0 if place == main else _longest(table, place, width) for place in range(len(table.columns))
    ]
    widths[main] = inner - sum(widths)
    return widths if 5 * widths[main] >= 2 * inner else None


def stacked_rows(table: Table) -> list[StackedRow]:
    """The rows, headings first, for paper too narrow for columns."""
    main = _main(table)
    return [
        StackedRow(" ".join(cells[:main]), cells[main], "  ".join(cells[main + 1 :]))
        for cells in rows_of(table)
    ]


def rows_of(table: Table) -> list[tuple[str, ...]]:
    """The headings, then the rows."""
    return [tuple(column.heading for column in table.columns), *table.rows]


def _main(table: Table) -> int:
    shares = [column.share for column in table.columns]
    return shares.index(max(shares))


def _longest(table: Table, place: int, width: Width) -> int:
    cells: Sequence[str] = [row[place] for row in rows_of(table)]
    return max(width(line) for cell in cells for line in cell.split("\n"))
