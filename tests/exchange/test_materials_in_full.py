"""The materials in full stand in a table of their own, beside the catalogue or in its workbook."""

import io

import pytest
from hall_folder import HallFolder
from openpyxl import Workbook

from hall_server.domain.plan import HallPlan, Material
from hall_server.exchange.problems import Problems
from hall_server.exchange.setup_book import plan_from_sheets, setup_xlsx
from hall_server.exchange.workbook import workbook_sheets
from hall_server.exchange.writing import MATERIALS_FILE

TABLE = """\
item_code,name,kind,copies,medium,source,standard,necessity,certificate
SJ-001,章程,原件和复印件,2,纸质,窗口领取样本,"全体股东签字, 盖章",容缺,
SW-001,营业执照,原件,,,,,必要,business_license
"""


def written(files: HallFolder, table: str) -> HallFolder:
    (files.catalogue.parent / MATERIALS_FILE).write_text(table, encoding="utf-8", newline="")
    return files


def test_a_material_has_what_its_row_says_and_is_a_name_without_one(files: HallFolder) -> None:
    plan = written(files, TABLE).read()
    assert plan.item["SJ-001"].materials == (
        Material("申请书"),
        Material("章程", "both", 2, "paper", "窗口领取样本", "全体股东签字, 盖章", True),
    )
    # The catalogue names none for this one: the table alone says what it needs.
    assert plan.item["SW-001"].materials == (
        Material("营业执照", "original", certificate="business_license"),
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("SJ-001,章程", "SJ-001,营业章程", "materials.csv, row 2, name: The catalogue names no"),
        ("SW-001", "SW-009", "materials.csv, row 3, item_code: The catalogue has no item 'SW-009'"),
        (
            "原件和复印件",
            "扫描",
            "materials.csv, row 2, kind: '扫描' is not known here: use 原件、",
        ),
        (",2,", ",两份,", "materials.csv, row 2, copies: '两份' is not a number"),
        (",2,", ",100,", "materials.csv, row 2, copies: 100 is not between 1 and 99"),
        (
            "容缺",
            "也许",
            "materials.csv, row 2, necessity: '也许' is not known here: use 必要、容缺",
        ),
        ("item_code", "code", "materials.csv, row 1, code: No such column"),
    ],
)
def test_what_is_wrong_is_told_where_it_stands(
    files: HallFolder, old: str, new: str, said: str
) -> None:
    assert any(each.startswith(said) for each in written(files, TABLE.replace(old, new)).said())


def test_a_workbook_brings_its_own_table(files: HallFolder) -> None:
    book = files.workbook()
    sheet = book.create_sheet("materials")
    for row in TABLE.splitlines()[:1] + ["SJ-001,申请书,原件,3,,,,,"]:
        sheet.append(row.split(","))
    book.save(files.catalogue)
    written(files, TABLE)
    assert files.read().item["SJ-001"].materials == (
        Material("申请书", "original", 3),
        Material("章程"),
    )


def test_the_setup_book_without_the_sheet_keeps_what_is_known(files: HallFolder) -> None:
    plan = written(files, TABLE).read()
    assert _with_book(plan, "materials") == plan
    assert _with_book(plan, "items") == plan
    alone = _with_book(plan, "items", emptied="materials")
    assert alone.item["SJ-001"].materials == (Material("申请书"), Material("章程"))


def _with_book(plan: HallPlan, without: str, emptied: str = "") -> HallPlan:
    """The plan by its own workbook, one sheet removed and another left without a row."""
    problems = Problems()
    sheets = workbook_sheets("setup.xlsx", setup_xlsx(plan), 1000, problems)
    assert sheets is not None
    del sheets[without]
    if emptied:
        sheets[emptied] = sheets[emptied][:1]
    read = plan_from_sheets("setup.xlsx", sheets, plan, problems)
    assert not list(problems)
    return read


def test_a_formula_in_the_table_is_refused(files: HallFolder) -> None:
    book = files.workbook()
    sheet = book.create_sheet("materials")
    sheet.append(["item_code", "name", "copies"])
    sheet.append(["SJ-001", "章程", "=1+1"])
    _saved(book, files)
    assert any(
        "catalogue.csv/materials, row 2, copies: The cell holds a" in s for s in files.said()
    )


def _saved(book: Workbook, files: HallFolder) -> None:
    content = io.BytesIO()
    book.save(content)
    files.catalogue.write_bytes(content.getvalue())
