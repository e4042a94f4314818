"""A USB printer through libusb (pyusb, the extra `usb`), without the kernel's driver."""

import math
import time
from contextlib import suppress
from importlib import import_module
from typing import Any

from printer.ports.port import CHUNK, Disconnected, NotConnected, WriteFailed

_PRINTER_CLASS = 7
_SHORTEST_WAIT_MS = 1
"""0 would mean for ever."""


class UsbPort:
    """A claimed printer interface with its two bulk end points."""

    bytes_per_s = math.inf

    def __init__(self, vendor: int, product: int, backend: Any = None) -> None:
        """`backend` is pyusb's; None takes libusb. Raises NotConnected with advice."""
        usb = _library()
        name = f"usb://{vendor:04x}:{product:04x}"
        try:
            device = usb.core.find(idVendor=vendor, idProduct=product, backend=backend)
        except usb.core.NoBackendError as error:
            raise NotConnected(f"{name}: libusb-1.0 is not installed on this machine") from error
        if device is None:
            raise NotConnected(f"{name}: no such device is plugged in")
        self._usb = usb
        self._device = device
        try:
            self._interface = _printer_interface(usb, device)
            self._out = _end_point(usb, self._interface, usb.util.ENDPOINT_OUT)
            self._in = _end_point(usb, self._interface, usb.util.ENDPOINT_IN)
            self._claim()
        except (usb.core.USBError, LookupError) as error:
            usb.util.dispose_resources(device)
            raise NotConnected(f"{name}: {error}") from error

    def _claim(self) -> None:
        number = self._interface.bInterfaceNumber
        # Some systems have no kernel drivers to ask about; then there is none in the way.
        with suppress(NotImplementedError):
            if self._device.is_kernel_driver_active(number):
                self._device.detach_kernel_driver(number)
        self._usb.util.claim_interface(self._device, number)
        if setting := self._interface.bAlternateSetting:
            self._device.set_interface_altsetting(number, setting)

    @property
    def answers(self) -> bool:
        """False for the rare printer without an end point to read from."""
        return self._in is not None

    def write(self, data: bytes, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        sent = 0
        while sent < len(data):
            left = deadline - time.monotonic()
            if left <= 0:
                raise WriteFailed(sent, "the printer takes no more")
            try:
                # A transfer that timed out half-way says how much it took; the rest goes next.
                sent += self._out.write(data[sent : sent + CHUNK], _milliseconds(left))
            except self._usb.core.USBTimeoutError:
                continue
            except self._usb.core.USBError as error:
                raise WriteFailed(sent, str(error)) from error

    def read(self, seconds: float) -> bytes:
        if self._in is None:
            return b""
        try:
            return bytes(self._in.read(self._in.wMaxPacketSize, _milliseconds(seconds)))
        except self._usb.core.USBTimeoutError:
            return b""
        except self._usb.core.USBError as error:
            raise Disconnected(str(error)) from error

    def close(self) -> None:
        with suppress(self._usb.core.USBError):  # unplugged
            self._usb.util.release_interface(self._device, self._interface.bInterfaceNumber)
        self._usb.util.dispose_resources(self._device)


def _library() -> Any:
    try:
        import_module("usb.core")
        import_module("usb.util")
        return import_module("usb")
    except ImportError as error:
        raise NotConnected(
            "a usb:// printer needs pyusb: pip install 'hall[usb]', or use /dev/usb/lp0"
        ) from error


def _printer_interface(usb: Any, device: Any) -> Any:
    """The printer's interface: its two-way setting if it has several, and for a clone that forgot
    its class whatever takes bytes.
    """
    takes_bytes = [
        interface
        for interface in device.get_active_configuration()
        if _end_point(usb, interface, usb.util.ENDPOINT_OUT) is not None
    ]
    if not takes_bytes:
        raise LookupError("this device has no interface of a printer")
    return max(
        takes_bytes,
        key=lambda interface: (
            interface.bInterfaceClass == _PRINTER_CLASS,
            _end_point(usb, interface, usb.util.ENDPOINT_IN) is not None,
            -interface.bAlternateSetting,
        ),
    )


def _end_point(usb: Any, interface: Any, direction: int) -> Any:
    for end_point in interface:
        if (
            usb.util.endpoint_direction(end_point.bEndpointAddress) == direction
            and usb.util.endpoint_type(end_point.bmAttributes) == usb.util.ENDPOINT_TYPE_BULK
        ):
            return end_point
    return None


def _milliseconds(seconds: float) -> int:
    return max(math.ceil(seconds * 1000), _SHORTEST_WAIT_MS)
