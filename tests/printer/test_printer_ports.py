"""Lines to printers open by URL, and every trouble has its own name."""

import socket
from pathlib import Path

import pytest

from printer.device import Printer, PrintState
from printer.ports import (
    BadPortUrl,
    Disconnected,
    NotConnected,
    Patience,
    WriteFailed,
    open_port,
)

SOON = Patience(connect_s=1.0, write_s=0.3)


@pytest.mark.parametrize(
    "url", ["", "printer", "socket://", "socket://h:port", "socket://h:99999", "lpt:1", "file:"]
)
def test_a_url_that_names_no_printer_is_refused(url: str) -> None:
    with pytest.raises(BadPortUrl):
        open_port(url)
    with pytest.raises(BadPortUrl):
        Printer(url).status()


def test_a_printer_that_is_not_there_cannot_be_reached(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        number = taken.getsockname()[1]
    with pytest.raises(NotConnected):
        open_port(f"socket://127.0.0.1:{number}", SOON)
    with pytest.raises(NotConnected):
        open_port(f"file:{tmp_path}/missing/paper.bin")


def test_a_printer_that_takes_no_more_bytes_ends_the_write_and_says_how_far_it_got() -> None:
    with socket.create_server(("127.0.0.1", 0)) as printer:
        port = open_port(f"socket://127.0.0.1:{printer.getsockname()[1]}", SOON)
        with pytest.raises(WriteFailed) as failure:
            port.write(bytes(50_000_000))
        port.close()
    assert 0 < failure.value.sent < 50_000_000


def test_silence_is_no_bytes_and_a_closed_line_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as printer:
        port = open_port(f"socket://127.0.0.1:{printer.getsockname()[1]}", SOON)
        line, _ = printer.accept()
        assert port.read(0.01) == b""
        line.sendall(b"\x12")
        assert port.read(5.0) == b"\x12"
        line.close()
        with pytest.raises(Disconnected):
            port.read(5.0)
        port.close()


def test_a_file_gets_the_bytes_but_never_says_that_they_are_on_paper(tmp_path: Path) -> None:
    paper = tmp_path / "paper.bin"
    printer = Printer(f"file:{paper}")
    assert printer.status().ready
    assert printer.print(b"sheet") is PrintState.UNCERTAIN
    printer.close()
    assert paper.read_bytes().startswith(b"sheet")
