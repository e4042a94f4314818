"""What is written can be read again, and is the same hall."""

import csv
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from generated_plans import AWKWARD, halls
from hall_folder import DEMO, HallFolder
from hypothesis import given

from hall_server.domain.plan import HallPlan, Text
from hall_server.exchange.reading import read_hall
from hall_server.exchange.writing import write_catalogue_xlsx, write_hall


@given(halls())
def test_a_hall_written_and_read_again_is_the_same(plan: HallPlan) -> None:
    with tempfile.TemporaryDirectory() as folder:
        hall, catalogue, *_ = write_hall(plan, Path(folder))
        assert read_hall(hall, catalogue) == plan


@given(halls())
def test_a_catalogue_written_as_a_workbook_is_the_same(plan: HallPlan) -> None:
    with tempfile.TemporaryDirectory() as folder:
        hall, *_ = write_hall(plan, Path(folder))
        workbook = write_catalogue_xlsx(plan, Path(folder) / "catalogue.xlsx")
        assert read_hall(hall, workbook) == plan


@pytest.mark.parametrize("words", AWKWARD)
def test_no_name_is_too_awkward(files: HallFolder, tmp_path: Path, words: str) -> None:
    plan = files.read()
    item = replace(plan.items[0], name=Text(words, words), fee=words)
    plan = replace(plan, name=Text(words, words), items=(item, *plan.items[1:]))
    hall, catalogue, *_ = write_hall(plan, tmp_path / "out")
    assert read_hall(hall, catalogue) == plan
    workbook = write_catalogue_xlsx(plan, tmp_path / "catalogue.xlsx")
    assert read_hall(hall, workbook) == plan


def test_the_demo_catalogue_comes_out_with_the_rows_it_came_in_with(tmp_path: Path) -> None:
    plan = read_hall(DEMO / "hall.toml", DEMO / "catalogue.csv")
    hall, catalogue, *_ = write_hall(plan, tmp_path)
    came_in = _rows(DEMO / "catalogue.csv")
    assert [row[: len(came_in[0])] for row in _rows(catalogue)][: len(came_in)] == came_in
    assert read_hall(hall, catalogue) == plan


def test_short_forms_stay_short(tmp_path: Path) -> None:
    plan = read_hall(DEMO / "hall.toml", DEMO / "catalogue.csv")
    hall, *_ = write_hall(plan, tmp_path)
    lines = hall.read_text(encoding="utf-8").splitlines()
    assert 'numbers = "1-4"' in lines
    assert 'days = "mon-sun"' in lines
    assert 'to = "24:00"' in lines
    assert 'departments = ["税务局"]' in lines
    assert max(map(len, lines)) < 250


def test_writing_replaces_the_files_and_leaves_nothing_else(
    files: HallFolder, tmp_path: Path
) -> None:
    plan = files.read()
    folder = tmp_path / "new" / "folder"
    write_hall(plan, folder)
    write_hall(replace(plan, code="other"), folder)
    assert sorted(path.name for path in folder.iterdir()) == ["catalogue.csv", "hall.toml"]
    assert read_hall(folder / "hall.toml", folder / "catalogue.csv").code == "other"


def test_a_folder_that_cannot_be_written_is_said_so_and_left_as_it_was(
    files: HallFolder, tmp_path: Path
) -> None:
    taken = tmp_path / "out" / "hall.toml"
    taken.mkdir(parents=True)
    with pytest.raises(OSError):
        write_hall(files.read(), tmp_path / "out")
    assert [path.name for path in taken.parent.iterdir()] == ["hall.toml"]


def test_excel_takes_the_catalogue_for_utf8(files: HallFolder, tmp_path: Path) -> None:
    _, catalogue = write_hall(files.read(), tmp_path / "out")
    assert catalogue.read_bytes().startswith(b"\xef\xbb\xbf")


def _rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))
