"""Lines to printers open by URL, and every trouble has its own name."""

import os
import socket
import tty
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from printer.device import Printer, PrintState
from printer.ports import (
    BadPortUrl,
    Disconnected,
    NotConnected,
    WriteFailed,
    check_port_url,
    open_port,
)

SOON_S = 0.3
DEADLINE_S = 5.0
TOO_MUCH = 50_000_000


@pytest.mark.parametrize(
    "url",
    [
        *("", "printer", "socket://", "socket://h:port", "socket://h:99999", "lpt:1", "file:"),
        *("/dev/ttyUSB0?baud=fast", "/dev/ttyUSB0?baud=12345", "/dev/ttyUSB0?flow=maybe"),
        *("/dev/ttyUSB0?parity=odd", "/dev/ttyUSB0?baud", "/dev/usb/lp0?baud=9600"),
        *("usb://", "usb://04b8", "usb://04b8:xyz", "usb://04b8:020200", "usb://:0202"),
    ],
)
def test_a_url_that_names_no_printer_is_refused(url: str) -> None:
    with pytest.raises(BadPortUrl):
        check_port_url(url)
    with pytest.raises(BadPortUrl):
        Printer(url).status()


@pytest.mark.parametrize(
    "url",
    [
        *("socket://192.0.2.31", "socket://[::1]:9100", "file:/tmp/paper", "usb://04b8:0202"),
        *("/dev/ttyUSB0", "/dev/serial/by-id/usb-1a86-if00?baud=38400&flow=rtscts", "/dev/usb/lp0"),
    ],
)
def test_a_url_of_each_kind_is_known_without_opening_it(url: str) -> None:
    check_port_url(url)


def test_a_printer_that_is_not_there_cannot_be_reached(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
    for url in (
        f"socket://127.0.0.1:{number}",
        f"file:{tmp_path}/missing/paper.bin",
        f"{tmp_path}/ttyMissing",
        f"{tmp_path}/lp7",
    ):
        with pytest.raises(NotConnected):
            open_port(url)


def test_a_printer_that_takes_no_more_bytes_ends_the_write_and_says_how_far_it_got() -> None:
    with socket.create_server(("127.0.0.1", 0)) as printer:
        port = open_port(f"socket://127.0.0.1:{printer.getsockname()[1]}")
        with pytest.raises(WriteFailed) as failure:
            port.write(bytes(TOO_MUCH), SOON_S)
        port.close()
    assert 0 < failure.value.sent < TOO_MUCH


def test_silence_is_no_bytes_and_a_closed_line_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as printer:
        port = open_port(f"socket://127.0.0.1:{printer.getsockname()[1]}")
        line, _ = printer.accept()
        assert port.read(0.01) == b""
        line.sendall(b"\x12")
        assert port.read(DEADLINE_S) == b"\x12"
        line.close()
        with pytest.raises(Disconnected):
            port.read(DEADLINE_S)
        port.close()


def test_a_file_gets_the_bytes_but_never_says_that_they_are_on_paper(tmp_path: Path) -> None:
    paper = tmp_path / "paper.bin"
    printer = Printer(f"file:{paper}")
    assert printer.status().ready
    assert printer.print(b"sheet") is PrintState.UNCERTAIN
    printer.close()
    assert paper.read_bytes().startswith(b"sheet")


@dataclass
class Cable:
    """The printer's end of a line, and the path under which programs find theirs."""

    url: str
    printer: int
    end: int

    def unplug(self) -> None:
        os.close(self.printer)
        os.close(self.end)


@pytest.fixture(params=["ttyPrinter", "lp0"])
def cable(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Cable]:
    """A pseudo-terminal that stands for a serial line, or for the kernel's printer node."""
    printer, end = os.openpty()
    tty.setraw(end)
    path = tmp_path / str(request.param)
    path.symlink_to(os.ttyname(end))
    yield Cable(str(path), printer, end)


def test_bytes_go_both_ways_over_a_device(cable: Cable) -> None:
    port = open_port(cable.url)
    port.write(b"\x10\x04\x01", SOON_S)
    assert os.read(cable.printer, 10) == b"\x10\x04\x01"
    assert port.read(0.01) == b""
    os.write(cable.printer, b"\x12")
    assert port.read(DEADLINE_S) == b"\x12"
    port.close()
    cable.unplug()


def test_a_device_that_takes_no_more_bytes_ends_the_write(cable: Cable) -> None:
    port = open_port(cable.url)
    with pytest.raises(WriteFailed) as failure:
        port.write(bytes(100_000), SOON_S)
    assert 0 < failure.value.sent < 100_000
    port.close()
    cable.unplug()


def test_an_unplugged_device_is_an_error_not_silence(cable: Cable) -> None:
    port = open_port(cable.url)
    cable.unplug()
    with pytest.raises(Disconnected):
        port.read(DEADLINE_S)
    with pytest.raises(WriteFailed) as failure:
        port.write(b"sheet", SOON_S)
    assert failure.value.sent == 0
    port.close()


@pytest.mark.parametrize("cable", ["ttyPrinter"], indirect=True)
def test_a_serial_line_belongs_to_one_program(cable: Cable) -> None:
    port = open_port(f"{cable.url}?baud=38400")
    assert port.bytes_per_s == 3840
    with pytest.raises(NotConnected, match="lock"):
        open_port(cable.url)
    port.close()
    open_port(cable.url).close()
    cable.unplug()
