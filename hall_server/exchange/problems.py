"""What is wrong in a hall's files, gathered until all of it is known, and said at once."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import ClassVar

from hall_server.domain.refusals import Malformed


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a cell of the catalogue, or a key of hall.toml and its line.

    `row` counts as a spreadsheet does, the header being 1; in hall.toml it is the line. None when
    the file as a whole is meant or the line cannot be told. `column` is empty for a whole row.
    """

    file: str
    row: int | None = None
    column: str = ""

    def __str__(self) -> str:
        where = self.file
        if self.row is not None:
            where += f", {'line' if self.file.endswith('.toml') else 'row'} {self.row}"
        return f"{where}, {self.column}" if self.column else where


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: where it is, and in English what it is and what to do."""

    file: str
    row: int | None
    column: str
    text: str

    @property
    def place(self) -> Place:
        return Place(self.file, self.row, self.column)

    def __str__(self) -> str:
        return f"{self.place}: {self.text}"


class HallFilesRefused(Malformed):
    """The hall's files are wrong, so nothing was read. `problems` holds every one found."""

    code: ClassVar[str] = "hall_files_refused"
    sentence: ClassVar[str] = "The hall's files were not read: {count} to mend."

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(
            count=len(problems),
            problems=[str(problem) for problem in problems],
            places=[asdict(problem) for problem in problems],
        )
        self.problems = problems

    def report(self) -> str:
        """The sentence and then each problem on a line of its own, in the order of the files."""
        return "\n".join((str(self), *(f"  {problem}" for problem in self.problems)))


class Problems:
    """The problems found so far. Adding never raises, so that reading goes on to find the rest."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._places: set[Place] = set()

    def add(self, place: Place, text: str) -> None:
        self._found.append(Problem(place.file, place.row, place.column, text))
        self._places.add(place)

    def add_unless_said(self, place: Place, text: str) -> None:
        """Add a consequence, which is not worth saying where something else is already wrong."""
        if place not in self._places:
            self.add(place, text)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)

    def refuse(self, order: tuple[str, ...]) -> None:
        """Raise HallFilesRefused if anything was found; `order` are the file names in turn."""
        if self._found:
            raise self.refusal(order)

    def refusal(self, order: tuple[str, ...]) -> HallFilesRefused:
        """All that was found, by file and row."""
        rank = {name: position for position, name in enumerate(order)}
        ordered = sorted(self._found, key=lambda each: (rank.get(each.file, -1), each.row or 0))
        return HallFilesRefused(tuple(dict.fromkeys(ordered)))
