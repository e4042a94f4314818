"""Saving a hall's plan: one hall, all of it, in the caller's transaction."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update

from hall_server.domain import plan as p
from hall_server.store import schema as t


def save_plan(connection: Connection, plan: p.HallPlan, now: datetime) -> int:
    """Write the plan and return the hall's id. What the plan no longer has becomes inactive."""
    hall = _save_hall(connection, plan)
    keep = _Keeper(connection, hall)
    connection.execute(delete(t.hours).where(t.hours.c.hall_id == hall))
    for place, each in enumerate(plan.hours):
        connection.execute(
            insert(t.hours).values(
                hall_id=hall,
                position=place,
                weekday=each.weekday,
                begins=each.begins.isoformat("minutes"),
                ends=each.ends.isoformat("minutes"),
            )
        )
    zones = keep.rows(
        t.zone,
        {
            each.code: _named(each.name)
            | {"floor": each.floor, "way_zh": each.way.zh, "way_en": each.way.en}
            for each in plan.zones
        },
    )
    departments = keep.rows(
        t.department, {each.code: _named(each.name) for each in plan.departments}
    )
    queues = keep.rows(
        t.queue,
        {
            each.letter: _named(each.name)
            | {
                "zone_id": zones[each.zone],
                "max_wait_minutes": each.max_wait_minutes,
                "capacity": each.capacity,
            }
            for each in plan.queues
        },
    )
    items = keep.rows(
        t.item, {each.code: _item(each, zones, departments, queues) for each in plan.items}
    )
    keep.parts(
        t.item_material,
        "item_id",
        {items[each.code]: [{"name": name} for name in each.materials] for each in plan.items},
    )
    _save_themes(keep, plan, items)
    profiles = _save_profiles(keep, plan, queues)
    keep.rows(
        t.window,
        {
            each.number: _named(each.name)
            | {"zone_id": zones[each.zone], "profile_id": profiles[each.profile]}
            for each in plan.windows
        },
        fresh={"state": "CLOSED", "since": now},
    )
    keep.rows(
        t.priority_reason,
        {each.code: _named(each.name) | {"rate": each.rate} for each in plan.priority_reasons},
    )
    keep.rows(t.pause_reason, {each.code: _named(each.name) for each in plan.pause_reasons})
    return hall


def _named(name: p.Text) -> dict[str, Any]:
    return {"name_zh": name.zh, "name_en": name.en}


def _item(
    item: p.Item, zones: dict[str, int], departments: dict[str, int], queues: dict[str, int]
) -> dict[str, Any]:
    return _named(item.name) | {
        "kind": item.kind,
        "department_id": departments[item.department],
        "queue_id": queues[item.queue],
        "zone_id": zones[item.zone],
        "service_minutes": item.service_minutes,
        "statutory_days": item.statutory_days,
        "promised_days": item.promised_days,
        "fee": item.fee,
        "common": item.common,
    }


def _save_themes(keep: "_Keeper", plan: p.HallPlan, items: dict[str, int]) -> None:
    themes = keep.rows(t.theme, {each.code: _named(each.name) for each in plan.themes})
    keep.parts(
        t.theme_item,
        "theme_id",
        {
            themes[each.code]: [
                {"item_id": items[errand.item], "step": errand.step} for errand in each.items
            ]
            for each in plan.themes
        },
    )


def _save_profiles(keep: "_Keeper", plan: p.HallPlan, queues: dict[str, int]) -> dict[str, int]:
    profiles = keep.rows(t.profile, {each.code: _named(each.name) for each in plan.profiles})
    keep.parts(
        t.profile_queue,
        "profile_id",
        {
            profiles[each.code]: [
                {"queue_id": queues[letter], "backup": False, "help_after_minutes": None}
                for letter in each.own
            ]
            + [
                {
                    "queue_id": queues[help.queue],
                    "backup": True,
                    "help_after_minutes": help.help_after_minutes,
                }
                for help in each.backup
            ]
            for each in plan.profiles
        },
    )
    return profiles


def _save_hall(connection: Connection, plan: p.HallPlan) -> int:
    values = _named(plan.name) | {
        "timezone": plan.timezone,
        "notice_zh": plan.notice.zh,
        "notice_en": plan.notice.en,
        "ticket_rules_zh": plan.ticket_rules.zh,
        "ticket_rules_en": plan.ticket_rules.en,
        "public_url": plan.public_url,
        "come_back_minutes": plan.rules.come_back_minutes,
        "come_back_after": plan.rules.come_back_after,
        "recall_pause_seconds": plan.rules.recall_pause_seconds,
    }
    known = connection.execute(
        select(t.hall.c.id, t.hall.c.setup_version).where(t.hall.c.code == plan.code)
    ).one_or_none()
    if known is None:
        inserted = connection.execute(
            insert(t.hall).values(code=plan.code, setup_version=1, **values).returning(t.hall.c.id)
        )
        return int(inserted.scalar_one())
    connection.execute(
        update(t.hall)
        .where(t.hall.c.id == known.id)
        .values(setup_version=known.setup_version + 1, **values)
    )
    return int(known.id)


class _Keeper:
    """Rows by code within a hall: known codes are updated, new ones inserted, dropped ones retired."""

    def __init__(self, connection: Connection, hall: int) -> None:
        self.connection = connection
        self.hall = hall

    def rows(
        self,
        table: Table,
        wanted: dict[str, dict[str, Any]],
        fresh: dict[str, Any] | None = None,
    ) -> dict[str, int]:
        """Make the table hold `wanted`, in its order; `fresh` values are for new rows only."""
        run = self.connection.execute
        known = {
            row.code: row.id
            for row in run(select(table.c.code, table.c.id).where(table.c.hall_id == self.hall))
        }
        for place, (code, values) in enumerate(wanted.items()):
            kept = values | {"position": place, "active": True}
            if code in known:
                run(update(table).where(table.c.id == known[code]).values(**kept))
            else:
                new = kept | (fresh or {}) | {"hall_id": self.hall, "code": code}
                known[code] = run(insert(table).values(**new).returning(table.c.id)).scalar_one()
        for code in known.keys() - wanted.keys():
            run(update(table).where(table.c.id == known[code]).values(active=False))
        return known

    def parts(self, table: Table, owner: str, wanted: dict[int, list[dict[str, Any]]]) -> None:
        """Replace the ordered parts of each owner."""
        run = self.connection.execute
        for id, parts in wanted.items():
            run(delete(table).where(table.c[owner] == id))
            if parts:
                run(
                    insert(table),
                    [part | {owner: id, "position": place} for place, part in enumerate(parts)],
                )
