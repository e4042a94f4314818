"""What is plugged into this machine that may be a printer."""

from dataclasses import dataclass
from pathlib import Path

_NODES = Path("/dev/usb")
_BY_NAME = Path("/dev/serial/by-id")


@dataclass(frozen=True, slots=True)
class Attached:
    """A port here: the URL to use, and what the system calls the thing on it."""

    url: str
    description: str


def attached_ports() -> list[Attached]:
    """Printer nodes and serial lines; serial ones under the name that survives a restart."""
    from serial.tools.list_ports import comports

    lasting = {link.resolve(): link for link in sorted(_BY_NAME.glob("*"))}
    nodes = [Attached(str(node), "USB printer") for node in sorted(_NODES.glob("lp*"))]
    lines = [
        Attached(str(lasting.get(Path(port.device), port.device)), port.description or "")
        for port in sorted(comports())
        if port.hwid != "n/a"  # ports that the mainboard could have, but nothing is there
    ]
    return nodes + lines
