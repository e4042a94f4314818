"""A printer on USB through libusb's interface, on a bus that behaves like a clone's."""

from queue import Queue

import pytest
from printer_desk import SOON, says, sheet_of

from printer.acknowledgement import Acknowledgement
from printer.conversation import Conversation, Sheet
from printer.ports import Disconnected, NotConnected, WriteFailed
from printer.ports.usb_device import UsbPort
from printer.replies import Reply
from printer.simulators import roll
from printer.simulators.machine import VirtualPrinter
from printer.status import PrintState

pytest.importorskip("usb.core")
from usb_bus import PRODUCT, VENDOR, VENDOR_CLASS, UsbBus

SOON_S = 0.2


@pytest.fixture
def tray() -> "Queue[roll.Sheet]":
    return Queue()


@pytest.fixture
def bus(tray: "Queue[roll.Sheet]") -> UsbBus:
    return UsbBus(VirtualPrinter(tray.put))


def opened(bus: UsbBus) -> UsbPort:
    return UsbPort(VENDOR, PRODUCT, backend=bus)


def hear(_: Reply) -> None:
    pass


@pytest.mark.parametrize("end_points", [(0x03, 0x81), (0x01, 0x82), (0x82, 0x02)])
def test_a_sheet_is_printed_whole_through_small_transfers(
    end_points: tuple[int, int], tray: "Queue[roll.Sheet]"
) -> None:
    bus = UsbBus(VirtualPrinter(tray.put), end_points)
    line = Conversation(opened(bus), SOON, hear)
    assert line.ask().ready
    sheet = Sheet(sheet_of("A017"), b"Ab09")
    assert line.deliver(sheet, Acknowledgement.GS_H) is PrintState.PRINTED
    line.hang_up()
    assert says(tray.get_nowait(), "A017")
    assert tray.empty()
    assert bus.claimed == set()


def test_a_clone_without_the_printers_class_is_found_by_its_end_points(
    tray: "Queue[roll.Sheet]",
) -> None:
    port = opened(UsbBus(VirtualPrinter(tray.put), interface_class=VENDOR_CLASS))
    port.write(b"\x10\x04\x01", SOON_S)
    assert port.read(SOON_S) == b"\x12"
    port.close()


def test_a_printer_without_a_way_back_says_so(tray: "Queue[roll.Sheet]") -> None:
    port = opened(UsbBus(VirtualPrinter(tray.put), end_points=(0x02,)))
    assert not port.answers
    assert port.read(SOON_S) == b""
    port.close()


def test_the_kernels_driver_gives_way(bus: UsbBus) -> None:
    port = opened(bus)
    assert not bus.kernel_driver_attached
    assert bus.claimed == {0}
    port.close()
    assert bus.claimed == set()


def test_a_stalled_printer_ends_the_write_and_an_unplugged_one_the_line(bus: UsbBus) -> None:
    port = opened(bus)
    assert port.read(0) == b""
    bus.stalled = True
    with pytest.raises(WriteFailed) as failure:
        port.write(b"sheet", SOON_S)
    assert failure.value.sent == 0
    bus.unplug()
    with pytest.raises(Disconnected):
        port.read(SOON_S)
    with pytest.raises(WriteFailed, match="disconnected"):
        port.write(b"sheet", SOON_S)
    port.close()


def test_a_printer_that_is_not_plugged_in_or_is_no_printer_is_refused(
    tray: "Queue[roll.Sheet]",
) -> None:
    absent = UsbBus(VirtualPrinter(tray.put))
    absent.unplug()
    with pytest.raises(NotConnected, match="no such device"):
        opened(absent)
    with pytest.raises(NotConnected, match="no interface"):
        opened(UsbBus(VirtualPrinter(tray.put), end_points=(0x81,)))
