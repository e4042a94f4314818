"""Devices and printers as the administration shows them, with what stands where it should not."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from hall_server.desk.machines import device_view
from hall_server.desk.told import text
from hall_server.domain.plan import HallPlan
from hall_server.store.paper import all_printers
from hall_server.store.people import devices_of
from hall_server.store.schema import AnyRow
from hall_server.store.setup import Setup
from hall_server.wire import devices as w

ONE_PER_WINDOW = ("display", "tablet")


def device_list(connection: Connection, setup: Setup, now: datetime) -> w.DeviceList:
    """All devices and printers of a hall."""
    devices = devices_of(connection, setup.hall)
    printers = all_printers(connection, setup.hall)
    drivers = {row.id: row.name for row in devices}
    names = {row.id: row.code for row in printers}
    return w.DeviceList(
        at=now,
        devices=tuple(device_view(row) for row in devices),
        printers=tuple(
            _printer(row, drivers.get(row.device_id), names.get(row.stand_by_id))
            for row in printers
        ),
        places=tuple(_places(setup.plan)),
        warnings=(*_same_address(printers, drivers), *_same_window(devices)),
    )


def _printer(row: AnyRow, driver: str | None, stand_by: str | None) -> w.PrinterSetup:
    return w.PrinterSetup(
        printer=row.code,
        place=row.place,
        url=row.url,
        driver=driver,
        stand_by=stand_by,
        paper=row.paper,
        encoding=row.encoding,
        mode=row.mode,
        acknowledgement=row.acknowledgement,
        troubles=tuple(row.troubles.split(",")) if row.troubles else (),
        paper_low=row.paper_low,
        heard_at=row.heard_at,
    )


def _places(plan: HallPlan) -> Iterable[w.PlaceChoice]:
    yield w.PlaceChoice(place="hall", name=text(plan.name))
    for zone in plan.zones:
        yield w.PlaceChoice(place=f"zone:{zone.code}", name=text(zone.name))
    for window in plan.windows:
        yield w.PlaceChoice(place=f"window:{window.number}", name=text(window.name))


def _same_address(
    printers: Iterable[AnyRow], drivers: dict[int, str]
) -> Iterable[w.PlacementWarning]:
    """Printers reached at one address by one driver: their sheets would cut into each other."""
    by_address: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in printers:
        if not row.url:
            continue
        # A local port is this driver's own; an address in the network is everybody's.
        driver = "" if row.url.startswith("socket:") else drivers.get(row.device_id, "")
        by_address[driver, row.url].append(row.code)
    for (_, url), names in by_address.items():
        if len(names) > 1:
            yield w.PlacementWarning(kind="same_address", where=url, names=tuple(names))


def _same_window(devices: Iterable[AnyRow]) -> Iterable[w.PlacementWarning]:
    standing: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in devices:
        single = row.kind in ONE_PER_WINDOW and row.place.startswith("window:")
        if single and row.revoked_at is None:
            standing[row.kind, row.place].append(row.name)
    for (_, place), names in standing.items():
        if len(names) > 1:
            yield w.PlacementWarning(kind="same_window", where=place, names=tuple(names))
