"""Reading a hall's definition from hall.toml and the catalogue, whole or not at all."""

from pathlib import Path

from hall_server.domain.plan import HallPlan
from hall_server.domain.plan_check import check
from hall_server.domain.plan_values import TEMPLATE_LENGTH, value_problems
from hall_server.exchange.assembly import PAPER_FILE, Assembly
from hall_server.exchange.catalogue import Catalogue, read_catalogue
from hall_server.exchange.hall_file import nothing_said, read_hall_file
from hall_server.exchange.materials import MATERIALS_FILE, MATERIALS_SHEET, read_materials
from hall_server.exchange.problems import Place, Problems
from hall_server.exchange.source_file import read_bytes, utf8_text


def read_hall(hall_toml: Path, catalogue: Path) -> HallPlan:
    """The hall that the two files define, checked. Reads the files, changes nothing.

    `catalogue` is CSV (UTF-8 or GB18030) or XLSX; a paper template stands beside hall.toml as
    paper.toml, the materials in full beside the catalogue as materials.csv (or as its workbook's sheet),
    if there are any. Raises HallFilesRefused with every problem of all files; where one
    of them cannot be read at all, with what the others say by themselves.
    """
    problems = Problems()
    paper = _paper(hall_toml.parent / PAPER_FILE, problems)
    hall = read_hall_file(hall_toml, problems)
    listed = read_catalogue(catalogue, problems)
    materials = read_materials(catalogue, problems)
    order = (
        hall_toml.name,
        catalogue.name,
        f"{catalogue.name}/{MATERIALS_SHEET}",
        MATERIALS_FILE,
        PAPER_FILE,
    )
    if hall is not None and listed is not None:
        whole = Assembly(hall, listed, problems, paper, materials)
        for problem in check(whole.plan):
            problems.add_unless_said(whole.place(problem.path), problem.text)
        problems.refuse(order)
        return whole.plan
    if hall is not None:
        _half_problems(Assembly(hall, Catalogue(""), Problems()), hall_toml.name, problems)
    if listed is not None:
        _half_problems(Assembly(nothing_said(), listed, Problems()), catalogue.name, problems)
    raise problems.refusal(order)


def _paper(file: Path, problems: Problems) -> str:
    """The text of the hall's paper template, empty if there is none; its faults are added."""
    if not file.exists():
        return ""
    content = read_bytes(file, 4 * TEMPLATE_LENGTH, problems)
    text = None if content is None else utf8_text(file.name, content, problems)
    if text is None:
        return ""
    text = text.replace("\r\n", "\n")
    # Imported here: halls without a template need not load the paper library.
    from printer.template_file import TemplateRefused, read_template

    try:
        read_template(text)
    except TemplateRefused as refused:
        for fault in refused.faults:
            problems.add(Place(file.name, fault.line), f"{fault.message}.")
    return text


def _half_problems(half: Assembly, file: str, problems: Problems) -> None:
    """Add what is wrong in the one file that could be read, whatever the other would say."""
    for problem in value_problems(half.plan):
        place = half.place(problem.path)
        if place.file == file:
            problems.add_unless_said(place, problem.text)
