"""Lines to printers, opened by URL; every connect, read and write has an end, every trouble a type.

| URL | what it is |
|---|---|
| `socket://host:9100` | a printer on the network (9100 if no port is named) |
| `/dev/ttyUSB0?baud=38400&flow=none` | a serial line; `flow` is none, rtscts or xonxoff |
| `usb://04b8:0202` | a USB printer by vendor and product, through libusb |
| `/dev/usb/lp0` | a USB printer by the kernel's driver, read as well as written |
| `file:/path` | a file that the bytes are appended to; it never answers |
"""

from printer.ports.port import (
    BadPortUrl,
    Disconnected,
    NotConnected,
    Port,
    PortError,
    WriteFailed,
)
from printer.ports.urls import check_port_url, open_port

__all__ = [
    "BadPortUrl",
    "Disconnected",
    "NotConnected",
    "Port",
    "PortError",
    "WriteFailed",
    "check_port_url",
    "open_port",
]
