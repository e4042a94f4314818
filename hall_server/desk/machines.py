"""Devices of the hall: paired by the code they show, moved, revoked, and heard of."""

import json
from collections.abc import Iterable
from typing import Any

from hall_server.desk.devices import give_own_printer, require_portal_of_hall
from hall_server.desk.load import require_place
from hall_server.domain.admission import DeviceRevoked, TabletNeedsWindow
from hall_server.domain.refusals import ChangedMeanwhile
from hall_server.store import machines
from hall_server.store.people import revoke_device
from hall_server.store.schema import AnyRow
from hall_server.store.transaction import Transaction
from hall_server.wire import devices as w
from hall_server.wire.message import Text


def device_view(row: AnyRow) -> w.DeviceView:
    """A device's row as administrators see it."""
    return w.DeviceView(
        name=row.name,
        kind=row.kind,
        place=row.place,
        version=row.version,
        created_at=row.created_at,
        seen_at=row.seen_at,
        revoked_at=row.revoked_at,
        locked=row.locked,
        lock_text=lock_text(row),
        components=tuple(w.Component.model_validate(each) for each in json.loads(row.health)),
    )


def lock_text(row: Any) -> Text | None:
    """What a locked kiosk shows, in words that may be empty; None while it is not locked."""
    return Text(zh=row.lock_zh, en=row.lock_en or row.lock_zh) if row.locked else None


def pair(tx: Transaction, wanted: w.PairDevice) -> w.DeviceNow:
    """The device that shows the code belongs to this place; its token is good from now on.

    Raises PairingCodeUnknown, DeviceNameTaken, TabletNeedsWindow, PortalNeedsHall, Unknown for the place.
    """
    require_place(tx.setup.plan, wanted.place)
    pairing = machines.take_pairing(tx, wanted.code)
    _require_fit(pairing.kind, wanted.place)
    device = machines.register_paired(tx, pairing.kind, wanted.name, wanted.place, pairing)
    give_own_printer(tx, pairing.kind, device, wanted.name, wanted.place)
    tx.record("device_paired", {"kind": pairing.kind, "name": wanted.name, "place": wanted.place})
    return device_now(tx, device)


def move(tx: Transaction, name: str, wanted: w.MoveDevice) -> w.DeviceNow:
    """Another name or place; the device follows by itself.

    Raises ChangedMeanwhile, DeviceRevoked, DeviceNameTaken, TabletNeedsWindow, PortalNeedsHall.
    """
    row = machines.device_by_name(tx, name)
    if row.revoked_at is not None:
        raise DeviceRevoked(name=name)
    if (row.name, row.place) != (wanted.seen_name, wanted.seen_place):
        raise ChangedMeanwhile(part="devices", code=name, by="")
    require_place(tx.setup.plan, wanted.place)
    _require_fit(row.kind, wanted.place)
    machines.move_device(tx, row.id, wanted.name, wanted.place)
    before = {"name": row.name, "place": row.place}
    after = {"name": wanted.name, "place": wanted.place}
    tx.record("device_moved", {"before": before, "after": after})
    return device_now(tx, row.id)


def revoke(tx: Transaction, name: str) -> w.DeviceNow:
    """The device no longer belongs to the hall. Raises DeviceRevoked when it is so already."""
    row = machines.device_by_name(tx, name)
    if row.revoked_at is not None:
        raise DeviceRevoked(name=name)
    revoke_device(tx, name)
    return device_now(tx, row.id)


def turned(
    before: Iterable[w.Component], after: Iterable[w.Component]
) -> tuple[list[w.Component], list[w.Component]]:
    """Parts of a device that were well and are not, and those that are well again."""
    was = {(each.kind, each.name): each.ok for each in before}
    ill = [each for each in after if not each.ok and was.get((each.kind, each.name), True)]
    well = [each for each in after if each.ok and not was.get((each.kind, each.name), True)]
    return ill, well


def note_turn(tx: Transaction, device: int, report: w.ReportHealth) -> None:
    """Keep a report that brings trouble or its end, with an entry for each part that turned."""
    row = machines.device_row(tx.connection, device)
    ill, well = turned(device_view(row).components, report.components)
    keep_report(tx, device, report)
    for part in ill:
        said = {"device": row.name, "part": part.kind, "name": part.name, "word": part.word}
        tx.record("device_trouble", said)
    for part in well:
        tx.record("device_well", {"device": row.name, "part": part.kind, "name": part.name})


def keep_report(tx: Transaction, device: int, report: w.ReportHealth) -> None:
    """Keep a report."""
    said = [each.model_dump() for each in report.components]
    machines.write_health(tx.connection, device, report.version, said, tx.now)


def _require_fit(kind: str, place: str) -> None:
    require_portal_of_hall(kind, place)
    if kind == "tablet" and not place.startswith("window:"):
        raise TabletNeedsWindow()


def device_now(tx: Transaction, device: int) -> w.DeviceNow:
    """The answer to an act on a device."""
    row = machines.device_row(tx.connection, device)
    return w.DeviceNow(version=tx.head.seq, device=device_view(row))
