"""The whole setup as one workbook, a sheet per part: written for people, read back equal."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from hall_server.domain.plan import HallPlan, Material
from hall_server.domain.plan_entries import (
    DAYS,
    HALL,
    LATER,
    PARTS,
    Entry,
    completed,
    entries_of,
    part_entries,
    value_read,
    with_day,
    with_hall,
)
from hall_server.domain.refusals import EditMalformed
from hall_server.exchange.cells import CellWrong, Column, columns, read, written
from hall_server.exchange.materials import (
    MATERIAL_COLUMNS,
    MATERIALS_SHEET,
    InFull,
    MaterialRow,
    material_cells,
    material_rows,
)
from hall_server.exchange.problems import Place, Problems
from hall_server.exchange.sheet import not_blank
from hall_server.exchange.workbook import NumberedRow
from hall_server.exchange.writing import add_sheet

ROWS_MOST = 20_000
_WIDTH = 24


def setup_xlsx(plan: HallPlan) -> bytes:
    """The workbook. Cells are text or numbers, never formulas."""
    book = Workbook(write_only=True)
    for part, entries in entries_of(plan).items():
        heads = columns(part)
        rows = ([written(part, column, entry) for column in heads] for entry in entries)
        add_sheet(book, part, [each.heading for each in heads], [_WIDTH] * len(heads), rows)
        if part == "items":
            widths = [_WIDTH] * len(MATERIAL_COLUMNS)
            add_sheet(book, MATERIALS_SHEET, MATERIAL_COLUMNS, widths, material_cells(plan.items))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def plan_from_sheets(
    file: str, sheets: Mapping[str, list[NumberedRow]], present: HallPlan, problems: Problems
) -> HallPlan:
    """The present plan with each part that has a sheet replaced by it, not yet checked as a whole.

    Materials that have no sheet are in full as at present, where they are named as at present.
    What cannot be read is added to the problems, at its sheet, row and column.
    """
    plan = present
    for part, rows in sheets.items():
        if part == MATERIALS_SHEET:
            continue
        if part not in (HALL, "hours", *PARTS):
            problems.add(
                Place(_at(file, part)), "No part of a hall has this name: remove the sheet."
            )
            continue
        if len(rows) > ROWS_MOST + 1:
            problems.add(
                Place(_at(file, part)), f"There are more than {ROWS_MOST} rows: is it right?"
            )
            continue
        plan = _with_sheet(plan, part, rows, Place(_at(file, part)), problems)
    return _with_materials(file, plan, sheets.get(MATERIALS_SHEET), present, problems)


def _with_materials(
    file: str,
    plan: HallPlan,
    sheet: list[NumberedRow] | None,
    present: HallPlan,
    problems: Problems,
) -> HallPlan:
    """The plan with its materials in full, by the sheet or as at present."""
    if sheet is None:
        rows = tuple(
            MaterialRow(Place(file), item.code, each)
            for item in present.items
            for each in item.materials
        )
    else:
        rows = material_rows(_at(file, MATERIALS_SHEET), tuple(not_blank(sheet)), problems)
    in_full, items = InFull(rows), []
    for item in plan.items:
        named = tuple(Material(name) for name in item.material_names)
        materials = in_full.of(item.code, named)[0] if named or sheet is not None else ()
        items.append(replace(item, materials=materials))
    if sheet is not None:
        in_full.refuse_the_rest(plan.item, problems)
    return replace(plan, items=tuple(items))


def _at(file: str, part: str) -> str:
    return f"{file}/{part[:40]}"


def _with_sheet(
    plan: HallPlan, part: str, rows: list[NumberedRow], place: Place, problems: Problems
) -> HallPlan:
    heads = _heads(part, rows, place, problems)
    if heads is None:
        return plan
    values = []
    present = {entry["code"]: entry for entry in part_entries(plan, part)}
    for number, cells in rows[1:]:
        entry = _entry(part, heads, cells, Place(place.file, number), problems)
        if entry is None:
            continue
        entry = completed(part, entry, present.get(entry["code"]))
        try:
            if part == HALL:
                plan = with_hall(plan, entry)
            elif part == "hours":
                plan = with_day(plan, entry)
            else:
                values.append(value_read(part, entry))
        except EditMalformed as refused:
            problems.add(
                Place(place.file, number, refused.facts["field"]),
                _how(part, refused.facts["field"]),
            )
    if part in PARTS:
        changed: dict[str, Any] = {part: tuple(values)}
        return replace(plan, **changed)
    return plan


def _how(part: str, field: str) -> str:
    if field == "code" and part == "hours":
        return f"The code is none of {', '.join(DAYS)}."
    if field in ("code", "begins", "ends"):
        return "This is not a date: write it as text, as in 2026-10-01."
    if field == "periods":
        return "These are no periods: write them as in 09:00-12:00, 13:30-17:00."
    return "This cannot be read: compare it with an export."


def _heads(
    part: str, rows: list[NumberedRow], place: Place, problems: Problems
) -> list[Column] | None:
    """The columns in the sheet's order; None after adding what is wrong with them."""
    known = {column.heading: column for column in columns(part)}
    written_heads = [cell.strip() for cell in rows[0][1]] if rows else []
    while written_heads and not written_heads[-1]:
        written_heads.pop()
    sound = True
    for at, name in enumerate(written_heads):
        if name not in known or name in written_heads[:at]:
            told = name[:40] or get_column_letter(at + 1)
            problems.add(Place(place.file, 1, told), "No such column, or twice: remove it.")
            sound = False
    for name in known.keys() - set(written_heads) - LATER.get(part, {}).keys():
        problems.add(Place(place.file, 1, name), "The column is missing: add it.")
        sound = False
    return [known[name] for name in written_heads] if sound else None


def _entry(
    part: str, heads: list[Column], cells: list[str], place: Place, problems: Problems
) -> Entry | None:
    entry: dict[str, object] = {}
    sound = True
    for column, cell in _cells(heads, cells):
        try:
            value = read(part, column, cell)
        except CellWrong as wrong:
            text = f"{cell[:40]!r} cannot be read: {wrong}."
            problems.add(Place(place.file, place.row, column.heading), text)
            sound = False
            continue
        if column.side:
            entry[column.field] = {**_words(entry, column.field), column.side: value}
        else:
            entry[column.field] = value
    if len(cells) > len(heads) and any(cells[len(heads) :]):
        problems.add(place, "There are cells beyond the last column: remove them.")
        sound = False
    return entry if sound else None


def _words(entry: Mapping[str, object], field: str) -> Mapping[str, object]:
    words = entry.get(field)
    return words if isinstance(words, dict) else {}


def _cells(heads: list[Column], cells: list[str]) -> Iterator[tuple[Column, str]]:
    for at, column in enumerate(heads):
        cell = cells[at] if at < len(cells) else ""
        # A template's blank lines are its own; around everything else, space is an accident.
        yield column, cell if column.field == "paper_template" else cell.strip()
