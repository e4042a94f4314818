"""Port URLs: which line a URL means, told without opening it, and opened on demand."""

from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, urlsplit

from printer.ports.network import SocketPort
from printer.ports.plain_file import FilePort
from printer.ports.port import BadPortUrl, Port

RAW_PRINTING_PORT = 9100
_CONNECT_S = 3.0
_BAUD_RATES = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400)
_FLOWS = ("none", "rtscts", "xonxoff")
_USUAL_BAUD = 9600
_LONGEST_USB_NUMBER = 4

_Opener = Callable[[], Port]


def open_port(url: str, connect_s: float = _CONNECT_S) -> Port:
    """The port behind `url`, reached within `connect_s`. Raises BadPortUrl or NotConnected."""
    return _opener(url, connect_s)()


def check_port_url(url: str) -> None:
    """Raises BadPortUrl if `url` names no port. Opens nothing."""
    _opener(url, _CONNECT_S)


def _opener(url: str, connect_s: float) -> _Opener:
    try:
        parts = urlsplit(url)
        opener = _by_scheme(parts, connect_s)
    except ValueError as error:
        raise BadPortUrl(f"{url}: {error}") from error
    if opener is None:
        raise BadPortUrl(
            f"{url or 'an empty URL'}: expected socket://host:port, /dev/ttyUSB0?baud=9600,"
            " usb://vendor:product, /dev/usb/lp0 or file:/path"
        )
    return opener


def _by_scheme(parts: SplitResult, connect_s: float) -> _Opener | None:
    """Raises ValueError for a part that makes no sense; None for no kind of port at all."""
    if parts.scheme == "socket" and parts.hostname:
        host, number = parts.hostname, parts.port or RAW_PRINTING_PORT
        return lambda: SocketPort(host, number, connect_s)
    if parts.scheme == "file" and parts.path:
        return lambda: FilePort(Path(parts.path))
    if parts.scheme == "usb":
        vendor, _, product = parts.netloc.partition(":")
        return _usb(_usb_number(vendor), _usb_number(product))
    if not parts.scheme and parts.path.startswith("/"):
        return _device(Path(parts.path), dict(parse_qsl(parts.query, strict_parsing=True)))
    return None


def _device(path: Path, options: Mapping[str, str]) -> _Opener:
    if path.name.startswith(("lp", "usblp")):
        if options:
            raise ValueError(f"{path} takes no options")
        return _node(path)
    if unknown := options.keys() - {"baud", "flow"}:
        raise ValueError(f"unknown option {', '.join(sorted(unknown))}")
    baud = options.get("baud", str(_USUAL_BAUD))
    flow = options.get("flow", "none")
    if not baud.isdecimal() or int(baud) not in _BAUD_RATES:
        raise ValueError(f"baud is one of {', '.join(map(str, _BAUD_RATES))}")
    if flow not in _FLOWS:
        raise ValueError(f"flow is one of {', '.join(_FLOWS)}")
    return _serial(path, int(baud), flow)


# Each library is imported when a port of its kind is opened: a kiosk with a network printer neither
# needs nor waits for pyserial and pyusb.


def _serial(path: Path, baud: int, flow: str) -> _Opener:
    def opened() -> Port:
        from printer.ports.serial_line import SerialPort

        return SerialPort(path, baud, flow)

    return opened


def _node(path: Path) -> _Opener:
    def opened() -> Port:
        from printer.ports.device_node import NodePort

        return NodePort(path)

    return opened


def _usb(vendor: int, product: int) -> _Opener:
    def opened() -> Port:
        from printer.ports.usb_device import UsbPort

        return UsbPort(vendor, product)

    return opened


def _usb_number(text: str) -> int:
    """A vendor or product number, in hexadecimal as `lsusb` shows it. Raises ValueError."""
    if not 0 < len(text) <= _LONGEST_USB_NUMBER:
        raise ValueError("vendor and product are up to four hexadecimal digits, as lsusb shows")
    return int(text, 16)
