"""Writing a hall's definition as the files it can be read from again."""

import csv
import io
import os
import tempfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from hall_server.domain.plan import HallPlan
from hall_server.exchange.assembly import PAPER_FILE
from hall_server.exchange.catalogue import COLUMNS, LATER_COLUMNS, catalogue_rows
from hall_server.exchange.hall_toml import hall_toml

HALL_FILE = "hall.toml"
CATALOGUE_FILE = "catalogue.csv"

_WIDTHS = (22, 22, 10, 36, 48, 8, 14, 14, 20, 60, 24, 36, 10, 14, 8, 10)


def write_hall(plan: HallPlan, folder: Path) -> list[Path]:
    """Write hall.toml and catalogue.csv into the folder, paper.toml too if the hall has a template.

    Returns their paths in that order.

    `read_hall` of the two gives an equal plan, if `plan_check` finds nothing wrong with it. Makes
    the folder; files of these names are replaced, each whole. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    hall, catalogue = folder / HALL_FILE, folder / CATALOGUE_FILE
    _put(hall, hall_toml(plan).encode())
    _put(catalogue, catalogue_csv(plan))
    if not plan.paper_template:
        # One left from before would be read as this hall's.
        (folder / PAPER_FILE).unlink(missing_ok=True)
        return [hall, catalogue]
    _put(folder / PAPER_FILE, plan.paper_template.encode())
    return [hall, catalogue, folder / PAPER_FILE]


def write_catalogue_xlsx(plan: HallPlan, path: Path) -> Path:
    """Write the catalogue as a workbook, which `read_hall` takes too. Raises OSError."""
    _put(path, catalogue_xlsx(plan))
    return path


def catalogue_csv(plan: HallPlan) -> bytes:
    """The catalogue as CSV. With a BOM, without which Excel takes UTF-8 for the local encoding."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS + LATER_COLUMNS)
    writer.writerows(catalogue_rows(plan))
    return text.getvalue().encode("utf-8-sig")


def catalogue_xlsx(plan: HallPlan) -> bytes:
    """The catalogue as a workbook of one sheet, its heading kept in sight."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("catalogue")
    sheet.freeze_panes = "A2"
    heads = COLUMNS + LATER_COLUMNS
    for at, (_, width) in enumerate(zip(heads, _WIDTHS, strict=True), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    heading = [WriteOnlyCell(sheet, name) for name in heads]
    for cell in heading:
        cell.font = Font(bold=True)
    sheet.append(heading)
    for row in catalogue_rows(plan):
        cells = [WriteOnlyCell(sheet, value) for value in row]
        for cell, value in zip(cells, row, strict=True):
            if isinstance(value, str):
                # Else a text such as "=1" becomes a formula and "#N/A" an error.
                cell.data_type = "s"
        sheet.append(cells)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


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
