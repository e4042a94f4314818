"""Saving a hall's plan: one hall, all of it, in the caller's transaction."""

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from hall_server.domain import plan as p
from hall_server.domain.opening import local_date
from hall_server.domain.periods import periods_written
from hall_server.domain.plan_entries import DEPARTMENT_FACTS, ITEM_TEXTS
from hall_server.store import schema as t
from hall_server.store.item_versions import keep_versions


def save_plan(connection: Connection, plan: p.HallPlan, now: datetime) -> int:
    """Write the plan and return the hall's id. What the plan no longer has becomes inactive."""
    hall = _save_hall(connection, plan)
    keep = _Keeper(connection, hall)
    _save_hours(connection, hall, plan)
    zones = keep.rows(
        t.zone,
        {
            each.code: _named(each.name)
            | {"floor": each.floor, "way_zh": each.way.zh, "way_en": each.way.en}
            for each in plan.zones
        },
    )
    departments = keep.rows(
        t.department,
        {
            each.code: _named(each.name) | {name: getattr(each, name) for name in DEPARTMENT_FACTS}
            for each in plan.departments
        },
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
        {items[each.code]: [asdict(one) for one in each.materials] for each in plan.items},
    )
    keep_versions(connection, hall, plan, items, local_date(now, plan.timezone))
    themes = _save_themes(keep, plan, items)
    _save_life_events(keep, plan, items, themes)
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
        {
            each.code: _named(each.name) | {"rate": each.rate, "from_age": each.from_age}
            for each in plan.priority_reasons
        },
    )
    keep.rows(t.pause_reason, {each.code: _named(each.name) for each in plan.pause_reasons})
    _save_days(keep, plan)
    _save_boards(keep, plan)
    return hall


def _save_hours(connection: Connection, hall: int, plan: p.HallPlan) -> None:
    mine = t.hours.c.hall_id == hall
    columns = (t.hours.c.position, t.hours.c.weekday, t.hours.c.begins, t.hours.c.ends)
    wanted = [
        (place, each.weekday, each.begins.isoformat("minutes"), each.ends.isoformat("minutes"))
        for place, each in enumerate(plan.hours)
    ]
    known = connection.execute(select(*columns).where(mine).order_by(t.hours.c.position)).all()
    if [tuple(row) for row in known] == wanted:
        return
    connection.execute(delete(t.hours).where(mine))
    names = [column.name for column in columns]
    rows = [{"hall_id": hall, **dict(zip(names, row, strict=True))} for row in wanted]
    if rows:
        connection.execute(insert(t.hours), rows)


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
        "synonyms": json.dumps(item.synonyms, ensure_ascii=False),
        "day_cap": item.day_cap,
        "half_day_cap": item.half_day_cap,
        "slots": item.slots,
        "pick_up": item.pick_up,
        "day_kind": item.day_kind,
        **{name: getattr(item, name) for name in ITEM_TEXTS},
        "delivery": ",".join(item.delivery),
        "deemed_approval": item.deemed_approval,
        "higher_body": item.higher_body,
        "higher_days": item.higher_days,
    }


def _save_themes(keep: "_Keeper", plan: p.HallPlan, items: dict[str, int]) -> dict[str, int]:
    themes = keep.rows(
        t.theme,
        {
            each.code: _named(each.name) | {"lead": each.lead, "promised_days": each.promised_days}
            for each in plan.themes
        },
    )
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
    return themes


def _save_life_events(
    keep: "_Keeper", plan: p.HallPlan, items: dict[str, int], themes: dict[str, int]
) -> None:
    events = keep.rows(t.life_event, {each.code: _named(each.name) for each in plan.life_events})
    keep.parts(
        t.life_event_entry,
        "life_event_id",
        {
            events[each.code]: [{"item_id": None, "theme_id": themes[code]} for code in each.themes]
            + [{"item_id": items[code], "theme_id": None} for code in each.items]
            for each in plan.life_events
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


def _save_days(keep: "_Keeper", plan: p.HallPlan) -> None:
    keep.dated(
        t.special_day,
        {
            each.date: _named(each.name)
            | {"position": place, "periods": periods_written(each.periods)}
            for place, each in enumerate(plan.special_days)
        },
    )
    keep.dated(
        t.legal_day,
        {each.date: _named(each.name) | {"working": each.working} for each in plan.legal_days},
    )


def _save_boards(keep: "_Keeper", plan: p.HallPlan) -> None:
    keep.rows(
        t.notice,
        {
            each.code: _named(each.name)
            | {
                "text_zh": each.text.zh,
                "text_en": each.text.en,
                "begins": each.begins,
                "ends": each.ends,
            }
            for each in plan.notices
        },
    )
    keep.rows(
        t.medium,
        {
            each.code: _named(each.name)
            | {
                "type": each.type,
                "size": each.size,
                "sha256": each.sha256,
                "begins": each.begins,
                "ends": each.ends,
            }
            for each in plan.media
        },
    )


def _save_hall(connection: Connection, plan: p.HallPlan) -> int:
    values = _named(plan.name) | {
        "timezone": plan.timezone,
        "notice_zh": plan.notice.zh,
        "notice_en": plan.notice.en,
        "ticket_rules_zh": plan.ticket_rules.zh,
        "ticket_rules_en": plan.ticket_rules.en,
        "public_url": plan.public_url,
        "address_zh": plan.address.zh,
        "address_en": plan.address.en,
        "call_text_zh": plan.call_text.zh,
        "call_text_en": plan.call_text.en,
        "paper_template": plan.paper_template,
        **asdict(plan.rules),
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
    """Rows by code within a hall: known codes are updated, new ones inserted, dropped ones retired.

    Only rows that differ are written: a city's catalogue has thousands, an edit touches few.
    """

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
            row.code: row for row in run(select(table).where(table.c.hall_id == self.hall)).all()
        }
        ids = {code: row.id for code, row in known.items()}
        changed: list[dict[str, Any]] = []
        for place, (code, values) in enumerate(wanted.items()):
            kept = values | {"position": place, "active": True}
            if code not in known:
                new = kept | (fresh or {}) | {"hall_id": self.hall, "code": code}
                ids[code] = run(insert(table).values(**new).returning(table.c.id)).scalar_one()
            elif any(getattr(known[code], name) != value for name, value in kept.items()):
                changed.append(kept | {"row_id": ids[code]})
        if changed:
            run(update(table).where(table.c.id == bindparam("row_id")), changed)
        for code in known.keys() - wanted.keys():
            if known[code].active:
                run(update(table).where(table.c.id == ids[code]).values(active=False))
        return ids

    def dated(self, table: Table, wanted: dict[date, dict[str, Any]]) -> None:
        """Make the table of days hold `wanted`. Nothing refers to a day, so dropped ones are gone."""
        run = self.connection.execute
        mine = table.c.hall_id == self.hall
        known = {row.date: row for row in run(select(table).where(mine)).all()}
        for on, values in wanted.items():
            if on not in known:
                run(insert(table).values(hall_id=self.hall, date=on, **values))
            elif any(getattr(known[on], name) != value for name, value in values.items()):
                run(update(table).where(mine, table.c.date == on).values(**values))
        for on in known.keys() - wanted.keys():
            run(delete(table).where(mine, table.c.date == on))

    def parts(self, table: Table, owner: str, wanted: dict[int, list[dict[str, Any]]]) -> None:
        """Replace the ordered parts of each owner whose parts differ."""
        run = self.connection.execute
        known: dict[int, list[dict[str, Any]]] = {}
        columns = [column for column in table.c if column.name not in (owner, "position")]
        for row in run(select(table.c[owner], *columns).order_by(table.c.position)).all():
            known.setdefault(row[0], []).append(
                {column.name: value for column, value in zip(columns, row[1:], strict=True)}
            )
        for id, parts in wanted.items():
            if known.get(id, []) == parts:
                continue
            run(delete(table).where(table.c[owner] == id))
            if parts:
                run(
                    insert(table),
                    [part | {owner: id, "position": place} for place, part in enumerate(parts)],
                )
