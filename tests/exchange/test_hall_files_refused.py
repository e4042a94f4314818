"""Bad files are refused whole, and every problem is said at once: file, row, column, what to do."""

import os
import zipfile
from pathlib import Path

import pytest
from hall_folder import CATALOGUE, HALL, HallFolder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hall_server.domain.refusals import Refusal
from hall_server.exchange.problems import HallFilesRefused
from hall_server.exchange.reading import read_hall

CELLS = {
    "type": ("承诺件,3", "承诺,3", "row 2, type: '承诺' is not a type"),
    "statutory_days": ("承诺件,3", "承诺件,三", "row 2, statutory_days: '三' is not a number"),
    "half a day": ("承诺件,3,1", "承诺件,3,0.5", "row 2, promised_days: '0.5' is not a number"),
    "promise": ("承诺件,3,1", "承诺件,3,4", "row 2, promised_days: 4 promised days are more"),
    "minutes": ("3,1,20", "3,1,", "row 2, avg_service_minutes: '' is not a number"),
    "many minutes": ("3,1,20", "3,1,481", "row 2, avg_service_minutes: 481 is not between"),
    "zone": ("企业登记,税务局", "登记,税务局", "row 3, zone: No zone in hall.toml is named '登记'"),
    "no zone": ("企业登记,税务局", ",税务局", "row 3, zone: The zone is empty"),
    "no department": (",市场监督管理局,", ",,", "row 2, department: The department is empty"),
    "no code": ("SW-001", "", "row 3, item_code: The code is empty"),
    "code twice": ("SW-001", "SJ-001", "row 3, item_code: The code 'SJ-001' is used twice"),
    "no name": ("设立登记", "", "row 2, item_name: The name is empty"),
    "long name": ("Set-up", "x" * 101, "row 2, item_name_en: 'xxxxxxxxxxxxxxxxxxxx'... is longer"),
    "two lines": ("设立登记", '"设立\n登记"', "row 2, item_name: '设立\\n登记' holds a line break"),
    "material": ("申请书;章程", "申请书;;章程", "row 2, materials: A material is empty"),
    "too many cells": ("章程,免费", "章程,免费,多", "row 2: The row has 12 cells under 11 columns"),
    "quotation mark": ('"新办, 套餐"', '"新办, 套餐', 'row 3: A quotation mark " opens here'),
    "quotation marks": (
        '"新办, 套餐"',
        '"新"办", 套餐"',
        'row 3: A quotation mark " stands inside',
    ),
    "missing column": (",item_name_en", "", "row 1, item_name_en: The column is missing"),
    "extra column": (",fee\n", ",fee,note\n", "row 1, note: 'note' is not a column"),
    "column twice": (",fee\n", ",fee,fee\n", "row 1, fee: The column is there twice"),
    "huge cell": ("申请书", "长" * 140_000, "row 2: A cell is too long"),
}

TABLES = {
    "unknown table": ("[hall]\n", "[room]\n[hall]\n", "line 3, room: There is no such key"),
    "unknown key": ('code = "small"', 'code = "small"\ncolour = "red"', "line 5, [hall] colour"),
    "unknown window key": ('numbers = "1-3, 7"', 'numbers = "1"\nno = 1', "[[window]] 1 no: There"),
    "missing key": ('code = "small"\n', "", "line 3, [hall] code: The key is missing"),
    "text as number": ('code = "small"', "code = 7", "line 4, [hall] code: 7 is not a text"),
    "time zone": (
        "Asia/Shanghai",
        "Asia/Beijing",
        "line 6, [hall] timezone: 'Asia/Beijing' is not",
    ),
    "table as value": ("[[zone]]", "[zone]", "line 13, zone: This must be a list of tables"),
    "days": ("mon-fri", "fri-mon", "line 9, [[hours]] 1 days: 'fri-mon' are not days"),
    "digits as days": ("mon-fri", "0-4", "line 9, [[hours]] 1 days: '0-4' are not days"),
    "opening": ("09:00", "9 o'clock", 'line 10, [[hours]] 1 from: "9 o\'clock" is not a time'),
    "closing": ("17:00", "08:00", "line 11, [[hours]] 1 to: Closing at 08:00 is not after"),
    "letter": ('letter = "A"', 'letter = "I"', "line 18, [[queue]] 1 letter: 'I' is not a letter"),
    "queue zone": (
        'zone = "A"\ndep',
        'zone = "B"\ndep',
        "line 20, [[queue]] 1 zone: There is no zone",
    ),
    "department": ('["市场监督管理局"]', '["市监局"]', "line 21, [[queue]] 1 departments 1: The"),
    "item": (
        'items = ["SW-001"]',
        'items = ["SW-9"]',
        "line 22, [[queue]] 1 items 1: The catalogue",
    ),
    "item not a text": (
        'items = ["SW-001"]',
        "items = [1]",
        "[[queue]] 1 items 1: 1 is not a text",
    ),
    "item twice": (
        '["SW-001"]\n\n[[p',
        '["SW-001", "SW-001"]\n\n[[p',
        "items 2: 'SW-001' waits in",
    ),
    "not a list": ('own = ["A"]', 'own = "A"', "line 27, [[profile]] 1 own: 'A' is not a list"),
    "own": ('own = ["A"]', 'own = ["Z"]', "line 27, [[profile]] 1 own 1: There is no queue 'Z'"),
    "backup": (
        'own = ["A"]',
        'own = ["A"]\nbackup = [3]',
        "[[profile]] 1 backup 1: 3 is not a queue",
    ),
    "help": (
        'own = ["A"]',
        'own = ["A"]\nbackup = [{ queue = "A", help_after_minutes = "soon" }]',
        "line 28, [[profile]] 1 backup 1 help_after_minutes: 'soon' is not a whole number",
    ),
    "windows": ('"1-3, 7"', '"3-1"', "line 30, [[window]] 1 numbers: '3-1' are not window numbers"),
    "many windows": ('"1-3, 7"', '"1-1000000000"', "line 30, [[window]] 1 numbers: '1-1000000000'"),
    "window twice": (
        '"1-3, 7"',
        '"1-3, 2"',
        "line 30, [[window]] 1 numbers: The number '2' is used",
    ),
    "profile": ('profile = "all"', 'profile = "any"', "line 32, [[window]] 1 profile: There is no"),
    "empty step": ('["SW-001"]]', "[]]", "line 37, [[theme]] 1 steps 2: The step has no item"),
    "step": ('["SW-001"]]', '["SW-9"]]', "line 37, [[theme]] 1 steps: There is no item 'SW-9'"),
    "rate": ("rate = 2", "rate = 0.5", "line 42, [[priority_reason]] 1 rate: 0.5 is not between"),
    "rate as text": ("rate = 2", 'rate = "2"', "[[priority_reason]] 1 rate: '2' is not a number"),
    "rate of nothing": ("rate = 2", "rate = nan", "[[priority_reason]] 1 rate: nan is not between"),
    "common": (
        'common = ["SJ-001"]',
        'common = ["SJ-1"]',
        "line 1, common 1: The catalogue has no",
    ),
    "common twice": (
        '= ["SJ-001"]',
        '= ["SJ-001", "SJ-001"]',
        "line 1, common 2: 'SJ-001' is there",
    ),
    "rules": (
        "[hall]\n",
        "[rules]\ncome_back_after = true\n[hall]\n",
        "[rules] come_back_after: True",
    ),
    "rules beyond": (
        "[hall]\n",
        "[rules]\ncome_back_after = 101\n[hall]\n",
        "line 4, [rules] come_back",
    ),
    "item of nowhere": (
        "[[priority_reason]]",
        '[[item]]\ncode = "SJ-9"\nslots = 3\n\n[[priority_reason]]',
        "line 40, [[item]] 1 code: The catalogue has no item 'SJ-9'",
    ),
    "item beyond its catalogue row": (
        "[[priority_reason]]",
        '[[item]]\ncode = "SJ-001"\nday_cap = 0\n\n[[priority_reason]]',
        "line 41, [[item]] 1 day_cap: 0 is not between 1 and 9999 numbers",
    ),
    "item said twice": (
        "[[priority_reason]]",
        '[[item]]\ncode = "SJ-001"\n\n[[item]]\ncode = "SJ-001"\n\n[[priority_reason]]',
        "line 43, [[item]] 2 code: 'SJ-001' is there twice",
    ),
    "life event of nothing": (
        "[[priority_reason]]",
        '[[life_event]]\ncode = "birth"\nname = "出生"\nitems = ["X"]\n\n[[priority_reason]]',
        "line 42, [[life_event]] 1 items 1: There is no item 'X'",
    ),
    "syntax": ('code = "small"', 'code = "small', "line 4: This is not TOML"),
    "key twice": ('name = "小厅"', 'name = "小厅"\nname = "大厅"', "line 6: This is not TOML"),
    "huge number": ("rate = 2", "rate = " + "9" * 5000, "hall.toml: This is not TOML"),
    "nested": ("rate = 2", "rate = " + "[" * 5000, "hall.toml: Lists are nested too deeply"),
}


@pytest.mark.parametrize("name", CELLS)
def test_a_wrong_cell_is_told_by_row_and_column(files: HallFolder, name: str) -> None:
    old, new, told = CELLS[name]
    if name == "too many cells":
        old, new = old + "\n", new + "\n"
    files.in_catalogue(old, new)
    assert _one(files.said(), "catalogue.csv, " + told)


@pytest.mark.parametrize("name", TABLES)
def test_a_wrong_key_is_told_by_line_and_table(files: HallFolder, name: str) -> None:
    old, new, told = TABLES[name]
    files.in_hall(old, new)
    assert _one(files.said(), told)


@pytest.mark.parametrize("name", TABLES)
def test_one_slip_in_hall_toml_is_not_made_into_many(files: HallFolder, name: str) -> None:
    old, new, _ = TABLES[name]
    files.in_hall(old, new)
    assert len(files.problems()) <= 3, files.refusal().report()


def test_all_problems_of_both_files_are_said_at_once_in_order(files: HallFolder) -> None:
    files.in_hall('letter = "A"', 'letter = "O"')
    files.in_hall("rate = 2", "rate = 0")
    files.in_catalogue("承诺件,3,1,20", "承诺,x,9,0")
    places = [(problem.file, problem.row, problem.column) for problem in files.problems()]
    for place in (
        ("hall.toml", 18, "[[queue]] 1 letter"),
        ("hall.toml", 42, "[[priority_reason]] 1 rate"),
        ("catalogue.csv", 2, "type"),
        ("catalogue.csv", 2, "statutory_days"),
        ("catalogue.csv", 2, "avg_service_minutes"),
    ):
        assert place in places
    assert [row for file, row, _ in places if file == "hall.toml"] == sorted(
        row for file, row, _ in places if file == "hall.toml" and row is not None
    )


def test_a_file_that_cannot_be_read_does_not_hide_what_is_wrong_in_the_other(
    files: HallFolder,
) -> None:
    files.in_catalogue("3,1,20", "3,1,0")
    files.hall.unlink()
    assert [problem.file for problem in files.problems()] == ["hall.toml", "catalogue.csv"]
    files.write_hall(HALL.replace('letter = "A"', 'letter = "O"'))
    files.catalogue.unlink()
    assert [problem.file for problem in files.problems()] == ["hall.toml", "catalogue.csv"]


def test_the_report_prints_and_the_refusal_is_one_of_the_halls(files: HallFolder) -> None:
    files.in_hall('timezone = "Asia/Shanghai"', 'timezone = "Beijing"')
    refused = files.refusal()
    assert isinstance(refused, Refusal)
    assert refused.report() == (
        "The hall's files were not read: 1 to mend.\n"
        "  hall.toml, line 6, [hall] timezone: 'Beijing' is not a known time zone:"
        " write it as in Asia/Shanghai."
    )


def test_the_line_is_right_after_lists_and_texts_of_many_lines(files: HallFolder) -> None:
    files.in_hall('common = ["SJ-001"]', 'common = [\n  "SJ-001", # [hall]\n  "X",\n]')
    files.in_hall('name = "小厅"', 'name = "小厅"\nnotice = """\n[rules]\ncode = 3\n"""\nfoo = 1')
    said = files.said()
    assert _one(said, "line 1, common 2")
    assert _one(said, "line 13, [hall] foo")


def test_a_list_without_end_costs_no_time_and_only_its_line(files: HallFolder) -> None:
    endless = "common = [\n" + '"SJ-001",\n' * 30_000 + "]"
    files.in_hall('common = ["SJ-001"]', endless)
    places = {problem.column: problem.row for problem in files.problems()}
    assert len(places) == 29_999
    assert set(places.values()) == {None}


@pytest.mark.parametrize("which", ["hall", "catalogue"])
def test_a_file_that_is_none_is_told(files: HallFolder, which: str) -> None:
    path: Path = getattr(files, which)
    path.unlink()
    assert _one(files.said(), f"{path} does not exist")
    path.mkdir()
    assert _one(files.said(), f"{path} is a folder")
    path.rmdir()
    os.mkfifo(path)
    assert _one(files.said(), f"{path} is not an ordinary file")


@pytest.mark.parametrize("which", ["hall", "catalogue"])
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"a = 1\nb\x00\n", (2, "There is a NUL byte")),
        ("企业登记".encode("utf-16"), (None, "The file is in UTF-16")),
        ("企业登记企业登记企业登记\n".encode() + b"\xff\n", (2, "The byte 0xff is not UTF-8")),
        (b"x" * (16 * 1024 * 1024 + 1), (None, "The file is larger than")),
    ],
    ids=["NUL", "UTF-16", "a damaged byte", "huge"],
)
def test_a_file_that_is_no_text_is_told(
    files: HallFolder, which: str, content: bytes, told: tuple[int | None, str]
) -> None:
    path: Path = getattr(files, which)
    path.write_bytes(content)
    row, text = told
    (problem,) = files.problems()
    assert (problem.file, problem.row) == (path.name, row)
    assert problem.text.startswith(text)


def test_bytes_that_are_neither_utf8_nor_gb18030_are_told(files: HallFolder) -> None:
    files.catalogue.write_bytes(CATALOGUE.encode("gb18030") + b"\xff\xff")
    assert _one(files.said(), "catalogue.csv, row 4: The byte 0xff is not UTF-8")


def test_hall_toml_in_the_encoding_of_excel_is_told(files: HallFolder) -> None:
    files.hall.write_bytes(HALL.encode("gb18030"))
    assert _one(files.said(), "hall.toml, line 5: The byte 0xcc is not UTF-8")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "The file is empty"),
        ("\r\n , \r\n", "The file is empty"),
        (CATALOGUE.replace(",", "\t"), "The first row must be zone,department"),
        (CATALOGUE.splitlines()[0], "a hall needs at least one"),
        (CATALOGUE + "企业登记\n" * 20_001, "There are more than 20000 rows"),
    ],
    ids=["empty", "blank", "tabs", "header alone", "too many rows"],
)
def test_a_catalogue_that_is_none_is_told(files: HallFolder, content: str, told: str) -> None:
    files.write_catalogue(content)
    assert _one(files.said(), told)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("=A1", "row 2, promised_days: The cell holds a formula (=A1)"),
        ("#N/A", "row 2, promised_days: The cell shows an error (#N/A)"),
        (True, "row 2, promised_days: The cell holds True"),
        (1.5, "row 2, promised_days: '1.5' is not a number"),
        (-1, "row 2, promised_days: '-1' is not a number"),
    ],
)
def test_a_cell_of_a_workbook_that_holds_no_plain_value_is_told(
    files: HallFolder, value: object, told: str
) -> None:
    book = files.workbook()
    book.worksheets[0]["H2"] = value
    book.save(files.catalogue)
    assert _one(files.said(), told)
    assert len(files.problems()) == 1


def test_what_stands_far_below_or_beside_the_catalogue_is_not_overlooked(
    files: HallFolder,
) -> None:
    book = files.workbook()
    book.worksheets[0].cell(1_000_000, 3, "SJ-009")
    book.save(files.catalogue)
    assert _one(files.said(), "row 1000000, item_name: The name is empty")
    book = files.workbook()
    book.worksheets[0].cell(2, 16_000, "x")
    book.save(files.catalogue)
    assert _one(files.said(), "row 2: There is something in column BM or beyond")


def test_a_workbook_that_lies_about_its_size_is_read_whole(files: HallFolder) -> None:
    plan = files.read()
    files.workbook().save(files.catalogue)
    _in_sheet(files.catalogue, b'<dimension ref="A1:K3"', b'<dimension ref="A1:B2"')
    assert files.read() == plan


def test_a_workbook_with_a_row_beyond_all_rows_is_left_in_time(files: HallFolder) -> None:
    files.workbook().save(files.catalogue)
    _in_sheet(files.catalogue, b'<row r="3"', b'<row r="999999999999"')
    assert _one(files.said(), "row 1048577: There is a row beyond all rows")


def test_a_zip_bomb_is_refused_before_it_unpacks(files: HallFolder) -> None:
    files.workbook().save(files.catalogue)
    with zipfile.ZipFile(files.catalogue, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/image.png", bytes(80 * 1024 * 1024))
    assert files.catalogue.stat().st_size < 1024 * 1024
    assert _one(files.said(), "The workbook unpacks to more than 64 MB")


def test_a_workbook_with_xml_entities_is_refused(files: HallFolder) -> None:
    files.workbook().save(files.catalogue)
    with zipfile.ZipFile(files.catalogue, "a") as package:
        package.writestr("xl/more.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    assert _one(files.said(), "The workbook declares XML entities")


def test_old_excel_is_told_apart(files: HallFolder) -> None:
    files.catalogue.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    assert _one(files.said(), "This is an old Excel file (.xls)")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(4, 5000), flip=st.integers(0, 5000))
def test_a_damaged_workbook_is_told_and_never_breaks_the_reader(
    files: HallFolder, cut: int, flip: int
) -> None:
    files.workbook().save(files.catalogue)
    content = bytearray(files.catalogue.read_bytes())
    content[4 + flip % (len(content) - 4)] ^= 0x55
    files.catalogue.write_bytes(content[: len(content) - cut % 50])
    _read_or_refuse(files)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 10_000), put=st.binary(max_size=4), drop=st.integers(0, 6))
def test_whatever_the_damage_the_reader_answers(
    files: HallFolder, at: int, put: bytes, drop: int
) -> None:
    for path, text in ((files.hall, HALL), (files.catalogue, CATALOGUE)):
        content = text.encode()
        spot = at % len(content)
        path.write_bytes(content[:spot] + put + content[spot + drop :])
    _read_or_refuse(files)


def _read_or_refuse(files: HallFolder) -> None:
    try:
        read_hall(files.hall, files.catalogue)
    except HallFilesRefused as refused:
        assert refused.problems


def _in_sheet(workbook: Path, old: bytes, new: bytes) -> None:
    """Replace bytes in a saved workbook's first sheet."""
    with zipfile.ZipFile(workbook) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    assert old in parts[sheet], parts[sheet][:400]
    parts[sheet] = parts[sheet].replace(old, new)
    with zipfile.ZipFile(workbook, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)


def _one(said: list[str], told: str) -> bool:
    """Whether exactly one of the problems tells it; the list is shown when not."""
    assert sum(told in each for each in said) == 1, said
    return True
