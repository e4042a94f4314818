"""Registering devices and printers."""

from hall_server.desk.load import require_place
from hall_server.domain.admission import (
    PrinterAddressRefused,
    PrinterHasSheets,
    PrinterNameTaken,
    PrinterOfKiosk,
    PrinterStandsBy,
)
from hall_server.domain.booking_refusals import PortalNeedsHall
from hall_server.domain.refusals import ChangedMeanwhile, Malformed, Unknown
from hall_server.store import machines
from hall_server.store.paper import add_printer, printer_named, printers_of_device, write_url
from hall_server.store.people import NewDevice, add_device, device_named
from hall_server.store.schema import AnyRow
from hall_server.store.transaction import Transaction
from hall_server.wire import devices as w
from printer.ports import BadPortUrl, check_port_url

SETTINGS = {"paper": 80, "encoding": "gbk", "mode": "text", "acknowledgement": "probe"}


class NotAStation(Malformed):
    """Only a station drives printers for the hall."""

    code = "not_a_station"
    sentence = "{name} is not a station."


def register_device(tx: Transaction, kind: str, name: str, place: str) -> NewDevice:
    """Register a device and give it a token. A kiosk gets a printer of its own, which takes no jobs.

    Raises PortalNeedsHall.
    """
    require_portal_of_hall(kind, place)
    require_place(tx.setup.plan, place)
    device = add_device(tx, kind, name, place)
    give_own_printer(tx, kind, device.id, name, place)
    return device


def require_portal_of_hall(kind: str, place: str) -> None:
    """Raises PortalNeedsHall for a city's web portal at a zone or a window."""
    if kind == "portal" and place != "hall":
        raise PortalNeedsHall()


def give_own_printer(tx: Transaction, kind: str, device: int, name: str, place: str) -> None:
    """A kiosk has a printer of its own, which takes no jobs of others."""
    if kind != "kiosk" or printers_of_device(tx.connection, device):
        return
    if machines.printer_row(tx, name) is not None:
        raise PrinterNameTaken(name=name)
    add_printer(tx, code=name, place=place, url="", settings=SETTINGS, device=device, stand_by=None)


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

    `settings` may name paper, encoding, mode, acknowledgement. Raises Unknown, NotAStation,
    PrinterNameTaken, PrinterAddressRefused.
    """
    require_place(tx.setup.plan, place)
    check_address(url)
    values = (
        SETTINGS
        | settings
        | {
            "place": place,
            "url": url,
            "device_id": _station(tx, station) if station is not None else None,
            "stand_by_id": printer_named(tx, stand_by).id if stand_by else None,
        }
    )
    known = machines.printer_row(tx, name)
    if known is not None and known.active:
        raise PrinterNameTaken(name=name)
    if known is not None:
        machines.revive_printer(tx, known.id, values)
        printer: int = known.id
    else:
        printer = machines.insert_printer(tx, name, values)
    tx.record("printer_added", {"printer": name, "place": place, "url": url, "station": station})
    return printer


def _station(tx: Transaction, name: str) -> int:
    row = device_named(tx, name)
    if row.kind != "station":
        raise NotAStation(name=name)
    return int(row.id)


def check_address(url: str) -> None:
    """Raises PrinterAddressRefused for what is no port of a printer."""
    try:
        check_port_url(url)
    except BadPortUrl as error:
        raise PrinterAddressRefused(url=url) from error


def set_up_printer(tx: Transaction, wanted: w.RegisterPrinter) -> w.PrinterNow:
    """Register a printer as an administrator asks; it is served at once.

    Raises PrinterNameTaken, PrinterAddressRefused, Unknown, NotAStation.
    """
    settings: dict[str, object] = {each: getattr(wanted, each) for each in SETTINGS}
    register_printer(
        tx, wanted.name, wanted.place, wanted.url, settings, wanted.station, wanted.stand_by
    )
    return w.PrinterNow(version=tx.head.seq, printer=wanted.name)


def change_printer(tx: Transaction, name: str, wanted: w.MovePrinter) -> w.PrinterNow:
    """Another place or address. Raises ChangedMeanwhile, PrinterAddressRefused, PrinterOfKiosk."""
    printer = _own(tx, name)
    if (printer.place, printer.url) != (wanted.seen_place, wanted.seen_url):
        raise ChangedMeanwhile(part="printers", code=name, by="")
    require_place(tx.setup.plan, wanted.place)
    check_address(wanted.url)
    machines.move_printer_row(tx, printer.id, wanted.place, wanted.url)
    tx.record("printer_moved", {"printer": name, "place": wanted.place, "url": wanted.url})
    return w.PrinterNow(version=tx.head.seq, printer=name)


def remove_printer(tx: Transaction, name: str) -> w.PrinterNow:
    """The printer is gone. Raises PrinterHasSheets, PrinterStandsBy, PrinterOfKiosk."""
    printer = _own(tx, name)
    waiting = machines.open_jobs(tx, printer.id)
    if waiting:
        raise PrinterHasSheets(printer=name, waiting=waiting)
    other = machines.printers_standing_by(tx, printer.id)
    if other is not None:
        raise PrinterStandsBy(printer=name, other=other)
    machines.retire_printer(tx, printer.id)
    tx.record("printer_removed", {"printer": name})
    return w.PrinterNow(version=tx.head.seq, printer=name)


def _own(tx: Transaction, name: str) -> AnyRow:
    if "\0" in name:
        raise Unknown(what="printer", name=name)
    printer = printer_named(tx, name)
    if not printer.url:
        raise PrinterOfKiosk(printer=name)
    return printer
