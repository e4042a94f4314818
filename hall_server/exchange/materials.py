"""The materials in full: a table beside the catalogue, whose own column only names them.

A row tells of one material of one item, found by the item's code and the material's name. What has
no row is its name alone. The same table is the sheet `materials` of a workbook.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from hall_server.domain.plan import HallPlan, Item, Material
from hall_server.exchange.problems import Place, Problems
from hall_server.exchange.service_guide import at, number, one_of
from hall_server.exchange.sheet import Row, read_rows, sheet_rows

MATERIALS_FILE = "materials.csv"
MATERIALS_SHEET = "materials"
MATERIAL_COLUMNS = (
    "item_code",
    "name",
    "kind",
    "copies",
    "medium",
    "source",
    "standard",
    "necessity",
    "certificate",
)
_NEEDED = ("item_code", "name")
COLUMN_OF_MATERIAL: Mapping[str, str] = MappingProxyType({"deferrable": "necessity"})
"""Where a field of a material is called otherwise."""

KINDS: Mapping[str, str] = MappingProxyType(
    {"": "", "原件": "original", "复印件": "copy", "原件和复印件": "both"}
)
MEDIA: Mapping[str, str] = MappingProxyType(
    {"": "", "纸质": "paper", "电子": "electronic", "纸质或电子": "either"}
)
NECESSITIES: Mapping[str, str] = MappingProxyType({"必要": "needed", "容缺": "deferrable"})


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """A row of the table: a material of an item."""

    place: Place
    item: str
    material: Material


def read_materials(catalogue: Path, problems: Problems) -> tuple[MaterialRow, ...]:
    """The table of a catalogue: its workbook's own sheet, else materials.csv beside it, else none.

    Reads the files; what is wrong in the table is added to the problems.
    """
    sheet = sheet_rows(catalogue, MATERIALS_SHEET, problems)
    if sheet is not None:
        return material_rows(f"{catalogue.name}/{MATERIALS_SHEET}", sheet, problems)
    beside = catalogue.parent / MATERIALS_FILE
    rows = read_rows(beside, problems) if beside.exists() else None
    return () if rows is None else material_rows(MATERIALS_FILE, rows, problems)


def material_rows(file: str, rows: Sequence[Row], problems: Problems) -> tuple[MaterialRow, ...]:
    """The table's rows as values; a wrong cell is added to the problems and has a stand-in."""
    if not rows:
        return ()
    header, *body = rows
    position = _header(file, header, problems)
    if position is None:
        return ()
    return tuple(_row(Place(file, row.number), position, row, problems) for row in body)


def _header(file: str, header: Row, problems: Problems) -> dict[str, int] | None:
    position: dict[str, int] = {}
    sound = True
    for column, name in enumerate(header.cells):
        place = Place(file, header.number, name or f"column {column + 1}")
        if name in position or name not in MATERIAL_COLUMNS:
            known = ",".join(MATERIAL_COLUMNS)
            problems.add(place, f"No such column, or twice: remove it (known: {known}).")
            sound = False
        position[name] = column
    for name in _NEEDED:
        if name not in position:
            problems.add(Place(file, header.number, name), "The column is missing: add it.")
            sound = False
    return position if sound else None


def _row(place: Place, position: dict[str, int], row: Row, problems: Problems) -> MaterialRow:
    cell = dict.fromkeys(MATERIAL_COLUMNS, "")
    cell |= {name: row.cells[c] if c < len(row.cells) else "" for name, c in position.items()}
    if len(row.cells) > len(position):
        problems.add(place, "There are cells beyond the last column: remove them.")
    copies = number(at(place, "copies"), cell["copies"] or "1", "write a whole number", problems)
    necessity = cell["necessity"] or "必要"
    material = Material(
        name=cell["name"],
        kind=one_of(at(place, "kind"), cell["kind"], KINDS, problems),
        copies=1 if copies is None else copies,
        medium=one_of(at(place, "medium"), cell["medium"], MEDIA, problems),
        source=cell["source"],
        standard=cell["standard"],
        deferrable=one_of(at(place, "necessity"), necessity, NECESSITIES, problems) == "deferrable",
        certificate=cell["certificate"],
    )
    return MaterialRow(place, cell["item_code"], material)


class InFull:
    """Rows of the table by item, each given out once."""

    def __init__(self, rows: Iterable[MaterialRow]) -> None:
        self._left: defaultdict[str, list[MaterialRow]] = defaultdict(list)
        for row in rows:
            self._left[row.item].append(row)

    def of(
        self, code: str, named: tuple[Material, ...]
    ) -> tuple[tuple[Material, ...], tuple[Place | None, ...]]:
        """An item's materials as the table has them, and the row of each, None where it has none.

        Where the catalogue names no material, the item has those of the table in its order.
        """
        rows = self._left[code]
        if not named:
            named = tuple(row.material for row in rows)
        found: list[MaterialRow | None] = []
        for material in named:
            row = next((each for each in rows if each.material.name == material.name), None)
            if row is not None:
                rows.remove(row)
            found.append(row)
        full = zip(named, found, strict=True)
        return (
            tuple(material if row is None else row.material for material, row in full),
            tuple(None if row is None else row.place for row in found),
        )

    def refuse_the_rest(self, codes: Iterable[str], problems: Problems) -> None:
        """Add a problem for each row that no item has asked for."""
        known = frozenset(codes)
        for code, rows in self._left.items():
            for row in rows:
                if code not in known:
                    text = f"The catalogue has no item {code!r}: correct or remove the row."
                    problems.add_unless_said(at(row.place, "item_code"), text)
                else:
                    text = (
                        f"The catalogue names no material {row.material.name[:40]!r} of {code},"
                        " or not so often: correct one of them or remove the row."
                    )
                    problems.add_unless_said(at(row.place, "name"), text)


def has_more_than_names(plan: HallPlan) -> bool:
    """Whether the table says anything that the catalogue's own column does not."""
    return any(
        material != Material(material.name) for item in plan.items for material in item.materials
    )


def material_cells(items: Iterable[Item]) -> Iterator[tuple[str | int | None, ...]]:
    """A row per material in the order of the items, cells as in MATERIAL_COLUMNS."""
    for item in items:
        for material in item.materials:
            yield (
                item.code,
                material.name,
                _word(material.kind, KINDS),
                material.copies,
                _word(material.medium, MEDIA),
                material.source or None,
                material.standard or None,
                "容缺" if material.deferrable else "必要",
                material.certificate or None,
            )


def _word(value: str, words: Mapping[str, str]) -> str | None:
    return next(word for word, meant in words.items() if meant == value) or None
