"""A catalogue's rows as text cells, from CSV or from the first sheet of an XLSX workbook."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hall_server.exchange.problems import Place, Problems
from hall_server.exchange.source_file import chinese_text, read_bytes
from hall_server.exchange.workbook import NumberedRow, workbook_rows, workbook_sheets

FILE_LIMIT = 16 * 1024 * 1024
ROW_LIMIT = 20_000
"""A city's whole catalogue has a few thousand items."""

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not blank. `number` is the row as a spreadsheet counts; cells are stripped."""

    number: int
    cells: tuple[str, ...]


def read_rows(path: Path, problems: Problems) -> tuple[Row, ...] | None:
    """All rows with something in them, header first; None after adding what is wrong.

    The content decides between CSV and XLSX, not the name. Reads the file.
    """
    content = read_bytes(path, FILE_LIMIT, problems)
    if content is None:
        return None
    if content.startswith(_OLD_EXCEL):
        problems.add(Place(path.name), "This is an old Excel file (.xls): save it as .xlsx or CSV.")
        return None
    if content.startswith(_ZIP):
        rows = workbook_rows(path.name, content, ROW_LIMIT + 1, problems)
    else:
        rows = _csv_rows(path.name, content, problems)
    if rows is not None and len(rows) > ROW_LIMIT + 1:
        problems.add(
            Place(path.name), f"There are more than {ROW_LIMIT} rows: is it the right file?"
        )
        return None
    return None if rows is None else tuple(not_blank(rows))


def sheet_rows(path: Path, name: str, problems: Problems) -> tuple[Row, ...] | None:
    """The rows of a workbook's sheet by its name; None where there is no such workbook or sheet.

    A workbook that cannot be read has none: `read_rows` tells what is wrong with it.
    """
    found_in_book = Problems()
    content = read_bytes(path, FILE_LIMIT, found_in_book)
    if content is None or not content.startswith(_ZIP):
        return None
    sheets = workbook_sheets(path.name, content, ROW_LIMIT + 1, found_in_book)
    if sheets is None or name not in sheets:
        return None
    for problem in found_in_book:
        if problem.file == f"{path.name}/{name}":
            problems.add(problem.place, problem.text)
    return tuple(not_blank(sheets[name]))


def _csv_rows(file: str, content: bytes, problems: Problems) -> list[NumberedRow] | None:
    text = chinese_text(file, content, problems)
    if text is None:
        return None
    rows: list[NumberedRow] = []
    number = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), strict=True):
            number += 1
            if any(row):
                rows.append((number, row))
            if len(rows) > ROW_LIMIT + 1:
                break
    except csv.Error as trouble:
        problems.add(Place(file, number + 1), _csv_trouble(str(trouble)))
        return None
    return rows


def _csv_trouble(said: str) -> str:
    if "unexpected end of data" in said:
        return 'A quotation mark " opens here and never closes: close it or write it as "".'
    if "expected after" in said:
        return 'A quotation mark " stands inside a quoted cell: write it as "".'
    if "field larger" in said:
        return "A cell is too long, or a quotation mark is not closed: check the quotation marks."
    return f"The row cannot be read as CSV ({said})."


def not_blank(rows: list[NumberedRow]) -> Iterator[Row]:
    """The rows that hold something, their cells stripped."""
    for number, row in rows:
        cells = [cell.strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield Row(number, tuple(cells))
