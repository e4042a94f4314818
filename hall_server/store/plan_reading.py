"""Reading a hall's plan from its rows."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import time
from typing import Any

from sqlalchemy import Connection, Table, select

from hall_server.domain import plan as p
from hall_server.domain.periods import periods_read
from hall_server.domain.plan_entries import DEPARTMENT_FACTS, ITEM_TEXTS
from hall_server.store import schema as t


def load_plan(connection: Connection, hall: int) -> p.HallPlan:
    """The plan as last saved. Raises LookupError when there is no such hall."""
    row = connection.execute(select(t.hall).where(t.hall.c.id == hall)).one_or_none()
    if row is None:
        raise LookupError(f"no hall {hall}")

    def rows(table: Table, *extra: Any) -> list[Any]:
        """The table's active rows in the plan's order."""
        return list(
            connection.execute(
                select(table, *extra)
                .where(table.c.hall_id == hall, *([table.c.active] if "active" in table.c else []))
                .order_by(table.c.position if "position" in table.c else table.c.date)
            )
        )

    code = {
        table.name: {each.id: each.code for each in rows(table)}
        for table in (t.zone, t.department, t.queue, t.item, t.theme, t.profile)
    }
    materials = _grouped(connection, t.item_material, "item_id")
    theme_items = _grouped(connection, t.theme_item, "theme_id")
    event_entries = _grouped(connection, t.life_event_entry, "life_event_id")
    profile_queues = _grouped(connection, t.profile_queue, "profile_id")
    return p.HallPlan(
        code=row.code,
        name=_text(row),
        timezone=row.timezone,
        notice=p.Text(row.notice_zh, row.notice_en),
        ticket_rules=p.Text(row.ticket_rules_zh, row.ticket_rules_en),
        public_url=row.public_url,
        rules=p.HouseRules(**{rule.name: getattr(row, rule.name) for rule in fields(p.HouseRules)}),
        hours=tuple(
            p.Hours(each.weekday, time.fromisoformat(each.begins), time.fromisoformat(each.ends))
            for each in rows(t.hours)
        ),
        zones=tuple(
            p.Zone(each.code, _text(each), each.floor, p.Text(each.way_zh, each.way_en))
            for each in rows(t.zone)
        ),
        departments=tuple(
            p.Department(
                each.code,
                _text(each),
                **{name: getattr(each, name) for name in DEPARTMENT_FACTS},
            )
            for each in rows(t.department)
        ),
        queues=tuple(
            p.Queue(each.code, _text(each), code["zone"][each.zone_id], each.max_wait_minutes,
                    each.capacity)
            for each in rows(t.queue)
        ),
        items=tuple(
            p.Item(
                code=each.code,
                name=_text(each),
                kind=each.kind,
                department=code["department"][each.department_id],
                queue=code["queue"][each.queue_id],
                zone=code["zone"][each.zone_id],
                service_minutes=each.service_minutes,
                statutory_days=each.statutory_days,
                promised_days=each.promised_days,
                fee=each.fee,
                materials=tuple(_material(row) for row in materials.get(each.id, ())),
                common=each.common,
                synonyms=tuple(json.loads(each.synonyms)),
                day_cap=each.day_cap,
                half_day_cap=each.half_day_cap,
                slots=each.slots,
                pick_up=each.pick_up,
                day_kind=each.day_kind,
                **{name: getattr(each, name) for name in ITEM_TEXTS},
                delivery=tuple(each.delivery.split(",")) if each.delivery else (),
                deemed_approval=each.deemed_approval,
                higher_body=each.higher_body,
                higher_days=each.higher_days,
            )
            for each in rows(t.item)
        ),
        themes=tuple(
            p.Theme(
                each.code,
                _text(each),
                tuple(
                    p.ThemeStep(code["item"][errand.item_id], errand.step)
                    for errand in theme_items.get(each.id, ())
                ),
                each.lead,
                each.promised_days,
            )
            for each in rows(t.theme)
        ),
        profiles=tuple(
            _profile(each, profile_queues.get(each.id, []), code["queue"])
            for each in rows(t.profile)
        ),
        windows=tuple(
            p.Window(each.code, code["zone"][each.zone_id], code["profile"][each.profile_id],
                     _text(each))
            for each in rows(t.window)
        ),
        priority_reasons=tuple(
            p.PriorityReason(each.code, _text(each), each.rate, each.from_age)
            for each in rows(t.priority_reason)
        ),
        pause_reasons=tuple(
            p.PauseReason(each.code, _text(each)) for each in rows(t.pause_reason)
        ),
        special_days=tuple(
            p.SpecialDay(each.date, _text(each), periods_read(each.periods))
            for each in rows(t.special_day)
        ),
        legal_days=tuple(
            p.LegalDay(each.date, each.working, _text(each)) for each in rows(t.legal_day)
        ),
        notices=tuple(
            p.Notice(each.code, _text(each), p.Text(each.text_zh, each.text_en), each.begins,
                     each.ends)
            for each in rows(t.notice)
        ),
        media=tuple(
            p.Medium(each.code, _text(each), each.type, each.size, each.sha256, each.begins,
                     each.ends)
            for each in rows(t.medium)
        ),
        call_text=p.Text(row.call_text_zh, row.call_text_en),
        life_events=tuple(
            _life_event(each, event_entries.get(each.id, []), code["item"], code["theme"])
            for each in rows(t.life_event)
        ),
        paper_template=row.paper_template,
        address=p.Text(row.address_zh, row.address_en),
    )  # fmt: skip


def _text(row: Any) -> p.Text:
    return p.Text(row.name_zh, row.name_en)


def _material(row: Any) -> p.Material:
    return p.Material(**{each.name: getattr(row, each.name) for each in fields(p.Material)})


def _grouped(connection: Connection, table: Table, by: str) -> dict[int, list[Any]]:
    grouped: dict[int, list[Any]] = {}
    for row in connection.execute(select(table).order_by(table.c.position)):
        grouped.setdefault(getattr(row, by), []).append(row)
    return grouped


def _life_event(
    row: Any, entries: list[Any], items: Mapping[int, str], themes: Mapping[int, str]
) -> p.LifeEvent:
    return p.LifeEvent(
        row.code,
        _text(row),
        tuple(items[each.item_id] for each in entries if each.item_id is not None),
        tuple(themes[each.theme_id] for each in entries if each.theme_id is not None),
    )


def _profile(row: Any, queues: list[Any], letters: Mapping[int, str]) -> p.Profile:
    return p.Profile(
        row.code,
        _text(row),
        tuple(letters[each.queue_id] for each in queues if not each.backup),
        tuple(
            p.Backup(letters[each.queue_id], each.help_after_minutes)
            for each in queues
            if each.backup
        ),
    )
