"""Registering devices and printers."""

from hall_server.desk.load import require_place
from hall_server.domain.refusals import Malformed
from hall_server.store.paper import add_printer, printer_named, write_url
from hall_server.store.people import NewDevice, add_device, device_named
from hall_server.store.transaction import Transaction

SETTINGS = {"paper": 80, "encoding": "gbk", "mode": "text", "acknowledgement": "probe"}


class NotAStation(Malformed):
    """Only a station drives printers for the hall."""

    code = "not_a_station"
    sentence = "{name} is not a station."


def register_device(tx: Transaction, kind: str, name: str, place: str) -> NewDevice:
    """Register a device and give it a token. A kiosk gets a printer of its own, which takes no jobs."""
    require_place(tx.setup.plan, place)
    device = add_device(tx, kind, name, place)
    if kind == "kiosk":
        add_printer(
            tx, code=name, place=place, url="", settings=SETTINGS, device=device.id, stand_by=None
        )
    return device


def move_printer(tx: Transaction, name: str, url: str) -> None:
    """A printer is reached at another address from now on. Raises Unknown."""
    printer = printer_named(tx, name)
    write_url(tx, printer.id, url)
    tx.record("printer_moved", {"printer": name, "url": url})


def register_printer(
    tx: Transaction,
    name: str,
    place: str,
    url: str,
    settings: dict[str, object],
    station: str | None,
    stand_by: str | None,
) -> int:
    """Register a printer that a station drives, or the server itself (network printers).

    `settings` may name paper, encoding, mode, acknowledgement. Raises Unknown, NotAStation.
    """
    require_place(tx.setup.plan, place)
    device = None
    if station is not None:
        row = device_named(tx, station)
        if row.kind != "station":
            raise NotAStation(name=station)
        device = row.id
    printer = add_printer(
        tx,
        code=name,
        place=place,
        url=url,
        settings=SETTINGS | settings,
        device=device,
        stand_by=printer_named(tx, stand_by).id if stand_by else None,
    )
    tx.record("printer_added", {"printer": name, "place": place, "url": url, "station": station})
    return printer
