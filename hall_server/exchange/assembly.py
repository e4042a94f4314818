"""Joining hall.toml, the catalogue and the paper template into one plan, and finding there what a plan's path means."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from hall_server.domain.plan import Department, HallPlan, Item, Text
from hall_server.domain.plan_problem import Path
from hall_server.exchange.catalogue import COLUMN_OF_FIELD, Catalogue, CatalogueRow
from hall_server.exchange.hall_file import ITEMS_SAID, HallFile
from hall_server.exchange.hall_parts import ITEM_KEYS, ItemSaid
from hall_server.exchange.materials import COLUMN_OF_MATERIAL, InFull, MaterialRow
from hall_server.exchange.problems import Place, Problems
from hall_server.toml_lines import TomlPath

PAPER_FILE = "paper.toml"
_KEY_OF_FIELD: Mapping[str, str] = MappingProxyType(
    {"weekday": "days", "begins": "from", "ends": "to", "number": "numbers"}
)
"""Where a field of the plan is called otherwise in hall.toml."""


class Assembly:
    """The plan of the two files. Names that lead nowhere are added to the problems."""

    def __init__(
        self,
        hall: HallFile,
        catalogue: Catalogue,
        problems: Problems,
        paper: str = "",
        materials: tuple[MaterialRow, ...] = (),
    ) -> None:
        self._hall = hall
        self._paper = paper
        self._catalogue = catalogue
        self._problems = problems
        self._said = {said.code: at for at, said in reversed(list(enumerate(hall.items)))}
        self._rows = self._all_rows()
        self._material_places: list[tuple[Place | None, ...]] = []
        self._with_materials(materials)
        self._only_in_catalogue = self._new_departments()
        self.plan = self._plan()

    def place(self, path: Path) -> Place:
        """Where in the files the value at a path of the plan comes from."""
        part, *rest = path
        position = rest[0] if rest and isinstance(rest[0], int) else None
        if part == "items":
            if position is None:
                return self._item_place(None, [])
            in_table = self._material_place(position, rest[1:]) if rest[1:] else None
            return in_table or self._item_place(self._rows[position], rest[1:])
        if part == "departments" and position is not None:
            new = position - len(self._hall.departments)
            if new >= 0:
                return self._cell(self._only_in_catalogue[new], ["department"])
        if part == "paper_template":
            return Place(PAPER_FILE)
        return self._hall.source.place(self._toml_path(str(part), rest))

    def _with_materials(self, table: tuple[MaterialRow, ...]) -> None:
        """Give the items their materials in full."""
        in_full, rows = InFull(table), []
        for row in self._rows:
            materials, places = in_full.of(row.item.code, row.item.materials)
            rows.append(replace(row, item=replace(row.item, materials=materials)))
            self._material_places.append(places)
        in_full.refuse_the_rest({row.item.code for row in rows}, self._problems)
        self._rows = tuple(rows)

    def _material_place(self, position: int, field: list[str | int]) -> Place | None:
        """Where the table of materials has a material of an item, or a field of it."""
        if field[0] != "materials" or len(field) < 2:
            return None
        place = self._material_places[position][int(field[1])]
        column = str(field[2]) if len(field) > 2 else "name"
        column = COLUMN_OF_MATERIAL.get(column, column)
        return None if place is None else Place(place.file, place.row, column)

    def _item_place(self, row: CatalogueRow | None, field: list[str | int]) -> Place:
        at = None if row is None else self._said.get(row.item.code)
        if row is None or at is None:
            return self._cell(row, field)
        if at in self._own() or (field and field[0] in self._hall.items[at].fields):
            name, *rest = field or ["code"]
            key = _key((ITEM_KEYS.get(str(name), name), *rest))
            return self._hall.source.place((*self._hall.sites[ITEMS_SAID][at], *key))
        return self._cell(row, field)

    def _own(self) -> list[int]:
        """Positions of the `[[item]]` that are no item of the catalogue."""
        listed = {row.item.code for row in self._catalogue.rows}
        return [at for code, at in self._said.items() if code not in listed]

    def _all_rows(self) -> tuple[CatalogueRow, ...]:
        """The catalogue's rows with what hall.toml says of them, then the items of hall.toml alone."""
        rows = [self._with_said(row) for row in self._catalogue.rows]
        for at in sorted(self._own()):
            own = self._own_row(at)
            rows += [own] if own is not None else []
        for at, said in enumerate(self._hall.items):
            if self._said[said.code] != at:
                self._wrong((*self._hall.sites[ITEMS_SAID][at], "code"), _TWICE.format(said.code))
        return tuple(rows)

    def _with_said(self, row: CatalogueRow) -> CatalogueRow:
        at = self._said.get(row.item.code)
        return row if at is None else _saying(row, self._hall.items[at])

    def _own_row(self, at: int) -> CatalogueRow | None:
        said, path = self._hall.items[at], self._hall.sites[ITEMS_SAID][at]
        if not said.fields.keys() >= _OWN_NEEDS:
            self._wrong(
                (*path, "code"),
                f"The catalogue has no item {said.code!r}: correct the code, or give its name, type,"
                " zone, department and minutes here.",
            )
            return None
        row = CatalogueRow(self._hall.source.place(path), "", "", _UNSAID)
        return _saying(replace(row, item=replace(_UNSAID, code=said.code)), said)

    def _cell(self, row: CatalogueRow | None, field: list[str | int]) -> Place:
        if row is None:
            return Place(self._catalogue.file)
        if field[:2] == ["name", "en"]:
            return Place(row.place.file, row.place.row, "item_name_en")
        column = COLUMN_OF_FIELD[str(field[0])] if field else ""
        return Place(row.place.file, row.place.row, column)

    def _toml_path(self, part: str, rest: list[str | int]) -> TomlPath:
        if part == "rules":
            return ("rules", *rest)
        if part == "call_text":
            return ("voice", *_key((part, *rest)))
        if part not in self._hall.sites:
            return ("hall", *_key((part, *rest)))
        if not rest:
            return (part,)
        site, field = self._hall.sites[part][int(rest[0])], tuple(rest[1:])
        if part == "life_events" and field[:1] == ("items",):
            return (*site, *field)
        return (*site, *_key(field))

    def _plan(self) -> HallPlan:
        hall = self._hall
        return HallPlan(
            code=hall.code,
            name=hall.name,
            timezone=hall.timezone,
            notice=hall.notice,
            ticket_rules=hall.ticket_rules,
            public_url=hall.public_url,
            address=hall.address,
            rules=hall.rules,
            hours=hall.hours,
            zones=hall.zones,
            departments=(
                *hall.departments,
                *(
                    Department(row.department, Text(row.department))
                    for row in self._only_in_catalogue
                ),
            ),
            queues=tuple(queue for queue, _ in hall.queues),
            items=self._items(),
            themes=hall.themes,
            life_events=hall.life_events,
            profiles=hall.profiles,
            windows=hall.windows,
            priority_reasons=hall.priority_reasons,
            pause_reasons=hall.pause_reasons,
            special_days=hall.special_days,
            legal_days=hall.legal_days,
            notices=hall.notices,
            media=hall.media,
            call_text=hall.call_text,
            paper_template=self._paper,
        )

    def _new_departments(self) -> tuple[CatalogueRow, ...]:
        """The first row of each department that only the catalogue names."""
        named = {department.name.zh for department in self._hall.departments}
        first = {row.department: row for row in reversed(self._rows)}
        in_order = dict.fromkeys(row.department for row in self._rows)
        return tuple(first[name] for name in in_order if name not in named)

    def _items(self) -> tuple[Item, ...]:
        zones = {zone.name.zh: zone.code for zone in reversed(self._hall.zones)}
        codes = {each.name.zh: each.code for each in reversed(self._hall.departments)}
        by_item, by_department = self._waiting_by_item(), self._waiting_by_department()
        common = self._common()
        return tuple(
            replace(
                row.item,
                zone=row.item.zone or self._zone(row, zones),
                department=codes.get(row.department, row.department),
                queue=by_item.get(row.item.code) or by_department.get(row.department, ""),
                common=row.item.code in common,
            )
            for row in self._rows
        )

    def _zone(self, row: CatalogueRow, zones: Mapping[str, str]) -> str:
        if row.zone not in zones:
            self._problems.add_unless_said(
                self._cell(row, ["zone"]),
                f"No zone in {self._hall.source.file} is named {row.zone!r}:"
                " add a [[zone]] or correct the name.",
            )
        return zones.get(row.zone, "")

    def _waiting_by_department(self) -> dict[str, str]:
        """Letter of the queue where a department's items wait."""
        known = {row.department for row in self._rows}
        written = [(queue.letter, names.departments) for queue, names in self._hall.queues]
        return self._waiting("departments", written, "department", known)

    def _waiting_by_item(self) -> dict[str, str]:
        """Letter of the queue for the items that queues name one by one."""
        known = {row.item.code for row in self._rows}
        written = [(queue.letter, names.items) for queue, names in self._hall.queues]
        return self._waiting("items", written, "item", known)

    def _waiting(
        self, key: str, written: list[tuple[str, tuple[str, ...]]], what: str, known: set[str]
    ) -> dict[str, str]:
        waits: dict[str, str] = {}
        for at, (letter, names) in enumerate(written):
            for position, name in enumerate(names):
                path = ("queue", at, key, position)
                if name not in known:
                    self._nowhere(path, what, name)
                elif name in waits:
                    self._wrong(
                        path, f"{name!r} waits in queue {waits[name]!r} already: remove one."
                    )
                else:
                    waits[name] = letter
        return waits

    def _common(self) -> set[str]:
        known = {row.item.code for row in self._rows}
        common: set[str] = set()
        for position, code in enumerate(self._hall.common):
            if code not in known:
                self._nowhere(("common", position), "item", code)
            elif code in common:
                self._wrong(("common", position), f"{code!r} is there twice: remove one.")
            common.add(code)
        return common

    def _nowhere(self, path: TomlPath, what: str, name: str) -> None:
        self._wrong(path, f"The catalogue has no {what} {name!r}: correct or remove it.")

    def _wrong(self, path: TomlPath, text: str) -> None:
        self._problems.add_unless_said(self._hall.source.place(path), text)


_UNSAID = Item("", Text(""), "promised", "", "", "", 1)
_OWN_NEEDS = {"name", "kind", "zone", "department", "service_minutes"}
_TWICE = "{!r} is there twice: remove one."


def _saying(row: CatalogueRow, said: ItemSaid) -> CatalogueRow:
    """The row with the fields that hall.toml gives."""
    fields = dict(said.fields)
    department = str(fields.pop("department", row.department))
    return replace(row, department=department, item=replace(row.item, **fields))


def _key(field: Path) -> TomlPath:
    """The key of hall.toml for a field of a plan's part: English names stand under `name_en`."""
    if len(field) == 2 and field[1] == "en":
        return (f"{field[0]}_en",)
    if field and field[0] == "items":
        return ("steps",)
    return tuple(_KEY_OF_FIELD.get(part, part) if isinstance(part, str) else part for part in field)
