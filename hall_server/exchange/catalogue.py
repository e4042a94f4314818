"""The catalogue's columns: how a row of the file is an item of the hall, and an item a row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from hall_server.domain.plan import HallPlan, Item, Material, Text
from hall_server.exchange.problems import Place, Problems
from hall_server.exchange.service_guide import (
    GUIDE_COLUMNS,
    at,
    flag,
    guide_cells,
    guide_fields,
    number,
    optional_number,
    several,
)
from hall_server.exchange.sheet import Row, read_rows

COLUMNS = (
    "zone",
    "department",
    "item_code",
    "item_name",
    "item_name_en",
    "type",
    "statutory_days",
    "promised_days",
    "avg_service_minutes",
    "materials",
    "fee",
)

LATER_COLUMNS = ("synonyms", "day_cap", "half_day_cap", "slots", "pick_up", *GUIDE_COLUMNS)
"""Columns a file may leave out: catalogues from before they existed are still read."""

KIND_OF_TYPE: Mapping[str, str] = MappingProxyType(
    {"即办件": "instant", "承诺件": "promised", "联办件": "joint", "上报件": "forwarded"}
)
TYPE_OF_KIND: Mapping[str, str] = MappingProxyType({kind: t for t, kind in KIND_OF_TYPE.items()})

COLUMN_OF_FIELD: Mapping[str, str] = MappingProxyType(
    {
        "zone": "zone",
        "department": "department",
        "queue": "department",
        "code": "item_code",
        "name": "item_name",
        "kind": "type",
        "statutory_days": "statutory_days",
        "promised_days": "promised_days",
        "service_minutes": "avg_service_minutes",
        "materials": "materials",
        "fee": "fee",
        **{name: name for name in LATER_COLUMNS},
    }
)
"""Which column an item's field stands in. Its queue follows from its department or its code."""


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """A row as an item, with zone and department still by name and no queue yet."""

    place: Place
    zone: str
    department: str
    item: Item


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A catalogue file's rows, in its order."""

    file: str
    rows: tuple[CatalogueRow, ...] = ()
    columns: frozenset[str] = frozenset()


def read_catalogue(path: Path, problems: Problems) -> Catalogue | None:
    """The contents of a catalogue file; None when it cannot be read as a whole.

    A wrong cell is added to the problems and stands as a possible value in the row given back.
    Reads the file.
    """
    rows = read_rows(path, problems)
    if rows is None:
        return None
    if not rows:
        problems.add(Place(path.name), f"The file is empty: its first row is {','.join(COLUMNS)}.")
        return None
    header, *body = rows
    position = _header(path.name, header, problems)
    if position is None:
        return None
    return Catalogue(
        path.name,
        tuple(
            _row(Place(path.name, row.number), position, row, problems)
            for row in body
            if _fits(path.name, header, row, problems)
        ),
        frozenset(position),
    )


def _header(file: str, header: Row, problems: Problems) -> dict[str, int] | None:
    position: dict[str, int] = {}
    sound = True
    for column, name in enumerate(header.cells):
        place = Place(file, header.number, name or f"column {column + 1}")
        if name in position:
            problems.add(place, "The column is there twice: remove one.")
        elif name not in COLUMNS + LATER_COLUMNS:
            problems.add(place, f"{name!r} is not a column of a catalogue: remove it.")
        else:
            position[name] = column
            continue
        sound = False
    if not position:
        problems.add(
            Place(file, header.number), f"The first row must be {','.join(COLUMNS)}, with commas."
        )
        return None
    for name in COLUMNS:
        if name not in position:
            problems.add(Place(file, header.number, name), "The column is missing: add it.")
            sound = False
    return position if sound else None


def _fits(file: str, header: Row, row: Row, problems: Problems) -> bool:
    if len(row.cells) <= len(header.cells):
        return True
    problems.add(
        Place(file, row.number),
        f"The row has {len(row.cells)} cells under {len(header.cells)} columns:"
        " put a text that holds a comma in quotation marks.",
    )
    return False


def _row(place: Place, position: dict[str, int], row: Row, problems: Problems) -> CatalogueRow:
    cell = dict.fromkeys(LATER_COLUMNS, "")
    cell |= {name: row.cells[c] if c < len(row.cells) else "" for name, c in position.items()}
    for name in ("zone", "department"):
        if not cell[name]:
            problems.add(at(place, name), f"The {name} is empty: give its name.")
    item = Item(
        code=cell["item_code"],
        name=Text(cell["item_name"], cell["item_name_en"]),
        kind=_kind(at(place, "type"), cell["type"], problems),
        department="",
        queue="",
        zone="",
        service_minutes=_minutes(place, cell, problems),
        statutory_days=_optional(place, cell, "statutory_days", problems),
        promised_days=_optional(place, cell, "promised_days", problems),
        fee=cell["fee"],
        materials=tuple(Material(name) for name in several(cell["materials"])),
        synonyms=several(cell["synonyms"]),
        day_cap=_optional(place, cell, "day_cap", problems),
        half_day_cap=_optional(place, cell, "half_day_cap", problems),
        slots=_optional(place, cell, "slots", problems) or 0,
        pick_up=flag(at(place, "pick_up"), cell["pick_up"], problems),
        **guide_fields(place, cell, problems),
    )
    return CatalogueRow(place, cell["zone"], cell["department"], item)


def _kind(place: Place, written: str, problems: Problems) -> str:
    if written not in KIND_OF_TYPE:
        problems.add_unless_said(
            place, f"{written!r} is not a type: use {'、'.join(KIND_OF_TYPE)}."
        )
    # Promised is the kind that no later check can contradict.
    return KIND_OF_TYPE.get(written, "promised")


def _optional(place: Place, cell: Mapping[str, str], column: str, problems: Problems) -> int | None:
    return optional_number(at(place, column), cell[column], problems)


def _minutes(place: Place, cell: Mapping[str, str], problems: Problems) -> int:
    column = "avg_service_minutes"
    minutes = number(at(place, column), cell[column], "write a whole number", problems)
    return 1 if minutes is None else minutes


def catalogue_rows(plan: HallPlan) -> Iterator[tuple[str | int | None, ...]]:
    """A row per item in the plan's order, cells as in COLUMNS and LATER_COLUMNS; None is a blank cell.

    The plan is one that `plan_check` finds nothing wrong with.
    """
    department = {each.code: each.name.zh for each in plan.departments}
    for item in plan.items:
        yield (
            plan.zone[item.zone].name.zh,
            department[item.department],
            item.code,
            item.name.zh,
            item.name.en,
            TYPE_OF_KIND[item.kind],
            item.statutory_days,
            item.promised_days,
            item.service_minutes,
            ";".join(item.material_names),
            item.fee,
            ";".join(item.synonyms),
            item.day_cap,
            item.half_day_cap,
            item.slots or None,
            "yes" if item.pick_up else None,
            *guide_cells(item),
        )
