"""A USB bus with one virtual printer plugged in, as a back end of pyusb."""

import errno
from array import array
from queue import Empty, SimpleQueue
from types import SimpleNamespace
from typing import Any

from usb.backend import IBackend
from usb.core import USBError, USBTimeoutError

from printer.simulators.machine import VirtualPrinter

VENDOR, PRODUCT = 0x04B8, 0x0202
BULK = 2
PACKET = 64
PRINTER_CLASS, VENDOR_CLASS = 7, 0xFF


class UsbBus(IBackend):  # type: ignore[misc]
    """End points may have any number. It takes `packet` bytes per transfer, as busy printers do."""

    def __init__(
        self,
        machine: VirtualPrinter,
        end_points: tuple[int, ...] = (0x03, 0x81),
        interface_class: int = PRINTER_CLASS,
    ) -> None:
        super().__init__()
        self.kernel_driver_attached = True
        self.plugged_in = True
        self.stalled = False
        self.claimed: set[int] = set()
        self._machine = machine
        self._end_points = end_points
        self._class = interface_class
        self._replies: SimpleQueue[bytes] = SimpleQueue()
        machine.connect(self._replies.put, self.unplug)

    def unplug(self) -> None:
        self.plugged_in = False

    def enumerate_devices(self) -> list[str]:
        return ["printer"] if self.plugged_in else []

    def get_device_descriptor(self, dev: str) -> Any:
        return SimpleNamespace(
            bLength=18, bDescriptorType=1, bcdUSB=0x200, bDeviceClass=0, bDeviceSubClass=0,
            bDeviceProtocol=0, bMaxPacketSize0=64, idVendor=VENDOR, idProduct=PRODUCT,
            bcdDevice=0x100, iManufacturer=0, iProduct=0, iSerialNumber=0, bNumConfigurations=1,
            address=1, bus=1, port_number=1, port_numbers=(1,), speed=2,
        )  # fmt: skip

    def get_configuration_descriptor(self, dev: str, config: int) -> Any:
        if config:
            raise IndexError(config)
        return SimpleNamespace(
            bLength=9, bDescriptorType=2, wTotalLength=32, bNumInterfaces=1, bConfigurationValue=1,
            iConfiguration=0, bmAttributes=0xC0, bMaxPower=1, extra_descriptors=[],
        )  # fmt: skip

    def get_interface_descriptor(self, dev: str, intf: int, alt: int, config: int) -> Any:
        if intf or alt or config:
            raise IndexError(intf)
        return SimpleNamespace(
            bLength=9, bDescriptorType=4, bInterfaceNumber=0, bAlternateSetting=0,
            bNumEndpoints=len(self._end_points), bInterfaceClass=self._class,
            bInterfaceSubClass=1, bInterfaceProtocol=2, iInterface=0, extra_descriptors=[],
        )  # fmt: skip

    def get_endpoint_descriptor(self, dev: str, ep: int, intf: int, alt: int, config: int) -> Any:
        return SimpleNamespace(
            bLength=7, bDescriptorType=5, bEndpointAddress=self._end_points[ep], bmAttributes=BULK,
            wMaxPacketSize=PACKET, bInterval=0, bRefresh=0, bSynchAddress=0, extra_descriptors=[],
        )  # fmt: skip

    def open_device(self, dev: str) -> str:
        return dev

    def close_device(self, dev_handle: str) -> None:
        pass

    def get_configuration(self, dev_handle: str) -> int:
        return 1

    def claim_interface(self, dev_handle: str, intf: int) -> None:
        if self.kernel_driver_attached:
            raise USBError("Resource busy", errno=errno.EBUSY)
        self.claimed.add(intf)

    def release_interface(self, dev_handle: str, intf: int) -> None:
        self.claimed.discard(intf)

    def is_kernel_driver_active(self, dev_handle: str, intf: int) -> bool:
        return self.kernel_driver_attached

    def detach_kernel_driver(self, dev_handle: str, intf: int) -> None:
        self.kernel_driver_attached = False

    def bulk_write(self, dev_handle: str, ep: int, intf: int, data: Any, timeout: int) -> int:
        assert ep in self._end_points and not ep & 0x80 and timeout > 0
        self._check()
        if self.stalled:
            raise USBTimeoutError("Operation timed out", errno=errno.ETIMEDOUT)
        taken = data[:PACKET].tobytes()
        self._machine.receive(taken)
        return len(taken)

    def bulk_read(
        self, dev_handle: str, ep: int, intf: int, buff: "array[int]", timeout: int
    ) -> int:
        assert ep in self._end_points and ep & 0x80 and timeout > 0
        self._check()
        try:
            said = self._replies.get(timeout=timeout / 1000)
        except Empty:
            raise USBTimeoutError("Operation timed out", errno=errno.ETIMEDOUT) from None
        buff[: len(said)] = array("B", said)
        return len(said)

    def _check(self) -> None:
        if not self.plugged_in:
            raise USBError("No such device (it may have been disconnected)", errno=errno.ENODEV)
