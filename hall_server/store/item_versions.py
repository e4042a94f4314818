"""What the catalogue said of an item, version after version: a case keeps the one it was received under.

A version holds the item's entry as the plan has it, with its department's; see `plan_entries`. It is
in force from its date until the next one's. A version from today that nobody has used is rewritten
when the item changes again the same day.
"""

import json
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    bindparam,
    exists,
    func,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from hall_server.domain import plan as p
from hall_server.domain.plan_entries import completed, part_entries, value_read
from hall_server.domain.refusals import Unknown
from hall_server.store import schema as t
from hall_server.store.prepared import Prepared
from hall_server.store.schema import AnyRow

OPERATIONAL = frozenset({"queue", "zone", "service_minutes", "common", "synonyms", "day_cap",
                         "half_day_cap", "slots", "pick_up"})  # fmt: skip
"""Fields that say how the hall works, not what the applicant is entitled to."""


class ItemVersion(NamedTuple):
    """A version of an item. `queue`, `zone` and what else is the hall's own affair are as at present."""

    id: int
    item_id: int
    version: int
    valid_from: date
    item: p.Item
    department: p.Department


def keep_versions(
    connection: Connection, hall: int, plan: p.HallPlan, items: dict[str, int], today: date
) -> int:
    """Begin a new version of each item whose facts differ from its newest one. Returns how many."""
    departments = {entry["code"]: entry for entry in part_entries(plan, "departments")}
    newest = _newest(connection, hall)
    begun = 0
    for entry in part_entries(plan, "items"):
        facts = {name: value for name, value in entry.items() if name not in OPERATIONAL}
        written = json.dumps(
            {"item": facts, "department": departments[facts["department"]]},
            ensure_ascii=False,
            separators=(",", ":"),
            sort_keys=True,
        )
        known = newest.get(items[entry["code"]])
        if known is not None and known.facts == written:
            continue
        if known is not None and known.valid_from == today and not _used(connection, known.id):
            connection.execute(
                update(t.item_version).where(t.item_version.c.id == known.id).values(facts=written)
            )
            continue
        begun += 1
        connection.execute(
            insert(t.item_version).values(
                hall_id=hall,
                item_id=items[entry["code"]],
                version=1 if known is None else known.version + 1,
                valid_from=today,
                facts=written,
            )
        )
    return begun


def lacks_versions(connection: Connection, hall: int) -> bool:
    """Whether an item of the catalogue has no version yet, being from before they were kept."""
    version = select(t.item_version.c.id).where(t.item_version.c.item_id == t.item.c.id)
    lacking = select(t.item.c.id).where(
        t.item.c.hall_id == hall, t.item.c.active, ~version.exists()
    )
    return connection.execute(lacking.limit(1)).one_or_none() is not None


_COLUMNS = (t.item_version.c.id, t.item_version.c.item_id, t.item_version.c.version,
            t.item_version.c.valid_from, t.item_version.c.facts)  # fmt: skip
_BY_ID = Prepared(select(*_COLUMNS).where(t.item_version.c.id == bindparam("version")))
_IN_FORCE = Prepared(
    select(*_COLUMNS)
    .where(
        t.item_version.c.item_id == bindparam("item"),
        t.item_version.c.valid_from <= bindparam("on"),
    )
    .order_by(t.item_version.c.version.desc())
    .limit(literal_column("1"))
)


def version_in_force(connection: Connection, item: int, on: date) -> ItemVersion | None:
    """The version of an item that holds on a date; None before its first."""
    row = _IN_FORCE.row(connection, {"item": item, "on": on})
    return None if row is None else _version(*row)


def version_by_id(connection: Connection, id: int) -> ItemVersion:
    """A version that a row refers to. Raises Unknown."""
    row = _BY_ID.row(connection, {"version": id})
    if row is None:
        raise Unknown(what="item_version", name=id)
    return _version(*row)


def versions_of(connection: Connection, item: int) -> list[ItemVersion]:
    """All versions of an item, newest first."""
    rows = connection.execute(
        select(t.item_version)
        .where(t.item_version.c.item_id == item)
        .order_by(t.item_version.c.version.desc())
    )
    return [version_of(row) for row in rows]


def version_of(row: AnyRow) -> ItemVersion:
    """A row of item_version as values."""
    return _version(row.id, row.item_id, row.version, row.valid_from, row.facts)


def _version(id: int, item: int, version: int, valid_from: date, facts: str) -> ItemVersion:
    return ItemVersion(id, item, version, valid_from, *_read(facts))


@lru_cache(maxsize=1024)
def _read(written: str) -> tuple[p.Item, p.Department]:
    """What a version says; it is looked up several times in each act on a case."""
    facts: dict[str, Any] = json.loads(written)
    return (
        value_read("items", completed("items", _operational(facts["item"]))),
        value_read("departments", completed("departments", facts["department"])),
    )


def _operational(facts: dict[str, Any]) -> dict[str, Any]:
    return {"queue": "", "zone": "", "service_minutes": 1, "common": False} | facts


def _newest(connection: Connection, hall: int) -> dict[int, AnyRow]:
    newest = (
        select(t.item_version.c.item_id, func.max(t.item_version.c.version).label("version"))
        .where(t.item_version.c.hall_id == hall)
        .group_by(t.item_version.c.item_id)
        .subquery()
    )
    rows = connection.execute(
        select(t.item_version).join(
            newest,
            (newest.c.item_id == t.item_version.c.item_id)
            & (newest.c.version == t.item_version.c.version),
        )
    )
    return {row.item_id: row for row in rows}


def _used(connection: Connection, version: int) -> bool:
    """Whether a case was received under a version, or something may have been checked by it today."""
    used = select(t.case_step.c.id).where(t.case_step.c.item_version_id == version)
    began = select(t.item_version.c.valid_from).where(t.item_version.c.id == version)
    checked = select(t.pre_check.c.id).where(
        t.pre_check.c.hall_id == t.item_version.c.hall_id,
        t.item_version.c.id == version,
        t.pre_check.c.expires_on > began.scalar_subquery(),
    )
    return bool(connection.execute(select(or_(exists(used), exists(checked)))).scalar_one())
