"""An item as the public reads it on a day: its version in force, and those before and after it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection

from hall_server.desk.told import text
from hall_server.domain import plan as p
from hall_server.domain.cases.refusals import ItemHasNoVersion
from hall_server.domain.plan_edit import apply
from hall_server.domain.plan_entries import PARTS
from hall_server.domain.refusals import Refusal, Unknown
from hall_server.live.kiosk import catalogue
from hall_server.store.item_versions import OPERATIONAL, versions_of
from hall_server.store.plan_changes import edits_of, scheduled_until
from hall_server.store.setup import Setup
from hall_server.wire.cases import MaterialView, ServiceGuide
from hall_server.wire.items import ItemLine, ItemsOffered, ItemVersions, ItemVersionView
from hall_server.wire.setup import FieldChange

_DAY = timedelta(days=1)
_FOREVER = date.max


@dataclass(frozen=True, slots=True)
class Version:
    """What the catalogue says of an item from a date on; `until` None: no later word is known."""

    number: int
    begins: date
    until: date | None
    item: p.Item
    department: p.Department
    scheduled: bool = False


def items_offered(setup: Setup) -> ItemsOffered:
    """The public list, with what its items are found by: pinyin, everyday words and theirs."""
    whole = catalogue(setup)
    days = {item.code: item for item in setup.plan.items}
    return ItemsOffered(
        hall=whole.hall,
        hall_code=setup.plan.code,
        zones=whole.zones,
        departments=whole.departments,
        items=tuple(
            ItemLine(
                code=each.code,
                name=each.name,
                kind=each.kind,
                department=each.department,
                zone=each.zone,
                statutory_days=each.statutory_days,
                promised_days=each.promised_days,
                day_kind=days[each.code].day_kind,
                fee=each.fee,
                words=(
                    each.pinyin,
                    each.initials,
                    *each.synonyms,
                    *(word for pair in each.synonyms_spelled for word in pair),
                ),
            )
            for each in whole.items
        ),
    )


def known_versions(connection: Connection, setup: Setup, code: str) -> list[Version]:
    """An item's versions, oldest first, with those that changes laid down for a date will bring.

    Raises Unknown.
    """
    if code not in setup.item_ids:
        raise Unknown(what="item", name=code)
    known = [
        Version(each.version, each.valid_from, None, each.item, each.department)
        for each in reversed(versions_of(connection, setup.item_ids[code]))
    ]
    for due, item, department in _scheduled(connection, setup, code):
        before = known[-1] if known else None
        if before is None or _differences(before, item, department):
            number = 1 if before is None else before.number + 1
            known.append(Version(number, due, None, item, department, True))
    return [*_until_the_next(known)]


def _until_the_next(known: list[Version]) -> Iterator[Version]:
    for version, later in pairwise(known):
        until = later.begins - _DAY
        yield Version(
            version.number,
            version.begins,
            until,
            version.item,
            version.department,
            version.scheduled,
        )
    yield from known[-1:]


def _scheduled(
    connection: Connection, setup: Setup, code: str
) -> Iterator[tuple[date, p.Item, p.Department]]:
    """The item after each change that waits for its day, as far as those still fit."""
    plan = setup.plan
    for row in scheduled_until(connection, setup.hall, _FOREVER):
        try:
            plan = apply(plan, edits_of(row))
        except Refusal:
            # It no longer fits; at its opening it will fail, too, and that is told there.
            continue
        item = plan.item.get(code)
        department = _department(plan, item)
        if item is not None and department is not None:
            yield row.due, item, department


def _department(plan: p.HallPlan, item: p.Item | None) -> p.Department | None:
    code = None if item is None else item.department
    return next((each for each in plan.departments if each.code == code), None)


def _differences(
    before: Version, item: p.Item, department: p.Department
) -> tuple[FieldChange, ...]:
    told = _field_changes("items", before.item, item)
    if before.department.code != department.code:
        return tuple(told)
    changed = _field_changes("departments", before.department, department)
    return (
        *told,
        *(each.model_copy(update={"field": f"department.{each.field}"}) for each in changed),
    )


def _field_changes(part: str, before: Any, after: Any) -> list[FieldChange]:
    left_out = OPERATIONAL if part == "items" else frozenset()
    pairs = (
        (name, kind.write(getattr(before, name)), kind.write(getattr(after, name)))
        for name, kind in PARTS[part].fields.items()
        if name not in left_out
    )
    return [
        FieldChange(field=name, before=was, after=now) for name, was, now in pairs if was != now
    ]


def item_versions(connection: Connection, setup: Setup, code: str) -> ItemVersions:
    """All versions of an item with what each changed, newest first. Raises Unknown."""
    known = known_versions(connection, setup, code)
    return ItemVersions(
        code=code,
        name=text(setup.plan.item[code].name),
        versions=tuple(
            ItemVersionView(
                version=version.number,
                valid_from=version.begins,
                valid_until=version.until,
                scheduled=version.scheduled,
                fields=()
                if before is None
                else _differences(before, version.item, version.department),
            )
            for version, before in reversed(list(zip(known, [None, *known], strict=False)))
        ),
    )


def service_guide(connection: Connection, setup: Setup, code: str, on: date) -> ServiceGuide:
    """What the hall says of an item on a date. Raises Unknown, ItemHasNoVersion."""
    known = known_versions(connection, setup, code)
    version = next((each for each in reversed(known) if each.begins <= on), None)
    if version is None:
        raise ItemHasNoVersion(item=code, date=on.isoformat())
    item, department, plan = version.item, version.department, setup.plan
    present = plan.item[code]
    zone = plan.zone[present.zone]
    return ServiceGuide(
        code=code,
        name=text(item.name),
        kind=item.kind,
        version=version.number,
        valid_from=version.begins,
        valid_until=version.until,
        department=text(department.name),
        subject=item.subject,
        conditions=item.conditions,
        basis=item.basis,
        materials=tuple(materials_told(item.materials)),
        procedure=item.procedure,
        statutory_days=item.statutory_days,
        promised_days=item.promised_days,
        day_kind=item.day_kind,
        fee=item.fee,
        fee_basis=item.fee_basis,
        windows=tuple(window.number for window in plan.windows_serving(present.queue)),
        zone=text(zone.name),
        floor=zone.floor,
        result=item.result,
        delivery=item.delivery,
        deemed_approval=item.deemed_approval,
        higher_body=item.higher_body,
        higher_days=item.higher_days,
        phone=department.phone,
        complaint_phone=department.complaint_phone,
        address=department.address,
    )


def materials_told(materials: Iterable[p.Material]) -> Iterator[MaterialView]:
    """An item's materials in its order."""
    for position, each in enumerate(materials):
        yield MaterialView(
            position=position,
            name=each.name,
            kind=each.kind,
            copies=each.copies,
            medium=each.medium,
            source=each.source,
            standard=each.standard,
            deferrable=each.deferrable,
            certificate=each.certificate,
        )
