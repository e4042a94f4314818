"""A small hall's two files in a folder, to be spoilt line by line."""

import csv
from pathlib import Path

from openpyxl import Workbook

from hall_server.domain.plan import HallPlan
from hall_server.exchange.problems import HallFilesRefused, Problem
from hall_server.exchange.reading import read_hall

DEMO = Path(__file__).parents[2] / "hall_server" / "demo"
DOCUMENT = Path(__file__).parents[2] / "docs" / "hall-files.md"

HALL = """\
common = ["SJ-001"]

[hall]
code = "small"
name = "小厅"
timezone = "Asia/Shanghai"

[[hours]]
days = "mon-fri"
from = "09:00"
to = "17:00"

[[zone]]
code = "A"
name = "企业登记"

[[queue]]
letter = "A"
name = "登记"
zone = "A"
departments = ["市场监督管理局"]
items = ["SW-001"]

[[profile]]
code = "all"
name = "综合"
own = ["A"]

[[window]]
numbers = "1-3, 7"
zone = "A"
profile = "all"

[[theme]]
code = "open"
name = "开办"
steps = ["SJ-001", ["SW-001"]]

[[priority_reason]]
code = "elder"
name = "老年人"
rate = 2
"""

CATALOGUE = """\
zone,department,item_code,item_name,item_name_en,type,statutory_days,promised_days,\
avg_service_minutes,materials,fee
企业登记,市场监督管理局,SJ-001,设立登记,Set-up,承诺件,3,1,20,申请书;章程,免费
企业登记,税务局,SW-001,"新办, 套餐",,即办件,,0,15,,
"""


class HallFolder:
    """`hall.toml` and `catalogue.csv` in a folder, as they are written now."""

    def __init__(self, folder: Path) -> None:
        self.hall = folder / "hall.toml"
        self.catalogue = folder / "catalogue.csv"
        self.write_hall(HALL)
        self.write_catalogue(CATALOGUE)

    def write_hall(self, text: str) -> None:
        self.hall.write_text(text, encoding="utf-8")

    def write_catalogue(self, text: str, encoding: str = "utf-8") -> None:
        self.catalogue.write_text(text, encoding=encoding, newline="")

    def in_hall(self, old: str, new: str) -> None:
        """Replace what stands once in hall.toml."""
        self.write_hall(_replaced(self.hall.read_text(encoding="utf-8"), old, new))

    def in_catalogue(self, old: str, new: str) -> None:
        """Replace what stands once in the catalogue."""
        self.write_catalogue(_replaced(self.catalogue.read_text(encoding="utf-8"), old, new))

    def workbook(self) -> Workbook:
        """The catalogue as a workbook, numbers as numbers, not yet saved."""
        book = Workbook()
        sheet = book.worksheets[0]
        for row in csv.reader(CATALOGUE.splitlines()):
            sheet.append([int(cell) if cell.isdecimal() else cell or None for cell in row])
        return book

    def read(self) -> HallPlan:
        return read_hall(self.hall, self.catalogue)

    def problems(self) -> list[Problem]:
        """What reading finds wrong. Fails if it finds nothing."""
        return list(self.refusal().problems)

    def refusal(self) -> HallFilesRefused:
        try:
            self.read()
        except HallFilesRefused as refused:
            return refused
        raise AssertionError("the files were accepted")

    def said(self) -> list[str]:
        return [str(problem) for problem in self.problems()]


def _replaced(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, (old, text.count(old))
    return text.replace(old, new)
