"""How wide the columns of a table are, in any unit: half columns, or the letter size of a page."""

from collections.abc import Sequence

from printer.document import Table
from printer.layout import Width


def column_widths(table: Table, room: int, gap: int, width: Width) -> list[int]:
    """Widths that fill `room` with `gap` between; the widest share takes what the others leave.

    The others are as wide as their longest cell needs. Where that would leave the main column
    less than a third, all are as wide as their shares say.
    """
    shares = [column.share for column in table.columns]
    main = shares.index(max(shares))
    inner = room - gap * (len(shares) - 1)
    widths = [0 if place == main else _longest(table, place, width) for place in range(len(shares))]
    widths[main] = inner - sum(widths)
    if 3 * widths[main] >= inner:
        return widths
    widths = [inner * share // sum(shares) for share in shares]
    widths[main] += inner - sum(widths)
    return widths


def _longest(table: Table, place: int, width: Width) -> int:
    cells: Sequence[str] = (table.columns[place].heading, *(row[place] for row in table.rows))
    return max(width(line) for cell in cells for line in cell.split("\n"))
