"""The cells of an XLSX workbook's first sheet, guarded against bombs and cells that hide things."""

import io
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from datetime import date, time, timedelta

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.read_only import EmptyCell, ReadOnlyCell
from openpyxl.utils import get_column_letter

from hall_server.exchange.problems import Place, Problems

UNPACKED_LIMIT = 64 * 1024 * 1024
PART_LIMIT = 500
COLUMN_LIMIT = 64
SHEET_LIMIT = 40
LAST_ROW = 1_048_576
"""No spreadsheet program writes beyond it."""

NumberedRow = tuple[int, list[str]]
"""A row as a spreadsheet counts, from 1, and its cells."""

AnyCell = Cell | MergedCell | ReadOnlyCell | EmptyCell

_BROKEN = (
    # What openpyxl lets through when a package is cut, forged, or not a workbook at all.
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,  # ElementTree's ParseError
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,  # an encrypted part
    OverflowError,
)


def workbook_rows(
    file: str, content: bytes, row_limit: int, problems: Problems
) -> list[NumberedRow] | None:
    """The first sheet's rows that are not blank, `row_limit` + 1 at most; None after a problem.

    A formula, an error value or a date is a problem at its cell: what such a cell shows is not
    what it holds.
    """
    try:
        if not _package_is_safe(file, content, problems):
            return None
        return _first_sheet(file, content, row_limit, problems)
    except _BROKEN as trouble:
        _cannot_be_read(file, trouble, problems)
        return None


def workbook_sheets(
    file: str, content: bytes, row_limit: int, problems: Problems
) -> dict[str, list[NumberedRow]] | None:
    """The rows of every sheet by its name, as `workbook_rows` reads the first; None after a problem."""
    try:
        if not _package_is_safe(file, content, problems):
            return None
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        try:
            sheets = {}
            for sheet in book.worksheets[:SHEET_LIMIT]:
                sheet.reset_dimensions()
                place = f"{file}/{sheet.title[:40]}"
                rows = _rows(place, sheet.iter_rows(), row_limit, problems)
                if rows is None:
                    return None
                sheets[str(sheet.title)] = rows
            return sheets
        finally:
            book.close()
    except _BROKEN as trouble:
        _cannot_be_read(file, trouble, problems)
        return None


def _cannot_be_read(file: str, trouble: BaseException, problems: Problems) -> None:
    problems.add(
        Place(file),
        f"The workbook cannot be read ({type(trouble).__name__}): open it in a spreadsheet"
        " program and save it again as .xlsx.",
    )


def _package_is_safe(file: str, content: bytes, problems: Problems) -> bool:
    """Whether unpacking stays within limits. A part never unpacks to more than it declares."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        if len(parts) > PART_LIMIT or sum(part.file_size for part in parts) > UNPACKED_LIMIT:
            problems.add(
                Place(file),
                f"The workbook unpacks to more than {UNPACKED_LIMIT // 1024 // 1024} MB:"
                " is it the right file?",
            )
            return False
        for part in parts:
            if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(part):
                problems.add(Place(file), "The workbook declares XML entities, which none needs.")
                return False
    return True


def _first_sheet(
    file: str, content: bytes, row_limit: int, problems: Problems
) -> list[NumberedRow] | None:
    # Formulas are wanted as such: their stored results may be missing or out of date.
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    try:
        if not book.worksheets:
            problems.add(Place(file), "The workbook has no sheet.")
            return None
        sheet = book.worksheets[0]
        # What the file says of its size may be wrong, and would cut it short or fill it up.
        sheet.reset_dimensions()
        return _rows(file, sheet.iter_rows(), row_limit, problems)
    finally:
        book.close()


def _rows(
    file: str, rows: Iterable[Sequence[AnyCell]], row_limit: int, problems: Problems
) -> list[NumberedRow] | None:
    """The rows that are not blank; gaps between them come as empty rows and cost nothing."""
    found: list[NumberedRow] = []
    for number, cells in enumerate(rows, start=1):
        if number > LAST_ROW:
            problems.add(Place(file, number), "There is a row beyond all rows: save the file anew.")
            return None
        if len(found) > row_limit:
            break
        if len(cells) > COLUMN_LIMIT and any(c.value is not None for c in cells[COLUMN_LIMIT:]):
            beyond = get_column_letter(COLUMN_LIMIT + 1)
            problems.add(
                Place(file, number),
                f"There is something in column {beyond} or beyond: remove what is no catalogue.",
            )
            return None
        header = found[0][1] if found else []
        texts = [
            _text(Place(file, number, _column(header, at)), cell, problems)
            for at, cell in enumerate(cells[:COLUMN_LIMIT])
        ]
        if any(texts):
            found.append((number, texts))
    return found


def _column(header: list[str], at: int) -> str:
    """What the report calls a column: its heading, or its letter where it has none."""
    return (header[at].strip() if at < len(header) else "") or get_column_letter(at + 1)


def _text(place: Place, cell: AnyCell, problems: Problems) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        problems.add(place, f"The cell holds a formula ({value}): paste its value instead.")
    elif cell.data_type == "e":
        problems.add(place, f"The cell shows an error ({value}): correct it.")
    elif isinstance(value, (bool, date, time, timedelta)):
        problems.add(place, f"The cell holds {value}, not text or a number: format it as text.")
    elif isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
