"""Reading a hall's definition from hall.toml and the catalogue, whole or not at all."""

from pathlib import Path

from hall_server.domain.plan import HallPlan
from hall_server.domain.plan_check import check
from hall_server.domain.plan_values import value_problems
from hall_server.exchange.assembly import Assembly
from hall_server.exchange.catalogue import Catalogue, read_catalogue
from hall_server.exchange.hall_file import nothing_said, read_hall_file
from hall_server.exchange.problems import Problems


def read_hall(hall_toml: Path, catalogue: Path) -> HallPlan:
    """The hall that the two files define, checked. Reads the files, changes nothing.

    `catalogue` is CSV (UTF-8 or GB18030) or XLSX. Raises HallFilesRefused with every problem of
    both files; where one of them cannot be read at all, with what the other says by itself.
    """
    problems = Problems()
    hall = read_hall_file(hall_toml, problems)
    listed = read_catalogue(catalogue, problems)
    if hall is not None and listed is not None:
        whole = Assembly(hall, listed, problems)
        for problem in check(whole.plan):
            problems.add_unless_said(whole.place(problem.path), problem.text)
        problems.refuse((hall_toml.name, catalogue.name))
        return whole.plan
    if hall is not None:
        _half_problems(Assembly(hall, Catalogue(""), Problems()), hall_toml.name, problems)
    if listed is not None:
        _half_problems(Assembly(nothing_said(), listed, Problems()), catalogue.name, problems)
    raise problems.refusal((hall_toml.name, catalogue.name))


def _half_problems(half: Assembly, file: str, problems: Problems) -> None:
    """Add what is wrong in the one file that could be read, whatever the other would say."""
    for problem in value_problems(half.plan):
        place = half.place(problem.path)
        if place.file == file:
            problems.add_unless_said(place, problem.text)
