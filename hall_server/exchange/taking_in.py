"""What an uploaded file says the hall should be: an archive, a workbook, a catalogue or hall.toml."""

import shutil
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from hall_server.domain.plan import HallPlan, Material
from hall_server.exchange.archive import unpack
from hall_server.exchange.catalogue import LATER_COLUMNS, read_catalogue
from hall_server.exchange.hall_toml import item_tables
from hall_server.exchange.materials import MATERIALS_SHEET
from hall_server.exchange.problems import Place, Problems
from hall_server.exchange.reading import read_hall
from hall_server.exchange.setup_book import ROWS_MOST, plan_from_sheets
from hall_server.exchange.workbook import workbook_sheets
from hall_server.exchange.writing import CATALOGUE_FILE, HALL_FILE, write_hall

BOOK_MOST = 32 * 1024 * 1024
_ZIP = b"PK"
_WORKBOOK = "[Content_Types].xml"


class TakenIn(NamedTuple):
    """The plan a file brings, and the media files that came with it, named by their hash."""

    plan: HallPlan
    media: tuple[Path, ...] = ()


def plan_of_upload(upload: Path, is_toml: bool, present: HallPlan, folder: Path) -> TakenIn:
    """The plan of an uploaded file; what it does not speak of is as at present.

    A workbook's plan may still have problems; every other is sound. Works in `folder`, which is
    the caller's to remove. Raises HallFilesRefused with every problem of the file.
    """
    with upload.open("rb") as file:
        is_zip = file.read(2) == _ZIP
    if not is_zip:
        return _with_present(upload, HALL_FILE if is_toml else CATALOGUE_FILE, present, folder)
    if _is_workbook(upload):
        return _workbook(upload, present, folder)
    problems = Problems()
    media = unpack(upload, folder, problems)
    problems.refuse(())
    return TakenIn(read_hall(folder / HALL_FILE, folder / CATALOGUE_FILE), tuple(media))


def _is_workbook(upload: Path) -> bool:
    try:
        with zipfile.ZipFile(upload) as package:
            return _WORKBOOK in package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def _with_present(upload: Path, name: str, present: HallPlan, folder: Path) -> TakenIn:
    """One of the two files, with the other as the present hall would be exported."""
    unsaid: tuple[str, ...] = ()
    if name == CATALOGUE_FILE:
        present, unsaid = _for_catalogue(upload, present)
    write_hall(present, folder)
    with (folder / HALL_FILE).open("a", encoding="utf-8") as hall:
        hall.write(item_tables(present, unsaid))
    shutil.copyfile(upload, folder / name)
    return TakenIn(read_hall(folder / HALL_FILE, folder / CATALOGUE_FILE))


def _for_catalogue(upload: Path, present: HallPlan) -> tuple[HallPlan, tuple[str, ...]]:
    """The present hall without the items and departments that a new catalogue leaves out.

    Beside it, the fields of items that the catalogue has no column for. Themes keep their steps:
    one that loses an item is for a person to mend.
    """
    listed = read_catalogue(upload, Problems())
    if listed is None:
        return present, ()
    unsaid = tuple(name for name in LATER_COLUMNS if name not in listed.columns)
    names = {row.item.code: row.item.material_names for row in listed.rows}
    named = {row.department for row in listed.rows}
    kept = replace(
        present,
        items=tuple(
            replace(item, materials=_named(item.materials, names[item.code]))
            for item in present.items
            if item.code in names
        ),
        departments=tuple(each for each in present.departments if each.name.zh in named),
    )
    return kept, unsaid


def _named(materials: tuple[Material, ...], names: tuple[str, ...]) -> tuple[Material, ...]:
    """The materials that are still named, each as often as it is."""
    left = Counter(names)
    kept = []
    for material in materials:
        if left[material.name]:
            left[material.name] -= 1
            kept.append(material)
    return tuple(kept)


def _workbook(upload: Path, present: HallPlan, folder: Path) -> TakenIn:
    problems = Problems()
    if upload.stat().st_size > BOOK_MOST:
        problems.add(Place("setup.xlsx"), "The workbook is too large: is it the right file?")
    sheets = None
    if not list(problems):
        sheets = workbook_sheets("setup.xlsx", upload.read_bytes(), ROWS_MOST + 1, problems)
    if sheets is not None and {"catalogue"} <= sheets.keys() <= {"catalogue", MATERIALS_SHEET}:
        return _with_present(upload, CATALOGUE_FILE, present, folder)
    plan = plan_from_sheets("setup.xlsx", sheets or {}, present, problems)
    problems.refuse(("setup.xlsx",))
    return TakenIn(plan)
