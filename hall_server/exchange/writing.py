"""Writing a hall's definition as the files it can be read from again."""

import csv
import io
import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from hall_server.domain.plan import HallPlan
from hall_server.exchange.assembly import PAPER_FILE
from hall_server.exchange.catalogue import COLUMNS, LATER_COLUMNS, catalogue_rows
from hall_server.exchange.hall_toml import hall_toml
from hall_server.exchange.materials import (
    MATERIAL_COLUMNS,
    MATERIALS_FILE,
    MATERIALS_SHEET,
    has_more_than_names,
    material_cells,
)

HALL_FILE = "hall.toml"
CATALOGUE_FILE = "catalogue.csv"

_WIDTHS = (
    22,
    22,
    10,
    36,
    48,
    8,
    14,
    14,
    20,
    60,
    24,
    36,
    10,
    14,
    8,
    10,
    10,
    *[36] * 6,
    14,
    16,
    24,
    12,
)
_MATERIAL_WIDTHS = (12, 36, 14, 8, 14, 36, 36, 12, 16)
Rows = Iterable[Sequence[str | int | float | None]]


def write_hall(plan: HallPlan, folder: Path) -> list[Path]:
    """Write hall.toml and catalogue.csv into the folder, and what else the hall has.

    That is materials.csv if its materials are more than names, and paper.toml if it has a template.
    Returns their paths in that order.

    `read_hall` of the two gives an equal plan, if `plan_check` finds nothing wrong with it. Makes
    the folder; files of these names are replaced, each whole. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in hall_files(plan).items():
        if content is None:
            # One left from before would be read as this hall's.
            (folder / name).unlink(missing_ok=True)
        else:
            _put(folder / name, content)
            written.append(folder / name)
    return written


def hall_files(plan: HallPlan) -> dict[str, bytes | None]:
    """The contents of a hall's files by their names; None of one that would say nothing."""
    return {
        HALL_FILE: hall_toml(plan).encode(),
        CATALOGUE_FILE: catalogue_csv(plan),
        MATERIALS_FILE: materials_csv(plan) if has_more_than_names(plan) else None,
        PAPER_FILE: plan.paper_template.encode() or None,
    }


def write_catalogue_xlsx(plan: HallPlan, path: Path) -> Path:
    """Write the catalogue as a workbook, which `read_hall` takes too. Raises OSError."""
    _put(path, catalogue_xlsx(plan))
    return path


def catalogue_csv(plan: HallPlan) -> bytes:
    """The catalogue as CSV."""
    return _csv(COLUMNS + LATER_COLUMNS, catalogue_rows(plan))


def materials_csv(plan: HallPlan) -> bytes:
    """The materials in full as CSV, a row per material of an item."""
    return _csv(MATERIAL_COLUMNS, material_cells(plan.items))


def _csv(heads: Sequence[str], rows: Rows) -> bytes:
    """With a BOM, without which Excel takes UTF-8 for the local encoding."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(heads)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def catalogue_xlsx(plan: HallPlan) -> bytes:
    """The catalogue as a workbook: a sheet of items, one of materials, their headings kept in sight."""
    book = Workbook(write_only=True)
    add_sheet(book, "catalogue", COLUMNS + LATER_COLUMNS, _WIDTHS, catalogue_rows(plan))
    add_sheet(book, MATERIALS_SHEET, MATERIAL_COLUMNS, _MATERIAL_WIDTHS, material_cells(plan.items))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def add_sheet(
    book: Workbook, name: str, heads: Sequence[str], widths: Sequence[int], rows: Rows
) -> None:
    """Add a sheet to a write-only workbook. Cells are text or numbers, never formulas."""
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for at, (_, width) in enumerate(zip(heads, widths, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    heading = [WriteOnlyCell(sheet, name) for name in heads]
    for cell in heading:
        cell.font = Font(bold=True)
    sheet.append(heading)
    for row in rows:
        cells = [WriteOnlyCell(sheet, value) for value in row]
        for cell, value in zip(cells, row, strict=True):
            if isinstance(value, str):
                # Else a text such as "=1" becomes a formula and "#N/A" an error.
                cell.data_type = "s"
        sheet.append(cells)


def _put(path: Path, content: bytes) -> None:
    """Write the file whole: who opens it sees the old content or the new, never a part."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as new:
        part = Path(new.name)
        try:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
            # A temporary file is its owner's alone; an export is for whoever may open the folder.
            part.chmod(0o644)
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)
            raise
